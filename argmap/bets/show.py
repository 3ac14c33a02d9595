"""Bets, and what was judged of them, as rows, as plain data, and as words for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from argmap.bets.bet import Bet
from argmap.bets.chances import say
from argmap.bets.due import Due
from argmap.bets.fallout import Fallout, Leaning
from argmap.bets.grounds import Ground
from argmap.bets.ledger import Entry, Ledger, Resolution
from argmap.bets.score import Record, came_right
from argmap.formats.csv import table

__all__ = [
    "COLUMNS", "due_record", "fallout_record", "lines", "record", "rows", "score_record", "status",
    "to_csv", "when",
]

COLUMNS = ("due", "bet", "who", "chance", "outcome", "id")
#: The columns of the table that `argmap bets import` takes back when its outcomes are filled in.
FIELDS = (
    "id", "words", "holder", "said", "horizon", "earliest", "latest", "certainty", "chance_low", "chance_high",
    "chance_words", "conditions", "mechanisms", "title", "url", "outcome", "on", "by", "evidence", "note",
)


def when(bet: Bet) -> str:
    """Say when a bet falls due: its last day, "from" its first, its words, or that there are none."""
    if bet.latest:
        return bet.latest.isoformat()
    if bet.earliest:
        return f"from {bet.earliest.isoformat()}"
    return f"“{bet.horizon}”" if bet.horizon else "no date"


def status(bet: Bet, ledger: Ledger) -> str:
    """Say how a bet turned out: "open", "yes: right", "partly"."""
    outcome = ledger.outcome(bet.id)
    right = came_right(bet, outcome)
    return "open" if outcome is None else outcome if right is None else f"{outcome}: {'right' if right else 'wrong'}"


def rows(known: Iterable[Bet], ledger: Ledger) -> Iterator[tuple[str, ...]]:
    """Give the row of each bet under COLUMNS."""
    for bet in known:
        yield when(bet), bet.words, bet.holder, say(bet.chance) or bet.prop.certainty, status(bet, ledger), bet.id


def record(bet: Bet, ledger: Ledger) -> dict[str, Any]:
    """Give all that is known of a bet as plain data."""
    found = ledger.standing.get(bet.id)
    return {
        "id": bet.id, "words": bet.words, "holder": bet.holder, "said": bet.said,
        "essay": {"id": bet.document.id, "title": bet.document.title, "author": bet.document.author,
                  "url": bet.document.url, "start": bet.prop.start, "end": bet.prop.end},
        "horizon": {"text": bet.horizon, "from": bet.earliest.isoformat() if bet.earliest else None,
                    "to": bet.latest.isoformat() if bet.latest else None},
        "certainty": bet.prop.certainty.value, "negated": bet.prop.negated,
        "chance": asdict(bet.chance) if bet.chance else None,
        "conditions": [asdict(item) for item in bet.conditions],
        "settlings": [asdict(item) for item in bet.settlings],
        "grounds": [_ground(item) for item in bet.grounds], "against": [_ground(item) for item in bet.against],
        "mechanisms": list(bet.mechanisms), "causes": list(bet.causes), "notes": list(bet.notes),
        "resolution": asdict(found) if found else None, "right": came_right(bet, ledger.outcome(bet.id)),
        "history": [asdict(entry) for entry in ledger.history(bet.id)],
    }


def to_csv(known: Iterable[Bet], ledger: Ledger) -> str:
    """Write bets as a table with a column for each plain field; `argmap bets import` reads it back."""
    return table(FIELDS, (_flat(bet, ledger) for bet in known))


def _flat(bet: Bet, ledger: Ledger) -> dict[str, object]:
    found = ledger.standing.get(bet.id)
    chance = {"chance_low": bet.chance.low, "chance_high": bet.chance.high, "chance_words": bet.chance.words} \
        if bet.chance else {}
    judged = {"outcome": found.outcome.value, "on": found.on, "by": found.by, "evidence": found.evidence,
              "note": found.note} if found else {}
    return {
        "id": bet.id, "words": bet.words, "holder": bet.holder, "said": bet.said, "horizon": bet.horizon,
        "earliest": bet.earliest or "", "latest": bet.latest or "", "certainty": bet.prop.certainty.value,
        "conditions": "; ".join(f"{item.cue} {item.words}" for item in bet.conditions),
        "mechanisms": "; ".join(bet.mechanisms), "title": bet.document.title, "url": bet.document.url,
        **chance, **judged,
    }


def _ground(item: Ground) -> dict[str, Any]:
    return {"id": item.id, "steps": item.steps, "kind": item.kind, "text": item.text,
            "mechanisms": list(item.mechanisms)}


def lines(bet: Bet, ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Tell of a bet in pairs of a name and words."""
    yield "bet", bet.words
    yield "id", bet.id
    yield "who", ", ".join(filter(None, (bet.holder or "nobody is named", f"said {bet.said}" if bet.said else "")))
    yield "essay", " ".join(filter(None, (bet.document.title, bet.document.url)))
    first = f"{bet.earliest.isoformat()} to " if bet.earliest and bet.latest else ""
    yield "due", f"{first}{when(bet)}" + (f" (“{bet.horizon}”)" if bet.horizon and (bet.earliest or bet.latest) else "")
    yield "certainty", bet.prop.certainty.value
    if bet.chance:
        source = f", by the table of {bet.chance.source}" if bet.chance.source else ""
        yield "chance", f"{say(bet.chance)} (“{bet.chance.words}”{source})"
    for item in bet.conditions:
        yield "condition", f"{item.cue} {item.words}"
    for test in bet.settlings:
        yield "settled by", test.words
    for ground in bet.grounds:
        far = "" if ground.steps == 1 else f" ({ground.steps} steps away)"
        yield "rests on", f"{ground.text}{far} [{ground.id}]"
    for label in bet.mechanisms:
        yield "mechanism", label
    for cause in bet.causes:
        yield "states", cause
    for ground in bet.against:
        yield "attacked by", f"{ground.text} [{ground.id}]"
    for note in bet.notes:
        yield "note", note
    if bet.doubted:
        yield "note", "it is said to be unlikely: `yes` means that it happened all the same, and then the bet is wrong"
    yield "outcome", status(bet, ledger)
    for entry in ledger.history(bet.id):
        yield "history", _told(entry)


