"""The settings of the encoder's training, read from config.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CONFIG = Path(__file__).with_name("config.toml")


@dataclass(frozen=True)
class Config:
    """What config.toml says; its comments say what each is for."""

    seed: int
    passes: int
    labelled: int
    discourse_passes: int
    warm_up: float
    window: int
    step: int
    transformer_rate: float
    layers_rate: float
    weight_decay: float
    dropout: float
    words: int
    units: int
    near: int
    folds: int
    weights: Mapping[str, float]


def read(path: Path = CONFIG) -> Config:
    """Read a config; a field that is missing or unknown is an error."""
    return Config(**tomllib.loads(path.read_text("utf-8")))
