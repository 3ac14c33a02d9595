"""From a library or a folder of graphs to the map of one of its authors."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict, TypeVar, Unpack

import click

from argmap.cli.options import Extraction
from argmap.cli.sources import is_graph, is_library, load_maps
from argmap.errors import GraphError
from argmap.model import ArgumentMap

__all__ = ["Span", "of_library", "span_options"]

Command = TypeVar("Command", bound=Callable[..., object])
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


class Span(TypedDict):
    """The dates between which an author's essays count; "" where open."""

    since: str
    until: str


def span_options(command: Command) -> Command:
    """Give a command the options of Span, and --library."""
    for option in (
        click.option("--until", default="", callback=_date, metavar="DATE", help="Leave out later essays."),
        click.option("--since", default="", callback=_date, metavar="DATE",
                     help="Leave out essays before this day, month or year."),
        click.option("--library", metavar="LIB",
                     help="Take authors from this library: a folder or URL, or a folder of graphs."),
    ):
        command = option(command)
    return command


def _date(_: click.Context, option: click.Parameter, value: str) -> str:
    if value and not DATE.fullmatch(value):
        raise click.BadParameter("give YYYY, YYYY-MM or YYYY-MM-DD", param=option)
    return value


def of_library(place: str, names: Sequence[str] = (), **chosen: Unpack[Extraction]) -> ArgumentMap:
    """Read the essays of a library or of the graphs in a folder; of a library, just those by these authors.

    Raises:
        ArgmapError: the place cannot be read, holds no essay, or has no such author.
    """
    from argmap.assemble import assemble
    from argmap.confident import confident
    from argmap.endpoint import is_url

    if is_url(place) or is_library(place):
        return confident(_shelved(place, names), chosen.get("min_confidence", 0.0))
    folder = Path(place)
    graphs = sorted(str(path) for path in folder.iterdir() if is_graph(path.name)) if folder.is_dir() else [place]
    found = assemble(amap for _, amap in load_maps(graphs, **chosen))
    if not found.documents:
        raise GraphError("holds no essay", where=place, hint="a library, or a folder of graphs")
    return found


def _shelved(place: str, names: Sequence[str]) -> ArgumentMap:
    from argmap.diff import author_named
    from argmap.library import open_library

    library = open_library(place)
    entries = library.entries()
    known = {entry.author for entry in entries if entry.author}
    wanted = {author_named(known, name) for name in names} or known
    return library.read([entry.id for entry in entries if entry.author in wanted])
