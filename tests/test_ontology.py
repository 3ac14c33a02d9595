"""The ontology says what the code uses: no term without a definition, none defined that nobody uses."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from argmap.rdf import to_dataset, to_jsonld
from argmap.rdf.jsonld import context, expanded
from argmap.resources import ontology_path
from argmap.vocab import ARGMAP, PREFIXES
from tests.maps import example_map

KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDFS.Datatype)
NAMESPACE = str(ARGMAP._NS)


@pytest.fixture(scope="module")
def ontology():
    """The vocabulary as a graph."""
    return Graph().parse(ontology_path("argmap.ttl"), format="turtle")


def _terms(ontology: Graph) -> set[URIRef]:
    return {node for kind in KINDS for node in ontology.subjects(RDF.type, kind) if str(node).startswith(NAMESPACE)}


def test_code_and_ontology_have_the_same_terms(ontology):
    """Each term of the code is defined in the ontology, and the other way round."""
    assert {ARGMAP[name] for name in ARGMAP.__annotations__ if not name.startswith("_")} == _terms(ontology)


def test_every_term_is_explained(ontology):
    """Each term has one label and one definition, and says where it is defined."""
    for term in _terms(ontology):
        for name in (RDFS.label, SKOS.definition, RDFS.isDefinedBy):
            assert len(list(ontology.objects(term, name))) == 1, (term, name)


def test_every_property_has_domain_and_range(ontology):
    """Each property says what it is a property of, and what its values are."""
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in ontology.subjects(RDF.type, kind):
            assert len(list(ontology.objects(term, RDFS.domain))) == 1, term
            assert len(list(ontology.objects(term, RDFS.range))) == 1, term


def test_every_class_is_aligned(ontology):
    """Each class is placed under a class of AIF, PROV, Web Annotation or SKOS."""
    for term in ontology.subjects(RDF.type, OWL.Class):
        if isinstance(term, URIRef):
            above = list(ontology.objects(term, RDFS.subClassOf))
            assert above, term
            assert not any(str(node).startswith(NAMESPACE) for node in above)


def test_terms_of_a_graph_have_their_types(ontology):
    """In a real graph, argmap's properties have IRIs or literals as the ontology says."""
    graph = to_dataset(example_map())
    used = {predicate for _, predicate, _, _ in graph.quads() if str(predicate).startswith(NAMESPACE)}
    objects = set(ontology.subjects(RDF.type, OWL.ObjectProperty))
    for predicate in used:
        values = list(graph.objects(None, predicate))
        assert all(isinstance(value, URIRef) == (predicate in objects) for value in values), predicate


def test_values_are_those_of_the_ontology(ontology):
    """Certainty and polarity have the values that the ontology lists."""
    listed = {
        str(node): {str(item) for item in ontology.query(
            f"SELECT ?x {{ <{node}> owl:equivalentClass/owl:oneOf/rdf:rest*/rdf:first ?x }}").bindings
            for item in item.values()}
        for node in (ARGMAP.CertaintyValue, ARGMAP.PolarityValue)
    }
    from argmap.model import Certainty, Polarity

    assert listed == {
        str(ARGMAP.CertaintyValue): set(map(str, Certainty)), str(ARGMAP.PolarityValue): set(map(str, Polarity)),
    }


def test_context_has_a_name_for_every_term():
    """The JSON-LD context names every argmap term, and its prefixes are those of the other formats."""
    named = {expanded(entry if isinstance(entry, str) else entry["@id"])
             for entry in context().values() if not isinstance(entry, float)}
    values = ("CertaintyValue", "PolarityValue", "_NS")
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
