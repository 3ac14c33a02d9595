"""Where boxes stand: a layered layout of each connected part, and the parts packed side by side.

Columns run from the head of an arrow to its tail: a conclusion stands left of its premises. Every step is pure
arithmetic in a fixed order, so that a map is the same, byte for byte, on every machine.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

__all__ = ["Arrow", "Box", "Drawing", "Spacing", "arrange", "grid", "pack"]

SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A thing to place: its key and its size."""

    key: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """`near` stands a column before `far`; a link from premise to conclusion has the conclusion near."""

    near: int
    far: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """Gaps in pixels: between columns, between boxes of a column, beside and beneath a part.

    Beside a part there is more room than between columns, so that neighbours do not look linked. `aspect` is the
    width of the whole over its height.
    """

    column: float = 64
    row: float = 18
    beside: float = 130
    beneath: float = 56
    aspect: float = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Centres of boxes by key, and by the index of a long arrow where it enters and leaves the columns it passes.

    The top left corner is (0, 0).
    """

    centres: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    bends: Mapping[int, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    width: float = 0
    height: float = 0

    def moved(self, dx: float, dy: float) -> Drawing:
        """Shift everything, the size staying the same."""
        return replace(
            self,
            centres={key: (x + dx, y + dy) for key, (x, y) in self.centres.items()},
            bends={key: tuple((x + dx, y + dy) for x, y in path) for key, path in self.bends.items()},
        )


def arrange(
    boxes: Sequence[Box], arrows: Sequence[Arrow], *, first: int | None = None, spacing: Spacing | None = None
) -> Drawing:
    """Lay out a whole graph: the part that holds `first`, then the others, the largest first."""
    spacing = spacing or Spacing()
    parts = sorted(
        _parts(boxes, arrows), key=lambda part: (all(box.key != first for box in part[0]), -len(part[0]))
    )
    return pack([_layered(part, chosen, arrows, spacing) for part, chosen in parts], spacing=spacing)


def grid(boxes: Sequence[Box], *, room: float, spacing: Spacing | None = None) -> Drawing:
    """Set boxes in rows, in order, none longer than `room` unless one box is."""
    gap = (spacing or Spacing()).row
    centres: dict[int, tuple[float, float]] = {}
    x = y = row = widest = 0.0
    for box in boxes:
        if x and x + box.width > room:
            x, y, row = 0.0, y + row + gap, 0.0
        centres[box.key] = (x + box.width / 2, y + box.height / 2)
        x, row = x + box.width + gap, max(row, box.height)
        widest = max(widest, x - gap)
    return Drawing(centres=centres, width=widest, height=y + row)


def pack(drawings: Sequence[Drawing], *, spacing: Spacing | None = None) -> Drawing:
    """Set drawings beside and beneath each other, each at the highest, then leftmost place that is free."""
    spacing = spacing or Spacing()
    beside, beneath = spacing.beside, spacing.beneath
    area = sum((d.width + beside) * (d.height + beneath) for d in drawings)
    room = max([(area * spacing.aspect) ** 0.5, *(d.width + beside for d in drawings)])
    skyline: list[tuple[float, float, float]] = [(0, room, 0)]
    placed = []
    for drawing in drawings:
        x, y = _lowest(skyline, drawing.width + beside, room)
        skyline = _raised(skyline, x, x + drawing.width + beside, y + drawing.height + beneath)
        placed.append(drawing.moved(x, y))
    return Drawing(
        centres={key: at for d in placed for key, at in d.centres.items()},
        bends={key: path for d in placed for key, path in d.bends.items()},
        width=max((end for _, end, top in skyline if top), default=beside) - beside,
        height=max((top for *_, top in skyline), default=0) - beneath if placed else 0,
    )


def _lowest(skyline: Sequence[tuple[float, float, float]], need: float, room: float) -> tuple[float, float]:
    """Find where a block of width `need` can rest on the skyline, highest first."""
    starts = (start for start, _, _ in skyline if start + need <= room + 1e-6)
    places = [(max(top for a, b, top in skyline if a < start + need and b > start), start) for start in starts]
    y, x = min(places)
    return x, y


def _raised(
    skyline: Sequence[tuple[float, float, float]], start: float, end: float, top: float
) -> list[tuple[float, float, float]]:
    """Put a block on the skyline."""
    kept = [
        piece
        for a, b, height in skyline
        for piece in ((a, min(b, start), height), (max(a, end), b, height))
        if piece[1] - piece[0] > 1e-6
    ]
    return sorted([*kept, (start, end, top)])


def _parts(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> Iterator[tuple[list[Box], list[int]]]:
    """Yield the connected parts, each as its boxes and the indices of its arrows, in the order of the boxes."""
    root = {box.key: box.key for box in boxes}

    def find(key: int) -> int:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for arrow in arrows:
        a, b = find(arrow.near), find(arrow.far)
        root[max(a, b)] = min(a, b)
    members: dict[int, tuple[list[Box], list[int]]] = {}
    for box in boxes:
        members.setdefault(find(box.key), ([], []))[0].append(box)
    for index, arrow in enumerate(arrows):
        members[find(arrow.near)][1].append(index)
    yield from members.values()


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


def _layered(boxes: Sequence[Box], chosen: Sequence[int], arrows: Sequence[Arrow], spacing: Spacing) -> Drawing:
    """Lay out one connected part."""
    ends = {i: (arrows[i].near, arrows[i].far) for i in chosen if arrows[i].near != arrows[i].far}
    column = _columns([box.key for box in boxes], list(ends.values()))
    layers = _slots(boxes, ends, column)
    _order(layers)
    y = _rows(layers, spacing.row)
    return _drawn(boxes, layers, column, y, spacing)


def _columns(keys: Sequence[int], ends: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Give each key the column after the last of those it points to; arrows that would close a loop are left out."""
    far_of: dict[int, list[int]] = defaultdict(list)
    for near, far in ends:
        far_of[near].append(far)
    order = _topological(keys, far_of, {far for _, far in ends})
    rank = {key: at for at, key in enumerate(order)}
    forward = sorted({pair for pair in ends if rank[pair[0]] < rank[pair[1]]}, key=lambda pair: rank[pair[0]])
    column = dict.fromkeys(keys, 0)
    for near, far in forward:
        column[far] = max(column[far], column[near] + 1)
    pulled: dict[int, list[int]] = defaultdict(list)
    for near, far in forward:
        pulled[near].append(far)
    for key in reversed(order):  # a root stands next to the nearest of its premises, not at the far left
        if pulled[key]:
            column[key] = min(column[far] for far in pulled[key]) - 1
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


def _slots(boxes: Sequence[Box], ends: Mapping[int, tuple[int, int]], column: Mapping[int, int]) -> _Layers:
    """Fill the columns, with a slot in every column that an arrow passes."""
    layers = _Layers([[] for _ in range(max(column.values()) + 1)], {box.key: box.height for box in boxes})
    for box in boxes:
        layers.columns[column[box.key]].append(box.key)
    fresh = -1
    for index, (near, far) in ends.items():
        if column[near] > column[far]:  # part of a loop
            near, far = far, near
            layers.against.add(index)
        chain = [near]
        for passed in range(column[near] + 1, column[far]):
            layers.columns[passed].append(fresh)
            layers.heights[fresh] = 0
            chain.append(fresh)
            fresh -= 1
        for a, b in pairwise([*chain, far]):
            layers.farther[a].append(b)
            layers.nearer[b].append(a)
        layers.chains[index] = chain[1:]
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
    lefts = list(accumulate((width + spacing.column for width in widths), initial=0.0))
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
        width=lefts[-1] - spacing.column,
        height=bottom - top,
    )
