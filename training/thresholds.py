"""Keep the thresholds of one folder of models in one file, whoever chooses them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

NAME = "thresholds.json"


def read(folder: Path) -> dict[str, float]:
    """Read what has been chosen so far."""
    path = folder / NAME
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def keep(folder: Path, chosen: Mapping[str, float]) -> None:
    """Add or replace some."""
    text = json.dumps(read(folder) | dict(chosen), indent=1, sort_keys=True)
    (folder / NAME).write_text(text + "\n", "utf-8")
