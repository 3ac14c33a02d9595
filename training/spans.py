"""Compare spans with labelled ones, by the measures of those who labelled them. A span is a label and its word numbers.

Three measures: `exact` counts spans that are the same to the word, as seqeval does; `fair` counts each error once, a
span with the right label and other bounds as half a miss and half an extra (FairEval; Ortmann 2022, "Fine-Grained
Error Analysis and Fair Evaluation of Labeled Spans"); `words` counts the words under each label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import permutations

#: The most predictions of one text for which every pairing with its labelled links is tried.
MOST = 6


@dataclass(frozen=True)
class Span:
    """Words under a label, by their numbers in the text."""

    label: str
    words: frozenset[int]

    @classmethod
    def of(cls, label: str, low: int, high: int) -> Span:
        """Take the words from low up to but without high."""
        return cls(label, frozenset(range(low, high)))


@dataclass
class Tally:
    """What was found, what was there, and what of it is right; halves occur in the fair measure."""

    right: float = 0
    found: float = 0
    gold: float = 0

    def add(self, right: float, found: float, gold: float) -> None:
        """Count some more."""
        self.right, self.found, self.gold = self.right + right, self.found + found, self.gold + gold

    def scores(self) -> tuple[float, float, float]:
        """Give precision, recall and F1."""
        precision, recall = self.right / max(1e-9, self.found), self.right / max(1e-9, self.gold)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


@dataclass
class Tallies:
    """A tally for each label; `of("")` is all of them together."""

    labels: dict[str, Tally] = field(default_factory=dict)

    def at(self, label: str) -> Tally:
        """Find the tally to add to."""
        return self.labels.setdefault(label, Tally())

    def of(self, label: str) -> Tally:
        """Sum up one label, or all."""
        total = Tally()
        for name, tally in self.labels.items():
            if label in ("", name):
                total.add(tally.right, tally.found, tally.gold)
        return total


Measure = Callable[[Tallies, Sequence[Span], Sequence[Span]], None]
Fits = Callable[[Span, Span], bool]


def exact(tallies: Tallies, gold: Sequence[Span], found: Sequence[Span]) -> None:
    """Count spans that agree to the word."""
    both = Counter(gold) & Counter(found)
    for spans, which in ((both.elements(), (1, 0, 0)), (found, (0, 1, 0)), (gold, (0, 0, 1))):
        for span in spans:
            tallies.at(span.label).add(*which)


def words(tallies: Tallies, gold: Sequence[Span], found: Sequence[Span]) -> None:
    """Count the words under each label, each once a text."""
    for label in sorted({span.label for span in (*gold, *found)}):
        wanted, given = _covered(gold, label), _covered(found, label)
        tallies.at(label).add(len(wanted & given), len(given), len(wanted))


def _covered(spans: Iterable[Span], label: str) -> frozenset[int]:
    return frozenset(word for span in spans if span.label == label for word in span.words)


@dataclass(eq=False)
class Open:
    """A span that is being matched: which of its words no match has used yet."""

    span: Span
    free: frozenset[int]


def fair(tallies: Tallies, gold: Sequence[Span], found: Sequence[Span]) -> None:
    """Count each error once: first spans that agree, then the same words, the same label, any overlap, then the rest.

    A span left alone may still overlap one that is already matched, by words that no match has used: half a miss and
    half an extra too.
    """
    wanted, given = ([Open(span, span.words) for span in spans] for spans in (gold, found))
    for fits, right in ((_agree, 1.0), (_same_words, 0.0)):
        _match(tallies, wanted, given, fits, right)
    near: tuple[list[Open], list[Open]] = ([], [])
    for fits in (_same_label, _overlap):
        wanted.sort(key=lambda one: len(one.span.words))
        _touch(tallies, wanted, given, fits, near)
    for one in wanted:
        tallies.at(one.span.label).add(0, 0, 1)
    for one in given:
        tallies.at(one.span.label).add(0, 1, 0)


def _match(tallies: Tallies, wanted: list[Open], given: list[Open], fits: Fits, right: float) -> None:
    """Pair spans with the same words."""
    for one in list(wanted):
        other = next((other for other in given if fits(one.span, other.span)), None)
        if other is not None:
            wanted.remove(one)
            given.remove(other)
            share = 1.0 if right else 0.5
            tallies.at(one.span.label).add(right, share, share)


def _touch(tallies: Tallies, wanted: list[Open], given: list[Open], fits: Fits,
           near: tuple[list[Open], list[Open]]) -> None:
    """Pair spans that overlap: unmatched ones, then those left on either side with what is matched on the other."""
    for left, pool, used in ((wanted, given, False), (wanted, near[1], True), (given, near[0], True)):
        for one in list(left):
            some = [other for other in pool if fits(one.span, other.span) and (not used or one.free & other.free)]
            if some:
                other = max(some, key=lambda other: _likeness(one.span, other.span))
                tallies.at((other if left is given else one).span.label).add(0, 0.5, 0.5)
                shared = one.free & other.free
                one.free, other.free = one.free - shared, other.free - shared
                left.remove(one)
                near[left is given].append(one)
                if not used:
                    given.remove(other)
                    near[1].append(other)


def _agree(one: Span, other: Span) -> bool:
    return one == other


def _same_words(one: Span, other: Span) -> bool:
    return one.words == other.words


def _same_label(one: Span, other: Span) -> bool:
    return one.label == other.label and _overlap(one, other)


def _overlap(one: Span, other: Span) -> bool:
    return not one.words.isdisjoint(other.words)


def _likeness(one: Span, other: Span) -> tuple[int, int, int]:
    """Rank by the words shared, then by few others, then by where it stands."""
    return len(one.words & other.words), -len(other.words - one.words), -min(other.words)


def paired(gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]], measure: Measure) -> list[Sequence[Span]]:
    """Order what was found for a text so that it fits its labelled links best; what is too much is left out.

    The links found come likeliest first: of more than are labelled, only so many are looked at; for those that are
    missing an empty one stands in.
    """
    some: list[Sequence[Span]] = [*found[: len(gold)], *([()] * (len(gold) - len(found)))]
    if len(some) > MOST:
        return some
    return max(map(list, permutations(some)), key=lambda order: _fit(gold, order, measure))


def _fit(gold: Sequence[Sequence[Span]], order: Sequence[Sequence[Span]], measure: Measure) -> float:
    tallies = Tallies()
    for wanted, given in zip(gold, order, strict=True):
        measure(tallies, wanted, given)
    return tallies.of("").scores()[2]


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Compare two sets of words as F1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def links(gold: Sequence[tuple[Span, Span]], found: Sequence[tuple[Span, Span]], *, least: float) -> Tally:
    """Count links of which both ends share enough words (F1) with those of a labelled link, each of these once."""
    left, right = list(gold), 0
    for cause, effect in found:
        rated = [(min(overlap(cause.words, other[0].words), overlap(effect.words, other[1].words)), -place)
                 for place, other in enumerate(left)]
        best = max(rated, default=(0.0, 0))
        if best[0] >= least:
            left.pop(-best[1])
            right += 1
    return Tally(right, len(found), len(gold))
