"""Why two items were matched, and what opposes them: each reason with what it rests on in either side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Because", "Match", "Reason"]


class Because(StrEnum):
    """The kinds of reasons: the first seven match two items, the next four oppose them, the last set them apart."""

    SAME_ITEM = "the same item"
    SAME_WORDS = "the same words"
    WORDS = "shared words"
    MECHANISMS = "shared mechanisms"
    CONCEPTS = "shared concepts"
    LIKENESS = "likeness of words"
    REPORTED = "both report it"
    NEGATION = "denied by"
    ANTONYMS = "opposite words"
    POLARITY = "polarity"
    REJECTED = "reported and rejected"
    CERTAINTY = "certainty"
    HORIZON = "horizon"
    GROUNDS = "rests on"


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One reason, with its grounds in the left and in the right item; equal grounds are shared.

    >>> str(Reason(Because.NEGATION, "", "not"))
    'denied by: - / not'
    """

    kind: Because
    a: str = ""
    b: str = ""

    def mirrored(self) -> Reason:
        """Swap the sides."""
        return Reason(self.kind, self.b, self.a)

    def __str__(self) -> str:
        if self.a == self.b:
            return f"{self.kind}: {self.a}" if self.a else str(self.kind)
        return f"{self.kind}: {self.a or '-'} / {self.b or '-'}"


@dataclass(frozen=True, slots=True)
class Match:
    """Two items, by index into the sorted sides, that are on the same matter; whether they are opposed, and why."""

    left: int
    right: int
    score: float
    opposed: bool
    why: tuple[Reason, ...]
