"""Find the people, organisations and products that an essay names: runs of proper nouns, told apart by lexicons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from argmap.pipeline.words import words
from argmap.resources import lexicon

__all__ = ["FACTORY", "GROUP", "kind", "match", "set_annotations"]

FACTORY = "argmap_entities"
GROUP = "entities"

PROPER = "PROPN"
#: A name has no more words than this.
MOST = 8


def match(doc: Doc) -> list[Span]:
    """List the names in a Doc from left to right, labelled PERSON, ORG, PRODUCT or OTHER."""
    return [Span(doc, start, end, label=kind(doc[start:end])) for start, end in _runs(doc)]


def set_annotations(doc: Doc, found: list[Span]) -> Doc:
    """Leave the names in doc.spans["entities"]."""
    doc.spans[GROUP] = found
    return doc


def kind(span: Span) -> str:
    """Tell what a name is the name of; OTHER where nothing says so."""
    text = span.text.removeprefix("the ").removeprefix("The ")
    forms = [token.lower_ for token in span]
    names = _names()
    if text in names["products"] or any(char.isdigit() for char in text) or forms[0].capitalize() in names["products"]:
        return "PRODUCT"
    if text in names["organisations"] or any(form.strip(".,") in names["organisation-words"] for form in forms):
        return "ORG"
    before = span.doc[span.start - 1].lower_ if span.start else ""
    if forms[0] in names["first-names"] or forms[0] in names["titles"] or before in names["titles"]:
        return "PERSON"
    return "OTHER"


@cache
def _names() -> dict[str, frozenset[str]]:
    lists = ("products", "organisations", "organisation-words", "first-names", "titles", "name-links")
    return {name: frozenset(lexicon(name)) for name in lists}


def _runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield maximal runs of proper nouns, with the small words and numbers that a name has inside."""
    end = 0
    for start, pos in enumerate(words(doc).poses):
        if start < end or pos != PROPER or not _proper(doc, start):
            continue
        end = start + 1
        while end < len(doc) and end - start < MOST:
            if _proper(doc, end) or (doc[end].pos_ == "NUM" and doc[end].is_digit and not doc[end - 1].is_punct):
                end += 1
            elif end + 1 < len(doc) and _proper(doc, end + 1) and _joins(doc, end):
                end += 2
            else:
                break
        yield start, end


def _joins(doc: Doc, at: int) -> bool:
    """Tell a name's inner word from one that stands between two names: "and" and "'s" part names, "of" joins them."""
    joined = doc[at].text == "-" and not doc[at - 1].whitespace_
    return joined or doc[at].lower_ in _names()["name-links"]


def _proper(doc: Doc, at: int) -> bool:
    token = doc[at]
    return token.pos_ == PROPER and any(char.isalnum() for char in token.text)


@Language.component(FACTORY, requires=["token.pos"], assigns=["doc.spans"])
def entities(doc: Doc) -> Doc:
    """Mark the names of a Doc."""
    return set_annotations(doc, match(doc))
