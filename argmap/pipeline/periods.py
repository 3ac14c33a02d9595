"""Words that name a stretch of the calendar, "late 2027": read by rules/periods.toml, from wide to narrow."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from argmap.pipeline.stretches import Stretch, day_of, months, narrow, share
from argmap.pipeline.timepatterns import Pattern, patterns
from argmap.pipeline.timewords import month_number, ordinal, seasons, units
from argmap.resources import Rule, wrong_rule

__all__ = ["hemisphere", "period", "readings"]


def period(words: str, said: date | None = None) -> Stretch | None:
    """Read a stretch of the calendar, wide words first, each further word narrowing it; None where none is named.

    >>> period("late 2027")
    (datetime.date(2027, 9, 1), datetime.date(2027, 12, 31))
    """
    stretch: Stretch | None = None
    for rule, match in _read(words):
        stretch = READERS[str(rule.fields["read"])](Seen(match, rule, stretch, said))
        if "part" in rule.fields and rule.fields["read"] != "part":
            stretch = share(stretch, *_pair(rule, "part"))
    return stretch


def hemisphere(words: str) -> str:
    """Tell of which hemisphere the season is that words of time name, "" where they name none.

    >>> hemisphere("by next summer"), hemisphere("this austral winter"), hemisphere("in 2027")
    ('northern', 'southern', '')
    """
    found = next((match for rule, match in _read(words) if rule.fields["read"] == "season"), None)
    return "" if found is None else "southern" if found["south"] else "northern"


def readings(words: str) -> list[str]:
    """Name the rules of periods by which `period` reads some words."""
    return [rule.name for rule, _ in _read(words)]


def _read(words: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    lowered = words.lower()
    for pattern in _patterns():
        match = pattern.regex.search(lowered)
        if match and not (pattern.unless and pattern.unless.search(lowered)):
            yield pattern.rule, match


@cache
def _patterns() -> tuple[Pattern, ...]:
    """Compile the rules of periods, each with what its way to read needs."""
    return tuple(map(_checked, patterns("periods")))


def _checked(pattern: Pattern) -> Pattern:
    rule, groups = pattern.rule, pattern.regex.groupindex
    missing = sorted(READ_BY.get(str(rule.fields.get("read")), frozenset()) - set(groups) - set(rule.fields))
    if missing:
        raise wrong_rule(rule, f"to read this, it needs the field or group {', '.join(missing)}")
    return pattern


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule of periods matched, what wider words gave before it, and the day it was said."""

    match: re.Match[str]
    rule: Rule
    wide: Stretch | None
    said: date | None


def _year(seen: Seen) -> Stretch | None:
    if seen.wide is not None:
        return seen.wide
    year = int(seen.match["year"])
    return months(year + 2000 if year < 100 else year, 1, 12)


def _years(seen: Seen) -> Stretch | None:
    year, end = seen.match["year"], seen.match["last"]
    if len(end) == 2 and end <= year[2:]:
        return months(int(year), int(end), int(end)) if 1 <= int(end) <= 12 else months(int(year), 1, 12)
    first, last = months(int(year), 1, 12), months(int(year[: 4 - len(end)] + end), 1, 12)
    return (first[0], last[1]) if first and last and first <= last else seen.wide


def _decade(seen: Seen) -> Stretch | None:
    year = int(seen.match["year"])
    return date(year, 1, 1), date(year + 9, 12, 31)


def _day(seen: Seen) -> Stretch | None:
    day = day_of(int(seen.match["year"]), int(seen.match["month"]), int(seen.match["day"]))
    return (day, day) if day else seen.wide


