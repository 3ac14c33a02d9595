"""From the scores of essays to figures: totals over all, with intervals, as a value that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import reduce
from operator import add
from typing import Any

from argmap.evaluation.counts import Counts, ratio
from argmap.evaluation.intervals import Draws, Interval, draws, figures, shares
from argmap.evaluation.measures import Grade, Measure
from argmap.evaluation.mistakes import mistakes, sample
from argmap.evaluation.parts import EssayScore
from argmap.evaluation.reliability import Bin, calibration_error, reliable
from argmap.output import json_text

__all__ = ["Report", "by_author", "report", "to_json", "total"]

#: A measure's or grade's name to its figures.
Report = Mapping[str, Mapping[str, Any]]


def total(counts: Iterable[Counts]) -> Counts:
    """Add counts up."""
    return reduce(add, counts, Counts())


def by_author(scores: Iterable[EssayScore]) -> dict[str, list[EssayScore]]:
    """Put the essays of each author together, sorted by name."""
    found: dict[str, list[EssayScore]] = {}
    for one in scores:
        found.setdefault(one.author, []).append(one)
    return dict(sorted(found.items()))


def report(scores: Sequence[EssayScore], *, intervals: bool = False) -> Report:
    """Work out every figure over some essays, rounded to three decimals.

    A measure has p, r, f1, gold and system (how many are labelled and found), the counts tp, fp, fn, and all_yes_f1
    where saying yes of every unit is an answer; a grade has accuracy and n. With `intervals`, two essays or more have
    the 95 % interval of each figure under "interval".
    """
    drawn = draws(len(scores)) if intervals and len(scores) > 1 else None
    return {
        **{str(name): _measured(scores, name, drawn) for name in Measure},
        **{str(name): _graded(scores, name, drawn) for name in Grade},
    }


def to_json(
    scores: Sequence[EssayScore], *, per_essay: bool = False, per_author: bool = False, reliability: bool = False,
    errors: int = 0,
) -> str:
    """Write the figures over all essays, and what else is asked for, as JSON."""
    data: dict[str, Any] = {"all": report(scores, intervals=True)}
    if per_essay:
        data["essays"] = {one.name: report([one]) for one in scores}
    if per_author:
        data["authors"] = {author: report(group) for author, group in by_author(scores).items()}
    if reliability:
        data["reliability"] = {str(name): _reliability(found) for name, found in reliable(scores).items()}
    if errors:
        data["errors"] = [
            {**asdict(one), "units": list(one.units), "texts": list(one.texts)}
            for _, _, rows in mistakes(scores) for one in sample(rows, errors)
        ]
    return json_text(data)


def _reliability(found: Sequence[Bin]) -> dict[str, Any]:
    return {
        "calibration_error": round(calibration_error(found), 3),
        "bins": [
            {"from": one.low, "to": one.high, "found": one.found, "right": one.right,
             "confidence": round(one.confidence, 3), "share": round(one.share, 3)}
            for one in found
        ],
    }


def _measured(scores: Sequence[EssayScore], name: Measure, drawn: Draws | None) -> dict[str, Any]:
    outcomes = [one.outcomes[name] for one in scores]
    each = [outcome.counts for outcome in outcomes]
    whole = total(each)
    found: dict[str, Any] = {
        "p": round(whole.precision, 3), "r": round(whole.recall, 3), "f1": round(whole.f1, 3),
        "gold": whole.labelled, "system": whole.found,
        "tp": whole.right, "fp": whole.extra, "fn": whole.missed,
    }
    yes = [outcome.yes for outcome in outcomes if outcome.yes]
    if yes:
        found["all_yes_f1"] = round(total(yes).f1, 3)
    if drawn is not None:
        found["interval"] = {key: _rounded(value) for key, value in figures(each, drawn).items()}
    return found


def _graded(scores: Sequence[EssayScore], name: Grade, drawn: Draws | None) -> dict[str, Any]:
    right = [one.grades[name].right for one in scores]
    answers = [one.grades[name].answers for one in scores]
    accuracy = round(ratio(sum(right), sum(answers)), 3) if sum(answers) else None
    found: dict[str, Any] = {"accuracy": accuracy, "n": sum(answers)}
    if drawn is not None:
        found["interval"] = {"accuracy": _rounded(shares(right, answers, drawn))}
    return found


def _rounded(interval: Interval) -> list[float] | None:
    return [round(end, 3) for end in interval] if interval else None
