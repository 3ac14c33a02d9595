"""Choose the reader for a source, and build the Document from what it yields."""

from __future__ import annotations

import sys
from pathlib import Path

from argmap.errors import ReadError
from argmap.model import Document
from argmap.readers import markdown, text
from argmap.readers.source import MAX_CHARACTERS, decode, slurp

__all__ = ["read"]

STDIN = "-"
READERS = {".txt": text.parse, ".text": text.parse, ".md": markdown.parse, ".markdown": markdown.parse}


def read(source: Path | str) -> Document:
    """Read an essay from a .txt or .md file, or from stdin ("-", taken as Markdown).

    Raises:
        ReadError: no such file, a folder, binary, not UTF-8, empty, too long, or broken front matter.
    """
    name = str(source)
    parse = markdown.parse if name == STDIN else READERS.get(Path(name).suffix.lower())
    if name != STDIN and not Path(name).exists():
        raise ReadError("no such file", where=name)
    if name != STDIN and Path(name).is_dir():
        raise ReadError("is a folder, not an essay", where=name, hint="name the files in it")
    if parse is None:
        known = ", ".join(sorted(READERS))
        raise ReadError("unknown kind of file", where=name, hint=f"argmap reads {known}, and - for stdin")
    data = slurp(sys.stdin.buffer, name) if name == STDIN else _open(Path(name))
    document = parse(decode(data, name), name)
    if not document.text.strip():
        raise ReadError("holds no text", where=name)
    if len(document.text) > MAX_CHARACTERS:
        raise ReadError(f"has {len(document.text):,} characters of text, more than the {MAX_CHARACTERS:,} "
                        "that one essay may have", where=name, hint="split it into chapters")
    return document


def _open(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return slurp(file, str(path))
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", where=path) from error
