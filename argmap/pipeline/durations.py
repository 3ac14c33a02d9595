"""Amounts of time, "two to three years", counted from the day they were said."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

from argmap.pipeline.stretches import FIRST_YEAR, LAST_YEAR
from argmap.pipeline.timewords import number, units

__all__ = ["counted"]


def counted(groups: Mapping[str, str | None], said: date | None) -> dict[str, date | None]:
    """Count the least and the most of an amount of time from the day it was said."""
    def group(name: str) -> str:
        return next((groups[key] or "" for key in (name, f"{name}2", f"{name}3") if groups.get(key)), "")

    unit, half = group("unit"), 0.5 * bool(group("half"))
    least = number(group("n") or "one") + half
    most = number(group("m")) + half if group("m") else least
    if said is None:
        return {}
    return {"n": _later(said, least, unit), "m": _later(said, max(most, least), unit)}


def _later(said: date, amount: float, unit: str) -> date | None:
    """Count forward; the 31st becomes the last day of a shorter month, and what lies beyond year 2999 is open."""
    size, kind = units()[unit.rstrip("s") if unit != "centuries" else "century"]
    if amount * size > 12_000 * (31 if kind == "day" else 1):
        return None
    if kind == "day":
        return said + timedelta(days=round(amount * size))
    month = said.year * 12 + said.month - 1 + round(amount * size)
    if not FIRST_YEAR <= month // 12 <= LAST_YEAR:
        return None
    final = calendar.monthrange(month // 12, month % 12 + 1)[1]
    return date(month // 12, month % 12 + 1, min(said.day, final))
