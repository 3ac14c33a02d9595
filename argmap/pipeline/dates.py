"""What the words of a horizon mean as dates, counted from the day they were said. Pure: no clock, no spaCy."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from argmap.model import Horizon
from argmap.resources import Rule, lexicon, rules, wrong_rule

__all__ = ["Phrase", "Stretch", "find", "hemisphere", "month_end", "period", "readings", "resolve", "said_on"]

#: The first and the last day of a stretch of the calendar.
Stretch = tuple[date, date]

#: Years outside these are no horizon that an essay means.
FIRST_YEAR, LAST_YEAR = 1900, 2999
#: What adds a half to the number or the unit before it.
HALF = " and a half"
#: What may stand before a season: where no hemisphere is named, it is the northern one.
HEMISPHERE = "(?:(?:southern|austral|northern|boreal)(?: hemisphere(?:['’]s)?)? )?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words of time in a text, where they stand, and the rule that found them."""

    start: int
    end: int
    rule: str
    horizon: Horizon


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule with its regular expressions compiled."""

    rule: Rule
    regex: re.Pattern[str]
    unless: re.Pattern[str] | None


def said_on(iso: str) -> date | None:
    """Read an essay's date, "2026-04-15" or the beginning of it; anything else is no date.

    >>> said_on("2026-04"), said_on("spring")
    (datetime.date(2026, 4, 1), None)
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ].*)?", iso.strip())
    if not match:
        return None
    return _date(int(match[1]), int(match[2] or 1), int(match[3] or 1))


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
    matches = [found for pattern in _patterns("horizons") for found in _matches(pattern, lowered)]
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
        return {"said": said, **_spans(groups, said)}
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


def _spans(groups: Mapping[str, str | None], said: date | None) -> dict[str, date | None]:
    """Count the least and the most of an amount of time from the day it was said."""
    def group(name: str) -> str:
        return next((groups[key] or "" for key in (name, f"{name}2", f"{name}3") if groups.get(key)), "")

    unit, half = group("unit"), 0.5 * bool(group("half"))
    least = _number(group("n") or "one") + half
    most = _number(group("m")) + half if group("m") else least
    if said is None:
        return {}
    return {"n": _later(said, least, unit), "m": _later(said, max(most, least), unit)}


def period(words: str, said: date | None = None) -> Stretch | None:
    """Read a stretch of the calendar, wide words first, each further word narrowing it; None where none is named.

    >>> period("late 2027")
    (datetime.date(2027, 9, 1), datetime.date(2027, 12, 31))
    """
    stretch: Stretch | None = None
    for rule, match in _read(words):
        stretch = READERS[str(rule.fields["read"])](Seen(match, rule, stretch, said))
        if "part" in rule.fields and rule.fields["read"] != "part":
            stretch = _share(stretch, *_pair(rule, "part"))
    return stretch


def hemisphere(words: str) -> str:
    """Tell of which hemisphere the season is that words of time name, "" where they name none.

    >>> hemisphere("by next summer"), hemisphere("this austral winter"), hemisphere("in 2027")
    ('northern', 'southern', '')
    """
    found = next((match for rule, match in _read(words) if rule.fields["read"] == "season"), None)
    return "" if found is None else "southern" if found["south"] else "northern"


