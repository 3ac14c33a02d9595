"""The score of one essay, or of a part of its questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from argmap.evaluation.counts import Graded, Judgement, Outcome
from argmap.evaluation.measures import Grade, Measure

__all__ = ["EssayScore", "Part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The outcomes of some measures; `judged` has what was found with a confidence."""

    outcomes: Mapping[Measure, Outcome]
    grades: Mapping[Grade, Graded] = field(default_factory=dict)
    judged: Mapping[Measure, tuple[Judgement, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayScore(Part):
    """All outcomes of one essay, with the texts of its units; `lost` are the units that its text lacks."""

    name: str
    author: str
    units: tuple[str, ...]
    lost: tuple[int, ...] = ()
