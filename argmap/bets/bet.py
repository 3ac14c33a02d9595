"""A prediction as a bet: who, when said, due when, how likely, on what condition, settled by what, resting on what.

Everything is read off the map: its items, or words of the essay that a rule found and that are shown. What the essay
does not say stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from argmap.bets import chances
from argmap.bets.chances import Chance
from argmap.bets.conditions import Condition, conditions
from argmap.bets.grounds import Ground, Reasons
from argmap.bets.settling import Settling, settlings
from argmap.errors import LedgerError
from argmap.formats.essays import holder_of, with_essays
from argmap.ids import completed
from argmap.model import ArgumentMap, Document, Kind, Proposition
from argmap.pipeline import dates
from argmap.pipeline.periods import hemisphere, period
from argmap.pipeline.stretches import month_end
from argmap.plain import one_line

__all__ = ["Bet", "bets", "find"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bet:
    """One prediction, with what its essay and map say about it.

    Attributes:
        prop: the prediction.
        document: the essay that makes it.
        holder: who holds it: the essay's author, or the party whose view is reported; "" where nobody is named.
        earliest: the first day on which it can come true, None where open or unknown.
        latest: the last one: the day on which it falls due.
        chance: how likely it is said to be.
        conditions: on what condition it stands.
        settlings: what would settle it, in the essay's words.
        grounds: the propositions that support it, at once or through others, the nearest first.
        against: the propositions that attack it.
        mechanisms: the labels of the mechanisms that it rests on itself.
        causes: the causal links that it states, in words.
        notes: what had to be assumed, or could not be known.
    """

    prop: Proposition
    document: Document
    holder: str
    earliest: date | None
    latest: date | None
    chance: Chance | None
    conditions: tuple[Condition, ...]
    settlings: tuple[Settling, ...]
    grounds: tuple[Ground, ...]
    against: tuple[Ground, ...]
    mechanisms: tuple[str, ...]
    causes: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the prediction, and of the bet."""
        return self.prop.id

    @property
    def words(self) -> str:
        """The prediction as the essay words it, on one line."""
        return one_line(self.prop.text)

    @property
    def said(self) -> str:
        """The date of the essay, "" where it has none."""
        return self.document.date

    @property
    def horizon(self) -> str:
        """The author's words for when, "" where there are none."""
        return one_line(self.prop.horizon.text) if self.prop.horizon else ""

    @property
    def doubted(self) -> bool:
        """Whether the thing is said to be unlikely, so that it comes right if it does not happen."""
        return self.chance is not None and self.chance.middle < 0.5


def bets(amap: ArgumentMap) -> tuple[Bet, ...]:
    """List the predictions of a map as bets: by the day on which they fall due, those without one at the end.

    Raises:
        GraphError: the map lacks the essay of a proposition.
    """
    reasons = Reasons(amap)
    said = conditions(amap)
    found = (
        _bet(prop, document, reasons, said.get(prop.id, ()))
        for prop, document in with_essays(amap) if prop.kind is Kind.PREDICTION
    )
    return tuple(sorted(found, key=_order))


def find(known: Sequence[Bet], key: str) -> Bet:
    """Give the bet with an id, or with a beginning of it that no other bet has.

    Raises:
        LedgerError: none has it, or several.
    """
    by_id = {bet.id: bet for bet in known}
    return by_id[completed(key, by_id, noun="bet", hint="`argmap bets list GRAPH` shows them", error=LedgerError)]


def _order(bet: Bet) -> tuple[str, str, str, int, str]:
    day = bet.latest or bet.earliest
    rank = f"{day.isoformat()}{'' if bet.latest else '~'}" if day else "~"
    return rank, bet.document.date, bet.document.title, bet.prop.start, bet.id


def _bet(prop: Proposition, document: Document, reasons: Reasons, said: tuple[Condition, ...]) -> Bet:
    found = chances.find(_without(prop.text, said))
    horizon = prop.horizon
    return Bet(
        prop=prop,
        document=document,
        holder=one_line(holder_of(prop, document)),
        earliest=_day(horizon.earliest if horizon else None, last=False),
        latest=_day(horizon.latest if horizon else None, last=True),
        chance=found[0] if found else None,
        conditions=said,
        settlings=settlings(prop, document),
        grounds=reasons.for_(prop.id),
        against=reasons.against(prop.id),
        mechanisms=reasons.mechanisms(prop),
        causes=reasons.causes(prop.id),
        notes=tuple(_notes(prop, document, found)),
    )


def _without(text: str, said: Iterable[Condition]) -> str:
    """Blank out conditions: how likely they are is not how likely the bet is."""
    for condition in said:
        text = text.replace(condition.words, " " * len(condition.words))
    return text


def _day(text: str | None, *, last: bool) -> date | None:
    """Read an ISO day, or the first or last day of a month or year; anything else is no day."""
    if text is None or len(text) not in (4, 7, 10):
        return None
    stretch = period(text) if len(text) == 4 else None
    if stretch:
        return stretch[last]
    day = dates.said_on(text)
    if day and len(text) == 7 and last:
        return month_end(day)
    return day


def _notes(prop: Proposition, document: Document, found: Sequence[Chance]) -> Iterator[str]:
    """Say what was assumed, and what cannot be known."""
    horizon = prop.horizon
    if horizon:
        words = one_line(horizon.text)
        if not dates.said_on(document.date) and not (horizon.earliest and horizon.latest):
            yield f"the essay has no date, so that “{words}” stays relative where it counts from that"
        elif not horizon.earliest and not horizon.latest:
            yield f"“{words}” means no date that argmap knows"
        half = hemisphere(words)
        if half:
            unsaid = "" if half == "southern" else ", which is taken where none is named"
            yield f"“{words}” is a season of the {half} hemisphere{unsaid}"
    if len(found) > 1:
        yield f"its words hold other chances too: {'; '.join(one_line(chance.words) for chance in found[1:])}"
