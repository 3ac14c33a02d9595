"""Write a trained pipeline to a folder, whole or not at all."""

import json
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from spacy.language import Language

META = Path(__file__).with_name("meta.toml")


def describe(nlp: Language, performance: Mapping[str, Any]) -> None:
    """Set name, licence, credits and measured performance of the pipeline."""
    nlp.meta.update(tomllib.loads(META.read_text("utf-8")))
    nlp.meta["performance"] = dict(performance)


def save(nlp: Language, folder: Path) -> None:
    """Write beside the folder first, then take its place, so that no reader meets half a model."""
    fresh, old = (folder.with_name(f".{folder.name}.{name}") for name in ("new", "old"))
    for path in (fresh, old):
        shutil.rmtree(path, ignore_errors=True)
    fresh.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(fresh)
    _keep_vector_key(nlp, fresh)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _keep_vector_key(nlp: Language, folder: Path) -> None:
    """Note by which attribute vectors are looked up: spaCy 3.8 reads it from vectors.cfg, but does not write it."""
    path = folder / "vocab" / "vectors.cfg"
    settings = json.loads(path.read_text("utf-8")) | {"attr": nlp.vocab.vectors.attr}
    path.write_text(json.dumps(settings), "utf-8")
