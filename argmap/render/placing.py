"""Where every node of a page stands: arguments, what stands alone, mechanisms, causes; sections where there are many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from argmap.render.layout import Arrow, Box, Drawing, Spacing, arrange, grid, pack

__all__ = ["FLAT", "Places", "place"]

#: A map of more propositions than this is shown by sections.
FLAT = 500
#: A section of more propositions than this is shown in parts.
SECTION = 150
CAUSES = Spacing(column=96, row=16, part=44)
WIDE = Spacing(part=40, aspect=1.6)
Record = Mapping[str, Any]


@dataclass(slots=True)
class Places:
    """Centres in the order of the nodes, bends by edge, and the sections of a large map."""

    centres: list[tuple[float, float]]
    bends: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    groups: list[dict[str, Any]] = field(default_factory=list)

    def put(self, drawing: Drawing, *, dx: float = 0, dy: float = 0) -> None:
        """Take over a drawing, shifted."""
        moved = drawing.moved(dx, dy)
        for key, (x, y) in moved.centres.items():
            self.centres[key] = (round(x, 1), round(y, 1))
        for index, path in moved.bends.items():
            self.bends[index] = [(round(x, 1), round(y, 1)) for x, y in path]


def place(
    nodes: Sequence[Record], edges: Sequence[Record], *, main: int | None, sections: Sequence[str]
) -> Places:
    """Choose a place for every node; those of different views may share one."""
    places = Places([(0.0, 0.0)] * len(nodes))
    keys = [i for i, node in enumerate(nodes) if "holder" in node]
    if len(keys) <= FLAT:
        _argument(places, keys, nodes, edges, main)
    else:
        _by_section(places, keys, nodes, edges, sections, main)
    _beside(places, [i for i, node in enumerate(nodes) if node["kind"] == "mechanism"], nodes)
    _causes(places, nodes, edges)
    return places


def _argument(
    places: Places, keys: Sequence[int], nodes: Sequence[Record], edges: Sequence[Record], main: int | None
) -> None:
    """Lay out what is linked, and beneath it what stands alone."""
    linked = [key for key in keys if nodes[key]["linked"]]
    arrows, which = _arrows(edges, set(linked), near="to", far="from")
    joined = arrange(_boxes(linked, nodes), arrows, first=main)
    alone = grid(_boxes([key for key in keys if not nodes[key]["linked"]], nodes), room=max(joined.width, 1200))
    places.put(_renumbered(joined, which, backwards=True))
    places.put(alone, dy=joined.height + 120 if linked else 0)


def _by_section(
    places: Places,
    keys: Sequence[int],
    nodes: Sequence[Record],
    edges: Sequence[Record],
    sections: Sequence[str],
    main: int | None,
) -> None:
    """Lay out each section by itself, and a box for each section side by side."""
    for name, members in _chunks(keys, sections):
        places.groups.append({"label": name, "nodes": members, "w": 260, "h": 84})
        _argument(places, members, nodes, edges, main)
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


def _beside(places: Places, keys: Sequence[int], nodes: Sequence[Record]) -> None:
    """Stack the mechanisms left of the arguments, their right sides in line."""
    y = 0.0
    for key in keys:
        width, height = nodes[key]["w"], nodes[key]["h"]
        places.centres[key] = (-120 - width / 2, y + height / 2)
        y += height + 14


def _causes(places: Places, nodes: Sequence[Record], edges: Sequence[Record]) -> None:
    """Lay out the concepts, causes left of their effects."""
    keys = [i for i, node in enumerate(nodes) if node["kind"] == "concept"]
    arrows, which = _arrows(edges, set(keys), near="from", far="to")
    joined = {end for arrow in arrows for end in (arrow.near, arrow.far)}
    drawing = arrange(_boxes([key for key in keys if key in joined], nodes), arrows, spacing=CAUSES)
    rest = grid(_boxes([key for key in keys if key not in joined], nodes), room=max(drawing.width, 900))
    places.put(_renumbered(drawing, which))
    places.put(rest, dy=drawing.height + 80)


def _boxes(keys: Sequence[int], nodes: Sequence[Record]) -> list[Box]:
    return [Box(key, nodes[key]["w"], nodes[key]["h"]) for key in keys]


def _arrows(edges: Sequence[Record], keys: set[int], *, near: str, far: str) -> tuple[list[Arrow], list[int]]:
    """Take the edges whose both ends are among `keys`; returns them with their numbers among all edges."""
    chosen = [i for i, edge in enumerate(edges) if edge["from"] in keys and edge["to"] in keys]
    return [Arrow(edges[i][near], edges[i][far]) for i in chosen], chosen


def _renumbered(drawing: Drawing, which: Sequence[int], *, backwards: bool = False) -> Drawing:
    """Name bends by the edge's number among all edges, and turn them where the edge points at what is near."""
    return Drawing(
        centres=drawing.centres,
        bends={which[index]: path[::-1] if backwards else path for index, path in drawing.bends.items()},
        width=drawing.width,
        height=drawing.height,
    )
