"""AIF in RDF: written in the spelling of the published ontology, read in those of the tools that write it.

Written are I-, RA- and CA-nodes with their text, premises and conclusions, and who holds a proposition; nothing else,
so that an AIF tool meets only what it knows. The names are those of argmap's own Turtle, which is AIF and more.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from rdflib.term import Literal as Words
from rdflib.term import Node, URIRef

from argmap import rdf, resources
from argmap.errors import GraphError
from argmap.formats.aifgraph import AifGraph, AifNode, to_map
from argmap.formats.essays import holder_of, with_essays
from argmap.formats.table import Imported
from argmap.model import ArgumentMap, Inference, Scheme
from argmap.rdf.describe import Quad
from argmap.rdf.gather import Facts
from argmap.rdf.triples import SCHEME, language_tag
from argmap.rdf.write import turtle
from argmap.vocab import AIF, BASE, DCTERMS, RDF, RDFS, SCHEMA, iri

__all__ = ["dumps", "from_facts", "is_foreign", "loads"]

DIALECTS = Path(__file__).with_name("aif.toml")
SEPARATOR = re.compile(r"[-_]")


def dumps(amap: ArgumentMap) -> str:
    """Write the argument of a map as AIF in Turtle."""
    return turtle(_quads(amap))


def loads(source: str) -> Imported:
    """Read AIF in Turtle.

    Raises:
        GraphError: malformed, or without an I-node.
    """
    return from_facts(rdf.facts(source, ".ttl"))


def is_foreign(facts: Facts) -> bool:
    """Tell AIF of another tool, or of dumps(), from the whole graph that argmap writes."""
    types = [(subject, value) for subject, predicate, value in facts if predicate == RDF.type]
    own = any(str(subject).startswith(BASE) and not str(value).startswith(str(AIF._NS)) for subject, value in types)
    return not own and any(_role(value, "nodes") for _, value in types)


def from_facts(facts: Facts) -> Imported:
    """Read the AIF graph that triples describe, in any spelling; other triples among them are left alone.

    Raises:
        GraphError: there are triples, but no I-node.
    """
    if not facts:
        return Imported(amap=ArgumentMap())
    graph = _graph(facts)
    if not any(node.type == "I" for node in graph.nodes.values()):
        raise GraphError("holds no AIF I-node")
    return to_map(graph, source="aif")


def _quads(amap: ArgumentMap) -> Iterator[Quad]:
    for prop, document in with_essays(amap):
        node, holder = iri("proposition", prop.id), holder_of(prop, document)
        yield node, RDF.type, AIF["I-node"], None
        yield node, AIF.claimText, Words(prop.text, lang=language_tag(document.language)), None
        if holder:
            yield node, DCTERMS.creator, Words(holder), None
    for inference in amap.inferences:
        yield from _inference(inference)


def _inference(inference: Inference) -> Iterator[Quad]:
    """Describe an RA-node with all its premises, or a CA-node for each attack, since AIF allows a CA-node but one."""
    kind, source, target, _ = SCHEME[inference.scheme]
    groups = [inference.premises]
    if inference.scheme is Scheme.ATTACK:
        groups = [(premise,) for premise in inference.premises]
    for number, premises in enumerate(groups):
        node = iri("inference", f"{inference.id}.{number}" if len(groups) > 1 else inference.id)
        yield node, RDF.type, kind, None
        for premise in premises:
            yield node, source, iri("proposition", premise), None
        yield node, target, iri("proposition", inference.conclusion), None


@cache
def _dialects() -> Mapping[str, Mapping[str, str]]:
    """Load what each spelling means: by group, the simplified name to its role."""
    data = tomllib.loads(resources.text(DIALECTS))
    return {
        group: {_simple(name): role for role, names in data[group].items() for name in names}
        for group in ("nodes", "edges", "ends", "words")
    } | {"namespaces": {name: name for name in data["namespaces"]}}


def _simple(name: str) -> str:
    return SEPARATOR.sub("", name).lower()


def _role(term: Node, group: str) -> str:
    """Say what an AIF term means, "" if it is none of the group."""
    for namespace in _dialects()["namespaces"]:
        if isinstance(term, URIRef) and term.startswith(namespace):
            return _dialects()[group].get(_simple(term[len(namespace) :]), "")
    return ""


def _graph(facts: Facts) -> AifGraph:
    triples = sorted(facts, key=lambda triple: tuple(map(_order, triple)))
    types: dict[Node, str] = {}
    texts: dict[Node, str] = {}
    ends: dict[Node, dict[str, Node]] = defaultdict(dict)
    edges: list[tuple[Node, Node]] = []
    for subject, predicate, value in triples:
        if predicate == RDF.type and _role(value, "nodes"):
            types.setdefault(subject, _role(value, "nodes"))
        elif _role(predicate, "words"):
            texts.setdefault(subject, str(value))
        elif _role(predicate, "ends"):
            ends[subject].setdefault(_role(predicate, "ends"), value)
        elif _role(predicate, "edges"):
            edges.append((value, subject) if _role(predicate, "edges") == "into" else (subject, value))
    edges += [(end["from"], end["to"]) for end in ends.values() if len(end) == len(_dialects()["ends"])]
    return AifGraph(
        nodes={_key(node): AifNode(type=kind, text=texts.get(node) or _label(facts, node, kind))
               for node, kind in types.items()},
        edges=[(_key(start), _key(end)) for start, end in edges],
        speakers=dict(_speakers(facts, types)),
    )


def _order(node: Node) -> tuple[str, int, str]:
    """Order terms by their text, numbered blank nodes by their number."""
    return type(node).__name__, len(str(node)), str(node)


def _key(node: Node) -> str:
    return str(node) if isinstance(node, URIRef) else f"_:{node}"


def _label(facts: Facts, node: Node, kind: str) -> str:
    return facts.text(node, RDFS.label) if kind == "I" else ""


def _speakers(facts: Facts, nodes: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """Name who holds each node: the words of dcterms:creator, or the name of what it points at."""
    for node in nodes:
        for holder in facts.all(node, DCTERMS.creator)[:1]:
            name = str(holder) if isinstance(holder, Words) else facts.text(holder, SCHEMA.name)
            if name:
                yield _key(node), name
