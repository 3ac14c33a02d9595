"""Queries: the same rows on two engines, values that stay values, and nothing that writes or reaches out."""

from __future__ import annotations

import csv
import json
import re
import time
from html import unescape
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.term import Literal, URIRef

from argmap import query, rdf
from argmap.errors import GraphError, QueryError
from argmap.model import ArgumentMap, Document
from argmap.query import answer, worker
from argmap.query.check import check
from argmap.query.named import bound, parse, quoted
from argmap.vocab import PREFIXES
from tests.maps import HOSTILE
from tests.pairs import compared_map
from tests.shelf import shelf

CASES = sorted((Path(__file__).parent / "cases" / "queries").glob("*.csv"))
#: What a graph is asked in which `argmap diff` has found something.
COMPARED = sorted(CASES[0].parent.glob("diff/*.csv"))
ENGINES = ("oxigraph", "rdflib")
NAMED = query.catalogue()


@pytest.fixture(scope="module")
def amap() -> ArgumentMap:
    """Seven essays by five authors."""
    return shelf()


@pytest.fixture(params=ENGINES)
def engine(request, monkeypatch) -> str:
    """Take either engine, in this process to save time; tests without this fixture ask as users do."""
    monkeypatch.setattr(answer, "_killable", lambda asked, data, _: worker.answered(asked, data))
    return request.param


def _settings(case: Path) -> dict[str, str]:
    return dict(part.split("=") for part in case.stem.partition("@")[2].split("&") if part)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_named_query_answers(case, engine, amap):
    """Each named query gives the rows in cases/queries, with its defaults and with values set, on either engine."""
    name = case.stem.partition("@")[0]
    result = query.run(amap, name, parameters=_settings(case), engine=engine)
    assert query.to_csv(result) == case.read_text("utf-8")


@pytest.mark.parametrize("case", COMPARED, ids=lambda case: case.stem)
def test_named_query_answers_on_a_diff(case, engine):
    """Each named query about comparisons gives the rows in cases/queries/diff, on either engine."""
    assert query.to_csv(query.run(compared_map(), case.stem, engine=engine)) == case.read_text("utf-8")


@pytest.fixture(scope="module")
def graphs(amap) -> ox.Store:
    """A store in which each essay has its own graph, and the default graph is empty."""
    store = ox.Store()
    store.bulk_load(input=rdf.to_nquads(amap).encode("utf-8"), format=ox.RdfFormat.N_QUADS)
    return store


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_named_query_counts_nothing_twice(case, graphs):
    """Rows are the same where the default graph is every graph, and a triple of two essays comes twice."""
    named = next(item for item in NAMED if item.name == case.stem.partition("@")[0])
    text = bound(named, _settings(case))
    found = graphs.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    rows = [["" if term is None else term.value for term in row] for row in found]
    assert rows == list(csv.reader(case.read_text("utf-8").splitlines()))[1:]


def test_named_queries_ask_what_users_ask():
    """There is a query for each of the questions that a library is for."""
    names = {named.name for named in NAMED}
    assert len(names) >= 20
    assert {
        "bets-due", "claims-by-mechanism", "causal-chains", "disputed-mechanisms", "unsupported-claims",
        "most-attacked", "changed-minds", "evidence-on-both-sides", "claims-by-certainty", "contradictions",
    } <= names


@pytest.mark.parametrize("name", [named.name for named in NAMED if named.params])
def test_every_parameter_has_a_case(name):
    """Each parameter is set in some case, so that it does what it says."""
    named = next(item for item in NAMED if item.name == name)
    cases = [_settings(case) for case in CASES if case.stem.partition("@")[0] == name]
    assert {param.name for param in named.params} <= {key for case in cases for key in case}


@pytest.mark.parametrize("named", NAMED, ids=lambda named: named.name)
def test_named_query_is_complete(named):
    """Each named query has a question for a title, a meaning for each parameter, and a case with rows."""
    assert named.title.endswith("?")
    assert all(param.meaning for param in named.params)
    cases = [*CASES, *COMPARED]
    rows = [len(case.read_text("utf-8").splitlines()) for case in cases if case.stem.partition("@")[0] == named.name]
    assert max(rows) > 1


