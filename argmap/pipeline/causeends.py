"""The two ends of a candidate: the words that fill them and every way to cut them, by the parse and by words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from argmap.pipeline import roles, surface
from argmap.pipeline.causepaths import Path
from argmap.pipeline.roles import Role
from argmap.pipeline.spans import Cut, clause_cuts, noun_cuts, phrase_cuts
from argmap.pipeline.triggers import Trigger
from argmap.pipeline.words import Words

__all__ = ["found_end", "parted", "widened"]


def found_end(columns: Words, paths: Sequence[Path], trigger: Trigger, avoid: range) -> Role | None:
    """Fill an end by the first of its paths that leads somewhere, and cut it without the words to avoid."""
    for path in paths:
        at = path.walk(columns, trigger)
        if at is None:
            continue
        role = _seen(columns, path.view, at, trigger, avoid)
        if role is not None and role.cuts:
            return role
    return None


def _seen(columns: Words, view: str, at: int, trigger: Trigger, avoid: range) -> Role | None:
    if view == "agent":
        return roles.agent(columns, at)
    if view == "subject":
        return roles.subject(columns, at)
    if view == "theme":
        return roles.theme(columns, at, link=trigger.link)
    cutter = {"clause": clause_cuts, "noun": noun_cuts, "phrase": phrase_cuts}[view]
    return Role(at, view, tuple(cutter(columns, at, avoid)))


def parted(columns: Words, paths: Sequence[Path], trigger: Trigger, end: Role, other: Role) -> Role:
    """Cut an end again without the words that it must leave to the other one."""
    avoid = _shun(columns, end, other, trigger)
    return (found_end(columns, paths, trigger, avoid) or end) if avoid else end


def _shun(columns: Words, end: Role, other: Role, trigger: Trigger) -> range:
    """Say which words one end must leave to the other: those of the other's subtree, if they lie inside its own."""
    own, others = columns.subtree(end.head), columns.subtree(other.head)
    if other.head in own and end.head not in others:
        words = [at for at in trigger.words if at in own]
        return range(min([others.start, *words]), max([others.stop - 1, *words]) + 1)
    return range(0)


def widened(
    columns: Words, paths: Sequence[Path], trigger: Trigger, role: Role | None, sentence: range
) -> Role | None:
    """Add the cuts that go by words alone; a role that the parse does not fill is filled by them."""
    if not any(path.open for path in paths):
        return role and _outside(role, role.cuts, paths, trigger)
    words, hangs = trigger.words, any(path.hangs for path in paths)
    if role is None:
        return Role(words[0], "words", tuple(_blind(columns, paths[0], hangs=hangs, sentence=sentence, words=words)))
    if role.head not in sentence:
        return role
    more = [*_above(columns, role)] if hangs else []
    if role.head < words[0] or hangs:
        more += surface.before(columns, sentence, words)
    if hangs:
        more += surface.beyond(columns, sentence, words)
    elif role.head > words[-1]:
        more += surface.after(columns, sentence, words)
    return _outside(role, (*role.cuts, *_new(role.cuts, more)), paths, trigger)


def _blind(columns: Words, path: Path, *, hangs: bool, sentence: range, words: Sequence[int]) -> Iterator[Cut]:
    """Cut by words alone, on the side of the trigger on which such an end stands."""
    if hangs or path.view in ("agent", "subject"):
        yield from surface.before(columns, sentence, words)
    if hangs:
        yield from surface.beyond(columns, sentence, words)
    elif path.view not in ("agent", "subject"):
        yield from surface.after(columns, sentence, words)


def _outside(role: Role, cuts: Sequence[Cut], paths: Sequence[Path], trigger: Trigger) -> Role:
    """Leave out the cuts that hold the trigger itself, but where it is an adverb of the clause."""
    if any(path.embraces for path in paths):
        return Role(role.head, role.route, tuple(cuts))
    at = trigger.words[0]
    return Role(role.head, role.route, tuple(cut for cut in cuts if not cut.start <= at < cut.end))


def _new(known: Sequence[Cut], more: Sequence[Cut]) -> Iterator[Cut]:
    seen = {(cut.start, cut.end) for cut in known}
    for cut in more:
        if (cut.start, cut.end) not in seen:
            seen.add((cut.start, cut.end))
            yield cut


def _above(columns: Words, role: Role) -> Iterator[Cut]:
    """Cut the clauses above the one that the parse hangs a subordinate clause on, up to the trigger's side of it."""
    at, inside = role.head, role.cuts[0]
    for level in (1, 2):
        if columns.heads[at] == at:
            return
        at = columns.heads[at]
        for cut in phrase_cuts(columns, at):
            if cut.name in ("full", "plain", "subject") and cut.end - cut.start < 60 and cut != inside:
                yield Cut(f"above{level}.{cut.name}", cut.start, cut.end)
