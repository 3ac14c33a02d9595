"""Compare two argument maps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.align.links import Caused, caused, match_links
from argmap.align.means import Means, means
from argmap.align.propositions import match_propositions
from argmap.align.reasons import Match
from argmap.align.said import Said, said
from argmap.diff.change import Agreement, Change, Disagreement, Item, OnlyIn, Side, mirrored, order
from argmap.model import ArgumentMap, Compared, Document

__all__ = ["Meeting", "Standpoint", "diff", "differ", "meet", "standpoint"]


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What is said by one side, ready to be compared: propositions, causal links, and the essays by id."""

    props: tuple[Said, ...]
    links: tuple[Caused, ...]
    documents: Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Meeting:
    """The items of two sides as they are shown, and which of them were matched; and which are one and the same."""

    left: Sequence[Item]
    right: Sequence[Item]
    matches: Sequence[Match]
    same: frozenset[tuple[int, int]]


def diff(
    a: ArgumentMap, b: ArgumentMap, *, threshold: float | None = None, using: Means | None = None
) -> Iterator[Change]:
    """Compare two maps: yield what they are opposed on, what they share, what is only in `a`, what only in `b`.

    An item of the same place of the same essay in both is no finding, so that a map compared with itself yields
    nothing. The comparison is always made in the same direction: diff(b, a) is diff(a, b) with the sides swapped.

    Args:
        a: one map.
        b: another.
        threshold: the score from 0 to 1 that matched propositions reach at least; the calibrated one by default.
        using: word vectors, calibration, and perhaps an encoder; those that ship by default.
    """
    using = using or means()
    if _key(b) < _key(a):
        changes: Iterable[Change] = (mirrored(change) for change in _changes(b, a, threshold, using))
    else:
        changes = _changes(a, b, threshold, using)
    yield from sorted(changes, key=order)


def differ(changes: Iterable[Change]) -> bool:
    """Tell whether a diff shows anything but agreement."""
    return any(not isinstance(change, Agreement) for change in changes)


def _key(amap: ArgumentMap) -> tuple[list[str], list[str], list[str]]:
    return (
        sorted(document.id for document in amap.documents),
        sorted(prop.id for prop in amap.propositions),
        sorted(link.id for link in amap.links),
    )


def _changes(a: ArgumentMap, b: ArgumentMap, threshold: float | None, using: Means) -> Iterator[Change]:
    for met in meet(standpoint(a), standpoint(b), threshold=threshold, using=using):
        yield from _of_meeting(met)


def _of_meeting(met: Meeting) -> Iterator[Change]:
    for pair in met.matches:
        if (pair.left, pair.right) not in met.same:
            kind = Disagreement if pair.opposed else Agreement
            yield kind(met.left[pair.left], met.right[pair.right], pair.score, pair.why)
    for side, items, used in (
        (Side.A, met.left, {pair.left for pair in met.matches}),
        (Side.B, met.right, {pair.right for pair in met.matches}),
    ):
        yield from (OnlyIn(side, item) for index, item in enumerate(items) if index not in used)


def standpoint(amap: ArgumentMap) -> Standpoint:
    """Gather what a map says."""
    return Standpoint(said(amap), caused(amap), {document.id: document for document in amap.documents})


def meet(a: Standpoint, b: Standpoint, *, threshold: float | None = None, using: Means) -> tuple[Meeting, Meeting]:
    """Match the propositions of two sides, and their causal links."""
    least = using.calibration.threshold if threshold is None else threshold
    sources = {**b.documents, **a.documents}
    props = tuple(match_propositions(a.props, b.props, using=using, threshold=least))
    links = tuple(match_links(a.links, b.links, vectors=using.vectors, calibration=using.calibration))
    return (
        Meeting(
            [said_item(item, sources) for item in a.props], [said_item(item, sources) for item in b.props], props,
            frozenset((it.left, it.right) for it in props if a.props[it.left].prop == b.props[it.right].prop),
        ),
        Meeting(
            [link_item(item, sources) for item in a.links], [link_item(item, sources) for item in b.links], links,
            frozenset((it.left, it.right) for it in links if a.links[it.left].link == b.links[it.right].link),
        ),
    )


def said_item(item: Said, sources: Mapping[str, Document]) -> Item:
    """Show a proposition."""
    prop = item.prop
    return Item(
        id=prop.id, kind=Compared.PROPOSITION, text=prop.text, quote=prop.evidence[0].selector.exact,
        source=_source(prop.document, sources), document=prop.document, start=prop.start, end=prop.end,
        role=prop.kind.value, horizon=prop.horizon.text if prop.horizon else "",
    )


def link_item(item: Caused, sources: Mapping[str, Document]) -> Item:
    """Show a causal link, at the first place that states it."""
    link, (cause, effect) = item.link, item.ends
    selector = link.statements[0].evidence.selector
    return Item(
        id=link.id, kind=Compared.LINK, text=link.worded(cause.label, effect.label),
        quote=selector.exact, source=_source(selector.document, sources), document=selector.document,
        start=selector.start, end=selector.end,
    )


def _source(key: str, sources: Mapping[str, Document]) -> str:
    document = sources.get(key)
    return ", ".join(filter(None, (document.author or document.title, document.date))) if document else ""
