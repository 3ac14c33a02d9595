"""A stricter map: what is unsure goes, and nothing that is left hangs in the air."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap import rdf
from argmap.assemble import assemble
from argmap.confident import confident
from argmap.model import ArgumentMap
from tests.maps import argument_maps, ash, birch, example_map

LENIENT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def confidences(amap: ArgumentMap) -> list[float]:
    """List how sure argmap is of each place."""
    return [
        *(item.confidence for prop in amap.propositions for item in prop.evidence),
        *(said.evidence.confidence for link in amap.links for said in link.statements),
        *(item.confidence for inference in amap.inferences for item in inference.evidence),
    ]


def unsure(amap: ArgumentMap, words: str) -> ArgumentMap:
    """Make argmap unsure of the propositions that hold some words."""
    return replace(amap, propositions=tuple(
        replace(prop, evidence=tuple(replace(item, confidence=0.2) for item in prop.evidence))
        if words in prop.text else prop
        for prop in amap.propositions
    ))


@LENIENT
@given(amap=argument_maps(), least=st.floats(0, 1))
def test_a_stricter_map_is_a_map_without_loose_ends(amap, least):
    """Whatever is cut: sorted, sure enough, every end there, and the graph file reads back as the same map."""
    strict = confident(amap, least)
    props = {prop.id for prop in strict.propositions}
    concepts = {concept.id for concept in strict.concepts}
    said = [item for link in strict.links for item in link.statements]
    assert assemble([strict]) == replace(strict, generator=assemble([strict]).generator)
    assert all(value >= least for value in confidences(strict))
    assert all(prop.evidence for prop in strict.propositions)
    assert all({*item.premises, item.conclusion} <= props for item in strict.inferences)
    assert all({link.cause, link.effect} <= concepts for link in strict.links)
    assert all({*item.propositions, item.cause.antecedent, item.effect.antecedent} <= props | {""} for item in said)
    assert rdf.loads(rdf.to_turtle(strict).encode(), ".ttl") == strict


@LENIENT
@given(amap=argument_maps(), one=st.floats(0, 1), other=st.floats(0, 1))
def test_cutting_twice_is_cutting_once_at_the_higher(amap, one, other):
    """It does not matter in which steps a map is cut, and at 0 nothing is."""
    assert confident(confident(amap, one), other) == confident(amap, max(one, other))
    assert confident(amap, 0) == amap


def test_a_relation_goes_with_either_of_its_propositions():
    """What supports or attacks a claim that is gone would hang in the air; the rest of the map stays."""
    amap = unsure(ash(), "Open models will match")
    strict = confident(amap, 0.5)
    assert len(strict.propositions) == len(amap.propositions) - 1
    assert {item.conclusion for item in amap.inferences} - {item.conclusion for item in strict.inferences} == {
        prop.id for prop in amap.propositions if prop.text.startswith("Open models will match")
    }
    assert strict.links == amap.links


def test_a_causal_link_outlives_the_proposition_that_states_it():
    """The link is sure by itself: it stays, and points no longer at what is gone."""
    amap = unsure(unsure(ash(), "Distillation lowers"), "export rules will stop")
    strict = confident(amap, 0.5)
    assert [link.id for link in strict.links] == [link.id for link in amap.links]
    lowers = next(link for link in strict.links if link.statements[0].evidence.cue == "lowers")
    slow = next(link for link in strict.links if link.statements[0].evidence.cue == "slow")
    assert lowers.statements[0].propositions == ()
    assert slow.statements[0].cause.antecedent == ""


def test_concepts_and_mechanisms_go_with_the_last_that_used_them():
    """No concept without a link is left, no mechanism that nothing is filed under; their parents go too."""
    strict = confident(birch(), 0.85)
    assert strict.links == ()
    assert strict.concepts == ()
    assert {item.id for item in strict.mechanisms} == {item.id for item in birch().mechanisms}
    nothing = confident(ash(), 0.95)
    assert (nothing.propositions, nothing.mechanisms) == ((), ())
    assert nothing.documents == ash().documents


def test_a_link_keeps_the_places_that_are_sure():
    """Of a link that two essays state, the place that is unsure goes alone."""
    amap = example_map()
    link = amap.links[0]
    [said] = link.statements
    weak = replace(said, evidence=replace(said.evidence, confidence=0.1, cue="perhaps"))
    both = assemble([amap, replace(amap, links=(replace(link, statements=(weak,)),))])
    assert len(next(item for item in both.links if item.id == link.id).statements) == 2
    assert confident(both, 0.5) == amap
