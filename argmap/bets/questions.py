"""Bets as questions for Fatebook and Metaculus, in CSV and in JSON."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from argmap import resources
from argmap.bets.bet import Bet
from argmap.bets.ledger import Ledger
from argmap.formats.csv import table
from argmap.output import json_text
from argmap.pipeline import dates

__all__ = ["columns", "dated", "title", "to_csv", "to_json"]

FILE = Path(__file__).parent / "columns.toml"
TAG = "argmap"
#: Seconds are written because Metaculus asks for a time.
END_OF_DAY = "T23:59:59Z"


@cache
def columns() -> Mapping[str, Any]:
    """Load the fields of other tools."""
    return tomllib.loads(resources.text(FILE))


def dated(known: Iterable[Bet]) -> tuple[Bet, ...]:
    """Keep the bets that have a last day: a question needs one."""
    return tuple(bet for bet in known if bet.latest)


def title(bet: Bet) -> str:
    """Ask whether a bet comes about, in its own words; each bet of an essay has a title of its own.

    What comes about is what the words say will, may or is unlikely to: the thing that the chance is of.
    """
    who = " in ".join(filter(None, (bet.holder, f"“{bet.document.title}”" if bet.document.title else "")))
    said = ", ".join(filter(None, (" ".join(who.split()), bet.said)))
    until = f" by {bet.latest.isoformat()}" if bet.latest else ""
    return f"Does this come about{until}? “{bet.words}”{f' ({said})' if said else ''}"


def to_csv(known: Iterable[Bet], ledger: Ledger, tool: str) -> str:
    """Write bets that have a last day as a table with the columns of a tool."""
    rows = [{name: _cell(value) for name, value in _record(bet, ledger, tool).items()} for bet in dated(known)]
    return table(columns()[tool]["csv"], rows)


def to_json(known: Iterable[Bet], ledger: Ledger, tool: str) -> str:
    """Write bets that have a last day as a list with the fields of a tool; a field that says nothing is left out."""
    names = columns()[tool]["json"]
    records = [_record(bet, ledger, tool) for bet in dated(known)]
    rows = [{name: record[name] for name in names if record[name] not in (None, "")} for record in records]
    return json_text(rows)


def _cell(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return json.dumps(value) if isinstance(value, dict) else "" if value is None else value


def _record(bet: Bet, ledger: Ledger, tool: str) -> dict[str, Any]:
    found = ledger.standing.get(bet.id)
    outcome = columns()[tool]["outcomes"][found.outcome.value] if found else ""
    day = bet.latest.isoformat() if bet.latest else ""
    said = dates.said_on(bet.said)
    stated = said.isoformat() if said else ""
    if tool == "fatebook":
        return {
            "questionTitle": title(bet), "title": title(bet), "forecast": bet.chance.middle if bet.chance else None,
            "qCreatedAt": stated, "fCreatedAt": stated if bet.chance else "", "resolution": outcome,
            "resolvedAt": found.on if found else "", "resolveBy": day, "tags": [TAG, bet.id],
            "notes": "\n".join([*_criteria(bet), *_small_print(bet)]),
        }
    return {
        "title": title(bet), "resolution_criteria": "\n".join(_criteria(bet)),
        "fine_print": "\n".join(_small_print(bet)), "close_time": day + END_OF_DAY, "resolve_time": day + END_OF_DAY,
        "resolution": outcome, "possibilities": {"type": "binary"},
    }


def _criteria(bet: Bet) -> Iterator[str]:
    """Say by what to judge a bet: its own words, and what its essay names as a test."""
    day = bet.latest.isoformat() if bet.latest else ""
    first = f"from {bet.earliest.isoformat()} " if bet.earliest else ""
    yield f"Yes, if what these words speak of comes about {first}to {day} (“{bet.horizon}”): “{bet.words}”"
    for condition in bet.conditions:
        yield f"On condition: {condition.cue} {condition.words}"
    for item in bet.settlings:
        yield f"The essay names: {item.words}"


def _small_print(bet: Bet) -> Iterator[str]:
    if bet.chance:
        source = f", by the table of {bet.chance.source}" if bet.chance.source else ""
        yield f"Chance: {bet.chance.low} to {bet.chance.high}, from “{bet.chance.words}”{source}."
    yield from bet.notes
    if bet.document.url:
        yield bet.document.url
    yield f"argmap {bet.id}"
