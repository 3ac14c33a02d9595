"""A view as an SVG picture, with the places, curves and looks that it has on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from argmap.formats.text import printable
from argmap.model import ArgumentMap
from argmap.render.arranging import By
from argmap.render.drawing import Point
from argmap.render.layout import Engine
from argmap.render.payload import payload
from argmap.render.routes import Rect
from argmap.render.scene import Scene, View, lines, scene

__all__ = ["to_svg"]

MARGIN = 40
LEGEND = 150
CHAMFER = 12
Data = Mapping[str, Any]


def to_svg(
    amap: ArgumentMap,
    *,
    title: str | None = None,
    engine: Engine = Engine.AUTO,
    by: By | None = None,
    view: View = View.MAP,
) -> str:
    """Draw a map, or its causes, as an SVG file that needs nothing else; equal maps give equal pictures.

    Args:
        amap: the map of one or more essays.
        title: the picture's title, instead of the titles of the essays.
        engine: what lays out.
        by: how the argument is set out.
        view: the argument, or the causes.
    """
    data = payload(amap, title=title or "", engine=engine, by=by)
    drawn = scene(data, view)
    looks = data["encodings"]
    box = _box([*drawn.boxes.values(), *map(_middle, drawn.frames)])
    environment = Environment(
        loader=PackageLoader("argmap.render", "page"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("map.svg").render(
        title=printable(data["title"]),
        box=box,
        links=looks["links"],
        frames=[{**frame, "label": printable(frame["label"])} for frame in drawn.frames],
        curves=list(_curves(drawn, data)),
        cards=[_card(number, rect, data) for number, rect in drawn.boxes.items()],
        legend=list(_legend(drawn, data, box)),
    )


def _middle(frame: Data) -> Rect:
    return Rect(frame["x"] + frame["w"] / 2, frame["y"] + frame["h"] / 2, frame["w"], frame["h"])


def _box(rects: Sequence[Rect]) -> dict[str, float]:
    """Measure the picture: what is drawn, a margin, and room for the legend beneath."""
    left = min((r.x - r.w / 2 for r in rects), default=0) - MARGIN
    top = min((r.y - r.h / 2 for r in rects), default=0) - MARGIN
    right = max([left + 2 * MARGIN + 4 * LEGEND, *(r.x + r.w / 2 + MARGIN for r in rects)])
    bottom = max((r.y + r.h / 2 for r in rects), default=0) + 2 * MARGIN
    return {"left": left, "top": top, "width": right - left, "height": bottom - top}


def _curves(drawn: Scene, data: Data) -> Iterator[Data]:
    for number, points in drawn.links.items():
        edge = data["edges"][number]
        look = data["encodings"]["links"][edge["kind"]]
        x, y = _half_way(points)
        sign = look.get("sign", "")
        sure = max((proof[5] for proof in edge.get("evidence", ())), default=1)
        yield {
            "kind": edge["kind"],
            "look": look,
            "d": _path(points),
            "opacity": round(0.45 + 0.55 * sure, 2),
            "sign": f"not {sign}" if sign and edge.get("negated") else sign,
            "x": x,
            "y": y,
        }


def _path(points: Sequence[Point]) -> str:
    (x, y), *rest = points
    return f"M{x:g} {y:g}C" + " ".join(f"{a:g} {b:g}" for a, b in rest)


def _half_way(points: Sequence[Point]) -> Point:
    """Find the middle of the middle piece."""
    at = (len(points) - 1) // 3 // 2 * 3
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = points[at : at + 4]
    return (x1 + 3 * x2 + 3 * x3 + x4) / 8, (y1 + 3 * y2 + 3 * y3 + y4) / 8


def _card(number: int, rect: Rect, data: Data) -> Data:
    node, metrics = data["nodes"][number], data["metrics"]
    look = data["encodings"]["nodes"][node["kind"]]
    left, top, stated = rect.x - rect.w / 2, rect.y - rect.h / 2, node["kind"] != "concept"
    broken = [printable(line) for line in lines(node, data["documents"])]
    rtl = bool(node.get("rtl"))
    side = left + (rect.w - metrics["pad"] if rtl else metrics["pad"])
    first = top + metrics["head"] if stated else rect.y - len(broken) * metrics["line"] / 2
    return {
        "x": left, "y": top, "w": rect.w, "h": rect.h, "rtl": rtl, "look": look,
        "outline": _outline(look["outline"], left, top, rect.w, rect.h),
        "main": number == data["main"],
        "dashed": node["kind"] == "prediction",
        "author": _author(node, data),
        "prefix": look["prefix"],
        "head": printable(node.get("head", "")),
        "lines": [
            {
                "text": line,
                "x": side if stated else rect.x,
                "y": first + (i + 1) * metrics["line"] - 4,
                "anchor": "start" if stated else "middle",
            }
            for i, line in enumerate(broken)
        ],
    }


def _author(node: Data, data: Data) -> str | None:
    """Choose the colour of the author where there are several."""
    if len(data["documents"]) < 2 or not node.get("evidence"):
        return None
    authors = list(dict.fromkeys(essay["author"] or essay["title"] for essay in data["documents"]))
    essay = data["documents"][node["evidence"][0][0]]
    colours = data["encodings"]["authors"]
    return str(colours[authors.index(essay["author"] or essay["title"]) % len(colours)])


def _outline(shape: str, x: float, y: float, w: float, h: float) -> str:
    if shape == "chamfer":
        c = min(CHAMFER, h / 3)
        return (
            f"M{x + c:g} {y:g}H{x + w - c:g}l{c:g} {c:g}V{y + h - c:g}l{-c:g} {c:g}H{x + c:g}l{-c:g} {-c:g}V{y + c:g}z"
        )
    r = min({"pill": h / 2, "square": 1}.get(shape, 9), h / 2)
    corners = (f"a{r:g} {r:g} 0 0 1 {dx * r:g} {dy * r:g}" for dx, dy in ((1, 1), (-1, 1), (-1, -1), (1, -1)))
    sides = (f"M{x + r:g} {y:g}H{x + w - r:g}", f"V{y + h - r:g}", f"H{x + r:g}", f"V{y + r:g}")
    return "".join(side + corner for side, corner in zip(sides, corners, strict=True)) + "z"


def _legend(drawn: Scene, data: Data, box: Data) -> Iterator[Data]:
    """Say in one row how the kinds that occur look."""
    kinds = {data["nodes"][number]["kind"] for number in drawn.boxes}
    relations = {data["edges"][number]["kind"] for number in drawn.links}
    looks = data["encodings"]
    items = [*(("nodes", kind) for kind in looks["nodes"] if kind in kinds and kind != "concept"),
             *(("links", kind) for kind in looks["links"] if kind in relations)]
    for at, (group, kind) in enumerate(items):
        look = looks[group][kind]
        yield {
            "name": kind,
            "look": look,
            "link": group == "links",
            "outline": "" if group == "links" else _outline(look["outline"], 0, -9, 18, 18),
            "dashed": kind == "prediction",
            "x": box["left"] + MARGIN + at * LEGEND,
            "y": box["top"] + box["height"] - MARGIN,
        }
