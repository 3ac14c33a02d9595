"""Train the pipeline in one go: python -m training.syntax --data SHARED/data -o argmap/models/en_argmap_core."""

import argparse
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from thinc.api import NumpyOps, fix_random_seed, set_current_ops

from . import package, pipeline, vectors
from .score import TREEBANKS, accuracy
from .train import Schedule, train
from .treebank import Sentence, read

SETTINGS = Path(__file__).with_name("training.toml")


def main() -> None:
    """Read the command line, train, save."""
    parser = argparse.ArgumentParser(prog="python -m training.syntax", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds treebank/")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder that the pipeline goes to")
    parser.add_argument("--vectors", type=Path, help="keep the distilled vectors here, or take them from here")
    options = parser.parse_args()
    run(options.data, options.output, options.vectors, tomllib.loads(SETTINGS.read_text("utf-8")))


def run(data: Path, output: Path, kept: Path | None, settings: Mapping[str, Any]) -> None:
    """Train on both treebanks and save; seeds are fixed, so the same machine gives the same pipeline."""
    set_current_ops(NumpyOps(use_blis=False))
    fix_random_seed(settings["seed"])
    sentences = [item for name in TREEBANKS for item in read(data / "treebank" / f"{name}-train.conllu.gz")]
    nlp = pipeline.blank(*static_vectors(sentences, kept, settings["vectors"]))
    pipeline.initialize(nlp, sentences)
    schedule = Schedule(**settings["schedule"])
    optimizer = train(nlp, sentences, schedule, seed=settings["seed"], report=reporter())
    with nlp.use_params(optimizer.averages):
        package.describe(nlp, accuracy(nlp, data, "test"))
        package.save(nlp, output)


def static_vectors(
    sentences: list[Sentence], kept: Path | None, settings: Mapping[str, Any]
) -> tuple[list[str], vectors.FloatMatrix]:
    """Distil the vectors, or read those that were kept."""
    frequent = vectors.frequent_words(settings["frequent"])
    words = pipeline.vocabulary(sentences, frequent, least=settings["least"])
    if kept and kept.exists():
        return words, np.load(kept)
    rows = vectors.distil(words, width=settings["width"], smoothing=settings["smoothing"])
    if kept:
        np.save(kept, rows)
    return words, rows


def reporter(every: int = 100) -> Callable[[int, dict[str, float]], None]:
    """Make a callback that prints the losses now and then."""
    start = time.monotonic()

    def report(step: int, losses: dict[str, float]) -> None:
        if (step + 1) % every == 0:
            shown = "  ".join(f"{name} {loss / every:.0f}" for name, loss in losses.items())
            print(f"{step + 1:6}  {time.monotonic() - start:6.0f} s  {shown}", flush=True)
            losses.clear()

    return report


if __name__ == "__main__":
    main()
