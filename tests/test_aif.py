"""AIF, as xAIF JSON and as RDF: other tools read what we write, and we read their spellings."""

from __future__ import annotations

import json

import pytest

from argmap.errors import GraphError
from argmap.formats import FORMATS, aif, xaif
from argmap.formats.own import rdfxml
from argmap.formats.own import turtle as read_turtle
from argmap.model import AUTHOR, Scheme
from argmap.validate import to_json, validate
from tests.maps import ash, example_map

SUPPORT, ATTACK = Scheme.SUPPORT, Scheme.ATTACK


def relations(amap):
    """List the relations of a map in words."""
    words = {prop.id: prop.text for prop in amap.propositions}
    return {(item.scheme, tuple(sorted(words[key] for key in item.premises)), words[item.conclusion])
            for item in amap.inferences}


def dialogue():
    """Give a small xAIF file in the shapes that its tools write: ids as numbers and text, null for no list."""
    return {
        "AIF": {
            "nodes": [
                {"nodeID": 0, "text": "Ann Lee: rain is coming", "type": "L"},
                {"nodeID": "1_77", "text": "clouds are gathering", "type": "L", "timestamp": "2024-01-01 12:00:00"},
                {"nodeID": 2, "text": "Rain will come.", "type": "I"},
                {"nodeID": 3, "text": "Clouds are gathering", "type": "I"},
                {"nodeID": 4, "text": "The sky is clear", "type": "I"},
                {"nodeID": 5, "text": "Asserting", "type": "YA"}, {"nodeID": 6, "text": "Asserting", "type": "YA"},
                {"nodeID": 7, "text": "Argument from Sign", "type": "RA"},
                {"nodeID": 8, "text": "Default Conflict", "type": "CA"},
                {"nodeID": 9, "text": "Default Rephrase", "type": "MA"},
                {"nodeID": 10, "text": "Default Transition", "type": "TA"},
                {"nodeID": 11, "text": "Default Conflict", "type": "CA"},
            ],
            "edges": [
                {"edgeID": number, "fromID": start, "toID": end, "formEdgeID": None} for number, (start, end) in
                enumerate([(0, 5), (5, 2), ("1_77", 6), (6, 3), (3, 7), (7, 2), (4, 8), (8, 7), (0, 10),
                           (10, "1_77"), (4, 11), (11, 3), (3, 9), (9, 4), (3, 99), (3, 4)])
            ],
            "locutions": [{"nodeID": 0, "personID": 1}, {"nodeID": "1_77", "personID": "2", "start": None}],
            "participants": [{"participantID": "1", "firstname": "Ann", "surname": "Lee"},
                             {"participantID": 2, "firstname": "Bo", "surname": ""}],
            "schemefulfillments": None,
        },
        "text": {"txt": 'Ann: <span class="highlighted" id="node0">rain is coming</span>, as &amp; when<br>'
                        'Bo: <span id="1_77">clouds are gathering</span>.'},
        "dialog": True, "ova": [],
    }


def test_xaif_of_another_tool_is_read():
    """Words, speakers, supports, attacks and undercuts; the marked text is the document, markup taken out."""
    found = xaif.from_data(dialogue())
    amap = found.amap
    [document] = amap.documents
    assert document.text.startswith("Ann: rain is coming, as & when\nBo: clouds are gathering.")
    said = {prop.text: (prop.holder, prop.evidence[0].selector.exact) for prop in amap.propositions}
    assert said == {"Rain will come.": ("Ann Lee", "rain is coming"),
                    "Clouds are gathering": ("Bo", "clouds are gathering"),
                    "The sky is clear": (AUTHOR, "The sky is clear")}
    assert relations(amap) == {
        (SUPPORT, ("Clouds are gathering",), "Rain will come."),
        (ATTACK, ("The sky is clear",), "Clouds are gathering"),
    }
    rules = {item.scheme: {why.rule for why in item.evidence} for item in amap.inferences}
    assert rules == {SUPPORT: {"import.xaif"}, ATTACK: {"import.xaif", "import.xaif.undercut"}}
    assert next(item.evidence[0].cue for item in amap.inferences if item.scheme is SUPPORT) == "Argument from Sign"


def test_what_xaif_says_beyond_a_map_is_told():
    """Rephrases, dialogue, dangling and direct edges are named with their number."""
    assert xaif.from_data(dialogue()).left_out == (
        "1 rephrase (MA-nodes) left out",
        "5 nodes of dialogue (L, TA, YA) read for who says what, and not kept",
        "1 times left out: edge between two I-nodes",
        "1 times left out: edge from or to a node that is not there",
        "1 undercut read as an attack on what the inference rests on",
    )


