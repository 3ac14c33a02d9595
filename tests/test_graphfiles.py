"""GraphML, GEXF, DOT and CSV: other programs find in them what is in the map."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess

import networkx as nx
import pytest
from defusedxml import ElementTree
from hypothesis import HealthCheck, given, settings

from argmap.formats import csv as tables
from argmap.formats import dot, gexf, graphml
from argmap.formats.view import to_view
from argmap.model import ArgumentMap, Document
from tests.maps import argument_maps, ash, claim, example_map

LENIENT = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def shape(nxgraph):
    """Give a graph's nodes with their words, and its edges with what they are, however it was read."""
    nodes = {key: data["label"] for key, data in nxgraph.nodes(data=True)}
    return nodes, sorted((start, end, data["relation"], data["item"]) for start, end, data in nxgraph.edges(data=True))


def read_graphml(text):
    """Read GraphML with networkx."""
    return nx.parse_graphml(text.partition("\n")[2], force_multigraph=True)


@LENIENT
@given(amap=argument_maps())
def test_networkx_reads_the_graphml_and_gexf_of_any_map(amap):
    """Nodes, words and edges come back, whatever characters they hold; half-spaces that XML folds aside."""
    wanted, edges = shape(to_view(amap))
    for found in (read_graphml(graphml.dumps(amap)), nx.read_gexf(io.BytesIO(gexf.dumps(amap).encode()))):
        nodes, arrows = shape(found)
        assert {key: words.split() for key, words in nodes.items()} == {key: w.split() for key, w in wanted.items()}
        assert arrows == edges


def test_attributes_have_their_types():
    """Numbers and yes or no are such for Gephi and its like, and XML's own words for them are used."""
    prop = ash().propositions[0]
    for found in (read_graphml(graphml.dumps(ash())), nx.read_gexf(io.BytesIO(gexf.dumps(ash()).encode()))):
        data = found.nodes[prop.id]
        assert (data["offset"], data["confidence"], data["negated"]) == (prop.start, 0.9, False)
        assert data["author"] == "Ash Willow"
    root = ElementTree.fromstring(graphml.dumps(ash()))
    assert {item.text for item in root.iter() if item.text in ("True", "False")} == set()


def test_gexf_says_nothing_of_the_day():
    """The file of tomorrow is that of today."""
    assert "lastmodified" not in gexf.dumps(ash())


def test_edges_have_ids_of_their_own():
    """An inference with two premises is two edges with two ids and one item."""
    keys = [key for _, _, key in to_view(example_map()).edges(keys=True)]
    assert len(keys) == len(set(keys))


def graphviz(text, form):
    """Let Graphviz read DOT without a word of complaint."""
    if not shutil.which("dot"):
        pytest.skip("needs graphviz: tests/peers/install")
    done = subprocess.run(["dot", f"-T{form}"], input=text, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(amap=argument_maps())
def test_graphviz_reads_the_dot_of_any_map(amap):
    """As many nodes and edges as there are, each with its own words."""
    found = json.loads(graphviz(dot.dumps(amap), "dot_json"))
    view = to_view(amap)
    assert len(found.get("objects", ())) == len(view)
    assert len(found.get("edges", ())) == view.number_of_edges()


def test_graphviz_shows_words_as_they_are():
    """Quotes, backslashes, entities and markup in an essay are words, not DOT."""
    words = 'say "a\\b" \\N & &lt;b&gt; <i>so</i>'
    document = Document(text=words)
    amap = ArgumentMap(documents=(document,), propositions=(claim(document, words),))
    svg = ElementTree.fromstring(graphviz(dot.dumps(amap), "svg"))
    shown = "".join(item.text or "" for item in svg.iter() if item.tag.endswith("}text"))
    assert "".join(shown.split()) == "".join(words.split())


def table(text):
    """Read a CSV table as rows by column, the apostrophe taken off that keeps formulas from running."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: cell.removeprefix("'") for name, cell in row.items()} for row in rows]


@LENIENT
@given(amap=argument_maps())
def test_csv_holds_any_map_and_runs_no_formula(amap):
    """Every cell comes back as it was, and none begins as a formula does."""
    view = to_view(amap)
    nodes, edges = tables.nodes(amap), tables.edges(amap)
    assert {row["id"]: row["label"] for row in table(nodes)} == {key: data["label"] for key, data in
                                                                 view.nodes(data=True)}
    assert sorted((row["source"], row["target"], row["item"]) for row in table(edges)) == sorted(
        (start, end, data["item"]) for start, end, data in view.edges(data=True))
    for text in (nodes, edges):
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not [cell for cell in row if cell.lstrip(" ")[:1] in tuple("=+-@\t\r\n＝＋－＠")]


@pytest.mark.parametrize("words", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", " =1", "'quoted'", "＝1", "plain"])
def test_csv_guards_formulas_without_losing_them(words):
    """What a spreadsheet would run is kept from it by one apostrophe, which reading takes off."""
    document = Document(text=words)
    amap = ArgumentMap(documents=(document,), propositions=(claim(document, words),))
    [row] = csv.DictReader(io.StringIO(tables.nodes(amap)))
    assert row["label"].startswith("'") == (words != "plain")
    assert table(tables.nodes(amap))[0]["label"] == " ".join(words.split())


def test_places_left_of_the_middle_are_numbers_in_csv():
    """An x below 0 is a number, which Gephi takes for a place, and no text with an apostrophe."""
    view = to_view(example_map())
    places = {key: {"x": -172, "y": -0.5, "width": 10, "height": 4} for key in view}
    rows = csv.DictReader(io.StringIO(tables.nodes(example_map(), places=places)))
    assert {(row["x"], row["y"]) for row in rows} == {("-172", "-0.5")}


def test_polarity_is_in_words_in_csv():
    """+ and - would be guarded; raises and lowers need not be."""
    rows = [row for row in table(tables.edges(example_map())) if row["relation"] == "causes"]
    assert {row["polarity"] for row in rows} == {"raises", "lowers"}
