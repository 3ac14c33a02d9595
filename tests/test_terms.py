"""Terms are found whatever their inflection or hyphens."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from argmap.pipeline.terms import TermIndex, spell
from argmap.pipeline.words import words

VOCAB = spacy.blank("en").vocab

INDEX = TermIndex([("a", "reward model"), ("a", "model"), ("b", "open-weight"), ("c", "p(doom)")])


@pytest.mark.parametrize(
    ("tokens", "lemmas", "found"),
    [
        (["Reward", "models"], ["reward", "model"], ["reward model", "model"]),
        (["open", "-", "weight"], ["open", "-", "weight"], ["open-weight"]),
        (["Open-weight"], ["open-weight"], ["open-weight"]),
        (["open", "weights"], ["open", "weight"], ["open-weight"]),
        (["reward"], ["reward"], []),
        ([], [], []),
    ],
)
def test_index_finds_terms_by_form_or_lemma(tokens, lemmas, found):
    """Plurals, capitals and hyphens do not hide a term; half of one is none."""
    doc = Doc(VOCAB, words=tokens, lemmas=lemmas)
    hits = INDEX.find(words(doc).spelled(0, len(doc)))
    assert found == [hit.term for hit in hits]


def test_index_gives_the_tokens_of_a_hit():
    """A hit says which tokens it covers, hyphens between them included."""
    doc = Doc(VOCAB, words=["an", "open", "-", "weight", "one"])
    [hit] = INDEX.find(words(doc).spelled(0, len(doc)))
    assert (hit.key, hit.start, hit.end) == ("b", 1, 4)


def test_spell_keeps_a_term_of_punctuation():
    """A term that is nothing but marks still is a term."""
    assert spell("%") == ("%",)
