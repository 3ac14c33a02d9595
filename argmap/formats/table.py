"""The table of formats: names, file endings, who reads and writes them, what they carry. Imports none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pkgutil import resolve_name

from argmap.errors import GraphError
from argmap.formats.parts import Part
from argmap.model import ArgumentMap

__all__ = ["FORMATS", "Format", "Imported", "named", "reader_of", "writer_of"]

#: What argmap can say; what it finds by comparing essays is written in RDF alone.
ALL = frozenset(Part) - {Part.COMPARISONS}
RDF = frozenset(Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A map that was read, and in words what the file said beyond what a map can hold."""

    amap: ArgumentMap
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format.

    Args:
        name: what --from, --to and --format call it.
        title: what people call it.
        endings: file endings, the one that is written first; the longest that fits a file's name counts.
        reader: the function that reads it, as MODULE:NAME; "" where there is none.
        syntax: the ending by which argmap.rdf knows its RDF syntax; "" if it is no RDF.
        writers: for each file that is written, what goes before its ending, and the function that writes it.
        keeps: the parts of a map that a file of it carries.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    reader: str = ""
    syntax: str = ""
    writers: Mapping[str, str] = field(default_factory=dict)
    keeps: frozenset[Part] = ALL

    def read(self, source: str) -> Imported:
        """Read a file's text.

        Raises:
            GraphError: it is malformed, or holds no argument map.
        """
        reader: Callable[[str], Imported] = resolve_name(self.reader)
        return reader(source)

    def write(self, amap: ArgumentMap) -> Mapping[str, str]:
        """Write a map: the text of each file, by what goes before its ending."""
        found: dict[str, Callable[[ArgumentMap], str]] = {
            part: resolve_name(name) for part, name in self.writers.items()
        }
        return {part: writer(amap) for part, writer in found.items()}


def _written(module: str, name: str = "dumps") -> Mapping[str, str]:
    return {"": f"argmap.{module}:{name}"}


#: What a picture or a table of nodes and edges carries.
VIEW = ALL - {Part.TEXTS, Part.SCHEME}

FORMATS = (
    Format(name="turtle", title="Turtle", endings=(".ttl",), reader="argmap.formats.own:turtle", syntax=".ttl",
           writers=_written("rdf", "to_turtle"), keeps=RDF),
    Format(name="trig", title="TriG", endings=(".trig",), reader="argmap.formats.own:trig", syntax=".trig",
           writers=_written("rdf", "to_trig"), keeps=RDF),
    Format(name="nquads", title="N-Quads", endings=(".nq",), reader="argmap.formats.own:nquads", syntax=".nq",
           writers=_written("rdf", "to_nquads"), keeps=RDF),
    Format(name="jsonld", title="JSON-LD", endings=(".jsonld",), reader="argmap.formats.own:jsonld", syntax=".jsonld",
           writers=_written("rdf", "to_jsonld"), keeps=RDF),
    Format(name="json", title="argmap JSON", endings=(".json",), reader="argmap.formats.own:json",
           writers=_written("formats.json")),
    Format(name="ntriples", title="N-Triples", endings=(".nt",), reader="argmap.formats.own:ntriples", syntax=".nt"),
    Format(name="rdfxml", title="RDF/XML", endings=(".rdf", ".owl"), reader="argmap.formats.own:rdfxml", syntax=".rdf"),
    Format(name="xaif", title="xAIF JSON", endings=(".xaif.json", ".xaif"), reader="argmap.formats.xaif:loads",
           writers=_written("formats.xaif")),
    Format(name="aif", title="AIF in RDF", endings=(".aif.ttl",), reader="argmap.formats.aif:loads",
           writers=_written("formats.aif"),
           keeps=frozenset({Part.PROPOSITIONS, Part.IDS, Part.RELATIONS, Part.HOLDERS})),
    Format(name="argdown", title="Argdown", endings=(".argdown", ".ad", ".argdown.md"),
           reader="argmap.formats.argdown:loads", writers=_written("formats.argdown"),
           keeps=ALL - {Part.JOINT, Part.CAUSES, Part.SCHEME, Part.TEXTS, Part.PLACES, Part.WHY}),
    Format(name="microtexts", title="arg-microtexts XML", endings=(".xml",),
           reader="argmap.formats.microtexts:loads"),
    Format(name="kialo", title="Kialo export", endings=(".kialo.txt", ".kialo"), reader="argmap.formats.kialo:loads"),
    Format(name="graphml", title="GraphML", endings=(".graphml",), writers=_written("formats.graphml"), keeps=VIEW),
    Format(name="gexf", title="GEXF", endings=(".gexf",), writers=_written("formats.gexf"), keeps=VIEW),
    Format(name="csv", title="CSV", endings=(".csv",), keeps=VIEW,
           writers={"-nodes": "argmap.formats.csv:nodes", "-edges": "argmap.formats.csv:edges"}),
    Format(name="dot", title="DOT", endings=(".dot", ".gv"), writers=_written("formats.dot"),
           keeps=frozenset({Part.PROPOSITIONS, Part.IDS, Part.RELATIONS, Part.JOINT, Part.CAUSES, Part.KINDS,
                            Part.CERTAINTY, Part.HOLDERS, Part.MECHANISMS})),
    Format(name="claims", title="schema.org Claims", endings=(".claims.jsonld",), writers=_written("formats.claims"),
           keeps=frozenset({Part.PROPOSITIONS, Part.IDS, Part.KINDS, Part.HOLDERS, Part.MECHANISMS, Part.ESSAYS})),
    Format(name="annotations", title="W3C Web Annotations", endings=(".annotations.jsonld",),
           writers=_written("formats.annotations"),
           keeps=frozenset({Part.PROPOSITIONS, Part.IDS, Part.KINDS, Part.MECHANISMS, Part.PLACES, Part.WHY})),
)


def named(name: str) -> Format:
    """Give the format of this name.

    Raises:
        GraphError: there is none.
    """
    for form in FORMATS:
        if form.name == name:
            return form
    raise GraphError(f"no format is called {name[:40]!r}", hint="there are " + ", ".join(item.name for item in FORMATS))


def reader_of(path: str) -> Format | None:
    """Choose the format that reads a file, by the longest ending that fits its name.

    >>> reader_of("debate.xaif.json").name
    'xaif'
    """
    return _longest(path, [form for form in FORMATS if form.reader])


def writer_of(path: str) -> Format | None:
    """Choose the format that a file is to be written in, by the longest ending that fits its name."""
    return _longest(path, [form for form in FORMATS if form.writers])


def _longest(path: str, among: list[Format]) -> Format | None:
    fits = [
        (len(ending), form.name) for form in among for ending in form.endings if path.lower().endswith(ending)
    ]
    return named(max(fits)[1]) if fits else None
