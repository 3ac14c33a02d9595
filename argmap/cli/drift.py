"""`argmap drift`: how one author's positions change over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

import click

from argmap.cli.authors import of_library, span_options
from argmap.cli.destination import by_ending, check_folder, emit
from argmap.cli.options import Extraction, encoder_option, extraction_options
from argmap.cli.sources import load_maps

__all__ = ["drift"]

FORMATS = {"table": (".txt",), "json": (".json",)}


@click.command()
@click.argument("sources", nargs=-1, metavar="[ESSAY|GRAPH...]")
@span_options
@click.option("--author", metavar="NAME", help="Whose positions to follow; may be left out where there is one author.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="Default: by FILE's ending, else table.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Stdout if left out.")
@encoder_option
@extraction_options
def drift(
    sources: Sequence[str], library: str | None, since: str, until: str, author: str | None, form: str | None,
    output: str, encoder: str, **chosen: Unpack[Extraction],
) -> None:
    """Follow one author over time: kept, hedged, reversed, dropped, new.

    Each dated essay is compared with the author's last word on everything before it.
    What the last essay does not take up is dropped.

    \b
    Example:
      argmap drift lambert-2025.ttl lambert-2026.ttl
      argmap drift --library graphs --author Lambert
    """
    if bool(sources) == bool(library):
        raise click.UsageError("give the author's essays or graphs, or --library LIB --author NAME")
    form = form or by_ending(output, FORMATS, default="table")
    check_folder(output)
    from argmap import diff as compared
    from argmap.align.means import means
    from argmap.assemble import assemble

    if library:
        whole = of_library(library, (author,) if author else (), **chosen)
    else:
        whole = assemble(amap for _, amap in load_maps(sources, **chosen))
    names = (author,) if author else compared.authors(whole)
    if len(names) == 1:
        whole = compared.of_author(whole, names[0], since=since, until=until)
    turns = tuple(compared.drift(whole, using=means(encoder)))
    write = compared.turns_to_json if form == "json" else compared.turns_to_text
    emit(write(turns, name=compared.name_of(whole)), output)
