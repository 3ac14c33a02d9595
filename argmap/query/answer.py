"""Ask a graph or a library a question, within limits of time, memory and rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from rdflib import Dataset
from rdflib.term import BNode, URIRef
from rdflib.term import Literal as LiteralTerm

from argmap.endpoint import is_url
from argmap.errors import QueryError
from argmap.formats import read_graph
from argmap.library import Library, open_library
from argmap.model import ArgumentMap
from argmap.query.check import Checked, check
from argmap.query.named import bound, catalogue, parse
from argmap.query.result import Result
from argmap.rdf import to_nquads
from argmap.vocab import PREFIXES, XSD

__all__ = ["Engine", "run"]

Engine = Literal["oxigraph", "rdflib"]
WORKER = Path(__file__).with_name("worker.py")
#: What the process that answers may take, in bytes.
MEMORY = 8 * 1024**3


def run(
    source: ArgumentMap | Dataset | Library | Path | str, query: str, *, parameters: Mapping[str, str] | None = None,
    timeout: float = 30.0, limit: int = 10_000, engine: Engine = "oxigraph",
) -> Result:
    """Answer a query: the name of one that ships, or SPARQL that only reads.

    `source` is a map, a Dataset, a graph file, or a library: a folder, or the address of a SPARQL endpoint. The query
    sees all its graphs as one. Rows without an ORDER BY come sorted, so that equal questions give equal answers.
    `engine` is for maps, Datasets and files; a library has its own.

    Raises:
        QueryError: refused, malformed, an unknown name or parameter, or over the limit of time or memory.
        GraphError: the file is no argument map.
        LibraryError: the library cannot be read.
    """
    text = _text(query, parameters or {})
    checked = check(text)
    prefixes = {name: PREFIXES[name] for name in checked.prefixes}
    request = {"query": text, "form": checked.form, "prefixes": prefixes, "limit": limit, "memory": MEMORY}
    library = _library(source, timeout)
    if library is None:
        return _result(_killable({**request, "engine": engine}, _nquads(source), timeout), checked)
    with library.target(graphs=checked.graphs) as target:
        return _result(_killable({**request, **target}, b"", timeout), checked)


def _library(source: object, timeout: float) -> Library | None:
    if isinstance(source, Library):
        return source
    if isinstance(source, (str, Path)) and (is_url(str(source)) or Path(source).is_dir()):
        return open_library(source, timeout=timeout)
    return None


def _text(query: str, parameters: Mapping[str, str]) -> str:
    named = {item.name: item for item in catalogue()}
    name = query.strip()
    if name in named:
        return bound(named[name], parameters)
    if name and not any(character in name for character in " \n\t{<?"):
        near = get_close_matches(name[:80], named, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`argmap query --list` shows them"
        raise QueryError(f"no named query {name[:80]!r}", hint=hint)
    return bound(parse(query), parameters)


def _nquads(source: object) -> bytes:
    if isinstance(source, Dataset):
        return source.serialize(format="nquads", encoding="utf-8")
    amap = source if isinstance(source, ArgumentMap) else read_graph(str(source))
    return to_nquads(amap).encode("utf-8")


def _killable(request: Mapping[str, Any], data: bytes, timeout: float) -> Mapping[str, Any]:
    """Let another process answer, and kill it when its time is over."""
    path = os.pathsep.join(filter(None, sys.path))
    try:
        done = subprocess.run(  # noqa: S603 - our own file, run by our own interpreter
            [sys.executable, "-P", str(WORKER)], input=json.dumps(request).encode("ascii") + b"\n" + data,
            capture_output=True, timeout=timeout, check=True, env={**os.environ, "PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired as error:
        raise QueryError(f"took longer than {timeout:g} s", hint="ask for less, or raise the time limit") from error
    except subprocess.CalledProcessError as error:
        raise QueryError("ended early, most likely out of memory", hint="ask for less") from error
    answer: Mapping[str, Any] = json.loads(done.stdout)
    return answer


def _result(answer: Mapping[str, Any], checked: Checked) -> Result:
    if "error" in answer:
        raise QueryError(f"cannot be answered: {answer['error']}")
    rows = [tuple(map(_term, row)) for row in answer["rows"]]
    if not checked.ordered:
        rows.sort(key=lambda row: [_spelled(term) for term in row])
    return Result(
        columns=tuple(answer["columns"]), terms=tuple(rows), form=checked.form, truncated=answer["truncated"]
    )


def _spelled(term: Any) -> str:
    """Spell a term as N-Triples would; an engine may make IRIs that are none, which rdflib does not spell."""
    return "" if term is None else f"<{term}>" if isinstance(term, URIRef) else str(term.n3())


def _term(cell: list[str] | None) -> Any:
    if cell is None:
        return None
    kind, value, datatype, language = cell
    if kind == "uri":
        return URIRef(value)
    if kind == "bnode":
        return BNode(value)
    if language:
        return LiteralTerm(value, lang=language)
    return LiteralTerm(value, datatype=None if datatype == str(XSD.string) else URIRef(datatype), normalize=False)
