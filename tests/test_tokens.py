"""Tokenising: text stays as it is, and no text takes quadratic time."""

from __future__ import annotations

import pytest
import spacy

from argmap.pipeline.tokens import LONGEST, make_doc


@pytest.mark.parametrize(
    "text",
    [
        "", "A plain text.", '"' * (3 * LONGEST + 7), "x" * LONGEST, "é" * (LONGEST + 1) + " and  more",
        "a " + "(" * (2 * LONGEST) + "\n\nnext " + "-" * (LONGEST + 5) + " ",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_text_and_offsets_survive_whatever_is_cut(text):
    """Joining the tokens gives the text, so that every offset stays true."""
    doc = make_doc(spacy.blank("en"), text)
    assert doc.text == text
    assert [token.text for token in doc] == [text[token.idx : token.idx + len(token)] for token in doc]


def test_short_runs_are_tokenised_as_ever():
    """Ordinary text gets spaCy's own tokens."""
    nlp = spacy.blank("en")
    text = "Labs don't publish (yet) https://example.org/" + "a" * 200
    assert [token.text for token in make_doc(nlp, text)] == [token.text for token in nlp(text)]
    assert len(make_doc(nlp, '"' * (LONGEST + 1))) == LONGEST + 1
