"""Where two argument maps agree, where they are opposed, and what only one of them says."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from argmap.align import calibration, vectors
from argmap.align.links import Caused, caused, match_links
from argmap.align.propositions import match_propositions
from argmap.align.reasons import Match, Reason
from argmap.align.said import Said, said
from argmap.model import ArgumentMap, Document, Polarity, Proposition

__all__ = [
    "Agreement", "Change", "Disagreement", "Item", "OnlyIn", "Side", "diff", "differ", "mirrored", "to_json",
    "to_table_rows", "to_text",
]

#: How a causal link reads, by its polarity and by whether it is denied.
VERBS = {
    (Polarity.RAISES, False): "raises", (Polarity.RAISES, True): "does not raise",
    (Polarity.LOWERS, False): "lowers", (Polarity.LOWERS, True): "does not lower",
    (Polarity.UNKNOWN, False): "affects", (Polarity.UNKNOWN, True): "does not affect",
}


class Side(StrEnum):
    """Which of the two maps."""

    A = "a"
    B = "b"


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """A proposition or a causal link as a diff shows it: its words, and the words of the essay it comes from."""

    id: str
    kind: str
    text: str
    quote: str
    source: str
    document: str
    start: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Both maps say it."""

    a: Item
    b: Item
    score: float
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The maps say opposite things on the same matter; `why` has the words that deny or reverse."""

    a: Item
    b: Item
    score: float
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class OnlyIn:
    """One map says it, and the other nothing that is like it."""

    side: Side
    item: Item


Change = Agreement | Disagreement | OnlyIn


def diff(a: ArgumentMap, b: ArgumentMap, *, threshold: float | None = None) -> Iterator[Change]:
    """Compare two maps: yield what they are opposed on, what they share, what is only in `a`, what only in `b`.

    The comparison is always made in the same direction, so diff(b, a) is diff(a, b) with the sides swapped.

    Args:
        a: one map.
        b: another.
        threshold: the score from 0 to 1 that matched propositions reach at least; the calibrated one by default.
    """
    if _key(b) < _key(a):
        changes: Iterable[Change] = (mirrored(change) for change in _changes(b, a, threshold))
    else:
        changes = _changes(a, b, threshold)
    yield from sorted(changes, key=_order)


def differ(changes: Iterable[Change]) -> bool:
    """Tell whether a diff shows anything but agreement."""
    return any(not isinstance(change, Agreement) for change in changes)


def mirrored(change: Change) -> Change:
    """Swap the sides of a change."""
    if isinstance(change, OnlyIn):
        return replace(change, side=Side.B if change.side is Side.A else Side.A)
    why = tuple(reason.mirrored() for reason in change.why)
    return replace(change, a=change.b, b=change.a, why=why)


def _key(amap: ArgumentMap) -> tuple[list[str], list[str], list[str]]:
    return (
        sorted(document.id for document in amap.documents),
        sorted(prop.id for prop in amap.propositions),
        sorted(link.id for link in amap.links),
    )


def _order(change: Change) -> tuple[Any, ...]:
    """Sort by kind of change, then the surest match first, or the order of the text."""
    if isinstance(change, OnlyIn):
        item = change.item
        return 2 + (change.side is Side.B), item.kind, 0.0, item.document, item.start, item
    return isinstance(change, Agreement), change.a.kind, -change.score, change.a.document, change.a.start, change.a


def _changes(a: ArgumentMap, b: ArgumentMap, threshold: float | None) -> Iterator[Change]:
    learnt, words = calibration.load(), vectors.load()
    least = learnt.threshold if threshold is None else threshold
    ours, theirs = said(a), said(b)
    props = match_propositions(ours, theirs, vectors=words, calibration=learnt, threshold=least)
    sources = {document.id: document for amap in (a, b) for document in amap.documents}
    yield from _of_matches(
        list(props), [_said_item(item, sources) for item in ours], [_said_item(item, sources) for item in theirs]
    )
    left, right = caused(a), caused(b)
    links = match_links(left, right, vectors=words, calibration=learnt)
    yield from _of_matches(
        list(links), [_link_item(item, sources) for item in left], [_link_item(item, sources) for item in right]
    )


def _of_matches(matches: Sequence[Match], left: Sequence[Item], right: Sequence[Item]) -> Iterator[Change]:
    for pair in matches:
        kind = Disagreement if pair.opposed else Agreement
        yield kind(left[pair.left], right[pair.right], pair.score, pair.why)
    for side, items, used in (
        (Side.A, left, {pair.left for pair in matches}), (Side.B, right, {pair.right for pair in matches})
    ):
        yield from (OnlyIn(side, item) for index, item in enumerate(items) if index not in used)


def _said_item(item: Said, sources: dict[str, Document]) -> Item:
    prop: Proposition = item.prop
    return Item(prop.id, "proposition", prop.text, prop.evidence[0].selector.exact, _source(prop.document, sources),
                prop.document, prop.start)


def _link_item(item: Caused, sources: dict[str, Document]) -> Item:
    link, (cause, effect) = item.link, item.ends
    text = f"{cause.label} {VERBS[link.polarity, link.negated]} {effect.label}"
    selector = link.statements[0].evidence.selector
    return Item(link.id, "causal link", text, selector.exact, _source(selector.document, sources), selector.document,
                selector.start)


def _source(key: str, sources: dict[str, Document]) -> str:
    document = sources.get(key)
    return ", ".join(filter(None, (document.author or document.title, document.date))) if document else ""


# What people and programs read.

#: The headings of `to_text`, in the order of a diff.
HEADINGS = ("Opposed", "Shared", "Only in A", "Only in B")
COLUMNS = ("change", "score", "A", "B", "why")


def _group(change: Change) -> int:
    return int(_order(change)[0])


def to_table_rows(changes: Iterable[Change]) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield a row of COLUMNS for each change."""
    for change in changes:
        heading = HEADINGS[_group(change)]
        if isinstance(change, OnlyIn):
            texts = (change.item.text, "") if change.side is Side.A else ("", change.item.text)
            yield heading, "", *texts, ""
        else:
            why = "; ".join(map(str, change.why))
            yield heading, f"{change.score:.2f}", change.a.text, change.b.text, why


