"""What is counted: right, extra and missed for a list; right of so many for a question with one answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

__all__ = ["Counts", "Graded", "Item", "Judgement", "Outcome", "Slip", "ratio"]


def ratio(part: float, whole: float) -> float:
    """Divide; nothing of nothing is 0."""
    return part / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items are right, found but not labelled, labelled but not found; add two to count both.

    >>> (Counts(1, 0, 1) + Counts(2, 1, 0)).f1
    0.75
    """

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def found(self) -> int:
        """How many were found."""
        return self.right + self.extra

    @property
    def labelled(self) -> int:
        """How many there are by the labels."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return ratio(self.right, self.found)

    @property
    def recall(self) -> float:
        """The share of what is labelled that was found."""
        return ratio(self.right, self.labelled)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return ratio(2 * self.precision * self.recall, self.precision + self.recall)


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One thing that labels or a system say: of which units, and what (a mechanism, a type, the words quoted)."""

    units: tuple[int, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The items of one measure in one essay; `universe` is how many a yes everywhere would find, or None."""

    right: tuple[Item, ...] = ()
    extra: tuple[Item, ...] = ()
    missed: tuple[Item, ...] = ()
    universe: int | None = None

    @classmethod
    def of(cls, labelled: Collection[Item], found: Collection[Item], *, universe: int | None = None) -> Outcome:
        """Compare two sets of items."""
        gold, system = set(labelled), set(found)
        return cls(tuple(sorted(gold & system)), tuple(sorted(system - gold)), tuple(sorted(gold - system)), universe)

    @property
    def counts(self) -> Counts:
        """How many of each."""
        return Counts(len(self.right), len(self.extra), len(self.missed))

    @property
    def yes(self) -> Counts | None:
        """The counts of answering yes everywhere."""
        labelled = len(self.right) + len(self.missed)
        return None if self.universe is None else Counts(labelled, self.universe - labelled)


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """A wrong answer: where, what the labels say, what was found."""

    item: Item
    labelled: str
    found: str


@dataclass(frozen=True, slots=True)
class Graded:
    """How many answers to one question are right, and the wrong ones; add two to count both."""

    right: int = 0
    slips: tuple[Slip, ...] = ()

    @classmethod
    def of(cls, answers: Iterable[tuple[Item, str, str]]) -> Graded:
        """Grade answers, each with what the labels say and what was found."""
        rows = list(answers)
        slips = tuple(Slip(*row) for row in rows if row[1] != row[2])
        return cls(len(rows) - len(slips), slips)

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return self.right + len(self.slips)


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """How sure the system was of something that it found, and whether it is right."""

    confidence: float
    right: bool = field(compare=False)
