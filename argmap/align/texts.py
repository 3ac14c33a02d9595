"""Many short texts as sparse matrices of weighted words, ready to be compared with many others."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from argmap.align.vectors import WordVectors
from argmap.align.words import stem, words

__all__ = ["Texts", "Weighting", "weighting"]

Array = npt.NDArray[np.float32]

#: Texts that are thought of beside those compared, so that in a small collection no word counts as common.
BACKGROUND = 10


@dataclass(frozen=True, slots=True)
class Weighting:
    """How much a word tells: its rarity in English (the length of its vector) times its rarity in the collection."""

    vectors: WordVectors
    counts: Counter[str]
    size: int

    def collection(self, word: str) -> float:
        """Weigh a word by how few of the texts have it (0 to 1)."""
        most = self.size + BACKGROUND + 1
        return max(0.05, math.log(most / (self.counts[stem(word)] + 0.5)) / math.log(most))


def weighting(texts: Sequence[str], vectors: WordVectors) -> Weighting:
    """Count in how many of the texts each word occurs."""
    counts = Counter(form for text in texts for form in {stem(word) for word in words(text)})
    return Weighting(vectors, counts, len(texts))


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as arrays.

    Args:
        words: the different words, sorted.
        stems: the stem of each word.
        directions: the unit vector of each word; zeros where the model does not know it.
        flat: the words of the first text, then those of the second, and so on, each word once a text.
        starts: where each text begins in `flat`; an empty text has one word that is no word (index 0).
        shares: text by word, the share of each word in the weight of its text.
        weights: the whole weight of each text.
        sums: the weighted sum of the vectors of each text, of unit length.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    directions: Array
    flat: npt.NDArray[np.intp]
    starts: npt.NDArray[np.intp]
    shares: Any
    weights: Array
    sums: Array

    @classmethod
    def of(cls, texts: Sequence[str], weights: Weighting) -> Texts:
        """Read texts in; the work is linear in their length."""
        found = [list(dict.fromkeys(words(text))) or [""] for text in texts]
        vocabulary = tuple(sorted({word for row in found for word in row}))
        at = {word: index for index, word in enumerate(vocabulary)}
        matrix = weights.vectors.matrix(vocabulary)
        lengths = np.linalg.norm(matrix, axis=1)
        known = np.where(lengths > 0, lengths, 1)
        rarity = known * np.array([weights.collection(word) if word else 0 for word in vocabulary], np.float32)
        flat = np.array([at[word] for row in found for word in row], np.intp)
        sizes = [len(row) for row in found]
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp) if sizes else np.zeros(0, np.intp)
        counts = csr_matrix(
            (rarity[flat], flat, np.concatenate([starts, [len(flat)]])), shape=(len(texts), len(vocabulary))
        )
        totals = np.asarray(counts.sum(axis=1), np.float32).ravel()
        directions = matrix / known[:, None]
        return cls(
            words=vocabulary,
            stems=tuple(map(stem, vocabulary)),
            directions=directions.astype(np.float32),
            flat=flat,
            starts=starts,
            shares=csr_matrix(counts.multiply((1 / np.maximum(totals, 1e-6))[:, None])),
            weights=totals,
            sums=_unit(np.asarray(counts @ directions, np.float32)),
        )

    def encoded(self, rows: Array) -> Texts:
        """Put an encoder's rows, one for each text, in the place of the sums of word vectors."""
        return replace(self, sums=_unit(np.asarray(rows, np.float32)))

    def part(self, start: int, stop: int) -> Texts:
        """Take texts[start:stop] with the words that occur in them."""
        ends = np.append(self.starts, len(self.flat))
        flat = self.flat[ends[start] : ends[stop]]
        kept, again = np.unique(flat, return_inverse=True)
        return Texts(
            words=tuple(self.words[i] for i in kept),
            stems=tuple(self.stems[i] for i in kept),
            directions=self.directions[kept],
            flat=again.astype(np.intp),
            starts=self.starts[start:stop] - ends[start],
            shares=self.shares[start:stop][:, kept],
            weights=self.weights[start:stop],
            sums=self.sums[start:stop],
        )


def _unit(matrix: Array) -> Array:
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.maximum(lengths, 1e-6), np.float32)