def to_json(changes: Iterable[Change]) -> str:
    """Write a diff as JSON: how many changes of each kind, and the changes in order."""
    changes = tuple(changes)
    counts = {heading.lower(): sum(_group(change) == at for change in changes) for at, heading in enumerate(HEADINGS)}
    data = {"counts": counts, "changes": [_plain(change) for change in changes]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _plain(change: Change) -> dict[str, Any]:
    if isinstance(change, OnlyIn):
        return {"change": "only in", "side": change.side, "item": asdict(change.item)}
    return {
        "change": type(change).__name__.lower(),
        "score": change.score,
        "a": asdict(change.a),
        "b": asdict(change.b),
        "why": [{"kind": reason.kind, "a": reason.a, "b": reason.b} for reason in change.why],
    }


def to_text(changes: Iterable[Change], width: int = 100) -> str:
    """Write a diff for a terminal of so many columns, without colour."""
    changes = tuple(changes)
    lines: list[str] = []
    for at, heading in enumerate(HEADINGS):
        group = [change for change in changes if _group(change) == at]
        if group:
            lines += [f"{heading} ({len(group)})", ""]
            lines += [line for change in group for line in (*_lines(change, width), "")]
    return "\n".join(lines or ["Nothing to compare.", ""]).rstrip("\n") + "\n"


def _lines(change: Change, width: int) -> Iterator[str]:
    if isinstance(change, OnlyIn):
        yield from _wrapped("  - ", change.item.text, width)
        return
    yield from _wrapped(f"  {change.score:.2f}  A: ", change.a.text, width)
    yield from _wrapped("        B: ", change.b.text, width)
    yield from _wrapped("        why: ", "; ".join(map(str, change.why)), width)


def _wrapped(before: str, text: str, width: int) -> list[str]:
    clean = "".join(character if character.isprintable() else " " for character in text)
    return textwrap.wrap(clean, width, initial_indent=before, subsequent_indent=" " * len(before)) or [before.rstrip()]
