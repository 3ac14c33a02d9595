"""The ontology says what the code uses: no term without a definition, none defined that nobody uses."""

from __future__ import annotations

from itertools import chain

import owlrl
import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, XSD, Graph, URIRef
from rdflib.term import BNode, Node

from argmap import rdf
from argmap.assemble import assemble
from argmap.formats import read_dataset, read_graph
from argmap.rdf import to_dataset, to_jsonld
from argmap.rdf.jsonld import context, expanded
from argmap.resources import ontology_path
from argmap.validate import validate
from argmap.vocab import AIF, ARGMAP, OA, PREFIXES
from docs import make_vocabulary
from tests.ledgers import ledger_turtle
from tests.maps import ash, cedar, example_map

CLASSES = (OWL.Class, RDFS.Datatype)
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
NAMESPACE = str(ARGMAP._NS)
#: Vocabularies of which rdflib knows every term, and those whose terms argmap.vocab lists.
VOCABULARIES = (AIF, ARGMAP, DCTERMS, OA, OWL, PROV, RDF, RDFS, SDO, SKOS, XSD)


@pytest.fixture(scope="module")
def ontology():
    """The vocabulary as a graph."""
    return Graph().parse(ontology_path("argmap.ttl"), format="turtle")


def _declared(ontology: Graph, kinds: tuple[URIRef, ...] = CLASSES + PROPERTIES) -> set[URIRef]:
    return {node for kind in kinds for node in ontology.subjects(RDF.type, kind) if isinstance(node, URIRef)}


def _terms(ontology: Graph) -> set[URIRef]:
    return {node for node in _declared(ontology) if str(node).startswith(NAMESPACE)}


def test_code_and_ontology_have_the_same_terms(ontology):
    """Each term of the code is defined in the ontology, and the other way round."""
    assert {ARGMAP[name] for name in ARGMAP.__annotations__ if not name.startswith("_")} == _terms(ontology)


def test_ontology_declares_what_graphs_use(ontology):
    """Each class and property of a written graph is declared, and no word of another vocabulary that none uses."""
    graph = to_dataset(assemble([example_map(), cedar()]))
    graph.parse(data=ledger_turtle(), format="turtle")
    used = {predicate for _, predicate, _, _ in graph.quads()} | set(graph.objects(None, RDF.type))
    assert used - {RDF.type} <= _declared(ontology)
    assert _declared(ontology) - _terms(ontology) <= used


def test_every_term_is_explained(ontology):
    """Each term has one label, definition or note of use, and example, and says where it is defined."""
    for term in _declared(ontology):
        meaning = SKOS.definition if term in _terms(ontology) else SKOS.scopeNote
        for name in (RDFS.label, meaning, SKOS.example, RDFS.isDefinedBy):
            assert len(list(ontology.objects(term, name))) == 1, (term, name)


def test_every_property_of_ours_has_domain_and_range(ontology):
    """Each property says what it is a property of, and what its values are."""
    for term in _declared(ontology, PROPERTIES) & _terms(ontology):
        assert len(list(ontology.objects(term, RDFS.domain))) == 1, term
        assert len(list(ontology.objects(term, RDFS.range))) == 1, term


def test_words_of_others_keep_their_domains(ontology):
    """What another vocabulary says of its properties is not narrowed here."""
    others = _declared(ontology) - _terms(ontology)
    assert not [term for term in others for name in (RDFS.domain, RDFS.range) if (term, name, None) in ontology]


def test_domains_and_ranges_are_classes(ontology):
    """Every class that a domain or range names is declared as one, or is a datatype of XSD or RDFS."""
    types = {XSD[name] for name in ("boolean", "decimal", "integer", "string")}
    known = _declared(ontology, CLASSES) | types | {RDFS.Literal}
    for node in chain(ontology.objects(None, RDFS.domain), ontology.objects(None, RDFS.range)):
        members = ontology.items(ontology.value(node, OWL.unionOf)) if isinstance(node, BNode) else [node]
        assert set(members) <= known


def test_no_class_is_a_property(ontology):
    """Each term is of one kind."""
    kinds = [_declared(ontology, (kind,)) for kind in CLASSES + PROPERTIES]
    assert sum(map(len, kinds)) == len(_declared(ontology))


def test_every_class_of_ours_is_aligned(ontology):
    """Each class is placed under a class of AIF, PROV, Web Annotation or SKOS, or under one of ours that is."""
    for term in _declared(ontology, (OWL.Class,)) & _terms(ontology):
        above = set(ontology.transitive_objects(term, RDFS.subClassOf))
        assert any(not str(node).startswith(NAMESPACE) for node in above), term


def test_aligned_terms_exist(ontology):
    """No term of another vocabulary is misspelt or made up."""
    nodes: set[Node] = set(chain.from_iterable(ontology))
    for vocabulary in VOCABULARIES:
        start = str(vocabulary._NS)
        for node in nodes:
            if str(node).startswith(start) and len(str(node)) > len(start):
                assert node in vocabulary, node


