"""A library at a SPARQL 1.1 server. The server keeps each update whole, but not several; see Library for the order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pyoxigraph as ox

from argmap.endpoint import TIMEOUT, Answer, Endpoint, Speaker
from argmap.errors import LibraryError
from argmap.library.session import Row, rows, spelled
from argmap.vocab import UNION

__all__ = ["Server"]

#: How many triples, and how many characters of them, one update carries. Virtuoso runs out of memory at some thousands.
CHUNK = 1_000
CHARACTERS = 1_000_000


class Server:
    """A place for a library at a server that others may use too: it touches no graphs but its own."""

    #: Virtuoso sends a header back for each graph that a query may see, and Python takes no more than 100 headers.
    most_graphs = 64

    def __init__(self, endpoint: Endpoint, *, timeout: float = TIMEOUT) -> None:
        self.endpoint = endpoint
        self.name = endpoint.url
        self._timeout = timeout

    @contextmanager
    def reading(self) -> Iterator[Conversation]:
        """Talk to the server."""
        speaker = Speaker(self.endpoint, timeout=self._timeout)
        try:
            yield Conversation(speaker, self.endpoint)
        finally:
            speaker.close()

    writing = reading

    @contextmanager
    def target(self) -> Iterator[dict[str, Any]]:
        """Tell another process whom to ask."""
        yield {"engine": "endpoint", "endpoint": self.endpoint.as_dict(), "default": [str(UNION)]}

    def details(self) -> dict[str, str]:
        """Tell the addresses."""
        found = {"queries": self.endpoint.url, "updates": self.endpoint.update_url or self.endpoint.url}
        return found | ({"graphs": self.endpoint.graph_store_url} if self.endpoint.graph_store_url else {})


class Conversation:
    """A Session with a server."""

    union = str(UNION)

    def __init__(self, speaker: Speaker, endpoint: Endpoint) -> None:
        self._speaker = speaker
        self._endpoint = endpoint

    def select(self, query: str) -> Sequence[Row]:
        """Answer a SELECT.

        Raises:
            LibraryError: the server left rows out, or answered with something else.
        """
        answer = self._speaker.ask(query)
        self._whole(answer)
        try:
            return rows(ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON))
        except (SyntaxError, ValueError, OSError) as error:
            raise LibraryError(f"its answer cannot be read: {str(error)[:200]}", where=self._endpoint.url) from error

    def update(self, text: str) -> None:
        """Do a SPARQL update."""
        self._speaker.update(text)

    def put(self, graphs: Mapping[str, str]) -> None:
        """Store new graphs, by the Graph Store Protocol if the user named an address for it, and merge each."""
        for graph, triples in graphs.items():
            if self._endpoint.graph_store_url:
                self._speaker.put(graph, triples)
            else:
                self._insert(graph, triples)
            self.update(spelled(self, "merge.ru", essay=graph))

    def settle(self, written: int) -> None:
        """Leave that to the server."""

    def _insert(self, graph: str, triples: str) -> None:
        self.update(f"DROP SILENT GRAPH <{graph}>")
        for chunk in _chunks(triples):
            self.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{_as_sparql(chunk)}}} }}")

    def dump(self, graph: str) -> bytes:
        """Give a graph as N-Triples."""
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        answer = self._speaker.ask(query, triples=True)
        self._whole(answer)
        return answer.body.read()

    def _whole(self, answer: Answer) -> None:
        if answer.cut:
            raise LibraryError(
                "left rows out", where=self._endpoint.url, hint="raise its limit, as ResultSetMaxRows of Virtuoso"
            )


def _chunks(triples: str) -> Iterator[str]:
    chunk: list[str] = []
    size = 0
    for line in re.findall(r".*\n", triples):
        if chunk and (len(chunk) == CHUNK or size + len(line) > CHARACTERS):
            yield "".join(chunk)
            chunk, size = [], 0
        chunk.append(line)
        size += len(line)
    if chunk:
        yield "".join(chunk)


def _as_sparql(triples: str) -> str:
    r"""Spell N-Triples for SPARQL, which expands \uXXXX even behind a backslash that is itself escaped."""
    return re.sub(r"\\\\([uU])|\\.", lambda match: rf"\\\U{ord(match[1]):08X}" if match[1] else match[0], triples)
