"""What the encoder adds to causal links: links that no rule proposes, other cuts, and a name for what found them."""

from __future__ import annotations

import pytest

from argmap.model import Document
from argmap.pipeline import causes
from argmap.pipeline.causereading import ENCODER
from argmap.pipeline.load import load, parse
from argmap.pipeline.reading import reading

TEXT = (
    "Cheap chips have made small models common. Labs publish less because investors ask for secrecy. "
    "Without open data, outsiders cannot repeat the results. The more people use a model, the better its data become."
)


@pytest.fixture(scope="module")
def doc():
    """A text with several causes as the whole pipeline leaves it."""
    [found] = parse(load(), [Document(text=TEXT)])
    return found


@pytest.mark.model
def test_rules_and_encoder_both_propose(doc):
    """A link that the encoder sees is a candidate of its own, beside what rules find."""
    names = {candidate.rule.name for candidate in causes.candidates_in(doc)}
    assert ENCODER in names
    assert any(name.startswith("causes.") for name in names)


@pytest.mark.model
def test_without_a_reading_only_rules_propose(doc):
    """With --fast nothing is said to come from the encoder."""
    [fast] = parse(load(fast=True), [Document(text=TEXT)])
    assert reading(fast) is None
    assert not any(candidate.rule.name == ENCODER for candidate in causes.candidates_in(fast))
    assert all(candidate.seen is None for candidate in causes.candidates_in(fast))


@pytest.mark.model
def test_every_link_quotes_words_of_the_text(doc):
    """Ends and marker of a link are words that stand in the essay where it says."""
    assert doc._.causes
    for link in doc._.causes:
        assert doc.text[link.marker_start :].startswith(link.marker)
        for end in (link.cause, link.effect):
            assert 0 <= end.start < end.end <= len(doc.text)
            assert doc.text[end.start : end.end].strip() == doc.text[end.start : end.end]


@pytest.mark.model
def test_the_same_link_is_told_once(doc):
    """Where a rule and the encoder see the same cause and effect, there is one link."""
    ends = [(link.cause.start, link.effect.start) for link in doc._.causes]
    assert len(ends) == len(set(ends))
