"""The page of bets: when they fall due, how they turned out, each author's record; one file that fetches nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from argmap.bets.bet import Bet
from argmap.bets.chances import say
from argmap.bets.ledger import Entry, Ledger, Resolution
from argmap.bets.score import came_right, score
from argmap.bets.tables import of_scores
from argmap.plain import one_line
from argmap.render import shell
from argmap.render.payload import encodings

__all__ = ["to_html"]

#: The parts of the page's script, in the order in which they need each other.
PARTS = ("dom.js", "bets-data.js", "theme.js", "bets-time.js", "bets-list.js", "bets-filters.js", "bets-scores.js",
         "bets-main.js")
TITLE = "Bets"


def to_html(known: Sequence[Bet], ledger: Ledger, *, title: str = "", on: date | None = None) -> str:
    """Write bets and their ledger as one HTML page; equal bets give equal pages.

    Args:
        known: the bets.
        ledger: how they turned out.
        title: what the page is called.
        on: the day that it is seen from; None is the day on which somebody reads it.
    """
    languages = sorted({bet.document.language for bet in known})
    data = {
        "on": on.isoformat() if on else "",
        "bets": [_bet(bet, ledger) for bet in known],
        "scores": [
            {"title": item.title, "columns": item.columns, "rows": item.rows, "note": item.note, "left": item.left}
            for item in of_scores(score(known, ledger))
        ],
        "encodings": encodings(),
    }
    return shell.filled("bets.html", shell.context(
        title=one_line(title) or TITLE, language=languages[0] if len(languages) == 1 else "en",
        styles=("map.css", "bets.css"), scripts=(shell.script(PARTS),), data=data,
    ))


def _bet(bet: Bet, ledger: Ledger) -> dict[str, Any]:
    found = ledger.standing.get(bet.id)
    source = f", by the table of {bet.chance.source}" if bet.chance and bet.chance.source else ""
    record = {
        "id": bet.id,
        "words": bet.words,
        "holder": bet.holder,
        "said": bet.said,
        "essay": one_line(bet.document.title),
        "url": bet.document.url,
        "horizon": bet.horizon,
        "from": bet.earliest.isoformat() if bet.earliest else "",
        "to": bet.latest.isoformat() if bet.latest else "",
        "certainty": bet.prop.certainty.value,
        "chance": f"{say(bet.chance)} (“{one_line(bet.chance.words)}”{source})" if bet.chance else "",
        "unlikely": bet.doubted,
        "conditions": [one_line(f"{item.cue} {item.words}") for item in bet.conditions],
        "settlings": [one_line(item.words) for item in bet.settlings],
        "grounds": [[item.steps, item.text] for item in bet.grounds],
        "against": [item.text for item in bet.against],
        "mechanisms": [one_line(label) for label in bet.mechanisms],
        "notes": list(bet.notes),
        "outcome": found.outcome.value if found else "",
        "right": came_right(bet, ledger.outcome(bet.id)),
        "history": [_told(entry) for entry in ledger.history(bet.id)],
    }
    return {name: value for name, value in record.items() if value not in ("", [], None)}


def _told(entry: Entry) -> dict[str, str]:
    if isinstance(entry, Resolution):
        return {"what": f"{entry.outcome}, by {entry.by}", "on": entry.on, "evidence": entry.evidence,
                "note": entry.note}
    return {"what": f"taken back by {entry.by}", "on": entry.on, "evidence": "", "note": entry.note}
