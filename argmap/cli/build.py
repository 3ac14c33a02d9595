"""`argmap build`: a folder of essays to a folder of graphs and maps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Unpack

import click

from argmap.cli.destination import folder_for, made
from argmap.cli.options import Extraction, extraction_options, layout_option
from argmap.cli.sources import load_maps
from argmap.cli.table import print_table
from argmap.errors import ReadError
from argmap.model import ArgumentMap, Kind, Scheme

__all__ = ["build"]

COLUMNS = ("essay", "claims", "predictions", "evidence", "causal links", "supports", "attacks", "mechanisms")
ESSAYS = ("*.md", "*.txt")
ALL = "all"


@click.command()
@click.argument("folder", metavar="FOLDER")
@click.option("-o", "--output", required=True, metavar="OUT", help="The folder for the graphs and maps.")
@layout_option
@extraction_options
def build(folder: str, output: str, layout: str, **chosen: Unpack[Extraction]) -> None:
    """Extract a folder of essays into graphs and maps.

    Writes a Turtle graph and an HTML map of each essay, and one map of all. README
    files are left out. Prints where everything is, and what was found.

    \b
    Example:
      argmap build seeds -o graphs
    """
    out = folder_for(output)
    sources = [str(path) for path in _essays(Path(folder))]
    if not sources:
        raise ReadError(f"holds no essay ({', '.join(ESSAYS)})", where=folder)
    from argmap.assemble import assemble
    from argmap.output import write
    from argmap.rdf import to_turtle
    from argmap.render import Engine, to_html

    engine = Engine(layout)
    named = [(Path(source).stem, amap) for source, amap in load_maps(sources, **chosen)]
    for name, amap in named:
        write(made(out) / f"{name}.ttl", to_turtle(amap))
        write(out / f"{name}.html", to_html(amap, engine=engine))
    if len(named) > 1:
        whole = assemble(amap for _, amap in named)
        write(out / f"{ALL}.html", to_html(whole, title=f"All {len(named)} essays", engine=engine))
    for name in [name for name, _ in named] + [ALL] * (len(named) > 1):
        click.echo(out / f"{name}.html")
    print_table(COLUMNS, [_counts(name, amap) for name, amap in named])


def _essays(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise ReadError("no such folder", where=folder)
    found = {path for pattern in ESSAYS for path in folder.glob(pattern) if path.stem.lower() != "readme"}
    yield from sorted(found)


def _counts(name: str, amap: ArgumentMap) -> tuple[str, ...]:
    """Count what a map holds, in the order of COLUMNS."""
    kinds = Counter(prop.kind for prop in amap.propositions)
    schemes = Counter(item.scheme for item in amap.inferences)
    used = {mechanism for prop in amap.propositions for mechanism in prop.mechanisms}
    return (
        name,
        *(str(kinds[kind]) for kind in (Kind.CLAIM, Kind.PREDICTION, Kind.EVIDENCE)),
        str(len(amap.links)),
        *(str(schemes[scheme]) for scheme in (Scheme.SUPPORT, Scheme.ATTACK)),
        str(len(used)),
    )
