"""GraphML and tables of the map: what other programs read has the places of the page."""

import csv
import io

import networkx as nx
from hypothesis import given, settings

from argmap.formats.text import printable
from argmap.graph import to_networkx
from argmap.model import ArgumentMap
from argmap.render import By, Engine, to_csv, to_graphml, to_places
from argmap.render.payload import payload
from argmap.render.scene import places
from tests.maps import argument_maps, example_map


def test_nodes_have_the_places_of_the_page():
    """Every node that the page draws is where it draws it, however it is set out."""
    amap = example_map()
    for by in By.ARGUMENT, By.MECHANISM:
        data = payload(amap, by=by)
        found = to_places(amap, engine=Engine.LAYERED, by=by)
        for number, rect in places(data).items():
            node = data["nodes"][number]
            key = f"mechanism:{node['id']}" if node["kind"] == "mechanism" else node["id"]
            assert found[key] == {"x": rect.x, "y": rect.y, "width": rect.w, "height": rect.h}
            assert key in to_networkx(amap)


def test_graphml_is_read_with_its_places():
    """networkx, as Gephi and yEd, finds the nodes of the map as numbers in a plane."""
    amap = example_map()
    read = nx.parse_graphml(to_graphml(amap, engine=Engine.LAYERED), force_multigraph=True)
    assert set(read) == set(to_networkx(amap))
    for key, place in to_places(amap, engine=Engine.LAYERED).items():
        assert place.items() <= read.nodes[key].items()


@settings(max_examples=40, deadline=None)
@given(argument_maps())
def test_graphml_and_tables_hold_any_map(amap):
    """Whatever stands in a field, the file is read with every node of the view."""
    keys = {printable(key) for key in to_networkx(amap)}
    read = nx.parse_graphml(to_graphml(amap, engine=Engine.LAYERED), force_multigraph=True)
    assert set(read) == keys
    nodes, edges = (list(csv.reader(io.StringIO(text, newline=""))) for text in to_csv(amap, engine=Engine.LAYERED))
    assert len(nodes) == len(keys) + 1
    assert {len(row) for row in nodes} == {len(nodes[0])}
    assert len(edges) == to_networkx(amap).number_of_edges() + 1


def test_the_table_of_nodes_says_where_they_stand():
    """Words, kind, holder and place in columns of their own; a node without a place has none."""
    nodes = list(csv.DictReader(io.StringIO(to_csv(example_map(), engine=Engine.LAYERED)[0])))
    row = next(row for row in nodes if row["label"] == "export rules will stop this")
    assert (row["kind"], row["holder"], row["width"]) == ("prediction", "Rowan Birch", "280")
    assert float(row["x"]) > 0
    assert {row["x"] for row in nodes if row["label"] == "governance"} == {""}


def test_an_empty_map_has_headers_only():
    """A program that reads the tables finds its columns."""
    nodes, edges = to_csv(ArgumentMap())
    assert nodes.endswith(",x,y,width,height\n")
    assert edges.startswith("source,target,relation,")
    assert nodes.count("\n") == edges.count("\n") == 1
