"""What is said of one item: its triples, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from rdflib.term import Literal, Node, URIRef

from argmap.model import (
    AUTHOR,
    CausalEnd,
    CausalLink,
    CausalStatement,
    Comparison,
    Concept,
    Document,
    Evidence,
    Finding,
    Inference,
    Kind,
    Mechanism,
    Polarity,
    Proposition,
    Scheme,
    Selector,
)
from argmap.rdf import names
from argmap.vocab import AIF, ARGMAP, DCTERMS, OA, PROV, RDF, SCHEMA, SKOS, XSD, iri

__all__ = [
    "FINDING", "KIND", "SCHEME", "Triples", "language_tag", "of_comparison", "of_concept", "of_document",
    "of_evidence", "of_generator", "of_inference", "of_link", "of_mechanism", "of_proposition", "of_statement",
]

Triples = Iterator[tuple[URIRef, URIRef, Node]]

KIND = {Kind.CLAIM: ARGMAP.Claim, Kind.PREDICTION: ARGMAP.Prediction, Kind.EVIDENCE: ARGMAP.Grounds}
#: For each scheme: the node's class, its two properties, and the one-hop form.
SCHEME = {
    Scheme.SUPPORT: (AIF["RA-node"], AIF.Premise, AIF.Conclusion, ARGMAP.supports),
    Scheme.ATTACK: (AIF["CA-node"], AIF.ConflictingElement, AIF.ConflictedElement, ARGMAP.attacks),
}
#: The class of each finding.
FINDING = {
    Finding.AGREEMENT: ARGMAP.Agreement, Finding.OPPOSITION: ARGMAP.Opposition, Finding.ONLY_IN: ARGMAP.OnlyIn,
    Finding.OTHER_GROUNDS: ARGMAP.OtherGrounds, Finding.OTHER_TERMS: ARGMAP.OtherTerms,
    Finding.OPPOSITE_EFFECT: ARGMAP.OppositeEffect, Finding.CRUX: ARGMAP.Crux,
}
SHORTCUTS = {
    Polarity.RAISES: (ARGMAP.causes, ARGMAP.raises),
    Polarity.LOWERS: (ARGMAP.causes, ARGMAP.lowers),
    Polarity.UNKNOWN: (ARGMAP.causes,),
}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2})?")
DATES = ((re.compile(r"\d{4}"), XSD.gYear, "-01-01"), (re.compile(r"\d{4}-\d\d"), XSD.gYearMonth, "-01"),
         (re.compile(r"\d{4}-\d\d-\d\d"), XSD.date, ""))


def of_document(document: Document, generator: str) -> Triples:
    """Describe an essay, its author, its text, and the run that read it."""
    node, tag = iri("document", document.id), language_tag(document.language)
    yield node, RDF.type, SCHEMA.Article
    yield node, RDF.type, PROV.Entity
    if document.title:
        yield node, DCTERMS.title, Literal(document.title, lang=tag)
    yield node, DCTERMS.creator, names.author(document)
    if document.date:
        yield node, DCTERMS.date, _date(document.date)
    if document.language:
        yield node, DCTERMS.language, Literal(document.language)
    if document.url:
        yield node, SCHEMA.url, Literal(document.url, datatype=XSD.anyURI, normalize=False)
    yield node, SCHEMA.articleBody, Literal(document.text)
    yield from _person(names.author(document), document.author)
    if generator:
        run = names.extraction(document.id, generator)
        yield run, RDF.type, PROV.Activity
        yield run, PROV.used, node
        yield run, PROV.wasAssociatedWith, names.generator(generator)
        yield from of_generator(generator)


def of_generator(generator: str) -> Triples:
    """Describe the program and models that read an essay."""
    node = names.generator(generator)
    yield node, RDF.type, PROV.SoftwareAgent
    yield node, SCHEMA.name, Literal(generator)


def _person(node: URIRef, name: str) -> Triples:
    yield node, RDF.type, PROV.Agent
    if name:
        yield node, SCHEMA.name, Literal(name)


def of_proposition(prop: Proposition, document: Document) -> Triples:
    """Describe a proposition that a document puts forward, and who holds it."""
    node, author = iri("proposition", prop.id), names.author(document)
    yield node, RDF.type, AIF["I-node"]
    yield node, RDF.type, KIND[prop.kind]
    yield node, AIF.claimText, Literal(prop.text, lang=language_tag(document.language))
    yield node, ARGMAP.certainty, Literal(prop.certainty.value)
    yield node, ARGMAP.negated, Literal(prop.negated)
    yield node, ARGMAP.heldBy, author if prop.holder == AUTHOR else names.agent(prop.holder)
    if prop.holder == AUTHOR:
        yield node, PROV.wasAttributedTo, author
    if prop.horizon:
        yield node, ARGMAP.horizonText, Literal(prop.horizon.text)
        for name, day in ((ARGMAP.horizonFrom, prop.horizon.earliest), (ARGMAP.horizonTo, prop.horizon.latest)):
            if day is not None:
                yield node, name, _date(day)
    for mechanism in sorted(prop.mechanisms):
        yield node, SCHEMA.about, iri("mechanism", mechanism)
    yield node, PROV.wasQuotedFrom, iri("document", document.id)
    if prop.holder != AUTHOR:
        yield from _person(names.agent(prop.holder), prop.holder)


def of_evidence(body: URIRef, item: Evidence, generator: str) -> Triples:
    """Describe why argmap says that an item, the annotation's body, was said."""
    node, place = names.evidence(body, item), names.place(item.selector)
    yield node, RDF.type, OA.Annotation
    yield node, OA.hasBody, body
    yield node, OA.hasTarget, place
    yield node, ARGMAP.rule, Literal(item.rule)
    if item.cue:
        yield node, ARGMAP.cue, Literal(item.cue)
    yield node, ARGMAP.confidence, _decimal(item.confidence)
    if generator:
        yield node, PROV.wasGeneratedBy, names.extraction(item.selector.document, generator)
    yield place, RDF.type, OA.SpecificResource
    yield from _selector(place, item.selector)


