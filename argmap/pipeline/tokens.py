"""Tokenise in linear time: spaCy's tokeniser takes quadratic time over a run of characters without white space."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["LONGEST", "make_doc"]

#: A run of more characters than this is cut into pieces of so many, each tokenised by itself.
LONGEST = 1_000

RUN = re.compile(rf"\S{{{LONGEST}}}")


def make_doc(nlp: Language, text: str) -> Doc:
    """Tokenise a text; its characters and their offsets stay as they are, however long its runs."""
    cuts = [match.end() for match in RUN.finditer(text)]
    if not cuts:
        return nlp.make_doc(text)
    pieces = [nlp.make_doc(text[start:end]) for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    tokens = [token for piece in pieces for token in piece]
    return Doc(nlp.vocab, words=[token.text for token in tokens], spaces=[bool(token.whitespace_) for token in tokens])
