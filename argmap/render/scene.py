"""One view of the page's data as places and curves, for whatever else draws it: pictures, notebooks, other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any

from argmap.render.drawing import Point
from argmap.render.measure import ELLIPSIS
from argmap.render.payload import words
from argmap.render.routes import Rect, routes

__all__ = ["Scene", "View", "lines", "places", "scene"]

Data = Mapping[str, Any]


class View(StrEnum):
    """The two views that are drawn."""

    MAP = "map"
    CAUSES = "causes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Boxes by node, curves by edge, and the frames of groups."""

    boxes: Mapping[int, Rect]
    links: Mapping[int, Sequence[Point]]
    frames: Sequence[Data] = field(default_factory=tuple)


def scene(data: Data, view: View = View.MAP) -> Scene:
    """Set out a view as the page opens it; the map with everything that stands alone, without mechanisms."""
    concepts = view is View.CAUSES
    source = data["causes"] if concepts else data["arrangements"][0]
    keys = [i for i, node in enumerate(data["nodes"]) if _within(node, concepts=concepts)]
    boxes = {key: _rect(data["nodes"][key], *at) for key, at in zip(keys, _points(source["at"]), strict=True)}
    ends = {i: (e["from"], e["to"]) for i, e in enumerate(data["edges"]) if e["from"] in boxes and e["to"] in boxes}
    bends, curves = ({int(i): _points(path) for i, path in source[name].items()} for name in ("bends", "curves"))
    links = routes(boxes, ends, rows=not concepts, bends=bends, curves=curves)
    return Scene(boxes=boxes, links=links, frames=source.get("frames", ()))


def places(data: Data) -> dict[int, Rect]:
    """Place every node, those of different views in one plane."""
    pills = {i: _rect(node, node["x"], node["y"]) for i, node in enumerate(data["nodes"]) if "x" in node}
    return {**scene(data).boxes, **pills, **scene(data, View.CAUSES).boxes}


def lines(node: Data, documents: Sequence[Data]) -> list[str]:
    """Break a node's words as the page does."""
    text = words(node, documents).encode("utf-16-le", "surrogatepass")
    breaks = node["breaks"]
    found = [text[2 * a : 2 * b].decode("utf-16-le", "replace").strip() for a, b in pairwise(breaks)]
    return [*found[:-1], found[-1] + (ELLIPSIS if 2 * breaks[-1] < len(text) else "")]


def _within(node: Data, *, concepts: bool) -> bool:
    return node["kind"] == "concept" if concepts else node["kind"] not in ("concept", "mechanism")


def _points(flat: Sequence[float]) -> list[Point]:
    return list(zip(flat[::2], flat[1::2], strict=True))


def _rect(node: Data, x: float, y: float) -> Rect:
    return Rect(x, y, node["w"], node["h"])
