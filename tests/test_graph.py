"""The networkx view: an edge for each relation, and plain values throughout."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings

from argmap.graph import mechanism_key, to_networkx
from argmap.model import ArgumentMap
from tests.maps import argument_maps, ash, example_map


def _edges(nxgraph, relation):
    return [(nxgraph.nodes[a]["label"], nxgraph.nodes[b]["label"], data) for a, b, data in nxgraph.edges(data=True)
            if data["relation"] == relation]


def test_each_inference_is_an_edge_per_premise():
    """A conclusion with two premises gets two support edges that share the inference's id as key."""
    nxgraph = to_networkx(ash())
    supports = {(source[:12], target[:12]) for source, target, _ in _edges(nxgraph, "supports")}
    assert supports == {
        ("a small team", "Distillation"), ("Distillation", "Open models "), ("Last year th", "Open models "),
    }
    [(source, target, data)] = _edges(nxgraph, "attacks")
    assert (source, target) == ("the rules slow chips, not ideas", "export rules will stop this")
    assert data["cue"] == "They are wrong"
    keys = {key for _, _, key, data in nxgraph.edges(keys=True, data=True) if data["relation"] == "supports"}
    assert keys <= {item.id for item in ash().inferences}


def test_causes_carry_polarity_and_denial():
    """A causal edge tells its direction, and whether it is denied."""
    found = {(source, target): (data["polarity"], data["negated"])
             for source, target, data in _edges(to_networkx(example_map()), "causes")}
    assert found == {
        ("distillation", "cost of catching up"): ("-", False),
        ("distillation", "cost of research"): ("-", True),
        ("export rules", "chips"): ("-", False),
        ("export rules", "price of compute"): ("+", False),
    }


def test_propositions_lead_to_mechanisms_and_causes():
    """From a proposition the view leads to what it rests on, and to the cause that it states."""
    nxgraph = to_networkx(ash())
    assert ("Distillation lowers the cost of catching up", "distillation") in {
        (source, target) for source, target, _ in _edges(nxgraph, "rests on")}
    assert ("Distillation lowers the cost of catching up", "distillation") in {
        (source, target) for source, target, _ in _edges(nxgraph, "states")}
    assert nx.has_path(nxgraph, mechanism_key("distillation"), mechanism_key("training"))


@settings(max_examples=60, deadline=None)
@given(amap=argument_maps())
def test_view_of_any_map_is_plain_values(amap):
    """Whatever a map holds, all attributes are of the kinds that graph files have."""
    nxgraph = to_networkx(amap)
    assert {data["node"] for _, data in nxgraph.nodes(data=True)} <= {"proposition", "concept", "mechanism"}
    everything = [data for _, data in nxgraph.nodes(data=True)] + [data for _, _, data in nxgraph.edges(data=True)]
    assert all(isinstance(value, str | int | float) for data in everything for value in data.values())


def test_empty_map_is_an_empty_graph():
    """Nothing in, nothing out."""
    assert len(to_networkx(ArgumentMap())) == 0


def test_propositions_say_who_holds_them_and_where():
    """A node has the name of its holder, whether the author reports it, its essay and its place in the text."""
    [document] = ash().documents
    nodes = {data["label"]: data for _, data in to_networkx(ash()).nodes(data=True)}
    reported, own = nodes["export rules will stop this"], nodes["the rules slow chips, not ideas"]
    assert (reported["holder"], reported["reported"], reported["author"]) == ("Rowan Birch", True, "Ash Willow")
    assert (own["holder"], own["reported"]) == ("Ash Willow", False)
    assert document.text[own["offset"] :][: own["length"]] == own["label"]
