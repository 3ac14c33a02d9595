"""Bets for other tools, by the name of a format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from argmap.bets.bet import Bet
from argmap.bets.calendar import to_ical
from argmap.bets.ledger import Ledger
from argmap.bets.questions import dated
from argmap.bets.questions import to_csv as questions_csv
from argmap.bets.questions import to_json as questions_json
from argmap.bets.reviews import to_reviews
from argmap.bets.show import record, to_csv
from argmap.model import ArgumentMap
from argmap.output import json_text

__all__ = ["Written", "written"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The text of a format, how many bets it has no place for, and why."""

    text: str
    left: int = 0
    why: str = ""


def written(
    amap: ArgumentMap, known: Sequence[Bet], ledger: Ledger, form: str, *, title: str = "", on: date | None = None
) -> Written:
    """Write bets in a format: csv, json, html, ical, claimreview, or the CSV or JSON of fatebook or metaculus."""
    if form == "csv":
        return Written(text=to_csv(known, ledger))
    if form == "json":
        return Written(text=json_text([record(bet, ledger) for bet in known]))
    if form == "html":
        from argmap.render.bets import to_html

        return Written(text=to_html(known, ledger, title=title, on=on))
    if form == "claimreview":
        left = sum(bet.id not in ledger.standing for bet in known)
        return Written(text=to_reviews(amap, known, ledger), left=left, why="they are not resolved")
    if form == "ical":
        left = sum(bet.latest is None or bet.id in ledger.standing for bet in known)
        return Written(text=to_ical(known, ledger), left=left, why="they are resolved, or have no last day")
    tool, _, kind = form.partition("-")
    text = (questions_csv if kind == "csv" else questions_json)(known, ledger, tool)
    return Written(text=text, left=len(known) - len(dated(known)), why="they have no last day")
