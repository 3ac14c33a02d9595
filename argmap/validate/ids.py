"""Whether ids that look like hashes are the hashes of what they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress

from rdflib.term import Node, URIRef

from argmap.bets.ledger import entry_id
from argmap.bets.record import read_entry
from argmap.errors import GraphError
from argmap.model import Scheme, Selector, comparison_id, document_id, inference_id, link_id, proposition_id
from argmap.rdf import names
from argmap.rdf.gather import (
    Facts,
    read_bare_link,
    read_comparison,
    read_document,
    read_end,
    read_evidence,
    read_inference,
    read_selector,
    read_statement,
)
from argmap.rdf.triples import SCHEME
from argmap.validate.violation import Finding, short
from argmap.vocab import AIF, ARGMAP, DCTERMS, OA, PROV, RDF, SCHEMA, SHAPE, iri, key_of

__all__ = ["false_ids"]

#: What an id that is a hash looks like; any other is a name that somebody gave.
HASHED = re.compile(r"[a-z]-[0-9a-f]{16}")

#: Gives the names that a node may have; none where there is nothing to go by.
Naming = Callable[[Facts, Node], set[URIRef]]


def false_ids(facts: Facts, *, besides: Collection[Node]) -> Iterator[Finding]:
    """Yield each node whose id is the hash of something else.

    A node that is incomplete, or that rests on one of the selectors `besides`, is left out: what is wrong with it is
    told elsewhere.
    """
    for kind, naming in _NAMINGS:
        for node in facts.of(RDF.type, kind):
            with suppress(GraphError):
                rightful = naming(facts, node) if HASHED.fullmatch(short(node)) else set()
                if rightful and node not in rightful and not _rests_on(facts, node, besides):
                    yield Finding(shape=SHAPE["content-id"], component=SHAPE["content-id"], node=node)


def _rests_on(facts: Facts, node: Node, selectors: Collection[Node]) -> bool:
    """Tell whether a node is, or comes from, one of these selectors."""
    notes = [node, *facts.of(OA.hasBody, node)]
    ends = [end for name in (ARGMAP.causeEnd, ARGMAP.effectEnd) for end in facts.all(node, name)]
    places = [*notes, *ends, *(place for note in notes for place in facts.all(note, OA.hasTarget))]
    return node in selectors or any(one in selectors for place in places for one in facts.all(place, OA.hasSelector))


def _document(facts: Facts, node: Node) -> set[URIRef]:
    known = facts.all(facts.one(node, DCTERMS.creator), RDF.type)
    return {iri("document", document_id(read_document(facts, node)))} if known else set()


def _agent(facts: Facts, node: Node) -> set[URIRef]:
    return {names.agent(str(facts.one(node, SCHEMA.name)))}


def _generator(facts: Facts, node: Node) -> set[URIRef]:
    return {names.generator(str(facts.one(node, SCHEMA.name)))}


def _extraction(facts: Facts, node: Node) -> set[URIRef]:
    program = facts.one(facts.one(node, PROV.wasAssociatedWith), SCHEMA.name)
    return {names.extraction(key_of(facts.one(node, PROV.used), "document"), str(program))}


def _proposition(facts: Facts, node: Node) -> set[URIRef]:
    places = [read_evidence(facts, note).selector for note in facts.of(OA.hasBody, node)]
    return {iri("proposition", proposition_id(it.document, it.start, it.end)) for it in places}


def _inference(facts: Facts, node: Node) -> set[URIRef]:
    found = [read_inference(facts, node, scheme) for scheme in Scheme
             if SCHEME[scheme][0] in facts.all(node, RDF.type)]
    return {iri("inference", inference_id(it.scheme, it.premises, it.conclusion)) for it in found}


def _link(facts: Facts, node: Node) -> set[URIRef]:
    link = read_bare_link(facts, node)
    return {iri("link", link_id(link.cause, link.effect, link.polarity, negated=link.negated))}


def _comparison(facts: Facts, node: Node) -> set[URIRef]:
    found = read_comparison(facts, node)
    return {iri("comparison", comparison_id(found.kind, found.a, found.b))}


def _statement(facts: Facts, node: Node) -> set[URIRef]:
    link = key_of(facts.one(node, ARGMAP.states), "link")
    return {names.statement(link, read_statement(facts, node))}


def _entry(facts: Facts, node: Node) -> set[URIRef]:
    return {iri("entry", entry_id(read_entry(facts, node)))}


def _evidence(facts: Facts, node: Node) -> set[URIRef]:
    return {names.evidence(URIRef(str(facts.one(node, OA.hasBody))), read_evidence(facts, node))}


def _place(facts: Facts, node: Node) -> set[URIRef]:
    if ARGMAP.CausalEnd in facts.all(node, RDF.type):
        return {names.end(read_end(facts, node))}
    return {names.place(read_selector(facts, node))}


def _selector(facts: Facts, node: Node) -> set[URIRef]:
    found: list[Selector] = [read_selector(facts, place) for place in facts.of(OA.hasSelector, node)]
    return {names.selector(selector) for selector in found}


_NAMINGS: tuple[tuple[URIRef, Naming], ...] = (
    (SCHEMA.Article, _document), (PROV.Agent, _agent), (PROV.SoftwareAgent, _generator), (PROV.Activity, _extraction),
    (AIF["I-node"], _proposition), (SCHEME[Scheme.SUPPORT][0], _inference), (SCHEME[Scheme.ATTACK][0], _inference),
    (ARGMAP.CausalLink, _link), (ARGMAP.CausalStatement, _statement), (OA.Annotation, _evidence),
    (OA.SpecificResource, _place), (OA.TextPositionSelector, _selector), (ARGMAP.Comparison, _comparison),
    (ARGMAP.Resolution, _entry), (ARGMAP.Withdrawal, _entry),
)
