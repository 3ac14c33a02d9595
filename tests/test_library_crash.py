"""A library whose writer is killed, at any moment, opens again and holds whole essays."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Sequence
from pathlib import Path

from argmap.library import open_library
from argmap.model import ArgumentMap, Document
from tests.maps import ash, birch, cedar

KILLS = 48
#: The greatest delay before a kill, in seconds: a round of what the writer does takes about as long.
SPAN = 1.2


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


def write(path: Path, seed: int) -> None:
    """Add, replace and remove essays without end."""
    chance = random.Random(seed)  # noqa: S311 - the same in every run
    library = open_library(path)
    maps = versions()
    while True:
        if chance.random() < 0.3 and (entries := library.entries()):
            list(library.remove([chance.choice(entries).id]))
        else:
            list(library.add(chance.sample(maps, chance.randint(1, 3))))


def test_killed_library_is_whole(tmp_path):
    """Kill the writer some dozens of times, each time after another delay; what stands is whole, and can be written."""
    path = tmp_path / "lib"
    library = open_library(path)
    list(library.add([ash()]))
    chance = random.Random(4)  # noqa: S311 - the same in every run
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    seen = set()
    for number in range(KILLS):
        before = path.joinpath("argmap-library").read_text("utf-8")
        writer = context.Process(target=write, args=(path, number))
        writer.start()
        time.sleep(chance.uniform(0, SPAN))
        writer.kill()
        writer.join()
        assert library.check() == ()
        known = {document.id for amap in versions() for document in amap.documents}
        assert {entry.id for entry in library.entries()} <= known
        seen.add(path.joinpath("argmap-library").read_text("utf-8") != before)
    assert seen == {True, False}, "the delays are all too long, or all too short, to hit a writer at work"
    list(library.add([cedar()]))
    assert sorted(item.name for item in path.iterdir())[:2] == ["argmap-library", "lock"]
    assert len(list(path.iterdir())) == 3


def test_library_that_was_never_finished_is_made_again(tmp_path):
    """A writer that is killed before the first essay counts leaves nothing that stands in the way."""
    context = multiprocessing.get_context("forkserver")
    for number, delay in enumerate((0.01, 0.05, 0.1, 0.2, 0.3)):
        path = tmp_path / f"lib{number}"
        writer = context.Process(target=write, args=(path, number))
        writer.start()
        time.sleep(delay)
        writer.kill()
        writer.join()
        library = open_library(path)
        changes = list(library.add([ash()]))
        assert [change.id for change in changes] == [ash().documents[0].id]
        assert library.check() == ()
