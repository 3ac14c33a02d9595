"""Where every node of a page stands: arguments, loners, mechanisms and causes; by section where there are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from argmap.render.layout import Arrow, Box, Drawing, Spacing, arrange, grid

__all__ = ["FLAT", "Places", "place"]

#: A map of more propositions than this is shown by sections.
FLAT = 500
#: A section of more propositions than this is shown in parts.
SECTION = 150
#: Concepts stand in columns of one width, so that parts of a size stand under each other.
SLOT = 210
CAUSES = Spacing(column=84, row=16, beside=110, beneath=44)
Record = Mapping[str, Any]


@dataclass(slots=True)
class Places:
    """Centres in the order of the nodes, bends by edge, and the sections of a large map."""

    centres: list[tuple[int, int]]
    bends: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    groups: list[dict[str, Any]] = field(default_factory=list)

    def put(self, drawing: Drawing, *, dx: float = 0, dy: float = 0) -> None:
        """Take over a drawing, shifted."""
        moved = drawing.moved(dx, dy)
        for key, (x, y) in moved.centres.items():
            self.centres[key] = (round(x), round(y))
        for index, path in moved.bends.items():
            self.bends[index] = [(round(x), round(y)) for x, y in path]


@dataclass(frozen=True)
class _Graph:
    """Nodes and edges by number."""

    nodes: Sequence[Record]
    edges: Sequence[Record]

    @cached_property
    def into(self) -> Mapping[int, Sequence[int]]:
        """Find the edges that end at a node."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, edge in enumerate(self.edges):
            found[edge["to"]].append(number)
        return found

    def boxes(self, keys: Iterable[int]) -> list[Box]:
        return [Box(key, self.nodes[key]["w"], self.nodes[key]["h"]) for key in keys]

    def among(self, keys: Iterable[int]) -> list[int]:
        """List the edges whose both ends are among `keys`, in order."""
        inside = set(keys)
        return sorted(i for key in inside for i in self.into.get(key, ()) if self.edges[i]["from"] in inside)


def place(
    nodes: Sequence[Record], edges: Sequence[Record], *, main: int | None, sections: Sequence[str]
) -> Places:
    """Choose a place for every node; those of different views may share one."""
    graph = _Graph(nodes, edges)
    places = Places([(0, 0)] * len(nodes))
    keys = [i for i, node in enumerate(nodes) if node["kind"] in ("claim", "prediction", "evidence")]
    if len(keys) <= FLAT:
        _argument(places, keys, graph, main)
    else:
        _by_section(places, keys, graph, sections, main)
    _beside(places, graph)
    _causes(places, graph)
    return places


def _argument(places: Places, keys: Sequence[int], graph: _Graph, main: int | None) -> None:
    """Lay out what is linked, and beneath it what stands alone."""
    linked = [key for key in keys if not graph.nodes[key]["alone"]]
    which = graph.among(linked)
    arrows = [Arrow(graph.edges[i]["to"], graph.edges[i]["from"]) for i in which]
    joined = arrange(graph.boxes(linked), arrows, first=main)
    alone = grid(graph.boxes(key for key in keys if graph.nodes[key]["alone"]), room=max(joined.width, 1200))
    places.put(_renumbered(joined, which, backwards=True))
    places.put(alone, dy=joined.height + 120 if linked else 0)


def _by_section(
    places: Places, keys: Sequence[int], graph: _Graph, sections: Sequence[str], main: int | None
) -> None:
    """Lay out each section by itself, and a box for each section side by side."""
    for name, members in _chunks(keys, sections):
        places.groups.append({"label": name, "nodes": members, "w": 260, "h": 84})
        _argument(places, members, graph, main)
    boxes = [Box(i, group["w"], group["h"]) for i, group in enumerate(places.groups)]
    room = 1.3 * (len(boxes) * 280 * 100) ** 0.5
    for i, (x, y) in grid(boxes, room=max(room, 560)).centres.items():
        places.groups[i] |= {"x": x, "y": y}


def _chunks(keys: Sequence[int], sections: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Gather neighbours of one section, and cut what is too large into numbered parts."""
    runs: list[tuple[str, list[int]]] = []
    for key in keys:
        if not runs or runs[-1][0] != sections[key]:
            runs.append((sections[key], []))
        runs[-1][1].append(key)
    found = []
    for name, members in runs:
        parts = [members[at : at + SECTION] for at in range(0, len(members), SECTION)]
        many = len(parts) > 1
        found += [(f"{name} ({i} of {len(parts)})" if many else name, part) for i, part in enumerate(parts, 1)]
    return found


def _beside(places: Places, graph: _Graph) -> None:
    """Stack the mechanisms left of the arguments, their right sides in line."""
    y = 0.0
    for key, node in enumerate(graph.nodes):
        if node["kind"] == "mechanism":
            places.centres[key] = (round(-120 - node["w"] / 2), round(y + node["h"] / 2))
            y += node["h"] + 14


def _causes(places: Places, graph: _Graph) -> None:
    """Lay out the concepts, causes left of their effects."""
    keys = [i for i, node in enumerate(graph.nodes) if node["kind"] == "concept"]
    which = graph.among(keys)
    arrows = [Arrow(graph.edges[i]["from"], graph.edges[i]["to"]) for i in which]
    joined = {end for arrow in arrows for end in (arrow.near, arrow.far)}
    boxes = [Box(key, SLOT, graph.nodes[key]["h"]) for key in keys if key in joined]
    drawing = arrange(boxes, arrows, spacing=CAUSES)
    rest = grid(graph.boxes(key for key in keys if key not in joined), room=max(drawing.width, 900))
    places.put(_renumbered(drawing, which))
    places.put(rest, dy=drawing.height + 80)


def _renumbered(drawing: Drawing, which: Sequence[int], *, backwards: bool = False) -> Drawing:
    """Name bends by the edge's number among all edges, and turn them where the edge points at what is near."""
    bends = {which[index]: path[::-1] if backwards else path for index, path in drawing.bends.items()}
    return replace(drawing, bends=bends)
