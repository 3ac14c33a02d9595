"""Who is quoted: quotation marks, signatures and introductions on real parses."""

from __future__ import annotations

import pytest

from argmap.pipeline.holders import Holders
from argmap.pipeline.quotations import quotations

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def quoted(nlp):
    """Give for each unit the pairs of holder and kind of quotation."""

    def run(text):
        with nlp.select_pipes(disable=["argmap_propositions", "argmap_causes", "argmap_relations"]):
            doc = nlp(text)
        units = list(doc.spans["units"])
        return [
            [(guess.holder, name) for guess in own if guess.rule == "holders.quoted"
             for name in guess.features if name.startswith("quoted:") and "|" not in name]
            for own in Holders()(doc, units)
        ]

    return run


def test_a_signed_paragraph_is_quoted_from_its_first_sentence(quoted):
    """A line with a dash and a name under a paragraph says who wrote the whole of it."""
    found = quoted("The plan is late. Nobody will use it.\n\n- Jane Brown, engineer\n\nThe plan is on time.")
    assert [("Jane Brown", "quoted:signed") in own for own in found] == [True, True, False, False]


def test_a_list_of_names_signs_nothing(quoted):
    """Names in a list are items, not signatures of what stands above."""
    found = quoted("These people came.\n\n- Jane Brown\n- John Smith\n- Mary Jones")
    assert not any(name == "quoted:signed" for own in found for _, name in own)


def test_an_open_quotation_ends_where_its_mark_does(quoted):
    """What stands between marks is inside; words in marks of their own there do not end it."""
    text = "Brown wrote a note. “The plan is a “big” mistake. It is late. We must stop.” The plan goes on."
    found = [{name for _, name in own} for own in quoted(text)]
    assert ["quoted:inside" in own for own in found] == [False, False, True, True, False]


def test_a_word_in_straight_marks_opens_no_quotation(quoted):
    """Scare quotes within a sentence leave the sentences after it alone."""
    found = quoted('Jane Brown came. The "plan" is late. It is a mistake.')
    assert not any(name in ("quoted:inside", "quoted:across") for own in found for _, name in own)


def test_an_unclosed_mark_is_given_up_at_the_paragraph(quoted):
    """A mark that nobody closes in the middle of a paragraph does not make a quotation of the next one."""
    found = quoted('Jane Brown came. The "plan is late.\n\nIt is a mistake. We must stop.')
    assert not any(name in ("quoted:inside", "quoted:across") for own in found[2:] for _, name in own)


def test_what_follows_a_colon_is_the_speakers(quoted):
    """The paragraph after "Jane Brown said:" is offered as hers."""
    found = quoted("Jane Brown said in an interview:\n\nThe plan is late. Nobody will use it.")
    assert [("Jane Brown", "quoted:introduced") in own for own in found] == [False, True, True]


def test_no_units_no_quotations():
    """An empty essay has nothing to quote."""
    assert list(quotations([], [], [])) == []
