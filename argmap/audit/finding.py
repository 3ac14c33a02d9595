"""What an audit says: the sentences that hold a cue and yielded nothing of its sort, each with the reason."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Span

from argmap.model import Document

__all__ = ["Audit", "Finding", "Reason", "Sort", "Survey", "Units", "finding"]


class Sort(StrEnum):
    """What a cue announces."""

    LINK = "causal link"
    PREDICTION = "prediction"
    RELATION = "support or attack"


class Reason(StrEnum):
    """Why a cue yielded nothing."""

    NO_CANDIDATE = "no candidate"
    BELOW = "below the threshold"
    RIVAL = "lost to a rival"
    OTHER = "taken for the other kind"
    QUESTION = "a question"
    NOTHING = "puts nothing forward"
    LONG = "the sentence is too long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence with a cue that yielded nothing.

    Args:
        start, end: the sentence, in code points of the text.
        cue: the words that announce something, where they stand is `cue_start`.
        rule: the rule that came nearest.
        detail: what there is to say beside the reason, "" for nothing.
        confidence, threshold: how probable the best candidate was, and from when on it counts; None without one.
    """

    sort: Sort
    start: int
    end: int
    text: str
    cue: str
    cue_start: int
    rule: str
    reason: Reason
    detail: str = ""
    confidence: float | None = None
    threshold: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """One sort of cue in one essay: in how many sentences, and those of them that yielded nothing."""

    sort: Sort
    sentences: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The survey of each sort of cue in one essay."""

    document: Document
    surveys: tuple[Survey, ...]


class Units:
    """The units of a Doc, to be looked up by a place in its text."""

    def __init__(self, doc: Doc) -> None:
        self.spans: Sequence[Span] = list(doc.spans.get("units", ()))
        self._starts = [span.start_char for span in self.spans]

    def at(self, place: int) -> int:
        """Give the number of the unit that a code point stands in, -1 if it stands in none."""
        number = bisect_right(self._starts, place) - 1
        return number if number >= 0 and place < self.spans[number].end_char else -1


def finding(
    sort: Sort, unit: Span, cue: tuple[str, int], rule: str, reason: Reason, *, detail: str = "",
    chance: tuple[float, float] | None = None,
) -> Finding:
    """Describe a unit without yield; `chance` is the probability of its best candidate and the threshold."""
    confidence, threshold = (round(value, 2) for value in chance) if chance else (None, None)
    return Finding(
        sort=sort, start=unit.start_char, end=unit.end_char, text=" ".join(unit.text.split()),
        cue=" ".join(cue[0].split()), cue_start=cue[1], rule=rule, reason=reason, detail=" ".join(detail.split()),
        confidence=confidence, threshold=threshold,
    )