def _unit(seen: Seen) -> Stretch | None:
    unit = str(seen.rule.fields.get("unit") or seen.match["unit"])
    if seen.wide is not None or seen.said is None:
        return seen.wide
    offset = int(str(seen.rule.fields["offset"]))
    if unit in ("day", "week"):
        monday = seen.said - timedelta(days=seen.said.weekday()) + timedelta(weeks=offset)
        return monday, monday + timedelta(days=6)
    size = units()[unit][0]
    index = (seen.said.year * 12 + seen.said.month - 1) // size + offset
    first = index * size
    return months(first // 12, first % 12 + 1, first % 12 + size)


def _century(seen: Seen) -> Stretch | None:
    if seen.said is None:
        return seen.wide
    first = seen.said.year // 100 * 100
    return date(first, 1, 1), date(first + 99, 12, 31)


def _quarter(seen: Seen) -> Stretch | None:
    index = int(seen.match["index"] or ordinal(seen.match["word"], last=4))
    return narrow(seen.wide, seen.said, 3 * index - 2, 3 * index)


def _half(seen: Seen) -> Stretch | None:
    index = int(seen.match["index"] or ordinal(seen.match["word"], last=2))
    if seen.wide and seen.wide[1].year > seen.wide[0].year:
        return share(seen.wide, 0.5 * index - 0.5, 0.5 * index)
    return narrow(seen.wide, seen.said, 6 * index - 5, 6 * index)


def _season(seen: Seen) -> Stretch | None:
    """Read a season of the northern hemisphere, or of the southern where that is said."""
    first, last = seasons()[seen.match["season"]]
    words, said, after = seen.match.string, seen.said, 6 if seen.match["south"] else 0
    if said and seen.wide is None and last + after > 12 and said.month <= last + after - 12 and "next" not in words:
        return months(said.year - 1, first + after, last + after)
    return narrow(seen.wide, said, first + after, last + after, another="next" in words, this="this" in words)


def _month(seen: Seen) -> Stretch | None:
    month = month_number(seen.match["month"])
    words = seen.match.string
    return narrow(seen.wide, seen.said, month, month, another="next" in words)


def _date_in_month(seen: Seen) -> Stretch | None:
    """Read a day of the month at hand; 29 February without a year is that of the next leap year."""
    if seen.wide is None or seen.wide[0].month != seen.wide[1].month:
        return seen.wide
    number = int(seen.match["day"] or seen.match["before"])
    year, month = seen.wide[0].year, seen.wide[0].month
    if (month, number) == (2, 29) and not re.search(r"\d{4}", seen.match.string):
        year = next((later for later in range(year, year + 9) if calendar.isleap(later)), year)
    day = day_of(year, month, number)
    return (day, day) if day else seen.wide


def _feast(seen: Seen) -> Stretch | None:
    month, number = _pair(seen.rule, "day")
    stretch = narrow(seen.wide, seen.said, int(month), int(month))
    day = day_of(stretch[0].year, int(month), int(number)) if stretch else None
    return (day, day) if day else seen.wide


def _part(seen: Seen) -> Stretch | None:
    return share(seen.wide, *_pair(seen.rule, "part"))


def _days(seen: Seen) -> Stretch | None:
    first, last = _pair(seen.rule, "days")
    return (seen.said + timedelta(days=first), seen.said + timedelta(days=last)) if seen.said else seen.wide


def _pair(rule: Rule, name: str) -> tuple[float, float]:
    """Read a field of two numbers."""
    first, last = rule.fields[name]
    return first, last


#: How the `read` field of a rule of periods is read.
READERS: Mapping[str, Callable[[Seen], Stretch | None]] = {
    "century": _century,
    "date": _date_in_month,
    "day": _day,
    "days": _days,
    "decade": _decade,
    "feast": _feast,
    "half": _half,
    "month": _month,
    "part": _part,
    "quarter": _quarter,
    "season": _season,
    "unit": _unit,
    "year": _year,
    "years": _years,
}


#: The fields or groups of the expression that each way to read needs.
READ_BY: Mapping[str, frozenset[str]] = {
    "date": frozenset({"day", "before"}),
    "day": frozenset({"year", "month", "day"}),
    "days": frozenset({"days"}),
    "decade": frozenset({"year"}),
    "feast": frozenset({"day"}),
    "half": frozenset({"index", "word"}),
    "month": frozenset({"month"}),
    "part": frozenset({"part"}),
    "quarter": frozenset({"index", "word"}),
    "season": frozenset({"season", "south"}),
    "unit": frozenset({"unit", "offset"}),
    "year": frozenset({"year"}),
    "years": frozenset({"year", "last"}),
}
