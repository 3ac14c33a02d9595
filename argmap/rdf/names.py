"""What the parts of a graph are called that have no id of their own: hashes of what they hold."""

from __future__ import annotations

from dataclasses import astuple

from rdflib.term import URIRef

from argmap.model import CausalEnd, CausalStatement, Document, Evidence, Selector, content_id
from argmap.vocab import iri

__all__ = ["agent", "author", "end", "evidence", "extraction", "generator", "place", "selector", "statement"]


def author(document: Document) -> URIRef:
    """Name the author of a document; authors of one name are one agent, nameless ones one for each document."""
    return agent(document.author) if document.author else iri("agent", content_id("a", "", document.id))


def agent(name: str) -> URIRef:
    """Name whoever bears this name."""
    return iri("agent", content_id("a", name))


def generator(name: str) -> URIRef:
    """Name the program and models that read an essay."""
    return iri("generator", content_id("g", name))


def extraction(document: str, name: str) -> URIRef:
    """Name the run in which a generator read the document with this id."""
    return iri("extraction", content_id("r", document, name))


def evidence(body: URIRef, item: Evidence) -> URIRef:
    """Name the reason to say that the item of this IRI was said."""
    return iri("evidence", content_id("e", body, *astuple(item.selector), item.rule, item.cue, item.confidence))


def place(item: Selector) -> URIRef:
    """Name the place that a selector selects."""
    return iri("place", content_id("s", *astuple(item)))


def selector(item: Selector) -> URIRef:
    """Name a selector."""
    return iri("selector", content_id("s", *astuple(item)))


def end(item: CausalEnd) -> URIRef:
    """Name the words for a cause or an effect."""
    return iri("end", content_id("n", astuple(item)))


def statement(link: str, said: CausalStatement) -> URIRef:
    """Name the place that states the causal link with this id."""
    return iri("statement", content_id("t", link, astuple(said)))
