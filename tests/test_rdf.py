"""RDF in and out: nothing is lost, the bytes never change, and bad files end in one line."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph, URIRef

from argmap import rdf
from argmap.errors import GraphError
from argmap.formats import files, read_graph
from argmap.model import ArgumentMap, Document
from argmap.rdf.describe import quads
from argmap.vocab import AIF, ARGMAP, OA, PROV, RDF, SCHEMA, SKOS, iri
from tests.maps import argument_maps, ash, birch, claim, example_map

WRITERS = {".ttl": rdf.to_turtle, ".trig": rdf.to_trig, ".nq": rdf.to_nquads, ".jsonld": rdf.to_jsonld}
LENIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("ending", WRITERS)
def test_example_survives_each_format(ending):
    """A map of two essays that share concepts comes back as the equal value from every format."""
    amap = example_map()
    assert amap == rdf.loads(WRITERS[ending](amap).encode(), ending)


@LENIENT
@given(amap=argument_maps())
def test_graph_of_each_essay_is_its_part_of_the_whole(amap):
    """The N-Triples of each essay are its quads, without the graph and in the same order; nothing else is in them."""
    for key, triples in rdf.to_ntriples(amap).items():
        end = f" <{iri('document', key)}> .\n"
        lines = [f"{line}\n" for line in rdf.to_nquads(amap).split("\n")]
        own = [line.removesuffix(end) + " .\n" for line in lines if line.endswith(end) and _terms(line) == 4]
        assert triples == "".join(sorted(own))


def _terms(line: str) -> int:
    [quad] = ox.parse(line, format=ox.RdfFormat.N_QUADS)
    return 3 if quad.graph_name == ox.DefaultGraph() else 4


@LENIENT
@given(amap=argument_maps())
def test_dataset_holds_any_map(amap):
    """Whatever the texts, names and dates, the Dataset gives the same map back."""
    assert amap == rdf.from_dataset(rdf.to_dataset(amap))


@pytest.mark.parametrize("ending", WRITERS)
@LENIENT
@given(amap=argument_maps())
def test_file_holds_any_map(ending, amap):
    """Whatever the texts, names and dates, a written file reads as the same map, and ends in a line end."""
    text = WRITERS[ending](amap)
    assert amap == rdf.loads(text.encode(), ending)
    assert text.endswith("\n")


@LENIENT
@given(amap=argument_maps())
def test_rdflib_reads_our_turtle_and_trig(amap):
    """The other big parser reads the same triples from what we write."""
    wanted = rdf.to_dataset(amap)
    found = Dataset(default_union=True)
    found.parse(data=rdf.to_trig(amap), format="trig")
    assert amap == rdf.from_dataset(found)
    assert amap == rdf.from_dataset(Graph().parse(data=rdf.to_turtle(amap), format="turtle"))
    assert len(list(wanted.quads())) == len(list(found.quads()))


def test_rdflib_reads_our_jsonld():
    """A second JSON-LD processor makes the same map of our JSON-LD."""
    dataset = Dataset(default_union=True)
    dataset.parse(data=rdf.to_jsonld(example_map()), format="json-ld")
    assert example_map() == rdf.from_dataset(dataset)


@pytest.mark.parametrize("ending", WRITERS)
def test_empty_map_is_a_file(ending):
    """A map of nothing is written and read like any other."""
    text = WRITERS[ending](ArgumentMap())
    assert text.endswith("\n")
    assert ArgumentMap() == rdf.loads(text.encode(), ending)


@pytest.mark.parametrize("ending", WRITERS)
def test_bytes_do_not_depend_on_the_process(ending):
    """Two processes with different hash seeds write the same bytes, and so does this one."""
    code = (
        "import sys; from tests.maps import example_map; from tests.test_rdf import WRITERS;"
        f"sys.stdout.buffer.write(WRITERS[{ending!r}](example_map()).encode())"
    )
    path = os.pathsep.join([str(Path(__file__).parent.parent), *sys.path])
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs == [WRITERS[ending](example_map()).encode()] * 2


def test_bytes_survive_a_round_trip():
    """Reading a file and writing it again changes nothing in it."""
    text = rdf.to_turtle(example_map())
    assert text == rdf.to_turtle(rdf.loads(text.encode(), ".ttl"))


def test_turtle_is_readable():
    """Turtle starts with sorted prefixes, names each subject once, with its types first, blank lines between."""
    blocks = rdf.to_turtle(ash()).split("\n\n")
    prefixes = blocks[0].split("\n")
    assert prefixes == sorted(prefixes)
    assert all(line.startswith("@prefix ") for line in prefixes)
    subjects = [block.split(" ", 1)[0] for block in blocks[1:]]
    assert len(set(subjects)) == len(subjects)
    assert all(block.split(" ", 2)[1] == "a" for block in blocks[1:])


def test_one_graph_for_each_document():
    """All of an essay stands in the graph that bears its name, and nothing stands elsewhere."""
    dataset = rdf.to_dataset(example_map())
    names = {graph.identifier for graph in dataset.graphs() if len(graph)}
    assert names == {iri("document", document.id) for document in example_map().documents}


def test_removing_a_graph_leaves_the_other_essay():
    """Without the graph of one essay, the rest is the map of the other essay alone."""
    one, two = ash(), birch()
    dataset = rdf.to_dataset(example_map())
    dataset.remove_graph(iri("document", one.documents[0].id))
    left = rdf.from_dataset(dataset)
    assert replace(two, mechanisms=left.mechanisms) == left


def test_a_map_has_no_blank_nodes():
    """Every node has a stable name, so that graphs merge and diff as sets of triples."""
    assert all(isinstance(subject, URIRef) for subject, _, _, _ in quads(example_map()))
    assert "_:" not in rdf.to_nquads(example_map())


def test_propositions_follow_the_pattern():
    """A prediction is an AIF I-node with its horizon, its holder, its mechanism and its place in the essay."""
    amap = ash()
    graph = rdf.to_dataset(amap)
    match, reported = (
        next(prop for prop in amap.propositions if prop.text.startswith(start)) for start in ("Open", "export")
    )
    node = iri("proposition", match.id)
    assert {AIF["I-node"], ARGMAP.Prediction} == set(graph.objects(node, RDF.type))
    assert str(graph.value(node, ARGMAP.horizonTo)) == "2028-04-30"
    assert iri("document", amap.documents[0].id) == graph.value(node, PROV.wasQuotedFrom)
    author = graph.value(node, ARGMAP.heldBy)
    assert author == graph.value(node, PROV.wasAttributedTo)
    assert str(graph.value(author, SCHEMA.name)) == "Ash Willow"
    other = graph.value(iri("proposition", reported.id), ARGMAP.heldBy)
    assert str(graph.value(other, SCHEMA.name)) == "Rowan Birch"
    assert graph.value(iri("proposition", reported.id), PROV.wasAttributedTo) is None
    assert iri("mechanism", "regulation") == graph.value(iri("proposition", reported.id), SCHEMA.about)


def test_evidence_points_at_the_words():
    """Each proposition is the body of an annotation whose selectors give the characters and the words."""
    amap = ash()
    graph = rdf.to_dataset(amap)
    [document] = amap.documents
    for prop in amap.propositions:
        [note] = graph.subjects(OA.hasBody, iri("proposition", prop.id))
        place = graph.value(note, OA.hasTarget)
        selector = graph.value(place, OA.hasSelector)
        start, end = (int(graph.value(selector, name)) for name in (OA.start, OA.end))
        assert str(graph.value(selector, OA.exact)) == document.text[start:end]
        assert graph.value(place, OA.hasSource) == iri("document", document.id)
        assert graph.value(note, ARGMAP.rule) is not None
        assert graph.value(note, PROV.wasGeneratedBy) is not None


def test_inferences_follow_aif():
    """Support is an RA-node and attack a CA-node, each with its one-hop form beside it."""
    graph = rdf.to_dataset(ash())
    for kind, source, target, shortcut in (
        (AIF["RA-node"], AIF.Premise, AIF.Conclusion, ARGMAP.supports),
        (AIF["CA-node"], AIF.ConflictingElement, AIF.ConflictedElement, ARGMAP.attacks),
    ):
        pairs = {
            (premise, graph.value(node, target))
            for node in graph.subjects(RDF.type, kind) for premise in graph.objects(node, source)
        }
        assert pairs
        assert pairs == set(graph.subject_objects(shortcut))


def test_denied_causes_have_no_shortcut():
    """What an author denies is never among the one-hop causes; what one asserts is, with its direction."""
    graph = rdf.to_dataset(birch())
    labels = {
        (str(graph.value(cause, SKOS.prefLabel)), str(graph.value(effect, SKOS.prefLabel)))
        for cause, effect in graph.subject_objects(ARGMAP.causes)
    }
    assert {("export rules", "price of compute")} == labels
    assert set(graph.subject_objects(ARGMAP.causes)) == set(graph.subject_objects(ARGMAP.raises))
    assert not set(graph.subject_objects(ARGMAP.lowers))


def test_holder_of_the_authors_name_stays_another_party():
    """A reported holder who happens to bear the author's name is not taken for the author."""
    document = Document(text="Kim says rain comes.", author="Kim")
    amap = ArgumentMap(documents=(document,), propositions=(claim(document, "rain comes", holder="Kim"),))
    assert rdf.loads(rdf.to_turtle(amap).encode(), ".ttl").propositions[0].holder == "Kim"


