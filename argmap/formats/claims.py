"""schema.org Claims as JSON-LD, for search engines and fact-checking tools. https://schema.org/Claim

A Claim is what is put forward, never a verdict on it: argmap judges nothing. What people judged of predictions is
written as ClaimReviews by `argmap bets export`.
"""

from __future__ import annotations

from typing import Any

from argmap.formats.essays import holder_of, with_essays
from argmap.model import AUTHOR, ArgumentMap, Document, Mechanism, Proposition
from argmap.output import json_text
from argmap.rdf.triples import KIND
from argmap.vocab import SCHEMA_CONTEXT, iri

__all__ = ["claim", "dumps"]


def dumps(amap: ArgumentMap) -> str:
    """Write each proposition as a Claim: its words, who makes it, the essay that it appears in, what it is about."""
    mechanisms = {item.id: item for item in amap.mechanisms}
    claims = [claim(prop, document, mechanisms) for prop, document in with_essays(amap)]
    data = {"@context": SCHEMA_CONTEXT, "@graph": claims}
    return json_text(data)


def claim(prop: Proposition, document: Document, mechanisms: dict[str, Mechanism]) -> dict[str, Any]:
    """Describe one proposition of an essay as a Claim."""
    holder = holder_of(prop, document)
    return _filled({
        "@type": "Claim",
        "@id": str(iri("proposition", prop.id)),
        "additionalType": str(KIND[prop.kind]),
        "text": prop.text,
        "inLanguage": document.language,
        "author": {"name": holder} if holder else None,
        "datePublished": document.date if prop.holder == AUTHOR else "",
        "appearance": _essay(document),
        "about": [_term(key, mechanisms) for key in prop.mechanisms],
    })


def _essay(document: Document) -> dict[str, Any]:
    return _filled({
        "@type": "Article",
        "@id": str(iri("document", document.id)),
        "headline": document.title,
        "author": {"@type": "Person", "name": document.author} if document.author else None,
        "datePublished": document.date,
        "url": document.url,
        "inLanguage": document.language,
    })


def _term(key: str, mechanisms: dict[str, Mechanism]) -> dict[str, Any]:
    known = mechanisms.get(key)
    return _filled({
        "@type": "DefinedTerm", "@id": str(iri("mechanism", key)), "name": known.label if known else key,
        "description": known.definition if known else "",
    })


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing."""
    return {name: value for name, value in record.items() if value}
