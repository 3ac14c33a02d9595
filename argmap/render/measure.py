"""How wide text is, without a font: lines are broken here, so that a box is the same size in every browser."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from argmap import resources

__all__ = ["ELLIPSIS", "is_rtl", "width", "wrap"]

PAGE = Path(__file__).parent / "page"
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class _Widths:
    """Advance widths in thousandths of an em; `wide` is for East Asian letters and emoji."""

    of: Mapping[str, int]
    other: int
    wide: int


@cache
def _widths() -> _Widths:
    table: Mapping[str, Any] = json.loads(resources.text(PAGE / "widths.json"))
    of = {chr(int(start, 16) + i): size for start, run in table["runs"].items() for i, size in enumerate(run)}
    return _Widths(of, table["other"], table["wide"])


@cache
def _advance(char: str) -> int:
    widths = _widths()
    if char in widths.of:
        return widths.of[char]
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Cc", "Mn"):
        return 0
    return widths.wide if unicodedata.east_asian_width(char) in "WF" else widths.other


def width(text: str, size: float) -> float:
    """Measure one line of text set at `size` pixels.

    >>> width("", 13), width("ab", 10) > width("a", 10)
    (0.0, True)
    """
    return sum(map(_advance, text)) * size / 1000


def wrap(text: str, *, room: float, size: float, lines: int) -> tuple[str, ...]:
    """Break text into at most `lines` lines no wider than `room`; a cut text ends in an ellipsis.

    >>> wrap("open models win", room=60, size=10, lines=3)
    ('open', 'models win')
    """
    broken = list(_broken(text, room, size, lines + 1))
    if len(broken) <= lines:
        return tuple(broken)
    last = broken[lines - 1]
    while last and width(last + ELLIPSIS, size) > room:
        last = last[:-1]
    return (*broken[: lines - 1], last.rstrip() + ELLIPSIS)


def _broken(text: str, room: float, size: float, most: int) -> Iterator[str]:
    """Yield up to `most` lines, breaking at spaces, and within a word only where it is wider than a line."""
    # No line holds more letters than this, so that a huge text is not read to its end.
    words = text[: most * 400].split()
    line, made = "", 0
    for word in words:
        longer = f"{line} {word}" if line else word
        if width(longer, size) <= room:
            line = longer
            continue
        if line:
            yield line
            made += 1
        *pieces, line = _pieces(word, room, size)
        for piece in pieces:
            yield piece
            made += 1
        if made >= most:
            return
    if line:
        yield line


def _pieces(word: str, room: float, size: float) -> Iterator[str]:
    """Cut a word into pieces that fit; yields at least one."""
    piece = ""
    for char in word:
        if piece and width(piece + char, size) > room:
            yield piece
            piece = ""
        piece += char
    yield piece


def is_rtl(text: str) -> bool:
    """Tell whether the first strong letter runs right to left (Unicode Bidirectional Algorithm, rule P2).

    >>> is_rtl("42 אבג"), is_rtl("open")
    (True, False)
    """
    strong = (unicodedata.bidirectional(char) for char in text[:400])
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"
