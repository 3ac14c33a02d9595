"""W3C Web Annotations, one for each place that says something. https://www.w3.org/TR/annotation-model/

A list of annotations, each whole by itself. Positions count the code points of the text that argmap read, as the model
asks; where an essay has an address, its page may count otherwise, and the quoted words are what to anchor by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rdflib.term import URIRef

from argmap.errors import GraphError
from argmap.model import ArgumentMap, CausalLink, CausalStatement, Document, Evidence, Inference, Proposition, Selector
from argmap.output import json_text
from argmap.rdf import names
from argmap.rdf.triples import KIND, SCHEME
from argmap.vocab import ANNOTATION_CONTEXT, ARGMAP, iri

__all__ = ["dumps"]

Record = dict[str, Any]
#: argmap's own terms beside those of the model: why it says that the words say so.
CONTEXT = [ANNOTATION_CONTEXT, {name: str(ARGMAP[name]) for name in ("rule", "cue", "confidence")}]
WEB = ("http://", "https://")


def dumps(amap: ArgumentMap) -> str:
    """Write every place of every proposition, inference and causal link as an annotation."""
    return json_text(list(_Notes(amap).all()))


class _Notes:
    """A map with what its annotations look up in it."""

    def __init__(self, amap: ArgumentMap) -> None:
        self.amap = amap
        self.documents = {document.id: document for document in amap.documents}
        self.labels = {concept.id: concept.label for concept in amap.concepts}

    def all(self) -> Iterator[Record]:
        """Yield the annotations in the order of the map."""
        for prop in self.amap.propositions:
            for evidence in prop.evidence:
                yield self._note(iri("proposition", prop.id), evidence, "classifying", self._proposition(prop))
        for item in self.amap.inferences:
            for evidence in item.evidence:
                yield self._note(iri("inference", item.id), evidence, "linking", self._inference(item))
        for link in self.amap.links:
            for said in link.statements:
                yield self._note(names.statement(link.id, said), said.evidence, "linking", self._cause(link, said))

    def _note(self, body: URIRef, evidence: Evidence, motivation: str, said: Sequence[Record]) -> Record:
        return {
            "@context": CONTEXT,
            "id": str(names.evidence(body, evidence)),
            "type": "Annotation",
            "motivation": motivation,
            "body": [{"type": "SpecificResource", "source": str(body), "purpose": "identifying"}, *said],
            "target": {"source": self._source(evidence.selector), "selector": _selectors(evidence.selector)},
            "rule": evidence.rule,
            "cue": evidence.cue,
            "confidence": evidence.confidence,
            **({"generator": {"type": "Software", "name": self.amap.generator}} if self.amap.generator else {}),
        }

    def _source(self, selector: Selector) -> str:
        """Name the essay by its web address, or by argmap's own name for it."""
        document: Document | None = self.documents.get(selector.document)
        if document is None:
            raise GraphError(f"the document {selector.document!r} is not in the map")
        return document.url if document.url.startswith(WEB) else str(iri("document", document.id))

    def _proposition(self, prop: Proposition) -> list[Record]:
        tags = [_text(key, "tagging") for key in prop.mechanisms]
        return [_text(prop.text, "describing"), _text(_term(KIND[prop.kind]), "classifying"), *tags]

    def _inference(self, item: Inference) -> list[Record]:
        ends = [_about(iri("proposition", key)) for key in (*item.premises, item.conclusion)]
        return [_text(_term(SCHEME[item.scheme][3]), "classifying"), *ends]

    def _cause(self, link: CausalLink, said: CausalStatement) -> list[Record]:
        words = f"{self.labels.get(link.cause, '')} → {self.labels.get(link.effect, '')}"
        return [
            _text(words, "describing"), _text(_term(ARGMAP.CausalLink), "classifying"),
            *(_about(iri("proposition", key)) for key in said.propositions),
        ]


def _selectors(selector: Selector) -> list[Record]:
    return [
        {"type": "TextQuoteSelector", "exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix},
        {"type": "TextPositionSelector", "start": selector.start, "end": selector.end},
    ]


def _text(value: str, purpose: str) -> Record:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def _about(node: URIRef) -> Record:
    return {"type": "SpecificResource", "source": str(node), "purpose": "linking"}


def _term(term: URIRef) -> str:
    """Give the local name of a class or property."""
    return str(term).rpartition("#")[2]
