"""A diff as part of a map, so that it is written, validated and queried as everything else is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from argmap.assemble import assemble
from argmap.diff.change import Change, Item, OnlyIn, Side, findings
from argmap.diff.cruxes import Crux
from argmap.model import ArgumentMap, Comparison, Finding, comparison_id

__all__ = ["comparisons", "joined"]


def joined(a: ArgumentMap, b: ArgumentMap, changes: Iterable[Change], cruxes: Iterable[Crux] = ()) -> ArgumentMap:
    """Join two maps to one that also holds what comparing them found."""
    both = replace(assemble([a, b]), comparisons=())
    return replace(both, comparisons=comparisons(changes, cruxes))


def comparisons(changes: Iterable[Change], cruxes: Iterable[Crux] = ()) -> tuple[Comparison, ...]:
    """Say of each change what was found and in which items, sorted by id."""
    weights = {(crux.change.a.id, crux.change.b.id): crux.weight for crux in cruxes}
    found = {item.id: item for item in (_comparison(change, weights) for change in changes)}
    return tuple(found[key] for key in sorted(found))


def _comparison(change: Change, weights: dict[tuple[str, str], float]) -> Comparison:
    if isinstance(change, OnlyIn):
        ids = (change.item.id, "") if change.side is Side.A else ("", change.item.id)
        return _of(change.item, ids, Comparison(id="", kind=change.item.kind, findings=findings(change)))
    ids = change.a.id, change.b.id
    weight = weights.get(ids)
    return _of(change.a, ids, Comparison(
        id="", kind=change.a.kind, findings=(*findings(change), *[Finding.CRUX] * (weight is not None)),
        score=round(float(change.score), 4), reasons=tuple(sorted(set(map(str, change.why)))), weight=weight,
    ))


def _of(item: Item, ids: tuple[str, str], made: Comparison) -> Comparison:
    return replace(made, id=comparison_id(item.kind, *ids), a=ids[0], b=ids[1])
