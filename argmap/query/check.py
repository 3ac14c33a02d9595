"""Refuse queries that would write, or reach out of the graph that they are asked of. Works on the parsed query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyparsing import ParseResults
from pyparsing.exceptions import ParseBaseException
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.term import URIRef, Variable

from argmap.errors import QueryError
from argmap.vocab import PREFIXES, XSD

__all__ = ["MAX_CHARACTERS", "Checked", "check", "check_iri"]

#: The longest query that is parsed.
MAX_CHARACTERS = 65_536
REFUSED = {
    "ServiceGraphPattern": "SERVICE asks another server, which argmap never does",
    "DatasetClause": "FROM would load another graph; the query sees the whole graph that it is given",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A query that only reads.

    Attributes:
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        ordered: whether it says how its rows are ordered.
        graphs: the graphs that it names after GRAPH; "" stands for a variable.
        prefixes: the prefixes that it uses and does not declare.
    """

    form: str
    ordered: bool
    graphs: frozenset[str]
    prefixes: frozenset[str]


def check(text: str) -> Checked:
    """Parse a query and refuse it unless it only reads the graph that it is given.

    Raises:
        QueryError: malformed, an update, SERVICE, FROM, a function of one engine alone, or a relative or file: IRI.
    """
    prologue, query = _parsed(text)
    declared = {_prefix(item): str(item["iri"]) for item in prologue if item.name == "PrefixDecl"}
    names = {**PREFIXES, **declared}
    used, graphs = set(), set()
    for node in _walk([prologue, query]):
        name = getattr(node, "name", "")
        _refuse(node, name, names)
        if name == "pname":
            used.add(_prefix(node))
        if name == "GraphGraphPattern":
            graphs.add("" if isinstance(node["term"], Variable) else _spelled(node["term"], names))
    return Checked(
        form=str(query.name).removesuffix("Query").upper(), ordered="orderby" in query, graphs=frozenset(graphs),
        prefixes=frozenset(used - declared.keys()),
    )


def _refuse(node: Any, name: str, names: Mapping[str, str]) -> None:
    if name in REFUSED:
        raise QueryError(REFUSED[name], hint="take it out of the query")
    if name == "pname" and _prefix(node) not in names:
        raise QueryError(f"unknown prefix {_prefix(node)}:", hint="declare it with PREFIX")
    if name == "Function" and not _spelled(node["iri"], names).startswith(str(XSD)):
        what = f"{_spelled(node['iri'], names)[:80]} is a function of one engine alone"
        raise QueryError(what, hint="use those of SPARQL 1.1")
    if isinstance(node, URIRef):
        check_iri(str(node))


def _spelled(node: Any, names: Mapping[str, str]) -> str:
    """Spell an IRI out that may be written with a prefix."""
    if getattr(node, "name", "") != "pname":
        return str(node)
    return names.get(_prefix(node), "") + str(node.get("localname", ""))


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
