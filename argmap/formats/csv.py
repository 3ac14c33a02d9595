"""CSV, two tables: nodes and edges, as Gephi, Neo4j, pandas and spreadsheets take them (RFC 4180).

A cell that a spreadsheet would run as a formula is kept from it by an apostrophe before it, as OWASP asks; so is a
cell that begins with an apostrophe itself. To have every cell as it was, take one apostrophe off those that begin so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from argmap.formats.view import PLACE, Places, to_view
from argmap.model import ArgumentMap, Polarity

__all__ = ["edges", "guarded", "nodes", "table", "unguarded"]

NODES = (
    "id", "node", "label", "kind", "certainty", "negated", "holder", "reported", "horizon", "earliest", "latest",
    "definition", "document", "author", "title", "date", "url", "offset", "length", "rule", "cue", "confidence",
)
EDGES = (
    "source", "target", "relation", "item", "polarity", "negated", "offset", "length", "rule", "cue", "confidence",
)
#: How a cell begins that a spreadsheet may run as a formula, the wide forms too; the last is what keeps it from that.
FORMULAS = "=+-@\t\r\n＝＋－＠'"
#: Polarity in words: its signs would be taken for the beginning of a formula.
POLARITY = {"": "", Polarity.RAISES.value: "raises", Polarity.LOWERS.value: "lowers", Polarity.UNKNOWN.value: "unknown"}


def nodes(amap: ArgumentMap, *, places: Places | None = None) -> str:
    """Write the table of nodes, with columns for their places where there are any."""
    view = to_view(amap, places=places)
    columns = NODES if places is None else (*NODES, *PLACE)
    return table(columns, ({"id": key, **data} for key, data in view.nodes(data=True)))


def edges(amap: ArgumentMap) -> str:
    """Write the table of edges."""
    view = to_view(amap)
    rows = (
        {"source": source, "target": target, **data, "polarity": POLARITY[data.get("polarity", "")]}
        for source, target, data in view.edges(data=True)
    )
    return table(EDGES, rows)


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Write records as CSV under these columns, guarded against spreadsheets that run what they read."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guarded(row.get(name, "")) for name in columns] for row in rows)
    return file.getvalue()


def guarded(value: object) -> str:
    """Write a cell that no spreadsheet runs; a number is never run, not even one below 0.

    >>> guarded("=1+1"), guarded(-1)
    ("'=1+1", '-1')
    """
    text = str(value).lower() if isinstance(value, bool) else str(value)
    runs = not isinstance(value, (int, float)) and text.lstrip(" ").startswith(tuple(FORMULAS))
    return f"'{text}" if runs else text


def unguarded(cell: str) -> str:
    """Give a cell as it was before it was guarded.

    >>> unguarded("'=1+1"), unguarded("it's")
    ('=1+1', "it's")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip(" ")[:1] in tuple(FORMULAS) else cell
