"""The essay as the reader pane shows it: blocks of runs, each run knowing what was found in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from argmap.model import Document

__all__ = ["Block", "Mark", "blocks", "utf16"]

BLANK = re.compile(r"\n[^\S\n]*\n\s*")
MARKER = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s")
LONGEST_HEADING = 90


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Characters start to end of a document say the thing numbered `item`."""

    start: int
    end: int
    item: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or quote (p, h, i, q): where it starts, and its runs of (end, items)."""

    kind: str
    start: int
    runs: tuple[tuple[int, tuple[int, ...]], ...]


def blocks(document: Document, marks: Iterable[Mark]) -> tuple[Block, ...]:
    """Split a document at its blank lines, and each block at the ends of its marks.

    >>> text = "Why\\n\\nIt is cheap. It wins."
    >>> [b.runs for b in blocks(Document(text=text), [Mark(5, 17, 0)])]
    [((3, ()),), ((17, (0,)), (26, ()))]
    """
    text = document.text
    spans = list(_spans(text))
    within = _shared(sorted(mark for mark in marks if 0 <= mark.start < mark.end <= len(text)), spans)
    return tuple(
        Block(_kind(text[start:end], last=i + 1 == len(spans)), start, tuple(_runs(start, end, within[i])))
        for i, (start, end) in enumerate(spans)
    )


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each block starts and ends, without the white space around it."""
    at = 0
    for gap in (*BLANK.finditer(text), None):
        end = gap.start() if gap else len(text)
        block = text[at:end]
        if block.strip():
            start = at + len(block) - len(block.lstrip())
            yield start, start + len(block.strip())
        at = gap.end() if gap else end


def _shared(marks: Sequence[Mark], spans: Sequence[tuple[int, int]]) -> Mapping[int, list[Mark]]:
    """Give every block the marks that touch it; both are sorted by start."""
    found: dict[int, list[Mark]] = defaultdict(list)
    first = 0
    for mark in marks:
        while first < len(spans) and spans[first][1] <= mark.start:
            first += 1
        for i in range(first, len(spans)):
            if spans[i][0] >= mark.end:
                break
            found[i].append(mark)
    return found


def _kind(block: str, *, last: bool) -> str:
    if block.startswith(">"):
        return "q"
    if MARKER.match(block):
        return "i"
    short = len(block) <= LONGEST_HEADING and "\n" not in block
    return "h" if short and not last and block[-1].isalnum() else "p"


def _runs(start: int, end: int, marks: Sequence[Mark]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Cut a block wherever a mark begins or ends, so that marks may nest and overlap."""
    cuts = {start, end}
    opened, closed = defaultdict(list), defaultdict(list)
    for mark in marks:
        opened[max(start, mark.start)].append(mark.item)
        closed[min(end, mark.end)].append(mark.item)
        cuts |= {max(start, mark.start), min(end, mark.end)}
    current: list[int] = []
    for at, following in pairwise(sorted(cuts)):
        for item in closed[at]:
            current.remove(item)
        current += opened[at]
        yield following, tuple(dict.fromkeys(current))


def utf16(text: str) -> Callable[[int], int]:
    """Make the function that turns an offset in code points into one in UTF-16, which is how scripts count.

    >>> [utf16("a😀b")(at) for at in range(4)]
    [0, 1, 3, 4]
    """
    if text.isascii() or max(text, default="") < "\U00010000":
        return lambda at: at
    widths = accumulate((1 + (char >= "\U00010000") for char in text), initial=0)
    return list(widths).__getitem__
