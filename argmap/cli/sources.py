"""From what the user names on the command line, essays or graphs, to argument maps."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import Unpack

import click

from argmap.cli.options import Extraction
from argmap.formats import load, reader_of
from argmap.model import ArgumentMap
from argmap.plain import visible

__all__ = ["is_graph", "is_library", "load_maps", "progress", "suffix"]

STDIN = "-"
#: What Turtle and TriG that argmap writes start with; TriG's reader takes both.
PREFIX = b"@prefix "


def suffix(source: str) -> str:
    """Give the lower-case file ending of a source."""
    return Path(source).suffix.lower()


def is_graph(source: str) -> bool:
    """Tell a graph from an essay by its file ending."""
    return reader_of(source) is not None


def load_maps(
    sources: Sequence[str], *, form: str = "", **chosen: Unpack[Extraction]
) -> Iterator[tuple[str, ArgumentMap]]:
    """Yield each source with its map: graphs (in the format `form`, if given) and libraries are read, essays extracted.

    Stdin is a graph where it starts as Turtle and TriG do, else an essay.
    DIR is all of a library, DIR#WORDS the essays whose id starts so or whose author or title has these words.

    What a graph holds beyond what a map can is said on stderr. spaCy is imported for essays alone.
    """
    from argmap.confident import confident

    least = chosen.get("min_confidence", 0.0)
    with progress(sources) as advance:
        for source in sources:
            kind = form or (_piped() if source == STDIN else "")
            if not kind and is_library(source):
                yield source, confident(_of_library(source), least)
            elif kind or is_graph(source):
                imported = load(source, form=kind)
                for note in imported.left_out:
                    click.echo(f"argmap: {source}: {visible(note)}", err=True)
                yield source, confident(imported.amap, least)
            else:
                from argmap.extract import extract_files

                [amap] = extract_files([source], **chosen)
                yield source, amap
            advance()


def _piped() -> str:
    """Name the format of a graph at stdin without reading on, or give "" for an essay."""
    stdin = sys.stdin.buffer
    start = stdin.peek(len(PREFIX))[: len(PREFIX)] if isinstance(stdin, BufferedReader) else b""
    return "trig" if start == PREFIX else ""


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


class progress:  # noqa: N801 - reads as a function in `with progress(...)`
    """A progress bar on stderr for three sources or more, none when stderr is no terminal."""

    def __init__(self, sources: Sequence[str]) -> None:
        self.total = len(sources)
        self.shown = self.total > 2 and sys.stderr.isatty()

    def __enter__(self) -> progress:
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