@pytest.mark.parametrize("named", NAMED, ids=lambda named: named.name)
def test_named_query_says_its_order(named):
    """Each named query orders its rows by all columns that could tie, so that every engine gives one order."""
    assert check(named.text).ordered
    assert re.search(r"ORDER BY .*\S\n$", named.text)


@pytest.mark.parametrize("named", NAMED, ids=lambda named: named.name)
def test_named_query_runs_as_it_is(named):
    """A query file is plain SPARQL with its own prefixes, to be pasted into any endpoint."""
    from rdflib.plugins.sparql import prepareQuery

    assert prepareQuery(named.text)


@pytest.mark.parametrize("named", NAMED, ids=lambda named: named.name)
def test_named_query_takes_an_empty_map(named, engine):
    """A graph of no essays has no rows, and is no error."""
    assert query.run(ArgumentMap(), named.name, engine=engine).terms == ()


def test_user_queries_know_the_prefixes(engine, amap):
    """argmap's prefixes need no declaring."""
    result = query.run(amap, "SELECT ?t { ?p a argmap:Grounds ; aif:claimText ?t }", engine=engine)
    assert "Last year" in {row[0][:9] for row in result.rows}
    own = "PREFIX : <https://w3id.org/argmap/ontology#> PREFIX argmap: <http://x/> SELECT ?p { ?p a :Grounds }"
    assert len(query.run(amap, own, engine=engine).rows) == len(result.rows) == 6


def test_ask_construct_describe(engine, amap):
    """ASK answers true or false; CONSTRUCT and DESCRIBE answer with triples, each once, sorted."""
    assert query.run(amap, "ASK { ?p a argmap:Prediction }", engine=engine).rows == (("true",),)
    assert query.run(amap, "ASK { ?p a argmap:Nothing }", engine=engine).rows == (("false",),)
    made = query.run(amap, "CONSTRUCT { ?a argmap:knows ?a } { ?p argmap:heldBy ?a }", engine=engine)
    assert made.columns == ("s", "p", "o")
    assert len(made.rows) == 5
    assert list(made.rows) == sorted(made.rows)
    told = query.run(amap, "DESCRIBE mech:training", engine=engine)
    assert {row[0] for row in told.rows} == {"https://w3id.org/argmap/mechanism/training"}
    assert len(told.rows) == 3


def test_shared_triples_count_once(engine, amap):
    """What four essays say of one mechanism is one fact when all graphs are asked, and four in their own graphs."""
    once = "SELECT (COUNT(*) AS ?n) { mech:training skos:definition ?d }"
    each = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { mech:training skos:definition ?d } }"
    assert query.run(amap, once, engine=engine).rows == (("1",),)
    assert query.run(amap, each, engine=engine).rows == (("4",),)


def test_rows_without_order_come_sorted(engine, amap):
    """A query that says no order gives the same order every time."""
    result = query.run(amap, "SELECT ?label { ?c a argmap:Concept ; skos:prefLabel ?label }", engine=engine)
    assert [row[0] for row in result.rows] == [
        "adoption", "chips", "cost of catching up", "cost of research", "distillation", "export rules", "funding",
        "open weights", "price of compute", "research", "safety", "speed of others",
    ]


def test_rows_are_cut_at_the_limit_and_say_so(engine, amap):
    """No more than the limit comes back, and the result tells whether there was more."""
    text = "SELECT ?s ?p ?o { ?s ?p ?o }"
    cut = query.run(amap, text, limit=5, engine=engine)
    assert (len(cut.terms), cut.truncated) == (5, True)
    whole = query.run(amap, "SELECT ?d { ?d a schema:Article }", limit=7, engine=engine)
    assert (len(whole.terms), whole.truncated) == (7, False)


@pytest.mark.parametrize("name", ENGINES)
def test_long_query_is_stopped(name, amap):
    """A query that would run for ages ends at the time limit."""
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) > STR(?i)) }"
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"took longer than 1\.5 s"):
        query.run(amap, text, timeout=1.5, engine=name)
    assert time.monotonic() - start < 30


