"""The arguments that all trainings over labelled essays take."""

from __future__ import annotations

import argparse
from pathlib import Path

from argmap.resources import PACKAGE


def parser(description: str | None) -> argparse.ArgumentParser:
    """Make a parser of --gold, --folds and --output."""
    made = argparse.ArgumentParser(description=(description or "").splitlines()[0])
    made.add_argument("--gold", type=Path, required=True, help="the folder of labelled essays to learn from")
    made.add_argument("--folds", type=Path, help="what training.encoder wrote; without it, train what --fast uses")
    made.add_argument("-o", "--output", type=Path, help="where the models go; by default where argmap looks for them")
    return made


def output(chosen: argparse.Namespace) -> Path:
    """Say where the models go."""
    models = PACKAGE / "models"
    folder: Path = chosen.output or (models if chosen.folds else models / "fast")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
