"""Locks between processes, which the system lets go of when a process dies."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

__all__ = ["PATIENCE", "locked", "supported"]

#: Seconds to wait for another process that writes.
PATIENCE = 30.0
#: Seconds between two attempts.
PAUSE = 0.05


def supported() -> bool:
    """Tell whether this system has file locks; Windows has none of this kind."""
    return find_spec("fcntl") is not None


@contextmanager
def locked(path: Path, *, shared: bool, patience: float = 0.0) -> Iterator[bool]:
    """Lock a file or folder, for oneself or along with others; say whether it could be had in `patience` seconds.

    Raises:
        OSError: there is no such file or folder.
    """
    import fcntl

    handle = os.open(path, os.O_RDONLY)
    try:
        yield _taken(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB, patience)
    finally:
        os.close(handle)


def _taken(handle: int, how: int, patience: float) -> bool:
    import fcntl

    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, how)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(PAUSE)
        else:
            return True
