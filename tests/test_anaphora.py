"""What pronouns at the ends of causal links take up."""

from __future__ import annotations

import pytest

from argmap.extract import extract
from argmap.model import Document
from argmap.pipeline.anaphora import antecedent, subject_antecedent

pytestmark = pytest.mark.model


def taken_up(doc, words):
    """Quote what the last occurrence of some words in a Doc points back to."""
    start = doc.text.rindex(words)
    span = doc.char_span(start, start + len(words))
    found = antecedent(doc, span.start, span.end)
    return None if found is None else doc.text[slice(*found)]


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("The mill closed in May. This hurt the town.", "This", "The mill closed in May"),
    ("But the mill closed in May. That is why people left.", "That", "the mill closed in May"),
    ("Rents rise every year, and that drives families away.", "that", "Rents rise every year"),
    ("When a pump fails, that floods the cellar.", "that", "a pump fails"),
    ("The mill closed in May.\n\nThe second year\n\nThis hurt the town.", "This", "The mill closed in May"),
    ("I think the mill closed in May. I suspect this hurt the town.", "this", "I think the mill closed in May"),
])
def test_demonstratives_take_up_what_was_said(nlp, text, words, expected):
    """A bare "this" points to the clause before it in its sentence, or to the last sentence that says something."""
    assert taken_up(nlp(text), words) == expected


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("Two mills closed. They had employed many people.", "They", "Two mills"),
    ("The council sold the harbour because it needed money.", "it", "The council"),
    ("The mayor praised the old bridges, but they need repair.", "they", "the old bridges"),
    ("The city council met the farmers. They were angry.", "They", "the farmers"),
    ("The dam holds back the river. It was built in spring, and it leaks.", "it", "The dam"),
    ("Rents rise. This drives families away, and it empties the schools.", "it", "Rents rise"),
    ("The firm trains young people. It pays them well.", "It", "The firm"),
    ("The two mills were the pride of the town. They closed in May.", "They", "The two mills"),
])
def test_pronouns_take_up_the_likeliest_noun(nlp, text, words, expected):
    """What agrees and is near is meant, subjects first; a pronoun that goes on from another means what that means."""
    assert taken_up(nlp(text), words) == expected


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("The council signed a plan for the harbour. This plan will create jobs.", "This plan", "a plan for the harbour"),
    ("The firm consolidated the market. This consolidation raised prices.", "This consolidation",
     "The firm consolidated the market"),
    ("Rents rise every year. This trend empties the schools.", "This trend", "Rents rise every year"),
    ("Old bridges cross the river. New bridges cross the bay. These old bridges attract visitors.",
     "These old bridges", "Old bridges"),
    ("The doctors see forty patients a day. These physicians are tired.", "These physicians", "The doctors"),
    ("The city bought two ferries. These carry most visitors.", "These", "two ferries"),
])
def test_this_and_a_noun_take_up_what_it_names(nlp, text, words, expected):
    """First the same noun, then the verb that it is made of, then a noun like it, then what was said."""
    found = taken_up(nlp(text), words)
    assert found is not None
    assert found.endswith(expected)


@pytest.mark.parametrize(("text", "words"), [
    ("The mill closed. It is clear that the school will close.", "It"),
    ("The mill closed. It is vital to open another one.", "It"),
    ("The mill closed. It takes years to build another one.", "It"),
    ("The mill closed. It seems that nobody cares.", "It"),
    ("The mill closed. It became clear that nobody cared.", "It"),
    ("The mill closed. It makes sense to build another one.", "It"),
    ("The mills closed. Those who worked there left.", "Those"),
    ("The mill closed. This post explains what followed.", "This post"),
    ("The mill closed. This year brings more of it.", "This year"),
    ("The town lost its mill, which hurt the school.", "the school"),
    ("This hurt the town.", "This"),
    ("They left.", "They"),
])
def test_some_words_take_up_nothing(nlp, text, words):
    """An empty "it", people described on the spot, the text at hand and the first words of a text point nowhere."""
    assert taken_up(nlp(text), words) is None


@pytest.mark.parametrize(("text", "words"), [
    ("The bridge was inspected. It is ready to carry trucks.", "It"),
    ("The bridge was repaired. It makes the town richer.", "It"),
])
def test_an_it_that_means_something_is_not_taken_for_empty(nlp, text, words):
    """A verb or adjective that says something of a thing keeps its subject."""
    assert taken_up(nlp(text), words) == "The bridge"


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("Large firms train their workers. They keep talent.", "They keep talent", ("They", "Large firms")),
    ("The mill closed. Rents rise.", "Rents rise", None),
    ("The mill closed. It is clear that rents rise.", "It is clear", None),
    ("Large firms train their workers. They keep talent.", "They", None),
])
def test_the_subject_of_a_clause_takes_up_its_noun(nlp, text, words, expected):
    """A clause that begins with a pronoun is about what the pronoun means; any other is as it is."""
    doc = nlp(text)
    start = doc.text.rindex(words)
    span = doc.char_span(start, start + len(words))
    end, found = subject_antecedent(doc, span.start, span.end)
    assert (expected is None) == (found is None)
    if expected:
        assert (doc.text[start:end], doc.text[slice(*found)]) == expected


def test_causes_chain_across_sentences():
    """A pronoun and the words that it takes up are one concept, alone and at the beginning of a clause."""
    text = ("Cheap storage leads to larger archives. Larger archives attract researchers."
            " The council signed a plan. This plan will create jobs because it lowers the rent.")
    [amap] = extract([Document(text=text)])
    ends = [end for link in amap.links for one in link.statements for end in (one.cause, one.effect)]
    labels = {concept.id: concept.label for concept in amap.concepts}
    said: dict[str, set[str]] = {}
    for end in ends:
        said.setdefault(text[end.selector.start : end.selector.end], set()).add(labels[end.concept])
    assert said["This plan"] == said["it"]
    assert [label.endswith("→ a plan") for label in said["it"]] == [True]
    assert [label.endswith("→ a plan lowers the rent") for label in said["it lowers the rent"]] == [True]


def test_a_long_text_without_sentence_ends_is_read_in_bounded_steps(nlp):
    """However many words stand before a pronoun, only the last of them are looked at."""
    doc = nlp("mills rise " * 3000 + ". They fall.")
    start = doc.text.rindex("They")
    span = doc.char_span(start, start + 4)
    antecedent(doc, span.start, span.end)
