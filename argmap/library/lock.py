"""Locks between processes, which the system lets go of when a process dies."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from argmap.errors import LibraryError

__all__ = ["check_free", "locked"]


@contextmanager
def locked(path: Path, *, shared: bool) -> Iterator[bool]:
    """Lock a file or folder if it can be had at once, for oneself or along with others; say whether it could."""
    try:
        import fcntl
    except ImportError as error:
        hint = "keep the library at a SPARQL server"
        raise LibraryError("needs file locks, which this system has not", where=path, hint=hint) from error
    handle = os.open(path, os.O_RDONLY)
    try:
        yield _taken(lambda: fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB))
    finally:
        os.close(handle)


def _taken(lock: Callable[[], None]) -> bool:
    try:
        lock()
    except BlockingIOError:
        return False
    return True


def check_free(store: Path) -> None:
    """Refuse a store that another program has open for writing: RocksDB then holds a lock on its file LOCK.

    Raises:
        LibraryError: it is open.
    """
    import fcntl

    file = store / "LOCK"
    if not file.exists():
        return
    handle = os.open(file, os.O_RDONLY)
    try:
        fcntl.lockf(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        hint = "stop the Oxigraph server, or whatever it is"
        raise LibraryError("locked: another program has it open for writing", where=store, hint=hint) from error
    finally:
        os.close(handle)
