"""An ArgumentMap as a networkx graph: a view to count, walk and draw, never stored.

Nodes are propositions, concepts and mechanisms (their keys: the id, for mechanisms `mechanism:ID`); the attribute
`node` says which. Edges have the attribute `relation`: supports, attacks, causes, states, rests on, grounded in,
broader. Attributes are strings, numbers and booleans; what an item says in several places is shown at the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import networkx as nx

from argmap.model import AUTHOR, ArgumentMap, CausalLink, Document, Evidence, Inference, Proposition, Scheme

__all__ = ["mechanism_key", "to_networkx"]

RELATION = {Scheme.SUPPORT: "supports", Scheme.ATTACK: "attacks"}
Attributes: TypeAlias = dict[str, str | int | float | bool]
Node: TypeAlias = tuple[str, Attributes]
Edge: TypeAlias = tuple[str, str, str, Attributes]


def to_networkx(amap: ArgumentMap) -> nx.MultiDiGraph:
    """View a map as a graph with an edge for each relation; the edge key is the id of what it stands for."""
    nxgraph = nx.MultiDiGraph()
    nxgraph.add_nodes_from(_nodes(amap))
    known = set(nxgraph)
    for source, target, key, attributes in _edges(amap):
        if source in known and target in known:
            nxgraph.add_edge(source, target, key=key, **attributes)
    return nxgraph


def mechanism_key(key: str) -> str:
    """Name a mechanism's node; its bare id could be that of another node."""
    return f"mechanism:{key}"


def _nodes(amap: ArgumentMap) -> Iterator[Node]:
    documents = {document.id: document for document in amap.documents}
    for prop in amap.propositions:
        yield prop.id, _proposition(prop, documents)
    for concept in amap.concepts:
        yield concept.id, {"node": "concept", "label": concept.label}
    for mechanism in amap.mechanisms:
        labels: Attributes = {"label": mechanism.label, "definition": mechanism.definition}
        yield mechanism_key(mechanism.id), {"node": "mechanism", **labels}


def _proposition(prop: Proposition, documents: Mapping[str, Document]) -> Attributes:
    document = documents.get(prop.document, Document(text="", id=prop.document))
    horizon = prop.horizon
    return {
        "node": "proposition", "label": prop.text, "kind": prop.kind.value, "certainty": prop.certainty.value,
        "negated": prop.negated, "holder": document.author if prop.holder == AUTHOR else prop.holder,
        "reported": prop.holder != AUTHOR, "horizon": horizon.text if horizon else "",
        "earliest": (horizon.earliest or "") if horizon else "", "latest": (horizon.latest or "") if horizon else "",
        "document": document.id, "author": document.author, "title": document.title, "date": document.date,
        "url": document.url, **_why(prop.evidence[0]),
    }


def _edges(amap: ArgumentMap) -> Iterator[Edge]:
    for inference in amap.inferences:
        yield from _inference(inference)
    for link in amap.links:
        yield from _link(link)
    for prop in amap.propositions:
        for key in prop.mechanisms:
            yield prop.id, mechanism_key(key), f"{prop.id}:{key}", {"relation": "rests on"}
    for concept in amap.concepts:
        for key in concept.mechanisms:
            yield concept.id, mechanism_key(key), f"{concept.id}:{key}", {"relation": "grounded in"}
    for mechanism in amap.mechanisms:
        if mechanism.broader:
            source, target = mechanism_key(mechanism.id), mechanism_key(mechanism.broader)
            yield source, target, f"{mechanism.id}:{mechanism.broader}", {"relation": "broader"}


def _inference(inference: Inference) -> Iterator[Edge]:
    why: Attributes = {"relation": RELATION[inference.scheme], **_why(inference.evidence[0])}
    for premise in inference.premises:
        yield premise, inference.conclusion, inference.id, why


def _link(link: CausalLink) -> Iterator[Edge]:
    why = _why(link.statements[0].evidence)
    causes: Attributes = {"relation": "causes", "polarity": link.polarity.value, "negated": link.negated}
    yield link.cause, link.effect, link.id, {**causes, **why}
    for prop in sorted({key for said in link.statements for key in said.propositions}):
        yield prop, link.cause, link.id, {"relation": "states", **why}


def _why(evidence: Evidence) -> Attributes:
    """Say where the words are (in code points of the document's text), and why argmap took them so."""
    selector = evidence.selector
    return {"offset": selector.start, "length": selector.end - selector.start, "rule": evidence.rule,
            "cue": evidence.cue, "confidence": evidence.confidence}
