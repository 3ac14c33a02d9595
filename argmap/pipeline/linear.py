"""A linear classifier over named features: small, fast, and able to say which features decided."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, compress, repeat
from operator import add, mul
from typing import Any

import numpy as np

from argmap.errors import ResourceError
from argmap.pipeline.table import Numbers, Table
from argmap.resources import model_path, text

__all__ = ["Features", "LinearModel", "Numbers", "Row", "dimensions", "load"]

#: Feature name to value; a feature that is absent is 0.
Features = Mapping[str, float]

#: Scores are cut off here: what is farther out is as good as certain.
FAR = 50.0
#: How many groups of features a model keeps the weight of.
MOST_GROUPS = 1 << 15


class Row(Mapping[str, float]):
    """Features in parts that a model weighs faster than one by one.

    Args:
        own: features by name.
        groups: names of features that are 1 and recur together from row to row, no name twice.
        vector: the values of the features v0, v1, ...
    """

    __slots__ = ("_all", "groups", "own", "vector")

    def __init__(
        self, own: Mapping[str, float], *, groups: Sequence[tuple[str, ...]] = (), vector: Numbers | None = None
    ) -> None:
        self.own = own
        self.groups = groups
        self.vector = vector
        self._all: dict[str, float] | None = None

    def __getitem__(self, name: str) -> float:
        """Look a feature up."""
        return self._joined()[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._joined())

    def __len__(self) -> int:
        """Count the features."""
        return len(self._joined())

    def _joined(self) -> dict[str, float]:
        if self._all is None:
            self._all = {**dict.fromkeys(chain.from_iterable(self.groups), 1.0), **self.own}
            if self.vector is not None:
                self._all.update(zip(dimensions(len(self.vector)), self.vector.tolist(), strict=True))
        return self._all


@cache
def dimensions(width: int) -> tuple[str, ...]:
    """Name the features of a vector."""
    return tuple(f"v{number}" for number in range(width))


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
    _columns: tuple[Mapping[str, float], ...] = field(init=False, repr=False, compare=False)
    #: What has features of its own: the parts of their names before a bar.
    subjects: frozenset[str] = field(init=False, repr=False, compare=False)
    _groups: dict[tuple[str, ...], float] = field(init=False, repr=False, compare=False, default_factory=dict)
    _vectors: dict[int, Numbers] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Keep the weights of each label in a table of their own, in which a feature is looked up fast."""
        columns = tuple({name: row[at] for name, row in self.weights.items()} for at in range(len(self.labels)))
        object.__setattr__(self, "_columns", columns)
        object.__setattr__(self, "subjects", frozenset(name.partition("|")[0] for name in self.weights if "|" in name))

    def probability(self, features: Features) -> float:
        """Give the probability of the only label."""
        [score] = self._scores(features)
        return 1 / (1 + math.exp(-max(-FAR, min(FAR, score))))

    def chances(self, table: Table) -> list[float]:
        """Give the probability of the only label for each row."""
        scores = np.full(table.count, self.bias[0])
        for names, codes, rows in table.columns:
            weights = np.array(list(map(self._columns[0].get, names, repeat(0.0))))
            scores += np.bincount(rows, weights[codes], minlength=table.count)
        for name, values in table.numbers.items():
            scores += self._columns[0].get(name, 0.0) * np.nan_to_num(values)
        chances: list[float] = (1 / (1 + np.exp(-np.clip(scores, -FAR, FAR)))).tolist()
        return chances

    def probabilities(self, features: Features) -> dict[str, float]:
        """Give each label its probability; they sum to 1 unless there is just one label."""
        if len(self.labels) == 1:
            return {self.labels[0]: self.probability(features)}
        scores = self._scores(features)
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        total = sum(powers)
        return {label: power / total for label, power in zip(self.labels, powers, strict=True)}

    def reasons(self, features: Features, label: str, *, most: int = 3) -> tuple[str, ...]:
        """Name the features that speak most for a label, strongest first."""
        column = self.labels.index(label)
        own, vector = _parts(features)[::2]
        shares = map(mul, map(self._columns[column].get, own, repeat(0.0)), own.values())
        found = [(-share, name) for share, name in zip(shares, own, strict=True) if share > 0]
        found.sort()
        if vector is not None:
            dense = self._vector(len(vector))[column] * vector
            # What weighs less than the last of enough others need not be named.
            least = -found[most - 1][0] if len(found) >= most else 0.0
            names = dimensions(len(vector))
            found += [(-float(dense[at]), names[at]) for at in np.flatnonzero((dense >= least) & (dense > 0)).tolist()]
            found.sort()
        return tuple(name for _, name in found[:most])

    def _scores(self, features: Features) -> Sequence[float]:
        own, groups, vector = _parts(features)
        scores = list(self.bias)
        if len(scores) == 1:
            weights = map(self._columns[0].get, own, repeat(0.0))
            scores[0] = sum(map(mul, weights, own.values()), scores[0] + (self._weigh(groups) if groups else 0.0))
        else:
            names = chain(own, chain.from_iterable(groups))
            rows = list(map(self.weights.get, names))
            values = list(compress(chain(own.values(), repeat(1.0)), rows))
            for column, known in enumerate(zip(*filter(None, rows), strict=True)):
                scores[column] = sum(map(mul, known, values), scores[column])
        return scores if vector is None else [*map(add, scores, (self._vector(len(vector)) @ vector).tolist())]

    def _weigh(self, groups: Sequence[tuple[str, ...]]) -> float:
        """Add up the weights of groups, those of each once for all rows that have it."""
        known = list(map(self._groups.get, groups))
        if None not in known:
            return sum(filter(None, known))
        if len(self._groups) >= MOST_GROUPS:
            self._groups.clear()
        weights = [sum(map(self._columns[0].get, group, repeat(0.0))) for group in groups]
        self._groups.update(zip(groups, weights, strict=True))
        return sum(weights)

    def _vector(self, width: int) -> Numbers:
        """Line up the weights of a vector's features, a row a label."""
        if width not in self._vectors:
            rows = [[column.get(name, 0.0) for name in dimensions(width)] for column in self._columns]
            self._vectors[width] = np.array(rows)
        return self._vectors[width]

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


def _parts(features: Features) -> tuple[Features, Sequence[tuple[str, ...]], Numbers | None]:
    # isinstance() asks Mapping, slowly, where the answer is no.
    return (features.own, features.groups, features.vector) if type(features) is Row else (features, (), None)


@cache
def load(name: str) -> LinearModel:
    """Load models/NAME.json, once a process."""
    path = model_path(f"{name}.json")
    return LinearModel.from_json(text(path), where=path)
