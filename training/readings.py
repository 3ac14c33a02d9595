"""The encoder's readings of labelled essays, each by an encoder that has not seen its author."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Doc

from argmap.evaluation.gold import GoldEssay
from argmap.pipeline.encoder import load


def read(golds: Sequence[GoldEssay], docs: Sequence[Doc], folder: Path | None) -> None:
    """Leave readings in doc._.reading; `folder` is what training.encoder wrote, None to go without the encoder."""
    if folder is None:
        return
    left = json.loads((folder / "folds.json").read_text("utf-8"))
    for gold, doc in zip(golds, docs, strict=True):
        doc._.reading = load(str(folder / str(left[gold.name]))).read(doc)
