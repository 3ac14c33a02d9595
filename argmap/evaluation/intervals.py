"""How far a figure depends on which essays were measured: percentile bootstrap over essays.

Essays are drawn anew, with replacement, and the figure is worked out from the counts of those drawn. A draw in which
nothing was labelled and nothing found has no such figure and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from argmap.evaluation.counts import Counts

__all__ = ["DRAWS", "Draws", "Interval", "draws", "figures", "shares"]

#: How often essays are drawn anew, and the seed: the same essays give the same intervals.
DRAWS, SEED = 2000, 0
#: The ends of an interval, in percent of the draws.
ENDS = (2.5, 97.5)

Interval = tuple[float, float] | None
#: How often each essay is in each draw: one row a draw, one column an essay.
Draws = NDArray[np.int64]
Values = NDArray[np.float64]


def draws(essays: int) -> Draws:
    """Draw as many essays as there are, DRAWS times."""
    # RandomState, not default_rng: NumPy keeps its numbers the same in every version.
    picked = np.random.RandomState(SEED).randint(max(1, essays), size=(DRAWS, essays))
    rows = np.zeros((DRAWS, essays), dtype=np.int64)
    np.add.at(rows, (np.arange(DRAWS)[:, None], picked), 1)
    return rows


def figures(counts: Sequence[Counts], drawn: Draws) -> dict[str, Interval]:
    """Give the intervals of precision, recall and F1 from the counts of each essay."""
    right, extra, missed = (
        drawn @ np.array([getattr(one, name) for one in counts], dtype=np.int64)
        for name in ("right", "extra", "missed")
    )
    return {
        "p": _interval(right, right + extra),
        "r": _interval(right, right + missed),
        "f1": _interval(2 * right, 2 * right + extra + missed),
    }


def shares(right: Sequence[int], answers: Sequence[int], drawn: Draws) -> Interval:
    """Give the interval of an accuracy from the right answers and all answers of each essay."""
    return _interval(drawn @ np.array(right, dtype=np.int64), drawn @ np.array(answers, dtype=np.int64))


def _interval(part: Draws, whole: Draws) -> Interval:
    """Take the ends of what lies between them in 95 % of the draws; None of a single essay, or of no figure."""
    there = whole > 0
    if not there.any():
        return None
    values: Values = part[there] / whole[there]
    low, high = np.percentile(values, ENDS)
    return float(low), float(high)
