"""Units: sentences, headings and list items."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from argmap.pipeline import units

VOCAB = spacy.blank("en").vocab


def doc_of(words, starts=(), blocks=()):
    """Build a Doc by hand: its words, which of them start sentences, its blocks as (start, end, label)."""
    doc = Doc(VOCAB, words=words, sent_starts=[i == 0 or i in starts for i in range(len(words))] if words else None)
    doc.spans["blocks"] = [Span(doc, start, end, label=label) for start, end, label in blocks]
    return doc


def test_match_labels_units_by_their_block():
    """A heading, a list item and a sentence are told apart, the item without its marker."""
    doc = doc_of(["Costs", "\n\n", "-", "Less", ".", "\n\n", "They", "fall", "."], (2, 6),
                 [(0, 2, "heading"), (2, 6, "item"), (6, 9, "paragraph")])
    expected = [("Costs", "heading"), ("Less .", "item"), ("They fall .", "sentence")]
    assert expected == [(span.text.strip(), span.label_) for span in units.match(doc)]


@pytest.mark.parametrize("words", [[], [" "], ["\n\n", "  "]])
def test_match_finds_nothing_in_white_space(words):
    """An empty text, or one of white space, has no units."""
    assert units.match(doc_of(words)) == []


def test_match_takes_a_text_without_sentences_as_one_unit():
    """Without a parse there is one unit, and no crash."""
    doc = Doc(VOCAB, words=["They", "fall", "\n"])
    assert [span.text.strip() for span in units.match(doc)] == ["They fall"]


def test_units_outside_every_block_are_sentences():
    """A gap between blocks does not lend a unit the label of the block before it."""
    doc = doc_of(["Costs", "They", "fall"], (1,), [(0, 1, "heading")])
    assert [span.label_ for span in units.match(doc)] == ["heading", "sentence"]
