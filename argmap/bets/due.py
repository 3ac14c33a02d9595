"""Which bets can be judged on a day, which come next, and which are never over. Pure: the day is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from argmap.bets.bet import Bet
from argmap.bets.ledger import Ledger

__all__ = ["Due", "due"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The bets that nobody has judged yet, seen from a day.

    Attributes:
        on: the day.
        now: their last day is over, or is this one.
        coming: their last day is ahead, the nearest first.
        open: they have a first day and no last one.
        undated: they say no time that argmap knows as dates.
    """

    on: date
    now: tuple[Bet, ...]
    coming: tuple[Bet, ...]
    open: tuple[Bet, ...]
    undated: tuple[Bet, ...]


def due(known: Iterable[Bet], ledger: Ledger, *, on: date) -> Due:
    """Sort the bets that are not resolved by when they can be judged, seen from a day."""
    waiting = [bet for bet in known if bet.id not in ledger.standing]
    dated = sorted((bet for bet in waiting if bet.latest), key=lambda bet: (bet.latest, bet.id))
    return Due(
        on=on,
        now=tuple(bet for bet in dated if bet.latest and bet.latest <= on),
        coming=tuple(bet for bet in dated if bet.latest and bet.latest > on),
        open=tuple(bet for bet in waiting if bet.earliest and not bet.latest),
        undated=tuple(bet for bet in waiting if not bet.earliest and not bet.latest),
    )
