"""The numbers that training/diff.py learns: how measures become a score, and how high a score must be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from argmap.align.similarity import MEASURES
from argmap.errors import ResourceError
from argmap.output import json_text
from argmap.resources import model_path, text

__all__ = ["Calibration", "load", "read"]

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression from measures to the probability that two texts say the same or deny each other.

    Args:
        bias: the constant.
        weights: the weight of each of MEASURES.
        grounds: what the same mechanisms and concepts add, at most, to the sum (no data to learn it from).
        threshold: propositions that score less are not matched.
        concept_threshold: ends of causal links that are less alike are different things.
    """

    bias: float
    weights: Mapping[str, float]
    grounds: float
    threshold: float
    concept_threshold: float

    def score(self, measures: Mapping[str, Array], grounds: Array | float = 0.0) -> Array:
        """Turn the measures of many pairs, and the share of their grounds that they have in common, into scores."""
        total = self.bias + self.grounds * grounds + sum(self.weights[name] * measures[name] for name in MEASURES)
        met = measures["near-most"] > 0
        return np.asarray(np.round(met / (1 + np.exp(-total)), 4), np.float32)

    def to_json(self) -> str:
        """Write the numbers one a line, so that a retraining can be read as a diff."""
        return json_text(asdict(self))


def load() -> Calibration:
    """Load models/diff.json, once a process."""
    return read(model_path("diff.json"))


@cache
def read(path: Path) -> Calibration:
    """Read the numbers of a file, once a process.

    Raises:
        ResourceError: it is missing, or no calibration.
    """
    try:
        data: Any = json.loads(text(path))
        weights = {name: float(data["weights"][name]) for name in MEASURES}
        numbers = {name: float(data[name]) for name in ("bias", "grounds", "threshold", "concept_threshold")}
    except (ValueError, KeyError, TypeError) as error:
        raise ResourceError("not a calibration", where=path, hint="training/diff.py writes it") from error
    return Calibration(weights=weights, **numbers)