def month_end(day: date) -> date:
    """Give the last day of a month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def readings(words: str) -> list[str]:
    """Name the rules of periods by which `period` reads some words."""
    return [rule.name for rule, _ in _read(words)]


def _read(words: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    lowered = words.lower()
    for pattern in _patterns("periods"):
        match = pattern.regex.search(lowered)
        if match and not (pattern.unless and pattern.unless.search(lowered)):
            yield pattern.rule, match


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
    return _months(year + 2000 if year < 100 else year, 1, 12)


def _years(seen: Seen) -> Stretch | None:
    year, end = seen.match["year"], seen.match["last"]
    if len(end) == 2 and end <= year[2:]:
        return _months(int(year), int(end), int(end)) if 1 <= int(end) <= 12 else _months(int(year), 1, 12)
    first, last = _months(int(year), 1, 12), _months(int(year[: 4 - len(end)] + end), 1, 12)
    return (first[0], last[1]) if first and last and first <= last else seen.wide


def _decade(seen: Seen) -> Stretch | None:
    year = int(seen.match["year"])
    return date(year, 1, 1), date(year + 9, 12, 31)


def _day(seen: Seen) -> Stretch | None:
    day = _date(int(seen.match["year"]), int(seen.match["month"]), int(seen.match["day"]))
    return (day, day) if day else seen.wide


def _unit(seen: Seen) -> Stretch | None:
    unit = str(seen.rule.fields.get("unit") or seen.match["unit"])
    if seen.wide is not None or seen.said is None:
        return seen.wide
    offset = int(str(seen.rule.fields["offset"]))
    if unit in ("day", "week"):
        monday = seen.said - timedelta(days=seen.said.weekday()) + timedelta(weeks=offset)
        return monday, monday + timedelta(days=6)
    size = _units()[unit][0]
    index = (seen.said.year * 12 + seen.said.month - 1) // size + offset
    first = index * size
    return _months(first // 12, first % 12 + 1, first % 12 + size)


def _century(seen: Seen) -> Stretch | None:
    if seen.said is None:
        return seen.wide
    first = seen.said.year // 100 * 100
    return date(first, 1, 1), date(first + 99, 12, 31)


def _quarter(seen: Seen) -> Stretch | None:
    index = int(seen.match["index"] or _ordinal(seen.match["word"], last=4))
    return _narrow(seen.wide, seen.said, 3 * index - 2, 3 * index)


def _half(seen: Seen) -> Stretch | None:
    index = int(seen.match["index"] or _ordinal(seen.match["word"], last=2))
    if seen.wide and seen.wide[1].year > seen.wide[0].year:
        return _share(seen.wide, 0.5 * index - 0.5, 0.5 * index)
    return _narrow(seen.wide, seen.said, 6 * index - 5, 6 * index)


def _season(seen: Seen) -> Stretch | None:
    """Read a season of the northern hemisphere, or of the southern where that is said."""
    first, last = _seasons()[seen.match["season"]]
    words, said, after = seen.match.string, seen.said, 6 if seen.match["south"] else 0
    if said and seen.wide is None and last + after > 12 and said.month <= last + after - 12 and "next" not in words:
        return _months(said.year - 1, first + after, last + after)
    return _narrow(seen.wide, said, first + after, last + after, another="next" in words, this="this" in words)


@cache
def _seasons() -> Mapping[str, tuple[int, int]]:
    """Read lexicons/seasons.txt: each season's first and last month."""
    table = {}
    for line in lexicon("seasons"):
        name, months = line.split(" = ")
        first, last = map(int, months.split())
        table[name] = (first, last)
    return table


def _month(seen: Seen) -> Stretch | None:
    month = _month_number(seen.match["month"])
    words = seen.match.string
    return _narrow(seen.wide, seen.said, month, month, another="next" in words)


def _date_in_month(seen: Seen) -> Stretch | None:
    """Read a day of the month at hand; 29 February without a year is that of the next leap year."""
    if seen.wide is None or seen.wide[0].month != seen.wide[1].month:
        return seen.wide
    number = int(seen.match["day"] or seen.match["before"])
    year, month = seen.wide[0].year, seen.wide[0].month
    if (month, number) == (2, 29) and not re.search(r"\d{4}", seen.match.string):
        year = next((later for later in range(year, year + 9) if calendar.isleap(later)), year)
    day = _date(year, month, number)
    return (day, day) if day else seen.wide


def _feast(seen: Seen) -> Stretch | None:
    month, number = _pair(seen.rule, "day")
    stretch = _narrow(seen.wide, seen.said, int(month), int(month))
    day = _date(stretch[0].year, int(month), int(number)) if stretch else None
    return (day, day) if day else seen.wide


def _part(seen: Seen) -> Stretch | None:
    return _share(seen.wide, *_pair(seen.rule, "part"))


def _share(wide: Stretch | None, low: float, high: float) -> Stretch | None:
    """Keep a share of a stretch: of whole months where it has them, of days otherwise."""
    if wide is None:
        return None
    months = (wide[1].year - wide[0].year) * 12 + wide[1].month - wide[0].month + 1
    if months < 3:
        days = (wide[1] - wide[0]).days + 1
        return wide[0] + timedelta(days=round(low * days)), wide[0] + timedelta(days=round(high * days) - 1)
    first = wide[0].month
    return _months(wide[0].year, first + round(low * months), first + round(high * months) - 1)


