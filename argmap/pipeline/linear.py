"""A linear classifier over named features: small, fast, and able to say which features decided."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
from operator import mul
from typing import Any

import numpy as np

from argmap.errors import ResourceError
from argmap.pipeline.table import Column, Numbers, Table, dimensions
from argmap.resources import model_path, text

__all__ = ["Features", "LinearModel", "Weighed", "load"]

#: Feature name to value; a feature that is absent is 0.
Features = Mapping[str, float]

#: Scores are cut off here: what is farther out is as good as certain.
FAR = 50.0

@dataclass(frozen=True, slots=True)
class LinearModel:
    """A multinomial (or, with one label, binary) logistic regression.

    Args:
        labels: the classes; with a single label the other answer is "not this label".
        weights: feature name to one weight a label.
        bias: one value a label.
    """

    labels: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]
    bias: tuple[float, ...]
    #: What has features of its own, named SUBJECT|NAME: NAME to its weight for the first label.
    subjects: Mapping[str, Mapping[str, float]] = field(init=False, repr=False, compare=False)
    _rows: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _matrix: Numbers = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Number the features: the weights of each are a row of a matrix, whose last row is of any other feature."""
        subjects: dict[str, dict[str, float]] = {}
        for name, weights in self.weights.items():
            subject, bar, rest = name.partition("|")
            if bar:
                subjects.setdefault(subject, {})[rest] = weights[0]
        object.__setattr__(self, "subjects", subjects)
        object.__setattr__(self, "_rows", {name: number for number, name in enumerate(self.weights)})
        none = [0.0] * len(self.labels)
        object.__setattr__(self, "_matrix", np.array([*self.weights.values(), none], dtype=np.float64))

    def probability(self, features: Features) -> float:
        """Give the probability of the only label."""
        [score] = self._scores(features)
        return _chance(score)

    def chance_of(self, subject: str, own: Features, shared: Features) -> float:
        """Give the probability of the only label by what holds of one subject alone and what holds of any."""
        [score] = self._scores(shared)
        weights = self.subjects.get(subject, {})
        return _chance(sum(map(mul, map(weights.get, own, repeat(0.0)), own.values()), score))

    def probabilities(self, features: Features) -> dict[str, float]:
        """Give each label its probability; they sum to 1 unless there is just one label."""
        if len(self.labels) == 1:
            return {self.labels[0]: self.probability(features)}
        return self.spread(self._scores(features))

    def spread(self, scores: Sequence[float]) -> dict[str, float]:
        """Spread one unit of belief over the labels by their scores."""
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        total = sum(powers)
        return {label: power / total for label, power in zip(self.labels, powers, strict=True)}

    def chances(self, table: Table) -> list[float]:
        """Give the probability of the only label for each row."""
        return self.weigh(table).chances()

    def weigh(self, table: Table) -> Weighed:
        """Look up what each feature of each row weighs."""
        return Weighed(self, table)

    def look_up(self, names: Collection[str]) -> Numbers:
        """List the weights of some features, a row a label."""
        rows: Numbers = self._matrix[np.fromiter(map(self._rows.get, names, repeat(-1)), np.int64, len(names))]
        return rows.T

    def _scores(self, features: Features) -> list[float]:
        """Add the weights of one row up, label by label."""
        scores = list(self.bias)
        for name, value in features.items():
            for label, weight in enumerate(self.weights.get(name, ())):
                scores[label] += weight * value
        return scores

    def to_json(self) -> str:
        """Write the model as JSON text, one sorted feature a line, so that a retraining can be read as a diff."""
        rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(list(row))}" for name, row in sorted(self.weights.items()))
        head = json.dumps({"labels": list(self.labels), "bias": list(self.bias)})[1:-1]
        return f"{{{head}, \"weights\": {{\n{rows}\n}}}}\n"

    @classmethod
    def from_json(cls, source: str, *, where: object = "") -> LinearModel:
        """Read what `to_json` wrote."""
        try:
            data: Any = json.loads(source)
            weights = {name: tuple(map(float, row)) for name, row in data["weights"].items()}
            return cls(tuple(data["labels"]), weights, tuple(map(float, data["bias"])))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ResourceError("not a linear model", where=where, hint="`make model` trains it again") from error


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-max(-FAR, min(FAR, score))))


class Weighed:
    """A table as a model weighs it: what each feature adds to the score of each label."""

    def __init__(self, model: LinearModel, table: Table) -> None:
        self._model, self._table = model, table
        self._columns = [_shares(model, column) for column in table.columns]
        self._numbers = model.look_up(table.numbers)
        width = 0 if table.vectors is None else table.vectors.shape[1]
        self._dimensions = model.look_up(dimensions(width))

    def chances(self) -> list[float]:
        """Give the probability of the only label for each row."""
        [scores] = self._scores()
        chances: list[float] = (1 / (1 + np.exp(-np.clip(scores, -FAR, FAR)))).tolist()
        return chances

    def distributions(self) -> list[dict[str, float]]:
        """Give each label its probability for each row."""
        return list(map(self._model.spread, self._scores().T.tolist()))

    def _scores(self) -> Numbers:
        """Add up what speaks for each label, a row a label."""
        table = self._table
        scores = np.tile(np.array(self._model.bias)[:, None], table.count)
        for column, shares in zip(table.columns, self._columns, strict=True):
            for score, share in zip(scores, shares, strict=True):
                score += np.bincount(column.rows, share, minlength=table.count)
        if table.numbers:
            scores += self._numbers @ np.nan_to_num(np.array(list(table.numbers.values())))
        if table.vectors is not None:
            scores += self._dimensions @ table.vectors.T
        return scores

    def reasons(self, row: int, label: str, *, most: int = 3) -> tuple[str, ...]:
        """Name the features of a row that speak most for a label, strongest first."""
        at, found = self._model.labels.index(label), []
        for (names, codes, rows, _), shares in zip(self._table.columns, self._columns, strict=True):
            first, last = np.searchsorted(rows, (row, row + 1))
            found += [(-share, names[codes[first + place]]) for place, share in _greatest(shares[at, first:last], most)]
        if self._table.vectors is not None:
            names, shares = dimensions(self._dimensions.shape[1]), self._dimensions[at] * self._table.vectors[row]
            found += [(-share, names[place]) for place, share in _greatest(shares, most)]
        return tuple(name for _, name in sorted(found)[:most])


def _shares(model: LinearModel, column: Column) -> Numbers:
    """Give what each feature in a column adds to the scores, a row a label."""
    shares = model.look_up(column.names)[:, column.codes]
    return shares if column.values is None else shares * column.values


def _greatest(shares: Numbers, most: int) -> Iterator[tuple[int, float]]:
    """Yield the greatest of some numbers above 0, and where they stand; more than `most` only if some are the same."""
    least = np.partition(shares, -most)[-most] if len(shares) > most else 0.0
    places = np.flatnonzero((shares > 0) & (shares >= least))
    return zip(places.tolist(), shares[places].tolist(), strict=True)


@cache
def load(name: str) -> LinearModel:
    """Load models/NAME.json, once a process."""
    path = model_path(f"{name}.json")
    return LinearModel.from_json(text(path), where=path)
