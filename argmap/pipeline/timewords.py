"""What number words, ordinals, months, seasons and units of time are worth, as the lexicons have it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from argmap.resources import lexicon

__all__ = ["HALF", "month_number", "number", "numbers", "ordinal", "seasons", "tens", "units"]

#: What adds a half to the number or the unit before it.
HALF = " and a half"


def number(word: str) -> float:
    """Read a number in digits or as a word; what is no number counts as one."""
    word, half, _ = word.strip().replace(",", "").partition(HALF)
    if re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,3})?", word):
        return float(word) + 0.5 * bool(half)
    ten, _, ones = word.replace("-", " ").partition(" ")
    parts = [ten, ones] if ten in tens() and ones else [word]
    return sum(numbers().get(part, 1.0) for part in parts) + 0.5 * bool(half)


@cache
def numbers() -> Mapping[str, float]:
    """Read what number words are worth."""
    counted = {name: float(place) for place, name in enumerate(lexicon("numbers"))}
    return counted | {name: float(value) for name, value in (line.split(" = ") for line in lexicon("number-words"))}


@cache
def tens() -> tuple[str, ...]:
    """List the tens that a further number may follow: twenty, thirty, ..."""
    return tuple(name for name, value in numbers().items() if value in range(20, 100, 10))


def ordinal(word: str, *, last: int) -> int:
    """Read "first" to "fourth"; "last" and "final" are the `last`."""
    return ("first", "second", "third", "fourth").index(word) + 1 if word not in ("last", "final") else last


def month_number(word: str) -> int:
    """Count a month from its name or the first letters of it: 1 is January."""
    return [name[:3] for name in lexicon("months")].index(word[:3]) + 1


@cache
def seasons() -> Mapping[str, tuple[int, int]]:
    """Read lexicons/seasons.txt: each season's first and last month."""
    table = {}
    for line in lexicon("seasons"):
        name, span = line.split(" = ")
        first, last = map(int, span.split())
        table[name] = (first, last)
    return table


@cache
def units() -> Mapping[str, tuple[int, str]]:
    """Read lexicons/time-units.txt: each unit's size, counted in months or in days."""
    table = {}
    for line in lexicon("time-units"):
        name, amount = line.split(" = ")
        size, kind = amount.split()
        table[name] = (int(size), kind.rstrip("s"))
    return table
