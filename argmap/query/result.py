"""What a query answers, and its forms: SPARQL 1.1 results as CSV and as JSON, a Markdown table, triples as Turtle."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox
from rdflib.term import BNode, Literal, Node, URIRef

from argmap.errors import QueryError
from argmap.formats.csv import guarded
from argmap.output import json_text
from argmap.plain import visible
from argmap.vocab import PREFIXES

__all__ = ["Result", "to_csv", "to_json", "to_markdown", "to_turtle"]

#: The spelling of polarity, of which no spreadsheet makes a formula.
SIGNS = ("+", "-")
#: What Markdown and HTML would take for something else in the cell of a table.
MARKED = str.maketrans({mark: f"\\{mark}" for mark in "\\|`*_[]~$"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Columns and rows; `truncated` tells that there were more rows than the limit.

    ASK answers in one column `answer`, CONSTRUCT and DESCRIBE in the columns s, p, o.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Node | None, ...], ...]
    form: str = "SELECT"
    truncated: bool = False

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The cells as plain text; "" where a variable has no value."""
        return tuple(tuple("" if term is None else str(term) for term in row) for row in self.terms)


def to_csv(result: Result) -> str:
    """Write SPARQL 1.1 results as CSV (https://www.w3.org/TR/sparql11-results-csv-tsv/), with \\n line ends.

    What an essay says is guarded against spreadsheets that run what they read, as in our other tables; numbers stay.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([_plain(term) for term in row] for row in result.terms)
    return out.getvalue()


def _plain(term: Node | None) -> str:
    """Guard words; figures and the bare signs of polarity are never run."""
    figure = isinstance(term, Literal) and isinstance(term.toPython(), (int, float, Decimal))
    return "" if term is None else str(term) if figure or str(term) in SIGNS else guarded(term)


def to_json(result: Result) -> str:
    """Write SPARQL 1.1 results as JSON (https://www.w3.org/TR/sparql11-results-json/)."""
    if result.form == "ASK":
        return _dump({"head": {}, "boolean": result.rows == (("true",),)})
    bindings = [
        {name: _binding(term) for name, term in zip(result.columns, row, strict=True) if term is not None}
        for row in result.terms
    ]
    return _dump({"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}})


def to_markdown(result: Result) -> str:
    """Write a table in GitHub's Markdown; nothing in the cells is taken for markup."""
    rows = [result.columns, ("---",) * len(result.columns), *(map(_cell, row) for row in result.rows)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cell(text: str) -> str:
    return visible(text).translate(MARKED)


def to_turtle(result: Result) -> str:
    """Write the triples that CONSTRUCT or DESCRIBE gives as Turtle, in the order of the result.

    Raises:
        QueryError: the query was a SELECT or an ASK.
    """
    if result.form not in ("CONSTRUCT", "DESCRIBE"):
        raise QueryError(f"a {result.form} has no triples to write as Turtle", hint="use CONSTRUCT or DESCRIBE")
    triples = [
        ox.Triple(_resource(subject), ox.NamedNode(str(predicate)), _term(value))
        for subject, predicate, value in result.terms
    ]
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(sorted(PREFIXES.items()))) or b""
    return data.decode("utf-8")


def _resource(node: Node | None) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(str(node).removeprefix("_:")) if isinstance(node, BNode) else ox.NamedNode(str(node))


def _term(node: Node | None) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(node, Literal):
        datatype = ox.NamedNode(str(node.datatype)) if node.datatype and not node.language else None
        return ox.Literal(str(node), datatype=datatype, language=node.language)
    return _resource(node)


def _dump(value: object) -> str:
    return json_text(value)


def _binding(term: Node) -> dict[str, str]:
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if isinstance(term, BNode):
        return {"type": "bnode", "value": str(term)}
    extra = {}
    if isinstance(term, Literal) and term.language:
        extra = {"xml:lang": term.language}
    elif isinstance(term, Literal) and term.datatype:
        extra = {"datatype": str(term.datatype)}
    return {"type": "literal", **extra, "value": str(term)}
