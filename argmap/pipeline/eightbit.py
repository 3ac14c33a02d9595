"""Compute the widest layers of the syntax model in 8 bits: much the same parses in less time than spaCy's own take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

from argmap.pipeline.sessions import session

__all__ = ["LAYERS", "REACH", "Layers", "quicken"]

Floats = npt.NDArray[np.float32]

#: The network, in the folder of the pipeline that it belongs to; training.syntax.quantize writes it.
LAYERS = "tok2vec.onnx"
#: How many words at a time, so that memory does not grow with the essay.
WINDOW = 512
#: How many words on either side a word's vector hangs on: one for each layer of the network.
REACH = 5
TOK2VEC = "tok2vec"


class Layers:
    """The layers of spaCy's Tok2Vec that follow the look-up of features: maxout, then convolutions."""

    def __init__(self, path: Path) -> None:
        self._session = session(path)
        self.width = int(self._session.get_outputs()[0].shape[1])

    def __call__(self, rows: Floats) -> Floats:
        """Turn the features of each word of an essay (words, features) into its vector (words, width)."""
        if not len(rows):
            return np.zeros((0, self.width), np.float32)
        around = ((REACH, REACH), (0, 0))
        padded, inside = np.pad(rows, around), np.pad(np.ones((len(rows), 1), np.float32), around)
        parts = (slice(at, at + WINDOW + 2 * REACH) for at in range(0, len(rows), WINDOW))
        return np.concatenate([
            self._session.run(None, {"rows": padded[part], "inside": inside[part]})[0] for part in parts])


def quicken(nlp: Language, path: Path) -> None:
    """Let a pipeline compute its vectors of words by an 8-bit copy of its own layers; it can not be trained then."""
    component: Any = nlp.get_pipe(TOK2VEC)
    layers, features = Layers(path), component.model.layers[0].layers[0]

    def forward(_model: object, docs: Sequence[Doc], **_: object) -> tuple[list[Floats], Callable[[Any], Any]]:
        rows = features.predict(docs).dataXd
        ends = np.cumsum([len(doc) for doc in docs])
        return [layers(rows[end - len(doc) : end]) for doc, end in zip(docs, ends, strict=True)], lambda given: given

    component.model = Model("tok2vec-8-bit", forward, layers=[features], dims={"nO": layers.width})
