"""Read resolutions from a CSV table: argmap's own, or one that Fatebook or Metaculus gave out. All rows, or none."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from argmap.bets.bet import Bet, find
from argmap.bets.ledger import Entry, Ledger, Outcome, resolution
from argmap.bets.questions import columns, title
from argmap.errors import LedgerError
from argmap.formats.csv import unguarded

__all__ = ["MAX_BYTES", "Imported", "loads", "read"]

#: The largest table that is read.
MAX_BYTES = 16 * 1024 * 1024
ID = re.compile(r"\bp-[0-9a-f]{16}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The entries of a table, and how many of its rows say nothing new: no outcome yet, or one that stands already."""

    entries: tuple[Entry, ...]
    open: int
    known: int


def loads(source: str, known: Sequence[Bet], ledger: Ledger, *, by: str, on: date, name: str = "") -> Imported:
    """Make entries of a table's rows; `by` and `on` stand in where a row does not say who and when.

    Raises:
        LedgerError: a row is no resolution of a bet that is known, or speaks against what stands; nothing is kept.
    """
    titles = {title(bet): bet for bet in known}
    entries: list[Entry] = []
    now = ledger
    waiting = standing = 0
    for line, row in _rows(source, name):
        where = f"{name}, line {line}" if name else f"line {line}"
        try:
            outcome = _outcome(row.get("outcome", ""))
            if outcome is None:
                waiting += 1
                continue
            bet = _bet(row, known, titles)
            if now.outcome(bet.id) is outcome:
                standing += 1
                continue
            entries.append(resolution(
                now, bet=bet.id, words=bet.words, outcome=outcome, by=row.get("by") or by,
                on=_day(row.get("on", "")) or on, evidence=row.get("evidence", ""), note=row.get("note", ""),
            ))
            now = Ledger((*ledger.entries, *entries))
        except LedgerError as error:
            place = f"{where}: {error.where}" if error.where else where
            raise LedgerError(error.what, where=place, hint=error.hint) from error
    return Imported(entries=tuple(entries), open=waiting, known=standing)


def read(path: str) -> str:
    """Read the text of a table; "-" is stdin.

    Raises:
        LedgerError: it cannot be read, is too large, or is not UTF-8.
    """
    try:
        if path == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise LedgerError(f"is larger than {MAX_BYTES // 1024**2} MB", where=path)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LedgerError("is not UTF-8", where=path, hint="save it as UTF-8") from error
    except (OSError, ValueError) as error:
        raise LedgerError(f"cannot be read: {getattr(error, 'strerror', None) or error}", where=path) from error


def _rows(source: str, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each row under argmap's names for its columns, with its line."""
    reader = csv.reader(io.StringIO(source.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header = next(reader, [])
        names = [_column(cell) for cell in header]
        if "outcome" not in names or not {"bet", "title", "tags"} & set(names):
            raise LedgerError("has no column for the bet (id) or none for its outcome", where=name or "the table",
                              hint="its first line names the columns: id,outcome,on,by,evidence,note")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                pairs = zip(names, cells, strict=False)
                yield reader.line_num, {key: unguarded(cell).strip() for key, cell in pairs if key}
    except csv.Error as error:
        raise LedgerError(f"is no CSV: {error}", where=f"{name or 'the table'}, line {reader.line_num}") from error


def _column(cell: str) -> str:
    """Give argmap's name for a column, "" for one that says nothing here."""
    head = " ".join(cell.lower().split())
    return next((key for key, heads in columns()["import"]["columns"].items() if head in heads), "")


def _outcome(text: str) -> Outcome | None:
    word = text.strip().lower()
    if not word:
        return None
    found = next((name for name, words in columns()["import"]["outcomes"].items() if word in words), None)
    if found is None:
        raise LedgerError(f"{text[:40]!r} is no outcome", hint=f"one of {', '.join(Outcome)}")
    return Outcome(found)


def _bet(row: Mapping[str, str], known: Sequence[Bet], titles: Mapping[str, Bet]) -> Bet:
    tagged = ID.search(row.get("tags", ""))
    key = row.get("bet") or (tagged[0] if tagged else "")
    if not key and row.get("title") in titles:
        return titles[row["title"]]
    if not key:
        raise LedgerError("names no bet", hint="put its id in the column id")
    return find(known, key)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise LedgerError(f"{text[:40]!r} is no day", hint="write it as 2028-04-30") from error