REFUSED = {
    "INSERT DATA { <http://x/a> <http://x/b> 1 }": "updates are refused",
    "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }": "updates are refused",
    "DELETE WHERE { ?s ?p ?o }": "updates are refused",
    "LOAD <http://example.org/x.ttl>": "updates are refused",
    "CLEAR ALL": "updates are refused",
    "DROP SILENT DEFAULT": "updates are refused",
    "CREATE GRAPH <http://x/g>": "updates are refused",
    "PREFIX x: <http://x/> ADD x:a TO x:b": "updates are refused",
    "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }": "SERVICE asks another server",
    "SELECT * { OPTIONAL { { SELECT ?s { SERVICE SILENT ?x { ?s ?p ?o } } } } }": "SERVICE asks another server",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE ?s { ?a ?b ?c } } }": "SERVICE asks another server",
    "ASK FROM <http://example.org/g> { ?s ?p ?o }": "FROM would load another graph",
    "SELECT * FROM NAMED <http://example.org/g> { GRAPH ?g { ?s ?p ?o } }": "FROM would load another graph",
    "SELECT * { <file:///etc/passwd> ?p ?o }": "names a file",
    "SELECT * { GRAPH <FILE:/etc/passwd> { ?s ?p ?o } }": "names a file",
    "PREFIX x: <file:///etc/> SELECT * { x:passwd ?p ?o }": "names a file",
    "BASE <file:///etc/> SELECT * { ?s ?p ?o }": "names a file",
    "SELECT * { <passwd> ?p ?o }": "is a relative IRI",
    "SELECT * { ?s <../up> ?o }": "is a relative IRI",
    "CONSTRUCT { <here> ?p ?o } { ?s ?p ?o }": "is a relative IRI",
    "DESCRIBE <x>": "is a relative IRI",
    "SELECT ?s { ?s ?p }": "not valid SPARQL at line 1",
    "SELECT * { ?s ?p ?o } ; DROP ALL": "not valid SPARQL",
    "SELECT ?s { ?s nope:p ?o }": "unknown prefix nope:",
    "SELECT ?s { ?s :p ?o }": "unknown prefix :",
    "SELECT * { " + "{ " * 5_000 + "} " * 5_000 + "}": "nested too deeply",
    "SELECT * { ?s ?p '" + "x" * 70_000 + "' }": "longer than 65,536 characters",
    "causes-off": "no named query 'causes-off' (did you mean causes-of",
    "qqq": "no named query 'qqq' (`argmap query --list` shows them)",
    "": "not valid SPARQL",
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:60])
def test_query_is_refused(text, engine, amap):
    """Writing, other servers, other graphs, files and broken queries are refused in one clear line."""
    with pytest.raises(QueryError, match=re.escape(REFUSED[text])) as caught:
        query.run(amap, text, engine=engine)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 700


def test_words_in_strings_are_no_operations(engine, amap):
    """SERVICE, DROP or FROM as text, or in a comment, are not taken for what they name."""
    text = '# SERVICE <http://x/>\nSELECT ?x { BIND("SERVICE <http://x> { } FROM <y> ; DROP ALL" AS ?x) }'
    assert query.run(amap, text, engine=engine).rows == (("SERVICE <http://x> { } FROM <y> ; DROP ALL",),)


VALUES = [*HOSTILE, '" } DELETE { ?s ?p ?o', "\\u0022 } #", "a\\\\u005C", "\\U00000022", "?x"]


def test_parameter_values_stay_values(engine):
    """Whatever a value holds, the query sees just that text."""
    names = [f"x{number}" for number in range(len(VALUES))]
    heads = "".join(f'# param: {name} = "" ; any text\n' for name in names)
    text = f"# What are they?\n{heads}SELECT * {{ " + " ".join(f'VALUES ?{name} {{ "" }}' for name in names) + " }"
    found = query.run(ArgumentMap(), text, parameters=dict(zip(names, VALUES, strict=True)), engine=engine)
    [row] = found.terms
    assert dict(zip(found.columns, row, strict=True)) == dict(zip(names, map(Literal, VALUES), strict=True))


@settings(max_examples=200, deadline=None)
@given(value=st.text(alphabet=st.one_of(st.sampled_from('\\"uU0025cC{}\n\r\'<>'), st.characters(codec="utf-8"))))
def test_quoted_text_is_one_string(value):
    """A quoted value parses as one string literal of that value, even with escapes of escapes in it."""
    from rdflib.plugins.sparql import prepareQuery

    algebra = prepareQuery(f"SELECT ?x {{ BIND({quoted(value)} AS ?x) }}").algebra
    assert algebra.p.p.expr == Literal(value)


