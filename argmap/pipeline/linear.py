"""A linear classifier over named features: small, fast, and able to say which features decided."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, compress, repeat
from operator import mul
from typing import Any

from argmap.errors import ResourceError
from argmap.resources import model_path, text

__all__ = ["Features", "Grouped", "LinearModel", "load"]

#: Feature name to value; a feature that is absent is 0.
Features = Mapping[str, float]

#: How many groups of features a model keeps the weight of.
MOST_GROUPS = 1 << 15


class Grouped(Mapping[str, float]):
    """Features of which groups recur from row to row: a model weighs each group once.

    Args:
        groups: names of features that are 1, no name twice.
        own: the features besides.
    """

    __slots__ = ("_all", "groups", "own")

    def __init__(self, groups: Sequence[tuple[str, ...]], own: Mapping[str, float]) -> None:
        self.groups = groups
        self.own = own
        self._all: dict[str, float] | None = None

    def __getitem__(self, name: str) -> float:
        """Look a feature up."""
        return self._joined()[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names, those of groups first."""
        return iter(self._joined())

    def __len__(self) -> int:
        """Count the features."""
        return len(self._joined())

    def _joined(self) -> dict[str, float]:
        if self._all is None:
            self._all = {**dict.fromkeys(chain.from_iterable(self.groups), 1.0), **self.own}
        return self._all


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

    def __post_init__(self) -> None:
        """Keep the weights of each label in a table of their own, in which a feature is looked up fast."""
        columns = tuple({name: row[at] for name, row in self.weights.items()} for at in range(len(self.labels)))
        object.__setattr__(self, "_columns", columns)
        object.__setattr__(self, "subjects", frozenset(name.partition("|")[0] for name in self.weights if "|" in name))

    def probability(self, features: Features) -> float:
        """Give the probability of the only label."""
        [score] = self._scores(features)
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))

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
        weights = self._columns[self.labels.index(label)]
        shares = map(mul, map(weights.get, features, repeat(0.0)), features.values())
        against = [(-share, name) for share, name in zip(shares, features, strict=True) if share > 0]
        return tuple(name for _, name in sorted(against)[:most])

    def _scores(self, features: Features) -> Sequence[float]:
        if len(self.bias) == 1:
            start = self.bias[0]
            if type(features) is Grouped:  # isinstance is slow where the answer is no, for it asks the Mapping
                start, features = start + self._weigh(features.groups), features.own
            weights = map(self._columns[0].get, features, repeat(0.0))
            return [sum(map(mul, weights, features.values()), start)]
        rows = list(map(self.weights.get, features))
        values = list(compress(features.values(), rows))
        columns = zip(*filter(None, rows), strict=True) if values else repeat(())
        return [sum(map(mul, column, values), start) for column, start in zip(columns, self.bias, strict=False)]

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


@cache
def load(name: str) -> LinearModel:
    """Load models/NAME.json, once a process."""
    path = model_path(f"{name}.json")
    return LinearModel.from_json(text(path), where=path)
