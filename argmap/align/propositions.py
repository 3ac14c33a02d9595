"""Match the propositions of two maps by what they say, and tell which of the matched ones are opposed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from argmap.align.calibration import Calibration
from argmap.align.matching import Pair, match
from argmap.align.opposition import Opposition, oppose
from argmap.align.reasons import Because, Match, Reason
from argmap.align.said import Said
from argmap.align.similarity import blocks
from argmap.align.texts import Texts, Weighting, weighting
from argmap.align.vectors import WordVectors
from argmap.align.words import shared, words

__all__ = ["match_propositions"]

Array = npt.NDArray[np.float32]


def match_propositions(
    left: Sequence[Said], right: Sequence[Said], *, vectors: WordVectors, calibration: Calibration, threshold: float
) -> Iterator[Match]:
    """Yield the matched propositions: first the same items, then the same words, then the best of those alike.

    What an author only reports is matched with what the other only reports, and never opposed.
    """
    found = list(_equal(left, right))
    yield from found
    weights = weighting([item.prop.text for item in (*left, *right)], vectors)
    used = {pair.left for pair in found}, {pair.right for pair in found}
    for reported in (False, True):
        ours = [i for i, item in enumerate(left) if item.reported is reported and i not in used[0]]
        theirs = [j for j, item in enumerate(right) if item.reported is reported and j not in used[1]]
        sides = [left[i] for i in ours], [right[j] for j in theirs]
        for pair, likeness in _alike(*sides, weights, calibration, threshold):
            yield _judge(left, right, Pair(ours[pair.left], theirs[pair.right], pair.score), likeness)


def _equal(left: Sequence[Said], right: Sequence[Said]) -> Iterator[Match]:
    """Match items of the same id, then items of the same words."""
    same = list(_same_key(left, right, lambda item: item.prop.id, (set(), set())))
    used = {i for i, _ in same}, {j for _, j in same}
    for i, j in same:
        yield Match(i, j, 1.0, opposed=False, why=(Reason(Because.SAME_ITEM),))
    for i, j in _same_key(left, right, _wording, used):
        yield Match(i, j, 1.0, opposed=False, why=(Reason(Because.SAME_WORDS), *_certainty(left[i], right[j])))


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
    left: Sequence[Said], right: Sequence[Said], weights: Weighting, calibration: Calibration, threshold: float
) -> Iterator[tuple[Pair, float]]:
    """Yield the optimal pairs, each with the cosine of its texts' vectors."""
    if not left or not right:
        return
    texts = [Texts.of([item.prop.text for item in side], weights) for side in (left, right)]
    likeness: dict[Pair, float] = {}
    common = _common(left, right)
    for start, measures in blocks(*texts):
        scores = calibration.score(measures, common[start : start + len(measures["vectors"])])
        for i, j in zip(*np.nonzero(scores >= threshold), strict=True):
            pair = Pair(start + int(i), int(j), round(float(scores[i, j]), 4))
            likeness[pair] = float(measures["vectors"][i, j])
    for pair in match(list(likeness), (len(left), len(right)), threshold=threshold):
        yield pair, likeness[pair]


def _common(left: Sequence[Said], right: Sequence[Said]) -> Array:
    """Measure which share of the grounds of the one that has fewer the other has too."""
    names = sorted({key for item in (*left, *right) for key in _grounds(item)})
    index = {name: column for column, name in enumerate(names)}
    ours, theirs = (_indicator(side, index) for side in (left, right))
    fewer = np.minimum.outer(*(np.asarray(side.sum(axis=1)).ravel() for side in (ours, theirs)))
    return np.asarray((ours @ theirs.T).toarray() / np.maximum(fewer, 1), np.float32)


def _grounds(item: Said) -> frozenset[tuple[bool, str]]:
    return frozenset({(True, key) for key in item.mechanisms} | {(False, key) for key in item.concepts})


def _indicator(side: Sequence[Said], index: Mapping[tuple[bool, str], int]) -> csr_matrix:
    places = [(row, index[key]) for row, item in enumerate(side) for key in sorted(_grounds(item))]
    rows, columns = (list(column) for column in zip(*places, strict=True)) if places else ([], [])
    return csr_matrix((np.ones(len(places), np.float32), (rows, columns)), shape=(len(side), len(index)))


def _judge(left: Sequence[Said], right: Sequence[Said], pair: Pair, likeness: float) -> Match:
    """Decide whether two matched propositions agree, and collect the reasons."""
    ours, theirs = left[pair.left], right[pair.right]
    found = oppose(ours.prop.text, theirs.prop.text, left_denied=ours.prop.negated, right_denied=theirs.prop.negated)
    flipped = ours.rejected != theirs.rejected
    opposed = not ours.reported and bool(found) != flipped
    why = (*_together(ours, theirs, likeness), *_apart(ours, theirs, found), *_certainty(ours, theirs))
    return Match(pair.left, pair.right, pair.score, opposed, why)


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


def _certainty(ours: Said, theirs: Said) -> Iterator[Reason]:
    if ours.prop.certainty is not theirs.prop.certainty:
        yield Reason(Because.CERTAINTY, ours.prop.certainty, theirs.prop.certainty)
