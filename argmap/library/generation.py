"""One generation of a library's store: open it to read, or make the next one of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from argmap.library.session import Row, rows

__all__ = ["STORE", "WORK", "Making", "Opened"]

STORE = "store-"
WORK = "work-"
#: RocksDB's log and lock are no part of a generation; its tables never change once they are written.
LEFT_OUT = ("LOG", "LOCK")
TABLE = ".sst"
#: From so many bytes on it is faster to write tables than to go through the log.
BULK = 8 * 1024**2
#: A character of N-Triples takes about two bytes of tables, the union included.
WORTH = 8


class Opened:
    """A Session that reads a generation."""

    union = ""

    def __init__(self, generation: Path | None) -> None:
        self._store = ox.Store.read_only(str(generation)) if generation else ox.Store()

    def select(self, query: str) -> Sequence[Row]:
        """Answer a SELECT."""
        return rows(self._store.query(query))

    def dump(self, graph: str) -> bytes:
        """Give a graph as N-Triples."""
        return self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""


class Making(Opened):
    """A Session that makes the next generation. Until something is written it only reads the one before."""

    def __init__(self, folder: Path, current: Path | None) -> None:
        super().__init__(current)
        self._folder = folder
        self._current = current
        self._work: Path | None = None

    def update(self, text: str) -> None:
        """Do a SPARQL update."""
        self._writable().update(text)

    def put(self, graphs: Mapping[str, str]) -> None:
        """Store new graphs, each by its name and once more in the default graph."""
        named = (_named(graph, triples) for graph, triples in graphs.items())
        quads = "".join([*named, *graphs.values()]).encode("utf-8")
        store = self._writable()
        load = store.bulk_load if len(quads) > BULK else store.load
        load(input=quads, format=ox.RdfFormat.N_QUADS, lenient=True)  # what our own writer wrote needs no second check

    def settle(self, written: int) -> None:
        """Merge the tables, which makes queries twice as fast, if about a quarter of the store is new."""
        tables = (self._work or self._current or self._folder).glob(f"*{TABLE}")
        if written * WORTH > sum(table.stat().st_size for table in tables):
            self._writable().optimize()

    def finished(self) -> Path | None:
        """Leave a finished generation beside the one before, or None if nothing was written.

        It is taken as a snapshot, because RocksDB goes on tidying a store for a while after that has been closed.
        """
        if self._work is None:
            return None
        names = [item.name.removeprefix(STORE) for item in self._folder.glob(f"{STORE}*")]
        made = self._folder / f"{STORE}{max((int(name) for name in names if name.isdecimal()), default=0) + 1:06}"
        self._store.backup(str(made))
        return made

    def close(self) -> None:
        """Let go of the stores, and remove the work."""
        self._store = ox.Store()
        if self._work:
            shutil.rmtree(self._work, ignore_errors=True)

    def _writable(self) -> ox.Store:
        if self._work is None:
            self._work = Path(tempfile.mkdtemp(prefix=WORK, dir=self._folder))
            if self._current:
                _copy(self._current, self._work)
            self._store = ox.Store(str(self._work))
        return self._store


def _named(graph: str, triples: str) -> str:
    return triples.replace(" .\n", f" <{graph}> .\n")


def _copy(generation: Path, target: Path) -> None:
    """Link the tables of a generation and copy the rest."""
    for file in generation.iterdir():
        if file.name.startswith(LEFT_OUT):
            continue
        if file.suffix == TABLE:
            _link(file, target / file.name)
        else:
            shutil.copy2(file, target / file.name)


def _link(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except OSError:  # a file system without links
        shutil.copy2(file, target)
