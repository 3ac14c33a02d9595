"""From an essay to its map: real parses, real text."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from argmap.errors import ReadError
from argmap.extract import extract
from argmap.formats.json import dumps, loads
from argmap.model import AUTHOR, Document, Kind, Polarity, Scheme
from argmap.rdf import loads as loads_rdf
from argmap.rdf import to_turtle
from tests.conftest import ROOT

pytestmark = pytest.mark.model

ESSAY = Document(
    title="A test of the whole",
    author="Ada Example",
    date="2026-04-15",
    text="""\
The price of openness

Open models will match closed models by the end of 2027. Distillation reduces the cost of training because small \
teams can copy the outputs of large models. However, critics argue that export controls will stop this.

Last year Mistral released three models with open weights. I think that regulation may slow adoption.
""",
)


@pytest.fixture(scope="module")
def amap():
    """Extract the essay once."""
    [found] = extract([ESSAY])
    return found


def test_claims_and_bets_are_found_with_their_words(amap):
    """The bet of the essay is a prediction with the date that it means."""
    bet = next(prop for prop in amap.propositions if prop.text.startswith("Open models will match"))
    assert bet.kind is Kind.PREDICTION
    assert bet.horizon is not None
    assert bet.horizon.text == "by the end of 2027"
    assert bet.horizon.latest == "2027-12-31"
    assert bet.holder == AUTHOR
    assert "open-weights" in bet.mechanisms


def test_a_causal_link_has_both_ends_and_its_marker(amap):
    """What is said to lower what, and by which word."""
    said = {
        (item.cause.selector.exact.lower(), item.evidence.cue, link.polarity)
        for link in amap.links
        for item in link.statements
    }
    assert ("distillation", "reduces", Polarity.LOWERS) in said


def test_reported_views_keep_their_holder(amap):
    """What critics say is never put in the author's mouth."""
    reported = next(prop for prop in amap.propositions if "critics argue" in prop.text)
    assert "critics" in reported.holder.lower()


def test_everything_points_at_its_words(amap):
    """Every node and edge has the words it comes from, a rule and a confidence."""
    for evidence in _all_evidence(amap):
        selector = evidence.selector
        assert ESSAY.text[selector.start : selector.end] == selector.exact
        assert evidence.rule
        assert 0 <= evidence.confidence <= 1
    for item in amap.inferences:
        assert item.evidence[0].cue.strip()


def _all_evidence(amap):
    for prop in amap.propositions:
        yield from prop.evidence
    for link in amap.links:
        yield from (said.evidence for said in link.statements)
    for item in amap.inferences:
        yield from item.evidence


def test_ends_and_relations_point_at_things_that_are_there(amap):
    """No edge hangs in the air."""
    ids = {prop.id for prop in amap.propositions}
    concepts = {concept.id for concept in amap.concepts}
    assert all({link.cause, link.effect} <= concepts for link in amap.links)
    assert all({*item.premises, item.conclusion} <= ids for item in amap.inferences)
    assert {item.scheme for item in amap.inferences} <= set(Scheme)


def test_min_confidence_cuts_and_leaves_no_loose_ends():
    """A stricter map is a part of the full one."""
    [full] = extract([ESSAY])
    [strict] = extract([ESSAY], min_confidence=0.8)
    assert len(strict.propositions) < len(full.propositions)
    assert {prop.id for prop in strict.propositions} <= {prop.id for prop in full.propositions}
    ids = {prop.id for prop in strict.propositions}
    assert all({*item.premises, item.conclusion} <= ids for item in strict.inferences)


def test_json_and_turtle_carry_the_extracted_map(amap):
    """What was extracted is what is read back."""
    assert loads(dumps(amap)) == amap
    assert loads_rdf(to_turtle(amap).encode(), ".ttl") == amap


def test_the_same_essay_gives_the_same_bytes(tmp_path):
    """Two processes with different hash seeds write the same graph."""
    path = tmp_path / "essay.md"
    path.write_text(ESSAY.text, encoding="utf-8")
    outputs = [
        subprocess.run(
            [sys.executable, "-m", "argmap", "extract", str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT, capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) > 1000


@pytest.mark.parametrize(
    "text",
    [
        ".", "?!", "# ", "-", "- \n- \n- ", "a", "Why?", "\u202eשלום עולם\u202c", "😀 👩‍👧 😀", "word " * 3000,
        "(" * 2000, '"' * 2001, "because " * 500, "- item\n" * 1500, chr(34) * 8000,
        "https://example.org/" + "a" * 5000, "\u00a0\u2028\u2029x",
        "because labs lower costs and prices fall " * 2500 + ".", "labs lower the costs of open models\n" * 1500,
        "He said “she said ‘they will win " * 1500 + "’”" * 1500, ">" * 500 + " Costs will fall.",
    ],
    ids=lambda text: repr(text[:10]),
)
def test_odd_text_gives_a_map_not_a_crash(text):
    """Whatever a file holds, extraction ends with a map."""
    [found] = extract([Document(text=text)])
    assert found.documents[0].text == text
    to_turtle(found)


def test_text_of_too_many_marks_is_refused():
    """A file of punctuation that would fill the memory ends in a clear error."""
    with pytest.raises(ReadError, match="more than the 250,000"):
        list(extract([Document(text="x! " * 130_000)]))


@pytest.mark.model
def test_words_of_one_essay_are_forgotten_with_it():
    """Whoever extracts thousands of essays in one process keeps its memory: no new word stays in the vocabulary."""
    from argmap.pipeline.load import load

    def essays(first: int):
        return (Document(text=f"Lab{at}x will release model{at}y because chip{at}z is cheap.") for at in
                range(first, first + 5))

    strings = load().vocab.strings
    list(extract(essays(0)))
    before = len(strings)
    list(extract(essays(100)))
    assert len(strings) == before
    assert "Lab100x" not in strings
