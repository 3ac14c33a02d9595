"""What is compared: the propositions of a map with the standing that its author has to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.align.standing import Standing, standings
from argmap.model import ArgumentMap, Proposition

__all__ = ["Said", "said"]


@dataclass(frozen=True, slots=True)
class Said:
    """A proposition, where its author stands to it, its mechanisms, and the concepts (id to label) of its causes."""

    prop: Proposition
    standing: Standing
    mechanisms: frozenset[str]
    concepts: Mapping[str, str]

    @property
    def reported(self) -> bool:
        """Whether the author neither holds nor rejects it."""
        return self.standing is Standing.REPORTED

    @property
    def rejected(self) -> bool:
        """Whether the author reports it and rejects it."""
        return self.standing is Standing.REJECTED


def said(amap: ArgumentMap) -> tuple[Said, ...]:
    """Gather what a map says, sorted by id, so that no result depends on the order of a tuple."""
    where = standings(amap)
    labels = {concept.id: concept.label for concept in amap.concepts}
    concepts: dict[str, dict[str, str]] = {}
    for link in amap.links:
        ends = {key: labels.get(key, "") for key in (link.cause, link.effect)}
        for prop in {key for statement in link.statements for key in statement.propositions}:
            concepts.setdefault(prop, {}).update(ends)
    props = sorted(amap.propositions, key=lambda prop: prop.id)
    return tuple(
        Said(prop, where[prop.id], frozenset(prop.mechanisms), concepts.get(prop.id, {})) for prop in props
    )
