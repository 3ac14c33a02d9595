"""Rows as a table that fits the terminal, or, where there is none, is as wide as its longest cells ask for."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from argmap.plain import visible

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_table", "table_text"]

#: The most columns that a table in a file or a pipe may be wide: no line of it is ever broken.
WIDEST = 1_000_000


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "", note: str = "",
    left: Collection[str] | None = None, spaced: bool = False,
) -> None:
    """Print a table; nothing in the cells is taken for markup or for control sequences.

    A table whose columns have no names has no head.

    Args:
        title: a line above the table; with it, a table without rows is not drawn.
        note: a line below it.
        left: the columns that are set flush left, the others are figures; all where it is not given.
        spaced: whether a blank line parts the rows, for cells of many words.
    """
    if sys.stdout.isatty():
        from rich.console import Console

        _draw(Console(), columns, rows, title=title, note=note, left=left, spaced=spaced)
    else:
        sys.stdout.write(table_text(columns, rows, title=title, note=note, left=left, spaced=spaced))


def table_text(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "", note: str = "",
    left: Collection[str] | None = None, spaced: bool = False,
) -> str:
    """Give the table of `print_table` as plain text for a file."""
    from rich.console import Console

    file = StringIO()
    _draw(Console(file=file, width=WIDEST), columns, rows, title=title, note=note, left=left, spaced=spaced)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def _draw(
    console: Console, columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str, note: str,
    left: Collection[str] | None, spaced: bool,
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, collapse_padding=left is not None,
                  leading=int(spaced), show_header=any(columns))
    for column in columns:
        figures = left is not None and column not in left
        table.add_column(Text(column), overflow="fold", no_wrap=column == "id" or column.endswith("_id") or figures,
                         justify="right" if figures else "left")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    if title:
        console.print(Text(visible(title), style="bold"))
    if table.rows or not title:
        console.print(table)
    if note:
        console.print(Text(visible(note), style="dim"))
    if title or note:
        console.print()
