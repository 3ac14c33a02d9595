"""From bytes to clean text: size, binary and encoding are judged here, once for every reader."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from argmap.errors import ReadError

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "clean", "decode", "slurp"]

#: The most that is read of one source, and the most text that one essay may have (about 170,000 words).
MAX_BYTES = 16_000_000
MAX_CHARACTERS = 1_000_000

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufdd0-\ufdef\ufffe\uffff]")
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def slurp(file: BinaryIO, name: str) -> bytes:
    """Read a whole source, but never more than MAX_BYTES of it."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReadError(f"is larger than the {MAX_BYTES // 1_000_000} MB that one essay may have", where=name,
                        hint="split it into chapters")
    return data


def decode(data: bytes, name: str) -> str:
    """Take bytes for UTF-8 text, with or without a byte order mark; refuse everything else."""
    if data.startswith(UTF16):
        raise ReadError("is UTF-16, not UTF-8", where=name, hint="save it as UTF-8")
    if b"\x00" in data:
        raise ReadError("is a binary file, not text", where=name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"is not valid UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}", where=name,
                        hint="save it as UTF-8") from error


def clean(text: str) -> str:
    """Bring line ends to \\n and put a space for every control character, which no output format could carry."""
    return CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
