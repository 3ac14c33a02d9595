"""Read an essay with the encoder: a small transformer that was fine-tuned on all of argmap's questions at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from argmap.pipeline.reading import Floats, Heads, Reading
from argmap.pipeline.sessions import session
from argmap.pipeline.wordpieces import WordPieces
from argmap.resources import model_path

__all__ = ["FACTORY", "Encoder", "Unit", "load", "units_of", "windows"]

FACTORY = "argmap_encoder"
#: The encoder that ships.
SHIPPED = "encoder"
#: Pieces of a unit past this are not read.
LONGEST = 230

class HasPieces(Protocol):
    """What can stand in a window."""

    @property
    def pieces(self) -> Sequence[int]:
        """Its pieces."""


Pieced = TypeVar("Pieced", bound=HasPieces)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in pieces; `firsts` is where among them each of its words begins."""

    pieces: Sequence[int]
    firsts: Sequence[int]


class Encoder:
    """The network, its vocabulary and the layers over it."""

    def __init__(self, folder: Path) -> None:
        self.pieces = WordPieces(folder / "tokenizer.json")
        self.heads = Heads.load(folder)
        self._session = session(folder / "encoder.onnx")

    def __call__(self, doc: Doc) -> Doc:
        """Leave the reading of a Doc in doc._.reading."""
        doc._.reading = self.read(doc)
        return doc

    def read(self, doc: Doc) -> Reading:
        """Read the units of a Doc in windows, each with its neighbours, so that each is seen in its context."""
        units = units_of(doc, self.pieces)
        vectors: list[Floats] = []
        words: list[Floats] = []
        for window in windows(units, self.heads.window):
            found, placed = self._read(window)
            vectors += found
            words += placed
        size = self.heads.arrays["unit.weight"].shape[1]
        return Reading(self.heads, np.stack(vectors) if vectors else np.zeros((0, size), np.float32), words)

    def _read(self, window: Sequence[Unit]) -> tuple[list[Floats], list[Floats]]:
        """Give a window's units their vectors and those of their words."""
        row = [self.pieces.first]
        places = []
        for unit in window:
            places.append(len(row))
            row += [*unit.pieces, self.pieces.last]
        states: Floats = self._session.run(None, {"pieces": np.array([row], np.int64)})[0][0]
        vectors, words = [], []
        for unit, at in zip(window, places, strict=True):
            own = states[at : at + len(unit.pieces)] if unit.pieces else states[:1]
            vectors.append(np.concatenate([own.mean(axis=0), states[0]]))
            words.append(own[list(unit.firsts)])
        return vectors, words


def windows(units: Sequence[Pieced], most: int) -> Iterator[list[Pieced]]:
    """Cut a text into runs of units of at most so many pieces; a longer unit is a run of its own."""
    window: list[Pieced] = []
    size = 1
    for unit in units:
        more = len(unit.pieces) + 1
        if window and size + more > most:
            yield window
            window, size = [], 1
        window.append(unit)
        size += more
    if window:
        yield window


def units_of(doc: Doc, pieces: WordPieces) -> list[Unit]:
    """Cut the units of a Doc into pieces."""
    words = pieces([token.text for token in doc])
    return [_unit(words[span.start : span.end]) for span in doc.spans.get("units", ())]


def _unit(words: Sequence[tuple[int, ...]]) -> Unit:
    """Join the pieces of a unit's words; white space counts as the word before it."""
    pieces: list[int] = []
    firsts: list[int] = []
    for word in words:
        if len(pieces) >= LONGEST:
            break
        firsts.append(len(pieces) if word else max(0, len(pieces) - 1))
        pieces += word
    return Unit(pieces[:LONGEST], firsts if pieces else [])


@cache
def load(folder: str = "") -> Encoder:
    """Load an encoder, once a process; "" is the one that ships."""
    return Encoder(Path(folder) if folder else model_path(SHIPPED))


@Language.factory(FACTORY, requires=["doc.spans"], assigns=["doc._.reading"], default_config={"folder": ""})
def make_encoder(nlp: Language, name: str, folder: str) -> Encoder:  # noqa: ARG001 -- spaCy's signature
    """Make the component; `folder` holds another encoder than the one that ships."""
    return load(folder)
