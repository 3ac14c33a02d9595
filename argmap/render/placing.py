"""Where every node of a page stands: the argument flat and in frames, the mechanisms beside it, the causes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from argmap.render.drawing import Arrow, Box, Drawing, Point, Spacing
from argmap.render.grouping import FLAT, Group
from argmap.render.layout import Engine, arrange
from argmap.render.packing import grid, placed, shelves, stack

__all__ = ["FRAMED", "OVERVIEW", "Arrangement", "causes", "flat", "framed", "pills"]

#: A map of more propositions than this opens as boxes, one for each group.
FRAMED = 1500
#: Boxes of prose are wide and flat: rows that hold few, and arguments that fill a window.
ARGUMENT = Spacing(layer=50, row=24, beside=56, beneath=46, aspect=1.12, wrap=4)
CAUSES = Spacing(layer=84, row=16, beside=110, beneath=44, aspect=1.2, wrap=12)
FRAMES = Spacing(beside=70, beneath=70, aspect=1.25)
PAD, HEAD = 26, 44
#: What stands for a group where a large map opens.
OVERVIEW = (300, 124)
Record = dict[str, Any]


@dataclass(frozen=True)
class Graph:
    """Nodes and edges by number, as the page has them."""

    nodes: Sequence[Record]
    edges: Sequence[Record]
    engine: Engine = Engine.LAYERED

    @cached_property
    def into(self) -> Mapping[int, Sequence[int]]:
        """Find the edges that end at a node."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, edge in enumerate(self.edges):
            found[edge["to"]].append(number)
        return found

    def boxes(self, keys: Iterable[int]) -> list[Box]:
        """Measure nodes."""
        return [Box(key, self.nodes[key]["w"], self.nodes[key]["h"]) for key in keys]

    def among(self, keys: Iterable[int]) -> list[int]:
        """List the edges whose both ends are among `keys`, in order."""
        inside = set(keys)
        return sorted(i for key in inside for i in self.into.get(key, ()) if self.edges[i]["from"] in inside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """One way to set out the argument: a drawing, and the frames around the groups in it, parents before children."""

    name: str
    drawing: Drawing = field(default_factory=Drawing)
    frames: tuple[Record, ...] = ()


def flat(keys: Sequence[int], graph: Graph, main: int | None) -> Arrangement:
    """Lay out the argument as a whole: what is linked, and beneath it what stands alone."""
    return Arrangement(name="argument", drawing=_argument(keys, graph, main))


def framed(name: str, groups: Sequence[Group], graph: Graph) -> Arrangement:
    """Lay out each group by itself in a frame, the frames side by side; with boxes for an overview of a large map.

    Always in Python: a dot for each of a hundred groups would take minutes.
    """
    graph = replace(graph, engine=Engine.LAYERED)
    frames: list[Record] = []
    drawing = _side_by_side(groups, graph, frames, None)
    return Arrangement(name=name, drawing=drawing, frames=tuple(frames))


def causes(graph: Graph) -> Drawing:
    """Lay out the concepts, causes left of their effects."""
    keys = [i for i, node in enumerate(graph.nodes) if node["kind"] == "concept"]
    which = graph.among(keys)
    arrows = [Arrow(graph.edges[i]["from"], graph.edges[i]["to"]) for i in which]
    joined = {end for arrow in arrows for end in (arrow.near, arrow.far)}
    boxes = graph.boxes(key for key in keys if key in joined)
    engine = Engine.LAYERED if len(boxes) > FLAT else graph.engine
    drawing = arrange(boxes, arrows, spacing=CAUSES, engine=engine)
    rest = grid(graph.boxes(key for key in keys if key not in joined), room=max(drawing.width, 900))
    return stack(_renumbered(drawing, which), rest, gap=80)


def pills(graph: Graph) -> Mapping[int, Point]:
    """Stack the mechanisms left of the arguments, their right sides in line."""
    places, y = {}, 0.0
    for key, node in enumerate(graph.nodes):
        if node["kind"] == "mechanism":
            places[key] = (-120 - node["w"] / 2, y + node["h"] / 2)
            y += node["h"] + 14
    return places


def _argument(keys: Sequence[int], graph: Graph, main: int | None) -> Drawing:
    linked = [key for key in keys if not graph.nodes[key]["alone"]]
    which = graph.among(linked)
    arrows = [Arrow(graph.edges[i]["to"], graph.edges[i]["from"]) for i in which]
    boxes = graph.boxes(linked)
    drawing = arrange(boxes, arrows, first=main, rows=True, spacing=ARGUMENT, engine=graph.engine)
    alone = grid(graph.boxes(key for key in keys if graph.nodes[key]["alone"]), room=max(drawing.width, 1200))
    return stack(_renumbered(drawing, which, backwards=True), alone, gap=80)


def _side_by_side(groups: Sequence[Group], graph: Graph, frames: list[Record], parent: int | None) -> Drawing:
    """Draw each group in a frame of its own, new frames being appended, and set the frames in rows."""
    drawn, starts = [], []
    for group in groups:
        starts.append(len(frames))
        frames.append(_frame(group, parent))
        inside = _side_by_side(group.inside, graph, frames, starts[-1]) if group.inside else None
        inner = inside or _argument(group.members, graph, None)
        size = {"w": round(inner.width + 2 * PAD), "h": round(inner.height + HEAD + PAD)}
        frames[starts[-1]] |= size
        _move(frames[starts[-1] + 1 :], PAD, HEAD)
        drawn.append(replace(inner.moved(PAD, HEAD), width=size["w"], height=size["h"]))
    places, width, height = shelves([(d.width, d.height) for d in drawn], spacing=FRAMES)
    for start, end, at in zip(starts, [*starts[1:], len(frames)], places, strict=True):
        _move(frames[start:end], *at)
    _overview([frames[start] for start in starts])
    return placed(drawn, places, width=width, height=height)


def _frame(group: Group, parent: int | None) -> Record:
    return {"label": group.label, "parent": parent, "nodes": list(group.members), "essay": group.essay, "x": 0, "y": 0}


def _move(frames: Iterable[Record], dx: float, dy: float) -> None:
    for frame in frames:
        frame |= {"x": frame["x"] + round(dx), "y": frame["y"] + round(dy)}


def _overview(siblings: Sequence[Record]) -> None:
    """Give the frames of one level places as boxes of one size, in rows."""
    width, height = OVERVIEW
    columns = max(1, round((1.2 * len(siblings) * (height + 70) / (width + 90)) ** 0.5))
    for i, frame in enumerate(siblings):
        row, column = divmod(i, columns)
        frame["box"] = [column * (width + 90), row * (height + 70)]


def _renumbered(drawing: Drawing, which: Sequence[int], *, backwards: bool = False) -> Drawing:
    """Name the ways of arrows by the edge's number among all, and turn them where the edge points at what is near."""
    step = -1 if backwards else 1
    bends = {which[index]: path[::step] for index, path in drawing.bends.items()}
    curves = {which[index]: path[::step] for index, path in drawing.curves.items()}
    return replace(drawing, bends=bends, curves=curves)
