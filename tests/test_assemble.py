"""Joining maps and parting them again."""

from __future__ import annotations

from dataclasses import replace

from argmap.assemble import assemble, by_document
from argmap.model import ArgumentMap
from tests.maps import ash, birch, example_map


def test_joining_two_essays_keeps_both_and_meets_at_their_concepts():
    """A concept that both authors name is one node of the joined map."""
    joined = assemble([ash(), birch()])
    assert joined == example_map()
    assert len(joined.concepts) < len(ash().concepts) + len(birch().concepts)


def test_joining_is_idempotent_and_order_does_not_matter():
    """The same essays give the same map, however often and in whatever order they are named."""
    assert assemble([ash(), ash()]) == assemble([ash()])
    assert assemble([birch(), ash()]) == assemble([ash(), birch()])
    assert assemble([]) == ArgumentMap()


def test_equal_links_keep_every_place_that_states_them():
    """A link that is stated twice is one link with two statements."""
    amap = ash()
    link = amap.links[0]
    [said] = link.statements
    elsewhere = replace(said, evidence=replace(said.evidence, confidence=0.5))
    again = replace(amap, links=(replace(link, statements=(elsewhere,)),))
    merged = next(item for item in assemble([amap, again]).links if item.id == link.id)
    assert set(merged.statements) == {said, elsewhere}


def test_a_joined_map_parts_into_what_each_essay_says():
    """by_document undoes assemble."""
    parts = by_document(example_map())
    assert assemble(parts) == example_map()
    for part in parts:
        [document] = part.documents
        assert {prop.document for prop in part.propositions} == {document.id}
        assert {said.evidence.selector.document for link in part.links for said in link.statements} == {document.id}
