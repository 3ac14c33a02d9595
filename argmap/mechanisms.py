"""The mechanisms that arguments rest on: a SKOS scheme that ships, and those that a user adds. No spaCy here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from argmap.errors import ResourceError
from argmap.model import Mechanism
from argmap.resources import ontology_path

__all__ = ["Term", "scheme", "terms"]

#: The scheme that ships.
SHIPPED = "mechanisms.ttl"
LANGUAGES = frozenset({None, "en", "en-us", "en-gb"})


@dataclass(frozen=True, slots=True)
class Term:
    """Words that may stand for a mechanism; `hidden` ones only point at it and need their context."""

    mechanism: str
    words: str
    hidden: bool = False


def scheme(paths: Iterable[str | Path] = ()) -> tuple[Mechanism, ...]:
    """Load the shipped mechanisms and those of further SKOS files (Turtle), sorted by id; a later file wins."""
    return _scheme(tuple(map(str, paths)))


def terms(paths: Iterable[str | Path] = ()) -> tuple[Term, ...]:
    """List the words by which each mechanism is found, labels of the top concepts left out."""
    return _terms(tuple(map(str, paths)))


@cache
def _scheme(paths: tuple[str, ...]) -> tuple[Mechanism, ...]:
    found: dict[str, Mechanism] = {}
    for path in (str(ontology_path(SHIPPED)), *paths):
        graph = _read(path)
        found.update((_id(concept), _mechanism(graph, concept)) for concept in _concepts(graph))
    return tuple(found[key] for key in sorted(found))


@cache
def _terms(paths: tuple[str, ...]) -> tuple[Term, ...]:
    found: set[tuple[str, bool, str]] = set()
    for path in (str(ontology_path(SHIPPED)), *paths):
        graph = _read(path)
        for concept in _concepts(graph):
            if (concept, SKOS.topConceptOf, None) not in graph:
                found |= {(_id(concept), True, words) for words in _texts(graph, concept, SKOS.hiddenLabel)}
                shown = _texts(graph, concept, SKOS.prefLabel, SKOS.altLabel)
                found |= {(_id(concept), False, words) for words in shown}
    return tuple(Term(mechanism, words, hidden) for mechanism, hidden, words in sorted(found))


def _mechanism(graph: Graph, concept: URIRef) -> Mechanism:
    broader = sorted(_id(node) for node in graph.objects(concept, SKOS.broader) if isinstance(node, URIRef))
    return Mechanism(
        id=_id(concept),
        label=next(_texts(graph, concept, SKOS.prefLabel), _id(concept)),
        alternatives=tuple(_texts(graph, concept, SKOS.altLabel)),
        broader=broader[0] if broader else "",
        definition=next(_texts(graph, concept, SKOS.definition), ""),
    )


@cache
def _read(path: str) -> Graph:
    try:
        source = Path(path).read_text("utf-8")
    except OSError as error:
        raise ResourceError(f"cannot be read: {error.strerror or error}", where=path) from error
    except UnicodeDecodeError as error:
        raise ResourceError("is not UTF-8", where=path, hint="save it as UTF-8") from error
    try:
        graph = Graph().parse(data=source, format="turtle")
    except Exception as error:  # rdflib raises what its parser's parts raise
        said = " ".join(str(error).partition(" at ^ in")[0].replace(" of <>", "").split())
        raise ResourceError(f"is not valid Turtle: {said[:200]}", where=path) from error
    if (None, RDF.type, SKOS.Concept) not in graph:
        raise ResourceError("has no skos:Concept", where=path, hint="see ontology/mechanisms.ttl for an example")
    return graph


def _concepts(graph: Graph) -> Iterator[URIRef]:
    yield from sorted(node for node in graph.subjects(RDF.type, SKOS.Concept) if isinstance(node, URIRef))


def _texts(graph: Graph, concept: URIRef, *properties: URIRef) -> Iterator[str]:
    """Yield the English labels of a concept, sorted."""
    values = (value for name in properties for value in graph.objects(concept, name))
    yield from sorted(str(value) for value in values if isinstance(value, Literal) and _english(value))


def _english(value: Literal) -> bool:
    language = value.language
    return (language.lower() if language else None) in LANGUAGES


def _id(concept: URIRef) -> str:
    """Name a concept by the last part of its IRI."""
    return str(concept).rstrip("/#").replace("#", "/").rpartition("/")[2]
