"""Print rows as a table that fits the terminal, or in full where there is none."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

__all__ = ["print_table", "visible"]

#: The width of a table that is written to a file or a pipe.
PIPE_WIDTH = 120


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "") -> None:
    """Print a table; nothing in the cells is taken for markup or for control sequences."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH)
    table = Table(box=SIMPLE_HEAD, title=Text(title) if title else None, title_justify="left", pad_edge=False)
    for column in columns:
        table.add_column(Text(column), overflow="fold", no_wrap=column == "id")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    console.print(table)


def visible(cell: str) -> str:
    """Put a space for every character that a terminal would not print, or would obey."""
    return "".join(character if character.isprintable() else " " for character in cell)
