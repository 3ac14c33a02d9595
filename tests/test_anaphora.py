"""What pronouns at the ends of causal links take up."""

from __future__ import annotations

import pytest

from argmap.pipeline.anaphora import antecedent
from argmap.pipeline.words import words as columns


def taken_up(doc, words):
    """Quote what the last occurrence of some words in a Doc points back to."""
    start = doc.text.rindex(words)
    span = doc.char_span(start, start + len(words))
    found = antecedent(columns(doc), span.start, span.end)
    return None if found is None else doc.text[slice(*found)]


@pytest.mark.model
@pytest.mark.parametrize(("text", "words", "expected"), [
    ("The mill closed in May. This hurt the town.", "This", "The mill closed in May."),
    ("The council signed a plan for the harbour. This plan will create jobs.", "This plan", "a plan for the harbour"),
    ("Two mills closed. They had employed many people.", "They", "Two mills"),
    ("The town lost its mill, which hurt the school.", "the school", None),
    ("It is clear that the school will close.", "It", None),
])
def test_anaphora_finds_what_is_meant(nlp, text, words, expected):
    """Demonstratives point to the sentence or the noun before, pronouns to the subject, other phrases nowhere."""
    assert taken_up(nlp(text), words) == expected


@pytest.mark.model
def test_anaphora_at_the_start_points_nowhere(nlp):
    """A "This" with nothing before it takes up nothing."""
    assert taken_up(nlp("This hurt the town."), "This") is None
