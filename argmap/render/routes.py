"""The curve of every link, as page/links.js draws it: from side to side, spread over the side where many meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from argmap.render.drawing import Point

__all__ = ["Rect", "routes"]

Ends = tuple[int, int]
#: A link from a box to itself leaves and enters so far from the middle.
LOOP = 8
Curve = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Rect:
    """A box by its centre and size."""

    x: float
    y: float
    w: float
    h: float

    def upright(self) -> Rect:
        """Swap x and y."""
        return Rect(self.y, self.x, self.h, self.w)


def routes(
    rects: Mapping[int, Rect],
    links: Mapping[int, Ends],
    *,
    rows: bool,
    bends: Mapping[int, Sequence[Point]],
    curves: Mapping[int, Sequence[Point]],
) -> dict[int, Curve]:
    """Draw each link as cubic Bézier pieces, points in turn: an end, two control points, an end, and so on.

    A link that the layout gave a curve keeps it. The others leave and enter along the flow, which runs down in rows
    and to the right in columns, by way of their bends.
    """
    if rows:
        turned = {key: rect.upright() for key, rect in rects.items()}
        found = _across(turned, links, {key: _swapped(path) for key, path in bends.items()})
        found = {key: _swapped(path) for key, path in found.items()}
    else:
        found = _across(rects, links, bends)
    return found | {key: tuple(curves[key]) for key in links if key in curves}


def _swapped(path: Sequence[Point]) -> Curve:
    return tuple((y, x) for x, y in path)


def _across(
    rects: Mapping[int, Rect], links: Mapping[int, Ends], bends: Mapping[int, Sequence[Point]]
) -> dict[int, Curve]:
    """Draw links in columns."""
    ports = _ports(rects, links, bends)
    found = {}
    for number, (start, end) in links.items():
        a, b = rects[start], rects[end]
        out, into = _way(a, b), _way(b, a)
        first = (a.x + out * a.w / 2, a.y + ports[number, start])
        last = (b.x + into * b.w / 2, b.y + ports[number, end])
        if start == end:
            first, last = (first[0], first[1] - LOOP), (last[0], last[1] + LOOP)
        found[number] = tuple(_pieces([first, *bends.get(number, ()), last], out, into))
    return found


def _way(one: Rect, other: Rect) -> int:
    """Say on which side of one the other lies; beside each other, links leave and enter on the far side."""
    return -1 if other.x < one.x - one.w / 4 else 1


def _ports(
    rects: Mapping[int, Rect], links: Mapping[int, Ends], bends: Mapping[int, Sequence[Point]]
) -> dict[tuple[int, int], float]:
    """Spread the links that meet at one side of a box, in the order of where they come from."""
    beside: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    for number, (start, end) in links.items():
        for here, there, at in ((start, end, 0), (end, start, -1)):
            towards = bends[number][at][1] if bends.get(number) else rects[there].y
            beside[here, _way(rects[here], rects[there])].append((towards, number))
    found = {}
    for (key, _), meeting in beside.items():
        step = min(20.0, (rects[key].h - 20) / max(1, len(meeting) - 1))
        for i, (_, number) in enumerate(sorted(meeting)):
            found[number, key] = (i - (len(meeting) - 1) / 2) * step
    return found


def _pieces(points: Sequence[Point], out: int, into: int) -> Iterator[Point]:
    """Join points by S-curves that are level at both ends."""
    yield points[0]
    last = len(points) - 2
    for i, ((x1, y1), (x2, y2)) in enumerate(pairwise(points)):
        reach = 60.0 if out == into else max(24.0, abs(x2 - x1) / 2)
        yield x1 + (out if i == 0 else -into) * reach, y1
        yield x2 + (into if i == last else -out) * reach, y2
        yield x2, y2
