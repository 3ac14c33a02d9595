"""From a Dataset or a graph file to an ArgumentMap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
from rdflib import Dataset, Graph
from rdflib.term import BNode, IdentifiedNode, Literal, Node, URIRef

from argmap.errors import GraphError
from argmap.model import ArgumentMap
from argmap.rdf.gather import Facts, read_facts
from argmap.rdf.write import to_dataset
from argmap.vocab import XSD

__all__ = ["MAX_BYTES", "from_dataset", "loads", "read_dataset", "read_graph"]

#: The largest graph file that is read into memory.
MAX_BYTES = 64 * 1024 * 1024
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
JSON = ".json"


def from_dataset(dataset: Graph) -> ArgumentMap:
    """Gather the map that a Dataset or Graph describes; other triples in it are left alone.

    Raises:
        GraphError: it holds triples, but no argument map, or a broken one.
    """
    if isinstance(dataset, Dataset):
        return _gathered((subject, predicate, value) for subject, predicate, value, _ in dataset.quads())
    return _gathered(dataset.triples((None, None, None)))


def read_graph(path: Path | str) -> ArgumentMap:
    """Read a map from a .ttl, .trig, .nq, .jsonld or argmap .json file.

    Raises:
        GraphError: no such file, not of these kinds, too large, malformed, or no argument map.
    """
    return _read(path, loads)


def read_dataset(path: Path | str) -> Dataset:
    """Read a graph file as it is, an argument map or not, each of its graphs by itself.

    Raises:
        GraphError: no such file, not of these kinds, too large, malformed; or JSON that is no argument map.
    """
    return _read(path, _dataset)


T = TypeVar("T")


def _read(path: Path | str, load: Callable[[bytes, str], T]) -> T:
    """Load a file by its ending, and name it in whatever is wrong with it."""
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in FORMATS and ending != JSON:
        known = ", ".join([*FORMATS, JSON])
        raise GraphError("unknown kind of graph file", where=path, hint=f"argmap reads {known}")
    try:
        return load(_bytes(path), ending)
    except GraphError as error:
        place = f"{path}: {error.where}" if error.where else path
        raise GraphError(error.what, where=place, hint=error.hint) from error


def loads(data: bytes, ending: str) -> ArgumentMap:
    """Read a map from the bytes of a graph file with this ending.

    Raises:
        GraphError: malformed, or no argument map.
    """
    if not data.strip():
        raise GraphError("is empty")
    if ending == JSON:
        from argmap.formats import json

        return json.loads(_text(data))
    return _gathered((subject, predicate, value) for subject, predicate, value, _ in _quads(data, FORMATS[ending]))


def _dataset(data: bytes, ending: str) -> Dataset:
    if ending == JSON:
        return to_dataset(loads(data, ending))
    if not data.strip():
        raise GraphError("is empty")
    dataset = Dataset(default_union=True)
    found = list(_quads(data, FORMATS[ending]))
    names = {name for _, _, _, name in found}
    default = dataset.default_graph
    graphs = {name: dataset.graph(name) if isinstance(name, IdentifiedNode) else default for name in names}
    dataset.addN((subject, predicate, value, graphs[name]) for subject, predicate, value, name in found)
    return dataset


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise GraphError(f"cannot be read: {error.strerror or error}") from error
    if len(data) > MAX_BYTES:
        raise GraphError(f"is larger than {MAX_BYTES // 1024**2} MB")
    return data


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GraphError(f"is not UTF-8: byte {error.start}") from error


def _gathered(triples: Iterable[tuple[Node, Node, Node]]) -> ArgumentMap:
    facts = Facts(triples)
    amap = read_facts(facts)
    if facts and amap == ArgumentMap():
        raise GraphError("holds no argument map", hint="`argmap extract` makes one from an essay")
    return amap


def _quads(data: bytes, form: ox.RdfFormat) -> Iterator[tuple[Node, Node, Node, Node | None]]:
    """Parse RDF, with blank nodes numbered as they come; for contexts elsewhere the JSON-LD parser has no loader."""
    blanks: dict[str, BNode] = {}

    def node(term: object) -> Node:
        if isinstance(term, ox.BlankNode):
            return blanks.setdefault(term.value, BNode(f"b{len(blanks)}"))
        return _node(term)

    try:
        for quad in ox.parse(data, format=form):
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
