"""`argmap validate`: whether graphs are sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from argmap.cli.destination import FAILED, emit, say
from argmap.cli.options import format_option
from argmap.cli.sources import progress
from argmap.cli.table import print_table
from argmap.errors import ArgmapError
from argmap.formats import read_dataset

if TYPE_CHECKING:
    from argmap.validate import Violation

__all__ = ["validate"]

#: The most that the table shows of the words of a node, in characters.
SHOWN = 60


@click.command()
@click.argument("graphs", nargs=-1, required=True, metavar="GRAPH...")
@format_option("table", "json", "turtle", help_text="turtle is a SHACL validation report.")
@click.pass_context
def validate(context: click.Context, graphs: Sequence[str], form: str) -> None:
    """Check that graphs are sound.

    Says for each fault where it is, what must hold, and what to do: the shapes
    of ontology/shapes.ttl, and that every quote stands in its essay's text. Exit
    code 0 when all conform, 1 when one does not, 2 when one cannot be read: the
    others are checked all the same.

    \b
    Example:
      argmap validate graphs/essay.ttl
    """
    from argmap import validate as library

    found: dict[str, Sequence[Violation]] = {}
    errors: list[ArgmapError] = []
    with progress(graphs) as advance:
        for source in dict.fromkeys(graphs):
            try:
                found[source] = library.validate(read_dataset(source), name=source)
            except ArgmapError as error:
                errors.append(error)
            advance()
    faults = [violation for source in found for violation in found[source]]
    if form == "table":
        _print(found)
    elif found:
        emit((library.to_json if form == "json" else library.to_turtle)(faults), "-")
    for failure in errors:
        say(failure)
    context.exit(FAILED if errors else int(bool(faults)))


def _print(found: Mapping[str, Sequence[Violation]]) -> None:
    for source, violations in found.items():
        rows = [_row(violation) for violation in violations]
        if rows:
            columns = ("id", "words", "what", "must hold", "what to do")
            print_table(columns, rows, title=f"{source}: {len(rows)} {'fault' if len(rows) == 1 else 'faults'}")
        else:
            click.echo(f"{source}: conforms")


def _row(violation: Violation) -> tuple[str, ...]:
    words = violation.words if len(violation.words) <= SHOWN else f"{violation.words[:SHOWN - 1]}…"
    value = f" Here: {violation.value[:SHOWN]}" if violation.value else ""
    return violation.id, words, violation.path, violation.message + value, violation.advice
