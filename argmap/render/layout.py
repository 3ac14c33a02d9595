"""Where boxes stand: each connected part in layers, by graphviz or in Python, and the parts packed side by side.

In columns an arrow's near end stands left of its far end, in rows above it: a conclusion over its premises.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from argmap.errors import ResourceError
from argmap.render.dot import available, dot
from argmap.render.drawing import Arrow, Box, Drawing, Part, Spacing, parts, turned
from argmap.render.layered import layered
from argmap.render.packing import pack

__all__ = ["Engine", "arrange"]


class Engine(StrEnum):
    """What lays out a part: graphviz' dot, Python alone, or dot where it is installed."""

    AUTO = "auto"
    DOT = "dot"
    LAYERED = "layered"


def arrange(
    boxes: Sequence[Box],
    arrows: Sequence[Arrow],
    *,
    first: int | None = None,
    rows: bool = False,
    spacing: Spacing | None = None,
    engine: Engine = Engine.LAYERED,
) -> Drawing:
    """Lay out a whole graph: the part that holds `first`, then the others, the largest first.

    Raises:
        ResourceError: dot is asked for and not installed.
    """
    spacing = spacing or Spacing()
    found = sorted(
        parts(turned(boxes) if rows else boxes, arrows, wrap=spacing.wrap),
        key=lambda part: (all(box.key != first for box in part.boxes), -len(part.boxes)),
    )
    drawings = _laid_out(found, spacing, engine)
    return pack([drawing.upright() for drawing in drawings] if rows else drawings, spacing=spacing)


def _laid_out(found: Sequence[Part], spacing: Spacing, engine: Engine) -> list[Drawing]:
    if engine is Engine.DOT and not available():
        raise ResourceError("graphviz is not installed", where="dot", hint="install it, or take --layout layered")
    drawings = None if engine is Engine.LAYERED else dot(found, spacing)
    return drawings or [layered(part, spacing) for part in found]
