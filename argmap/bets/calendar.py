"""Due dates as iCalendar (RFC 5545): one all-day entry for each day on which open bets fall due.

Lines end in CRLF, as the standard asks. Equal bets give equal bytes: an entry's id is the hash of its day and bets, its
stamp the date of its latest essay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from argmap.bets.bet import Bet
from argmap.bets.chances import say
from argmap.bets.ledger import WEB, Ledger
from argmap.model import content_id
from argmap.pipeline import dates
from argmap.plain import one_line

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["to_ical"]

PRODUCT = "-//argmap//bets//EN"
#: The most characters of a bet in the title of an entry.
TITLE = 120


def to_ical(known: Iterable[Bet], ledger: Ledger) -> str:
    """Write the open bets that have a last day as a calendar."""
    from icalendar import Calendar

    days: dict[date, list[Bet]] = defaultdict(list)
    for bet in known:
        if bet.latest and bet.id not in ledger.standing:
            days[bet.latest].append(bet)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Bets that fall due")
    for day in sorted(days):
        calendar.add_component(_event(day, sorted(days[day], key=lambda bet: bet.id)))
    text: bytes = calendar.to_ical()
    return text.decode("utf-8")


def _event(day: date, due: Sequence[Bet]) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{content_id('c', day.isoformat(), *(bet.id for bet in due))}@argmap")
    said = [found for bet in due if (found := dates.said_on(bet.said))]
    event.add("dtstamp", datetime.combine(max(said, default=day), time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", min(day, date.max - timedelta(days=1)) + timedelta(days=1))
    words = due[0].words
    short = words if len(words) <= TITLE else f"{words[: TITLE - 1].rstrip()}…"
    event.add("summary", f"Due: {short}" if len(due) == 1 else f"{len(due)} bets fall due")
    event.add("description", "\n\n".join(map(_described, due)))
    event.add("transp", "TRANSPARENT")
    if len(due) == 1 and WEB.fullmatch(due[0].document.url):
        event.add("url", due[0].document.url)
    return event


def _described(bet: Bet) -> str:
    who = ", ".join(filter(None, (bet.holder, bet.said, bet.document.title)))
    lines = [f"“{bet.words}”", who, f"“{bet.horizon}”", f"chance {say(bet.chance)}" if bet.chance else "",
             f"argmap bets resolve {bet.id}"]
    return "\n".join(one_line(line) for line in lines if line)
