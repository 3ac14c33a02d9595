"""Validation: what argmap writes conforms, whatever is broken is found where it is, and each fault says what to do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

import pyshacl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from argmap import rdf
from argmap.assemble import assemble
from argmap.cli import main
from argmap.errors import GraphError
from argmap.formats import read_dataset
from argmap.formats.json import dumps
from argmap.model import ArgumentMap, Document
from argmap.rdf import names
from argmap.resources import ontology_path
from argmap.validate import Violation, to_json, to_turtle, validate
from argmap.validate.shapes import explained, shapes
from argmap.vocab import AIF, ARGMAP, DCTERMS, OA, PROV, SCHEMA, SHAPE, SKOS, iri
from tests.conftest import ROOT
from tests.ledgers import example_ledger, forged, ledger_turtle
from tests.maps import ash, birch, cedar, example_map, sound_maps
from tests.pairs import compared_map

#: Five essays and what comparing two of them finds, in which everything occurs that argmap writes.
WHOLE = assemble([example_map(), cedar(), compared_map()])
GRAPHS = sorted((ROOT / "graphs").glob("*.ttl"))
WRITERS = {".ttl": rdf.to_turtle, ".trig": rdf.to_trig, ".nq": rdf.to_nquads, ".jsonld": rdf.to_jsonld, ".json": dumps}


def graph_of(amap: ArgumentMap) -> Graph:
    """Put all that a map says into one graph."""
    return Graph().parse(data=rdf.to_turtle(amap), format="turtle")


def whole_graph() -> Graph:
    """Put all that argmap writes into one graph: three essays, and a ledger of their bets."""
    return graph_of(WHOLE).parse(data=ledger_turtle(), format="turtle")


@pytest.fixture
def graph() -> Graph:
    """The graph of Ash's essay, to be broken."""
    return graph_of(ash())


def names_of(found: Iterable[Violation]) -> set[str]:
    """Give the shapes and checks that are broken, by their local names."""
    return {str(violation.finding.shape).rpartition("#")[2] for violation in found}


def put(graph: Graph, node: Node, predicate: URIRef, *values: Node) -> None:
    """Give a node these values of a property, and no others."""
    graph.remove((node, predicate, None))
    for value in values:
        graph.add((node, predicate, value))


def prop(start: str) -> URIRef:
    """Name the proposition of Ash that begins so."""
    return iri("proposition", next(item.id for item in ash().propositions if item.text.startswith(start)))


def node_of(graph: Graph, kind: URIRef) -> Node:
    """Take the first node of a class."""
    return min(graph.subjects(RDF.type, kind))


@pytest.mark.parametrize("path", GRAPHS, ids=lambda path: path.stem)
def test_shipped_graph_conforms(path):
    """Each graph that ships is sound."""
    assert to_json(validate(read_dataset(path))) == "[]\n"


@pytest.mark.parametrize("ending", WRITERS)
def test_each_format_conforms(ending, tmp_path):
    """What argmap writes of two essays is sound in every format that it reads."""
    (tmp_path / f"map{ending}").write_text(WRITERS[ending](example_map()), "utf-8")
    assert validate(read_dataset(tmp_path / f"map{ending}")) == ()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(amap=sound_maps())
def test_any_map_that_argmap_could_write_conforms(amap):
    """Hostile words in any field break no shape: neither graph by graph, nor all essays in one graph."""
    assert to_json(validate(amap)) == "[]\n"
    assert to_json(validate(graph_of(amap))) == "[]\n"


def test_empty_map_conforms():
    """A map of no essays has nothing wrong with it."""
    assert validate(ArgumentMap()) == ()


LEARN, MATCH, WRONG, STOP = prop("a small"), prop("Open"), prop("the rules"), prop("export")

