"""Optimal one-to-one matching of scored pairs: each item is met at most once, and nothing is forced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

__all__ = ["Pair", "match"]


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """A left item and a right item, by index, and how well they fit."""

    left: int
    right: int
    score: float


def match(pairs: Sequence[Pair], shape: tuple[int, int], *, threshold: float) -> tuple[Pair, ...]:
    """Choose the pairs whose scores above the threshold sum up highest; sorted.

    The candidates fall into small groups that share no item, and each group is solved by itself, so that the work
    depends on how many candidates there are and not on how many items.

    >>> match([Pair(0, 0, 0.9), Pair(0, 1, 0.8), Pair(1, 0, 0.8), Pair(1, 1, 0.1)], (2, 2), threshold=0.5)
    (Pair(left=0, right=1, score=0.8), Pair(left=1, right=0, score=0.8))
    """
    candidates = sorted(pair for pair in pairs if pair.score >= threshold)
    return tuple(sorted(pair for group in _groups(candidates, shape) for pair in _solve(group, threshold)))


def _groups(pairs: Sequence[Pair], shape: tuple[int, int]) -> Iterator[list[Pair]]:
    """Part the candidates into groups that share no item."""
    if not pairs:
        return
    rows = np.array([pair.left for pair in pairs])
    columns = np.array([pair.right for pair in pairs]) + shape[0]
    links = coo_matrix((np.ones(len(pairs), np.int8), (rows, columns)), shape=(sum(shape), sum(shape)))
    _, labels = connected_components(links, directed=False)
    groups: dict[int, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(int(labels[pair.left]), []).append(pair)
    yield from groups.values()


def _solve(group: Sequence[Pair], threshold: float) -> Iterator[Pair]:
    lefts = {index: row for row, index in enumerate(sorted({pair.left for pair in group}))}
    rights = {index: column for column, index in enumerate(sorted({pair.right for pair in group}))}
    gains: npt.NDArray[np.float64] = np.zeros((len(lefts), len(rights)))
    known = {}
    for pair in group:
        place = lefts[pair.left], rights[pair.right]
        gains[place] = pair.score - threshold + 1e-6
        known[place] = pair
    for place in zip(*linear_sum_assignment(gains, maximize=True), strict=True):
        if place in known:
            yield known[place]