def test_unmarked_words_are_found_as_whole_words():
    """A node stands where its words or its locution's are, not inside another word; else below the text."""
    data = dialogue()
    data["text"] = "Rainy days: rain is coming, clouds are gathering. Rain will come. So they say."
    data["AIF"]["nodes"][4]["text"] = "Rainy day"
    [document] = xaif.from_data(data).amap.documents
    said = {prop.text: prop.evidence[0].selector for prop in xaif.from_data(data).amap.propositions}
    assert said["Rain will come."].start == document.text.index("Rain will")
    assert said["Clouds are gathering"].exact == "clouds are gathering"
    assert said["Rainy day"].start == len(document.text) - len("Rainy day")


def test_only_speaker_is_the_author():
    """Where one person says everything, that is the essay's author."""
    data = dialogue()
    data["AIF"]["participants"][1] |= {"firstname": "Ann", "surname": "Lee"}
    data["AIF"]["nodes"] = [node for node in data["AIF"]["nodes"] if node["nodeID"] not in (4, 8, 11)]
    amap = xaif.from_data(data).amap
    assert amap.documents[0].author == "Ann Lee"
    assert {prop.holder for prop in amap.propositions} == {AUTHOR}
    assert to_json(validate(amap)) == "[]\n"


def test_aifdb_json_without_a_wrapper_is_read():
    """AIFdb serves the inner object alone."""
    assert len(xaif.from_data(dialogue()["AIF"]).amap.propositions) == 3


def test_xaif_has_the_shape_that_its_tools_expect():
    """Every list is there, every edge joins two nodes, every locution has a participant, marks are locutions."""
    data = json.loads(xaif.dumps(example_map()))
    part = data["AIF"]
    ids = {node["nodeID"] for node in part["nodes"]}
    assert {"nodes", "edges", "locutions", "participants", "schemefulfillments", "descriptorfulfillments"} <= set(part)
    assert all({edge["fromID"], edge["toID"]} <= ids for edge in part["edges"])
    assert [edge["edgeID"] for edge in part["edges"]] == list(range(len(part["edges"])))
    people = {person["participantID"]: f"{person['firstname']} {person['surname']}" for person in part["participants"]}
    assert set(people.values()) == {"Ash Willow", "Rowan Birch"}
    assert {item["personID"] for item in part["locutions"]} == set(people)
    types = {node["nodeID"]: node["type"] for node in part["nodes"]}
    assert {types[item["nodeID"]] for item in part["locutions"]} == {"L"}
    assert data["text"]["txt"].count("<span") == sum(kind == "L" for kind in types.values())


def test_what_another_tool_changed_in_our_xaif_counts():
    """A new attack and new words are read; words that stayed keep their kind, certainty and place; causes are gone."""
    data = json.loads(xaif.dumps(ash()))
    changed, kept = ash().propositions[0], ash().propositions[2]
    next(node for node in data["AIF"]["nodes"] if node["nodeID"] == changed.id)["text"] = "Open models will not match."
    data["AIF"]["nodes"] += [{"nodeID": 1, "text": "A new doubt", "type": "I"}, {"nodeID": 2, "text": "", "type": "CA"}]
    data["AIF"]["edges"] += [{"edgeID": 900, "fromID": 1, "toID": 2}, {"edgeID": 901, "fromID": 2, "toID": kept.id}]
    found = xaif.from_data(data)
    props = {prop.text: prop for prop in found.amap.propositions}
    assert props["Open models will not match."].certainty == "certain"
    same = props[kept.text]
    assert (same.certainty, same.start, same.end, same.holder) == (kept.certainty, kept.start, kept.end, kept.holder)
    assert (ATTACK, ("A new doubt",), kept.text) in relations(found.amap)
    assert len(found.amap.inferences) == len(ash().inferences) + 1
    [document] = found.amap.documents
    assert (document.title, document.author, document.date) == ("The gap will close", "Ash Willow", "2026-05-04")
    assert document.text == ash().documents[0].text + "\n\nA new doubt"
    assert "2 causal links of the map before it was changed left out" in found.left_out
    assert to_json(validate(found.amap)) == "[]\n"


