"""`argmap diff`: where two essays agree and part."""

from __future__ import annotations

from typing import Unpack

import click

from argmap.cli.destination import emit
from argmap.cli.options import Extraction, extraction_options
from argmap.cli.sources import load_maps

__all__ = ["diff"]


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("-o", "--output", default="-", metavar="FILE", help="Stdout if left out.")
@extraction_options
@click.pass_context
def diff(
    context: click.Context, a: str, b: str, form: str, output: str, **chosen: Unpack[Extraction]
) -> None:
    """Compare two essays or graphs.

    Shows what both say, where they are opposed, what only one says. Exit code 1 when they differ, 0 when they do not.

    \b
    Example:
      argmap diff graphs/a.ttl graphs/b.ttl
    """
    maps = load_maps([a, b], **chosen)
    left, right = (amap for _, amap in maps)
    from argmap import diff as library

    changes = tuple(library.diff(left, right))
    emit(library.to_json(changes) if form == "json" else library.to_text(changes), output)
    context.exit(int(library.differ(changes)))
