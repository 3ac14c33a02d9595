"""From an ArgumentMap to quads: which triples stand in the graph of which essay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rdflib.term import Node, URIRef

from argmap.errors import GraphError
from argmap.model import ArgumentMap, CausalLink, CausalStatement, Document, Evidence, Mechanism
from argmap.rdf import names, triples
from argmap.rdf.triples import Triples
from argmap.vocab import iri

__all__ = ["Quad", "quads"]

#: Subject, predicate, object, and the IRI of the document's graph; None for what no document says.
Quad = tuple[URIRef, URIRef, Node, URIRef | None]


def quads(amap: ArgumentMap) -> Iterator[Quad]:
    """Yield all that a map says, in reading order; what two essays say comes once for each.

    Raises:
        GraphError: an item has no evidence, or its evidence lies in a document that the map lacks.
    """
    documents = {document.id: document for document in amap.documents}
    homes = _homes(amap, documents)
    for document in amap.documents:
        yield from _into((document.id,), triples.of_document(document, amap.generator))
    if amap.generator and not documents:
        yield from _into((), triples.of_generator(amap.generator))
    for prop in amap.propositions:
        for key in _sources(prop.id, prop.evidence, documents):
            yield from _into((key,), triples.of_proposition(prop, documents[key]))
        yield from _evidence_of(iri("proposition", prop.id), prop.evidence, amap.generator)
    for inference in amap.inferences:
        yield from _into(_sources(inference.id, inference.evidence, documents), triples.of_inference(inference))
        yield from _evidence_of(iri("inference", inference.id), inference.evidence, amap.generator)
    for concept in amap.concepts:
        yield from _into(homes[iri("concept", concept.id)], triples.of_concept(concept))
    for mechanism in amap.mechanisms:
        yield from _into(homes[iri("mechanism", mechanism.id)], triples.of_mechanism(mechanism))
    for link in amap.links:
        said = [statement.evidence for statement in link.statements]
        yield from _into(_sources(link.id, said, documents), triples.of_link(link))
        for statement in link.statements:
            yield from _statement(link, statement, amap.generator)
    for comparison in amap.comparisons:
        yield from _into((), triples.of_comparison(comparison))


def _into(keys: Iterable[str], said: Triples) -> Iterator[Quad]:
    """Put triples into the graph of each document, or into the default graph where there is none."""
    graphs: list[URIRef | None] = [iri("document", key) for key in keys]
    for subject, predicate, value in said:
        for graph in graphs or [None]:
            yield subject, predicate, value, graph


def _sources(key: str, evidence: Iterable[Evidence], documents: Mapping[str, Document]) -> list[str]:
    found = sorted({item.selector.document for item in evidence})
    lost = [name for name in found if name not in documents]
    if lost or not found:
        raise GraphError(f"its document {lost[0]!r} is not in the map" if lost else "has no evidence", where=key)
    return found


def _homes(amap: ArgumentMap, documents: Mapping[str, Document]) -> Mapping[URIRef, list[str]]:
    """Tell for each concept and mechanism which documents speak of it."""
    homes: dict[URIRef, set[str]] = defaultdict(set)
    for link in amap.links:
        for said in link.statements:
            for concept in (link.cause, link.effect, said.cause.concept, said.effect.concept):
                homes[iri("concept", concept)].add(said.evidence.selector.document)
    for prop in amap.propositions:
        for name in prop.mechanisms:
            homes[iri("mechanism", name)].update(item.selector.document for item in prop.evidence)
    for item in amap.concepts:
        for name in item.mechanisms:
            homes[iri("mechanism", name)] |= homes[iri("concept", item.id)]
    _lift(amap.mechanisms, homes)
    return defaultdict(list, {node: sorted(keys & documents.keys()) for node, keys in homes.items()})


def _lift(mechanisms: Iterable[Mechanism], homes: dict[URIRef, set[str]]) -> None:
    """Let every mechanism be at home wherever one below it is."""
    broader = {item.id: item.broader for item in mechanisms}
    for start in broader:
        seen, name = {start}, broader[start]
        while name in broader and name not in seen:
            homes[iri("mechanism", name)] |= homes[iri("mechanism", start)]
            seen.add(name)
            name = broader[name]


def _evidence_of(body: URIRef, evidence: Iterable[Evidence], generator: str) -> Iterator[Quad]:
    for item in evidence:
        yield from _into((item.selector.document,), triples.of_evidence(body, item, generator))


def _statement(link: CausalLink, said: CausalStatement, generator: str) -> Iterator[Quad]:
    node = names.statement(link.id, said)
    here = (said.evidence.selector.document,)
    yield from _into(here, triples.of_statement(node, link, said))
    yield from _into(here, triples.of_evidence(node, said.evidence, generator))
