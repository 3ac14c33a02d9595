"""arg-microtexts and Kialo: the words stay where they stand, and nothing is made up."""

from __future__ import annotations

import pytest

from argmap.errors import GraphError
from argmap.formats import kialo, microtexts
from argmap.model import Certainty, Kind, Scheme
from argmap.validate import to_json, validate

SUPPORT, ATTACK = Scheme.SUPPORT, Scheme.ATTACK

MICROTEXT = """<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE arggraph SYSTEM "arggraph.dtd">
<arggraph id="micro_x1" topic_id="open_streets" stance="pro">
  <edu id="e1"><![CDATA[Streets should be open to all.]]></edu>
  <edu id="e2"><![CDATA[Cars may be quick,]]></edu>
  <edu id="e3"><![CDATA[but they stand still in the evening,]]></edu>
  <edu id="e4"><![CDATA[and so do buses behind them.]]></edu>
  <edu id="e5"><![CDATA[Where streets were opened, shops sold more.]]></edu>
  <joint id="j1"/>
  <adu id="a1" type="pro"/> <adu id="a2" type="opp"/> <adu id="a3" type="pro"/> <adu id="a4" type="pro"/>
  <edge id="c1" src="e1" trg="a1" type="seg"/> <edge id="c2" src="e2" trg="a2" type="seg"/>
  <edge id="c3" src="e3" trg="j1" type="seg"/> <edge id="c4" src="e4" trg="j1" type="seg"/>
  <edge id="c5" src="j1" trg="a3" type="seg"/> <edge id="c6" src="e5" trg="a4" type="seg"/>
  <edge id="c7" src="a2" trg="a1" type="reb"/> <edge id="c8" src="a3" trg="c7" type="und"/>
  <edge id="c9" src="a4" trg="a1" type="exa"/> <edge id="c10" src="a3" trg="c9" type="add"/>
</arggraph>
"""

EXPORT = """Discussion Title: Should streets be open?

1. Streets should be [open](https://example.org/open) to all.
1.1. Pro: Shops sell more,
and people meet. \\[1\\]
1.1.1. Con: Some shops sell less.
1.2. Con: -> See 1.1.1.
1.2.1. Pro: Less is less.
1.3. Streets are for horses.

Sources:
[1] https://example.org/shops
"""


def relations(amap):
    """List the relations of a map in words."""
    words = {prop.id: prop.text for prop in amap.propositions}
    return {(item.scheme, tuple(sorted(words[key] for key in item.premises)), words[item.conclusion])
            for item in amap.inferences}


def places(amap):
    """Give the words that every item points at, checked against the text."""
    [document] = amap.documents
    items = [*amap.propositions, *amap.inferences]
    for why in (why for item in items for why in item.evidence):
        assert document.text[why.selector.start : why.selector.end] == why.selector.exact
    return {item.id: item.evidence[0].selector.exact for item in items}


def test_microtext_is_read():
    """Units keep their words and voice, joined premises are one inference, an undercut attacks what it undercuts."""
    amap = microtexts.loads(MICROTEXT).amap
    [document] = amap.documents
    assert document.title == "micro_x1"
    assert document.text.startswith("Streets should be open to all. Cars may be quick, but they stand")
    both = "but they stand still in the evening, and so do buses behind them."
    example, thesis = "Where streets were opened, shops sold more.", "Streets should be open to all."
    assert relations(amap) == {
        (ATTACK, ("Cars may be quick,",), thesis), (ATTACK, (both,), "Cars may be quick,"),
        (SUPPORT, tuple(sorted((example, both))), thesis),
    }
    assert {prop.text: prop.holder for prop in amap.propositions}["Cars may be quick,"] == "opponent"
    assert {prop.text for prop in amap.propositions} <= set(places(amap).values())
    assert {why.cue for item in amap.inferences for why in item.evidence} == {"reb", "und", "exa"}


def test_what_a_microtext_says_beyond_a_map_is_told():
    """Undercuts, topic and stance."""
    assert microtexts.loads(MICROTEXT).left_out == (
        "1 undercut read as an attack on the source of what it undercuts", "topic_id: open_streets left out",
        "stance: pro left out",
    )


