"""What layouts take and give: boxes and arrows in, places and curves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

__all__ = ["Arrow", "Box", "Drawing", "Part", "Point", "Spacing", "parts", "turned"]

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A thing to place: its key and its size."""

    key: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """`near` stands a layer before `far`; a link from premise to conclusion has the conclusion near."""

    near: int
    far: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """Gaps in pixels: between layers, between boxes of a layer, beside and beneath a part.

    Beside a part there is more room than within a layer, so that neighbours do not look linked. `aspect` is the
    width of the whole over its height. `wrap` is how many boxes that only bear on one other share a layer.
    """

    layer: float = 64
    row: float = 18
    beside: float = 130
    beneath: float = 56
    aspect: float = 1.5
    wrap: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Centres of boxes by key, and the ways of arrows by index, from near to far; the top left corner is (0, 0).

    `bends` are points between which an arrow runs in an S, in and out along the layers; `curves` are cubic Bézier
    pieces from box to box, end point and two control points in turn.
    """

    centres: Mapping[int, Point] = field(default_factory=dict)
    bends: Mapping[int, tuple[Point, ...]] = field(default_factory=dict)
    curves: Mapping[int, tuple[Point, ...]] = field(default_factory=dict)
    width: float = 0
    height: float = 0

    def moved(self, dx: float, dy: float) -> Drawing:
        """Shift everything, the size staying the same."""
        return replace(
            self,
            centres={key: (x + dx, y + dy) for key, (x, y) in self.centres.items()},
            bends={key: tuple((x + dx, y + dy) for x, y in path) for key, path in self.bends.items()},
            curves={key: tuple((x + dx, y + dy) for x, y in path) for key, path in self.curves.items()},
        )

    def upright(self) -> Drawing:
        """Swap x and y: columns become rows."""
        return Drawing(
            centres={key: (y, x) for key, (x, y) in self.centres.items()},
            bends={key: tuple((y, x) for x, y in path) for key, path in self.bends.items()},
            curves={key: tuple((y, x) for x, y in path) for key, path in self.curves.items()},
            width=self.height,
            height=self.width,
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A connected part: its boxes, and its arrows by their index among all, with how many layers each must span."""

    boxes: tuple[Box, ...]
    arrows: Mapping[int, Arrow]
    spans: Mapping[int, int]


def turned(boxes: Sequence[Box]) -> list[Box]:
    """Lay boxes on their side, so that a layout in columns makes rows of them."""
    return [Box(box.key, box.height, box.width) for box in boxes]


def parts(boxes: Sequence[Box], arrows: Sequence[Arrow], *, wrap: int) -> Iterator[Part]:
    """Yield the connected parts in the order of their first boxes; arrows from a box to itself are left out."""
    root = {box.key: box.key for box in boxes}

    def find(key: int) -> int:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for arrow in arrows:
        a, b = find(arrow.near), find(arrow.far)
        root[max(a, b)] = min(a, b)
    members: dict[int, tuple[list[Box], dict[int, Arrow]]] = {}
    for box in boxes:
        members.setdefault(find(box.key), ([], {}))[0].append(box)
    for index, arrow in enumerate(arrows):
        if arrow.near != arrow.far:
            members[find(arrow.near)][1][index] = arrow
    for inside, chosen in members.values():
        yield Part(tuple(inside), chosen, _spans(chosen, wrap))


def _spans(arrows: Mapping[int, Arrow], wrap: int) -> dict[int, int]:
    """Spread the many boxes that bear on one other only over several layers, so that no layer grows too long.

    The first and last of them stand nearest, so that the links of the others pass between them.
    """
    ends: dict[int, int] = {}
    for arrow in arrows.values():
        for key in (arrow.near, arrow.far):
            ends[key] = ends.get(key, 0) + 1
    leaves: dict[int, list[int]] = {}
    for index, arrow in arrows.items():
        if ends[arrow.far] == 1:
            leaves.setdefault(arrow.near, []).append(index)
    found = dict.fromkeys(arrows, 1)
    for indices in leaves.values():
        layers = -(-len(indices) // max(wrap, round(len(indices) ** 0.5)))
        share = -(-len(indices) // layers)
        found |= {index: 1 + 2 * min(at, len(indices) - 1 - at) // share for at, index in enumerate(indices)}
    return found
