"""Leave out of a map what argmap is less sure of, and whatever would then hang in the air."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from argmap.assemble import above, assemble
from argmap.model import ArgumentMap, CausalEnd, CausalLink, CausalStatement, Evidence

__all__ = ["confident"]


def confident(amap: ArgumentMap, least: float) -> ArgumentMap:
    """Keep what is at least so sure; with 0 the map stays as it is.

    An item stays as long as one place speaks for it surely enough, and keeps the places that do. A support, attack or
    comparison goes with anything at its ends; a causal link stays without the propositions that state it. Concepts and
    mechanisms go when the last item that used them goes.
    """
    if least <= 0:
        return amap
    props = tuple(replace(prop, evidence=_sure(prop.evidence, least)) for prop in amap.propositions)
    props = tuple(prop for prop in props if prop.evidence)
    ids = {prop.id for prop in props}
    links = (_link(link, ids, least) for link in amap.links)
    inferences = (replace(item, evidence=_sure(item.evidence, least)) for item in amap.inferences)
    kept = replace(
        amap,
        propositions=props,
        links=tuple(link for link in links if link.statements),
        inferences=tuple(item for item in inferences if item.evidence and {*item.premises, item.conclusion} <= ids),
    )
    there = {"", *ids, *(link.id for link in kept.links)}
    kept = replace(kept, comparisons=tuple(item for item in amap.comparisons if {item.a, item.b} <= there))
    loose = _ends(amap) - _ends(kept)
    kept = replace(kept, concepts=tuple(item for item in amap.concepts if item.id not in loose))
    unused = _mechanisms(amap) - _mechanisms(kept)
    return assemble([replace(kept, mechanisms=tuple(item for item in amap.mechanisms if item.id not in unused))])


def _sure(evidence: Iterable[Evidence], least: float) -> tuple[Evidence, ...]:
    return tuple(item for item in evidence if item.confidence >= least)


def _link(link: CausalLink, ids: set[str], least: float) -> CausalLink:
    said = (item for item in link.statements if item.evidence.confidence >= least)
    return replace(link, statements=tuple(_statement(item, ids) for item in said))


def _statement(item: CausalStatement, ids: set[str]) -> CausalStatement:
    """Let a statement point at no proposition that is gone."""
    return replace(item, cause=_end(item.cause, ids), effect=_end(item.effect, ids),
                   propositions=tuple(key for key in item.propositions if key in ids))


def _end(end: CausalEnd, ids: set[str]) -> CausalEnd:
    return end if end.antecedent in ids else replace(end, antecedent="")


def _ends(amap: ArgumentMap) -> set[str]:
    """List the concepts at the ends of links."""
    said = (end.concept for link in amap.links for item in link.statements for end in (item.cause, item.effect))
    return {*said, *(key for link in amap.links for key in (link.cause, link.effect))}


def _mechanisms(amap: ArgumentMap) -> set[str]:
    """List the mechanisms that items use, and those above them."""
    named = {key for prop in amap.propositions for key in prop.mechanisms}
    return above(amap.mechanisms, named | {key for item in amap.concepts for key in item.mechanisms})