def test_an_arrow_taken_out_of_our_xaif_is_gone():
    """The rest keeps its ids, since the text is the same."""
    data = json.loads(xaif.dumps(ash()))
    gone = ash().inferences[0]
    data["AIF"]["nodes"] = [node for node in data["AIF"]["nodes"] if node["nodeID"] != gone.id]
    data["AIF"]["edges"] = [edge for edge in data["AIF"]["edges"] if gone.id not in (edge["fromID"], edge["toID"])]
    amap = xaif.from_data(data).amap
    assert [prop.id for prop in amap.propositions] == [prop.id for prop in ash().propositions]
    assert {item.id for item in amap.inferences} == {item.id for item in ash().inferences} - {gone.id}


def test_arguebuf_reads_our_xaif():
    """Another library finds the same propositions and the same arrows between them."""
    import arguebuf

    amap = example_map()
    graph = arguebuf.load.xaif(json.loads(xaif.dumps(amap)))
    assert {key: node.text for key, node in graph.atom_nodes.items()} == {
        prop.id: prop.text for prop in amap.propositions}
    assert set(graph.scheme_nodes) == {item.id for item in amap.inferences}
    arrows = {(key, item.id) for item in amap.inferences for key in item.premises}
    arrows |= {(item.id, item.conclusion) for item in amap.inferences}
    assert arrows == {(edge.source.id, edge.target.id) for edge in graph.edges.values()}
    kinds = {key: type(node.scheme).__name__ for key, node in graph.scheme_nodes.items()}
    assert kinds == {item.id: "Support" if item.scheme is SUPPORT else "Attack" for item in amap.inferences}


PREFIXES = """@prefix aif: <http://www.arg.dundee.ac.uk/aif#> . @prefix tech: <http://www.arg.tech/aif#> .
@prefix ex: <http://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
NODES = 'ex:a a aif:I-node ; aif:claimText "Rain"@en . ex:b a aif:I-node ; aif:claimText "Clouds" . '
SPELLINGS = {
    "ontology": NODES + "ex:s a aif:RA-node ; aif:Premise ex:b ; aif:Conclusion ex:a . "
                "ex:c a aif:CA-node ; aif:ConflictingElement ex:a ; aif:ConflictedElement ex:b .",
    "has": NODES + "ex:s a aif:RA-node ; aif:hasPremise ex:b ; aif:hasConclusion ex:a . "
           "ex:c a aif:CA-node ; aif:conflictingElement ex:a ; aif:conflictedElement ex:b .",
    "short": NODES + "ex:s a aif:RA ; aif:premise ex:b ; aif:conclusion ex:a . "
             "ex:c a aif:CA ; aif:Conflicting ex:a ; aif:Conflicted ex:b .",
    "other namespace and words": 'ex:a a tech:InformationNode ; tech:text "Rain" . ex:b a tech:I_Node ; '
                                 'rdfs:label "Clouds" . ex:s a tech:RA-node ; tech:Premise ex:b ; '
                                 "tech:Conclusion ex:a . ex:c a tech:CA-node ; tech:ConflictingElement ex:a ; "
                                 "tech:ConflictedElement ex:b .",
    "edges that are nodes": NODES + "ex:s a aif:RA-node . ex:c a aif:CA-node . ex:1 a aif:Edge ; aif:from ex:b ; "
                            "aif:to ex:s . [] aif:from ex:s ; aif:to ex:a . ex:3 a aif:ConflictingElement ; aif:from "
                            "ex:a ; aif:to ex:c . ex:4 a aif:ConflictedElement ; aif:from ex:c ; aif:to ex:b .",
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_each_spelling_of_aif_is_read(name):
    """Whatever a tool calls premises and conflicts, the argument is the same."""
    amap = read_turtle(PREFIXES + SPELLINGS[name]).amap
    assert relations(amap) == {(SUPPORT, ("Clouds",), "Rain"), (ATTACK, ("Rain",), "Clouds")}
    assert all(item.evidence[0].rule == "import.aif" for item in amap.inferences)


def test_undercut_in_rdf_is_an_attack_on_the_premise():
    """A conflict with an inference attacks what that inference rests on."""
    source = NODES + 'ex:s a aif:RA-node ; aif:Premise ex:b ; aif:Conclusion ex:a . ex:d a aif:I-node ; ' \
                     'aif:claimText "Dry" . ex:c a aif:CA-node ; aif:ConflictingElement ex:d ; ' \
                     "aif:ConflictedElement ex:s ."
    found = read_turtle(PREFIXES + source)
    assert (ATTACK, ("Dry",), "Clouds") in relations(found.amap)
    assert found.left_out == ("1 undercut read as an attack on what the inference rests on",)


def test_blank_nodes_give_the_same_ids_each_time():
    """AIF without names for its nodes is read alike twice."""
    source = PREFIXES + '[] a aif:I-node ; aif:claimText "Rain" . [] a aif:I-node ; aif:claimText "Rain" .'
    assert read_turtle(source).amap == read_turtle(source).amap
    assert len(read_turtle(source).amap.propositions) == 2


def test_rdfxml_with_entities_for_namespaces_is_read():
    """The way ontology editors write RDF/XML."""
    source = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [ <!ENTITY aif "http://www.arg.dundee.ac.uk/aif#" > <!ENTITY ex "http://example.org/" > ]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:aif="http://www.arg.dundee.ac.uk/aif#">
 <aif:I-node rdf:about="&ex;a"><aif:claimText>Rain</aif:claimText></aif:I-node>
 <rdf:Description rdf:about="&ex;b"><rdf:type rdf:resource="&aif;I-node"/><aif:claimText>Clouds</aif:claimText>
 </rdf:Description>
 <aif:RA-node rdf:about="&ex;s"><aif:Premise rdf:resource="&ex;b"/><aif:Conclusion rdf:resource="&ex;a"/></aif:RA-node>
</rdf:RDF>"""
    assert relations(rdfxml(source).amap) == {(SUPPORT, ("Clouds",), "Rain")}


