"""The SHACL shapes of ontology/shapes.ttl, put to a graph by pySHACL."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from rdflib import Graph
from rdflib.term import Node, URIRef

from argmap import resources
from argmap.errors import GraphError, ResourceError
from argmap.validate.violation import Finding
from argmap.vocab import SH

__all__ = ["broken_shapes", "explained", "shapes"]

FILE = "shapes.ttl"


@cache
def shapes() -> Graph:
    """Load the shapes, once a process."""
    path = resources.ontology_path(FILE)
    try:
        return Graph().parse(data=resources.text(path), format="turtle")
    except Exception as error:  # rdflib raises what its parser's parts raise
        raise ResourceError(f"not Turtle: {' '.join(str(error).split())[:200]}", where=path) from error


def broken_shapes(graph: Graph) -> Iterator[Finding]:
    """Yield whatever breaks a shape, in no order.

    Raises:
        GraphError: pySHACL cannot judge the graph.
    """
    import pyshacl

    conforms, report, text = pyshacl.validate(graph, shacl_graph=shapes(), inplace=True)
    if not isinstance(report, Graph):
        raise GraphError(f"cannot be validated: {text[:200]}")
    if not conforms:
        yield from (_finding(report, result) for result in report.objects(None, SH.result))


def _finding(report: Graph, result: Node) -> Finding:
    found = {name: report.value(result, name) for name in (SH.sourceShape, SH.sourceConstraintComponent, SH.focusNode)}
    shape, component, node = found.values()
    if not isinstance(shape, URIRef) or not isinstance(component, URIRef) or node is None:
        raise GraphError("cannot be validated: the SHACL report lacks a shape or a node")
    return Finding(shape=shape, component=component, node=node, value=report.value(result, SH.value))


def explained(shape: URIRef) -> tuple[str, str, str]:
    """Give the plain words for what a shape or check looks at, what must hold, and what to do."""
    name, message = (str(shapes().value(shape, predicate) or "") for predicate in (SH.name, SH.message))
    holds, _, advice = message.partition(". ")
    return name, f"{holds}.", advice