#: What the shapes ask for above all: the change to Ash's graph, the one shape that it breaks, words of the message.
BROKEN: dict[str, tuple[Callable[[Graph], None], str, str]] = {
    "start after end": (
        lambda g: put(g, node_of(g, OA.TextQuoteSelector), OA.end, Literal(0)), "Selector-start", "before it ends"),
    "no exact words": (
        lambda g: g.remove((node_of(g, OA.TextQuoteSelector), OA.exact, None)), "Selector-exact", "exact words"),
    "no certainty": (lambda g: put(g, MATCH, ARGMAP.certainty), "Proposition-certainty", "how sure its holder is"),
    "unknown certainty": (
        lambda g: put(g, MATCH, ARGMAP.certainty, Literal("sure")), "Proposition-certainty", "how sure its holder is"),
    "two kinds": (lambda g: g.add((MATCH, RDF.type, ARGMAP.Claim)), "Proposition-kind", "of one kind"),
    "unknown polarity": (
        lambda g: put(g, node_of(g, ARGMAP.CausalLink), ARGMAP.polarity, Literal("down")), "CausalLink-polarity",
        "raises its effect, lowers it"),
    "link without an effect": (
        lambda g: put(g, node_of(g, ARGMAP.CausalLink), ARGMAP.effect), "CausalLink-effect", "one effect"),
    "attack on nothing": (
        lambda g: put(g, node_of(g, AIF["CA-node"]), AIF.ConflictedElement), "Attack-to", "ends at one proposition"),
    "attack by two": (
        lambda g: g.add((node_of(g, AIF["CA-node"]), AIF.ConflictingElement, MATCH)), "Attack-from", "one proposition"),
    "support without a premise": (
        lambda g: put(g, node_of(g, AIF["RA-node"]), AIF.Premise), "Support-premise", "has a premise"),
    "support without a conclusion": (
        lambda g: put(g, node_of(g, AIF["RA-node"]), AIF.Conclusion), "Support-conclusion", "one conclusion"),
    "premise that the graph lacks": (
        lambda g: g.add((node_of(g, AIF["RA-node"]), AIF.Premise, iri("proposition", "p-0"))), "Support-premise",
        "of the same graph"),
    "holder without a name of its own": (
        lambda g: put(g, STOP, ARGMAP.heldBy, blank(g, RDF.type, PROV.Agent)), "Agent Proposition-holder", "an IRI"),
    "view of others given to the author": (
        lambda g: g.add((STOP, PROV.wasAttributedTo, names.agent("Ash Willow"))), "Proposition-author", "author holds"),
    "place that nothing points at": (
        lambda g: put(g, node_of(g, OA.Annotation), OA.hasTarget), "Evidence-place Place-use", "points at a place"),
    "rule that is not told": (
        lambda g: put(g, node_of(g, OA.Annotation), ARGMAP.rule), "Evidence-rule", "which rule or model"),
    "confidence above 1": (
        lambda g: put(g, node_of(g, OA.Annotation), ARGMAP.confidence, Literal(Decimal("1.5"))), "Evidence-confidence",
        "from 0 to 1"),
}


def blank(graph: Graph, predicate: URIRef, value: Node) -> BNode:
    """Add a blank node that says just this."""
    node = BNode("nobody")
    graph.add((node, predicate, value))
    return node


@pytest.mark.parametrize("case", BROKEN)
def test_broken_graph_is_told(case, graph):
    """Each rule of the shapes, broken alone, is reported alone, at its node, in words that say what to do."""
    change, shape, words = BROKEN[case]
    change(graph)
    found = [violation for violation in validate(graph) if not is_check(violation)]
    assert names_of(found) == set(shape.split())
    assert any(words in f"{violation.message} {violation.advice}" for violation in found)
    assert all(violation.advice.endswith(".") for violation in found)


def is_check(violation: Violation) -> bool:
    """Tell what is checked besides from what SHACL finds."""
    return violation.finding.component == violation.finding.shape


def test_item_without_evidence_is_told(graph):
    """A proposition, a support, an attack and a causal statement that nothing points at are each reported."""
    graph.remove((None, OA.hasBody, None))
    assert {"Proposition-evidence", "Support-evidence", "Attack-evidence", "CausalStatement-evidence"} \
        <= names_of(validate(graph))


def test_item_without_its_type_is_told(graph):
    """A node that lost its types is still known by its properties."""
    graph.remove((None, RDF.type, None))
    kinds = ("Document", "Proposition", "Support", "Attack", "CausalLink", "CausalStatement", "CausalEnd", "Evidence",
             "Place", "Selector", "Extraction")
    assert {f"{kind}-type" for kind in kinds} <= names_of(validate(graph))


