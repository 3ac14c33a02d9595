"""What a diff is made of: two items that agree or are opposed, or one that stands alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from argmap.align.reasons import Because, Reason
from argmap.model import Compared, Finding, Kind

__all__ = [
    "KINDS", "Agreement", "Change", "Disagreement", "Group", "Item", "OnlyIn", "Side", "findings", "group", "mirrored",
    "order",
]


class Side(StrEnum):
    """Which of the two maps."""

    A = "a"
    B = "b"


class Group(StrEnum):
    """The headings of a diff, in its order; a change stands under the first that fits."""

    OPPOSED = "Opposed"
    OPPOSITE_EFFECT = "Same mechanism, opposite effect"
    OTHER_GROUNDS = "Same conclusion, other mechanisms"
    OTHER_TERMS = "Same prediction, other horizon or certainty"
    SHARED = "Shared"
    ONLY_A = "Only in A"
    ONLY_B = "Only in B"


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """A proposition or a causal link as a diff shows it: its words, and the words of the essay that it comes from.

    Args:
        id: the id of the proposition or link.
        kind: which of the two it is.
        text: its words.
        quote: the words of the essay.
        source: who says it, and when.
        document: the id of the essay.
        start: where the quote begins, in code points.
        end: where it ends.
        role: what a proposition is (claim, prediction, evidence); "" for links.
        horizon: when a prediction is due, in the author's words.
    """

    id: str
    kind: Compared
    text: str
    quote: str
    source: str
    document: str
    start: int
    end: int
    role: str = ""
    horizon: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Both maps say it; `why` also has where they are not equally sure, or rest it on other mechanisms."""

    a: Item
    b: Item
    score: float
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The maps say opposite things on the same matter; `why` has the words that deny or reverse."""

    a: Item
    b: Item
    score: float
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class OnlyIn:
    """One map says it, and the other nothing that is like it."""

    side: Side
    item: Item


Change = Agreement | Disagreement | OnlyIn

#: Propositions come before causal links.
KINDS = tuple(Compared)
#: The group of each finding that has one of its own, in the order of groups.
OWN = {
    Finding.OPPOSITE_EFFECT: Group.OPPOSITE_EFFECT, Finding.OTHER_GROUNDS: Group.OTHER_GROUNDS,
    Finding.OTHER_TERMS: Group.OTHER_TERMS, Finding.OPPOSITION: Group.OPPOSED, Finding.AGREEMENT: Group.SHARED,
}


def findings(change: Change) -> tuple[Finding, ...]:
    """Say what was found: agreement, opposition or neither, and of which kinds it is besides."""
    if isinstance(change, OnlyIn):
        return (Finding.ONLY_IN,)
    kinds = {reason.kind for reason in change.why}
    if isinstance(change, Disagreement):
        effect = change.a.kind is Compared.LINK and Because.MECHANISMS in kinds
        return (Finding.OPPOSITION, *[Finding.OPPOSITE_EFFECT] * effect)
    return (
        Finding.AGREEMENT,
        *[Finding.OTHER_GROUNDS] * (Because.GROUNDS in kinds),
        *[Finding.OTHER_TERMS] * _other_terms(change, kinds),
    )


def _other_terms(change: Agreement, kinds: Collection[Because]) -> bool:
    both = change.a.role == change.b.role == Kind.PREDICTION
    return both and (Because.HORIZON in kinds or Because.CERTAINTY in kinds)


def group(change: Change) -> Group:
    """Give the heading that a change stands under."""
    if isinstance(change, OnlyIn):
        return Group.ONLY_A if change.side is Side.A else Group.ONLY_B
    found = findings(change)
    return next(heading for finding, heading in OWN.items() if finding in found)


def mirrored(change: Change) -> Change:
    """Swap the sides of a change."""
    if isinstance(change, OnlyIn):
        return replace(change, side=Side.B if change.side is Side.A else Side.A)
    why = tuple(reason.mirrored() for reason in change.why)
    return replace(change, a=change.b, b=change.a, why=why)


def order(change: Change) -> tuple[int, int, float, str, int, Item]:
    """Sort by group, propositions before causal links, then the surest match first, or the order of the text."""
    place = list(Group).index(group(change))
    if isinstance(change, OnlyIn):
        item = change.item
        return place, KINDS.index(item.kind), 0.0, item.document, item.start, item
    return place, KINDS.index(change.a.kind), -change.score, change.a.document, change.a.start, change.a
