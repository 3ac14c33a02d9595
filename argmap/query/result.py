"""What a query answers, and its standard forms: SPARQL 1.1 results as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass

from rdflib.term import BNode, Literal, Node, URIRef

__all__ = ["Result", "to_csv", "to_json"]


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
    """Write SPARQL 1.1 results as CSV (https://www.w3.org/TR/sparql11-results-csv-tsv/), with \\n line ends."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows(result.rows)
    return out.getvalue()


def to_json(result: Result) -> str:
    """Write SPARQL 1.1 results as JSON (https://www.w3.org/TR/sparql11-results-json/)."""
    if result.form == "ASK":
        return _dump({"head": {}, "boolean": result.rows == (("true",),)})
    bindings = [
        {name: _binding(term) for name, term in zip(result.columns, row, strict=True) if term is not None}
        for row in result.terms
    ]
    return _dump({"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}})


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


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
