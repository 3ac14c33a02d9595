"""How fast, how big and how quick to load the syntax pipeline is, beside what spaCy does without a network.

    python -m benchmarks.syntax

The peer is the least that spaCy can do with the same text: the same tokeniser and a rule that cuts sentences at full
stops. A second row has NumPy multiply the matrices instead of BLIS, which spaCy takes by default, and a third has the
widest layers in 8 bits, as argmap runs them. Runs alternate; medians count. Speed is counted in processor time, all
threads together, so that it is that of one core and a busy machine changes it little; OMP_NUM_THREADS=1 keeps threads
from waiting for each other.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import Model, NumpyOps

from argmap.pipeline import blocks
from argmap.pipeline.eightbit import LAYERS, quicken
from argmap.resources import model_path

SEEDS = Path(__file__).parent.parent / "seeds"
WORDS = 30_000
RUNS = 5
LOAD = "import time, sys, spacy; t = time.perf_counter(); spacy.load(sys.argv[1]); print(time.perf_counter() - t)"
MAKE = "import time, spacy; t = time.perf_counter(); spacy.blank('en'); print(time.perf_counter() - t)"


def essays() -> list[str]:
    """Repeat the seeds until they hold WORDS words."""
    texts = [path.read_text("utf-8").split("---", 2)[2].strip() for path in sorted(SEEDS.glob("*.md"))]
    found: list[str] = []
    count = 0
    while count < WORDS:
        found.append(texts[len(found) % len(texts)])
        count += len(found[-1].split())
    return found


def load(path: Path) -> Language:
    """Load the pipeline and give it argmap's blocks."""
    nlp = spacy.load(path)
    nlp.add_pipe(blocks.FACTORY, before="parser")
    return nlp


def peer(syntax: Language) -> Language:
    """Build a pipeline with the same tokeniser that cuts sentences by rule and does nothing else."""
    nlp = spacy.blank("en")
    nlp.tokenizer = syntax.tokenizer
    nlp.add_pipe("sentencizer")
    return nlp


def with_numpy(nlp: Language) -> Language:
    """Have NumPy multiply the matrices of a pipeline, in place."""
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            node.ops = ops
    return nlp


def in_eight_bits(nlp: Language, path: Path) -> Language:
    """Have the layers in 8 bits of a pipeline computed, in place."""
    quicken(nlp, path / LAYERS)
    return nlp


def words_per_second(nlp: Language, texts: list[str]) -> float:
    """Count the words that a pipeline gets through in a second of processor time; white space is no word."""
    start = time.process_time()
    words = sum(not token.is_space for doc in nlp.pipe(texts) for token in doc)
    return words / (time.process_time() - start)


def seconds(code: str, *arguments: str) -> float:
    """Run code in a fresh process and read the time that it prints, imports not counted."""
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True)
    return float(done.stdout)


def compare(name: str, unit: str, ours: Callable[[], float], theirs: Callable[[], float]) -> None:
    """Measure both in turn, after one run each to warm up; print the medians and their ratio."""
    pairs = [(ours(), theirs()) for _ in range(RUNS + 1)][1:]
    left, right = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"{name:12} {left:12,.2f} {unit:8} beside {right:12,.2f} {unit:8}   ratio {left / right:8.3f}")


def main() -> None:
    """Print the table."""
    path = model_path("en_argmap_core")
    syntax, other = load(path), with_numpy(load(path))
    bare, eight, texts = peer(syntax), with_numpy(in_eight_bits(load(path), path)), essays()
    compare("speed", "words/s", lambda: words_per_second(syntax, texts), lambda: words_per_second(bare, texts))
    compare("with NumPy", "words/s", lambda: words_per_second(other, texts), lambda: words_per_second(syntax, texts))
    compare("in 8 bits", "words/s", lambda: words_per_second(eight, texts), lambda: words_per_second(other, texts))
    compare("loading", "s", lambda: seconds(LOAD, str(path)), lambda: seconds(MAKE))
    size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    print(f"{'on disk':12} {size / 1e6:12,.2f} MB")


if __name__ == "__main__":
    main()
