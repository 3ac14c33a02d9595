"""ArgumentMap <-> RDF: lossless, one named graph a document, the same bytes in every run.

Nothing here asks a network for anything: IRIs are names, and JSON-LD contexts must be inline.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import Dataset, Graph
from rdflib.term import BNode, Literal, Node, URIRef

from argmap import resources
from argmap.errors import GraphError, ResourceError
from argmap.from_rdf import Facts, read_facts
from argmap.model import ArgumentMap
from argmap.to_rdf import Quad, quads
from argmap.vocab import PREFIXES, XSD

__all__ = [
    "MAX_BYTES", "from_dataset", "loads", "read_graph", "to_dataset", "to_jsonld", "to_nquads", "to_trig", "to_turtle",
]

#: The largest graph file that is read into memory.
MAX_BYTES = 64 * 1024 * 1024
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
#: What an empty map is as N-Quads, which have no other way to say that they are complete.
EMPTY = "# an argument map of no essays\n"


def to_dataset(amap: ArgumentMap) -> Dataset:
    """Describe a map in RDF, in one named graph for each document; the default graph is their union."""
    dataset = Dataset(default_union=True)
    graphs = {graph: dataset.graph(graph) if graph else dataset.default_graph for _, _, _, graph in quads(amap)}
    dataset.addN((subject, predicate, value, graphs[graph]) for subject, predicate, value, graph in quads(amap))
    return dataset


def from_dataset(dataset: Graph) -> ArgumentMap:
    """Gather the map that a Dataset or Graph describes; other triples in it are left alone.

    Raises:
        GraphError: it holds triples, but no argument map, or a broken one.
    """
    if isinstance(dataset, Dataset):
        return _gathered((subject, predicate, value) for subject, predicate, value, _ in dataset.quads())
    return _gathered(dataset.triples((None, None, None)))


def to_turtle(amap: ArgumentMap) -> str:
    """Write a map as Turtle: prefixes, then one block for each subject in the order of the text."""
    return _spaced(_serialized(_grouped(quads(amap), named=False), ox.RdfFormat.TURTLE))


def to_trig(amap: ArgumentMap) -> str:
    """Write a map as TriG: one graph block for each document."""
    return _spaced(_serialized(_grouped(quads(amap), named=True), ox.RdfFormat.TRIG))


def to_nquads(amap: ArgumentMap) -> str:
    """Write a map as N-Quads, in the order of their bytes."""
    lines = _serialized(_grouped(quads(amap), named=True), ox.RdfFormat.N_QUADS).split("\n")
    return "".join(f"{line}\n" for line in sorted(lines) if line) or EMPTY


def to_jsonld(amap: ArgumentMap) -> str:
    """Write a map as JSON-LD 1.1 with its context inline."""
    context = _context()
    text = to_dataset(amap).serialize(format="json-ld", context=context, auto_compact=True)
    found = json.loads(text)
    body = {"@context": context, "@graph": _ordered(_graph(found))}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def read_graph(path: Path | str) -> ArgumentMap:
    """Read a map from a .ttl, .trig, .nq, .jsonld or argmap .json file.

    Raises:
        GraphError: no such file, not of these kinds, too large, malformed, or no argument map.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in FORMATS and ending != ".json":
        known = ", ".join([*FORMATS, ".json"])
        raise GraphError("unknown kind of graph file", where=path, hint=f"argmap reads {known}")
    try:
        return loads(_read(path), ending)
    except GraphError as error:
        place = f"{path}: {error.where}" if error.where and error.where != str(path) else path
        raise GraphError(error.what, where=place, hint=error.hint) from error


def loads(data: bytes, ending: str) -> ArgumentMap:
    """Read a map from the bytes of a graph file with this ending.

    Raises:
        GraphError: malformed, or no argument map.
    """
    if not data.strip():
        raise GraphError("is empty")
    if ending == ".json":
        from argmap.formats import json as argmap_json

        return argmap_json.loads(_decoded(data))
    return _gathered(_parsed(data, FORMATS[ending]))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise GraphError(f"cannot be read: {error.strerror or error}", where=path) from error
    if len(data) > MAX_BYTES:
        raise GraphError(f"is larger than {MAX_BYTES // 1024**2} MB", where=path)
    return data


