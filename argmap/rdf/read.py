"""From a Dataset or the text of an RDF file to an ArgumentMap."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import Dataset, Graph
from rdflib.term import BNode, IdentifiedNode, Literal, Node, URIRef

from argmap.errors import GraphError
from argmap.model import ArgumentMap
from argmap.rdf import xmlcheck
from argmap.rdf.gather import Facts, read_facts
from argmap.vocab import XSD

__all__ = ["dataset", "facts", "from_dataset", "from_facts", "loads"]

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}


def from_dataset(dataset: Graph) -> ArgumentMap:
    """Gather the map that a Dataset or Graph describes; other triples in it are left alone.

    Raises:
        GraphError: it holds triples, but no argument map, or a broken one.
    """
    if isinstance(dataset, Dataset):
        return from_facts(Facts((subject, predicate, value) for subject, predicate, value, _ in dataset.quads()))
    return from_facts(Facts(dataset.triples((None, None, None))))


def loads(source: str | bytes, ending: str) -> ArgumentMap:
    """Read a map from RDF in the syntax of files with this ending.

    Raises:
        GraphError: malformed, or no argument map.
    """
    return from_facts(facts(source, ending))


def facts(source: str | bytes, ending: str) -> Facts:
    """Parse RDF in the syntax of files with this ending; which graph a triple stands in makes no difference.

    Raises:
        GraphError: malformed.
    """
    return Facts((subject, predicate, value) for subject, predicate, value, _ in _quads(source, ending))


def dataset(source: str | bytes, ending: str) -> Dataset:
    """Parse RDF in the syntax of files with this ending as it is, an argument map or not, each graph by itself.

    Raises:
        GraphError: malformed.
    """
    found = list(_quads(source, ending))
    whole = Dataset(default_union=True)
    names = {name for _, _, _, name in found}
    default = whole.default_graph
    graphs = {name: whole.graph(name) if isinstance(name, IdentifiedNode) else default for name in names}
    whole.addN((subject, predicate, value, graphs[name]) for subject, predicate, value, name in found)
    return whole


def from_facts(found: Facts) -> ArgumentMap:
    """Gather the map that triples describe; other triples among them are left alone.

    Raises:
        GraphError: there are triples, but no argument map, or a broken one.
    """
    amap = read_facts(found)
    if found and amap == ArgumentMap():
        raise GraphError("holds no argument map", hint="`argmap extract` makes one from an essay")
    return amap


def _quads(source: str | bytes, ending: str) -> Iterator[tuple[Node, Node, Node, Node | None]]:
    """Parse RDF, with blank nodes numbered as they come; for contexts elsewhere the JSON-LD parser has no loader."""
    form = FORMATS[ending]
    if form == ox.RdfFormat.RDF_XML:
        xmlcheck.check(source if isinstance(source, str) else source.decode("utf-8", "replace"))
    blanks: dict[str, BNode] = {}

    def node(term: object) -> Node:
        if isinstance(term, ox.BlankNode):
            return blanks.setdefault(term.value, BNode(f"b{len(blanks)}"))
        return _node(term)

    try:
        for quad in ox.parse(source, format=form):
            graph = None if isinstance(quad.graph_name, ox.DefaultGraph) else node(quad.graph_name)
            yield node(quad.subject), node(quad.predicate), node(quad.object), graph
    except (SyntaxError, ValueError, OSError) as error:
        raise GraphError(f"is not valid {form.name}: {str(error)[:200]}") from error


def _node(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        return _literal(term)
    raise GraphError("has a triple about a triple, which argmap does not read")


def _literal(term: ox.Literal) -> Literal:
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = URIRef(term.datatype.value)
    return Literal(term.value, datatype=None if datatype == XSD.string else datatype, normalize=False)
