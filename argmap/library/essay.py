"""An essay as a library takes it in: its graph as text, and what tells it from other essays and other versions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from argmap.model import ArgumentMap, Document, content_id
from argmap.rdf import to_ntriples
from argmap.vocab import iri

__all__ = ["Essay", "essays"]


@dataclass(frozen=True, kw_only=True)
class Essay:
    """One essay, and its graph as sorted N-Triples."""

    document: Document
    triples: str

    @property
    def graph(self) -> str:
        """The IRI of its graph, which is its own."""
        return str(iri("document", self.document.id))

    @property
    def source(self) -> str:
        """What stays the same when its text changes: its address, or else author, title and date.

        An essay that has none of these is known by its text alone.
        """
        document = self.document
        if document.url:
            return content_id("w", document.url)
        named = document.title or document.author
        return content_id("w", document.author, document.title, document.date) if named else document.id

    @property
    def count(self) -> int:
        """How many triples it has."""
        return self.triples.count("\n")

    @cached_property
    def digest(self) -> str:
        """What tells one version of its graph from another."""
        return hashlib.sha256(self.triples.encode("utf-8")).hexdigest()


def essays(amap: ArgumentMap) -> Iterator[Essay]:
    """Part a map into its essays. Mechanisms that no essay speaks of are left out.

    Raises:
        GraphError: a text that RDF cannot hold.
    """
    graphs = to_ntriples(amap)
    for document in amap.documents:
        yield Essay(document=document, triples=graphs[document.id])
