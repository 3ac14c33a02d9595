"""What items are compared by: the word vectors and numbers that ship, or an encoder of the user's with its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from argmap.align import calibration as numbers
from argmap.align import vectors as rows
from argmap.align.calibration import Calibration
from argmap.align.texts import Texts, Weighting
from argmap.align.vectors import WordVectors
from argmap.errors import ModelError

__all__ = ["CALIBRATION", "Encoder", "Means", "means", "open_encoder"]

#: The file beside an encoder in which `python -m training.diff --encoder` leaves its numbers.
CALIBRATION = "argmap-diff.json"


class Encoder(Protocol):
    """Anything that gives each text a row of numbers, such that texts of one meaning have rows of one direction."""

    def encode(self, sentences: list[str]) -> npt.NDArray[np.float32]:
        """Give a row for each text."""


@dataclass(frozen=True, slots=True)
class Means:
    """Word vectors, the numbers that were learnt with them, and perhaps an encoder whose rows stand for whole texts."""

    vectors: WordVectors
    calibration: Calibration
    encoder: Encoder | None = None

    def read(self, texts: Sequence[str], weights: Weighting) -> Texts:
        """Make texts ready to be compared."""
        found = Texts.of(texts, weights)
        return found.encoded(self.encoder.encode(list(texts))) if self.encoder and texts else found


def means(encoder: str = "") -> Means:
    """Load what ships; with `encoder`, the folder of a sentence-transformers model, that model besides.

    Raises:
        ModelError: no such folder, no model in it, or argmap[encoder] is not installed.
    """
    if not encoder:
        return Means(rows.load(), numbers.load())
    beside = Path(encoder) / CALIBRATION
    return Means(rows.load(), numbers.read(beside) if beside.is_file() else numbers.load(), open_encoder(encoder))


def open_encoder(folder: str) -> Encoder:
    """Open a sentence-transformers model that is on this machine; none is ever fetched.

    Raises:
        ModelError: no such folder, no model in it, or argmap[encoder] is not installed.
    """
    if not Path(folder).is_dir():
        hint = "an encoder is the folder of a sentence-transformers model"
        raise ModelError("no such folder", where=folder, hint=hint)
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError("sentence-transformers is not installed", where=folder,
                         hint="pip install 'argmap[encoder]'") from error
    try:
        model: Encoder = SentenceTransformer(folder, device="cpu", local_files_only=True)
    except Exception as error:  # its parts raise errors of many libraries
        raise ModelError(f"no encoder: {' '.join(str(error).split())[:200]}", where=folder) from error
    return model
