"""Stretches of the calendar, from a first to a last day, and how to take a part of one."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Stretch", "day_of", "month_end", "months", "narrow", "share"]

#: The first and the last day of a stretch of the calendar.
Stretch = tuple[date, date]
#: Years outside these are no horizon that an essay means.
FIRST_YEAR, LAST_YEAR = 1900, 2999


def day_of(year: int, month: int, day: int) -> date | None:
    """Give the day of the calendar, None where it has no such day or no horizon is so far away."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def month_end(day: date) -> date:
    """Give the last day of a month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months(year: int, first: int, last: int) -> Stretch | None:
    """Span months of a year; a number above 12 runs on into the years after."""
    start, end = year * 12 + first - 1, year * 12 + last - 1
    if not FIRST_YEAR <= start // 12 <= end // 12 <= LAST_YEAR:
        return None
    final = calendar.monthrange(end // 12, end % 12 + 1)[1]
    return date(start // 12, start % 12 + 1, 1), date(end // 12, end % 12 + 1, final)


def narrow(
    wide: Stretch | None, said: date | None, first: int, last: int, *, another: bool = False, this: bool = False
) -> Stretch | None:
    """Take months of the year at hand; where no year is named, the first such months that are not over.

    `another` passes over those that are near, `this` keeps to the year in which it was said.
    """
    if wide is not None:
        return months(wide[0].year, first, last)
    if said is None:
        return None
    here = months(said.year, first, last)
    if this and here and here[1] < said:
        return here
    over = here is None or here[1] < said or (another and here[0] <= said)
    later_year = over or (another and first <= 12 and here is not None and (here[0] - said).days < 90)
    return months(said.year + 1, first, last) if later_year else here


def share(wide: Stretch | None, low: float, high: float) -> Stretch | None:
    """Keep a share of a stretch: of whole months where it has them, of days otherwise."""
    if wide is None:
        return None
    count = (wide[1].year - wide[0].year) * 12 + wide[1].month - wide[0].month + 1
    if count < 3:
        days = (wide[1] - wide[0]).days + 1
        return wide[0] + timedelta(days=round(low * days)), wide[0] + timedelta(days=round(high * days) - 1)
    first = wide[0].month
    return months(wide[0].year, first + round(low * count), first + round(high * count) - 1)
