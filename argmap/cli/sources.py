"""From what the user names on the command line, essays or graphs, to argument maps."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from argmap.model import ArgumentMap

__all__ = ["is_graph", "is_library", "load_maps", "suffix"]

GRAPHS = (".ttl", ".trig", ".nq", ".jsonld", ".json")


def suffix(source: str) -> str:
    """Give the lower-case file ending of a source."""
    return Path(source).suffix.lower()


def is_graph(source: str) -> bool:
    """Tell a graph from an essay by its file ending."""
    return suffix(source) in GRAPHS


def load_maps(
    sources: Sequence[str], *, model: str = "", mechanisms: tuple[str, ...] = (), min_confidence: float = 0.0
) -> Iterator[tuple[str, ArgumentMap]]:
    """Yield each source with its map: graphs and libraries are read, essays extracted.

    DIR is all of a library, DIR#WORDS the essays whose id starts so or whose author or title has these words. spaCy is
    imported for essays alone.
    """
    with _progress(sources) as advance:
        for source in sources:
            if is_library(source):
                yield source, _of_library(source)
            elif is_graph(source):
                from argmap.rdf import read_graph

                yield source, read_graph(Path(source))
            else:
                from argmap.extract import extract_files

                [amap] = extract_files([source], model=model, mechanisms=mechanisms, min_confidence=min_confidence)
                yield source, amap
            advance()


def is_library(source: str) -> bool:
    """Tell a library from other folders by the file that names its store."""
    folder = Path(source.partition("#")[0])
    if not folder.is_dir():
        return False
    from argmap.library.folder import POINTER

    return (folder / POINTER).is_file()


def _of_library(source: str) -> ArgumentMap:
    from argmap.errors import LibraryError
    from argmap.library import open_library

    folder, _, words = source.partition("#")
    library = open_library(folder)
    found = library.find(words)
    if words and not found:
        raise LibraryError(f"no essay there has {words[:80]!r} in its author or title", where=folder,
                           hint="`argmap library list` shows what there is")
    return library.read([entry.id for entry in found])


class _progress:  # noqa: N801 - reads as a function in `with _progress(...)`
    """A progress bar on stderr for three sources or more, none when stderr is no terminal."""

    def __init__(self, sources: Sequence[str]) -> None:
        self.total = len(sources)
        self.shown = self.total > 2 and sys.stderr.isatty()

    def __enter__(self) -> _progress:
        if self.shown:
            from rich.console import Console
            from rich.progress import Progress

            self.bar = Progress(console=Console(stderr=True), transient=True)
            self.bar.start()
            self.task = self.bar.add_task("essays", total=self.total)
        return self

    def __call__(self) -> None:
        """Count one source as done."""
        if self.shown:
            self.bar.advance(self.task)

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self.bar.stop()
