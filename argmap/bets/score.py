"""Each author's record: how many bets, how they turned out, and how far the chances that were stated were right.

The rules, so that a figure can be checked by hand:

- A bet came right if its outcome is yes; one that calls something unlikely (its chance lies below 50 %), if it is no.
- `partly` and `unclear` are counted and scored by nothing else.
- A chance is a number of the essay's, or the middle of the range that a table gives for its words
  (lexicons/verbal-probabilities.txt). Bets without either have no Brier and no log score; "will" is no number.
- Brier: the mean of (chance - what came)² with 1 for yes and 0 for no; 0 is perfect, always saying 50 % gives 0.25.
- Log: the mean of the natural logarithm of the chance given to what came; 0 is perfect, always saying 50 % gives
  -0.69. Chances below 1 % and above 99 % are taken as 1 % and 99 %, so that one bet cannot make it infinite.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from statistics import fmean

from argmap.bets.bet import Bet
from argmap.bets.ledger import Ledger, Outcome
from argmap.model import Certainty

__all__ = ["EDGES", "FEW", "Bin", "Record", "came_right", "score"]

#: Where the bins of the calibration table begin and end.
EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
#: Fewer than this say little; that is told wherever they are shown.
FEW = 10
LEAST, MOST = 0.01, 0.99
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The bets whose chance lies between two: how many, the mean of what was said, and the share that came."""

    low: float
    high: float
    count: int
    said: float | None
    came: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one holder bet, and how it turned out.

    Attributes:
        holder: whose record it is; "" where nobody is named, "all" for all together.
        bets: how many predictions.
        dated: how many of them have a last day.
        outcomes: how many turned out how.
        right: how many came right, of those that turned out yes or no.
        judged: how many turned out yes or no.
        interval: where the share that comes right lies, with 95 % (Wilson); None where nothing is judged.
        scored: how many of the judged have a chance.
        brier: the Brier score of these.
        log: their log score.
        bins: their calibration.
        by_certainty: for each of certain, probable, possible: how many are judged, and how many came right.
    """

    holder: str
    bets: int
    dated: int
    outcomes: dict[str, int]
    right: int
    judged: int
    interval: tuple[float, float] | None
    scored: int
    brier: float | None
    log: float | None
    bins: tuple[Bin, ...]
    by_certainty: dict[str, tuple[int, int]]

    @property
    def open(self) -> int:
        """How many nobody has judged."""
        return self.bets - sum(self.outcomes.values())

    @property
    def few(self) -> bool:
        """Whether too few are judged to say much."""
        return self.judged < FEW


def score(known: Sequence[Bet], ledger: Ledger) -> tuple[Record, ...]:
    """Give the record of each holder by name, and that of all together at the end where there are several."""
    holders = sorted({bet.holder for bet in known})
    records = [_record(name, [bet for bet in known if bet.holder == name], ledger) for name in holders]
    return (*records, _record(ALL, known, ledger)) if len(holders) > 1 else tuple(records)


def came_right(bet: Bet, outcome: Outcome | None) -> bool | None:
    """Tell whether a bet came right, None where it is open, partly right or unclear."""
    if outcome not in (Outcome.YES, Outcome.NO):
        return None
    return (outcome is Outcome.NO) is bet.doubted


def _record(holder: str, known: Sequence[Bet], ledger: Ledger) -> Record:
    outcomes = Counter(str(found) for bet in known if (found := ledger.outcome(bet.id)))
    verdicts = {bet.id: came_right(bet, ledger.outcome(bet.id)) for bet in known}
    judged = [bet for bet in known if verdicts[bet.id] is not None]
    right = sum(verdicts[bet.id] is True for bet in judged)
    pairs = [(bet.chance.middle, ledger.outcome(bet.id) is Outcome.YES) for bet in judged if bet.chance]
    return Record(
        holder=holder,
        bets=len(known),
        dated=sum(bet.latest is not None for bet in known),
        outcomes={str(name): outcomes[name] for name in Outcome},
        right=right,
        judged=len(judged),
        interval=_wilson(right, len(judged)),
        scored=len(pairs),
        brier=round(fmean((chance - came) ** 2 for chance, came in pairs), 4) if pairs else None,
        log=round(fmean(map(_log, pairs)), 4) if pairs else None,
        bins=_bins(pairs),
        by_certainty={
            str(level): (len(own), sum(verdicts[bet.id] is True for bet in own))
            for level in Certainty if (own := [bet for bet in judged if bet.prop.certainty is level])
        },
    )


def _log(pair: tuple[float, bool]) -> float:
    chance = min(MOST, max(LEAST, pair[0]))
    return log(chance if pair[1] else 1 - chance)


def _bins(pairs: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Part chances into bins; the upper end belongs to the last bin alone."""
    held: list[list[tuple[float, bool]]] = [[] for _ in EDGES[1:]]
    for chance, came in pairs:
        held[min(sum(chance >= edge for edge in EDGES[1:]), len(held) - 1)].append((chance, came))
    return tuple(
        Bin(low=low, high=high, count=len(own), said=round(fmean(chance for chance, _ in own), 4) if own else None,
            came=round(fmean(came for _, came in own), 4) if own else None)
        for low, high, own in zip(EDGES, EDGES[1:], held, strict=False)
    )


def _wilson(right: int, count: int) -> tuple[float, float] | None:
    if not count:
        return None
    from scipy.stats import binomtest

    found = binomtest(right, count).proportion_ci(method="wilson")
    return round(float(found.low), 4), round(float(found.high), 4)
