"""The mistakes behind the figures, so that a reader can look at them: each with its unit and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from argmap.evaluation.counts import Item
from argmap.evaluation.measures import Grade, Measure
from argmap.evaluation.parts import EssayScore

__all__ = ["Mistake", "mistakes", "sample"]

T = TypeVar("T")

#: The measures whose mistakes are listed; those of "relation, any type" are among those of "relation".
LISTED = tuple(name for name in Measure if name is not Measure.PAIR)
MISSED, EXTRA, WRONG = "missed", "extra", "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake.

    Args:
        kind: missed (labelled, not found), extra (found, not labelled) or wrong (another answer than labelled).
        words: what was missed or found: a mechanism, the words quoted, a type; or "labelled, found" of an answer.
        units: the numbers of the units that it is about; of a relation, from which to which.
        texts: the words of those units.
    """

    measure: str
    kind: str
    essay: str
    units: tuple[int, ...]
    words: str
    texts: tuple[str, ...]


def mistakes(scores: Sequence[EssayScore]) -> Iterator[tuple[str, str, list[list[Mistake]]]]:
    """Yield each measure and kind of mistake that there is, with the mistakes of each essay."""
    for measure in LISTED:
        for kind in (MISSED, EXTRA):
            rows = [_listed(one, measure, kind) for one in scores]
            if any(rows):
                yield str(measure), kind, rows
    for grade in Grade:
        rows = [_graded(one, grade) for one in scores]
        if any(rows):
            yield str(grade), WRONG, rows


def _listed(score: EssayScore, measure: Measure, kind: str) -> list[Mistake]:
    outcome = score.outcomes[measure]
    items = outcome.missed if kind == MISSED else outcome.extra
    return [_mistake(score, measure, kind, item, item.words) for item in items]


def _graded(score: EssayScore, grade: Grade) -> list[Mistake]:
    return [
        _mistake(score, grade, WRONG, slip.item, _said(slip.item, slip.labelled, slip.found))
        for slip in score.grades[grade].slips
    ]


def _said(item: Item, labelled: str, found: str) -> str:
    """Say what is labelled and what was found; of a link turned round both are whole links."""
    about = f"{item.words}: " if item.words and item.words != found else ""
    return f"{about}labelled {labelled or 'none'}, found {found or 'none'}"


def _mistake(score: EssayScore, measure: str, kind: str, item: Item, words: str) -> Mistake:
    return Mistake(measure=str(measure), kind=kind, essay=score.name, units=item.units, words=words,
                   texts=tuple(score.units[unit] for unit in item.units))


def sample(rows: Sequence[Sequence[T]], most: int) -> list[T]:
    """Take some of each essay: one of each in turn until there are enough, then in the order of the essays.

    >>> sample(["abc", "", "xy"], 4)
    ['a', 'b', 'x', 'y']
    """
    turns = sorted((place, at) for at, row in enumerate(rows) for place in range(len(row)))[:most]
    return [rows[at][place] for at, place in sorted((at, place) for place, at in turns)]
