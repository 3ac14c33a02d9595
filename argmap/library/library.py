"""Add, update and remove essays; list them, read them back, and check that all is whole."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from argmap.assemble import assemble
from argmap.endpoint import TIMEOUT, Endpoint, is_url
from argmap.errors import ArgmapError, GraphError, LibraryError
from argmap.ids import completed
from argmap.library.catalogue import Action, Change, Entry
from argmap.library.essay import Essay, essays
from argmap.library.folder import Folder
from argmap.library.plan import Plan, plan
from argmap.library.server import Server
from argmap.library.session import Place, Reading, Writing
from argmap.library.shelf import Slot, asked, check_version, entries, put_in, slots, start, sweep, take_out
from argmap.model import ArgumentMap
from argmap.rdf import loads
from argmap.vocab import iri

__all__ = ["Library", "open_library", "read_map"]

#: Essays wait for others, so that they go in together, at most so many seconds and characters.
SECONDS = 10.0
CHARACTERS = 64 * 1024**2
#: After so many characters it may be worth while to bring the store into good order.
SETTLED = 8 * 1024**2
#: The name of no graph.
NOTHING = iri("document", "none")


class Library:
    """A library of essays at a place. Opening it costs nothing; each method opens the place for as long as it must."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def add(self, maps: Iterable[ArgumentMap], *, known: bool = False) -> Iterator[Change]:
        """Take in the essays of maps, and put new versions in the place of old ones; `known` leaves out new essays.

        An essay that fails does not undo those before it: each change is told when it counts.

        Raises:
            LibraryError: the place is no library, is in use, or cannot be written.
        """
        return self.put((essay for amap in maps for essay in essays(amap)), known=known)

    def put(self, found: Iterable[Essay], *, known: bool = False) -> Iterator[Change]:
        """Take in essays that are parted already, as add() does."""
        batch: list[Essay] = []
        size = written = 0
        since = time.monotonic()
        try:
            for essay in found:
                batch.append(essay)
                size += len(essay.triples)
                if time.monotonic() - since > SECONDS or size > CHARACTERS:
                    ready, batch, size = batch, [], 0
                    planned = self._put(ready, known=known)
                    written += planned.size
                    yield from planned.changes
                    since = time.monotonic()
        except ArgmapError:
            yield from self._put(batch, known=known).changes
            raise
        planned = self._put(batch, known=known)
        yield from planned.changes
        self._settle(written + planned.size)

    def remove(self, keys: Iterable[str]) -> Iterator[Change]:
        """Take out essays by id, or by the start of one; all of them or, if one is unknown, none.

        Raises:
            LibraryError: no such essay, or several.
        """
        with self._writing(new=False) as session:
            known = entries(session)
            gone = [_find(known, key, self.place.name) for key in dict.fromkeys(keys)]
            for entry in gone:
                take_out(session, entry.id)
        for entry in gone:
            yield _removed(entry)

    def entries(self) -> tuple[Entry, ...]:
        """List the essays by date, author and title."""
        with self._reading() as session:
            return entries(session)

    def entry(self, key: str) -> Entry:
        """Look one essay up, by its id or the start of it.

        Raises:
            LibraryError: no such essay, or several.
        """
        return _find(self.entries(), key, self.place.name)

    def find(self, words: str) -> tuple[Entry, ...]:
        """Find the essays whose id starts so, or whose author or title has these words."""
        folded = words.casefold()
        return tuple(
            entry for entry in self.entries()
            if entry.id.startswith(words) or folded in entry.author.casefold() or folded in entry.title.casefold()
        )

    def read(self, keys: Iterable[str] | None = None) -> ArgumentMap:
        """Read the map of some essays, by id or the start of one, or of all.

        Raises:
            LibraryError: no such essay, or it is not whole.
        """
        with self._reading() as session:
            known = entries(session)
            wanted = known if keys is None else [_find(known, key, self.place.name) for key in keys]
            return assemble(_read(session, entry.id, entry.triples, self.place.name) for entry in wanted)

    def check(self) -> tuple[str, ...]:
        """Say what is not as it should be: essays that are not whole, and a union that is not that of the essays."""
        with self._reading() as session:
            found = [problem for slot in slots(session) for problem in _problems(session, slot, self.place.name)]
            stray = [" ".join((row["s"], row["p"], row["o"][:100])) for row in asked(session, "stray.rq")]
        return (*found, *(f"the union of the essays is wrong about {triple}" for triple in stray))

    @contextmanager
    def target(self, *, graphs: Collection[str] = ()) -> Iterator[dict[str, Any]]:
        """Tell another process how to ask the library, and keep it readable.

        `graphs` are those that the query will name; "" stands for any. None but those of essays can be seen.
        """
        with self.place.target() as target:
            with self._reading() as session:
                named = _named(session, graphs) if graphs else None
            if named and len(named) > self.place.most_graphs:
                what = f"GRAPH reaches {self.place.most_graphs} essays here, and the library has {len(named):,}"
                raise LibraryError(what, where=self.place.name, hint="name the graphs, or ask prov:wasQuotedFrom")
            yield {**target, "named": named}

    def _put(self, batch: Sequence[Essay], *, known: bool) -> Plan:
        if not batch:
            return plan((), ())
        with self._writing(new=not known) as session:
            planned = plan(slots(session), batch, known=known)
            for key in planned.gone:
                take_out(session, key)
            if planned.new:
                put_in(session, planned.new)
        return planned

    def _settle(self, written: int) -> None:
        if written > SETTLED:
            with self._writing(new=False) as session:
                session.settle(written)

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        with self.place.reading() as session, self._sound():
            if not check_version(session, self.place.name):
                raise LibraryError("holds no library of argmap's", where=self.place.name,
                                   hint="`argmap library add` makes one")
            yield session

    @contextmanager
    def _writing(self, *, new: bool) -> Iterator[Writing]:
        if not new:
            with self._reading():
                pass
        with self.place.writing() as session, self._sound():
            if check_version(session, self.place.name):
                sweep(session)
            else:
                start(session)
            yield session

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Let a manifest that lacks what it must have, or holds what it cannot, name the library."""
        try:
            yield
        except (KeyError, ValueError) as error:
            raise LibraryError(f"its manifest is damaged: {str(error)[:200]}", where=self.place.name) from error


def _removed(entry: Entry) -> Change:
    return Change(action=Action.REMOVED, id=entry.id, author=entry.author, date=entry.date, title=entry.title)


def _find(known: Iterable[Entry], key: str, name: str) -> Entry:
    by_id = {entry.id: entry for entry in known}
    hint = "`argmap library list` shows their ids"
    return by_id[completed(key, by_id, noun="essay", hint=hint, error=LibraryError, where=name)]


def _named(session: Reading, graphs: Collection[str]) -> list[str]:
    """List the graphs of essays that a query may see; one that is not there if it may see none."""
    known = [str(iri("document", slot.id)) for slot in slots(session) if slot.digest]
    return (known if "" in graphs else [graph for graph in known if graph in graphs]) or [str(NOTHING)]


def _read(session: Reading, key: str, triples: int, name: str) -> ArgumentMap:
    data = session.dump(str(iri("document", key)))
    count = data.count(b"\n")
    if count != triples:
        what = f"gives {count:,} of the {triples:,} triples of {key}"
        raise LibraryError(what, where=name, hint="a server may limit its answers: ResultSetMaxRows of Virtuoso")
    return loads(data, ".nq")


def _problems(session: Reading, slot: Slot, name: str) -> Iterator[str]:
    if not slot.digest:
        yield f"{slot.id} was cut off half-way"
        return
    try:
        versions = [essay.digest for essay in essays(_read(session, slot.id, slot.triples, name))]
    except (GraphError, LibraryError) as error:
        yield f"{slot.id}: {error}"
        return
    if versions != [slot.digest]:
        yield f"{slot.id} is not what was put in"


def open_library(
    place: Path | str, *, update_url: str = "", graph_store_url: str = "", timeout: float | None = None
) -> Library:
    """Name a library: a folder, or the address of a SPARQL endpoint. Nothing is opened yet.

    Who one is at a server is read from ARGMAP_USER and ARGMAP_PASSWORD, or ARGMAP_TOKEN, or else from ~/.netrc.
    `timeout` is how many seconds a server may be silent.
    """
    if not is_url(str(place)):
        return Library(Folder(Path(place)))
    said = {name: os.environ.get(f"ARGMAP_{name.upper()}", "") for name in ("user", "password", "token")}
    endpoint = Endpoint(url=str(place), update_url=update_url, graph_store_url=graph_store_url, **said)
    return Library(Server(endpoint, timeout=timeout or TIMEOUT))


def read_map(library: Library | Path | str, essay: str) -> ArgumentMap:
    """Read the map of one essay, by its id or the start of it.

    Raises:
        LibraryError: no such library or essay.
    """
    return (library if isinstance(library, Library) else open_library(library)).read([essay])
