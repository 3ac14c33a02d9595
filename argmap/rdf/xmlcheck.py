"""Keep an RDF/XML file within bounds before it is parsed: the parser has none for entities and depth of its own."""

from __future__ import annotations

import re
from xml.parsers import expat

from argmap.errors import GraphError

__all__ = ["MAX_DEPTH", "MAX_ENTITIES", "MAX_GROWTH", "check"]

#: Ontologies name their namespaces by entities, a handful of short ones.
MAX_ENTITIES = 100
#: How many characters a file's entities may grow to.
MAX_GROWTH = 16_000_000
#: How deep elements may stand in each other.
MAX_DEPTH = 1_000

DECLARED = re.compile(r"<!ENTITY\s+([^\s>\"']{1,200})\s+(\"[^\"]*\"|'[^']*')\s*>")


def check(source: str) -> None:
    """Refuse entities that hold entities, lie in another file, are many or grow too far, and elements too deep.

    Raises:
        GraphError: the file has such entities or elements, or is no XML.
    """
    _check_entities(source)
    depth = _Depth()
    parser = expat.ParserCreate()
    parser.StartElementHandler = depth.start
    parser.EndElementHandler = depth.end
    try:
        parser.Parse(source, True)  # noqa: FBT003 - expat takes no name for "this is all"
    except expat.ExpatError as error:
        raise GraphError(f"is not valid XML: {expat.ErrorString(error.code)}", where=f"line {error.lineno}") from error


def _check_entities(source: str) -> None:
    number = source.count("<!ENTITY")
    declared = DECLARED.findall(source) if number <= MAX_ENTITIES else []
    if len(declared) != number or any("&" in value or "%" in name for name, value in declared):
        raise GraphError("declares XML entities that argmap does not expand",
                         hint="only entities that stand for plain text are")
    growth = sum(source.count(f"&{name};") * len(value) for name, value in declared)
    if growth > MAX_GROWTH:
        raise GraphError(f"has XML entities that grow to {growth:,} characters")


class _Depth:
    """Counts how deep the elements are that are open."""

    def __init__(self) -> None:
        self.now = 0

    def start(self, *_: object) -> None:
        """Count an element that opens."""
        self.now += 1
        if self.now > MAX_DEPTH:
            raise GraphError(f"has XML elements more than {MAX_DEPTH:,} deep in each other")

    def end(self, *_: object) -> None:
        """Count an element that closes."""
        self.now -= 1
