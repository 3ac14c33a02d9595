"""Decide what becomes of essays that a library is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argmap.library.catalogue import Action, Change
from argmap.library.essay import Essay
from argmap.library.shelf import Slot

__all__ = ["Plan", "plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to do with a batch of essays: which to take out, which to put in, and what to say of each."""

    changes: tuple[Change, ...]
    gone: tuple[str, ...]
    new: Mapping[str, Essay]

    @property
    def size(self) -> int:
        """How many characters go in."""
        return sum(len(essay.triples) for essay in self.new.values())


def plan(shelf: Iterable[Slot], batch: Iterable[Essay], *, known: bool = False) -> Plan:
    """Compare essays with those on the shelf; two of one source are one essay, of which the later version counts."""
    held = {slot.id: (slot.source, slot.digest) for slot in shelf}
    by_source = {source: key for key, (source, _) in held.items()}
    there = frozenset(held)
    gone: dict[str, None] = {}
    new: dict[str, Essay] = {}
    changes = []
    for essay in batch:
        key, version = essay.document.id, (essay.source, essay.digest)
        old = {name for name in (key, by_source.get(essay.source)) if name in held}
        action = _action(old, same=held.get(key) == version, known=known)
        changes.append(_change(action, essay))
        if action in (Action.UNCHANGED, Action.UNKNOWN):
            continue
        for name in sorted(old):
            by_source.pop(held.pop(name)[0], None)
            new.pop(name, None)
            gone |= {name: None} if name in there else {}
        held[key], by_source[essay.source], new[key] = version, key, essay
    return Plan(changes=tuple(changes), gone=tuple(gone), new=new)


def _action(old: set[str], *, same: bool, known: bool) -> Action:
    if same and len(old) == 1:
        return Action.UNCHANGED
    if old:
        return Action.REPLACED
    return Action.UNKNOWN if known else Action.ADDED


def _change(action: Action, essay: Essay) -> Change:
    document = essay.document
    return Change(action=action, id=document.id, author=document.author, date=document.date, title=document.title)
