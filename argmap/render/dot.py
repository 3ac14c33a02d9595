"""The layered layout by graphviz `dot`, where it is installed: connected parts in columns, curves included.

dot is given numbers alone, never a word of an essay.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from argmap.render.drawing import Drawing, Part, Point, Spacing

__all__ = ["available", "dot"]

PROGRAM = "dot"
#: Points to an inch: dot's sizes are in inches, its places in points.
INCH = 72
#: Far above what LARGEST boxes need; it only ends a dot that hangs.
SECONDS = 120
#: Where a part has more arrows than this, all is laid out in Python: a tangle of 600 arrows takes dot ten seconds.
LARGEST = 500


def available() -> bool:
    """Tell whether dot can be run."""
    return shutil.which(PROGRAM) is not None


def dot(found: Sequence[Part], spacing: Spacing) -> list[Drawing] | None:
    """Lay out all parts in one run of dot; None where dot fails or a part is too large for it."""
    program = shutil.which(PROGRAM)
    if program is None or any(len(part.arrows) > LARGEST for part in found):
        return None
    source = "\n".join(_source(part, spacing) for part in found)
    try:
        done = subprocess.run(  # noqa: S603 - the program that PATH names, fed with numbers
            [program, "-Tjson0"], input=source, capture_output=True, text=True, timeout=SECONDS, check=True
        )
        drawings = [_drawing(graph) for _, graph in zip(found, _graphs(done.stdout), strict=True)]
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return None
    return drawings


def _source(part: Part, spacing: Spacing) -> str:
    gaps = f"nodesep={spacing.row / INCH:.4f};ranksep={spacing.layer / INCH:.4f}"
    nodes = "".join(f"{box.key}[width={box.width / INCH:.4f},height={box.height / INCH:.4f}];" for box in part.boxes)
    edges = "".join(f"{arrow.near}->{arrow.far}[id={i},minlen={part.spans[i]}];" for i, arrow in part.arrows.items())
    looks = 'node[shape=box,fixedsize=true,label=""];edge[dir=none]'
    return f"digraph{{rankdir=LR;{gaps};{looks};{nodes}{edges}}}"


def _graphs(text: str) -> Iterator[Mapping[str, Any]]:
    """Read one JSON object after the other."""
    decoder, at = json.JSONDecoder(), 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        graph, at = decoder.raw_decode(text, at)
        yield graph


def _drawing(graph: Mapping[str, Any]) -> Drawing:
    """Turn dot's points, whose y grows upward, into ours, with the curves of the arrows that pass a layer."""
    left, bottom, right, top = map(float, graph["bb"].split(","))

    def point(text: str) -> Point:
        x, y = map(float, text.split(","))
        return x - left, top - y

    ranks = _ranks(graph)
    return Drawing(
        centres={int(node["name"]): point(node["pos"]) for node in graph["objects"]},
        curves={
            int(edge["id"]): tuple(map(point, edge["pos"].split()))
            for edge in graph.get("edges", ())
            if abs(ranks[edge["tail"]] - ranks[edge["head"]]) > 1
        },
        width=right - left,
        height=top - bottom,
    )


def _ranks(graph: Mapping[str, Any]) -> dict[int, int]:
    """Number the columns: dot centres the boxes of one rank on one line."""
    at = {node["_gvid"]: float(node["pos"].split(",")[0]) for node in graph["objects"]}
    order = {x: rank for rank, x in enumerate(sorted(set(at.values())))}
    return {key: order[x] for key, x in at.items()}
