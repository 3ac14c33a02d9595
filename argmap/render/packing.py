"""Drawings set side by side, and boxes in rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from argmap.render.drawing import Box, Drawing, Point, Spacing

__all__ = ["grid", "pack", "placed", "shelves", "stack"]

Skyline = list[tuple[float, float, float]]
Corners = tuple[list[Point], float, float]
#: Widths that are tried, as shares of what the area asks for; of MANY drawings one width is filled.
SHARES = (0.5, 0.65, 0.8, 0.95, 1.1, 1.25, 1.45, 1.7, 2.0)
MANY = 120


def grid(boxes: Sequence[Box], *, room: float, across: float = 18, down: float = 18) -> Drawing:
    """Set boxes in rows, in order, none longer than `room` unless one box is."""
    centres: dict[int, Point] = {}
    x = y = row = widest = 0.0
    for box in boxes:
        if x and x + box.width > room:
            x, y, row = 0.0, y + row + down, 0.0
        centres[box.key] = (x + box.width / 2, y + box.height / 2)
        x, row = x + box.width + across, max(row, box.height)
        widest = max(widest, x - across)
    return Drawing(centres=centres, width=widest, height=y + row)


def pack(drawings: Sequence[Drawing], *, spacing: Spacing | None = None) -> Drawing:
    """Set drawings beside and beneath each other, each at the highest, then leftmost place that is free."""
    spacing = spacing or Spacing()
    places, width, height = _corners([(d.width, d.height) for d in drawings], spacing)
    return placed(drawings, places, width=width, height=height)


def placed(drawings: Sequence[Drawing], places: Sequence[Point], *, width: float, height: float) -> Drawing:
    """Join drawings, the top left corner of each at its place."""
    moved = [drawing.moved(*at) for drawing, at in zip(drawings, places, strict=True)]
    return Drawing(
        centres={key: at for d in moved for key, at in d.centres.items()},
        bends={key: path for d in moved for key, path in d.bends.items()},
        curves={key: path for d in moved for key, path in d.curves.items()},
        width=width,
        height=height,
    )


def stack(upper: Drawing, lower: Drawing, *, gap: float) -> Drawing:
    """Set one drawing beneath another; beside an empty one there is no gap."""
    top = upper.height + gap if upper.centres and lower.centres else upper.height
    width, height = max(upper.width, lower.width), top + lower.height
    return placed([upper, lower], [(0, 0), (0, top)], width=width, height=height)


def shelves(sizes: Sequence[tuple[float, float]], *, spacing: Spacing) -> Corners:
    """Find the top left corner of each of many rectangles set in rows, in order, and the width and height of all."""
    return _best(sizes, spacing, _shelved)


def _corners(sizes: Sequence[tuple[float, float]], spacing: Spacing) -> Corners:
    """Find the top left corner of each of many rectangles, none on another, and the width and height of all."""
    return _best(sizes, spacing, _filled)


def _best(
    sizes: Sequence[tuple[float, float]], spacing: Spacing,
    fill: Callable[[Sequence[tuple[float, float]], float, Spacing], Corners],
) -> Corners:
    """Fill several widths, and take the one with which the whole is seen largest in a window of the aspect."""
    widest = max((width + spacing.beside for width, _ in sizes), default=0.0)
    area = sum((width + spacing.beside) * (height + spacing.beneath) for width, height in sizes)
    shares = SHARES if len(sizes) <= MANY else (1.0,)
    rooms = {max((area * spacing.aspect) ** 0.5 * share, widest) for share in shares}
    tried = [fill(sizes, room, spacing) for room in sorted(rooms)]
    return min(tried, key=lambda found: max(found[1] / spacing.aspect, found[2]))


def _shelved(sizes: Sequence[tuple[float, float]], room: float, spacing: Spacing) -> Corners:
    boxes = [Box(i, width, height) for i, (width, height) in enumerate(sizes)]
    drawing = grid(boxes, room=room - spacing.beside, across=spacing.beside, down=spacing.beneath)
    places = [(drawing.centres[b.key][0] - b.width / 2, drawing.centres[b.key][1] - b.height / 2) for b in boxes]
    return places, drawing.width, drawing.height


def _filled(sizes: Sequence[tuple[float, float]], room: float, spacing: Spacing) -> Corners:
    skyline: Skyline = [(0, room, 0)]
    places = []
    for width, height in sizes:
        x, y = _lowest(skyline, width + spacing.beside, room)
        skyline = _raised(skyline, x, x + width + spacing.beside, y + height + spacing.beneath)
        places.append((x, y))
    right = max((end for _, end, top in skyline if top), default=spacing.beside) - spacing.beside
    bottom = max((top for *_, top in skyline), default=0) - spacing.beneath if places else 0
    return places, right, bottom


def _lowest(skyline: Skyline, need: float, room: float) -> Point:
    """Find where a block of width `need` can rest on the skyline, highest first."""
    starts = (start for start, _, _ in skyline if start + need <= room + 1e-6)
    places = [(max(top for a, b, top in skyline if a < start + need and b > start), start) for start in starts]
    y, x = min(places)
    return x, y


def _raised(skyline: Skyline, start: float, end: float, top: float) -> Skyline:
    """Put a block on the skyline."""
    kept = [
        piece
        for a, b, height in skyline
        for piece in ((a, min(b, start), height), (max(a, end), b, height))
        if piece[1] - piece[0] > 1e-6
    ]
    return sorted([*kept, (start, end, top)])
