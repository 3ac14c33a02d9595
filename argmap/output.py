"""What leaves argmap: files, written whole or not at all, and JSON in the one form that all of argmap writes."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from argmap.errors import WriteError

__all__ = ["json_text", "write"]


def json_text(value: Any) -> str:
    r"""Spell a value as JSON for people and programs: a line for each part, letters as they are.

    >>> json_text({"holder": "Müller"})
    '{\n "holder": "Müller"\n}\n'
    """
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def write(path: Path, text: str) -> None:
    """Put text into a file as UTF-8 with \\n line ends: into a temporary file beside it first, then renamed.

    Raises:
        WriteError: the folder is missing or not writable, the path is a folder, or the disk is full.
    """
    if path.is_dir():
        raise WriteError("is a folder, not a file", where=path)
    if not path.parent.is_dir():
        raise WriteError("its folder does not exist", where=path, hint=f"make {path.parent} first")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror or error}", where=path) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors="replace") as file:
            file.write(text)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise WriteError(f"cannot be written: {error.strerror or error}", where=path) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