def _selector(place: URIRef, selector: Selector) -> Triples:
    node = names.selector(selector)
    yield place, OA.hasSource, iri("document", selector.document)
    yield place, OA.hasSelector, node
    yield node, RDF.type, OA.TextPositionSelector
    yield node, RDF.type, OA.TextQuoteSelector
    yield node, OA.start, Literal(selector.start)
    yield node, OA.end, Literal(selector.end)
    for name, words in ((OA.prefix, selector.prefix), (OA.exact, selector.exact), (OA.suffix, selector.suffix)):
        if words:
            yield node, name, Literal(words)


def of_inference(inference: Inference) -> Triples:
    """Describe a support or an attack, with its one-hop form."""
    node, conclusion = iri("inference", inference.id), iri("proposition", inference.conclusion)
    kind, source, target, shortcut = SCHEME[inference.scheme]
    yield node, RDF.type, kind
    for premise in sorted(inference.premises):
        yield node, source, iri("proposition", premise)
    yield node, target, conclusion
    for premise in sorted(inference.premises):
        yield iri("proposition", premise), shortcut, conclusion


def of_link(link: CausalLink) -> Triples:
    """Describe a causal link, with its one-hop form unless it is denied."""
    node, cause, effect = iri("link", link.id), iri("concept", link.cause), iri("concept", link.effect)
    yield node, RDF.type, ARGMAP.CausalLink
    yield node, ARGMAP.cause, cause
    yield node, ARGMAP.effect, effect
    yield node, ARGMAP.polarity, Literal(link.polarity.value)
    yield node, ARGMAP.negated, Literal(link.negated)
    if not link.negated:
        for shortcut in SHORTCUTS[link.polarity]:
            yield cause, shortcut, effect


def of_statement(node: URIRef, link: CausalLink, said: CausalStatement) -> Triples:
    """Describe one place that states a causal link, with its two ends."""
    ends = ((ARGMAP.causeEnd, said.cause), (ARGMAP.effectEnd, said.effect))
    yield node, RDF.type, ARGMAP.CausalStatement
    yield node, ARGMAP.states, iri("link", link.id)
    for name, end in ends:
        yield node, name, names.end(end)
    yield node, ARGMAP.certainty, Literal(said.certainty.value)
    for prop in sorted(said.propositions):
        yield node, ARGMAP.statedBy, iri("proposition", prop)
    yield node, PROV.wasQuotedFrom, iri("document", said.evidence.selector.document)
    for _, end in ends:
        yield from _end(end)


def _end(end: CausalEnd) -> Triples:
    node = names.end(end)
    yield node, RDF.type, ARGMAP.CausalEnd
    yield node, RDF.type, OA.SpecificResource
    yield node, ARGMAP.concept, iri("concept", end.concept)
    if end.antecedent:
        yield node, ARGMAP.antecedent, iri("proposition", end.antecedent)
    yield from _selector(node, end.selector)


def of_concept(concept: Concept) -> Triples:
    """Describe the thing at one end of causal links."""
    node = iri("concept", concept.id)
    yield node, RDF.type, ARGMAP.Concept
    yield node, SKOS.prefLabel, Literal(concept.label)
    for mechanism in sorted(concept.mechanisms):
        yield node, SKOS.closeMatch, iri("mechanism", mechanism)


def of_mechanism(mechanism: Mechanism) -> Triples:
    """Describe a concept of the mechanism scheme."""
    node = iri("mechanism", mechanism.id)
    yield node, RDF.type, SKOS.Concept
    yield node, SKOS.prefLabel, Literal(mechanism.label, lang="en")
    for label in sorted(mechanism.alternatives):
        yield node, SKOS.altLabel, Literal(label, lang="en")
    if mechanism.broader:
        yield node, SKOS.broader, iri("mechanism", mechanism.broader)
    if mechanism.definition:
        yield node, SKOS.definition, Literal(mechanism.definition, lang="en")


def of_comparison(comparison: Comparison) -> Triples:
    """Describe what comparing two authors found."""
    node = iri("comparison", comparison.id)
    yield node, RDF.type, ARGMAP.Comparison
    for finding in Finding:
        if finding in comparison.findings:
            yield node, RDF.type, FINDING[finding]
    for name, key in ((ARGMAP.sideA, comparison.a), (ARGMAP.sideB, comparison.b)):
        if key:
            yield node, name, iri(comparison.kind, key)
    for name, number in ((ARGMAP.score, comparison.score), (ARGMAP.cruxWeight, comparison.weight)):
        if number is not None:
            yield node, name, _decimal(number, shortest=True)
    for reason in comparison.reasons:
        yield node, ARGMAP.because, Literal(reason)


def language_tag(language: str) -> str | None:
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


def _decimal(number: float, *, shortest: bool = False) -> Literal:
    """Write a number so that reading it gives the very same float; the shortest form is the same in every store."""
    exact = Decimal(repr(float(number)))
    return Literal(format(exact.normalize() if shortest else exact, "f"), datatype=XSD.decimal, normalize=False)
