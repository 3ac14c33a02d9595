"""Write the widest layers of the trained pipeline in 8 bits: python -m training.syntax.quantize --model FOLDER.

They are those of its Tok2Vec after the look-up of features: most of what a parse computes. argmap/pipeline/eightbit.py
runs them; spaCy itself still runs its own.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import spacy
import torch
from thinc.api import NumpyOps, set_current_ops
from torch import Tensor, nn

from argmap.pipeline.eightbit import LAYERS, REACH, TOK2VEC
from training import eightbit

#: thinc's layer normalisation adds this to the variance.
EPSILON = 1e-8


class _Maxout(nn.Module):
    """A layer of thinc: the greatest of several linear layers, normalised."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        super().__init__()
        table = maxout.get_param("W")
        self.size, self.pieces, inputs = table.shape
        self.table = _weight(table.reshape(-1, inputs).T)
        self.bias, self.scale, self.shift = (
            _weight(values.reshape(-1)) for values in (maxout.get_param("b"), norm.get_param("G"), norm.get_param("b")))

    def forward(self, rows: Tensor) -> Tensor:
        every = (torch.matmul(rows, self.table) + self.bias).reshape(-1, self.size, self.pieces)
        most = every.amax(dim=-1)
        centred = most - most.mean(dim=-1, keepdim=True)
        variance = centred.pow(2).mean(dim=-1, keepdim=True) + EPSILON
        return centred / torch.sqrt(variance) * self.scale + self.shift


def _weight(values: Any) -> nn.Parameter:
    return nn.Parameter(torch.tensor(values.copy()), requires_grad=False)


class Convolutions(nn.Module):
    """What mixes the features of each word, then looks at its neighbours, REACH layers deep.

    `inside` (words, 1) is 0 for what stands before and after the text, as spaCy pads it, and 1 else.
    """

    def __init__(self, tok2vec: Any) -> None:
        super().__init__()
        layers = [_Maxout(maxout, norm) for part in tok2vec.layers
                  for maxout, norm in zip(_named(part, "maxout"), _named(part, "layernorm"), strict=True)]
        self.mix, self.layers = layers[0], nn.ModuleList(layers[1:])
        if len(self.layers) != REACH:
            raise ValueError(f"the network has {len(self.layers)} layers, argmap.pipeline.eightbit.REACH is {REACH}")

    def forward(self, rows: Tensor, inside: Tensor) -> Tensor:
        """Give each word its vector; the first and the last REACH rows are only looked at."""
        rows = self.mix(rows) * inside
        for layer in self.layers:
            nothing = torch.zeros_like(rows[:1])
            before, after = torch.cat([nothing, rows[:-1]]), torch.cat([rows[1:], nothing])
            rows = rows + layer(torch.cat([before, rows, after], dim=-1))
        return rows[REACH:-REACH]


def _named(model: Any, name: str) -> list[Any]:
    return [layer for layer in model.walk() if layer.name == name]


def quantize(folder: Path) -> None:
    """Write the layers of a pipeline beside it."""
    set_current_ops(NumpyOps(use_blis=False))
    tok2vec: Any = spacy.load(folder).get_pipe(TOK2VEC)
    network = Convolutions(tok2vec.model).eval()
    count = 2 * REACH + 40
    example = torch.zeros(count, network.mix.table.shape[0]), torch.ones(count, 1)
    eightbit.write(network, example, folder / LAYERS, {name: {0: "words"} for name in ("rows", "inside", "vectors")})


def main() -> None:
    """Read the command line and write the file."""
    parser = argparse.ArgumentParser(prog="python -m training.syntax.quantize", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the folder of the pipeline")
    quantize(parser.parse_args().model)


if __name__ == "__main__":
    main()