def test_strangers_beside_a_map_are_left_alone():
    """Triples of other vocabularies in the same file change nothing in the map."""
    text = rdf.to_turtle(ash()) + '\n<https://example.org/x> a skos:Concept, schema:Article ; rdfs:label "x" .\n'
    assert ash() == rdf.loads(text.encode(), ".ttl")


def test_map_of_an_unknown_document_is_refused():
    """An item whose essay is not in the map is named in the error."""
    broken = replace(ash(), documents=())
    with pytest.raises(GraphError, match=r"^p-\w+: its document 'd-\w+' is not in the map$"):
        rdf.to_turtle(broken)


def test_proposition_without_evidence_is_refused():
    """Nothing is written that has no words behind it."""
    amap = ash()
    bare = replace(amap.propositions[0], evidence=amap.propositions[0].evidence)
    object.__setattr__(bare, "evidence", ())
    with pytest.raises(GraphError, match="has no evidence"):
        rdf.to_turtle(replace(amap, propositions=(bare,)))


def test_text_that_is_no_unicode_is_refused():
    """Half a surrogate pair ends in an error of ours, in every format."""
    amap = ArgumentMap(documents=(Document(text="\ud800", id="d-1"),))
    for write in WRITERS.values():
        with pytest.raises(GraphError):
            write(amap)


