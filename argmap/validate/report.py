"""Violations as JSON, and as a SHACL validation report in Turtle whose bytes are the same in every run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

import pyoxigraph as ox
from rdflib.term import BNode, Literal, Node

from argmap.output import json_text
from argmap.validate.shapes import shapes
from argmap.validate.violation import Violation, short
from argmap.vocab import PREFIXES, RDF, SH, SHAPE, XSD

__all__ = ["to_json", "to_turtle"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal


def to_json(violations: Sequence[Violation]) -> str:
    """Write violations as a list of objects."""
    return json_text([_record(violation) for violation in violations])


def _record(violation: Violation) -> dict[str, str | None]:
    finding = violation.finding
    return {
        "source": violation.source,
        "graph": None if violation.graph is None else short(violation.graph),
        "shape": short(finding.shape),
        "node": finding.node.n3().strip("<>"),
        "id": violation.id,
        "words": violation.words,
        "path": violation.path,
        "value": None if finding.value is None else violation.value,
        "message": violation.message,
        "advice": violation.advice,
    }


def to_turtle(violations: Sequence[Violation]) -> str:
    """Write violations as a SHACL validation report (https://www.w3.org/TR/shacl/#validation-report)."""
    prefixes = PREFIXES | {"sh": str(SH), "shape": str(SHAPE._NS)}
    data = ox.serialize(_report(violations), format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
    return data.decode("utf-8")


def _report(violations: Sequence[Violation]) -> Iterator[ox.Triple]:
    report = ox.BlankNode("report")
    yield _triple(report, RDF.type, SH.ValidationReport)
    yield _triple(report, SH.conforms, Literal(not violations))
    results = [ox.BlankNode(f"result{number}") for number in range(1, len(violations) + 1)]
    for result in results:
        yield _triple(report, SH.result, result)
    fresh = count(1)
    for result, violation in zip(results, violations, strict=True):
        yield from _result(result, violation, fresh)


def _result(result: ox.BlankNode, violation: Violation, fresh: Iterator[int]) -> Iterator[ox.Triple]:
    finding = violation.finding
    yield _triple(result, RDF.type, SH.ValidationResult)
    yield _triple(result, SH.resultSeverity, SH.Violation)
    yield _triple(result, SH.focusNode, finding.node)
    path = shapes().value(finding.shape, SH.path)
    if path is not None:
        head, steps = _path(path, fresh)
        yield _triple(result, SH.resultPath, head)
        yield from steps
    if finding.value is not None:
        yield _triple(result, SH.value, finding.value)
    yield _triple(result, SH.resultMessage, Literal(f"{violation.message} {violation.advice}"))
    yield _triple(result, SH.sourceShape, finding.shape)
    yield _triple(result, SH.sourceConstraintComponent, finding.component)


def _path(node: Node, fresh: Iterator[int]) -> tuple[Term, list[ox.Triple]]:
    """Copy a property path, with blank nodes of its own."""
    if not isinstance(node, BNode):
        return _term(node), []
    head = ox.BlankNode(f"path{next(fresh)}")
    triples: list[ox.Triple] = []
    for predicate, value in sorted(shapes().predicate_objects(node)):
        tail, below = _path(value, fresh)
        triples += [_triple(head, predicate, tail), *below]
    return head, triples


def _triple(subject: ox.BlankNode, predicate: Node, value: Node | Term) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(str(predicate)), _term(value) if isinstance(value, Node) else value)


def _term(node: Node) -> Term:
    if isinstance(node, Literal):
        datatype = ox.NamedNode(str(node.datatype)) if node.datatype and node.datatype != XSD.string else None
        return ox.Literal(str(node), datatype=datatype, language=node.language)
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else ox.NamedNode(str(node))
