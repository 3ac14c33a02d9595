"""The words that a node stands for, so that a user knows which one is meant."""

from __future__ import annotations

from rdflib.term import Node

from argmap.rdf.gather import Facts
from argmap.vocab import AIF, ARGMAP, DCTERMS, OA, SCHEMA, SKOS

__all__ = ["words"]

#: Properties that hold words, the most telling first.
OWN = (AIF.claimText, SKOS.prefLabel, DCTERMS.title, OA.exact, SCHEMA.name)
#: Where else to look, along a property from the node.
BESIDE = (OA.hasSelector, OA.hasTarget, ARGMAP.states, OA.hasBody, AIF.Conclusion, AIF.ConflictedElement,
          ARGMAP.sideA, ARGMAP.sideB)


def words(facts: Facts, node: Node) -> str:
    """Give the words of a node; else those of what it points at, of what points at it; else ""."""
    return _own(facts, node) or _link(facts, node) or _beside(facts, node)


def _own(facts: Facts, node: Node) -> str:
    return next((found for name in OWN if (found := facts.text(node, name))), "")


def _link(facts: Facts, node: Node) -> str:
    ends = [_own(facts, end) for name in (ARGMAP.cause, ARGMAP.effect) for end in facts.all(node, name)]
    return " → ".join(filter(None, ends))


def _beside(facts: Facts, node: Node) -> str:
    """Follow one property, and from there one more."""
    for name in BESIDE:
        for near in facts.all(node, name):
            found = _own(facts, near) or _link(facts, near)
            found = found or next((it for far in facts.all(near, OA.hasSelector) if (it := _own(facts, far))), "")
            if found:
                return found
    return ""