def test_written_aif_is_well_formed():
    """Every RA-node has one conclusion, every CA-node one attacker and one attacked, and nothing else is there."""
    from rdflib import RDF, Graph

    from argmap.vocab import AIF, DCTERMS

    graph = Graph().parse(data=aif.dumps(example_map()), format="turtle")
    assert set(graph.predicates()) <= {RDF.type, DCTERMS.creator, AIF.claimText, AIF.Premise, AIF.Conclusion,
                                       AIF.ConflictingElement, AIF.ConflictedElement}
    for kind, into, out in ((AIF["RA-node"], AIF.Premise, AIF.Conclusion),
                            (AIF["CA-node"], AIF.ConflictingElement, AIF.ConflictedElement)):
        for node in graph.subjects(RDF.type, kind):
            assert len(list(graph.objects(node, out))) == 1
            assert list(graph.objects(node, into))
            assert kind != AIF["CA-node"] or len(list(graph.objects(node, into))) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"a": 1}, "is JSON, but not xAIF"),
        ([], "is JSON, but not xAIF"),
        ({"AIF": {"nodes": 3}}, "is not valid xAIF"),
        ({"AIF": {"nodes": [{"text": "no id"}]}}, "is not valid xAIF: it lacks 'nodeID'"),
        ({"AIF": {"nodes": [{"nodeID": 1, "type": "RA"}]}}, "holds no statement"),
        ({"AIF": {"nodes": [{"nodeID": 1, "type": "I"}, {"nodeID": "1", "type": "I"}]}}, "two nodes of the id '1'"),
        ({"AIF": {"nodes": [], "edges": []}, "argmap": {"x": 1}}, "not an argument map"),
    ],
)
def test_broken_xaif_is_refused(data, message):
    """What is not xAIF, or breaks its form, is said."""
    with pytest.raises(GraphError, match=message):
        xaif.from_data(data)


def test_dense_graph_is_refused_before_it_explodes():
    """A few nodes that stand for millions of relations end in an error, not in a full memory."""
    nodes = [{"nodeID": f"{kind}{number}", "type": kind, "text": "x"} for kind in ("I", "CA") for number in range(300)]
    edges = [{"fromID": f"I{one}", "toID": f"CA{two}"} for one in range(300) for two in range(50)]
    edges += [{"fromID": f"CA{one}", "toID": f"CA{two}"} for one in range(50) for two in range(50)]
    with pytest.raises(GraphError, match="draws more than 200,000 lines"):
        xaif.from_data({"AIF": {"nodes": nodes, "edges": edges}})


def test_rdf_without_an_argument_is_refused():
    """Triples of something else are no AIF."""
    with pytest.raises(GraphError, match="holds no argument map"):
        read_turtle(PREFIXES + "ex:a ex:b ex:c .")
    with pytest.raises(GraphError, match="holds no AIF I-node"):
        aif.loads(PREFIXES + "ex:s a aif:RA-node .")
    assert {form.name for form in FORMATS} >= {"aif", "xaif"}