def test_typed_parameters_keep_their_type():
    """A date stays a date, a number a number, an IRI an IRI; other text is refused."""
    text = (
        '# T?\n# param: d = "2026-01-01"^^xsd:date ; a\n# param: n = 5 ; b\n# param: i = <http://x/a> ; c\n'
        'SELECT * { VALUES ?d { "2026-01-01"^^xsd:date } VALUES ?n { 5 } VALUES ?i { <http://x/a> } }'
    )
    found = query.run(ArgumentMap(), text, parameters={"d": "2027-02-03", "n": "-7", "i": "http://y/b"})
    row = dict(zip(found.columns, found.terms[0], strict=True))
    assert (row["n"].toPython(), row["i"]) == (-7, URIRef("http://y/b"))
    assert row["d"].datatype == URIRef("http://www.w3.org/2001/XMLSchema#date")
    for name, value in (("d", "soon"), ("n", "7; DROP"), ("n", "٣"), ("i", "x> ?p ?o"), ("i", "file:///x"), ("i", "x")):
        with pytest.raises(QueryError):
            query.run(ArgumentMap(), text, parameters={name: value})


def test_worker_that_dies_ends_in_one_line(amap, monkeypatch):
    """A query that takes more memory than it may have is an error of ours, and not the end of the caller."""
    monkeypatch.setattr(answer, "MEMORY", 16 * 1024**2)
    with pytest.raises(QueryError, match=r"out of memory|cannot be answered"):
        query.run(amap, "holders")


@pytest.mark.parametrize("name", ["essays", "causal-chains", "disputed-mechanisms", "outline"])
def test_either_engine_answers_in_its_own_process(name, amap):
    """The process that answers needs nothing of the caller's but its packages."""
    result = query.run(amap, name)
    assert query.run(amap, name, engine="rdflib") == result
    assert query.to_csv(result) == (CASES[0].parent / f"{name}.csv").read_text("utf-8")


def test_unknown_parameter_is_refused(amap):
    """A misspelt parameter is named, with those that exist."""
    with pytest.raises(QueryError, match=r"causes-of: has no parameter 'concpt' \(it has concept\)"):
        query.run(amap, "causes-of", parameters={"concpt": "x"})


def test_parameter_without_its_place_is_refused():
    """A query file that declares a parameter and does not use it is wrong."""
    with pytest.raises(QueryError, match="parameter x needs a VALUES"):
        parse('# T\n# param: x = "a" ; b\nSELECT ?x { VALUES ?x { "b" } }')
    with pytest.raises(QueryError, match="is no SPARQL string"):
        parse("# T\n# param: x = a ; b\nSELECT ?x { }")


def test_parameter_takes_every_place_of_its_default(engine):
    """Where the parts of a UNION each have a parameter's default, the value is set in all of them."""
    part = '{ VALUES ?x { "a" } BIND(CONCAT(?x, "%s") AS ?y) }'
    text = f'# T?\n# param: x = "a" ; b\nSELECT ?y {{ {part % 1} UNION {part % 2} }}'
    found = query.run(ArgumentMap(), text, parameters={"x": '"}'}, engine=engine)
    assert found.rows == (('"}1',), ('"}2',))


def test_comment_below_the_head_declares_nothing():
    """Only the comments that open a query declare parameters."""
    named = parse('# Title?\n\nSELECT ?x {\n # param: x = "a" ; b\n VALUES ?x { 1 } }')
    assert (named.title, named.params) == ("Title?", ())
    assert bound(named, {}) == named.text


def test_dataset_and_file_give_the_same_rows(amap, tmp_path):
    """A map, its Dataset and its file answer alike; a file that is no graph is a GraphError."""
    (tmp_path / "map.ttl").write_text(rdf.to_turtle(amap), "utf-8")
    wanted = query.run(amap, "holders")
    assert query.run(rdf.to_dataset(amap), "holders") == wanted
    assert query.run(tmp_path / "map.ttl", "holders") == wanted
    assert query.run(str(tmp_path / "map.ttl"), "holders") == wanted
    with pytest.raises(GraphError):
        query.run(tmp_path / "none.ttl", "holders")


