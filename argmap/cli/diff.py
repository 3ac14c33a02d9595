"""`argmap diff`: where two essays agree and part."""

from __future__ import annotations

import click

from argmap.cli.destination import emit
from argmap.cli.options import mechanisms_option, min_confidence_option, model_option
from argmap.cli.sources import load_maps

__all__ = ["diff"]


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("-o", "--output", default="-", metavar="FILE", help="Stdout if left out.")
@model_option
@mechanisms_option
@min_confidence_option
@click.pass_context
def diff(
    context: click.Context, a: str, b: str, form: str, output: str, model: str, mechanisms: tuple[str, ...],
    min_confidence: float,
) -> None:
    """Compare two essays or graphs.

    Shows what both say, where they are opposed, what only one says. Exit code 1 when they differ, 0 when they do not.

    \b
    Example:
      argmap diff graphs/a.ttl graphs/b.ttl
    """
    maps = load_maps([a, b], model=model, mechanisms=mechanisms, min_confidence=min_confidence)
    left, right = (amap for _, amap in maps)
    from argmap import diff as library

    changes = tuple(library.diff(left, right))
    emit(library.to_json(changes) if form == "json" else library.to_text(changes), output)
    context.exit(int(library.differ(changes)))