def _told(entry: Entry) -> str:
    if isinstance(entry, Resolution):
        what = f"{entry.outcome}, by {entry.by} on {entry.on}"
        return " · ".join(filter(None, (what, entry.evidence, entry.note, entry.id)))
    return " · ".join(filter(None, (f"taken back by {entry.by} on {entry.on}", entry.note, entry.resolution)))


def due_record(found: Due, ledger: Ledger) -> dict[str, Any]:
    """Give what is due as plain data."""
    groups = {"now": found.now, "coming": found.coming, "open": found.open, "undated": found.undated}
    return {"on": found.on.isoformat(), **{name: [record(bet, ledger) for bet in own] for name, own in groups.items()}}


def score_record(records: Sequence[Record]) -> list[dict[str, Any]]:
    """Give records as plain data."""
    return [{**asdict(item), "open": item.open, "few": item.few} for item in records]


def fallout_record(found: Fallout, ledger: Ledger) -> dict[str, Any]:
    """Give the fallout as plain data."""
    return {
        "failed": [record(bet, ledger) for bet in found.failed],
        "claims": [_leaning(item) for item in found.claims],
        "mechanisms": [asdict(item) for item in found.mechanisms],
        "reasons": [_leaning(item) for item in found.reasons],
    }


def _leaning(item: Leaning) -> dict[str, Any]:
    return {**_ground(item.ground), "holder": item.holder, "bets": list(item.bets), "supports_left": item.left}
