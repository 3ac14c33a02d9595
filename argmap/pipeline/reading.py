"""What the encoder makes of an essay: answers for each unit, each word, each pair of words and each pair of units."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from argmap.errors import ModelError

__all__ = ["Heads", "Link", "Pairs", "Reading", "reading"]

Floats = npt.NDArray[np.float32]

#: Distances between words and between units are told apart up to these.
WORDS_APART, UNITS_APART = 10, 20
#: Links that are less likely than this are not looked at, nor more of them than this in one unit.
LEAST, MOST = 0.05, 12

if not Doc.has_extension("reading"):
    Doc.set_extension("reading", default=None)


def reading(doc: Doc) -> Reading | None:
    """Give what the encoder made of a Doc, None where it has not been."""
    found: Reading | None = doc._.reading
    return found


@dataclass(frozen=True, slots=True)
class Link:
    """A causal link that the encoder sees in a unit; words are counted from the start of the unit.

    `cause` and `effect` are the words [start, end); `heads` the word of each that it goes by; `polarity` the chances
    of each polarity in the order of Heads.polarities.
    """

    chance: float
    cause: tuple[int, int]
    effect: tuple[int, int]
    heads: tuple[int, int]
    polarity: tuple[float, ...]


@dataclass(frozen=True)
class Heads:
    """The layers over the encoder's vectors, as plain arrays, and the names of their answers."""

    arrays: Mapping[str, Floats]
    roles: tuple[str, ...]
    certainties: tuple[str, ...]
    mechanisms: tuple[str, ...]
    polarities: tuple[str, ...]
    window: int

    @classmethod
    def load(cls, folder: Path) -> Heads:
        """Read heads.npz and heads.json of a folder."""
        hint = "`make model` trains it again"
        try:
            names: Any = json.loads((folder / "heads.json").read_text("utf-8"))
            with np.load(folder / "heads.npz", allow_pickle=False) as found:
                arrays = {name: found[name].astype(np.float32) for name in found.files}
            lists = {key: tuple(map(str, names[key])) for key in ("roles", "certainties", "mechanisms", "polarities")}
            return cls(arrays=arrays, window=int(names["window"]), **lists)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"not the layers of an encoder: {error}", where=folder, hint=hint) from error

    @cached_property
    def columns(self) -> Mapping[str, slice]:
        """Where the answers of each question stand among those of a unit."""
        sizes = (("role", len(self.roles)), ("prediction", 1), ("certainty", len(self.certainties)), ("holder", 1),
                 ("mechanism", len(self.mechanisms)))
        found, at = {}, 0
        for name, size in sizes:
            found[name] = slice(at, at + size)
            at += size
        return found

    def linear(self, name: str, rows: Floats) -> Floats:
        """Apply a linear layer."""
        result: Floats = rows @ self.arrays[f"{name}.weight"].T + self.arrays[f"{name}.bias"]
        return result


@dataclass(frozen=True)
class Reading:
    """An essay as the encoder sees it.

    Args:
        units: one vector a unit: the mean of its pieces, then that of its window.
        words: for each unit one vector a word, that of its first piece; words past the window's length have none.
    """

    heads: Heads
    units: Floats
    words: Sequence[Floats]

    @cached_property
    def logits(self) -> Floats:
        """One row a unit: the answers to all questions about units, before they are probabilities."""
        return self.heads.linear("unit", self.units)

    def roles(self, unit: int) -> dict[str, float]:
        """Give the chance of each role of a unit."""
        return dict(zip(self.heads.roles, _softmax(self._row(unit, "role")).tolist(), strict=True))

    def logit(self, unit: int, question: str) -> float:
        """Give the log-odds of a yes to a yes/no question about a unit: prediction, holder."""
        return float(self._row(unit, question)[0])

    def certainties(self, unit: int) -> dict[str, float]:
        """Give the chance of each certainty, if the unit is a claim."""
        return dict(zip(self.heads.certainties, _softmax(self._row(unit, "certainty")).tolist(), strict=True))

    def mechanisms(self, unit: int) -> dict[str, float]:
        """Give the log-odds that a unit is about each mechanism."""
        return dict(zip(self.heads.mechanisms, self._row(unit, "mechanism").tolist(), strict=True))

    def _row(self, unit: int, question: str) -> Floats:
        return self.logits[unit, self.heads.columns[question]]

    def tags(self, unit: int) -> Floats:
        """Give for each word the chances that it: is in no horizon, goes on with one, begins one, marks a cause."""
        answers = self.heads.linear("tok", self.words[unit])
        found: Floats = np.concatenate([_softmax(answers[:, :3]), _softmax(answers[:, 3:])[:, 1:]], axis=1)
        return found

    def pairs(self, unit: int) -> Pairs:
        """Look at the pairs of words of a unit for causal links."""
        return Pairs.of(self.heads, self.words[unit])

    def related(self, sources: Sequence[int], targets: Sequence[int]) -> Floats:
        """Give for pairs of units the chances that the first supports, and that it attacks, the second, a claim."""
        if not sources:
            return np.zeros((0, 2), np.float32)
        size = self.units.shape[1] // 2
        one, other = self.units[list(sources), :size], self.units[list(targets), :size]
        apart = np.clip(np.array(targets) - np.array(sources), -UNITS_APART, UNITS_APART) + UNITS_APART
        hidden = _gelu(self.heads.linear("r1", np.concatenate([one, other, one * other], axis=1))
                       + self.heads.arrays["rd.weight"][apart])
        return _softmax(self.heads.linear("r2", hidden))[:, 1:]


