"""From an ArgumentMap to quads: what is said of each item, and in the graph of which essay."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from datetime import date
from decimal import Decimal

from rdflib.term import Literal, Node, URIRef

from argmap.errors import GraphError
from argmap.model import (
    AUTHOR,
    ArgumentMap,
    CausalEnd,
    CausalLink,
    CausalStatement,
    Concept,
    Document,
    Evidence,
    Inference,
    Kind,
    Mechanism,
    Polarity,
    Proposition,
    Scheme,
    Selector,
    content_id,
)
from argmap.vocab import AIF, ARGMAP, DCTERMS, OA, PROV, RDF, SCHEMA, SKOS, XSD, iri

__all__ = ["Quad", "quads"]

#: Subject, predicate, object, and the IRI of the document's graph; None for what no document says.
Quad = tuple[URIRef, URIRef, Node, URIRef | None]
Triples = Iterator[tuple[URIRef, URIRef, Node]]

KIND = {Kind.CLAIM: ARGMAP.Claim, Kind.PREDICTION: ARGMAP.Prediction, Kind.EVIDENCE: ARGMAP.Grounds}
#: For each scheme: the node's class, its two properties, and the one-hop form.
SCHEME = {
    Scheme.SUPPORT: (AIF["RA-node"], AIF.Premise, AIF.Conclusion, ARGMAP.supports),
    Scheme.ATTACK: (AIF["CA-node"], AIF.ConflictingElement, AIF.ConflictedElement, ARGMAP.attacks),
}
SHORTCUTS = {
    Polarity.RAISES: (ARGMAP.causes, ARGMAP.raises),
    Polarity.LOWERS: (ARGMAP.causes, ARGMAP.lowers),
    Polarity.UNKNOWN: (ARGMAP.causes,),
}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2})?")
DATES = ((re.compile(r"\d{4}"), XSD.gYear, "-01-01"), (re.compile(r"\d{4}-\d\d"), XSD.gYearMonth, "-01"),
         (re.compile(r"\d{4}-\d\d-\d\d"), XSD.date, ""))


def quads(amap: ArgumentMap) -> Iterator[Quad]:
    """Yield all that a map says, in reading order; what two essays say comes once for each.

    Raises:
        GraphError: an item has no evidence, or its evidence lies in a document that the map lacks.
    """
    documents = {document.id: document for document in amap.documents}
    homes = _homes(amap, documents)
    for document in amap.documents:
        yield from _into((document.id,), _document(document, amap.generator))
    if amap.generator and not documents:
        yield from _into((), _generator(amap.generator))
    for prop in amap.propositions:
        for key in _sources(prop.id, prop.evidence, documents):
            yield from _into((key,), _proposition(prop, documents[key]))
        yield from _evidence_of(iri("proposition", prop.id), prop.evidence, amap.generator)
    for inference in amap.inferences:
        yield from _into(_sources(inference.id, inference.evidence, documents), _inference(inference))
        yield from _evidence_of(iri("inference", inference.id), inference.evidence, amap.generator)
    for link in amap.links:
        said = [statement.evidence for statement in link.statements]
        yield from _into(_sources(link.id, said, documents), _link(link))
        for statement in link.statements:
            yield from _statement(link, statement, amap.generator)
    for concept in amap.concepts:
        yield from _into(homes[iri("concept", concept.id)], _concept(concept))
    for mechanism in amap.mechanisms:
        yield from _into(homes[iri("mechanism", mechanism.id)], _mechanism(mechanism))


def author_of(document: Document) -> URIRef:
    """Name the author of a document; authors of one name are one agent, nameless ones one for each document."""
    return _agent(document.author) if document.author else iri("agent", content_id("a", "", document.id))


def _agent(name: str) -> URIRef:
    return iri("agent", content_id("a", name))


def _into(keys: Iterable[str], triples: Triples) -> Iterator[Quad]:
    """Put triples into the graph of each document, or into the default graph where there is none."""
    graphs = [iri("document", key) for key in keys] or [None]
    for subject, predicate, value in triples:
        for graph in graphs:
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


def _document(document: Document, generator: str) -> Triples:
    node, tag = iri("document", document.id), _tag(document.language)
    yield node, RDF.type, SCHEMA.Article
    yield node, RDF.type, PROV.Entity
    if document.title:
        yield node, DCTERMS.title, Literal(document.title, lang=tag)
    yield node, DCTERMS.creator, author_of(document)
    if document.date:
        yield node, DCTERMS.date, _date(document.date)
    if document.language:
        yield node, DCTERMS.language, Literal(document.language)
    if document.url:
        yield node, SCHEMA.url, Literal(document.url, datatype=XSD.anyURI, normalize=False)
    yield node, SCHEMA.articleBody, Literal(document.text)
    yield from _person(author_of(document), document.author)
    if generator:
        run = iri("extraction", content_id("r", document.id, generator))
        yield run, RDF.type, PROV.Activity
        yield run, PROV.used, node
        yield run, PROV.wasAssociatedWith, iri("generator", content_id("g", generator))
        yield from _generator(generator)


def _generator(generator: str) -> Triples:
    node = iri("generator", content_id("g", generator))
    yield node, RDF.type, PROV.SoftwareAgent
    yield node, SCHEMA.name, Literal(generator)


def _person(node: URIRef, name: str) -> Triples:
    yield node, RDF.type, PROV.Agent
    if name:
        yield node, SCHEMA.name, Literal(name)


def _proposition(prop: Proposition, document: Document) -> Triples:
    node, author = iri("proposition", prop.id), author_of(document)
    yield node, RDF.type, AIF["I-node"]
    yield node, RDF.type, KIND[prop.kind]
    yield node, AIF.claimText, Literal(prop.text, lang=_tag(document.language))
    yield node, ARGMAP.certainty, Literal(prop.certainty.value)
    yield node, ARGMAP.negated, Literal(prop.negated)
    yield node, ARGMAP.heldBy, author if prop.holder == AUTHOR else _agent(prop.holder)
    if prop.holder == AUTHOR:
        yield node, PROV.wasAttributedTo, author
    if prop.horizon:
        yield node, ARGMAP.horizonText, Literal(prop.horizon.text)
        for name, day in ((ARGMAP.horizonFrom, prop.horizon.earliest), (ARGMAP.horizonTo, prop.horizon.latest)):
            if day is not None:
                yield node, name, _date(day)
    for mechanism in prop.mechanisms:
        yield node, SCHEMA.about, iri("mechanism", mechanism)
    yield node, PROV.wasQuotedFrom, iri("document", document.id)
    if prop.holder != AUTHOR:
        yield from _person(_agent(prop.holder), prop.holder)


def _evidence_of(body: URIRef, evidence: Iterable[Evidence], generator: str) -> Iterator[Quad]:
    for item in evidence:
        yield from _into((item.selector.document,), _evidence(body, item, generator))


def _evidence(body: URIRef, item: Evidence, generator: str) -> Triples:
    key = content_id("e", body, *astuple(item.selector), item.rule, item.cue, item.confidence)
    node, place = iri("evidence", key), iri("place", content_id("s", *astuple(item.selector)))
    yield node, RDF.type, OA.Annotation
    yield node, OA.hasBody, body
    yield node, OA.hasTarget, place
    yield node, ARGMAP.rule, Literal(item.rule)
    if item.cue:
        yield node, ARGMAP.cue, Literal(item.cue)
    yield node, ARGMAP.confidence, _decimal(item.confidence)
    if generator:
        run = content_id("r", item.selector.document, generator)
        yield node, PROV.wasGeneratedBy, iri("extraction", run)
    yield place, RDF.type, OA.SpecificResource
    yield from _selector(place, item.selector)


def _selector(place: URIRef, selector: Selector) -> Triples:
    node = iri("selector", content_id("s", *astuple(selector)))
    yield place, OA.hasSource, iri("document", selector.document)
    yield place, OA.hasSelector, node
    yield node, RDF.type, OA.TextPositionSelector
    yield node, RDF.type, OA.TextQuoteSelector
    yield node, OA.start, Literal(selector.start)
    yield node, OA.end, Literal(selector.end)
    for name, words in ((OA.prefix, selector.prefix), (OA.exact, selector.exact), (OA.suffix, selector.suffix)):
        if words:
            yield node, name, Literal(words)


def _inference(inference: Inference) -> Triples:
    node, conclusion = iri("inference", inference.id), iri("proposition", inference.conclusion)
    kind, source, target, shortcut = SCHEME[inference.scheme]
    yield node, RDF.type, kind
    for premise in inference.premises:
        yield node, source, iri("proposition", premise)
    yield node, target, conclusion
    for premise in inference.premises:
        yield iri("proposition", premise), shortcut, conclusion


def _link(link: CausalLink) -> Triples:
    node, cause, effect = iri("link", link.id), iri("concept", link.cause), iri("concept", link.effect)
    yield node, RDF.type, ARGMAP.CausalLink
    yield node, ARGMAP.cause, cause
    yield node, ARGMAP.effect, effect
    yield node, ARGMAP.polarity, Literal(link.polarity.value)
    yield node, ARGMAP.negated, Literal(link.negated)
    if not link.negated:
        for shortcut in SHORTCUTS[link.polarity]:
            yield cause, shortcut, effect


def _statement(link: CausalLink, said: CausalStatement, generator: str) -> Iterator[Quad]:
    node = iri("statement", content_id("t", link.id, astuple(said)))
    here = (said.evidence.selector.document,)
    yield from _into(here, _stated(node, link, said))
    yield from _into(here, _evidence(node, said.evidence, generator))


def _stated(node: URIRef, link: CausalLink, said: CausalStatement) -> Triples:
    ends = ((ARGMAP.causeEnd, said.cause), (ARGMAP.effectEnd, said.effect))
    yield node, RDF.type, ARGMAP.CausalStatement
    yield node, ARGMAP.states, iri("link", link.id)
    for name, end in ends:
        yield node, name, _end_iri(end)
    yield node, ARGMAP.certainty, Literal(said.certainty.value)
    for prop in said.propositions:
        yield node, ARGMAP.statedBy, iri("proposition", prop)
    yield node, PROV.wasQuotedFrom, iri("document", said.evidence.selector.document)
    for _, end in ends:
        yield from _end(end)


def _end_iri(end: CausalEnd) -> URIRef:
    return iri("end", content_id("n", astuple(end)))


def _end(end: CausalEnd) -> Triples:
    node = _end_iri(end)
    yield node, RDF.type, ARGMAP.CausalEnd
    yield node, RDF.type, OA.SpecificResource
    yield node, ARGMAP.concept, iri("concept", end.concept)
    if end.antecedent:
        yield node, ARGMAP.antecedent, iri("proposition", end.antecedent)
    yield from _selector(node, end.selector)


def _concept(concept: Concept) -> Triples:
    node = iri("concept", concept.id)
    yield node, RDF.type, ARGMAP.Concept
    yield node, SKOS.prefLabel, Literal(concept.label)
    for mechanism in concept.mechanisms:
        yield node, SKOS.closeMatch, iri("mechanism", mechanism)


def _mechanism(mechanism: Mechanism) -> Triples:
    node = iri("mechanism", mechanism.id)
    yield node, RDF.type, SKOS.Concept
    yield node, SKOS.prefLabel, Literal(mechanism.label, lang="en")
    for label in mechanism.alternatives:
        yield node, SKOS.altLabel, Literal(label, lang="en")
    if mechanism.broader:
        yield node, SKOS.broader, iri("mechanism", mechanism.broader)
    if mechanism.definition:
        yield node, SKOS.definition, Literal(mechanism.definition, lang="en")


def _tag(language: str) -> str | None:
    """Give a language tag that every RDF tool takes, or None."""
    return language.lower() if LANGUAGE.fullmatch(language.lower()) else None


def _date(text: str) -> Literal:
    """Type an ISO date, month or year; anything else stays a plain string."""
    for pattern, datatype, rest in DATES:
        if pattern.fullmatch(text) and _exists(text + rest):
            return Literal(text, datatype=datatype, normalize=False)
    return Literal(text)


def _exists(day: str) -> bool:
    try:
        return bool(date.fromisoformat(day))
    except ValueError:
        return False


def _decimal(number: float) -> Literal:
    """Write a number so that reading it gives the very same float."""
    return Literal(format(Decimal(repr(float(number))), "f"), datatype=XSD.decimal, normalize=False)