BROKEN = {
    "unclosed.ttl": (b'<http://x/a> <http://x/b> "c', "is not valid Turtle"),
    "relative.ttl": (b"<a> <b> <c> .", "is not valid Turtle"),
    "binary.ttl": (b"\x00\xff\xfe\x01", "is not UTF-8: byte 0xff at offset 1"),
    "foreign.ttl": (b"<http://x/a> <http://x/b> <http://x/c> .", "holds no argument map"),
    "foreign.nq": (b"<http://x/a> <http://x/b> <http://x/c> <http://x/g> .", "holds no argument map"),
    "empty.ttl": (b" \n", "is empty"),
    "notes.trig": (b"dear diary", "is not valid TriG"),
    "list.jsonld": (b"[1, 2", "is not valid JSON-LD"),
    "remote.jsonld": (b'{"@context": "http://example.org/c", "@id": "http://x/a"}', "is not valid JSON-LD"),
    "deep.jsonld": (b"[" * 200_000, "is not valid JSON-LD"),
    "deep.ttl": (b"<http://x/a> <http://x/b> " + b"[ <http://x/b> " * 100_000, "is not valid Turtle"),
    "graph.foo": (b"<rdf/>", "unknown kind of graph file"),
    "broken.rdf": (b"<rdf>", "is not valid XML"),
    "laughs.rdf": (b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r>&b;</r>', "declares XML entities"),
    "deep.rdf": (b"<a>" * 5_000, "more than 1,000 deep"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_ends_in_one_line(name, tmp_path):
    """Malformed, foreign and empty files are refused with the file's name and the reason on one line."""
    data, reason = BROKEN[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(GraphError, match=reason) as caught:
        read_graph(tmp_path / name)
    assert str(caught.value).startswith(str(tmp_path / name))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_missing_file_and_folder_end_in_one_line(tmp_path):
    """A path that is no file is refused with the system's reason."""
    with pytest.raises(GraphError, match="No such file"):
        read_graph(tmp_path / "none.ttl")
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(GraphError, match="directory"):
        read_graph(tmp_path / "folder.ttl")


def test_too_large_file_is_not_read(tmp_path, monkeypatch):
    """A file over the limit is refused before it is parsed."""
    monkeypatch.setattr(files, "MAX_BYTES", 2 * 1024**2)
    (tmp_path / "big.ttl").write_bytes(b"#" * (2 * 1024**2 + 1))
    with pytest.raises(GraphError, match="is larger than 2 MB"):
        read_graph(tmp_path / "big.ttl")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('argmap:certainty "probable"', 'argmap:certainty "sure"', "'sure' is not one of certain, probable, possible"),
        ('argmap:polarity "-"', 'argmap:polarity "down"', "'down' is not one of"),
        ("argmap:negated false", 'argmap:negated "no"', "'no' is neither true nor false"),
        ("oa:start 20", 'oa:start "x"', "'x' is not a number"),
        ("a aif:I-node , argmap:Prediction", "a aif:I-node", "must be one of argmap:Claim"),
        ("argmap:rule", "argmap:cue", "has no values of rule, and must have one"),
        ("oa:hasSource doc:", "oa:hasSource prop:", "should be named https://w3id.org/argmap/document/ID"),
        ("oa:hasBody prop:", "oa:hasTarget prop:", "has no evidence"),
    ],
)
def test_broken_map_names_the_node(old, new, reason):
    """A graph that breaks argmap's pattern is refused with the node and what is wrong with it."""
    text = rdf.to_turtle(ash())
    assert old in text
    with pytest.raises(GraphError, match=f"argmap/.*{reason}"):
        rdf.loads(text.replace(old, new).encode(), ".ttl")


@LENIENT
@given(data=st.binary(max_size=200), ending=st.sampled_from(sorted(WRITERS)))
def test_any_bytes_end_in_a_map_or_an_error_of_ours(data, ending):
    """No file content makes the reader fail in another way than by GraphError."""
    try:
        found = rdf.loads(data, ending)
    except GraphError:
        return
    assert found == ArgumentMap()


def test_nothing_asks_the_network(monkeypatch):
    """Writing and reading every format, and a remote context, open no socket."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("asked for a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    for ending, write in WRITERS.items():
        assert ash() == rdf.loads(write(ash()).encode(), ending)
    remote = b'{"@context": ["https://schema.org"], "@id": "http://x/a", "name": "y"}'
    with pytest.raises(GraphError):
        rdf.loads(remote, ".jsonld")