@pytest.mark.parametrize("vocabulary", [AIF, PROV, OA, SKOS, SDO, DCTERMS])
def test_each_vocabulary_is_aligned(vocabulary, ontology):
    """Something of ours is placed beside or under something of each vocabulary."""
    names = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, RDFS.domain, RDFS.range)
    found = {value for name in names for value in ontology.objects(None, name)}
    assert [value for value in found if str(value).startswith(str(vocabulary._NS))]


def test_ontology_has_a_head(ontology):
    """The file says what it is, which version, and under which licence."""
    [head] = ontology.subjects(RDF.type, OWL.Ontology)
    for name in (OWL.versionIRI, OWL.versionInfo, DCTERMS.title, DCTERMS.description, DCTERMS.license):
        assert ontology.value(head, name), name
    assert str(ontology.value(head, OWL.versionIRI)) == f"{head}/{ontology.value(head, OWL.versionInfo)}"


@pytest.mark.parametrize("name", ["argmap.ttl", "shapes.ttl", "mechanisms.ttl", "example.ttl"])
def test_both_parsers_read_each_file(name):
    """rdflib and Oxigraph find the same number of triples."""
    path = ontology_path(name)
    assert len(list(ox.parse(path=path, format=ox.RdfFormat.TURTLE))) == len(Graph().parse(path, format="turtle"))


def _contradictions(graph: Graph) -> list[Node]:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = [node for node, kind in graph.subject_objects(RDF.type) if str(kind).endswith("ErrorMessage")]
    return [*errors, *graph.subjects(RDF.type, OWL.Nothing)]


def test_a_graph_under_the_ontology_has_no_contradiction():
    """OWL RL finds nothing impossible in a graph with all that the ontology says; in a wrong graph it does."""
    graph = Graph().parse(ontology_path("argmap.ttl"), format="turtle")
    graph.parse(data=rdf.to_turtle(ash()), format="turtle")
    wrong = Graph() + graph
    assert _contradictions(graph) == []
    wrong.add((next(wrong.subjects(RDF.type, ARGMAP.Prediction)), RDF.type, ARGMAP.Claim))
    assert _contradictions(wrong)


def test_example_is_a_graph_of_ours():
    """The example of the page is sound, and byte for byte what argmap writes of it."""
    path = ontology_path("example.ttl")
    assert validate(read_dataset(path)) == ()
    assert rdf.to_turtle(read_graph(path)) == path.read_text("utf-8")


def test_page_is_made_of_the_files():
    """ontology/README.md shows the drawing, the example and the terms as the files have them: `make docs`."""
    page = make_vocabulary.PAGE.read_text("utf-8")
    assert page == make_vocabulary.filled(page)
    assert page.count("```mermaid") == 1
    assert ontology_path("example.ttl").read_text("utf-8") in page


def test_terms_of_a_graph_have_their_types(ontology):
    """In a real graph, argmap's properties have IRIs or literals as the ontology says."""
    graph = to_dataset(example_map())
    used = {predicate for _, predicate, _, _ in graph.quads() if str(predicate).startswith(NAMESPACE)}
    objects = set(ontology.subjects(RDF.type, OWL.ObjectProperty))
    for predicate in used:
        values = list(graph.objects(None, predicate))
        assert all(isinstance(value, URIRef) == (predicate in objects) for value in values), predicate


def test_values_are_those_of_the_ontology(ontology):
    """Certainty, polarity and outcome have the values that the ontology lists."""
    listed = {
        str(node): {str(item) for item in ontology.query(
            f"SELECT ?x {{ <{node}> owl:equivalentClass/owl:oneOf/rdf:rest*/rdf:first ?x }}").bindings
            for item in item.values()}
        for node in (ARGMAP.CertaintyValue, ARGMAP.PolarityValue, ARGMAP.OutcomeValue)
    }
    from argmap.bets import Outcome
    from argmap.model import Certainty, Polarity

    assert listed == {
        str(ARGMAP.CertaintyValue): set(map(str, Certainty)), str(ARGMAP.PolarityValue): set(map(str, Polarity)),
        str(ARGMAP.OutcomeValue): set(map(str, Outcome)),
    }


def test_context_has_a_name_for_every_term():
    """The JSON-LD context names every argmap term, and its prefixes are those of the other formats."""
    named = {expanded(entry if isinstance(entry, str) else entry["@id"])
             for entry in context().values() if not isinstance(entry, float)}
    values = ("CertaintyValue", "OutcomeValue", "PolarityValue", "_NS")
    wanted = {str(ARGMAP[name]) for name in ARGMAP.__annotations__ if name not in values}
    assert wanted <= named
    assert {name: context()[name] for name in PREFIXES} == PREFIXES


def test_jsonld_has_no_prefixed_names_left():
    """Properties and types in JSON-LD are short words throughout."""
    import json

    def keys(value):
        if isinstance(value, dict):
            yield from value
            yield from value.get("@type", []) if isinstance(value.get("@type"), list) else []
            for item in value.values():
                yield from keys(item)
        elif isinstance(value, list):
            for item in value:
                yield from keys(item)

    found = set(keys(json.loads(to_jsonld(example_map()))["@graph"]))
    assert not [name for name in found if ":" in name]