def test_evidence_for_nothing_is_told(graph):
    """An annotation whose item was taken out of the graph is an orphan."""
    graph.remove((WRONG, None, None))
    found = [violation for violation in validate(graph) if violation.finding.shape == SHAPE._NS["Evidence-item"]]
    assert [violation.words for violation in found] == ["the rules slow chips, not ideas"]


def pairs() -> list[tuple[URIRef, URIRef]]:
    """List each shape with each of its constraints."""
    every = {(shape, predicate) for predicate in (SH[name] for name in MUTATIONS)
             for shape in shapes().subjects(predicate) if isinstance(shape, URIRef)}
    return sorted(every - {(SHAPE._NS["Proposition-author"], SH["or"])})  # broken above; it is about no single value


def first(graph: Graph, shape: URIRef) -> Node:
    """Find a node that the shape looks at and that has what it looks for."""
    owner = next(shapes().subjects(SH.property, shape), shape)
    nodes = {node for kind in shapes().objects(owner, SH.targetClass) for node in graph.subjects(RDF.type, kind)}
    path = shapes().value(shape, SH.path)
    able = {node for node in nodes if not isinstance(path, URIRef) or (node, path, None) in graph}
    return min(able - {STOP})


def steps(shape: URIRef) -> list[URIRef]:
    """List the properties of a path backwards, for a path of that kind."""
    path = shapes().value(shape, SH.path)
    if shapes().value(path, SH.inversePath):
        return [shapes().value(path, SH.inversePath)]
    return [shapes().value(step, SH.inversePath) for step in shapes().items(shapes().value(path, SH.alternativePath))]


def lack(graph: Graph, node: Node, shape: URIRef) -> None:
    """Take away what must be there."""
    path = shapes().value(shape, SH.path)
    if isinstance(path, URIRef):
        put(graph, node, path)
        return
    for step in steps(shape):
        graph.remove((None, step, node))


def double(graph: Graph, node: Node, shape: URIRef) -> None:
    """Add a second value like the first."""
    path = shapes().value(shape, SH.path)
    if not isinstance(path, URIRef):
        [step] = steps(shape)
        graph.add((next(other for other, _ in graph.subject_objects(step) if (other, step, node) not in graph), step,
                   node))
        return
    value = min(graph.objects(node, path))
    others = [other for other in graph.objects(None, path) if other != value and type(other) is type(value)]
    again = Literal(f"{value}0", datatype=value.datatype, lang=value.language) if isinstance(value, Literal) else None
    graph.add((node, path, min(others) if others else again or iri("nothing", "x")))


def swap(value: Node | Callable[[], Node]) -> Callable[[Graph, Node, URIRef], None]:
    """Put another value in place of the right one."""

    def change(graph: Graph, node: Node, shape: URIRef) -> None:
        path, new = shapes().value(shape, SH.path), value() if callable(value) else value
        if isinstance(path, URIRef):
            put(graph, node, path, new)
        elif path is not None:
            graph.add((new, steps(shape)[0], node))
        else:
            rename(graph, node, new)

    return change


def rename(graph: Graph, node: Node, new: Node) -> None:
    """Call a node otherwise in all its triples."""
    for subject, predicate, value in [*graph.triples((node, None, None)), *graph.triples((None, None, node))]:
        graph.remove((subject, predicate, value))
        graph.add((new if subject == node else subject, predicate, new if value == node else value))


def meet(graph: Graph, node: Node, shape: URIRef) -> None:
    """Let a value be that of the other property too."""
    other = shapes().value(shape, SH.disjoint) or shapes().value(shape, SH.lessThan)
    put(graph, node, shapes().value(shape, SH.path), graph.value(node, other))


def overdo(graph: Graph, node: Node, shape: URIRef) -> None:
    """Give a node all the types of which it may have one."""
    kinds = shapes().value(shapes().value(shape, SH.qualifiedValueShape), SH["in"])
    for kind in shapes().items(kinds):
        graph.add((node, RDF.type, kind))


