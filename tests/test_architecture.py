"""The one-way flow: imports go downward only, and graphs are worked on without spaCy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "argmap"

#: Lower layers first; a module may import from its own layer and from those before it.
LAYERS = (
    ("errors", "plain", "vocab", "output", "ids", "lock", "rulefields", "endpoint"),
    ("model",),
    ("resources", "readers", "assemble"),
    ("mechanisms", "confident"),
    ("pipeline",),
    ("extract", "audit"),
    ("formats", "rdf", "graph", "loops"),
    ("library",),
    ("query", "align", "diff", "explain", "render", "evaluation", "validate", "bets"),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
SPACY_FREE = (
    "argmap.rdf", "argmap.graph", "argmap.loops", "argmap.formats.own", "argmap.formats.argdown", "argmap.query",
    "argmap.diff", "argmap.explain", "argmap.render", "argmap.assemble", "argmap.mechanisms", "argmap.evaluation",
    "argmap.bets", "argmap.cli", "argmap.library", "argmap.validate",
)


def _imports(path: Path) -> set[str]:
    """List the argmap modules of the first level that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            below = [f"{node.module}.{alias.name}" for alias in node.names]
            names = below if node.module == "argmap" else [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("argmap.")}
    return found - {"__version__"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downward(path):
    """No module imports from a layer above its own."""
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    assert own in RANK, f"{own} has no layer: give it one in LAYERS"
    upward = {name for name in _imports(path) if RANK.get(name, 99) > RANK[own]}
    assert upward == set()


def test_graphs_are_worked_on_without_spacy():
    """Query, map, diff, explain and --help start fast: none of them imports spaCy."""
    code = f"import sys, {', '.join(SPACY_FREE)}; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
