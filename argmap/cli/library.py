"""`argmap library`: a library of essays in a folder or at a SPARQL server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

import click

from argmap.cli.destination import emit
from argmap.cli.options import Extraction, extraction_options, format_option
from argmap.cli.sources import load_maps
from argmap.cli.table import print_table
from argmap.output import json_text
from argmap.plain import visible

if TYPE_CHECKING:
    from argmap.library import Change, Entry, Library

__all__ = ["library"]

F = TypeVar("F", bound=Callable[..., Any])
COUNTED = ("triples", "claims", "predictions", "evidence", "links", "supports", "attacks")
sources_argument = click.argument("sources", nargs=-1, required=True, metavar="ESSAY|GRAPH...")


def place_options(command: F) -> F:
    """Let a command say which library it is about."""
    options = (
        click.option("--library", "place", required=True, envvar="ARGMAP_LIBRARY", metavar="DIR|URL",
                     help="A folder, or the address of a SPARQL endpoint. [env: ARGMAP_LIBRARY]"),
        click.option("--update-url", default="", envvar="ARGMAP_UPDATE_URL", metavar="URL",
                     help="Where the server takes updates, if elsewhere. [env: ARGMAP_UPDATE_URL]"),
        click.option("--graph-store-url", default="", envvar="ARGMAP_GRAPH_STORE_URL", metavar="URL",
                     help="Send graphs by the Graph Store Protocol. [env: ARGMAP_GRAPH_STORE_URL]"),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group()
def library() -> None:
    """Keep many essays, and ask them all.

    A library is a folder of its own, or lies at a SPARQL 1.1 server; each essay has
    a named graph. At a server you are who ARGMAP_USER and ARGMAP_PASSWORD,
    ARGMAP_TOKEN or ~/.netrc say.

    \b
    Example:
      argmap library add essays/*.md --library lib
      argmap query lib causes-of --set concept=distillation
    """


@library.command()
@sources_argument
@extraction_options
@place_options
def add(
    sources: Sequence[str], place: str, update_url: str, graph_store_url: str, **chosen: Unpack[Extraction]
) -> None:
    """Add essays, or graphs that argmap wrote.

    A new version takes the place of the old one: essays with the same address are
    one essay, or, where there is none, those with the same author, title and date.

    \b
    Example:
      argmap library add essays/*.md graphs/*.ttl --library lib
    """
    maps = (amap for _, amap in load_maps(sources, **chosen))
    _tell(_opened(place, update_url, graph_store_url).add(maps))


@library.command()
@sources_argument
@extraction_options
@place_options
@click.option("--sync", is_flag=True, help="Add new essays too, and remove those that are not among the sources.")
@click.pass_context
def update(
    context: click.Context, sources: Sequence[str], place: str, update_url: str, graph_store_url: str,
    sync: bool, **chosen: Unpack[Extraction],  # noqa: FBT001 - click passes by name
) -> None:
    """Replace essays that the library holds by new versions.

    Exit code 1 when it does not hold one of them.

    \b
    Example:
      argmap library update essay.md --library lib
      argmap library update essays/*.md --library lib --sync
    """
    from argmap.library import Action

    opened = _opened(place, update_url, graph_store_url)
    maps = (amap for _, amap in load_maps(sources, **chosen))
    changes = _tell(opened.add(maps, known=not sync))
    if sync:
        kept = {change.id for change in changes}
        _tell(opened.remove([entry.id for entry in opened.entries() if entry.id not in kept]))
    context.exit(int(any(change.action is Action.UNKNOWN for change in changes)))


@library.command()
@click.argument("essays", nargs=-1, required=True, metavar="ID...")
@place_options
def remove(essays: Sequence[str], place: str, update_url: str, graph_store_url: str) -> None:
    """Remove essays: exactly what they alone say.

    ID may be shortened as long as it names one essay.

    \b
    Example:
      argmap library remove d-3f2a --library lib
    """
    _tell(_opened(place, update_url, graph_store_url).remove(essays))


@library.command("list")
@place_options
@format_option("table", "json")
def list_(place: str, update_url: str, graph_store_url: str, form: str) -> None:
    """List the essays by date.

    \b
    Example:
      argmap library list --library lib
    """
    entries = _opened(place, update_url, graph_store_url).entries()
    if form == "json":
        emit(json_text([asdict(entry) for entry in entries]), "-")
        return
    print_table(("id", "date", "author", "title", "claims and bets", "links", "steps"), map(_row, entries))


@library.command()
@click.argument("essay", required=False, metavar="[ID]")
@place_options
@format_option("table", "json")
@click.option("--check", is_flag=True, help="Read everything, and say what is not whole: exit code 1.")
@click.pass_context
def info(
    context: click.Context, essay: str | None, place: str, update_url: str, graph_store_url: str, form: str,
    check: bool,  # noqa: FBT001 - click passes by name
) -> None:
    """Tell what a library, or one essay in it, holds.

    \b
    Example:
      argmap library info --library lib --check
    """
    opened = _opened(place, update_url, graph_store_url)
    told = asdict(opened.entry(essay)) if essay else _told(opened)
    problems = opened.check() if check else ()
    if check:
        told["problems"] = list(problems)
    if form == "json":
        emit(json_text(told), "-")
    else:
        print_table(("", ""), [(name, _plain(value)) for name, value in told.items()])
    context.exit(int(bool(problems)))


def _opened(place: str, update_url: str, graph_store_url: str) -> Library:
    from argmap.library import open_library

    return open_library(place, update_url=update_url, graph_store_url=graph_store_url)


def _tell(changes: Iterable[Change]) -> list[Change]:
    """Print each change when it is made, and at the end how many there were."""
    told = []
    for change in changes:
        told.append(change)
        words = (change.action, change.id, change.date, f"{change.author}: {change.title}")
        click.echo("  ".join(visible(word) for word in words if word))
    counts = Counter(change.action for change in told)
    click.echo(", ".join(f"{counts[action]} {action}" for action in sorted(counts)) or "nothing to do", err=True)
    return told


def _told(opened: Library) -> dict[str, Any]:
    from argmap.library import VERSION

    entries = opened.entries()
    totals = {name: sum(getattr(entry, name) for entry in entries) for name in COUNTED}
    return {**opened.place.details(), "version": VERSION, "essays": len(entries), **totals}


def _row(entry: Entry) -> Sequence[str]:
    said = entry.claims + entry.predictions + entry.evidence
    steps = entry.supports + entry.attacks
    return (entry.id, entry.date, entry.author, entry.title, str(said), str(entry.links), str(steps))


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(value) or "none"
    return f"{value:,}" if isinstance(value, int) else str(value)
