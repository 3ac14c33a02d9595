"""What the words of a horizon mean as dates, counted from the day they were said. Pure: no clock, no spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from argmap.model import Horizon
from argmap.pipeline.durations import counted
from argmap.pipeline.periods import period
from argmap.pipeline.stretches import Stretch, day_of
from argmap.pipeline.timepatterns import Pattern, patterns

__all__ = ["Phrase", "find", "resolve", "said_on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words of time in a text, where they stand, and the rule that found them."""

    start: int
    end: int
    rule: str
    horizon: Horizon


def said_on(iso: str) -> date | None:
    """Read an essay's date, "2026-04-15" or the beginning of it; anything else is no date.

    >>> said_on("2026-04"), said_on("spring")
    (datetime.date(2026, 4, 1), None)
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ].*)?", iso.strip())
    if not match:
        return None
    return day_of(int(match[1]), int(match[2] or 1), int(match[3] or 1))


def resolve(text: str, said: date | None = None) -> Horizon:
    """Give the dates that words of time mean when said on a day; without that day only calendar dates are given.

    >>> resolve("by 2030", date(2026, 4, 15))
    Horizon(text='by 2030', earliest='2026-04-15', latest='2030-12-31')
    >>> resolve("within two years")
    Horizon(text='within two years', earliest=None, latest=None)
    """
    found = max(find(text, said), key=lambda phrase: phrase.end - phrase.start, default=None)
    if found is None:
        return Horizon(text=text)
    return Horizon(text=text, earliest=found.horizon.earliest, latest=found.horizon.latest)


def find(text: str, said: date | None = None) -> Iterator[Phrase]:
    """Yield the words of time in a text from left to right; of those that overlap the longest, without overlaps."""
    lowered = text.lower() if len(text.lower()) == len(text) else text
    matches = [found for pattern in patterns("horizons") for found in _matches(pattern, lowered)]
    end = -1
    for start, stop, _, pattern, match in sorted(matches, key=lambda item: (item[0], -item[1], item[2])):
        if start >= end:
            end = stop
            words = text[start:stop]
            yield Phrase(start=start, end=stop, rule=pattern.rule.name, horizon=_dated(words, pattern, match, said))


def _matches(pattern: Pattern, text: str) -> Iterator[tuple[int, int, str, Pattern, re.Match[str]]]:
    for match in pattern.regex.finditer(text):
        if pattern.unless is None or not pattern.unless.search(text, max(0, match.start() - 3), match.end()):
            group = "text" if match.groupdict().get("text") else 0
            yield match.start(group), match.end(group), pattern.rule.name, pattern, match


def _dated(words: str, pattern: Pattern, match: re.Match[str], said: date | None) -> Horizon:
    """Work out the two bounds that a horizon rule names."""
    bounds = _bounds(words, match, said)
    earliest = bounds.get(str(pattern.rule.fields["earliest"]))
    latest = bounds.get(str(pattern.rule.fields["latest"]))
    if said and earliest and earliest < said and not (latest and latest < said):
        earliest = said
    return Horizon(text=words, earliest=_iso(earliest), latest=_iso(latest))


def _bounds(words: str, match: re.Match[str], said: date | None) -> dict[str, date | None]:
    """Name the days that a rule's bounds may speak of."""
    groups = match.groupdict()
    if any(groups.get(key) for key in ("unit", "unit2", "unit3")):
        return {"said": said, **counted(groups, said)}
    stretch = _between(groups, said) if groups.get("until") else period(words, said)
    if stretch is None:
        return {"said": said}
    start, end = stretch
    one = timedelta(days=1)
    return {"said": said if said and said <= end else None, "start": start, "end": end,
            "before": start - one, "after": end + one}


def _between(groups: Mapping[str, str | None], said: date | None) -> Stretch | None:
    """Read a stretch from one period to another; a month or season without a year is of the last one's year."""
    start, until = groups["since"] or "", groups["until"] or ""
    last = period(until, said)
    if last is None:
        return None
    relative = re.search(r"\b(?:this|next)\b", start)
    dated = period(start, said) if relative else period(start) or period(f"{start} {last[0].year}")
    if dated and dated[0] > last[0]:
        dated = period(f"{start} {last[0].year - 1}")
    return (dated[0], last[1]) if dated and dated[0] <= last[1] else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
