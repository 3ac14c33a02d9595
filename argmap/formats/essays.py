"""Propositions with the essays that put them forward, and who holds them."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.errors import GraphError
from argmap.model import AUTHOR, ArgumentMap, Document, Proposition

__all__ = ["holder_of", "with_essays"]


def with_essays(amap: ArgumentMap) -> Iterator[tuple[Proposition, Document]]:
    """Yield each proposition with its essay.

    Raises:
        GraphError: the map lacks its essay.
    """
    documents = {document.id: document for document in amap.documents}
    for prop in amap.propositions:
        if prop.document not in documents:
            raise GraphError(f"its document {prop.document!r} is not in the map", where=prop.id)
        yield prop, documents[prop.document]


def holder_of(prop: Proposition, document: Document) -> str:
    """Name who holds a proposition: its essay's author, or the other party; "" where the author has no name."""
    return document.author if prop.holder == AUTHOR else prop.holder
