"""A diff for programs: JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from argmap.align.reasons import Reason
from argmap.diff.change import Change, Group, OnlyIn, findings, group
from argmap.diff.cruxes import Crux
from argmap.diff.drift import Course, Turn
from argmap.output import json_text

__all__ = ["to_json", "turns_to_json"]


def to_json(
    changes: Iterable[Change], cruxes: Sequence[Crux] = (), *, names: tuple[str, str] = ("", "")
) -> str:
    """Write a diff as JSON: who is compared, how many changes of each group, the cruxes, the changes in order."""
    changes = tuple(changes)
    counts = Counter(map(group, changes))
    data = {
        "a": names[0],
        "b": names[1],
        "counts": {heading.value.lower(): counts[heading] for heading in Group},
        "cruxes": [_crux(crux) for crux in cruxes],
        "changes": [_plain(change) for change in changes],
    }
    return _dumped(data)


def turns_to_json(turns: Iterable[Turn], *, name: str = "") -> str:
    """Write how an author's positions change as JSON: how many of each course, and each turn."""
    found = tuple(turns)
    counts = Counter(turn.course for turn in found)
    return _dumped({
        "author": name,
        "counts": {course.value: counts[course] for course in Course},
        "turns": [
            {
                "course": turn.course,
                "score": turn.score,
                "before": asdict(turn.before) if turn.before else None,
                "after": asdict(turn.after) if turn.after else None,
                "why": _why(turn.why),
            }
            for turn in found
        ],
    })


def _plain(change: Change) -> dict[str, Any]:
    found = {"change": type(change).__name__.lower(), "group": group(change), "findings": findings(change)}
    if isinstance(change, OnlyIn):
        return {**found, "change": "only in", "side": change.side, "item": asdict(change.item)}
    return {**found, "score": change.score, "a": asdict(change.a), "b": asdict(change.b), "why": _why(change.why)}


def _crux(crux: Crux) -> dict[str, Any]:
    return {
        "a": crux.change.a.id, "b": crux.change.b.id, "weight": crux.weight, "rests in a": crux.share_a,
        "rests in b": crux.share_b,
    }


def _why(why: Iterable[Reason]) -> list[dict[str, str]]:
    return [{"kind": reason.kind, "a": reason.a, "b": reason.b} for reason in why]


def _dumped(data: Any) -> str:
    return json_text(data)
