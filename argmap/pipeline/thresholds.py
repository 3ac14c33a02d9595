"""The probabilities from which on an answer is yes, by question: chosen on essays that training left out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from argmap.errors import ResourceError
from argmap.resources import model_path, text

__all__ = ["numbers"]


@cache
def numbers(name: str) -> Mapping[str, float]:
    """Load the numbers in models/NAME.json, once a process."""
    path = model_path(f"{name}.json")
    try:
        return {str(key): float(value) for key, value in json.loads(text(path)).items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise ResourceError(f"not a table of thresholds: {error}", where=path) from error
