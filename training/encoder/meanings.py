"""What the mechanisms mean, as vectors of the transformer that the training starts from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import torch
from torch import Tensor

from argmap.mechanisms import scheme, terms
from argmap.pipeline.wordpieces import WordPieces
from training.encoder.network import Network


def meanings(network: Network, names: Sequence[str], pieces: WordPieces) -> Tensor:
    """Give each mechanism the mean of the vectors of its label, definition and terms, less what all have in common."""
    told = {one.id: [one.label, one.definition] for one in scheme()}
    for term in terms():
        if not term.hidden:
            told.setdefault(term.mechanism, []).append(term.words)
    rows = torch.stack([torch.stack([_vector(network, text, pieces) for text in told[name]]).mean(dim=0)
                        for name in names])
    return rows - rows.mean(dim=0)


def _vector(network: Network, text: str, pieces: WordPieces) -> Tensor:
    row = torch.tensor([[pieces.first, *chain.from_iterable(pieces(text.split())), pieces.last]])
    with torch.no_grad():
        return network.states(row, torch.ones_like(row))[0].mean(dim=0)
