"""The lock of RocksDB, by which another program keeps a store to itself."""

from __future__ import annotations

import os
from pathlib import Path

from argmap.errors import LibraryError

__all__ = ["check_free"]


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
