"""A library whose writer is killed, at any moment, opens again and holds whole essays."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from argmap.library import generation, open_library
from argmap.model import ArgumentMap, Document
from tests.maps import ash, birch, cedar

KILLS = 48


def versions() -> Sequence[ArgumentMap]:
    """Make three essays, and a second version of each."""
    firsts = (ash(), birch(), cedar())
    seconds = []
    for amap in firsts:
        [document] = amap.documents
        again = Document(text=document.text * 2, title=document.title, author=document.author, date=document.date,
                         url=document.url)
        seconds.append(ArgumentMap(documents=(again,), generator=amap.generator))
    return (*firsts, *seconds)


def write(path: Path, seed: int, steps: Connection) -> None:
    """Add, replace and remove essays without end, and tell of each step before it; every other writer in bulk."""
    generation.BULK *= seed % 2
    chance = random.Random(seed)  # noqa: S311 - the same in every run
    library = open_library(path)
    maps = versions()
    while True:
        steps.send(None)
        if chance.random() < 0.3 and path.exists() and (entries := library.entries()):
            list(library.remove([chance.choice(entries).id]))
        else:
            list(library.add(chance.sample(maps, chance.randint(1, 3))))


def kill(path: Path, seed: int, steps: int, delay: float) -> None:
    """Start a writer, and kill it so many seconds after so many steps."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    ours, theirs = context.Pipe(duplex=False)
    writer = context.Process(target=write, args=(path, seed, theirs))
    writer.start()
    for _ in range(steps):
        ours.recv()
    time.sleep(delay)
    writer.kill()
    writer.join()


def test_killed_library_is_whole(tmp_path):
    """Kill the writer some dozens of times, each time after another delay; what stands is whole, and can be written."""
    path = tmp_path / "lib"
    library = open_library(path)
    start = time.monotonic()
    list(library.add([ash(), birch()]))
    span = 1.5 * (time.monotonic() - start)
    chance = random.Random(4)  # noqa: S311 - the same in every run
    known = {document.id for amap in versions() for document in amap.documents}
    cut_off = 0
    for number in range(KILLS):
        kill(path, number, chance.randint(1, 2), chance.uniform(0, span))
        cut_off += any(path.glob("work-*"))
        assert library.check() == ()
        assert {entry.id for entry in library.entries()} <= known
    assert cut_off, "all writers were killed before or after their work, none at it"
    list(library.add(versions()[3:]))
    assert sorted(item.name.partition("-")[0] for item in path.iterdir()) == ["argmap", "lock", "store"]


def test_library_that_was_never_finished_is_made_again(tmp_path):
    """A writer that is killed before the first essay counts leaves nothing that stands in the way."""
    for number, delay in enumerate((0.0, 0.02, 0.05, 0.1, 0.2)):
        path = tmp_path / f"lib{number}"
        kill(path, number, 1, delay)
        library = open_library(path)
        assert [change.id for change in library.add([ash()])] == [ash().documents[0].id]
        assert library.check() == ()


def test_a_writer_killed_while_it_published_leaves_nothing_in_the_way(tmp_path):
    """The one file that publishing may leave is written over by the next writer, also where no essay counted yet."""
    path = tmp_path / "lib"
    path.mkdir()
    (path / ".argmap-library").write_text("store-0000", encoding="utf-8")
    list(open_library(path).add([ash()]))
    assert sorted(item.name.partition("-")[0] for item in path.iterdir()) == ["argmap", "lock", "store"]