@dataclass(frozen=True)
class Pairs:
    """The pairs of words of a unit: how likely the first heads a cause whose effect the second heads.

    Args:
        chances: (words, words); [i, j] is for cause i and effect j.
        polarity: (polarities, words, words), not yet probabilities.
        starts, ends: (2, words, words): [side, i, k] is how likely an end (cause, effect) with the head i starts or
            ends at word k, as logarithms of probabilities.
    """

    chances: Floats
    polarity: Floats
    starts: Floats
    ends: Floats

    @classmethod
    def of(cls, heads: Heads, words: Floats) -> Pairs:
        """Weigh every pair."""
        count = len(words)
        cause, effect, *as_ends, first, last = np.split(_gelu(heads.linear("proj", words)), 6, axis=1)
        table = heads.arrays["U"]
        left = _with_one(cause) @ table
        apart = np.clip(np.arange(count)[None, :] - np.arange(count)[:, None], -WORDS_APART, WORDS_APART) + WORDS_APART
        scores = left @ _with_one(effect).T + heads.arrays["dl.weight"][apart].transpose(2, 0, 1)
        bounds: list[Floats] = [np.stack([_log_softmax(_with_one(role) @ heads.arrays[name][side] @ place.T)
                            for side, role in enumerate(as_ends)]) for name, place in (("St", first), ("En", last))]
        return cls(_sigmoid(scores[0]), scores[1:], *bounds)

    def span(self, side: int, head: int) -> tuple[int, int]:
        """Find the words [start, end) that an end with this head most likely reaches over."""
        scores: Floats = np.where(np.tri(len(self.chances), k=-1, dtype=bool), -np.inf,
                          self.starts[side, head][:, None] + self.ends[side, head][None, :])
        start, last = np.unravel_index(int(scores.argmax()), scores.shape)
        return int(start), int(last) + 1

    def links(self) -> list[Link]:
        """List the likeliest links, the likeliest first."""
        likely = np.argwhere(self.chances >= LEAST).tolist()
        ranked = sorted(likely, key=lambda pair: (-float(self.chances[pair[0], pair[1]]), pair))[:MOST]
        return [Link(float(self.chances[i, j]), self.span(0, i), self.span(1, j), (i, j),
                     tuple(_softmax(self.polarity[None, :, i, j])[0].tolist())) for i, j in ranked]


def _with_one(rows: Floats) -> Floats:
    return np.concatenate([rows, np.ones((len(rows), 1), np.float32)], axis=1)


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), np.float32)


def _softmax(rows: Floats) -> Floats:
    powers = np.exp(rows - rows.max(axis=-1, keepdims=True))
    result: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return result


def _log_softmax(rows: Floats) -> Floats:
    shifted = rows - rows.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def _gelu(values: Floats) -> Floats:
    result: Floats = 0.5 * values * (1 + np.tanh(0.7978846 * (values + 0.044715 * values * values * values)))
    return result