def _pair(rule: Rule, name: str) -> tuple[float, float]:
    """Read a field of two numbers."""
    first, last = rule.fields[name]
    return first, last


def _days(seen: Seen) -> Stretch | None:
    first, last = _pair(seen.rule, "days")
    return (seen.said + timedelta(days=first), seen.said + timedelta(days=last)) if seen.said else seen.wide


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


def _narrow(
    wide: Stretch | None, said: date | None, first: int, last: int, *, another: bool = False, this: bool = False
) -> Stretch | None:
    """Take months of the year at hand; where no year is named, the first such months that are not over.

    `another` passes over those that are near, `this` keeps to the year in which it was said.
    """
    if wide is not None:
        return _months(wide[0].year, first, last)
    if said is None:
        return None
    here = _months(said.year, first, last)
    if this and here and here[1] < said:
        return here
    over = here is None or here[1] < said or (another and here[0] <= said)
    later_year = over or (another and first <= 12 and here is not None and (here[0] - said).days < 90)
    return _months(said.year + 1, first, last) if later_year else here


def _months(year: int, first: int, last: int) -> Stretch | None:
    """Span months of a year; a number above 12 runs on into the years after."""
    start, end = year * 12 + first - 1, year * 12 + last - 1
    if not FIRST_YEAR <= start // 12 <= end // 12 <= LAST_YEAR:
        return None
    final = calendar.monthrange(end // 12, end % 12 + 1)[1]
    return date(start // 12, start % 12 + 1, 1), date(end // 12, end % 12 + 1, final)


def _later(said: date, amount: float, unit: str) -> date | None:
    """Count forward; the 31st becomes the last day of a shorter month, and what lies beyond year 2999 is open."""
    size, kind = _units()[unit.rstrip("s") if unit != "centuries" else "century"]
    if amount * size > 12_000 * (31 if kind == "day" else 1):
        return None
    if kind == "day":
        return said + timedelta(days=round(amount * size))
    month = said.year * 12 + said.month - 1 + round(amount * size)
    if not FIRST_YEAR <= month // 12 <= LAST_YEAR:
        return None
    final = calendar.monthrange(month // 12, month % 12 + 1)[1]
    return date(month // 12, month % 12 + 1, min(said.day, final))


def _date(year: int, month: int, day: int) -> date | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(word: str) -> float:
    """Read a number in digits or as a word; what is no number counts as one."""
    word, half, _ = word.strip().replace(",", "").partition(HALF)
    if re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,3})?", word):
        return float(word) + 0.5 * bool(half)
    tens, _, ones = word.replace("-", " ").partition(" ")
    parts = [tens, ones] if tens in _tens() and ones else [word]
    return sum(_numbers().get(part, 1.0) for part in parts) + 0.5 * bool(half)


@cache
def _numbers() -> Mapping[str, float]:
    """Read what number words are worth."""
    counted = {name: float(place) for place, name in enumerate(lexicon("numbers"))}
    return counted | {name: float(value) for name, value in (line.split(" = ") for line in lexicon("number-words"))}


@cache
def _tens() -> tuple[str, ...]:
    """List the tens that a further number may follow: twenty, thirty, ..."""
    return tuple(name for name, value in _numbers().items() if value in range(20, 100, 10))


def _ordinal(word: str, *, last: int) -> int:
    """Read "first" to "fourth"; "last" and "final" are the `last`."""
    return ("first", "second", "third", "fourth").index(word) + 1 if word not in ("last", "final") else last


def _month_number(word: str) -> int:
    return [name[:3] for name in lexicon("months")].index(word[:3]) + 1


@cache
def _units() -> Mapping[str, tuple[int, str]]:
    """Read lexicons/time-units.txt: each unit's size, counted in months or in days."""
    table = {}
    for line in lexicon("time-units"):
        name, amount = line.split(" = ")
        size, kind = amount.split()
        table[name] = (int(size), kind.rstrip("s"))
    return table


@cache
def _patterns(family: str) -> tuple[Pattern, ...]:
    """Compile a family of rules, with the places for numbers, units and periods filled in."""
    return tuple(_compiled(rule) for rule in rules(family))


def _compiled(rule: Rule) -> Pattern:
    if not isinstance(rule.pattern, str):
        raise wrong_rule(rule, "pattern is a regular expression")
    try:
        regex = re.compile(_filled(rule.pattern))
        unless = re.compile(str(rule.fields["unless"])) if "unless" in rule.fields else None
    except re.error as error:
        raise wrong_rule(rule, f"not a regular expression: {error}") from error
    missing = sorted(READ_BY.get(str(rule.fields.get("read")), frozenset()) - set(regex.groupindex) - set(rule.fields))
    if missing:
        raise wrong_rule(rule, f"to read this, it needs the field or group {', '.join(missing)}")
    return Pattern(rule, regex, unless)


def _filled(pattern: str) -> str:
    """Fill in the shorthands that the head of rules/horizons.toml explains; <span> names its groups once a use."""
    spans = iter(("", "2", "3"))
    filled = re.sub("<span>", lambda _: _span(next(spans)), pattern)
    for name, regex in _shorthands().items():
        filled = f"(?:{regex})".join(re.split(rf"(?<!\?P)<{name}>", filled))
    return filled


def _span(suffix: str) -> str:
    return (
        rf"(?P<n{suffix}><number>)(?: ?(?:-|–|to|or|and) ?(?P<m{suffix}><number>))?[ -]"
        rf"(?:more |short |full |calendar |or so )?(?P<unit{suffix}><unit>)\b(?P<half{suffix}>{HALF})?"
    )


@cache
def _shorthands() -> Mapping[str, str]:
    month = "|".join(rf"{name}|{name[:3]}\b\.?" if name != "may" else name for name in lexicon("months"))
    unit = "|".join(sorted(_units()))
    words = sorted(_numbers(), key=len, reverse=True)
    ones = "|".join(lexicon("numbers")[1:10])
    tens = rf"(?:{'|'.join(_tens())})(?:[- ](?:{ones}))?\b"
    number = "|".join([r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,4}(?:\.\d)?", tens, *words])
    number = f"(?:{number})(?:{HALF})?"
    year = r"(?:20|21)\d\d"
    years = (
        rf"{year}(?:-\d\d-\d\d\b|(?:s\b)?(?:,? (?:or|to|and)(?: maybe| perhaps| possibly)? {year}|\s?[-–—]\s?{year}"
        r"|[-–/]\d\d(?![-–/]?\d))?)"
    )
    part = (
        r"(?:(?:the )?(?:very )?(?:early[- ]to[- ]mid|mid[- ]to[- ]late"
        r"|early|mid|late|beginning|start|middle|end|close|turn|rest|remainder|course"
        r"|(?:first|second|latter|last) half|(?:first|second|third|fourth|last|final) quarter)"
        r"(?:[ -](?:of|in))?(?:[ -](?:the ))?[ -]?)"
    )
    season = rf"(?:{HEMISPHERE}(?:{'|'.join(_seasons())}))"
    tail = rf"(?:,? (?:of )?{year}\b|[ ,]+(?:of )?(?:this|next) year\b)"
    dated = (
        rf"(?:{years}\b|['’][2-9]\d\b|(?:q[1-4]|h[12]){tail}|(?:the )?{season} (?:of )?{years}"
        rf"|(?:<month>)(?: \d\d?(?:st|nd|rd|th)?\b)?{tail}|\d\d?(?:st|nd|rd|th)? (?:of )?(?:<month>){tail})"
    )
    named = (
        rf"(?:<month>(?: \d\d?(?:st|nd|rd|th)?\b)?(?!\w)|\d\d?(?:st|nd|rd|th)? (?:of )?(?:<month>)|(?:q[1-4]|h[12])\b"
        r"|(?:the )?(?:first|second|third|fourth|last|final) quarter\b|christmas\b"
        rf"|(?:this|next) (?:{season}|<month>|<unit>)|(?:the )?year(?:['’]s)?[- ]end\b|mid[- ]century\b)"
    )
    anchored = (
        rf"(?:{part}(?:the |this )?(?:year|decade|century|quarter|month|week)\b(?: after next\b)?"
        r"|the (?:year|quarter|month|week) after next\b)"
    )
    return {"period": rf"(?:{anchored}|{part}?(?:{dated}|{named}))", "dated": rf"{part}?{dated}", "vague": _vague(),
            "season": season, "number": number, "month": month, "unit": f"(?:{unit}|centurie)s?"}


def _vague() -> str:
    return (
        r"(?:(?:a )?(?:few|several|handful of|number of|matter of)(?: short| more)? (?:<unit>)"
        r"(?: or (?:<unit>))?)"
    )
