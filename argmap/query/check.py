"""Refuse queries that would write, or reach out of the graph that they are asked of. Works on the parsed query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pyparsing import ParseResults
from pyparsing.exceptions import ParseBaseException
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.term import URIRef

from argmap.errors import QueryError
from argmap.vocab import PREFIXES

__all__ = ["MAX_CHARACTERS", "Checked", "check", "check_iri"]

#: The longest query that is parsed.
MAX_CHARACTERS = 65_536
REFUSED = {
    "ServiceGraphPattern": "SERVICE asks another server, which argmap never does",
    "DatasetClause": "FROM would load another graph; the query sees the whole graph that it is given",
}


class Checked:
    """A query that only reads.

    Attributes:
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        ordered: whether it says how its rows are ordered.
    """

    def __init__(self, form: str, *, ordered: bool) -> None:
        self.form = form
        self.ordered = ordered


def check(text: str) -> Checked:
    """Parse a query and refuse it unless it only reads the graph that it is given.

    Raises:
        QueryError: malformed, an update, SERVICE, FROM, or a relative or file: IRI.
    """
    prologue, query = _parsed(text)
    known = {_prefix(item) for item in prologue if item.name == "PrefixDecl"} | PREFIXES.keys()
    for node in _walk([prologue, query]):
        name = getattr(node, "name", "")
        if name in REFUSED:
            raise QueryError(REFUSED[name], hint="take it out of the query")
        if name == "pname" and _prefix(node) not in known:
            raise QueryError(f"unknown prefix {_prefix(node)}:", hint="declare it with PREFIX")
        if isinstance(node, URIRef):
            check_iri(str(node))
    form = str(query.name).removesuffix("Query").upper()
    return Checked(form, ordered="orderby" in query)


def check_iri(text: str) -> None:
    """Refuse IRIs that depend on where the query runs, or that name a file there."""
    scheme, colon, _ = text.partition(":")
    if not colon or "/" in scheme:
        raise QueryError(f"<{text[:80]}> is a relative IRI", hint="write it in full")
    if scheme.lower() == "file":
        raise QueryError(f"<{text[:80]}> names a file, which argmap does not open")


def _parsed(text: str) -> Any:
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"the query is longer than {MAX_CHARACTERS:,} characters")
    try:
        return parseQuery(text)
    except ParseBaseException as error:
        if _is_update(text):
            raise QueryError("updates are refused: queries only read", hint="use SELECT, ASK, CONSTRUCT, DESCRIBE") \
                from error
        place = f"at line {error.lineno}, column {error.column}"
        raise QueryError(f"not valid SPARQL {place}: {error.msg[:150]}") from error
    except RecursionError as error:
        raise QueryError("the query is nested too deeply") from error
    except Exception as error:  # rdflib's parse actions raise whatever they meet
        raise QueryError(f"not valid SPARQL: {error}"[:200]) from error


def _is_update(text: str) -> bool:
    try:
        return bool(parseUpdate(text).request)
    except (ParseBaseException, RecursionError, ValueError):
        return False


def _prefix(node: Any) -> str:
    return str(node["prefix"]) if "prefix" in node else ""


def _walk(node: Any) -> Iterator[Any]:
    """Yield every part of a parse tree, itself first, without recursion."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, (list, tuple, ParseResults)):  # ParseResults is a mapping too, of a part of what it holds
            stack.extend(node)
        elif isinstance(node, Mapping):
            stack.extend(node.values())
