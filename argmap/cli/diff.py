"""`argmap diff`: where two essays, graphs or authors agree and part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

import click

from argmap.cli.authors import Span, of_library, span_options
from argmap.cli.destination import by_ending, check_folder, emit
from argmap.cli.options import Extraction, encoder_option, extraction_options
from argmap.cli.sources import load_maps
from argmap.model import ArgumentMap

__all__ = ["diff"]

FORMATS = {"table": (".txt",), "json": (".json",), "turtle": (".ttl",), "html": (".html", ".htm")}


class Authors(Span):
    """Which two authors of which library."""

    library: str | None
    author: tuple[str, ...]


@click.command()
@click.argument("sources", nargs=-1, metavar="[A B]")
@span_options
@click.option("--author", multiple=True, metavar="NAME", help="An author in the library; give two.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="Default: by FILE's ending, else table.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Stdout if left out.")
@encoder_option
@click.pass_context
@extraction_options
def diff(
    context: click.Context, sources: Sequence[str], library: str | None, since: str, until: str,
    author: tuple[str, ...], form: str | None, output: str, encoder: str, **chosen: Unpack[Extraction],
) -> None:
    """Compare two essays, graphs, or authors of a library.

    Shows cruxes, what both say, where they are opposed, what only one says. HTML is
    a page with both essays; Turtle holds both graphs and what was found in them.
    Exit code 1 when they differ, 0 when they do not.

    \b
    Example:
      argmap diff graphs/a.ttl graphs/b.ttl
      argmap diff graphs/a.ttl graphs/b.ttl -o diff.html
      argmap diff --library graphs --author Lambert --author Amodei --since 2024
    """
    form = form or by_ending(output, FORMATS, default="table")
    check_folder(output)
    asked = Authors(library=library, author=author, since=since, until=until)
    left, right = _sides(sources, asked, chosen)
    from argmap import diff as compared
    from argmap.align.means import means

    changes = tuple(compared.diff(left, right, using=means(encoder)))
    emit(_written(left, right, changes, form), output)
    context.exit(int(compared.differ(changes)))


def _sides(sources: Sequence[str], asked: Authors, chosen: Extraction) -> tuple[ArgumentMap, ArgumentMap]:
    if asked["library"] is None:
        if len(sources) != 2 or asked["author"] or asked["since"] or asked["until"]:
            raise click.UsageError("give two essays or graphs, or --library LIB --author X --author Y")
        left, right = (amap for _, amap in load_maps(sources, **chosen))
        return left, right
    if sources or len(asked["author"]) != 2:
        raise click.UsageError("with --library give two authors, and no essay: --author X --author Y")
    from argmap.diff import of_author

    whole = of_library(asked["library"], asked["author"], **chosen)
    one, other = (of_author(whole, name, since=asked["since"], until=asked["until"]) for name in asked["author"])
    return one, other


def _written(a: ArgumentMap, b: ArgumentMap, changes: Sequence[object], form: str) -> str:
    """Write a diff in a format."""
    from argmap import diff as compared

    found = [change for change in changes if isinstance(change, compared.Change)]
    cruxes = compared.cruxes(found, a, b)
    names = compared.name_of(a), compared.name_of(b)
    if form == "turtle":
        from argmap.rdf import to_turtle

        return to_turtle(compared.joined(a, b, found, cruxes))
    if form == "html":
        from argmap.render import diff_to_html

        return diff_to_html(a, b, found, cruxes)
    return (compared.to_json if form == "json" else compared.to_text)(found, cruxes, names=names)
