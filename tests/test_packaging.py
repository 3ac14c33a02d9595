"""The wheel: everything that argmap needs is in it, and works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from importlib.metadata import metadata
from pathlib import Path

import pytest

from tests.conftest import ROOT


def test_metadata_is_that_of_the_project():
    """What pip shows is right."""
    data = metadata("argmap")
    assert data["Name"] == "argmap"
    assert data["Requires-Python"] == ">=3.11"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Build the wheel and install it into a venv that sees this environment's libraries but not the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT], check=True)
    [wheel] = folder.glob("*.whl")
    home = folder / "venv"
    venv.create(home, with_pip=True)
    site = next(home.glob("lib/python*/site-packages"))
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    python = home / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", wheel], check=True)
    (site / "libraries.pth").write_text(f"import sys; sys.path.append({libraries!r})\n")
    return python


@pytest.mark.model
def test_wheel_makes_a_map_in_another_folder(installed, tmp_path):
    """Model, rules, lexicons, ontology and page are all in the wheel."""
    (tmp_path / "essay.md").write_text("Distillation will reduce the cost of training by 2028.\n", encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    where = subprocess.run([installed, "-c", "import argmap; print(argmap.__file__)"], cwd=tmp_path, env=env,
                           capture_output=True, text=True, check=True).stdout
    assert Path(where.strip()).is_relative_to(installed.parent.parent)
    for command in (["map", "essay.md", "-o", "map.html"], ["extract", "essay.md", "-o", "essay.ttl"],
                    ["query", "essay.ttl", "predictions-by-date"], ["validate", "essay.ttl"], ["mechanisms"],
                    ["library", "add", "essay.ttl", "--library", "lib"], ["query", "lib", "essays"]):
        call = [installed, "-m", "argmap", *command]
        done = subprocess.run(call, cwd=tmp_path, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "map.html").stat().st_size > 100_000
