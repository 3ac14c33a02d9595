"""Word vectors of the shipped spaCy model, read from its files without importing spaCy.

spaCy stores the rows as an .npy file, and beside it a msgpack table from MurmurHash64A of a word to its row.
The rows are scaled by smooth inverse frequency, so the length of a row says how telling its word is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import srsly  # type: ignore[import-untyped]

from argmap.errors import ModelError
from argmap.resources import model_path

__all__ = ["WordVectors", "load", "string_hash"]

Matrix = npt.NDArray[np.float32]

MASK = (1 << 64) - 1
MULTIPLIER = 0xC6A4A7935BD1E995
SEED = 1


@dataclass(frozen=True, slots=True)
class WordVectors:
    """The rows, and the row of each word's hash; words are looked up in lower case."""

    data: Matrix
    rows: Mapping[int, int]

    def row(self, word: str) -> int | None:
        """Find the row of a word, or None where the model does not know it."""
        return self.rows.get(string_hash(word.lower()))

    def matrix(self, words: Iterable[str]) -> Matrix:
        """Stack the vectors of words; a word without one gets zeros."""
        found = [self.row(word) for word in words]
        out = np.zeros((len(found), self.data.shape[1]), dtype=np.float32)
        known = [(at, row) for at, row in enumerate(found) if row is not None]
        if known:
            at, row = map(list, zip(*known, strict=True))
            out[at] = self.data[row]
        return out


def load() -> WordVectors:
    """Load the vectors of models/en_argmap_core, once a process."""
    return read(model_path("en_argmap_core"))


@cache
def read(model: Path) -> WordVectors:
    """Read the vectors of a spaCy pipeline's folder; the rows stay on disk until they are used.

    Raises:
        ModelError: the folder holds no plain vectors (floret tables have no word keys).
    """
    folder = model / "vocab"
    try:
        data: Any = np.load(folder / "vectors", mmap_mode="r", allow_pickle=False)
        rows: Any = srsly.read_msgpack(folder / "key2row")
    except (OSError, ValueError) as error:
        raise ModelError("this pipeline has no word vectors that can be read", where=model) from error
    if data.ndim != 2 or not rows:
        raise ModelError("this pipeline has no word vectors", where=model)
    return WordVectors(data, rows)


def string_hash(text: str) -> int:
    """Hash a string as spaCy's StringStore does: MurmurHash64A of its UTF-8 bytes with seed 1.

    >>> string_hash("the")
    7425985699627899538
    """
    data = text.encode("utf-8", "surrogatepass")
    if not data:
        return 0
    value = SEED ^ (len(data) * MULTIPLIER & MASK)
    whole = len(data) // 8 * 8
    for at in range(0, whole, 8):
        value = (value ^ _mixed(int.from_bytes(data[at : at + 8], "little"))) * MULTIPLIER & MASK
    if whole < len(data):
        value = (value ^ int.from_bytes(data[whole:], "little")) * MULTIPLIER & MASK
    value = (value ^ value >> 47) * MULTIPLIER & MASK
    return value ^ value >> 47


def _mixed(block: int) -> int:
    block = block * MULTIPLIER & MASK
    return (block ^ block >> 47) * MULTIPLIER & MASK
