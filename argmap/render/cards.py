"""How large each node's box is and what is written in it: the words are broken into lines here, in Python."""

from __future__ import annotations

from collections.abc import Iterable

from argmap.model import Horizon
from argmap.render.measure import ELLIPSIS, is_rtl, width, wrap
from argmap.render.reading import utf16

__all__ = ["METRICS", "concept", "horizon_label", "mechanism", "proposition"]

#: Sizes in pixels that the page's painter shares.
METRICS = {"pad": 12, "size": 13, "line": 18, "small": 11, "head": 24, "chip": 24}
WIDTH = 280
LINES = 5
CONCEPT = 210
Card = dict[str, object]


def proposition(text: str, *, said_of: Iterable[str] = (), tags: str = "", chip: bool = False) -> Card:
    """Size a proposition's card: a line of what is said of it, its mechanisms at the end of that line, its words.

    `chip` keeps room for the author's initials before that line.
    """
    pad, small = METRICS["pad"], METRICS["small"]
    room = WIDTH - 2 * pad - 20 - (METRICS["chip"] + 6) * chip
    lines = wrap(text, room=WIDTH - 2 * pad, size=METRICS["size"], lines=LINES) or ("",)
    head = _one_line(" · ".join(filter(None, said_of)), room, small)
    left = room - width(head, small) - 12
    return {
        "w": WIDTH,
        "h": METRICS["head"] + len(lines) * METRICS["line"] + pad,
        "head": head,
        "tags": _one_line(tags, left, small) if left > 48 else "",
        "breaks": _breaks(text, lines),
        "rtl": is_rtl(text),
    }


def concept(label: str) -> Card:
    """Size a concept's box: all of one width, so that causes stand in columns."""
    return {**_label(label, most=CONCEPT, lines=4), "w": CONCEPT}


def mechanism(label: str) -> Card:
    """Size a mechanism's pill."""
    return _label(label, most=190, lines=2, extra=22)


def horizon_label(horizon: Horizon | None) -> str:
    """Shorten a horizon to its years.

    >>> horizon_label(Horizon(text="early 2027", earliest="2027-01-01", latest="2027-04-30"))
    '2027'
    >>> horizon_label(Horizon(text="by 2030", latest="2030-12-31"))
    'by 2030'
    """
    if horizon is None:
        return ""
    first, last = ((date or "")[:4] for date in (horizon.earliest, horizon.latest))
    if first and last:
        return first if first == last else f"{first}–{last}"
    return f"by {last}" if last else f"from {first}" if first else horizon.text


def _label(text: str, *, most: int, lines: int, extra: int = 0) -> Card:
    pad, size = METRICS["pad"], METRICS["size"]
    broken = wrap(text, room=most - 2 * pad - extra, size=size, lines=lines) or ("",)
    wide = max(width(line, size) for line in broken) + 2 * pad + extra
    return {
        "w": max(56, round(wide + 1)),
        "h": len(broken) * METRICS["line"] + 16,
        "breaks": _breaks(text, broken),
        "rtl": is_rtl(text),
    }


def _breaks(text: str, lines: Iterable[str]) -> list[int]:
    """Say where in the text each line begins, in UTF-16, and where the last one ends."""
    count, at, found = utf16(text), 0, []
    for line in lines:
        words = line if text.startswith(line, at) else line.removesuffix(ELLIPSIS)
        at = text.find(words, at)
        found.append(count(at))
        at += len(words)
    return [*found, count(at)]


def _one_line(text: str, room: float, size: float) -> str:
    return next(iter(wrap(text, room=room, size=size, lines=1)), "")
