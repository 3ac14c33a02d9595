"""What is compared: the propositions of a map with the standing that its author has to each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from argmap.align.standing import Standing, standings
from argmap.model import ArgumentMap, Proposition, Scheme

__all__ = ["Said", "said"]


@dataclass(frozen=True, slots=True)
class Said:
    """A proposition as it is compared.

    Args:
        prop: the proposition.
        standing: where its author stands to it.
        mechanisms: the mechanisms that it is about.
        grounds: these, and those of all that supports it, step by step.
        concepts: the concepts of the causes that it states, id to label.
    """

    prop: Proposition
    standing: Standing
    mechanisms: frozenset[str]
    grounds: frozenset[str]
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
    where, beneath = standings(amap), _grounds(amap)
    labels = {concept.id: concept.label for concept in amap.concepts}
    concepts: dict[str, dict[str, str]] = {}
    for link in amap.links:
        ends = {key: labels.get(key, "") for key in (link.cause, link.effect)}
        for prop in {key for statement in link.statements for key in statement.propositions}:
            concepts.setdefault(prop, {}).update(ends)
    props = sorted(amap.propositions, key=lambda prop: prop.id)
    return tuple(
        Said(prop, where[prop.id], frozenset(prop.mechanisms), beneath(prop.id), concepts.get(prop.id, {}))
        for prop in props
    )


def _grounds(amap: ArgumentMap) -> Callable[[str], frozenset[str]]:
    """Make the function that gathers the mechanisms of a proposition and of all that supports it."""
    own = {prop.id: prop.mechanisms for prop in amap.propositions}
    under: dict[str, list[str]] = {}
    for inference in amap.inferences:
        if inference.scheme is Scheme.SUPPORT:
            under.setdefault(inference.conclusion, []).extend(inference.premises)

    def gathered(key: str) -> frozenset[str]:
        seen, waiting = {key}, [key]
        while waiting:
            new = set(under.get(waiting.pop(), ())) - seen
            seen |= new
            waiting += new
        return frozenset(name for item in seen for name in own.get(item, ()))

    return gathered