def test_json_is_sparql_results_json(amap):
    """JSON output has head and bindings, types, languages and datatypes, and leaves unbound variables out."""
    text = (
        'SELECT ?text ?n ?none ?p { ?p aif:claimText ?text FILTER(STRSTARTS(?text, "Closed")) BIND(1 AS ?n) '
        "OPTIONAL { ?p argmap:nothing ?none } }"
    )
    data = json.loads(query.to_json(query.run(amap, text)))
    assert data["head"] == {"vars": ["text", "n", "none", "p"]}
    [row] = data["results"]["bindings"]
    assert row["text"] == {"type": "literal", "xml:lang": "en", "value": "Closed labs keep their lead"}
    assert row["n"] == {"type": "literal", "datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": "1"}
    assert row["p"]["type"] == "uri"
    assert "none" not in row
    assert json.loads(query.to_json(query.run(amap, "ASK { }"))) == {"head": {}, "boolean": True}


def test_json_is_read_by_others(amap):
    """pyoxigraph's own reader of SPARQL results takes our JSON."""
    text = query.to_json(query.run(amap, "essays"))
    found = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    assert {solution["author"].value for solution in found if solution["author"]} \
        == {"Ash Willow", "Rowan Birch", "Lee Cedar", "Mira Oak"}


def test_csv_holds_any_text():
    """Quotes, commas and line ends in a text come back from the CSV."""
    document = Document(text="x", title='a,"b"\nc\r;')
    text = query.to_csv(query.run(ArgumentMap(documents=(document,)), "SELECT ?t { ?d dcterms:title ?t }"))
    assert list(csv.reader(text.splitlines(keepends=True))) == [["t"], [document.title]]


def test_csv_runs_nothing_in_a_spreadsheet():
    """A title that begins as a formula does is text there, and a number below 0 stays a number."""
    document = Document(text="x", title="=HYPERLINK(0)")
    result = query.run(ArgumentMap(documents=(document,)), "SELECT ?t ?n { ?d dcterms:title ?t BIND(-1.5 AS ?n) }")
    assert query.to_csv(result) == "t,n\n'=HYPERLINK(0),-1.5\n"


def test_an_iri_that_is_none_is_answered():
    """An engine that makes an IRI with a space in it does not end in an internal error."""
    result = query.run(ArgumentMap(), 'SELECT ?x { VALUES ?n { "b" "a" } BIND(IRI(CONCAT("urn: ", ?n)) AS ?x) }',
                       engine="rdflib")
    assert result.rows == (("urn: a",), ("urn: b",))


def test_markdown_is_a_table_whatever_the_text():
    """A cell with bars, line ends, tags or emphasis stays one cell of plain text."""
    from markdown_it import MarkdownIt

    title = "a|b\n*c* <b>d</b> `e` [f](http://x) \\\\| ~~g~~ &amp;"
    amap = ArgumentMap(documents=(Document(text="x", title=title),))
    result = query.run(amap, "SELECT ?t ?d { ?d dcterms:title ?t }")
    html = MarkdownIt("gfm-like", {"linkify": False}).render(query.to_markdown(result))
    cells = re.findall(r"<td>(.*?)</td>", html, re.DOTALL)
    assert len(cells) == 2
    assert "<" not in cells[0]
    assert unescape(cells[0]) == title.replace("\n", " ")


def test_turtle_holds_the_triples(engine, amap):
    """CONSTRUCT and DESCRIBE are written as Turtle that others read; a SELECT has no triples, and is told so."""
    made = query.run(amap, "CONSTRUCT WHERE { ?c skos:prefLabel ?label }", engine=engine)
    graph = Graph().parse(data=query.to_turtle(made), format="turtle")
    assert set(graph) == {tuple(row) for row in made.terms}
    assert len(graph) == 12 + 6
    told = query.run(amap, "DESCRIBE mech:training", engine=engine)
    assert len(Graph().parse(data=query.to_turtle(told), format="turtle")) == 3
    with pytest.raises(QueryError, match="a SELECT has no triples"):
        query.to_turtle(query.run(amap, "essays", engine=engine))


def test_page_of_queries_is_made_of_the_files():
    """docs/queries.md shows each query as it is: `make docs`."""
    from docs import make_queries

    assert make_queries.PAGE.read_text("utf-8") == make_queries.page()
