"""The word vectors of a Doc, each different word looked up once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vocab import Vocab

__all__ = ["Matrix", "Vectors", "vectors"]

Matrix = NDArray[np.float32]

#: Where a Doc keeps its vectors.
CACHE = "argmap_vectors"


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors of the different words of a Doc; a word without one has zeros.

    Args:
        rows: for each token the row of its word.
        table: the vectors.
        directions: the same with length 1.
        known: for each row whether it has a direction.
    """

    rows: Sequence[int]
    table: Matrix
    directions: Matrix
    known: Sequence[bool]

    def mean(self, start: int, end: int) -> Matrix:
        """Average the vectors of some tokens, at least one."""
        total: Matrix = self.table[self.rows[start:end]].sum(axis=0)
        return total / np.float32(end - start)

    def directed(self, tokens: Sequence[int]) -> Matrix:
        """List the directions of some tokens."""
        return self.directions[[self.rows[at] for at in tokens]]

    def has_direction(self, at: int) -> bool:
        """Tell whether a token's word has a vector other than zeros."""
        return self.known[self.rows[at]]


def vectors(doc: Doc) -> Vectors:
    """Read the vectors of a Doc, or give those that were read before."""
    found: Vectors | None = doc.user_data.get(CACHE)
    if found is None:
        found = doc.user_data[CACHE] = _read(doc)
    return found


def _read(doc: Doc) -> Vectors:
    keys, rows = np.unique(doc.to_array(doc.vocab.vectors.attr), return_inverse=True)
    table = _table(doc.vocab, keys)
    norms = np.sqrt((table * table).sum(axis=1))
    directions = table / np.where(norms == 0, 1, norms).astype(np.float32)[:, None]
    return Vectors(rows.tolist(), table, directions, (norms > 0).tolist())


def _table(vocab: Vocab, keys: NDArray[np.uint64]) -> Matrix:
    """Look up the vectors of words at once, or one by one where they are made of the parts of each (floret)."""
    table = np.zeros((len(keys), vocab.vectors_length), dtype=np.float32)
    if vocab.vectors.mode == "floret":
        for at, key in enumerate(keys.tolist()):
            table[at] = vocab.get_vector(key)
    else:
        found = vocab.vectors.find(keys=keys)
        table[found >= 0] = vocab.vectors.data[found[found >= 0]]
    return table
