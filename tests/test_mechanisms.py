"""The mechanism scheme, and how its concepts are found in text."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from argmap.errors import ResourceError
from argmap.mechanisms import scheme, terms
from argmap.pipeline.linear import LinearModel
from argmap.pipeline.mechanisms import Mechanisms, inside, named

VOCAB = spacy.blank("en").vocab

GROUPS = {"economics", "ecosystem", "governance", "training"}
OWN = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/m#grid-storage> a skos:Concept ; skos:prefLabel "Grid storage"@en, "Netzspeicher"@de ;
    skos:altLabel "battery"@en ; skos:hiddenLabel "cell"@en .
"""


def test_scheme_puts_every_mechanism_under_one_of_four():
    """Each mechanism has a label, a definition and one of the four groups above it."""
    found = scheme()
    assert {mechanism.id for mechanism in found if not mechanism.broader} == GROUPS
    assert {mechanism.broader for mechanism in found if mechanism.broader} == GROUPS
    assert [mechanism.id for mechanism in found if not (mechanism.label and mechanism.definition)] == []


def test_scheme_and_terms_take_further_files(tmp_path):
    """A user's concept joins those that ship, by the last part of its IRI and its English labels."""
    path = tmp_path / "own.ttl"
    path.write_text(OWN, "utf-8")
    [own] = [mechanism for mechanism in scheme([path]) if mechanism.id == "grid-storage"]
    assert (own.label, own.alternatives) == ("Grid storage", ("battery",))
    labels = {(term.words, term.hidden) for term in terms([path]) if term.mechanism == "grid-storage"}
    assert {("Grid storage", False), ("battery", False), ("cell", True)} == labels


@pytest.mark.parametrize(
    ("content", "reason"),
    [("not turtle at all {", "is not valid Turtle: at line 1"),
     ("<urn:a> <urn:b> <urn:c> .", "no skos:Concept"), (None, "cannot be read")],
)
def test_scheme_says_what_is_wrong_with_a_file(tmp_path, content, reason):
    """A missing or broken file is named, with the reason."""
    path = tmp_path / "own.ttl"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(ResourceError, match=reason) as error:
        scheme([path])
    assert str(path) == error.value.where


def doc_of(*tokens):
    """Build a Doc of one unit."""
    doc = Doc(VOCAB, words=list(tokens), pos=["NOUN"] * len(tokens))
    doc.spans["units"] = [Span(doc, 0, len(doc), label="sentence")]
    return doc


def test_a_users_mechanism_is_found_by_its_labels_alone(tmp_path):
    """No model knows a user's concept: its labels count, its hidden labels do not."""
    path = tmp_path / "own.ttl"
    path.write_text(OWN, "utf-8")
    component = Mechanisms([str(path)], model=LinearModel(("yes",), {}, (-5.0,)))
    doc = component(doc_of("battery", "packs", "sell"))
    assert inside(named(doc), doc.spans["units"][0]) == ("grid-storage",)
    assert component.match(doc_of("cell", "packs")) == []


def test_the_model_decides_on_what_labels_propose():
    """A label proposes, and the trained part may refuse it."""
    doc = doc_of("distillation", "works")
    sure, unsure = (LinearModel(("yes",), {"distillation|": (0.0,)}, (bias,)) for bias in (9.0, -9.0))
    assert [span.label_ for span in Mechanisms(model=sure).match(doc)] == ["distillation"]
    assert Mechanisms(model=unsure).match(doc) == []


def described(doc, *, mechanism):
    """Give the features of the one candidate of a mechanism."""
    [candidate] = [candidate for candidate in Mechanisms().candidates(doc) if candidate.mechanism == mechanism]
    return candidate.features


def doc_insides(*units):
    """Build a Doc of several units, a heading where the first word is #."""
    tokens = [word for unit in units for word in unit.split()]
    doc = Doc(VOCAB, words=tokens, pos=["NOUN"] * len(tokens))
    spans, at = [], 0
    for unit in units:
        end = at + len(unit.split())
        spans.append(Span(doc, at, end, label="heading" if unit.startswith("#") else "sentence"))
        at = end
    doc.spans["units"] = spans
    return doc


def test_the_field_of_an_essay_is_told_to_the_model():
    """A word such as `price` says less about the mechanisms that ship in an essay with no word of their field."""
    elsewhere = described(doc_insides("prices of beef fell", "farms closed"), mechanism="pricing")
    inside = described(doc_insides("prices of tokens fell", "the llm won"), mechanism="pricing")
    assert (elsewhere["pricing|field:0"], inside["pricing|field:2"]) == (1.0, 1.0)


def test_what_stands_around_a_unit_is_told_to_the_model():
    """The unit before, the heading above and the rest of the essay count; the unit's own label does not."""
    doc = doc_insides("# distillation today", "distillation works", "nothing here", "distillation again")
    features = [c.features for c in Mechanisms().candidates(doc) if c.mechanism == "distillation"]
    assert [sorted(features[i].keys() & {"prev", "prev2", "heading"}) for i in range(3)] == [
        [], ["heading", "prev"], ["heading", "prev2"],
    ]
    assert [round(found["within:3"], 2) for found in features] == [0.67, 0.67, 0.67]
    assert "within:3" in described(doc_insides("distillation works"), mechanism="distillation")
    assert described(doc_insides("distillation works"), mechanism="distillation")["within:3"] == 0


def test_a_plural_that_the_lemmatiser_does_not_know_is_still_the_term():
    """New acronyms keep their s in the lemma; their singular is what the scheme lists."""
    doc = doc_insides("asics sell")
    for token in doc:
        token.lemma_ = token.lower_
    assert described(doc, mechanism="hardware-supply")["hardware-supply|term:asic"] == 1.0


def test_the_words_of_a_label_count_by_their_head():
    """The place and part of speech of a term are those of its head, wherever that stands in it."""
    words = ["costs", "of", "training", "rise"]
    doc = Doc(VOCAB, words=words, lemmas=["cost", "of", "training", "rise"], pos=["NOUN", "ADP", "VERB", "VERB"],
              heads=[3, 2, 0, 3], deps=["nsubj", "case", "nmod", "ROOT"])
    doc.spans["units"] = [Span(doc, 0, 4, label="sentence")]
    features = described(doc, mechanism="compute-cost")
    assert features["shown.dep:nsubj"] == 1.0
    assert features["compute-cost|term:cost of training|NOUN"] == 1.0
