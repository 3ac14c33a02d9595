"""`argmap map`: essays or graphs to one HTML map, or to a picture or tables with the same places."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Unpack

import click

from argmap.cli.destination import by_ending, check_folder, emit
from argmap.cli.options import Extraction, extraction_options, layout_option
from argmap.cli.sources import load_maps, suffix
from argmap.formats import named
from argmap.model import ArgumentMap

__all__ = ["map_"]

FORMATS = {"html": (".html", ".htm"), "svg": (".svg",), "graphml": (".graphml",), "csv": (".csv",)}
BY = ("argument", "essay", "section", "mechanism")


@click.command("map")
@click.argument("sources", nargs=-1, required=True, metavar="ESSAY|GRAPH...")
@click.option("-o", "--output", required=True, metavar="OUT", help="Where to write the page; - for stdout.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="Default: by OUT's ending, else html.")
@click.option("--title", default=None, help="The map's title; the essay's own if left out.")
@click.option("--by", type=click.Choice(BY), help="Set the argument out as it hangs together, or in frames.")
@click.option("--view", type=click.Choice(("map", "causes")), default="map", help="What an SVG picture shows.")
@click.option("--open", "show", is_flag=True, help="Open the page in the browser when it is written.")
@layout_option
@extraction_options
def map_(
    sources: Sequence[str], output: str, form: str | None, title: str | None, by: str | None, view: str,
    show: bool, layout: str, **chosen: Unpack[Extraction],  # noqa: FBT001 - click passes by name
) -> None:
    """Draw essays or graphs as one interactive HTML page.

    The page holds everything it needs and asks no network for anything. An OUT that
    ends in .svg or .graphml is a picture or a graph with the same places, one that
    ends in .csv becomes two tables, OUT-nodes.csv and OUT-edges.csv.

    \b
    Example:
      argmap map essay.md -o map.html --open
      argmap map graphs/a.ttl graphs/b.ttl -o both.html
      argmap map essay.md -o causes.svg --view causes
    """
    form = form or by_ending(output, FORMATS, default="html")
    check_folder(output, named("csv") if form == "csv" else None)
    maps = [amap for _, amap in load_maps(sources, **chosen)]
    from argmap.assemble import assemble
    from argmap.render import By, Engine, View, to_csv, to_graphml, to_html, to_svg

    engine, ordered = Engine(layout), By(by) if by else None
    write: dict[str, Callable[[ArgumentMap], str]] = {
        "html": lambda amap: to_html(amap, title=title, engine=engine, by=ordered),
        "svg": lambda amap: to_svg(amap, title=title, engine=engine, by=ordered, view=View(view)),
        "graphml": lambda amap: to_graphml(amap, engine=engine, by=ordered),
    }
    if form == "csv":
        stem = output[: -len(".csv")] if suffix(output) == ".csv" else output
        ending = output[len(stem) :] or ".csv"
        for name, table in zip(("nodes", "edges"), to_csv(assemble(maps), engine=engine, by=ordered), strict=True):
            path = f"{stem}-{name}{ending}"
            emit(table, path)
            click.echo(path)
    else:
        emit(write[form](assemble(maps)), output)
    if show and form == "html" and output != "-":
        webbrowser.open(Path(output).resolve().as_uri())
