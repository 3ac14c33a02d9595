"""Words a second of the bare syntax pipeline and of the whole extraction, on the same text in the same run.

    python -m benchmarks.extract [ESSAY...]

Without essays it reads the seeds. Prints words a second, the ratio, the share of each component, and peak memory.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.tokens import Doc

from argmap.model import Document
from argmap.pipeline.load import MODEL, load, parse
from argmap.readers import read
from argmap.resources import model_path

ROOT = Path(__file__).parent.parent
RUNS = 3


def best(run: Callable[[], object]) -> float:
    """Give the least seconds of RUNS runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def shares(documents: list[Document]) -> dict[str, float]:
    """Time each component of the pipeline over all documents, in seconds."""
    nlp = load()
    spent: dict[str, float] = dict.fromkeys(nlp.pipe_names, 0.0)
    for document in documents:
        doc: Doc = nlp.make_doc(document.text)
        doc._.author, doc._.date = document.author, document.date
        for name, component in nlp.pipeline:
            start = time.perf_counter()
            doc = component(doc)
            spent[name] += time.perf_counter() - start
    return spent


def main() -> None:
    """Print the table."""
    sources = sys.argv[1:] or sorted(map(str, (ROOT / "seeds").glob("2*.md")))
    documents = [read(source) for source in sources]
    words = sum(len(document.text.split()) for document in documents)
    full, bare = load(), spacy.load(model_path(MODEL))  # in this order: load() chooses the matrix product for both
    texts = [document.text for document in documents]
    bare_time = best(lambda: list(bare.pipe(texts)))
    full_time = best(lambda: list(parse(full, documents)))
    print(f"{len(documents)} essays, {words:,} words")
    print(f"bare syntax pipeline  {words / bare_time:8,.0f} words/s")
    print(f"whole extraction      {words / full_time:8,.0f} words/s   ratio of times {full_time / bare_time:.2f}")
    for name, spent in shares(documents).items():
        print(f"  {name:22} {spent / full_time:6.1%} of the time")
    print(f"peak memory           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8,.0f} MiB")


if __name__ == "__main__":
    main()