#: How each kind of constraint is broken.
MUTATIONS: dict[str, Callable[[Graph, Node, URIRef], None]] = {
    "minCount": lack, "maxCount": double, "hasValue": lack, "qualifiedMinCount": lack, "disjoint": meet,
    "lessThan": meet, "nodeKind": swap(BNode), "class": swap(iri("nothing", "x")), "in": swap(Literal("sure")),
    "datatype": swap(Literal(1.5)), "or": swap(Literal(1.5)), "minLength": swap(Literal("")),
    "minInclusive": swap(Literal(-1)), "maxInclusive": swap(Literal(Decimal("1.5"))),
    "qualifiedMaxCount": overdo,
}


@pytest.mark.parametrize("constraint", MUTATIONS)
def test_every_constraint_of_every_shape_can_be_broken(constraint):
    """No shape is idle: broken at a node of its own, each constraint is reported there by the shape that has it."""
    concerned = [shape for shape, predicate in pairs() if predicate == SH[constraint]]
    on_values = [shape for shape in concerned if shapes().value(shape, SH.path) is not None]
    graph, wanted = whole_graph(), set()
    for shape in on_values:
        node = first(graph, shape)
        MUTATIONS[constraint](graph, node, shape)
        wanted.add((shape, node))
    assert wanted
    assert wanted <= {(violation.finding.shape, violation.finding.node) for violation in validate(graph)}
    graph = whole_graph()
    for shape in set(concerned) - set(on_values):
        MUTATIONS[constraint](graph, first(graph, shape), shape)
    blanks = {violation.finding.shape for violation in validate(graph) if isinstance(violation.finding.node, BNode)}
    assert set(concerned) - set(on_values) <= blanks


def test_constraints_are_of_known_kinds():
    """Whatever the shapes ask is SHACL core, and one of the kinds that the test above breaks."""
    told = {"name", "message", "property", "path", "targetClass", "targetSubjectsOf", "inversePath", "alternativePath",
            "qualifiedValueShape", "equals"}
    used = {str(name).rpartition("#")[2] for name in shapes().predicates() if str(name).startswith(str(SH))}
    assert used == told | MUTATIONS.keys()


def test_shapes_are_valid_shacl():
    """The shapes satisfy the shapes of SHACL itself."""
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


def test_every_shape_says_what_it_looks_at_and_what_to_do():
    """Each shape and each check has a name and two sentences: what must hold, and what to do."""
    kinds = {*shapes().subjects(RDF.type, SH.NodeShape), *shapes().subjects(RDF.type, SH.PropertyShape)}
    checks = {SHAPE[name] for name in SHAPE._extras}
    assert kinds | checks == set(shapes().subjects(SH.message))
    for shape in kinds | checks:
        name, message, advice = explained(shape)
        assert name
        assert f"{message} {advice}".count(". ") == 1, shape
        assert advice.endswith(".")


def test_shapes_cover_all_that_argmap_writes():
    """Every class and every property of a written graph is looked at, and no other is spoken of."""
    graph = whole_graph()
    targets = set(shapes().objects(None, SH.targetClass)) | {OA.SpecificResource, PROV.Entity}
    assert set(graph.objects(None, RDF.type)) == targets
    paths = {value for value in shapes().objects(None, SH.path) if isinstance(value, URIRef)}
    assert set(graph.predicates()) == paths


def test_tampered_quote_is_found(graph):
    """Words that the essay does not have at these offsets are reported once, with the words, and nothing else is."""
    selector = next(graph.subjects(OA.exact, Literal("the rules slow chips, not ideas")))
    put(graph, selector, OA.exact, Literal("the rules stop chips, not ideas"))
    [violation] = validate(graph)
    assert names_of([violation]) == {"exact-words"}
    assert violation.finding.node == selector
    assert violation.value == violation.words == "the rules stop chips, not ideas"


def test_tampered_essay_is_found(graph):
    """Where the text was changed, every quote behind the change is off, and the essay's id is of another text."""
    [(essay, text)] = graph.subject_objects(SCHEMA.articleBody)
    put(graph, essay, SCHEMA.articleBody, Literal(text.replace("early 2028", "2028")))
    found = validate(graph)
    assert {"exact-words", "content-id"} == names_of(found) - {"words-around"}
    assert [violation.id for violation in found if names_of([violation]) == {"content-id"}] == [ash().documents[0].id]


