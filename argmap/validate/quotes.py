"""Whether the words of a graph stand in the essay's text, at the offsets that it gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from argmap.errors import GraphError
from argmap.model import Selector
from argmap.rdf.gather import Facts, read_selector
from argmap.validate.violation import Finding
from argmap.vocab import OA, RDF, SCHEMA, SHAPE, iri

__all__ = ["misquotations"]


def misquotations(facts: Facts) -> Iterator[Finding]:
    """Yield each selector whose exact words, or those around them, are not the text at its offsets."""
    for place in facts.of(RDF.type, OA.SpecificResource):
        with suppress(GraphError):
            selector = read_selector(facts, place)
            node = facts.one(place, OA.hasSelector)
            text = str(facts.one(iri("document", selector.document), SCHEMA.articleBody))
            if name := _wrong(selector, text):
                yield Finding(shape=SHAPE[name], component=SHAPE[name], node=node, value=facts.one(node, OA.exact))


def _wrong(selector: Selector, text: str) -> str:
    """Name the check that a selector breaks, or give "" if it breaks none, or a shape already."""
    if not 0 <= selector.start < selector.end or not selector.exact:
        return ""
    if text[selector.start : selector.end] != selector.exact:
        return "exact-words"
    around = text.endswith(selector.prefix, 0, selector.start) and text.startswith(selector.suffix, selector.end)
    return "" if around else "words-around"
