"""`argmap map`: essays or graphs to one HTML map."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

import click

from argmap.cli.destination import check_folder, emit
from argmap.cli.options import Extraction, extraction_options
from argmap.cli.sources import load_maps

__all__ = ["map_"]


@click.command("map")
@click.argument("sources", nargs=-1, required=True, metavar="ESSAY|GRAPH...")
@click.option("-o", "--output", required=True, metavar="FILE.html", help="Where to write the page; - for stdout.")
@click.option("--title", default=None, help="The page's title; the essay's own if left out.")
@click.option("--open", "show", is_flag=True, help="Open the page in the browser when it is written.")
@extraction_options
def map_(
    sources: Sequence[str], output: str, title: str | None, show: bool,  # noqa: FBT001 - click passes by name
    **chosen: Unpack[Extraction],
) -> None:
    """Draw essays or graphs as one interactive HTML page.

    The page holds everything it needs and asks no network for anything.

    \b
    Example:
      argmap map essay.md -o map.html --open
      argmap map graphs/a.ttl graphs/b.ttl -o both.html
    """
    check_folder(output)
    maps = [amap for _, amap in load_maps(sources, **chosen)]
    from argmap.assemble import assemble
    from argmap.render import to_html

    emit(to_html(assemble(maps), title=title), output)
    if show and output != "-":
        webbrowser.open(Path(output).resolve().as_uri())
