"""Match the propositions of two maps by what they say, and tell which of the matched ones are opposed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from argmap.align.matching import Pair, match
from argmap.align.means import Means
from argmap.align.opposition import Opposition, oppose
from argmap.align.reasons import Because, Match, Reason
from argmap.align.said import Said
from argmap.align.similarity import blocks, indicator
from argmap.align.standing import Standing
from argmap.align.texts import Weighting, weighting
from argmap.align.words import shared, words
from argmap.model import Kind

__all__ = ["match_propositions"]

Array = npt.NDArray[np.float32]


def match_propositions(
    left: Sequence[Said], right: Sequence[Said], *, using: Means, threshold: float
) -> Iterator[Match]:
    """Yield the matched propositions: first the same items, then the same words, then the best of those alike.

    What an author only reports is matched with what the other only reports, and never opposed.
    """
    found = list(_equal(left, right))
    yield from found
    weights = weighting([item.prop.text for item in (*left, *right)], using.vectors)
    used = {pair.left for pair in found}, {pair.right for pair in found}
    for reported in (False, True):
        ours = [i for i, item in enumerate(left) if item.reported is reported and i not in used[0]]
        theirs = [j for j, item in enumerate(right) if item.reported is reported and j not in used[1]]
        sides = [left[i] for i in ours], [right[j] for j in theirs]
        for pair, likeness in _alike(*sides, weights, using, threshold):
            yield _judge(left, right, Pair(ours[pair.left], theirs[pair.right], pair.score), likeness)


def _equal(left: Sequence[Said], right: Sequence[Said]) -> Iterator[Match]:
    """Match items of the same id, then items of the same words."""
    same = list(_same_key(left, right, lambda item: item.prop.id, (set(), set())))
    used = {i for i, _ in same}, {j for _, j in same}
    for kind, places in ((Because.SAME_ITEM, same), (Because.SAME_WORDS, _same_key(left, right, _wording, used))):
        for i, j in places:
            apart = (*_terms(left[i], right[j]), *_rests(left[i], right[j]))
            yield Match(i, j, 1.0, opposed=False, why=(Reason(kind), *apart))


def _wording(item: Said) -> Hashable:
    return bool(words(item.prop.text)) and (_plain(item.prop.text), item.prop.negated, item.standing)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _same_key(
    left: Sequence[Said], right: Sequence[Said], key: Callable[[Said], Hashable], used: tuple[set[int], set[int]]
) -> Iterator[tuple[int, int]]:
    """Pair the items with equal keys, the first with the first; leave out those used before and empty keys."""
    waiting: dict[Hashable, list[int]] = {}
    for j in reversed(range(len(right))):
        if j not in used[1]:
            waiting.setdefault(key(right[j]), []).append(j)
    for i, item in enumerate(left):
        if i not in used[0] and key(item) and waiting.get(key(item)):
            yield i, waiting[key(item)].pop()


def _alike(
    left: Sequence[Said], right: Sequence[Said], weights: Weighting, using: Means, threshold: float
) -> Iterator[tuple[Pair, float]]:
    """Yield the optimal pairs, each with the cosine of its texts' vectors."""
    if not left or not right:
        return
    texts = [using.read([item.prop.text for item in side], weights) for side in (left, right)]
    likeness: dict[Pair, float] = {}
    common = _common(left, right)
    for start, measures in blocks(*texts):
        scores = using.calibration.score(measures, common[start : start + len(measures["vectors"])])
        for i, j in zip(*np.nonzero(scores >= threshold), strict=True):
            pair = Pair(start + int(i), int(j), round(float(scores[i, j]), 4))
            likeness[pair] = float(measures["vectors"][i, j])
    for pair in match(list(likeness), (len(left), len(right)), threshold=threshold):
        yield pair, likeness[pair]


