"""JSON-LD, schema.org Claims and Web Annotations: other processors make the same triples of them."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from pyld import jsonld

from argmap.formats import annotations, claims
from argmap.model import Kind
from argmap.rdf import to_jsonld, to_nquads
from argmap.rdf.jsonld import context
from argmap.vocab import ANNOTATION_CONTEXT, ARGMAP, OA, SCHEMA, SCHEMA_CONTEXT, iri
from tests.maps import argument_maps, ash, example_map

LENIENT = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
#: What schema.org's own context says of the terms that a Claim has.
SCHEMA_TERMS = {"@vocab": str(SCHEMA), "additionalType": {"@type": "@id"}, "datePublished": {"@type": "Date"},
                "url": {"@type": "@id"}}
#: What the Web Annotation context says of the terms that are used here.
ANNOTATION_TERMS = {
    "oa": str(OA._NS), "as": "http://www.w3.org/ns/activitystreams#", "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"}, "schema": str(SCHEMA),
    **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector",
                                       "TextualBody", "exact", "prefix", "suffix", "start", "end")},
    "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"}, "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "classifying": "oa:classifying", "linking": "oa:linking", "identifying": "oa:identifying",
    "describing": "oa:describing", "tagging": "oa:tagging", "generator": {"@type": "@id", "@id": "as:generator"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value", "Software": "as:Application",
}
CONTEXTS = {SCHEMA_CONTEXT: SCHEMA_TERMS, ANNOTATION_CONTEXT: ANNOTATION_TERMS}


@pytest.fixture(autouse=True)
def offline():
    """Serve the two public contexts from here, and nothing else."""
    def load(url, _options):
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}}

    jsonld.set_document_loader(load)


def nquads(data):
    """Let PyLD make N-Quads of JSON-LD."""
    return sorted(jsonld.to_rdf(data, {"format": "application/n-quads"}).splitlines())


def test_pyld_makes_the_same_quads_of_our_jsonld():
    """A JSON-LD 1.1 processor finds just what the N-Quads say."""
    assert nquads(json.loads(to_jsonld(example_map()))) == sorted(to_nquads(example_map()).splitlines())


def test_context_is_valid_json_ld_1_1():
    """Each term of ontology/context.jsonld expands to an IRI in a strict processor."""
    names = [name for name, entry in context().items() if name != "@version" and not str(entry).endswith(("/", "#"))]
    data = {"@context": context(), "@id": "urn:x", **dict.fromkeys(names, "urn:y")}
    [node] = jsonld.expand(data)
    assert len(node) == 1 + len({entry if isinstance(entry, str) else entry["@id"] for name, entry in context().items()
                                 if name in names})


def test_claims_are_schema_org():
    """Each proposition is a Claim with its words, its maker, the essay that it appears in and what it is about."""
    triples = nquads(json.loads(claims.dumps(ash())))
    graph = jsonld.expand(json.loads(claims.dumps(ash())))
    assert {node["@type"][0] for node in graph} == {str(SCHEMA.Claim)}
    assert {node["@id"] for node in graph} == {str(iri("proposition", prop.id)) for prop in ash().propositions}
    reported = next(node for node in graph if "stop this" in node[str(SCHEMA.text)][0]["@value"])
    assert reported[str(SCHEMA.author)][0][str(SCHEMA.name)][0]["@value"] == "Rowan Birch"
    assert str(SCHEMA.datePublished) not in reported
    essay = reported[str(SCHEMA.appearance)][0]
    assert essay[str(SCHEMA.headline)][0]["@value"] == "The gap will close"
    assert reported[str(SCHEMA.about)][0]["@id"] == str(iri("mechanism", "regulation"))
    predicates = {line.split(" ")[1].strip("<>") for line in triples}
    known = {*map(str, (SCHEMA.text, SCHEMA.inLanguage, SCHEMA.author, SCHEMA.name, SCHEMA.datePublished,
                        SCHEMA.appearance, SCHEMA.about, SCHEMA.headline, SCHEMA.url, SCHEMA.description,
                        SCHEMA.additionalType)), "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"}
    assert predicates <= known
    assert "ClaimReview" not in claims.dumps(ash())


def test_kinds_of_claim_are_additional_types():
    """A prediction says that it is one."""
    graph = json.loads(claims.dumps(ash()))["@graph"]
    kinds = {node["text"]: node["additionalType"] for node in graph}
    for prop in ash().propositions:
        assert kinds[prop.text] == str({Kind.CLAIM: ARGMAP.Claim, Kind.PREDICTION: ARGMAP.Prediction,
                                        Kind.EVIDENCE: ARGMAP.Grounds}[prop.kind])


def test_annotations_follow_the_model():
    """Each has what the Web Annotation model requires: context, id, type, a target with a source and selectors."""
    notes = json.loads(annotations.dumps(example_map()))
    assert len({note["id"] for note in notes}) == len(notes)
    motivations = {"classifying", "linking"}
    purposes = {"identifying", "describing", "classifying", "tagging", "linking"}
    for note in notes:
        assert note["@context"][0] == ANNOTATION_CONTEXT
        assert note["type"] == "Annotation"
        assert note["motivation"] in motivations
        assert {body["purpose"] for body in note["body"]} <= purposes
        assert all(("value" in body) == (body["type"] == "TextualBody") for body in note["body"])
        quote, position = note["target"]["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert position["end"] - position["start"] == len(quote["exact"])


@LENIENT
@given(amap=argument_maps())
def test_annotations_point_at_the_words_of_any_map(amap):
    """Positions count the text's code points, and there is one annotation for each place."""
    texts = {document.id: document for document in amap.documents}
    notes = {note["id"]: note for note in json.loads(annotations.dumps(amap))}
    places = [why for item in (*amap.propositions, *amap.inferences) for why in item.evidence]
    places += [said.evidence for link in amap.links for said in link.statements]
    assert len(notes) == len(places)
    for why in places:
        words = texts[why.selector.document].text[why.selector.start : why.selector.end]
        assert any(note["target"]["selector"][0]["exact"] == words for note in notes.values())


def test_annotations_are_the_evidence_of_the_graph():
    """Their ids, bodies and sources are those of the RDF, so that both can be joined."""
    lines = to_nquads(ash())
    bodies = {line for line in nquads(json.loads(annotations.dumps(ash()))) if "ns/oa#exact" in line}
    assert len(bodies) >= len(ash().propositions)
    for note in json.loads(annotations.dumps(ash())):
        assert f"<{note['id']}> <{OA.hasBody}> <{note['body'][0]['source']}>" in lines
        assert note["target"]["source"] == "https://example.org/ash/the-gap?v=1"
