"""Answer one query in a process of its own, which can be killed; of argmap it needs what speaks with servers, if so.

stdin: one line of JSON {query, form, engine, prefixes, limit, memory} and what the engine needs, then N-Quads for the
engines oxigraph and rdflib. `store` needs the path of an Oxigraph store, `endpoint` an address and its default graph.
stdout: JSON {columns, rows, truncated} or {error}; a cell is null or [kind, value, datatype, language].
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any

TRIPLE = ["s", "p", "o"]
BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
#: How booleans may be spelled besides true and false.
TRUTH = {"1": "true", "0": "false"}
#: Oxigraph's own union of graphs counts a triple once for each graph; this one counts it once.
UNION = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
Cell = list[str] | None
Request = Mapping[str, Any]


class Answer:
    """Columns and rows as they come; `cut` tells that the engine itself left rows out."""

    def __init__(self, columns: list[str], rows: Iterable[list[Cell]], *, cut: bool = False) -> None:
        self.columns = columns
        self.rows = rows
        self.cut = cut


def main() -> None:
    """Answer the query on stdin."""
    request = json.loads(sys.stdin.buffer.readline())
    _bound(request["memory"])
    answer = answered(request, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode("utf-8"))


def answered(request: Request, data: bytes) -> dict[str, Any]:
    """Ask the engine, and stop one row after the limit."""
    limit = request["limit"]
    try:
        answer = ENGINES[request["engine"]](request, data)
        found = list(islice(answer.rows, limit + 1))
    except Exception as error:  # noqa: BLE001 - whatever an engine raises is the answer
        return {"error": f"{type(error).__name__}: {error}"[:500]}
    return {"columns": answer.columns, "rows": found[:limit], "truncated": answer.cut or len(found) > limit}


def _bound(memory: int) -> None:
    """Let the system refuse more memory than that, where it can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _oxigraph(request: Request, data: bytes) -> Answer:
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(input=data, format=ox.RdfFormat.N_QUADS)
    store.update(UNION)
    return _read(store.query(request["query"], prefixes=request["prefixes"]))


def _store(request: Request, _: bytes) -> Answer:
    import pyoxigraph as ox

    named = request["named"]
    graphs: Any = None if named is None else [ox.NamedNode(name) for name in named]
    store = ox.Store.read_only(request["path"])
    return _read(store.query(request["query"], prefixes=request["prefixes"], named_graphs=graphs))


def _endpoint(request: Request, _: bytes) -> Answer:
    import pyoxigraph as ox

    from argmap.endpoint import Endpoint, Speaker

    speaker = Speaker(Endpoint(**request["endpoint"]))
    triples = request["form"] in ("CONSTRUCT", "DESCRIBE")
    declared = "".join(f"PREFIX {name}: <{start}>\n" for name, start in sorted(request["prefixes"].items()))
    sent = speaker.ask(declared + request["query"], default=request["default"], named=request["named"] or (),
                       triples=triples)
    if triples:
        found: Any = ox.parse(sent.body, format=ox.RdfFormat.N_TRIPLES)
        return Answer(TRIPLE, _triples(quad.triple for quad in found), cut=sent.cut)
    answer = _read(ox.parse_query_results(sent.body, format=ox.QueryResultsFormat.JSON))
    if request["form"] == "ASK" and answer.columns != ["answer"]:  # Virtuoso 7.2.5 answers with a row, or with none
        return Answer(["answer"], [[_boolean(any(True for _ in answer.rows))]])
    return Answer(answer.columns, answer.rows, cut=sent.cut)


def _rdflib(request: Request, data: bytes) -> Answer:
    from rdflib import Dataset
    from rdflib.plugins import sparql

    sparql.SPARQL_LOAD_GRAPHS = False
    dataset = Dataset(default_union=True)
    dataset.parse(data=data, format="nquads")
    found = dataset.query(request["query"], initNs=request["prefixes"])
    if found.type == "ASK":
        return Answer(["answer"], [[_boolean(bool(found.askAnswer))]])
    if found.type in ("CONSTRUCT", "DESCRIBE"):
        return Answer(TRIPLE, _once([_rdflib_cell(term) for term in triple] for triple in found.graph or ()))
    names = found.vars or ()
    rows = ([_rdflib_cell(binding.get(variable)) for variable in names] for binding in found.bindings)
    return Answer([str(variable) for variable in names], rows)


ENGINES: Mapping[str, Callable[[Request, bytes], Answer]] = {
    "oxigraph": _oxigraph, "rdflib": _rdflib, "store": _store, "endpoint": _endpoint,
}


def _read(found: Any) -> Answer:
    """Take Oxigraph's answer, or one that it parsed."""
    import pyoxigraph as ox

    if isinstance(found, ox.QueryBoolean):
        return Answer(["answer"], [[_boolean(bool(found))]])
    if isinstance(found, ox.QueryTriples):
        return Answer(TRIPLE, _triples(found))
    names = [variable.value for variable in found.variables]
    return Answer(names, ([_cell(term) for term in solution] for solution in found))


def _triples(found: Iterable[Any]) -> Iterator[list[Cell]]:
    return _once([_cell(term) for term in (triple.subject, triple.predicate, triple.object)] for triple in found)


def _cell(term: Any) -> Cell:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return ["uri", term.value, "", ""]
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        value = TRUTH.get(term.value, term.value) if datatype == BOOLEAN else term.value
        return ["literal", value, datatype, term.language or ""]
    return None if term is None else ["bnode", str(term), "", ""]


def _rdflib_cell(term: Any) -> Cell:
    from rdflib import XSD
    from rdflib.term import Literal, URIRef

    if isinstance(term, URIRef):
        return ["uri", str(term), "", ""]
    if isinstance(term, Literal):
        datatype = "" if term.language else str(term.datatype or XSD.string)
        return ["literal", str(term), datatype, term.language or ""]
    return None if term is None else ["bnode", str(term), "", ""]


def _boolean(value: bool) -> Cell:  # noqa: FBT001 - one of one
    return ["literal", "true" if value else "false", BOOLEAN, ""]


def _once(rows: Iterable[list[Cell]]) -> Iterator[list[Cell]]:
    seen = set()
    for row in rows:
        key = json.dumps(row)
        if key not in seen:
            seen.add(key)
            yield row


if __name__ == "__main__":
    main()