def test_shifted_offsets_are_found(graph):
    """Offsets that miss the words are reported, also beyond the end of the text."""
    selector = next(graph.subjects(OA.exact, Literal("the rules slow chips, not ideas")))
    for start in (int(graph.value(selector, OA.start)) + 1, 10_000):
        put(graph, selector, OA.start, Literal(start))
        put(graph, selector, OA.end, Literal(start + 31))
        assert names_of(validate(graph)) == {"exact-words"}


def test_changed_context_is_found(graph):
    """The words around a quote are the essay's too."""
    selector = next(graph.subjects(OA.exact, Literal("the rules slow chips, not ideas")))
    put(graph, selector, OA.suffix, Literal(" at all"))
    assert names_of(validate(graph)) == {"words-around"}


FORGED: dict[str, tuple[Callable[[Graph], None], str]] = {
    "confidence": (lambda g: put(g, node_of(g, OA.Annotation), ARGMAP.confidence, Literal(Decimal("0.99"))), "e"),
    "polarity": (lambda g: put(g, node_of(g, ARGMAP.CausalLink), ARGMAP.polarity, Literal("?")), "l"),
    "name": (lambda g: put(g, names.agent("Rowan Birch"), SCHEMA.name, Literal("Rowan B.")), "a"),
    "program": (lambda g: put(g, node_of(g, PROV.SoftwareAgent), SCHEMA.name, Literal("argmap 9")), "g"),
    "certainty": (
        lambda g: put(g, node_of(g, ARGMAP.CausalStatement), ARGMAP.certainty, Literal("possible")), "t"),
    "antecedent": (lambda g: put(g, next(g.subjects(ARGMAP.antecedent)), ARGMAP.antecedent, MATCH), "n"),
    "title": (lambda g: put(g, node_of(g, SCHEMA.Article), DCTERMS.title, Literal("Another", lang="en")), "d"),
}


@pytest.mark.parametrize("case", FORGED)
def test_forged_ids_are_found(case, graph):
    """What was changed by hand no longer has the id that is its hash."""
    change, kind = FORGED[case]
    change(graph)
    found = [violation.id for violation in validate(graph) if names_of([violation]) == {"content-id"}]
    assert kind in {key[0] for key in found}


def test_ledger_conforms_and_a_forged_entry_is_found():
    """A ledger is sound by itself; an entry that was changed by hand has not the id of what it says."""
    sound, changed = (Graph().parse(data=text, format="turtle") for text in (ledger_turtle(), forged(example_ledger())))
    assert validate(sound) == ()
    assert [(violation.id, names_of([violation])) for violation in validate(changed)] == [
        (example_ledger().entries[0].id, {"content-id"})]


def test_moved_quote_has_a_false_id(graph):
    """A quote that was moved to another place, with the right words there, has not the id of its place."""
    text = ash().documents[0].text
    selector = next(graph.subjects(OA.exact, Literal("the rules slow chips, not ideas")))
    start = text.index("Distillation lowers")
    for name, value in ((OA.start, start), (OA.end, start + 12), (OA.exact, "Distillation"),
                        (OA.prefix, text[start - 32 : start]), (OA.suffix, text[start + 12 : start + 44])):
        put(graph, selector, name, Literal(value))
    found = validate(graph)
    assert names_of(found) == {"content-id"}
    assert selector in {violation.finding.node for violation in found}
    assert WRONG in {violation.finding.node for violation in found}


def test_names_given_by_others_are_no_false_ids(graph):
    """An id that does not look like a hash, as from another tool, is anybody's to choose."""
    rename(graph, LEARN, iri("proposition", "claim 7"))
    assert "claim 7" not in {violation.id for violation in validate(graph)}


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [(MATCH, ARGMAP.supports, LEARN), (WRONG, ARGMAP.attacks, LEARN),
     (iri("concept", "c-1"), ARGMAP.causes, iri("concept", "c-2"))],
)
def test_one_hop_forms_repeat_the_nodes(subject, predicate, value, graph):
    """A one-hop triple too many is reported, and so is one too few."""
    graph.add((subject, predicate, value))
    assert "one-hop" in names_of(validate(graph))
    graph.remove((None, predicate, None))
    assert "one-hop" in names_of(validate(graph))


