"""Put a graph to the shapes and the checks, each of its named graphs by itself."""

from __future__ import annotations

from dataclasses import replace

from rdflib import Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import BNode, Node

from argmap.errors import GraphError
from argmap.model import ArgumentMap
from argmap.rdf import to_dataset
from argmap.rdf.gather import Facts
from argmap.validate.checks import broken_checks, misnamed_graphs
from argmap.validate.shapes import broken_shapes, explained
from argmap.validate.violation import Finding, Violation
from argmap.validate.words import words
from argmap.vocab import BASE

__all__ = ["validate"]


def validate(source: ArgumentMap | Graph, *, name: str = "") -> tuple[Violation, ...]:
    """List what is wrong with a map, a Graph, or each graph of a Dataset; nothing if it conforms.

    `name` is the file that it comes from. Nodes whose names are not argmap's are strangers and left alone, as the
    readers leave them.

    Raises:
        GraphError: it holds triples, but nothing of an argument map; or SHACL cannot judge it.
    """
    parts = _parts(to_dataset(source) if isinstance(source, ArgumentMap) else source)
    if parts and not any(_ours(node) for _, part in parts for node in part.subjects()):
        raise GraphError("holds no argument map", where=name, hint="`argmap extract` makes one from an essay")
    return tuple(replace(violation, source=name) for key, part in parts for violation in _violations(key, part))


def _parts(graph: Graph) -> list[tuple[Node | None, Graph]]:
    """Part a Dataset into its graphs that hold something, in the order of their names; None names the default graph."""
    if not isinstance(graph, Dataset):
        return [(None, graph)] if len(graph) else []
    parts = sorted((part for part in graph.graphs() if len(part)), key=lambda part: str(part.identifier))
    return [(None if part.identifier == DATASET_DEFAULT_GRAPH_ID else part.identifier, _alone(part)) for part in parts]


def _alone(part: Graph) -> Graph:
    """Copy a graph out of its Dataset, so that nothing sees the other graphs."""
    graph = Graph()
    graph.addN((subject, predicate, value, graph) for subject, predicate, value in part)
    return graph


def _violations(name: Node | None, graph: Graph) -> list[Violation]:
    facts = Facts(graph)
    findings = {*broken_shapes(graph), *broken_checks(facts), *(misnamed_graphs(facts, name) if name else ())}
    found = [_explained(finding, facts, name) for finding in findings if _ours(finding.node)]
    return sorted(found, key=_order)


def _ours(node: Node) -> bool:
    return isinstance(node, BNode) or str(node).startswith(BASE)


def _explained(finding: Finding, facts: Facts, name: Node | None) -> Violation:
    path, message, advice = explained(finding.shape)
    return Violation(
        finding=finding, words=words(facts, finding.node), path=path, message=message, advice=advice, graph=name
    )


def _order(violation: Violation) -> tuple[str, ...]:
    finding = violation.finding
    return str(finding.node), finding.shape, violation.value, finding.component
