"""How far a confidence can be believed: of what was found with such a confidence, how much is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argmap.evaluation.counts import Judgement, ratio
from argmap.evaluation.measures import Measure
from argmap.evaluation.parts import EssayScore

__all__ = ["Bin", "bins", "calibration_error", "reliable"]

#: Into how many bins of equal width confidences fall.
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """What was found with a confidence from `low` on and below `high`; `confidence` is the mean of it."""

    low: float
    high: float
    found: int
    confidence: float
    right: int

    @property
    def share(self) -> float:
        """The share that is right."""
        return ratio(self.right, self.found)

    @property
    def gap(self) -> float:
        """How much more often it is right than it is said to be; negative where confidence is too high."""
        return self.share - self.confidence


def bins(judged: Sequence[Judgement]) -> tuple[Bin, ...]:
    """Put judgements into bins by confidence; empty bins are left out.

    >>> [(one.low, one.found, one.share) for one in bins([Judgement(0.85, True), Judgement(0.8, False)])]
    [(0.8, 2, 0.5)]
    """
    groups: dict[int, list[Judgement]] = {}
    for one in judged:
        groups.setdefault(min(BINS - 1, int(round(one.confidence * BINS, 9))), []).append(one)
    return tuple(
        Bin(
            low=step / BINS, high=(step + 1) / BINS, found=len(group), right=sum(one.right for one in group),
            confidence=ratio(sum(one.confidence for one in group), len(group)),
        )
        for step, group in sorted(groups.items())
    )


def calibration_error(found: Sequence[Bin]) -> float:
    """Give the expected calibration error: the mean gap between confidence and share right, bins weighed by size."""
    return ratio(sum(one.found * abs(one.gap) for one in found), sum(one.found for one in found))


def reliable(scores: Sequence[EssayScore]) -> dict[Measure, tuple[Bin, ...]]:
    """Put into bins what essays have of each measure that is found with a confidence."""
    judged = {name: [one for score in scores for one in score.judged.get(name, ())] for name in Measure}
    return {name: bins(found) for name, found in judged.items() if found}