def test_ends_stand_for_the_links_concepts(graph):
    """Words that stand for another concept than the link's are reported at the statement."""
    one, two = sorted(graph.subjects(RDF.type, ARGMAP.CausalLink))
    statement = graph.value(None, ARGMAP.states, one)
    put(graph, statement, ARGMAP.causeEnd, graph.value(graph.value(None, ARGMAP.states, two), ARGMAP.causeEnd))
    found = [violation for violation in validate(graph) if violation.finding.shape == SHAPE["link-ends"]]
    assert [violation.finding.node for violation in found] == [statement]


def test_words_lie_in_the_essay_that_is_quoted():
    """A proposition with its words in another essay than it is quoted from is reported."""
    graph = graph_of(example_map())
    put(graph, MATCH, PROV.wasQuotedFrom, iri("document", birch().documents[0].id))
    assert "same-essay" in names_of(validate(graph))


@pytest.mark.parametrize(
    ("first", "last", "sound"),
    [("2028-05-01", "2028-04-30", False), ("2028", "2028-04-30", True), ("2028-04", "2028", True),
     ("2029", "2028-12", False), ("soon", "2028", True)],
)
def test_horizons_end_after_they_begin(first, last, sound, graph):
    """A horizon that ends before it begins is reported; a month of a year is no contradiction."""
    put(graph, MATCH, ARGMAP.horizonFrom, Literal(first))
    put(graph, MATCH, ARGMAP.horizonTo, Literal(last))
    assert ("horizon-order" in names_of(validate(graph))) is not sound


def test_horizon_without_words_is_told(graph):
    """A date that no words of the author stand for is reported."""
    put(graph, MATCH, ARGMAP.horizonText)
    assert names_of(validate(graph)) == {"horizon-order"}


def test_each_named_graph_stands_by_itself():
    """What an essay says has to be in its own graph: the whole conforms, and the graph that lacks a part does not."""
    dataset = rdf.to_dataset(example_map())
    one, two = (iri("document", part.documents[0].id) for part in (ash(), birch()))
    for triple in list(dataset.graph(one).triples((names.agent("Ash Willow"), None, None))):
        dataset.graph(one).remove(triple)
        dataset.graph(two).add(triple)
    found = validate(dataset)
    assert names_of(found) == {"Document-author", "Proposition-holder"}
    assert {violation.graph for violation in found} == {one}
    whole = Graph()
    whole += ((subject, predicate, value) for subject, predicate, value, _ in dataset.quads())
    assert validate(whole) == ()


def test_graph_that_bears_another_name_is_told():
    """An essay in a graph that is named otherwise would not be found when it is removed."""
    text = rdf.to_trig(ash()).replace(f"doc:{ash().documents[0].id} {{", "<https://example.org/g> {")
    found = validate(read(text, ".trig"))
    assert names_of(found) == {"graph-name"}
    assert found[0].value == "g"


def read(text: str, ending: str) -> Graph:
    """Read a Dataset as the command does."""
    return rdf.dataset(text, ending)


def test_strangers_are_left_alone(graph):
    """Nodes of other makers beside a map are nobody's fault."""
    graph.parse(data="@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <https://example.org/x> a skos:Concept .",
                format="turtle")
    assert validate(graph) == ()


def test_foreign_graph_is_an_error(tmp_path):
    """A graph that holds no argument map at all does not pass for a sound one."""
    with pytest.raises(GraphError, match=r"^x\.ttl: holds no argument map"):
        validate(read("<http://x/a> <http://x/b> <http://x/c> .", ".ttl"), name="x.ttl")


def test_blank_nodes_have_the_same_names_in_every_run():
    """A report on blank nodes is the same text each time."""
    text = rdf.to_turtle(ash()) + "\n[] a argmap:Concept . [] a prov:Agent .\n"
    reports = {to_turtle(validate(read(text, ".ttl"))) for _ in range(2)}
    assert len(reports) == 1


