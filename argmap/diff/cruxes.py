"""Cruxes: the opposed claims on which most of each side's argument rests.

What rests on a claim is counted along support paths. A conclusion that has k supports leans on each of them by 1/k;
along a path the shares are multiplied, and of several paths the strongest counts. The share of an argument that rests
on a claim is the sum over all propositions that its author holds, the claim itself with 1, divided by their number.
The weight of a crux is the geometric mean of the two shares: it is high only if much of both arguments rests on it.

A causal link has what rests on the propositions that state it; a view that the author reports and rejects, what rests
on the propositions that reject it.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from argmap.align.standing import Standing, standings
from argmap.diff.change import Change, Disagreement, Item
from argmap.model import ArgumentMap, Compared, Scheme

__all__ = ["Crux", "cruxes"]


@dataclass(frozen=True, slots=True)
class Crux:
    """An opposition, its weight, and the share of either side's argument that rests on it (0 to 1)."""

    change: Disagreement
    weight: float
    share_a: float
    share_b: float


def cruxes(changes: Iterable[Change], a: ArgumentMap, b: ArgumentMap) -> tuple[Crux, ...]:
    """List the opposed claims on which more than themselves rests, in one of the maps at least; the weightiest first.

    A causal link whose statements are opposed as claims too is told once, as these.
    """
    sides = [_Argument(amap) for amap in (a, b)]
    found = [change for change in changes if isinstance(change, Disagreement)]
    told = {(change.a.id, change.b.id) for change in found if change.a.kind is Compared.PROPOSITION}
    weighed = (_weighed(change, *sides) for change in found if not _repeats(change, told, *sides))
    return tuple(sorted((crux for crux in weighed if crux), key=_order))


def _order(crux: Crux) -> tuple[float, float, str, str]:
    ids = sorted((crux.change.a.id, crux.change.b.id))
    return -crux.weight, -crux.change.score, ids[0], ids[1]


def _weighed(change: Disagreement, a: _Argument, b: _Argument) -> Crux | None:
    here, there = a.resting(change.a), b.resting(change.b)
    if here <= a.own(change.a) and there <= b.own(change.b):
        return None
    share_a, share_b = (round(it / argument.size, 4) for it, argument in ((here, a), (there, b)))
    return Crux(change, round(math.sqrt(share_a * share_b), 4), share_a, share_b)


def _repeats(change: Disagreement, told: Collection[tuple[str, str]], a: _Argument, b: _Argument) -> bool:
    if change.a.kind is Compared.PROPOSITION:
        return False
    return any((here, there) in told for here in a.sources(change.a) for there in b.sources(change.b))


class _Argument:
    """What rests on what in one map."""

    def __init__(self, amap: ArgumentMap) -> None:
        where = standings(amap)
        self._held = {key for key, standing in where.items() if standing is Standing.HELD}
        self._stated = {
            link.id: tuple(sorted({key for said in link.statements for key in said.propositions}))
            for link in amap.links
        }
        self._rejecting = _rejecting(amap, {key for key, it in where.items() if it is Standing.REJECTED}, self._held)
        self._steps = _steps(amap)
        self.size = max(1, len(self._held))

    def sources(self, item: Item) -> tuple[str, ...]:
        """List the propositions by which an item bears on others."""
        if item.kind is Compared.LINK:
            return self._stated.get(item.id, ())
        return self._rejecting.get(item.id, (item.id,))

    def own(self, item: Item) -> float:
        """Count the held propositions that the item itself is."""
        return float(len(self._held.intersection(self.sources(item))))

    def resting(self, item: Item) -> float:
        """Sum up how far each held proposition rests on an item."""
        found = _strongest(self.sources(item), self._steps)
        return math.fsum(share for key, share in found.items() if key in self._held)


def _rejecting(amap: ArgumentMap, rejected: set[str], held: set[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for inference in amap.inferences:
        if inference.scheme is Scheme.ATTACK and inference.conclusion in rejected:
            found.setdefault(inference.conclusion, set()).update(held.intersection(inference.premises))
    return {key: tuple(sorted(keys)) for key, keys in found.items()}


def _steps(amap: ArgumentMap) -> Callable[[str], Iterator[tuple[str, float]]]:
    """Make the function that gives the conclusions of a proposition, and how far each leans on it."""
    supports = [item for item in amap.inferences if item.scheme is Scheme.SUPPORT]
    counts: dict[str, int] = {}
    onward: dict[str, set[str]] = {}
    for inference in supports:
        counts[inference.conclusion] = counts.get(inference.conclusion, 0) + 1
        for premise in inference.premises:
            onward.setdefault(premise, set()).add(inference.conclusion)

    def steps(key: str) -> Iterator[tuple[str, float]]:
        for conclusion in sorted(onward.get(key, ())):
            yield conclusion, 1 / counts[conclusion]

    return steps


def _strongest(sources: Iterable[str], steps: Callable[[str], Iterator[tuple[str, float]]]) -> Mapping[str, float]:
    """Find the strongest path to everything that rests on the sources (Dijkstra, on products)."""
    found: dict[str, float] = {}
    waiting = [(-1.0, key) for key in sources]
    heapq.heapify(waiting)
    while waiting:
        share, key = heapq.heappop(waiting)
        if key not in found:
            found[key] = -share
            for conclusion, leans in steps(key):
                heapq.heappush(waiting, (share * leans, conclusion))
    return found
