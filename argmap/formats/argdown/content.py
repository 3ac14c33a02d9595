"""The words of one Argdown statement: its text without markup, its tags, its data."""

from __future__ import annotations

import re
from dataclasses import dataclass

from argmap.formats.argdown.masking import FILLER, Masked

__all__ = ["Content", "content"]

TOKEN = re.compile(
    r"\\(?P<escaped>.)"
    r"|\[(?P<link>[^\[\]\n]+)\]\([^()\[\n]+\)"
    r"|#\((?P<long>[^()#\n]+)\)|#(?P<tag>[\w-]+)"
    r"|(?P<mark>\*\*|__|\*|_)"
    r"|(?P<space>[\s" + FILLER + r"]+)"
    r"|(?P<words>[^\\\[#*_\s" + FILLER + r"]+|.)"
)
#: What may follow a mark that closes: the end, a space, or punctuation.
AFTER_CLOSING = re.compile(r"[\s)}.,!?;:*_" + FILLER + r"-]|\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a statement says; `start` and `end` are where its words stand, `data` where its braces do (or -1)."""

    text: str
    start: int
    end: int
    tags: tuple[str, ...] = ()
    data: tuple[int, int] = (-1, -1)


def content(masked: Masked, start: int, end: int) -> Content:
    """Read the words between two places of a masked text."""
    data = _data(masked, start, end)
    stop = data[0] if data[0] >= 0 else end
    parts, tags, places, opened = list[str](), list[str](), list[int](), dict[str, int]()
    for token in TOKEN.finditer(masked.shape, start, stop):
        if token["long"] or token["tag"]:
            tags.append(" ".join((token["long"] or token["tag"]).split()))
        elif token["space"]:
            parts.append(" ")
        elif token["mark"] and _closes(masked.shape, token, opened, stop):
            parts[opened.pop(token["mark"])] = ""
            places.append(token.end())
        else:
            if token["mark"] and masked.shape[token.end() : token.end() + 1].strip(f"{FILLER} \t\n"):
                opened.setdefault(token["mark"], len(parts))
            parts.append(token["escaped"] or token["link"] or token[0])
            places += [token.start(), token.end()]
    text = " ".join("".join(parts).split())
    return Content(text=text, start=min(places, default=start), end=max(places, default=start),
                   tags=tuple(dict.fromkeys(tags)), data=data)


def _closes(shape: str, token: re.Match[str], opened: dict[str, int], stop: int) -> bool:
    return token["mark"] in opened and AFTER_CLOSING.match(shape, token.end(), stop) is not None


def _data(masked: Masked, start: int, end: int) -> tuple[int, int]:
    """Find the data that a statement ends in."""
    stop = len(masked.shape[start:end].rstrip(f"{FILLER} \t\n")) + start
    opening = masked.data.get(stop, -1)
    return (opening, stop) if opening >= start else (-1, -1)
