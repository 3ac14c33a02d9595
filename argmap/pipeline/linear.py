"""A linear classifier over named features: small, fast, and able to say which features decided."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import compress, repeat
from operator import mul
from typing import Any

from argmap.errors import ResourceError
from argmap.resources import model_path, text

__all__ = ["Features", "LinearModel", "load"]

#: Feature name to value; a feature that is absent is 0.
Features = Mapping[str, float]


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
            weights = map(self._columns[0].get, features, repeat(0.0))
            return [sum(map(mul, weights, features.values()), self.bias[0])]
        rows = list(map(self.weights.get, features))
        values = list(compress(features.values(), rows))
        columns = zip(*filter(None, rows), strict=True) if values else repeat(())
        return [sum(map(mul, column, values), start) for column, start in zip(columns, self.bias, strict=False)]

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
