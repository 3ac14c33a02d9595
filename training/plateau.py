"""Choose the threshold from which on a model's yes counts, so that it serves authors that the model has not read."""

from __future__ import annotations

from collections.abc import Sequence

#: The thresholds that are tried, in hundredths.
STEPS = range(10, 91)
#: Thresholds whose F1 is within this of the best are as good as it.
LEVEL = 0.01


def curve(pairs: Sequence[tuple[float, bool]], missed: int = 0) -> list[float]:
    """Give the F1 of a yes from each of STEPS on, with `missed` out of reach."""
    wanted = sum(right for _, right in pairs) + missed
    scores = []
    for step in STEPS:
        taken = [right for chance, right in pairs if chance >= step / 100]
        scores.append(2 * sum(taken) / (len(taken) + wanted) if taken and wanted else 0.0)
    return scores


def plateau(*curves: Sequence[float]) -> float:
    """Choose a threshold: the middle of those that are about as good as the best, on the mean of some curves.

    Models that left much out are less sure than the one that ships, so that a threshold which is the best for them
    alone is too low for it, and one that is the best for known authors alone is too high for new ones.
    """
    mean = [sum(scores) / len(scores) for scores in zip(*curves, strict=True)]
    good = [step for step, score in zip(STEPS, mean, strict=True) if score >= max(mean) - LEVEL]
    return round(sum(good) / len(good) / 100, 2)
