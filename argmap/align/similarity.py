"""How far each text of one side says the same as each text of the other: six measures between 0 and 1."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from argmap.align.texts import Texts

__all__ = ["BLOCK", "MEASURES", "blocks", "compare", "indicator", "shares_any"]

Array = npt.NDArray[np.float32]

#: What `compare` returns: cosine of the summed vectors; the share of each text's weight that the other covers,
#: by words of the same stem ("words") and by near words ("near"), the smaller and the larger of the two shares;
#: and how much it is that they have in common, so that two short texts need more than one word ("amount").
MEASURES = ("vectors", "words-least", "words-most", "near-least", "near-most", "amount")

#: How many texts of the left side are compared at once; bounds the memory.
BLOCK = 64

#: What the words of a sentence weigh at least: about two words of content.
LEAST_WEIGHT = 1.2

#: The common weight at which `amount` is a half.
HALF = 2.0


def blocks(left: Texts, right: Texts, *, least: float = LEAST_WEIGHT) -> Iterator[tuple[int, Mapping[str, Array]]]:
    """Yield the measures for BLOCK left texts after the other, with the index of the first."""
    for start in range(0, len(left.starts), BLOCK):
        yield start, compare(left.part(start, min(start + BLOCK, len(left.starts))), right, least=least)


def compare(left: Texts, right: Texts, *, least: float = LEAST_WEIGHT) -> Mapping[str, Array]:
    """Measure every pair: a matrix of left by right texts for each of MEASURES.

    Args:
        left: texts.
        right: other texts.
        least: a text whose words weigh less than this ("It is so.") says nothing of its own and is like no other.
    """
    shares = [_same(left, right), _near(left, right)]
    telling = (left.weights >= least)[:, None] & (right.weights >= least)[None, :]
    found = [np.clip(left.sums @ right.sums.T, 0, 1)]
    for ours, theirs in shares:
        found += [np.minimum(ours, theirs), np.maximum(ours, theirs)]
    common = np.minimum(shares[0][0] * left.weights[:, None], shares[0][1] * right.weights[None, :])
    found.append(common / (common + HALF))
    return {name: np.asarray(value * telling, np.float32) for name, value in zip(MEASURES, found, strict=True)}


def _same(left: Texts, right: Texts) -> tuple[Array, Array]:
    """Sum up, for each pair, the weight of the words of one text whose stems the other has too."""
    stems = _numbered(left, right)
    ours, theirs = ((side.shares @ _stems(side, stems)).tocsr() for side in (left, right))
    return _dense(ours @ (theirs > 0).T), _dense((ours > 0) @ theirs.T)


def _near(left: Texts, right: Texts) -> tuple[Array, Array]:
    """Sum up, for each pair, how well each word of one text is met by its best counterpart in the other."""
    stems = _numbered(left, right)
    likeness = np.clip(left.directions @ right.directions.T, 0, 1)
    likeness[(_stems(left, stems) @ _stems(right, stems).T).nonzero()] = 1
    best_right = np.maximum.reduceat(np.ascontiguousarray(likeness.T)[right.flat], right.starts, axis=0)
    best_left = np.maximum.reduceat(likeness[left.flat], left.starts, axis=0)
    return np.asarray((left.shares @ best_right.T), np.float32), np.asarray((right.shares @ best_left.T).T, np.float32)


def _numbered(left: Texts, right: Texts) -> Mapping[str, int]:
    return {form: index for index, form in enumerate(sorted({*left.stems, *right.stems} - {""}))}


def _stems(texts: Texts, stems: Mapping[str, int]) -> Any:
    """Map words to stems, as a matrix."""
    pairs = [(row, stems[form]) for row, form in enumerate(texts.stems) if form]
    rows, columns = (list(column) for column in zip(*pairs, strict=True)) if pairs else ([], [])
    ones = np.ones(len(pairs), np.float32)
    return csr_matrix((ones, (rows, columns)), shape=(len(texts.stems), len(stems)))


def _dense(matrix: Any) -> Array:
    return np.asarray(matrix.toarray(), np.float32)


def indicator(sets: Sequence[Collection[Hashable]], index: Mapping[Hashable, int]) -> csr_matrix:
    """Mark in each row the members of one set."""
    places = [(row, index[key]) for row, members in enumerate(sets) for key in members]
    rows, columns = (list(column) for column in zip(*places, strict=True)) if places else ([], [])
    return csr_matrix((np.ones(len(places), np.float32), (rows, columns)), shape=(len(sets), len(index)))


def shares_any(left: Sequence[Collection[Hashable]], right: Sequence[Collection[Hashable]]) -> Array:
    """Mark each pair of sets that have a member in common."""
    names = dict.fromkeys(key for members in (*left, *right) for key in members)
    index = {name: column for column, name in enumerate(names)}
    return _dense((indicator(left, index) @ indicator(right, index).T) > 0)
