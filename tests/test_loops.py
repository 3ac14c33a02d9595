"""Feedback loops: found in Python, by the product of the signs around them, and never more than are asked for."""

from dataclasses import replace

import pytest

from argmap.loops import Feedback, loops
from argmap.model import ArgumentMap, Polarity
from tests.maps import circle, example_map

UP, DOWN, OPEN = Polarity.RAISES, Polarity.LOWERS, Polarity.UNKNOWN


@pytest.mark.parametrize(("signs", "expected"), [
    ((UP, UP), Feedback.REINFORCING),
    ((UP, DOWN), Feedback.BALANCING),
    ((DOWN, DOWN, UP), Feedback.REINFORCING),
    ((DOWN, DOWN, DOWN), Feedback.BALANCING),
    ((UP, OPEN, DOWN), Feedback.UNDECIDED),
])
def test_a_loop_is_what_the_product_of_its_signs_says(signs, expected):
    """Two lowering steps make up for each other; a step without a sign leaves it open."""
    [loop] = loops(circle(*signs))
    assert loop.feedback is expected
    assert len(loop.concepts) == len(signs)


def test_the_concepts_of_a_loop_stand_in_the_order_of_causation():
    """Each acts on the next, and the last on the first."""
    amap = circle(UP, UP, DOWN, UP)
    [loop] = loops(amap)
    pairs = {(link.cause, link.effect) for link in amap.links}
    assert {(one, loop.concepts[(i + 1) % 4]) for i, one in enumerate(loop.concepts)} == pairs


def test_a_link_that_is_denied_closes_no_loop():
    """Who says that rents do not raise wages has not said that they feed on each other."""
    amap = circle(UP, UP)
    denied = replace(amap.links[0], negated=True)
    assert loops(replace(amap, links=(denied, amap.links[1]))) == ()
    assert loops(example_map()) == loops(ArgumentMap()) == ()


def test_a_step_on_whose_sign_two_links_differ_has_none():
    """Where one author says raises and the other lowers, nobody knows what the loop does."""
    amap = circle(UP, UP)
    other = replace(amap.links[0], id="l-0", polarity=DOWN)
    [loop] = loops(replace(amap, links=(*amap.links, other)))
    assert loop.feedback is Feedback.UNDECIDED


def test_what_acts_on_itself_is_no_loop():
    """A concept whose two ends fell together says nothing of feedback between things."""
    amap = circle(UP, UP)
    link = amap.links[0]
    assert loops(replace(amap, links=(replace(link, effect=link.cause),))) == ()


def test_a_graph_with_millions_of_loops_gives_its_shortest():
    """Everything acting on everything ends in bounded time, with the pairs first."""
    amap = circle(UP, UP, UP, UP, UP)
    concepts = [replace(amap.concepts[0], id=f"c-{i:02}") for i in range(40)]
    links = tuple(replace(amap.links[0], id=f"l-{a.id}-{b.id}", cause=a.id, effect=b.id)
                  for a in concepts for b in concepts if a is not b)
    found = loops(replace(amap, concepts=tuple(concepts), links=links), most=50)
    assert len(found) == 50
    assert {len(loop.concepts) for loop in found} == {2}
