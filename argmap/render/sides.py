"""The page of a diff: one author left, the other right, what they share between them, and both essays beneath."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from argmap.diff import Change, Crux, Group, Item, OnlyIn, Side, group, name_of
from argmap.model import ArgumentMap, Compared, Document, comparison_id
from argmap.plain import one_line
from argmap.render import shell
from argmap.render.payload import document, encodings
from argmap.render.reading import Mark, blocks, utf16

__all__ = ["PARTS", "diff_to_html"]

#: The parts of the page's own script, in the order in which they need each other.
PARTS = (
    "dom.js", "diff-data.js", "theme.js", "diff-state.js", "diff-rows.js", "diff-cruxes.js", "diff-essays.js",
    "diff-filters.js", "diff-main.js",
)
STYLES = ("map.css", "diff.css")


def diff_to_html(
    a: ArgumentMap, b: ArgumentMap, changes: Iterable[Change], cruxes: Iterable[Crux] = (), *, title: str = ""
) -> str:
    """Write a diff as one HTML page that fetches nothing; equal diffs give equal pages.

    Args:
        a: the map on the left.
        b: the map on the right.
        changes: what comparing them found.
        cruxes: those of the opposed claims on which most rests, for the table on top.
        title: what the page is called, instead of the names of the sides.
    """
    data = _payload(a, b, tuple(changes), tuple(cruxes), title)
    values = shell.context(title=data["title"], language="en", styles=STYLES, scripts=(shell.script(PARTS),), data=data)
    return shell.filled("diff.html", values)


def _payload(
    a: ArgumentMap, b: ArgumentMap, changes: Sequence[Change], cruxes: Sequence[Crux], title: str
) -> dict[str, Any]:
    names = [one_line(name_of(amap)) for amap in (a, b)]
    items = _items(changes)
    essays = {doc.id: doc for amap in (a, b) for doc in amap.documents}
    units = {key: utf16(doc.text) for key, doc in essays.items()}
    places = {key: at for at, key in enumerate(essays)}
    numbers = {item: at for at, item in enumerate(items)}
    return {
        "title": title or " · ".join(names),
        "sides": [
            {"name": name, "essays": [places[doc.id] for doc in _in_time(amap)]}
            for name, amap in zip(names, (a, b), strict=True)
        ],
        "documents": [document(doc, blocks(doc, _marks(doc, items))) for doc in essays.values()],
        "items": [
            {
                "kind": item.role or "link", "text": one_line(item.text), "horizon": one_line(item.horizon),
                "document": places.get(item.document, -1),
                "start": _unit(units, item, item.start), "end": _unit(units, item, item.end),
            }
            for item in items
        ],
        "groups": [{"name": heading.value, "key": heading.name.lower().replace("_", "-")} for heading in Group],
        "changes": [_change(change, numbers) for change in changes],
        "cruxes": [_crux(crux) for crux in cruxes],
        "encodings": encodings(),
        "generator": a.generator or b.generator,
    }


def _in_time(amap: ArgumentMap) -> list[Document]:
    return sorted(amap.documents, key=lambda doc: (doc.date, doc.id))


def _unit(units: Mapping[str, Any], item: Item, at: int) -> int:
    """Count an offset as scripts do; an item without its essay has none."""
    return int(units[item.document](at)) if item.document in units else 0


def _items(changes: Iterable[Change]) -> list[Item]:
    found: dict[Item, None] = {}
    for change in changes:
        found.update(dict.fromkeys([change.item] if isinstance(change, OnlyIn) else [change.a, change.b]))
    return list(found)


def _marks(doc: Document, items: Sequence[Item]) -> list[Mark]:
    return [Mark(item.start, item.end, at) for at, item in enumerate(items) if item.document == doc.id]


def _change(change: Change, numbers: Mapping[Item, int]) -> dict[str, Any]:
    heading = list(Group).index(group(change))
    if isinstance(change, OnlyIn):
        at, here = numbers[change.item], change.side is Side.A
        ids = (change.item.id, "") if here else ("", change.item.id)
        return {"id": comparison_id(change.item.kind, *ids), "group": heading, "a" if here else "b": at}
    return {
        "id": _id(change.a, change.b), "group": heading, "a": numbers[change.a], "b": numbers[change.b],
        "score": round(float(change.score), 2),
        "why": [[reason.kind.value, one_line(reason.a), one_line(reason.b)] for reason in change.why],
    }


def _crux(crux: Crux) -> dict[str, Any]:
    return {
        "id": _id(crux.change.a, crux.change.b), "weight": crux.weight, "a": crux.share_a, "b": crux.share_b,
    }


def _id(a: Item, b: Item) -> str:
    return comparison_id(Compared(a.kind), a.id, b.id)