def test_turtle_is_a_shacl_report(graph):
    """Others read the report: a result for each fault, with node, path, value, message and shape."""
    put(graph, MATCH, ARGMAP.certainty, Literal("sure"))
    graph.remove((None, OA.hasBody, LEARN))
    found = validate(graph)
    report = Graph().parse(data=to_turtle(found), format="turtle")
    [head] = report.subjects(RDF.type, SH.ValidationReport)
    assert str(report.value(head, SH.conforms)) == "false"
    results = set(report.objects(head, SH.result))
    assert len(results) == len(found)
    [sure] = report.subjects(SH.value, Literal("sure"))
    assert report.value(sure, SH.focusNode) == MATCH
    assert report.value(sure, SH.resultPath) == ARGMAP.certainty
    assert report.value(sure, SH.sourceConstraintComponent) == SH.InConstraintComponent
    [bare] = report.subjects(SH.focusNode, LEARN)
    assert report.value(report.value(bare, SH.resultPath), SH.inversePath) == OA.hasBody
    [good] = Graph().parse(data=to_turtle(()), format="turtle").objects(None, SH.conforms)
    assert str(good) == "true"


def test_json_lists_all_that_the_table_shows(graph):
    """JSON has a record for each fault, with names that a program can go by."""
    put(graph, MATCH, ARGMAP.certainty, Literal("sure"))
    [record] = json.loads(to_json([replace(violation, source="a.ttl") for violation in validate(graph)]))
    assert record == {
        "source": "a.ttl", "graph": None, "shape": "Proposition-certainty", "node": str(MATCH),
        "id": str(MATCH).rpartition("/")[2], "words": "Open models will match closed ones by early 2028",
        "path": "certainty", "value": "sure", "message": "A proposition says how sure its holder is.",
        "advice": 'Give it one argmap:certainty: "certain", "probable" or "possible".',
    }


def test_words_name_the_node_that_is_meant(graph):
    """Evidence, links and supports are shown by the words that they stand for."""
    for kind in (OA.Annotation, ARGMAP.CausalLink, AIF["RA-node"], ARGMAP.CausalStatement, OA.SpecificResource):
        put(graph, node_of(graph, kind), RDF.type, kind, SKOS.Concept)
    shown = {violation.words for violation in validate(graph)}
    assert all(shown)
    assert "distillation → cost of catching up" in shown or "export rules → chips" in shown


def test_command_says_by_its_exit_code_whether_graphs_conform(tmp_path, monkeypatch):
    """0 when all conform, 1 when one does not, 2 when one cannot be read; the table says what and where."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.ttl").write_text(rdf.to_turtle(ash()), "utf-8")
    (tmp_path / "bad.ttl").write_text(rdf.to_turtle(ash()).replace('"probable"', '"sure"'), "utf-8")

    def run(*args: str):
        return CliRunner().invoke(main, ["validate", *args])

    assert (run("good.ttl").exit_code, run("good.ttl").stdout) == (0, "good.ttl: conforms\n")
    result = run("good.ttl", "bad.ttl")
    assert result.exit_code == 1
    assert "good.ttl: conforms" in result.stdout
    for words in ("bad.ttl: 1 fault", str(MATCH).rpartition("/")[2], "certainty", "Here:", "sure", "Give it one"):
        assert words in " ".join(result.stdout.split())
    assert len(json.loads(run("bad.ttl", "--format", "json").stdout)) == 1
    assert "sh:conforms false" in run("bad.ttl", "--format", "turtle").stdout
    assert (run("none.ttl", "--format", "turtle").exit_code, run("none.ttl", "--format", "turtle").stdout) == (2, "")
    result = run("none.ttl", "good.ttl", "gone.ttl", "bad.ttl")
    assert (result.exit_code, [line.split(":")[:2] for line in result.stderr.splitlines()]) == (
        2, [["argmap", " none.ttl"], ["argmap", " gone.ttl"]])
    assert result.stdout.startswith("good.ttl: conforms\nbad.ttl: 1 fault")
    assert run().exit_code == 2


def test_any_shacl_processor_can_use_the_shapes(graph):
    """The shapes file alone, put to a graph by another program, finds the same."""
    put(graph, MATCH, ARGMAP.negated, Literal("no", datatype=XSD.string))
    conforms, _, text = pyshacl.validate(graph, shacl_graph=str(ontology_path("shapes.ttl")))
    assert not conforms
    assert "whether it is a denial" in text


def test_documents_alone_conform():
    """An essay of which nothing was extracted is a sound graph."""
    assert validate(ArgumentMap(documents=(Document(text="Nothing here."),), generator="argmap")) == ()
