"""One thing that is wrong with a graph: where, what must hold, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from rdflib.term import BNode, Literal, Node, URIRef

__all__ = ["Finding", "Violation", "short"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """That a node breaks a shape, or a check of this name; `value` is what it has there, if that is the trouble.

    `component` is the SHACL constraint component that found it, or the name of the check.
    """

    shape: URIRef
    component: URIRef
    node: Node
    value: Node | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A finding in words.

    Attributes:
        finding: the node, the shape, and the value.
        words: the words that the node stands for, as far as the graph knows them.
        path: what of the node is wrong, in plain words.
        message: what must hold.
        advice: what to do.
        graph: the named graph that it is in, or None.
        source: the file that it is in, or "".
    """

    finding: Finding
    words: str
    path: str
    message: str
    advice: str
    graph: Node | None = None
    source: str = ""

    @property
    def id(self) -> str:
        """The id of the node, as `argmap explain` takes it."""
        return short(self.finding.node)

    @property
    def value(self) -> str:
        """The value that is wrong, as plain text, "" where one is missing."""
        value = self.finding.value
        return "" if value is None else str(value) if isinstance(value, Literal) else short(value)


def short(node: Node) -> str:
    """Give the id in an IRI of argmap's, the end of any other IRI, and a blank node as Turtle has it.

    >>> short(URIRef("https://w3id.org/argmap/proposition/p-1"))
    'p-1'
    """
    if isinstance(node, BNode):
        return f"_:{node}"
    return unquote(str(node).rstrip("/#").replace("#", "/").rpartition("/")[2], errors="replace")
