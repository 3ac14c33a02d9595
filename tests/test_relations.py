"""Support and attack: which pairs the rules propose, why, and what is taken of them."""

from __future__ import annotations

import pytest
import spacy

import argmap.pipeline.propositions  # noqa: F401  # registers doc._.propositions
from argmap.model import Certainty, Kind, Scheme
from argmap.pipeline import relations
from argmap.pipeline.decode import decode
from argmap.pipeline.mentions import PropositionMention, RelationMention
from argmap.pipeline.profiles import profiles
from argmap.pipeline.relation_reading import ENCODER

LIMIT = relations.Limits(first=0.5, second=0.7, attack=0.5)


def essay(*sentences: str, kinds: str = "", holders: tuple[str, ...] = (), glue: str = " "):
    """Build a Doc without a parse, a proposition a sentence: kinds has c or e for each."""
    doc = spacy.blank("en")(glue.join(sentences))
    start, found = 0, []
    for number, sentence in enumerate(sentences):
        kind = Kind.EVIDENCE if kinds[number : number + 1] == "e" else Kind.CLAIM
        holder = holders[number] if holders else "author"
        found.append(PropositionMention(start=start, end=start + len(sentence), kind=kind, rule="test",
                                        certainty=Certainty.CERTAIN, holder=holder))
        start += len(sentence) + len(glue)
    doc._.propositions = tuple(found)
    return doc


def proposed(doc) -> set[tuple[str, int, int, str, str]]:
    """List what the rules propose, short."""
    return {(m.rule.partition(".")[2], m.source, m.target, str(m.scheme), m.cue) for m in relations.matches(doc)}


def mention(source: int, target: int, confidence: float) -> RelationMention:
    """Make a relation without words."""
    return RelationMention(source=source, target=target, scheme=Scheme.SUPPORT, rule="test", cue="so", cue_start=0,
                           confidence=confidence)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Trams are quiet.", "For example, Basel sleeps well.", ("example-opening", 1, 0, "support", "For example")),
        ("Trams are quiet.", "Therefore Basel sleeps well.", ("result-opening", 0, 1, "support", "Therefore")),
        ("Trams are quiet.", "However, buses are cheap.", ("contrast-opening", 1, 0, "attack", "However")),
        ("Trams are quiet.", "That’s why Basel sleeps well.", ("result-opening", 0, 1, "support", "That’s why")),
        ("Trams are quiet.", "“But buses are cheap.", ("contrast-opening", 1, 0, "attack", "But")),
        ("Trams are quiet.", "Trams have rubber wheels.", ("shared-term", 1, 0, "support", "Trams")),
    ],
)
def test_relations_are_proposed_with_the_words_that_are_their_reason(first, second, expected):
    """Each family of connective gives the direction, the type, and the author's own spelling of the cue."""
    assert expected in proposed(essay(first, second))


def test_relations_need_a_textual_reason():
    """Two sentences that merely stand beside each other are not related."""
    assert proposed(essay("Trams are quiet.", "Basel sleeps well.")) == set()


def test_relations_never_lead_to_evidence():
    """Nothing supports a plain fact, whatever connective opens the sentence after it."""
    found = relations.matches(essay("Basel has 12 trams.", "However, buses are cheap.", kinds="ec"))
    assert [m for m in found if m.target == 0] == []


def test_relations_give_the_place_of_their_cue():
    """The cue can be highlighted: its offsets are those of the document's text."""
    doc = essay("Trams are quiet.", "- However, buses with İ are cheap; trams are not.")
    found = list(relations.matches(doc))
    assert found
    assert {doc.text[m.cue_start : m.cue_start + len(m.cue)] for m in found} == {m.cue for m in found}


def test_relations_of_a_lead_in_reach_its_list_and_stop_there():
    """The items of a list support the claim that announces them; the paragraph after the list does not."""
    doc = essay("The plan is unwise:", "- nobody pays", "- everybody waits", "Spring is near.", glue="\n\n")
    found = [(m.source, m.target) for m in relations.matches(doc) if m.rule == "relations.lead-in"]
    assert found == [(1, 0), (2, 0)]


def test_profiles_place_a_proposition_in_its_paragraph():
    """Paragraph edges are told from blank lines where no block has been marked."""
    found = profiles(essay("Trams are quiet. Buses roar.", "Bicycles whisper.", glue="\n\n"))
    assert [(p.block, p.first, p.last) for p in found] == [(0, True, True), (1, True, True)]


@pytest.mark.parametrize(
    ("scored", "expected"),
    [
        ([(0, 1, 0.9), (1, 2, 0.8), (2, 0, 0.6)], [(0, 1), (1, 2)]),
        ([(0, 1, 0.9), (0, 2, 0.8), (0, 3, 0.75)], [(0, 1), (0, 2)]),
        ([(0, 1, 0.9), (0, 2, 0.6)], [(0, 1)]),
        ([(0, 1, 0.4)], []),
        ([(1, 0, 0.6), (0, 1, 0.6)], [(0, 1)]),
        ([], []),
    ],
    ids=["no circle", "two targets", "second is dearer", "too weak", "ties by place", "nothing"],
)
def test_decode_makes_a_graph_without_circles(scored, expected):
    """The best relations stay: at most two a source, none that would close a circle."""
    found = decode([mention(*row) for row in scored], least=0.5, second=0.7)
    assert [(m.source, m.target) for m in found] == expected


def test_decode_stays_fast_on_a_long_chain():
    """A walk in search of a circle ends; a relation that would need a longer one is left out."""
    found = decode([mention(n, n + 1, 0.9) for n in range(3000)], least=0.5, second=0.7)
    assert len(found) == 3000


def test_judge_shows_an_attack_only_where_a_rule_proposes_one():
    """Without words of contrast, a pair that looks like an attack is shown as what its words can carry."""
    support = (mention(0, 1, 1.0),)
    attack = (mention(0, 1, 1.0)._replace(scheme=Scheme.ATTACK, rule="but"),)
    assert relations.judge(support, 0.8, 0.9, LIMIT).scheme is Scheme.SUPPORT
    assert relations.judge(attack, 0.8, 0.9, LIMIT).scheme is Scheme.ATTACK
    assert relations.judge(attack, 0.8, 0.1, LIMIT) is None


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "🙂", "שלום עולם"])
def test_relations_of_odd_text_are_none(text):
    """Text without propositions has no relations and does not crash."""
    doc = spacy.blank("en")(text)
    assert relations.match(doc) == []


@pytest.mark.model
def test_relations_of_a_parsed_essay_are_shown_with_cue_and_rule(nlp):
    """Every relation of a real run has a rule or model, a confidence, and its cue where it says."""
    doc = nlp(
        "The city must close the old bridge.\n\n"
        "Rust has eaten the cables of the bridge. For example, engineers found 40 broken strands in the bridge last "
        "spring.\n\nSome merchants say that closing the bridge would ruin them. However, the merchants lost nothing "
        "when the tunnel was closed, because their customers simply walked around the bridge."
    )
    assert doc._.relations
    for found in doc._.relations:
        assert found.rule.startswith("relations.") or found.rule == ENCODER
        assert 0 < found.confidence <= 1
        assert doc.text[found.cue_start : found.cue_start + len(found.cue)] == found.cue != ""
        assert doc._.propositions[found.target].kind is not Kind.EVIDENCE
