"""`argmap mechanisms`: the concepts that claims are filed under."""

from __future__ import annotations

import click

from argmap.cli.destination import emit
from argmap.cli.options import format_option, mechanisms_option
from argmap.cli.table import print_table
from argmap.output import json_text

__all__ = ["mechanisms"]


@click.command()
@mechanisms_option
@format_option("table", "json")
def mechanisms(mechanisms: tuple[str, ...], form: str) -> None:
    """List the mechanisms that argmap knows.

    \b
    Example:
      argmap mechanisms --mechanisms my-field.ttl
    """
    from argmap.mechanisms import scheme

    known = scheme(mechanisms)
    if form == "table":
        print_table(("id", "under", "definition"), [(item.id, item.broader, item.definition) for item in known])
    else:
        rows = [
            {"id": item.id, "label": item.label, "alternatives": list(item.alternatives), "broader": item.broader,
             "definition": item.definition}
            for item in known
        ]
        emit(json_text(rows), "-")
