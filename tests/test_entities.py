"""Names of people, organisations and products."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from argmap.pipeline import entities

VOCAB = spacy.blank("en").vocab


@pytest.mark.parametrize(
    ("words", "proper", "expected"),
    [
        (["Sam", "Altman", "met", "the", "Senate"], {0, 1, 4}, [("Sam Altman", "PERSON"), ("Senate", "ORG")]),
        (["The", "University", "of", "Oxford", "said", "so"], {1, 3}, [("University of Oxford", "ORG")]),
        (["They", "use", "GPT-4", "today"], {2}, [("GPT-4", "PRODUCT")]),
        (["Senator", "Fox", "and", "Zork", "left"], {1, 3}, [("Fox", "PERSON"), ("Zork", "OTHER")]),
        (["they", "left"], set(), []),
        ([], set(), []),
    ],
)
def test_match_finds_and_labels_names(words, proper, expected):
    """Runs of proper nouns are names; titles, lexicons and numbers tell of what."""
    doc = Doc(VOCAB, words=words, pos=["PROPN" if i in proper else "X" for i in range(len(words))])
    assert [(span.text, span.label_) for span in entities.match(doc)] == expected