def test_nothing_is_made_up_on_import():
    """Kind, certainty, horizon and mechanisms that the source does not give stay at their neutral values."""
    for amap in (microtexts.loads(MICROTEXT).amap, kialo.loads(EXPORT).amap):
        for prop in amap.propositions:
            assert (prop.kind, prop.certainty, prop.negated) == (Kind.CLAIM, Certainty.CERTAIN, False)
            assert (prop.horizon, prop.mechanisms) == (None, ())
        assert amap.links == amap.concepts == ()
        assert to_json(validate(amap)) == "[]\n"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<arggraph", "line 1: is not valid XML"),
        ("<arggraph>\n<edu id='a'>\n</arggraph>", "line 3: is not valid XML: mismatched tag"),
        ("<html/>", "is XML, but no argument graph: it is <html>"),
        ("<arggraph/>", "holds no statement"),
        ("<arggraph><edu/></arggraph>", "has a <edu> without an id"),
        (MICROTEXT.replace('id="e2"', 'id="e1"'), "two <edu> of the id 'e1'"),
        (MICROTEXT.replace('type="reb"', 'type="likes"'), "an edge of the type 'likes'.*seg"),
        (MICROTEXT.replace('src="a4" trg="a1"', 'src="a9" trg="a1"'), "an edge 'c9' from or to 'a9'"),
        (MICROTEXT.replace('trg="a2" type="seg"', 'trg="a9" type="seg"'), "no words for the argument unit 'a2'"),
        ('<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><arggraph>&b;</arggraph>', "declares XML entities"),
        ('<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><arggraph>&a;</arggraph>', "declares XML entities"),
        ("<arggraph>" + "<x>" * 50_000 + "</x>" * 50_000 + "</arggraph>", "holds no statement"),
    ],
)
def test_broken_microtext_is_refused(source, message):
    """What is no such XML, or leads nowhere, is said; entities are never expanded."""
    with pytest.raises(GraphError, match=message):
        microtexts.loads(source)


def test_kialo_export_is_read():
    """Numbers say what goes on from what; a reference is the claim that it points at."""
    amap = kialo.loads(EXPORT).amap
    thesis, more, less = "Streets should be open to all.", "Shops sell more, and people meet. [1]", \
        "Some shops sell less."
    assert relations(amap) == {
        (SUPPORT, (more,), thesis), (ATTACK, (less,), more), (ATTACK, (less,), thesis),
        (SUPPORT, ("Less is less.",), less),
    }
    assert amap.documents[0].title == "Should streets be open?"
    found = set(places(amap).values())
    assert {"Pro", "Con", "Shops sell more,\nand people meet. \\[1\\]"} <= found
    assert not any("example.org/shops" in words for words in found)


def test_kialo_claims_without_a_stance_stand_alone():
    """Neither pro nor con is made of them, and that is said."""
    found = kialo.loads(EXPORT)
    assert found.left_out == ("1 claim neither pro nor con stand alone",)
    assert "Streets are for horses." in {prop.text for prop in found.amap.propositions}


def test_kialo_goes_as_deep_as_it_likes():
    """Nine hundred replies to replies are no trouble."""
    lines = ["1. Start.", *(f"1{'.1' * depth}. Con: Answer {depth}." for depth in range(1, 900))]
    assert len(kialo.loads("\n".join(lines)).amap.inferences) == 899


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Discussion Title: X\n\nProse only.\n", "holds no numbered claim"),
        ("1. One.\n1.2.1. Pro: Two.\n", "line 2: 1.2.1 goes on from 1.2, which is not there"),
        ("Discussion Title: X\n\n1. One.\n1.1. Pro: A.\n1.1. Con: B.\n", "line 5: the number 1.1 comes twice"),
        ("1. One.\n1.1. Con: -> See 1.7.\n", "line 2: points at 1.7, which is no claim"),
        ("1. One.\n1.1. Con: -> See 1.2.\n1.2. Con: -> See 1.1.\n", "line 2: points at 1.2, which is no claim"),
        ("1. " + "x" * 1_000_000, "more than the 1,000,000 characters"),
    ],
)
def test_broken_kialo_export_is_refused_with_its_line(source, message):
    """What leads nowhere or in a circle is said with its line."""
    with pytest.raises(GraphError, match=message):
        kialo.loads(source)
