"""How likely a prediction is said to be, from its own words: numbers as they stand, words by a stated table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from argmap.bets.words import rules
from argmap.resources import lexicon

__all__ = ["Chance", "find", "say", "table"]

FAMILY = "chances"
#: The rule that reads words by the table; numbers go before it.
WORDS = "chances.words"
PERCENT = r"\d{1,3}(?:\.\d+)?[- ]?(?:%|percent\b|per cent\b)"
#: Numbers of the scorer and its tests are shares with four decimals.
DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Chance:
    """The least and the most, from 0 to 1, that words of probability mean; the rule, and who says so of words."""

    low: float
    high: float
    words: str
    rule: str
    source: str = ""

    @property
    def middle(self) -> float:
        """The figure that stands for the range in scores."""
        return round((self.low + self.high) / 2, DIGITS)


def find(text: str) -> tuple[Chance, ...]:
    """List the chances that a text speaks of, numbers before words, each in the order of the text.

    >>> [(chance.low, chance.high, chance.words) for chance in find("It is very likely, a 70% chance.")]
    [(0.7, 0.7, 'a 70% chance'), (0.8, 0.95, 'very likely')]
    """
    lowered = text.lower() if len(text.lower()) == len(text) else text
    numbers: list[tuple[int, Chance]] = []
    words: list[tuple[int, Chance]] = []
    taken = [False] * len(text)
    for match, rule, read in _matches(lowered):
        span = READERS[read](match)
        if span and not any(taken[match.start() : match.end()]):
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            low, high = (round(min(1.0, max(0.0, share)), DIGITS) for share in span)
            source = table()[match["term"]][2] if rule == WORDS else ""
            chance = Chance(low=min(low, high), high=max(low, high), words=text[match.start() : match.end()].strip(),
                            rule=rule, source=source)
            (words if rule == WORDS else numbers).append((match.start(), chance))
    return tuple(chance for found in (numbers, words) for _, chance in sorted(found))


def say(chance: Chance | None) -> str:
    """Write a chance in percent: "70 %", "55-80 %", or "" where there is none."""
    if chance is None:
        return ""
    low, high = (f"{share * 100:.3g}" for share in (chance.low, chance.high))
    return f"{low} %" if low == high else f"{low}-{high} %"


@cache
def table() -> Mapping[str, tuple[float, float, str]]:
    """Read lexicons/verbal-probabilities.txt: what each word of probability means, and who says so."""
    found = {}
    for line in lexicon("verbal-probabilities"):
        term, _, meaning = line.partition(" = ")
        low, high, source = meaning.split(" ", 2)
        found[term] = (float(low), float(high), source)
    return found


def _matches(text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Yield what the rules match, in the order of the rules: the first that takes words keeps them."""
    for name, regex, read in _patterns():
        for match in regex.finditer(text):
            yield match, name, read


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    number = "|".join((r"\d{1,6}", *lexicon("numbers"), *_values("number-scales")))
    places = {"more": f"{_any(lexicon('chance-more'))} ", "less": f"{_any(lexicon('chance-less'))} ",
              "about": f"(?:{_any(lexicon('chance-about'))} ?)?", "chance": rf"{_any(lexicon('chance-terms'))}\b",
              "percent": PERCENT, "words": _any(table()), "number": rf"\b(?:{number})\b"}

    def filled(pattern: str) -> re.Pattern[str]:
        for name, regex in places.items():
            pattern = f"(?:{regex})".join(re.split(rf"(?<!\?P)<{name}>", pattern))
        return re.compile(pattern)

    return tuple((rule.name, filled(str(rule.pattern)), str(rule.fields["read"])) for rule in rules(FAMILY))


def _any(terms: Iterable[str]) -> str:
    """Make an expression for any of some terms, the longest first."""
    return f"(?:{'|'.join(sorted(map(re.escape, terms), key=len, reverse=True))})"


@cache
def _values(name: str) -> Mapping[str, int]:
    """Read a lexicon of words with their numbers."""
    pairs = (line.partition(" = ") for line in lexicon(name))
    return {word: int(value) for word, _, value in pairs}


Span = tuple[float, float] | None


def _percent(match: re.Match[str]) -> Span:
    groups = match.groupdict()
    low = _figure(groups["low"]) / 100
    high = _figure(groups["high"]) / 100 if groups.get("high") else low
    if low > 1 or high > 1:
        return None
    if groups.get("least") or groups.get("open") in ("more", "higher"):
        return low, 1.0
    return (0.0, high) if groups.get("most") or groups.get("open") in ("less", "lower") else (low, high)


def _figure(text: str) -> float:
    return float(re.match(r"[\d.]+", text)[0])  # type: ignore[index] # the pattern asks for digits


def _share(match: re.Match[str]) -> Span:
    share = float(match["share"])
    return (share, share) if share <= 1 else None


def _odds(match: re.Match[str]) -> Span:
    """Odds of a to b are a chance of a / (a + b); "against", and a long shot, turn them round."""
    won, lost, after = _count(match["for"]), _count(match["against"]), (match["after"] or "")[1:]
    if after in ("against", "shot"):
        won, lost = lost, won
    return (won / (won + lost),) * 2 if won + lost and (after or match["before"]) else None


def _in(match: re.Match[str]) -> Span:
    """One in three is a chance only where it is called one."""
    part, whole = _count(match["part"]), _count(match["whole"])
    called = match["chance"] or match.start() < match.start("part")
    return (part / whole,) * 2 if called and 0 < whole >= part else None


def _fraction(match: re.Match[str]) -> Span:
    part, whole = _count(match["part"]), _values("fractions")[match["whole"]]
    return (part / whole,) * 2 if part <= whole else None


def _words(match: re.Match[str]) -> Span:
    low, high, _ = table()[match["term"]]
    return (1 - high, 1 - low) if match["denied"] else (low, high)


def _count(word: str) -> int:
    if word.isdigit():
        return int(word)
    return _values("number-scales").get(word) or lexicon("numbers").index(word)


#: How the `read` field of a rule is read.
READERS: Mapping[str, Callable[[re.Match[str]], Span]] = {
    "percent": _percent, "share": _share, "odds": _odds, "in": _in, "fraction": _fraction, "words": _words,
    "half": lambda _: (0.5, 0.5),
}
