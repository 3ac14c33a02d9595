"""How one author's positions change from essay to essay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from argmap.align.links import Caused
from argmap.align.means import Means, means
from argmap.align.reasons import Because, Match, Reason
from argmap.align.said import Said
from argmap.assemble import by_document
from argmap.diff.change import KINDS, Item
from argmap.diff.compare import Meeting, Standpoint, link_item, meet, said_item, standpoint
from argmap.errors import GraphError
from argmap.model import ArgumentMap, Certainty, Document

__all__ = ["Course", "Turn", "drift"]

T = TypeVar("T", Said, Caused)
#: The least sure first.
SURENESS = tuple(map(str, (Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)))


class Course(StrEnum):
    """What became of a position, in the order in which it is told."""

    REVERSED = "reversed"
    HEDGED = "hedged"
    KEPT = "kept"
    DROPPED = "dropped"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of a position: what was said before and after, how sure it is that both are one matter, and why."""

    course: Course
    before: Item | None
    after: Item | None
    score: float = 0.0
    why: tuple[Reason, ...] = ()


def drift(amap: ArgumentMap, *, using: Means | None = None) -> Iterator[Turn]:
    """Follow the positions of an author through the dated essays of a map, from the first to the last.

    Each essay is compared with the last word on everything before it. A position is new where an essay after the first
    takes it up; dropped if the last essay does not; hedged if the author is less sure than before; reversed if the
    opposite is said; else kept. What is only reported is nobody's position here.

    Raises:
        GraphError: the essays are of several authors, or fewer than two are dated.
    """
    parts = _dated(amap)
    using = using or means()
    documents = {document.id: document for document in amap.documents}
    known = _held(standpoint(parts[0]))
    turns: list[Turn] = []
    for part in parts[1:]:
        later = _held(standpoint(part))
        props, links = meet(known, later, using=using)
        turns += [turn for met in (props, links) for turn in _turns(met)]
        silent = _silent(known.props, props.matches), _silent(known.links, links.matches)
        known = Standpoint((*silent[0], *later.props), (*silent[1], *later.links), documents)
    turns += [Turn(Course.DROPPED, item, None) for item in _dropped(known, parts[-1].documents[0])]
    yield from sorted(turns, key=_order)


def _dated(amap: ArgumentMap) -> list[ArgumentMap]:
    names = sorted({document.author for document in amap.documents})
    if len(names) > 1:
        hint = f"choose one with --author: {', '.join(names)[:200]}"
        raise GraphError(f"has essays by {len(names)} authors", hint=hint)
    parts = [part for part in by_document(amap) if part.documents[0].date]
    if len(parts) < 2:
        there = "is 1 dated essay" if len(parts) == 1 else f"are {len(parts)} dated essays"
        raise GraphError(f"there {there}, and drift needs two", hint="`date:` in its front matter dates an essay")
    return sorted(parts, key=lambda part: (part.documents[0].date, part.documents[0].id))


def _held(side: Standpoint) -> Standpoint:
    return replace(side, props=tuple(item for item in side.props if not item.reported))


def _turns(met: Meeting) -> Iterator[Turn]:
    for pair in met.matches:
        before, after = met.left[pair.left], met.right[pair.right]
        yield Turn(_course(pair), before, after, pair.score, pair.why)
    taken = {pair.right for pair in met.matches}
    yield from (Turn(Course.NEW, None, item) for at, item in enumerate(met.right) if at not in taken)


def _course(pair: Match) -> Course:
    if pair.opposed:
        return Course.REVERSED
    hedged = any(
        reason.kind is Because.CERTAINTY and SURENESS.index(reason.b) < SURENESS.index(reason.a) for reason in pair.why
    )
    return Course.HEDGED if hedged else Course.KEPT


def _silent(before: Sequence[T], matches: Iterable[Match]) -> tuple[T, ...]:
    """Keep the positions of which an essay says nothing."""
    taken = {pair.left for pair in matches}
    return tuple(item for at, item in enumerate(before) if at not in taken)


def _dropped(known: Standpoint, last: Document) -> Iterator[Item]:
    """Yield the positions that the last essay does not take up."""
    items = [said_item(item, known.documents) for item in known.props]
    items += [
        link_item(item, known.documents) for item in known.links
        if all(said.evidence.selector.document != last.id for said in item.link.statements)
    ]
    yield from (item for item in items if item.document != last.id)


def _order(turn: Turn) -> tuple[int, int, str, int, str, int]:
    shown, since = turn.after or turn.before, turn.before
    if shown is None:
        return list(Course).index(turn.course), 0, "", 0, "", 0
    start = since.start if since else 0
    return list(Course).index(turn.course), KINDS.index(shown.kind), shown.document, shown.start, shown.id, start
