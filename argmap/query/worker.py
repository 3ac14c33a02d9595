"""Answer one query in a process of its own, which can be killed; needs nothing of argmap.

stdin: one line of JSON {query, engine, prefixes, limit, memory}, then N-Quads.
stdout: JSON {columns, rows, truncated} or {error}; a cell is null or [kind, value, datatype, language].
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

TRIPLE = ["s", "p", "o"]
#: Oxigraph's own union of graphs counts a triple once for each graph; this one counts it once.
UNION = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
Cell = list[str] | None


def main() -> None:
    """Answer the query on stdin."""
    request = json.loads(sys.stdin.buffer.readline())
    _bound(request["memory"])
    answer = answered(request, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode("utf-8"))


def answered(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Load N-Quads, ask the engine, and stop one row after the limit."""
    engine = {"oxigraph": _oxigraph, "rdflib": _rdflib}[request["engine"]]
    limit = request["limit"]
    try:
        columns, rows = engine(data, request["query"], request["prefixes"])
        found = list(islice(rows, limit + 1))
    except Exception as error:  # noqa: BLE001 - whatever an engine raises is the answer
        return {"error": f"{type(error).__name__}: {error}"[:500]}
    return {"columns": columns, "rows": found[:limit], "truncated": len(found) > limit}


def _bound(memory: int) -> None:
    """Let the system refuse more memory than that, where it can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _oxigraph(data: bytes, query: str, prefixes: dict[str, str]) -> tuple[list[str], Iterable[list[Cell]]]:
    import pyoxigraph as ox

    def cell(term: Any) -> Cell:
        if isinstance(term, ox.NamedNode):
            return ["uri", term.value, "", ""]
        if isinstance(term, ox.Literal):
            return ["literal", term.value, term.datatype.value, term.language or ""]
        return None if term is None else ["bnode", str(term), "", ""]

    store = ox.Store()
    store.bulk_load(input=data, format=ox.RdfFormat.N_QUADS)
    store.update(UNION)
    found = store.query(query, prefixes=prefixes)
    if isinstance(found, ox.QueryBoolean):
        return ["answer"], [[_boolean(bool(found))]]
    if isinstance(found, ox.QueryTriples):
        return TRIPLE, _once([cell(term) for term in (t.subject, t.predicate, t.object)] for t in found)
    names = [variable.value for variable in found.variables]
    return names, ([cell(solution[name]) for name in names] for solution in found)


def _rdflib(data: bytes, query: str, prefixes: dict[str, str]) -> tuple[list[str], Iterable[list[Cell]]]:
    from rdflib import XSD, Dataset
    from rdflib.plugins import sparql
    from rdflib.term import Literal, URIRef

    def cell(term: Any) -> Cell:
        if isinstance(term, URIRef):
            return ["uri", str(term), "", ""]
        if isinstance(term, Literal):
            datatype = "" if term.language else str(term.datatype or XSD.string)
            return ["literal", str(term), datatype, term.language or ""]
        return None if term is None else ["bnode", str(term), "", ""]

    sparql.SPARQL_LOAD_GRAPHS = False
    dataset = Dataset(default_union=True)
    dataset.parse(data=data, format="nquads")
    found = dataset.query(query, initNs=prefixes)
    if found.type == "ASK":
        return ["answer"], [[_boolean(bool(found.askAnswer))]]
    if found.type in ("CONSTRUCT", "DESCRIBE"):
        return TRIPLE, _once([cell(term) for term in triple] for triple in found.graph or ())
    names = [str(variable) for variable in found.vars or ()]
    return names, ([cell(binding.get(variable)) for variable in found.vars or ()] for binding in found.bindings)


def _boolean(value: bool) -> Cell:  # noqa: FBT001 - one of one
    return ["literal", "true" if value else "false", "http://www.w3.org/2001/XMLSchema#boolean", ""]


def _once(rows: Iterable[list[Cell]]) -> Iterator[list[Cell]]:
    seen = set()
    for row in rows:
        key = json.dumps(row)
        if key not in seen:
            seen.add(key)
            yield row


if __name__ == "__main__":
    main()
