"""Triples as compact JSON-LD, with the short names of ontology/context.jsonld."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from rdflib.term import Literal, Node, URIRef

from argmap import resources
from argmap.errors import ResourceError
from argmap.vocab import PREFIXES, RDF, XSD

__all__ = ["compacted", "context", "expanded"]

#: The datatypes that JSON has itself.
NATIVE = (XSD.boolean, XSD.integer)
Values = Mapping[Node, None]
#: A property's or class's short name, and what its values are unless they say otherwise.
Term = tuple[str, Mapping[str, str]]


@cache
def context() -> Mapping[str, Any]:
    """Load ontology/context.jsonld, which goes into every JSON-LD file so that no reader must fetch it."""
    path = resources.ontology_path("context.jsonld")
    try:
        return dict(json.loads(resources.text(path))["@context"])
    except (ValueError, KeyError, TypeError) as error:
        raise ResourceError(f"not a JSON-LD context: {error}", where=path) from error


def compacted(table: Mapping[URIRef | None, Mapping[URIRef, Mapping[URIRef, Values]]]) -> list[Any]:
    """List the named graphs, and the nodes of the default graph, in the order of the table."""
    terms = _terms()
    found: list[Any] = []
    for graph, subjects in table.items():
        nodes = [_node(subject, predicates, terms) for subject, predicates in subjects.items()]
        found += [{"@id": _short(graph), "@graph": nodes}] if graph else nodes
    return found


def expanded(name: str) -> str:
    """Spell a prefixed name out."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name


@cache
def _terms() -> Mapping[str, Term]:
    entries = ((name, {"@id": entry} if isinstance(entry, str) else entry) for name, entry in context().items())
    return {
        expanded(entry["@id"]): (name, entry)
        for name, entry in entries
        if isinstance(entry, dict) and "@id" in entry and name not in PREFIXES
    }


def _node(subject: URIRef, predicates: Mapping[URIRef, Values], terms: Mapping[str, Term]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _short(subject)}
    for predicate, values in predicates.items():
        if predicate == RDF.type:
            node["@type"] = _single(terms[str(value)][0] if str(value) in terms else _short(value) for value in values)
            continue
        name, entry = terms.get(str(predicate), (_short(predicate), {}))
        node[name] = _single(_value(value, entry) for value in values)
    return node


def _single(values: Iterable[Any]) -> Any:
    found = list(values)
    return found[0] if len(found) == 1 else found


def _value(value: Node, entry: Mapping[str, str]) -> Any:
    if not isinstance(value, Literal):
        return _short(value) if entry.get("@type") == "@id" else {"@id": _short(value)}
    if value.datatype in NATIVE:
        return value.toPython()
    datatype = _short(value.datatype) if value.datatype else None
    if (datatype, value.language) == (entry.get("@type"), entry.get("@language")):
        return str(value)
    kind = {"@language": value.language} if value.language else {"@type": datatype} if datatype else {}
    return {**kind, "@value": str(value)}


def _short(node: Node) -> str:
    text = str(node)
    for name, start in PREFIXES.items():
        if text.startswith(start) and len(text) > len(start):
            return f"{name}:{text[len(start):]}"
    return text
