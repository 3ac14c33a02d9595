"""What a unit, and what is around it, says of the future, as features."""

from __future__ import annotations

import pytest

from argmap.pipeline.futures import asks, future_features
from argmap.pipeline.outlook import outlook


@pytest.fixture(scope="module")
def signs(nlp):
    """Name the signs of the future in a sentence."""

    def run(text):
        doc = nlp.make_doc(text)
        doc._.date = "2026-04-15"
        with nlp.select_pipes(disable=["argmap_propositions", "argmap_causes", "argmap_relations"]):
            [unit] = nlp(doc).spans["units"]
        return {name for name, _ in future_features(unit, unit.root.i, times=doc._.times[0])}

    return run


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Small models will win.", "modal=will@main"),
        ("I think that small models will win.", "modal=will@that:own"),
        ("Small models are going to win.", "modal=will"),
        ("A ban could slow research.", "modal=open@main"),
        ("A ban would have been better.", "missed=would"),
        ("In this post we will discuss small models.", "plan=will"),
        ("If they share the weights, small labs will win.", "if=VBP:will"),
        ("Small models win by 2031.", "when=later"),
        ("Small models won in 2019.", "when=over"),
        ("Will small models win?", "asked:modal=will"),
    ],
)
def test_sign_of_the_future(signs, text, sign):
    """A modal is told by its clause, a condition by its tense, a time by the essay's date, a question as one."""
    assert sign in signs(text)


@pytest.mark.model
def test_a_question_has_no_sign_of_an_assertion(signs):
    """Whatever a question says of the future, it does not say as an answer would."""
    found = signs("Will small models win by 2031?")
    assert found
    assert all(name.startswith("asked:") for name in found)


@pytest.mark.model
def test_question_marks_inside_closing_marks_ask(nlp):
    """A closing quotation mark or bracket after the question mark hides no question."""
    assert asks(nlp.make_doc("“Will it win?”")[:])
    assert not asks(nlp.make_doc("They ask: will it win? It will.")[:])


def test_a_list_knows_what_announces_it():
    """Each item of a list is told of the sign in the sentence above the list, however long the list is."""
    units = [{"future": 1.0}, {"v:size": 1.0}, {"v:size": 1.0}, {"v:size": 1.0}]
    found = outlook(units, ["sentence", "item", "item", "item"])
    assert ["future:lead:future" in own for own in found] == [False, True, True, True]


def test_a_short_unit_leans_on_the_one_before():
    """"Unlikely." is read with the sentence before it; a full sentence is not."""
    units = [{"future": 1.0, "v:size": 1.0}, {"v:size": 0.05}, {"v:size": 1.0}]
    found = outlook(units, ["sentence"] * 3)
    assert ["future:short-after:future" in own for own in found] == [False, True, False]


def test_shares_are_of_the_whole_essay():
    """Every unit knows how much of the essay speaks of the future; an empty essay has no units."""
    found = outlook([{"future": 1.0}, {}, {}], ["sentence"] * 3)
    assert {own["future:share:will"] for own in found} == {1.0}
    assert "future:share:will|future" in found[0]
    assert outlook([], []) == []
