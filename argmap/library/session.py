"""What a library asks of the place where it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from string import Template
from typing import Any, Protocol

import pyoxigraph as ox

from argmap import resources
from argmap.vocab import BASE, MANIFEST, UNION

__all__ = ["Place", "Reading", "Row", "Writing", "rows", "spelled"]

#: At a server, where others keep graphs too, only those of essays count: a condition on the graph ?other.
OURS = f' && STRSTARTS(STR(?other), "{BASE}document/")'
#: An answer's values as plain text, by variable; those that have none are left out.
Row = Mapping[str, str]


def rows(found: object) -> Sequence[Row]:
    """Read the answer to a SELECT."""
    if not isinstance(found, ox.QuerySolutions):
        return []
    names = [variable.value for variable in found.variables]
    return [
        {name: term.value for name, term in zip(names, solution, strict=True) if term is not None}
        for solution in found
    ]


class Reading(Protocol):
    """A store that is open for reading."""

    #: The graph that holds the union of all essays, or "" where that is the default graph.
    union: str

    def select(self, query: str) -> Sequence[Row]:
        """Answer a SELECT; its patterns name their graphs."""

    def dump(self, graph: str) -> bytes:
        """Give a graph as N-Triples."""


class Writing(Reading, Protocol):
    """A store that is open for writing."""

    def update(self, text: str) -> None:
        """Do a SPARQL update."""

    def put(self, graphs: Mapping[str, str]) -> None:
        """Store new graphs, each as N-Triples, and add them to the union."""

    def settle(self, written: int) -> None:
        """Bring the store into good order after so many characters were written, if that is worth its time."""


def spelled(session: Reading, name: str, **values: object) -> str:
    """Load a query or update of queries/library, with the names of the graphs filled in."""
    around = (f"GRAPH <{session.union}> {{", "}") if session.union else ("", "")
    ours = OURS if session.union else ""
    text = Template(resources.library_query(name))
    return text.substitute(manifest=MANIFEST, union=UNION, open=around[0], close=around[1], ours=ours, **values)


class Place(Protocol):
    """Where a library is kept: a folder, or a server."""

    #: What the user calls it.
    name: str
    #: How many graphs a query may name.
    most_graphs: int

    def reading(self) -> AbstractContextManager[Reading]:
        """Open it as it stands."""

    def writing(self) -> AbstractContextManager[Writing]:
        """Open it to change it; where the place can, all changes count at the end, or none."""

    def target(self) -> AbstractContextManager[dict[str, Any]]:
        """Tell another process how to open it for reading; it stays readable until the end."""

    def details(self) -> dict[str, str]:
        """Tell where it is, and how large where that is known."""
