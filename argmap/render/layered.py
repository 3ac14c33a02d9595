"""The layered layout in pure Python: one connected part in columns, from the head of an arrow to its tail.

Every step is arithmetic in a fixed order, so that a map is the same, byte for byte, on every machine.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from argmap.render.drawing import Arrow, Box, Drawing, Part, Spacing

__all__ = ["layered"]

SWEEPS = 8
#: Where long arrows would pass more columns than this in all, none of them gets a lane: a dense graph has no free ones.
LANES = 4000
Ends = Mapping[int, Arrow]


@dataclass(slots=True)
class _Layers:
    """One part as columns of slots; a slot is a box, or a point through which a long arrow passes.

    `chains` are the points of each long arrow, from the left to the right; those `against` run the other way.
    """

    columns: list[list[int]]
    heights: dict[int, float]
    nearer: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    farther: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    chains: dict[int, list[int]] = field(default_factory=dict)
    against: set[int] = field(default_factory=set)


def layered(part: Part, spacing: Spacing) -> Drawing:
    """Lay out one connected part: longest-path columns, barycentre sweeps, heights by isotonic regression."""
    column = _columns([box.key for box in part.boxes], part)
    layers = _slots(part.boxes, part.arrows, column)
    _order(layers)
    y = _rows(layers, spacing.row)
    return _drawn(part.boxes, layers, column, y, spacing)


def _columns(keys: Sequence[int], part: Part) -> dict[int, int]:
    """Give each key the column after the last of those it points to; arrows that would close a loop are left out."""
    far_of: dict[int, list[int]] = defaultdict(list)
    for arrow in part.arrows.values():
        far_of[arrow.near].append(arrow.far)
    order = _topological(keys, far_of, {arrow.far for arrow in part.arrows.values()})
    rank = {key: at for at, key in enumerate(order)}
    steps = {(arrow.near, arrow.far, part.spans[i]) for i, arrow in part.arrows.items()}
    forward = sorted((step for step in steps if rank[step[0]] < rank[step[1]]), key=lambda step: (rank[step[0]], step))
    column = dict.fromkeys(keys, 0)
    pulled: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for near, far, span in forward:
        column[far] = max(column[far], column[near] + span)
        pulled[near].append((far, span))
    for key in reversed(order):  # a root stands next to the nearest of its premises, not at the far left
        if pulled[key]:
            column[key] = min(column[far] - span for far, span in pulled[key])
    return column


def _topological(keys: Sequence[int], far_of: Mapping[int, Sequence[int]], pointed: set[int]) -> list[int]:
    """Order keys so that near comes before far, as far as loops allow: reverse postorder, roots first."""
    done: dict[int, bool] = {}
    postorder = []
    roots = [key for key in keys if key not in pointed]
    for start in (*reversed(roots), *keys):
        postorder += _postorder(start, far_of, done)
    return postorder[::-1]


def _postorder(start: int, far_of: Mapping[int, Sequence[int]], done: dict[int, bool]) -> list[int]:
    """Walk from `start` without recursion, marking in `done` what has been seen."""
    found: list[int] = []
    stack = [] if start in done else [(start, iter(far_of.get(start, ())))]
    done.setdefault(start, True)
    while stack:
        key, rest = stack[-1]
        following = next((far for far in rest if far not in done), None)
        if following is None:
            found.append(key)
            stack.pop()
        else:
            done[following] = True
            stack.append((following, iter(far_of.get(following, ()))))
    return found


def _slots(boxes: Sequence[Box], arrows: Ends, column: Mapping[int, int]) -> _Layers:
    """Fill the columns, with a slot in every column that an arrow passes."""
    layers = _Layers([[] for _ in range(max(column.values()) + 1)], {box.key: box.height for box in boxes})
    for box in boxes:
        layers.columns[column[box.key]].append(box.key)
    passed = sum(max(0, abs(column[arrow.near] - column[arrow.far]) - 1) for arrow in arrows.values())
    first = {box.key: at for at, box in enumerate(boxes)}
    fresh = -1
    for index, arrow in arrows.items():
        near, far = arrow.near, arrow.far
        if column[near] > column[far]:  # part of a loop
            near, far = far, near
            layers.against.add(index)
        lanes = range(column[near] + 1, column[far]) if passed <= LANES else ()
        chain = [near, *(fresh - at for at in range(len(lanes)))]
        fresh -= len(lanes)
        for lane, slot in zip(lanes, chain[1:], strict=True):
            layers.columns[lane].append(slot)
            layers.heights[slot] = 0
            first[slot] = first[far]
        for a, b in pairwise([*chain, far]):
            layers.farther[a].append(b)
            layers.nearer[b].append(a)
        layers.chains[index] = chain[1:]
    for slots in layers.columns:
        slots.sort(key=first.__getitem__)
    return layers


def _order(layers: _Layers) -> None:
    """Sort each column by the mean place of its neighbours, to and fro, and keep the order with fewest crossings."""
    best, fewest = [list(slots) for slots in layers.columns], _crossings(layers)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        outward = sweep % 2 == 0
        columns = layers.columns if outward else layers.columns[::-1]
        beside = layers.nearer if outward else layers.farther
        for before, slots in pairwise(columns):
            place = {slot: at for at, slot in enumerate(before)}
            slots.sort(key=_barycentre(slots, place, beside))
        crossings = _crossings(layers)
        if crossings < fewest:
            best, fewest = [list(slots) for slots in layers.columns], crossings
    layers.columns = best


def _barycentre(
    slots: Sequence[int], place: Mapping[int, int], beside: Mapping[int, Sequence[int]]
) -> Callable[[int], float]:
    """Make the sort key of one sweep; a slot without a neighbour in the column before keeps its place."""
    now = {slot: float(at) for at, slot in enumerate(slots)}
    for slot in slots:
        at = [place[other] for other in beside.get(slot, ()) if other in place]
        if at:
            now[slot] = sum(at) / len(at)
    return now.__getitem__


def _crossings(layers: _Layers) -> int:
    """Count the pairs of arrows that cross between neighbouring columns."""
    total = 0
    for before, after in pairwise(layers.columns):
        near, far = ({slot: at for at, slot in enumerate(slots)} for slots in (before, after))
        lines = sorted((near[a], far[b]) for a in before for b in layers.farther.get(a, ()) if b in far)
        above: list[int] = []
        for _, end in lines:
            total += len(above) - bisect_right(above, end)
            insort(above, end)
    return total


def _rows(layers: _Layers, gap: float) -> dict[int, float]:
    """Choose every slot's height: as near as its column allows to the mean of its neighbours."""
    y: dict[int, float] = {}
    for slots in layers.columns:
        y.update(zip(slots, _settled(slots, dict.fromkeys(slots, 0.0), layers.heights, gap), strict=True))
    for sweep in range(SWEEPS):
        outward = sweep % 2 == 0
        beside = layers.nearer if outward else layers.farther
        columns = layers.columns if outward else layers.columns[::-1]
        for slots in columns[1:] if sweep else columns:
            wanted = {slot: _mean([y[other] for other in beside.get(slot, ())], y[slot]) for slot in slots}
            y.update(zip(slots, _settled(slots, wanted, layers.heights, gap), strict=True))
    return y


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _settled(
    slots: Sequence[int], wanted: Mapping[int, float], heights: Mapping[int, float], gap: float
) -> list[float]:
    """Place a column's slots in order without overlap, at the least squared distance from where they want to be.

    Isotonic regression by pooling neighbours, once each slot's wish is counted from where a tight stack has it.
    """
    offsets, at = [], 0.0
    for i, slot in enumerate(slots):
        at += (heights[slots[i - 1]] + heights[slot]) / 2 + gap if i else 0
        offsets.append(at)
    pools: list[tuple[float, int]] = []
    for slot, offset in zip(slots, offsets, strict=True):
        mean, count = wanted[slot] - offset, 1
        while pools and pools[-1][0] >= mean:
            other, size = pools.pop()
            mean, count = (mean * count + other * size) / (count + size), count + size
        pools.append((mean, count))
    starts = [mean for mean, count in pools for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]


def _drawn(
    boxes: Sequence[Box], layers: _Layers, column: Mapping[int, int], y: Mapping[int, float], spacing: Spacing
) -> Drawing:
    """Turn columns and heights into points, the top left corner at (0, 0)."""
    widths = [0.0] * len(layers.columns)
    for box in boxes:
        widths[column[box.key]] = max(widths[column[box.key]], box.width)
    lefts = list(accumulate((width + spacing.layer for width in widths), initial=0.0))
    top = min(y[box.key] - box.height / 2 for box in boxes)
    bottom = max(y[box.key] + box.height / 2 for box in boxes)
    sides = {
        slot: ((lefts[i], y[slot] - top), (lefts[i] + widths[i], y[slot] - top))
        for i, slots in enumerate(layers.columns)
        for slot in slots
    }
    paths = {i: [point for slot in chain for point in sides[slot]] for i, chain in layers.chains.items() if chain}
    return Drawing(
        centres={box.key: (lefts[column[box.key]] + widths[column[box.key]] / 2, y[box.key] - top) for box in boxes},
        bends={i: tuple(path[::-1] if i in layers.against else path) for i, path in paths.items()},
        width=lefts[-1] - spacing.layer,
        height=bottom - top,
    )
