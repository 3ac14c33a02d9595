"""GraphML and tables: what other programs read has the map's nodes, edges and places."""

import csv
import io

import networkx as nx
from hypothesis import given, settings

from argmap.graph import to_networkx
from argmap.model import ArgumentMap
from argmap.render import Engine, placed_graph, to_csv, to_graphml
from argmap.render.payload import payload
from argmap.render.scene import places
from tests.maps import argument_maps, example_map


def test_nodes_have_the_places_of_the_page():
    """Every node that the page draws is where it draws it."""
    amap = example_map()
    data = payload(amap)
    nxgraph = placed_graph(amap, engine=Engine.LAYERED)
    for number, rect in places(data).items():
        node = data["nodes"][number]
        key = f"mechanism:{node['id']}" if node["kind"] == "mechanism" else node["id"]
        attributes = nxgraph.nodes[key]
        assert tuple(attributes[name] for name in ("x", "y", "width", "height")) == (rect.x, rect.y, rect.w, rect.h)


def test_graphml_is_read_as_the_same_graph():
    """networkx, as Gephi and yEd, finds the same nodes, edges and attributes."""
    amap = example_map()
    read = nx.parse_graphml(to_graphml(amap, engine=Engine.LAYERED), force_multigraph=True)
    plain = to_networkx(amap)
    assert set(read) == set(plain)
    assert sorted(read.edges(keys=True)) == sorted(plain.edges(keys=True))
    for key, attributes in plain.nodes(data=True):
        assert attributes.items() <= read.nodes[key].items()


@settings(max_examples=40, deadline=None)
@given(argument_maps())
def test_graphml_is_well_formed_whatever_an_essay_says(amap):
    """Control characters and markup do not break the file, and no node is lost."""
    read = nx.parse_graphml(to_graphml(amap, engine=Engine.LAYERED), force_multigraph=True)
    assert len(read) <= len(to_networkx(amap))
    assert len(read) >= len({prop.id for prop in amap.propositions})


@settings(max_examples=40, deadline=None)
@given(argument_maps())
def test_tables_have_a_row_for_each_node_and_edge(amap):
    """Whatever stands in a field, it is one cell."""
    plain = to_networkx(amap)
    nodes, edges = (list(csv.DictReader(io.StringIO(text, newline=""))) for text in to_csv(amap, engine=Engine.LAYERED))
    assert [row["id"] for row in nodes] == list(plain)
    assert [(row["source"], row["target"], row["id"]) for row in edges] == [
        (a, b, key) for a, b, key in plain.edges(keys=True)]


def test_tables_say_what_a_node_says():
    """Words, kind, holder and place in columns of their own."""
    nodes, edges = (list(csv.DictReader(io.StringIO(text))) for text in to_csv(example_map(), engine=Engine.LAYERED))
    row = next(row for row in nodes if row["label"] == "export rules will stop this")
    assert (row["kind"], row["holder"], row["node"]) == ("prediction", "Rowan Birch", "proposition")
    assert float(row["x"]) > 0
    assert {row["relation"] for row in edges} >= {"supports", "attacks", "causes", "rests on"}


def test_an_empty_map_has_headers_only():
    """A program that reads the tables finds its columns."""
    assert to_csv(ArgumentMap()) == ("id,node,label\r\n", "id,source,target,relation\r\n")
