"""When a stretch of text speaks for a labelled unit, and when two quotations say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

__all__ = ["SAME", "Bag", "Place", "bag", "covering", "place", "plain", "token_f1"]

#: Start and end in a text, or None for what is not in it.
Place = tuple[int, int] | None
Bag = Counter[str]

#: The token F1 from which on two quotations say the same.
SAME = 0.5
WORD = re.compile(r"\w+")
SPACE = re.compile(r"\s")


def plain(text: str) -> str:
    """Reduce a text to its words, in lower case.

    >>> plain("By early 2027,")
    'by early 2027'
    """
    return " ".join(WORD.findall(text.lower()))


def bag(text: str) -> Bag:
    """Count the words of a text."""
    return Counter(WORD.findall(text.lower()))


def token_f1(one: Bag, other: Bag) -> float:
    """Compare two bags of words.

    >>> token_f1(bag("the open models"), bag("open models"))
    0.8
    """
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total()) if one and other else 0.0


def place(units: Sequence[str], text: str) -> tuple[Place, ...]:
    """Find each unit in turn, white space aside.

    >>> place(["One two.", "Gone.", "Three."], "One\\n two.  Three.")
    ((0, 9), None, (11, 17))
    """
    back = [at for at, character in enumerate(text) if not character.isspace()]
    flat = "".join(text[at] for at in back)
    at = 0
    found: list[Place] = []
    for unit in units:
        key = SPACE.sub("", unit)
        start = flat.find(key, at)
        if start < 0:
            found.append(None)
            continue
        at = start + len(key)
        found.append((back[start], back[at - 1] + 1))
    return tuple(found)


def covering(places: Sequence[Place], start: int, end: int) -> list[int]:
    """List the places with which [start, end) shares at least half of the shorter of the two."""
    return [at for at, span in enumerate(places) if span and _half(span, start, end)]


def _half(span: tuple[int, int], start: int, end: int) -> bool:
    overlap = min(end, span[1]) - max(start, span[0])
    return overlap > 0 and overlap >= 0.5 * min(end - start, span[1] - span[0])