def _common(left: Sequence[Said], right: Sequence[Said]) -> Array:
    """Measure which share of the grounds of the one that has fewer the other has too."""
    names = dict.fromkeys(key for item in (*left, *right) for key in _grounds(item))
    index = {name: column for column, name in enumerate(names)}
    ours, theirs = (indicator([_grounds(item) for item in side], index) for side in (left, right))
    fewer = np.minimum.outer(*(np.asarray(side.sum(axis=1)).ravel() for side in (ours, theirs)))
    return np.asarray((ours @ theirs.T).toarray() / np.maximum(fewer, 1), np.float32)


def _grounds(item: Said) -> frozenset[Hashable]:
    return frozenset({(True, key) for key in item.mechanisms} | {(False, key) for key in item.concepts})


def _judge(left: Sequence[Said], right: Sequence[Said], pair: Pair, likeness: float) -> Match:
    """Decide whether two matched propositions agree, and collect the reasons."""
    ours, theirs = left[pair.left], right[pair.right]
    found = oppose(ours.prop.text, theirs.prop.text, left_denied=ours.prop.negated, right_denied=theirs.prop.negated)
    flipped = ours.rejected != theirs.rejected
    opposed = not ours.reported and bool(found) != flipped
    why = (*_together(ours, theirs, likeness), *_apart(ours, theirs, found), *_terms(ours, theirs))
    return Match(pair.left, pair.right, pair.score, opposed, why if opposed else (*why, *_rests(ours, theirs)))


def _together(ours: Said, theirs: Said, likeness: float) -> Iterator[Reason]:
    both = {
        Because.WORDS: shared(ours.prop.text, theirs.prop.text),
        Because.MECHANISMS: sorted(ours.mechanisms & theirs.mechanisms),
        Because.CONCEPTS: sorted(ours.concepts[key] for key in ours.concepts.keys() & theirs.concepts.keys()),
        Because.LIKENESS: [f"{likeness:.2f}"],
    }
    for kind, terms in both.items():
        if terms:
            yield Reason(kind, ", ".join(terms), ", ".join(terms))
    if ours.reported:
        yield Reason(Because.REPORTED, ours.prop.holder, theirs.prop.holder)


def _apart(ours: Said, theirs: Said, found: Opposition) -> Iterator[Reason]:
    if ours.rejected != theirs.rejected:
        yield Reason(Because.REJECTED, *(item.prop.holder if item.rejected else "" for item in (ours, theirs)))
    if found.denied:
        yield Reason(Because.NEGATION, *found.by)
    for pair in found.reversed:
        yield Reason(Because.ANTONYMS, *pair)


def _terms(ours: Said, theirs: Said) -> Iterator[Reason]:
    """Say where one is surer than the other, or predicts it for another time."""
    if ours.prop.certainty is not theirs.prop.certainty:
        yield Reason(Because.CERTAINTY, ours.prop.certainty, theirs.prop.certainty)
    if ours.prop.kind is theirs.prop.kind is Kind.PREDICTION and _due(ours) != _due(theirs):
        yield Reason(Because.HORIZON, *(item.prop.horizon.text if item.prop.horizon else "" for item in (ours, theirs)))


def _due(item: Said) -> tuple[str | None, str | None] | None:
    """Give the dates of a horizon, or its words where it has none."""
    horizon = item.prop.horizon
    if not horizon:
        return None
    return (horizon.earliest, horizon.latest) if horizon.earliest or horizon.latest else (horizon.text, None)


def _rests(ours: Said, theirs: Said) -> Iterator[Reason]:
    """Say on which mechanisms a conclusion of both rests, if it rests on none in common.

    The mechanisms that both conclusions are about themselves do not count.
    """
    about = ours.mechanisms & theirs.mechanisms
    here, there = ours.grounds - about, theirs.grounds - about
    if here and there and here.isdisjoint(there) and Standing.HELD is ours.standing is theirs.standing:
        yield Reason(Because.GROUNDS, ", ".join(sorted(here)), ", ".join(sorted(there)))
