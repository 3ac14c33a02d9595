"""A diff for people at a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from argmap.align.reasons import Reason
from argmap.diff.change import Change, Group, Item, OnlyIn, group
from argmap.diff.cruxes import Crux
from argmap.diff.drift import Course, Turn
from argmap.plain import visible

__all__ = ["to_text", "turns_to_text"]

#: The columns of a terminal that a diff is written for.
WIDTH = 100


def to_text(
    changes: Iterable[Change], cruxes: Sequence[Crux] = (), *, names: tuple[str, str] = ("", ""), width: int = WIDTH
) -> str:
    """Write a diff for a terminal of so many columns, without colour: the names of the sides, cruxes, then groups."""
    groups: dict[Group, list[Change]] = {}
    for change in changes:
        groups.setdefault(group(change), []).append(change)
    named = [(f"{side}: ", name) for side, name in zip("AB", names, strict=True) if name]
    lines = [line for before, name in named for line in _wrapped(before, name, width)]
    lines += [""] * bool(lines)
    lines += _cruxes(cruxes, width)
    for heading in Group:
        if heading in groups:
            lines += [f"{heading} ({len(groups[heading])})", ""]
            lines += [line for change in groups[heading] for line in (*_lines(change, width), "")]
    return _closed(lines if groups else [*lines, "No difference."])


def turns_to_text(turns: Iterable[Turn], *, name: str = "", width: int = WIDTH) -> str:
    """Write how an author's positions change, for a terminal of so many columns."""
    found = tuple(turns)
    lines = [*_wrapped("", name, width), ""] if name else []
    for course in Course:
        chosen = [turn for turn in found if turn.course is course]
        if chosen:
            lines += [f"{course.capitalize()} ({len(chosen)})", ""]
            lines += [line for turn in chosen for line in (*_turn(turn, width), "")]
    return _closed(lines if found else [*lines, "No position to follow."])


def _closed(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _cruxes(cruxes: Sequence[Crux], width: int) -> Iterator[str]:
    if not cruxes:
        return
    yield f"Cruxes ({len(cruxes)}): opposed claims on which more rests than themselves"
    yield ""
    for at, crux in enumerate(cruxes, 1):
        yield f"{at:>4}.  {crux.share_a:.0%} of A's argument rests on it, {crux.share_b:.0%} of B's"
        yield from _wrapped("        A: ", crux.change.a.text, width)
        yield from _wrapped("        B: ", crux.change.b.text, width)
        yield ""


def _lines(change: Change, width: int) -> Iterator[str]:
    if isinstance(change, OnlyIn):
        yield from _wrapped("  - ", change.item.text, width)
        return
    yield from _wrapped(f"  {change.score:.2f}  A: ", change.a.text, width)
    yield from _wrapped("        B: ", change.b.text, width)
    yield from _wrapped("        why: ", _because(change.why), width)


def _turn(turn: Turn, width: int) -> Iterator[str]:
    if turn.before and turn.after:
        yield from _wrapped(f"  {turn.score:.2f}  before: ", _dated(turn.before), width)
        yield from _wrapped("        after:  ", _dated(turn.after), width)
        yield from _wrapped("        why:    ", _because(turn.why), width)
        return
    for item in filter(None, (turn.before, turn.after)):
        yield from _wrapped("  - ", _dated(item), width)


def _dated(item: Item) -> str:
    when = item.source.rpartition(", ")[2]
    return f"{item.text} ({when})" if when else item.text


def _because(why: Iterable[Reason]) -> str:
    return "; ".join(map(str, why))


def _wrapped(before: str, text: str, width: int) -> list[str]:
    after = " " * len(before)
    return textwrap.wrap(visible(text), width, initial_indent=before, subsequent_indent=after) or [before.rstrip()]