def _decoded(data: bytes) -> str:
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


def _parsed(data: bytes, form: ox.RdfFormat) -> Iterator[tuple[Node, Node, Node]]:
    """Parse RDF; a JSON-LD context that lies elsewhere is refused."""
    try:
        for quad in ox.parse(data, format=form):
            yield _rdflib(quad.subject), _rdflib(quad.predicate), _rdflib(quad.object)
    except (SyntaxError, ValueError, OSError) as error:
        raise GraphError(f"is not valid {form.name}: {str(error)[:200]}") from error


def _rdflib(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        return _literal(term)
    raise GraphError("has a triple about a triple, which argmap does not read")


def _literal(term: ox.Literal) -> Literal:
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = URIRef(term.datatype.value)
    return Literal(term.value, datatype=None if datatype == XSD.string else datatype, normalize=False)


def _oxigraph(term: Node) -> ox.NamedNode | ox.Literal:
    if isinstance(term, Literal):
        datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
        return ox.Literal(str(term), datatype=datatype, language=term.language)
    return ox.NamedNode(str(term))


def _grouped(found: Iterable[Quad], *, named: bool) -> Iterator[ox.Quad]:
    """Bring the quads of a graph, of a subject, of a predicate together; each once, first come first."""
    table: dict[Any, dict[Any, dict[Any, dict[Any, None]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(dict))
    )
    for subject, predicate, value, graph in found:
        table[graph if named else None][subject][predicate][value] = None
    names = {term: _oxigraph(term) for subjects in table.values() for term in subjects}
    for graph, subjects in table.items():
        home = ox.NamedNode(str(graph)) if graph else ox.DefaultGraph()
        for subject, predicates in subjects.items():
            for predicate, values in predicates.items():
                for value in values:
                    yield ox.Quad(names[subject], _oxigraph(predicate), _oxigraph(value), home)


def _serialized(found: Iterable[ox.Quad], form: ox.RdfFormat) -> str:
    quoted = found if form.supports_datasets else (quad.triple for quad in found)
    prefixes = PREFIXES if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None
    try:
        return (ox.serialize(quoted, format=form, prefixes=prefixes) or b"").decode("utf-8")
    except (UnicodeError, ValueError) as error:
        raise GraphError(f"a text that RDF cannot hold: {error}") from error


def _spaced(text: str) -> str:
    """Sort the prefixes and put a blank line between blocks; no literal holds a raw line end, so lines are tokens."""
    lines = text.split("\n")
    prefixes = sorted(line for line in lines if line.startswith("@prefix "))
    body = [line for line in lines if line and not line.startswith("@prefix ")]
    spaced = (
        f"{line}\n" if line.endswith((" .", "}")) and not after.startswith("}") else line
        for line, after in zip(body, [*body[1:], "}"], strict=True)
    )
    return "\n".join([*prefixes, *([""] if body else []), *spaced, ""])


def _context() -> dict[str, Any]:
    path = resources.ontology_path("context.jsonld")
    try:
        return dict(json.loads(resources.text(path))["@context"])
    except (ValueError, KeyError) as error:
        raise ResourceError(f"not a JSON-LD context: {error}", where=path) from error


def _graph(found: Any) -> list[Any]:
    """Give the items of a JSON-LD document, which rdflib writes as a graph, a single node, or a list."""
    if isinstance(found, list):
        return found
    if "@graph" in found and "@id" not in found:
        return list(found["@graph"])
    return [node for node in [{key: value for key, value in found.items() if key != "@context"}] if node]


def _ordered(value: Any) -> Any:
    """Sort keys, and lists too: none of them is an ordered one in RDF."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_ordered, value), key=lambda item: json.dumps(item, sort_keys=True))
    return value
