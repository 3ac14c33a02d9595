"""Take comments out of Argdown, and line ends out of its data, without moving a character."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["FILLER", "Masked", "masked"]

#: Stands where a comment stood. A cleaned text has none of its own.
FILLER = "\x00"
#: The most that one block of data may hold.
MAX_DATA = 65_536

#: What may hold the characters that open a comment, and what opens one; longest first.
TOKEN = re.compile(
    r"\\.|<!--|/\*|//|\{|@?\[[^\[\]\n]+\](?:\([^()\[\n]+\))?|@?<[^<>\n!+_-][^<>\n]*>|#\([^()#\n]+\)"
)
CLOSERS = {"<!--": "-->", "/*": "*/", "//": "\n"}
BLANK_LINE = re.compile(r"\n[ \t]*\n")
BRACE = re.compile(r"\\.|[{}]")
LINE_END = re.compile(r"\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """Argdown as lines to parse: `shape` is as long as the text, `data` maps each end of data to its beginning."""

    shape: str
    data: Mapping[int, int] = field(default_factory=dict)


def masked(text: str) -> Masked:
    """Mask a text.

    >>> masked("[A]: Rain. // why?").shape.rstrip(FILLER)
    '[A]: Rain. '
    """
    parts, data, done = list[str](), dict[int, int](), 0
    braces, ends = _braces(text), _Ends(text)
    while token := TOKEN.search(text, done):
        start, stop = token.start(), token.end()
        parts.append(text[done:start])
        if token[0] in CLOSERS and (closed := ends.after(CLOSERS[token[0]], stop)):
            stop = closed
            parts.append(FILLER * (stop - start))
        elif token[0] == "{" and start in braces:
            stop = braces[start]
            data[stop] = start
            parts.append(LINE_END.sub(" ", text[start:stop]))
        else:
            parts.append(token[0])
        done = stop
    return Masked(shape="".join([*parts, text[done:]]), data=data)


class _Ends:
    """Finds where a comment closes, and remembers what is not there, so that no text is searched twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.next: dict[str, int] = {}

    def after(self, closer: str, start: int) -> int:
        """Say where a comment opened before `start` ends; 0 if it never does. A line comment leaves its line end."""
        found = self.next.get(closer, -1)
        if found < start and found != len(self.text):
            found = self.text.find(closer, start)
            found = len(self.text) if found < 0 else found
            self.next[closer] = found
        if closer == "\n":
            return found
        return found + len(closer) if found < len(self.text) else 0


def _braces(text: str) -> Mapping[int, int]:
    """Pair every brace that opens data with where its data ends: short, and within one block of lines."""
    breaks = [match.start() for match in BLANK_LINE.finditer(text)]
    opened, pairs = list[int](), dict[int, int]()
    for brace in BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            start = opened.pop()
            if brace.end() - start <= MAX_DATA and not _any_between(breaks, start, brace.end()):
                pairs[start] = brace.end()
    return pairs


def _any_between(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end
