"""One author over time: what is kept, hedged, reversed, dropped, new; and the authors of a library."""

from __future__ import annotations

import json

import pytest

from argmap.assemble import assemble
from argmap.diff import Course, drift, of_author, turns_to_json, turns_to_text
from argmap.errors import GraphError
from argmap.model import ArgumentMap, Document
from tests.maps import ash, birch, claim
from tests.pairs import elm, elm_later, fir


def note(date, *sentences, author="Ida Elm"):
    """Map a dated note of an author."""
    doc = Document(text=" ".join(sentences), author=author, date=date)
    return ArgumentMap(documents=(doc,), propositions=tuple(claim(doc, it.rstrip(".")) for it in sentences))


def courses(*maps):
    """Give what became of each position: the course, and the words before and after."""
    return [(turn.course, turn.before and turn.before.text, turn.after and turn.after.text)
            for turn in drift(assemble(maps)) if (turn.after or turn.before).kind == "proposition"]


def test_drift_tells_what_became_of_each_position():
    """A year on, Elm reverses one claim, hedges one, keeps one, drops the others and has one that is new."""
    assert courses(elm_later(), elm()) == [
        (Course.REVERSED, "The licence protects small publishers", "The licence does not protect small publishers"),
        (Course.HEDGED, "Small labs will match large ones by early 2028",
         "Small labs may match large ones by early 2028"),
        (Course.KEPT, "Open weights raise safety", "Open weights raise safety"),
        (Course.DROPPED, "distillation lets them copy", None),
        (Course.DROPPED, "open publishing will grow", None),
        (Course.DROPPED, "readers will gain", None),
        (Course.DROPPED, "Somebody must pay for libraries", None),
        (Course.DROPPED, "The orchestra tunes before the concert", None),
        (Course.NEW, None, "Ferries cross the strait at noon"),
    ]


def test_drift_compares_with_the_last_word():
    """What was turned round and back is reversed twice; each step says from what to what."""
    yes, no = "The licence protects small publishers.", "The licence does not protect small publishers."
    turns = courses(note("2024", yes), note("2025", no), note("2026", yes))
    assert [(course, before) for course, before, _ in turns] == [
        (Course.REVERSED, no.rstrip(".")), (Course.REVERSED, yes.rstrip(".")),
    ] or [(course, before) for course, before, _ in turns] == [
        (Course.REVERSED, yes.rstrip(".")), (Course.REVERSED, no.rstrip(".")),
    ]


def test_drift_remembers_what_an_essay_in_between_leaves_out():
    """A claim of the first essay that the last takes up is kept, though the second is silent on it."""
    turns = courses(note("2024", "Rivers carry silt to the sea."), note("2025", "The orchestra tunes at noon."),
                    note("2026", "Rivers carry silt to the sea."))
    assert [course for course, _, _ in turns] == [Course.KEPT, Course.DROPPED, Course.NEW]


def test_drift_leaves_out_what_is_only_reported():
    """The view of Birch in Ash's essay is no position of Ash that she could drop."""
    later = note("2027", "Open models will match closed ones.", author="Ash Willow")
    texts = [turn.before.text for turn in drift(assemble([ash(), later])) if turn.before]
    assert "export rules will stop this" in texts  # she rejects it, which is a position
    silent = note("2027-02", "Some say that trade stops war.", author="Ash Willow")
    [prop] = silent.propositions
    from dataclasses import replace
    reported = replace(silent, propositions=(replace(prop, holder="Some"),))
    assert courses(reported, note("2027-03", "Boats sail.", author="Ash Willow")) == [
        (Course.NEW, None, "Boats sail"),
    ]


@pytest.mark.parametrize(
    ("maps", "words"),
    [((elm(), fir()), "essays by 2 authors"), ((elm(),), "there is 1 dated essay, and drift needs two"),
     ((elm(), note("", "It rains.")), "there is 1 dated essay"), ((), "there are 0 dated essays")],
)
def test_drift_needs_two_dated_essays_of_one_author(maps, words):
    """Anything else is an error that says what is there."""
    with pytest.raises(GraphError, match=words):
        list(drift(assemble(maps)))


def test_drift_is_written_for_people_and_programs():
    """A terminal of 60 columns gets no longer line; JSON counts every course."""
    turns = tuple(drift(assemble([elm(), elm_later()])))
    text = turns_to_text(turns, name="Ida Elm", width=60)
    assert max(map(len, text.splitlines())) <= 60
    assert "Reversed (1)" in text
    data = json.loads(turns_to_json(turns, name="Ida Elm"))
    assert data["counts"] == {"reversed": 1, "hedged": 1, "kept": 2, "dropped": 5, "new": 1}
    assert len(data["turns"]) == 10
    assert turns_to_text(()) == "No position to follow.\n"


SHELF = assemble([elm(), elm_later(), fir(), ash(), birch()])


@pytest.mark.parametrize(
    ("name", "since", "until", "titles"),
    [
        ("Ida Elm", "", "", {"Why it will be well", "A year on"}),
        ("elm", "2027", "", {"A year on"}),
        ("ELM", "", "2026", {"Why it will be well"}),
        ("elm", "2026-03", "2027-03-01", {"Why it will be well", "A year on"}),
        ("fir", "", "", {"Why it will not"}),
    ],
)
def test_author_is_found_by_name_and_date(name, since, until, titles):
    """A part of a name is enough, in any case, and a year or month is all of its days."""
    found = of_author(SHELF, name, since=since, until=until)
    assert {document.title for document in found.documents} == titles
    assert {prop.document for prop in found.propositions} <= {document.id for document in found.documents}


@pytest.mark.parametrize(
    ("name", "since", "words"),
    [("Oak", "", r"no author 'Oak' \(there are Ash Willow, Ida Elm"), ("i", "", "4 authors have 'i'"),
     ("", "", "authors have ''"), ("fir", "2030", "no essay by Max Fir from 2030")],
)
def test_author_who_is_not_there_is_an_error(name, since, words):
    """It names those that are."""
    with pytest.raises(GraphError, match=words):
        of_author(SHELF, name, since=since)
