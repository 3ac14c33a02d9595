"""The report of `argmap extract --audit`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypedDict, Unpack

from argmap.cli.destination import check_folder, emit
from argmap.cli.options import Extraction
from argmap.cli.sources import suffix
from argmap.cli.table import print_table, table_text

if TYPE_CHECKING:
    from argmap.audit import Audit

__all__ = ["report_audit"]


def report_audit(essays: Sequence[str], output: str, *, form: str | None, **chosen: Unpack[Extraction]) -> None:
    """Write the audit of essays as tables, or as JSON where that is asked for or OUT's ending says so."""
    check_folder(output)
    from argmap.audit import audit_files
    from argmap.audit.show import to_json

    audits = list(audit_files(essays, model=chosen.get("model", ""), mechanisms=chosen.get("mechanisms", ()),
                              fast=chosen.get("fast", False)))
    if form == "json" or (form is None and suffix(output) == ".json"):
        emit(to_json(audits), output)
    elif output == "-":
        for table in _tables(essays, audits):
            print_table(**table)
    else:
        emit("".join(table_text(**table) for table in _tables(essays, audits)), output)


class _Table(TypedDict):
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str
    spaced: bool


def _tables(essays: Sequence[str], audits: Sequence[Audit]) -> Iterator[_Table]:
    """Give a table for each essay and sort of cue; the essay is named where there are several."""
    from argmap.audit.show import COLUMNS, heading, rows

    for source, audit in zip(essays, audits, strict=True):
        name = f"{source}: " if len(essays) > 1 else ""
        for survey in audit.surveys:
            yield {"columns": COLUMNS, "rows": rows(survey), "title": f"{name}{heading(survey)}", "spaced": True}
