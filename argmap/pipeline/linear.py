"""A linear classifier over named features: small, fast, and able to say which features decided."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
from operator import mul
from typing import Any

from argmap.errors import ResourceError
from argmap.resources import model_path, text

__all__ = ["FAR", "Features", "LinearModel", "load"]

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
    #: What has features of its own, named SUBJECT|NAME: NAME to its weight for the first label; "" has all others.
    subjects: Mapping[str, Mapping[str, float]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the weights out that features of one subject have."""
        subjects: dict[str, dict[str, float]] = {}
        for name, weights in self.weights.items():
            subject, bar, rest = name.partition("|")
            subjects.setdefault(subject if bar else "", {})[rest if bar else name] = weights[0]
        object.__setattr__(self, "subjects", subjects)

    @property
    def none(self) -> tuple[float, ...]:
        """What a feature weighs that the model does not know."""
        return (0.0,) * len(self.labels)

    def probability(self, features: Features) -> float:
        """Give the probability of the only label."""
        [score] = self._scores(features)
        return _chance(score)

    def chance_of(self, subject: str, own: Features, shared: Features) -> float:
        """Give the probability of the only label by what holds of one subject alone and what holds of any."""
        score = self.bias[0]
        for weights, features in ((self.subjects.get("", {}), shared), (self.subjects.get(subject, {}), own)):
            score = sum(map(mul, map(weights.get, features, repeat(0.0)), features.values()), score)
        return _chance(score)

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


@cache
def load(name: str) -> LinearModel:
    """Load models/NAME.json, once a process."""
    path = model_path(f"{name}.json")
    return LinearModel.from_json(text(path), where=path)
