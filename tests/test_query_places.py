"""Queries over libraries: a folder, and a server that is not ours, give the rows that a graph in memory gives."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from rdflib.term import Literal

from argmap import query
from argmap.errors import LibraryError, QueryError
from argmap.library import Library, open_library
from argmap.library.server import Server
from argmap.query import answer, worker
from tests.maps import HOSTILE
from tests.test_query import CASES, REFUSED, _settings, amap  # noqa: F401 - a fixture
from tests.virtuoso import ROWS, emptied

PLACES = ("folder", "server")


@pytest.fixture(scope="module", params=PLACES)
def library(request, tmp_path_factory, amap) -> Library:  # noqa: F811 - takes the fixture
    """Put the essays of the query tests into a library."""
    if request.param == "server":
        library = Library(Server(emptied(request.getfixturevalue("virtuoso"))))
    else:
        library = open_library(tmp_path_factory.mktemp("query") / "lib")
    list(library.add([amap]))
    return library


@pytest.fixture
def asked(library, monkeypatch) -> Iterator[Library]:
    """Ask in this process, to save time; the tests of limits do not."""
    monkeypatch.setattr(answer, "_killable", lambda asked, data, _: worker.answered(asked, data))
    return library


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_named_query_answers(case, asked):
    """Each named query gives the very rows that it gives over a graph in memory, in the same order."""
    name = case.stem.partition("@")[0]
    result = query.run(asked, name, parameters=_settings(case))
    assert query.to_csv(result) == case.read_text("utf-8")


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:60])
def test_query_is_refused(text, asked):
    """What is refused over a graph is refused over a library, before anything is sent."""
    with pytest.raises(QueryError):
        query.run(asked, text)


AS_IN_MEMORY = (
    "ASK { ?p a argmap:Prediction }",
    "ASK { ?p a argmap:Nothing }",
    "CONSTRUCT { ?a argmap:knows ?a } { ?p argmap:heldBy ?a }",
    "CONSTRUCT { ?s ?p ?o } { ?s a argmap:Prediction ; ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { mech:training skos:definition ?d }",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { mech:training skos:definition ?d } }",
    "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?d ?t { ?d a schema:Article GRAPH ?d { ?d dcterms:title ?t } }",
    "SELECT ?d ?n { ?d dcterms:date ?n ; schema:articleBody ?text FILTER(STRLEN(?text) > 10) }",
    "SELECT ?p ?c ?n { ?e oa:hasBody ?p ; argmap:confidence ?c . OPTIONAL { ?p argmap:negated ?n } }",
    "SELECT ?p ?from ?to { ?p argmap:horizonText ?t OPTIONAL { ?p argmap:horizonFrom ?from } "
    "OPTIONAL { ?p argmap:horizonTo ?to } }",
)


@pytest.mark.parametrize("text", AS_IN_MEMORY)
def test_users_own_query_answers(text, asked, amap):  # noqa: F811 - takes the fixture
    """Types, languages, unbound variables, named graphs, triples and truth come back as they do from memory."""
    assert query.run(asked, text) == query.run(amap, text)


def test_describe_tells_of_the_thing(asked):
    """DESCRIBE gives at least all triples of the thing; how many more is each engine's own affair."""
    told = query.run(asked, "DESCRIBE mech:training")
    assert {row[1].rpartition("#")[2] for row in told.rows} >= {"type", "prefLabel", "definition"}


def test_what_a_library_keeps_for_itself_is_not_seen(asked):
    """The manifest and the union are no essays."""
    text = "SELECT ?g { GRAPH ?g { ?s schema:sha256 ?o } }"
    assert query.run(asked, text).terms == ()


def test_graph_by_name_sees_one_essay(asked):
    """GRAPH with a name sees that essay alone; a name that is no essay's sees nothing."""
    first = asked.entries()[-1]
    text = f"SELECT DISTINCT ?title {{ GRAPH doc:{first.id} {{ ?d dcterms:title ?title }} }}"
    assert query.run(asked, text).rows == ((first.title,),)
    assert query.run(asked, "SELECT ?s { GRAPH doc:none { ?s ?p ?o } }").terms == ()


def test_too_many_graphs_for_a_server_are_refused(asked, monkeypatch):
    """Where GRAPH cannot reach all essays the user is told so, rather than given a part."""
    monkeypatch.setattr(type(asked.place), "most_graphs", 2)
    with pytest.raises(LibraryError, match="GRAPH reaches 2 essays here, and the library has 7"):
        query.run(asked, "SELECT ?s { GRAPH ?g { ?s ?p ?o } }")
    assert query.run(asked, "ASK { ?s ?p ?o }").rows == (("true",),)


@pytest.mark.parametrize("value", [text for text in (*HOSTILE, "a\\\\u005C", "?x", '" } #') if "\x00" not in text])
def test_parameter_values_stay_values(value, asked):
    """Whatever a value holds, the query sees just that text. (Virtuoso cannot hold a NUL.)"""
    text = '# T?\n# param: x = "" ; any text\nSELECT ?x (STRLEN(?x) AS ?n) { VALUES ?x { "" } }'
    [(term, count)] = query.run(asked, text, parameters={"x": value}).terms
    assert (term, int(count)) == (Literal(value), len(value))


def test_rows_are_cut_at_the_limit_and_say_so(asked):
    """No more than the limit comes back, and the result tells whether there was more."""
    cut = query.run(asked, "SELECT ?s ?p ?o { ?s ?p ?o }", limit=5)
    assert (len(cut.terms), cut.truncated) == (5, True)
    whole = query.run(asked, "SELECT ?d { ?d a schema:Article }", limit=7)
    assert (len(whole.terms), whole.truncated) == (7, False)


def test_a_server_that_cuts_rows_is_not_believed(asked):
    """Where the server has a limit of its own, the result says that rows are missing."""
    text = "SELECT ?a ?b ?c { ?a a oa:Annotation . ?b a ?c }"
    found = query.run(asked, text, limit=100_000)
    on_server = isinstance(asked.place, Server)
    assert found.truncated == on_server
    assert len(found.terms) == ROWS if on_server else len(found.terms) > ROWS


def test_library_answers_in_a_process_of_its_own(library, amap):  # noqa: F811 - takes the fixture
    """As users have it: the process that answers opens the library by itself."""
    assert query.run(library, "essays") == query.run(amap, "essays")


def test_long_query_is_stopped(tmp_path, amap):  # noqa: F811 - takes the fixture
    """A query that would run for ages ends at the time limit, and the library can be written again."""
    library = open_library(tmp_path / "lib")
    list(library.add([amap]))
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) > STR(?i)) }"
    start = time.monotonic()
    with pytest.raises(QueryError, match=r"took longer than 1\.5 s"):
        query.run(tmp_path / "lib", text, timeout=1.5)
    assert time.monotonic() - start < 30
    assert len(list(library.remove([library.entries()[0].id]))) == 1


@pytest.mark.parametrize("text", [
    "PREFIX bif: <bif:> SELECT (bif:sys_dirlist('.') AS ?x) { }",
    "SELECT (<http://example.org/f>(?s) AS ?x) { ?s ?p ?o }",
    "PREFIX xsd: <sql:> SELECT * { ?s ?p ?o FILTER(xsd:f(?s)) }",
])
def test_functions_of_one_engine_are_refused(text, asked):
    """What would run code of a server's own, or answer differently elsewhere, is not sent; casts are."""
    with pytest.raises(QueryError, match="is a function of one engine alone"):
        query.run(asked, text)
    assert query.run(asked, 'SELECT (xsd:integer("7") AS ?x) { }').rows == (("7",),)
