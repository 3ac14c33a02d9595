"""A library in a folder: an Oxigraph store in generations, each made aside and then published by one rename.

    DIR/argmap-library   names the generation that counts
    DIR/store-000007/    an Oxigraph store that nobody writes to any more
    DIR/work-x1y2/       the next generation while it is made
    DIR/lock             is held by the one process that writes

Whoever is killed, the generation that counts is whole. Readers never wait for a writer, nor see half of what it did.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from argmap.errors import LibraryError
from argmap.library.generation import STORE, WORK, Making, Opened
from argmap.library.lock import check_free
from argmap.lock import PATIENCE, locked, supported

__all__ = ["POINTER", "Folder"]

POINTER = "argmap-library"
LOCK = "lock"
#: How often to look for the generation that counts while another process changes it.
ATTEMPTS = 100
PAUSE = 0.05


class Folder:
    """A place for a library in a folder of its own."""

    most_graphs = sys.maxsize

    def __init__(self, path: Path, *, patience: float = PATIENCE) -> None:
        if not supported():
            raise LibraryError("needs file locks, which this system has not", where=path,
                               hint="keep the library at a SPARQL server")
        self.path = path
        self.name = str(path)
        self._patience = patience

    @contextmanager
    def reading(self) -> Iterator[Opened]:
        """Open the generation that counts."""
        with self._held() as generation, self._told():
            yield Opened(generation)

    @contextmanager
    def writing(self) -> Iterator[Making]:
        """Open the next generation; what is written counts when the block ends without an error."""
        with self._told(), self._alone():
            current = self._current()
            if current:
                check_free(current)
            self._tidy(current)
            making = Making(self.path, current)
            try:
                yield making
                made = making.finished()
                if made:
                    self._publish(made)
                    self._tidy(made)
            finally:
                making.close()

    @contextmanager
    def target(self) -> Iterator[dict[str, Any]]:
        """Tell another process where the generation that counts is, and keep it until the end."""
        with self._held() as generation:
            yield {"engine": "store", "path": str(generation)}

    def details(self) -> dict[str, str]:
        """Tell the folder, the store in it, and its size."""
        with self._held() as generation, self._told():
            size = sum(file.stat().st_size for file in generation.iterdir())
            return {"folder": str(self.path), "store": generation.name, "size": f"{size / 1e6:,.1f} MB"}

    def _current(self) -> Path | None:
        """Find the generation that counts; None where no library has been made yet."""
        if self.path.exists() and not self.path.is_dir():
            raise LibraryError("is a file, and a library is a folder", where=self.path)
        try:
            name = (self.path / POINTER).read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            name = ""
        if not name.startswith(STORE) or not name.removeprefix(STORE).isdecimal():
            raise LibraryError(f"its file {POINTER} is damaged", where=self.path)
        return self.path / name

    @contextmanager
    def _held(self) -> Iterator[Path]:
        """Find the generation that counts, and keep it from being tidied away."""
        for _ in range(ATTEMPTS):
            generation = self._there()
            try:
                with locked(generation, shared=True) as held:
                    if held and generation.is_dir():
                        check_free(generation)
                        yield generation
                        return
            except FileNotFoundError:
                if generation.exists():
                    raise
            time.sleep(PAUSE)
        raise LibraryError("its store is missing", where=self.path)

    def _there(self) -> Path:
        with self._told():
            generation = self._current()
        if generation is None:
            what = "is a folder, but no library of argmap's" if self.path.exists() else "no such library"
            hint = f"`argmap library add ESSAY --library {self.path}` makes one"
            raise LibraryError(what, where=self.path, hint=hint)
        return generation

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the one process that writes; make the folder if need be."""
        if self._current() is None:
            self._make()
        with locked(self.path / LOCK, shared=False, patience=self._patience) as held:
            if held:
                yield
                return
        raise LibraryError(f"locked: another process has been writing to it for {self._patience:g} s", where=self.path,
                           hint="try again later")

    def _make(self) -> None:
        """Make the folder, unless it holds things that are not ours."""
        self.path.mkdir(exist_ok=True)
        ours = (STORE, WORK, LOCK, POINTER, f".{POINTER}")
        strange = sorted(item.name for item in self.path.iterdir() if not item.name.startswith(ours))
        if strange:
            what = f"is a folder that holds other things, such as {strange[0]!r}"
            raise LibraryError(what, where=self.path, hint="name a new folder, or an empty one")
        (self.path / LOCK).touch()

    def _publish(self, made: Path) -> None:
        """Let a generation count, also after the power fails."""
        aside = self.path / f".{POINTER}"
        aside.write_text(f"{made.name}\n", "utf-8")
        _sync(aside)
        aside.replace(self.path / POINTER)
        _sync(self.path)

    def _tidy(self, current: Path | None) -> None:
        """Remove what killed processes left, and generations that nobody reads any more."""
        for item in self.path.glob(f"{WORK}*"):
            shutil.rmtree(item, ignore_errors=True)
        for item in self.path.glob(f"{STORE}*"):
            if item != current:
                with locked(item, shared=False) as held:
                    if held:
                        shutil.rmtree(item, ignore_errors=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Let what the system or the store complains of name the library."""
        try:
            yield
        except OSError as error:
            raise LibraryError(f"cannot be read or written: {_reason(error)}", where=self.path) from error
        except RuntimeError as error:
            raise LibraryError(f"is damaged: {str(error)[:200]}", where=self.path) from error


def _reason(error: OSError) -> str:
    return error.strerror or str(error)[:200]


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
