"""Feedback loops in what an essay says causes what: circles of links, told apart by the product of their signs.

As in system dynamics, a loop with an even number of lowering steps feeds on itself (reinforcing), one with an odd
number checks itself (balancing).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise
from math import prod

import networkx as nx

from argmap.model import ArgumentMap, Polarity

__all__ = ["Feedback", "Loop", "loops"]

SIGNS = {Polarity.RAISES: 1, Polarity.LOWERS: -1, Polarity.UNKNOWN: 0}


class Feedback(StrEnum):
    """What a loop does to a change that runs around it; undecided where the sign of a step is unknown or disputed."""

    REINFORCING = "reinforcing"
    BALANCING = "balancing"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """Concept ids in the order of causation; the last acts on the first."""

    concepts: tuple[str, ...]
    feedback: Feedback


def loops(amap: ArgumentMap, *, longest: int = 8, most: int = 100) -> tuple[Loop, ...]:
    """Find the loops of two to `longest` concepts, the shortest first, `most` at most; denied links carry none.

    Where links of both signs join two concepts the step has no sign.
    """
    ids = [concept.id for concept in amap.concepts]
    number = {key: i for i, key in enumerate(ids)}
    signs = _signs(amap, number)
    nxgraph = nx.DiGraph(sorted(signs))
    return tuple(
        Loop(concepts=tuple(ids[at] for at in circle), feedback=_feedback(circle, signs))
        for circle in _circles(nxgraph, longest, most)
    )


def _signs(amap: ArgumentMap, number: dict[str, int]) -> dict[tuple[int, int], int]:
    """Give each pair of concepts that links join the sign on which all those links agree, or 0."""
    said: dict[tuple[int, int], set[int]] = {}
    for link in amap.links:
        if not link.negated and link.cause != link.effect and {link.cause, link.effect} <= number.keys():
            said.setdefault((number[link.cause], number[link.effect]), set()).add(SIGNS[link.polarity])
    return {pair: next(iter(signs)) if len(signs) == 1 else 0 for pair, signs in said.items()}


def _circles(nxgraph: nx.DiGraph, longest: int, most: int) -> list[tuple[int, ...]]:
    """List circles length by length, so that a graph with millions of them gives its shortest."""
    knots = [part for part in nx.strongly_connected_components(nxgraph) if len(part) > 1]
    nxgraph = nxgraph.subgraph(sorted(set().union(*knots))).copy()
    found: list[tuple[int, ...]] = []
    for length in range(2, longest + 1):
        circles = [_turned(circle) for circle in islice(nx.simple_cycles(nxgraph, length_bound=length), most)]
        fresh = sorted(circle for circle in circles if len(circle) == length)
        found = [*found, *fresh][:most]
        if len(circles) == most:
            break
    return found


def _turned(circle: Sequence[int]) -> tuple[int, ...]:
    """Begin a circle at its smallest number."""
    start = circle.index(min(circle))
    return (*circle[start:], *circle[:start])


def _feedback(circle: Sequence[int], signs: dict[tuple[int, int], int]) -> Feedback:
    sign = prod(signs[pair] for pair in pairwise([*circle, circle[0]]))
    return {1: Feedback.REINFORCING, -1: Feedback.BALANCING, 0: Feedback.UNDECIDED}[sign]
