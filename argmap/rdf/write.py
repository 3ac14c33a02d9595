"""From an ArgumentMap to a Dataset, and to files whose bytes are the same in every run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from rdflib import Dataset
from rdflib.term import Literal, Node, URIRef

from argmap.errors import GraphError
from argmap.model import ArgumentMap
from argmap.output import json_text
from argmap.rdf.describe import Quad, quads
from argmap.rdf.jsonld import compacted, context
from argmap.vocab import PREFIXES, key_of

__all__ = [
    "Table", "tabled", "to_dataset", "to_jsonld", "to_nquads", "to_ntriples", "to_trig", "to_turtle", "turtle",
]

#: Graph, subject, predicate, object: each once, first come first.
Table = Mapping[URIRef | None, Mapping[URIRef, Mapping[URIRef, Mapping[Node, None]]]]
#: What a map of nothing is as text, so that it differs from a file that somebody emptied.
EMPTY = "# an argument map of no essays\n"


def to_dataset(amap: ArgumentMap) -> Dataset:
    """Describe a map in RDF, in one named graph for each document; the default graph is their union."""
    dataset = Dataset(default_union=True)
    found = list(quads(amap))
    graphs = {graph: dataset.graph(graph) if graph else dataset.default_graph for _, _, _, graph in found}
    dataset.addN((subject, predicate, value, graphs[graph]) for subject, predicate, value, graph in found)
    return dataset


def to_turtle(amap: ArgumentMap) -> str:
    """Write a map as Turtle: prefixes, then one block for each subject in the order of the text."""
    return turtle(quads(amap))


def turtle(found: Iterable[Quad]) -> str:
    """Write triples as Turtle, in the order of their subjects' first."""
    return _spaced(_serialized(tabled(found, named=False), ox.RdfFormat.TURTLE))


def to_trig(amap: ArgumentMap) -> str:
    """Write a map as TriG: one graph block for each document."""
    return _spaced(_serialized(tabled(quads(amap), named=True), ox.RdfFormat.TRIG))


def to_nquads(amap: ArgumentMap) -> str:
    """Write a map as N-Quads, in the order of their characters."""
    return _sorted(_serialized(tabled(quads(amap), named=True), ox.RdfFormat.N_QUADS))


def to_ntriples(amap: ArgumentMap) -> Mapping[str, str]:
    """Write the graph of each document, by its id, as N-Triples in the order of their characters."""
    table = tabled(quads(amap), named=True)
    return {
        key_of(graph, "document"): _sorted(_serialized({None: subjects}, ox.RdfFormat.N_TRIPLES))
        for graph, subjects in table.items()
        if graph is not None
    }


def to_jsonld(amap: ArgumentMap) -> str:
    """Write a map as JSON-LD 1.1 with its context inline."""
    table = tabled(quads(amap), named=True)
    text = json_text({"@context": context(), "@graph": compacted(table)})
    try:
        text.encode("utf-8")
    except UnicodeError as error:
        raise GraphError(f"a text that JSON cannot hold: {error}") from error
    return text


def tabled(found: Iterable[Quad], *, named: bool) -> Table:
    """Bring together what is said of a subject, in its graph or (not `named`) over all graphs."""
    table: dict[URIRef | None, dict[URIRef, dict[URIRef, dict[Node, None]]]] = {}
    for subject, predicate, value, graph in found:
        subjects = table.setdefault(graph if named else None, {})
        subjects.setdefault(subject, defaultdict(dict))[predicate][value] = None
    return table


def _quads(table: Table) -> Iterator[ox.Quad]:
    for graph, subjects in table.items():
        home = ox.NamedNode(str(graph)) if graph else ox.DefaultGraph()
        for subject, predicates in subjects.items():
            node = ox.NamedNode(str(subject))
            for predicate, values in predicates.items():
                for value in values:
                    yield ox.Quad(node, ox.NamedNode(str(predicate)), _term(value), home)


def _term(value: Node) -> ox.NamedNode | ox.Literal:
    if isinstance(value, Literal):
        datatype = ox.NamedNode(str(value.datatype)) if value.datatype else None
        return ox.Literal(str(value), datatype=datatype, language=value.language)
    return ox.NamedNode(str(value))


def _serialized(table: Table, form: ox.RdfFormat) -> str:
    found = _quads(table) if form.supports_datasets else (quad.triple for quad in _quads(table))
    prefixes = None if form in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES) else PREFIXES
    if not table:
        return EMPTY
    try:
        return (ox.serialize(found, format=form, prefixes=prefixes) or b"").decode("utf-8")
    except (UnicodeError, ValueError) as error:
        raise GraphError(f"a text that RDF cannot hold: {error}") from error


def _sorted(text: str) -> str:
    return "".join(f"{line}\n" for line in sorted(text.removesuffix("\n").split("\n")))


def _spaced(text: str) -> str:
    """Sort the prefixes and part the blocks. No literal holds a raw line end, so a line is a whole number of tokens."""
    lines = text.split("\n")
    prefixes = sorted(line for line in lines if line.startswith("@prefix "))
    body = [line for line in lines if line and not line.startswith("@prefix ")]
    parted = (
        f"{line}\n" if line.endswith((" .", "}")) and not after.startswith("}") else line
        for line, after in zip(body, [*body[1:], "}"], strict=False)
    )
    return "\n".join([*prefixes, "", *parted, ""]).lstrip("\n")
