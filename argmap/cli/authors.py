"""From a library or a folder of graphs to the map of one of its authors."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict, TypeVar, Unpack

import click

from argmap.cli.options import Extraction
from argmap.cli.sources import is_graph, load_maps
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
        click.option("--library", metavar="LIB", help="A library, or a folder of graphs, to take authors from."),
    ):
        command = option(command)
    return command


def _date(_: click.Context, option: click.Parameter, value: str) -> str:
    if value and not DATE.fullmatch(value):
        raise click.BadParameter("give YYYY, YYYY-MM or YYYY-MM-DD", param=option)
    return value


def of_library(place: str, **chosen: Unpack[Extraction]) -> ArgumentMap:
    """Read all essays of a library, of the graphs in a folder, or of one graph."""
    from argmap.assemble import assemble

    folder = Path(place)
    graphs = sorted(str(path) for path in folder.iterdir() if is_graph(path.name)) if folder.is_dir() else []
    found = [amap for _, amap in load_maps(graphs or [place], **chosen)]
    if not any(amap.documents for amap in found):
        raise GraphError("holds no essay", where=place)
    return assemble(found)
