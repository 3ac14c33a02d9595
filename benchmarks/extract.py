"""Words a second of the bare syntax pipeline and of the extraction, with and without the encoder, on the same text.

    python -m benchmarks.extract [ESSAY...]          # the seeds, if none is named
    python -m benchmarks.extract --many 2000         # memory over so many short essays, one after another

Each row is a process of its own, so that its peak memory is its own; every ratio is of process time beside the bare
parse of the same run. Quiet the machine first, and set OMP_NUM_THREADS=1.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import spacy
from spacy.tokens import Doc

from argmap.extract import extract
from argmap.model import Document
from argmap.pipeline.load import MODEL, load, parse
from argmap.readers import read
from argmap.resources import model_path

ROOT = Path(__file__).parent.parent
RUNS = 3
#: After so many essays memory is read.
STOPS = (100, 500, 1000, 2000, 3000, 5000)


def bare() -> Callable[[Sequence[Document]], object]:
    """Make the syntax pipeline alone; load() first, since it chooses the matrix product."""
    load(fast=True)
    nlp = spacy.load(model_path(MODEL))
    return lambda documents: list(nlp.pipe(document.text for document in documents))


def fast() -> Callable[[Sequence[Document]], object]:
    """Make the pipeline of --fast."""
    nlp = load(fast=True)
    return lambda documents: list(parse(nlp, documents))


def full() -> Callable[[Sequence[Document]], object]:
    """Make the pipeline as it is by default."""
    nlp = load()
    return lambda documents: list(parse(nlp, documents))


VARIANTS: Mapping[str, Callable[[], Callable[[Sequence[Document]], object]]] = {
    "bare parse": bare, "--fast": fast, "default": full,
}


def timed(name: str, sources: Sequence[str]) -> dict[str, float]:
    """Time a variant: seconds to load, least process seconds of RUNS runs, peak MiB."""
    start = time.perf_counter()
    run = VARIANTS[name]()
    loading = time.perf_counter() - start
    documents = [read(source) for source in sources]
    run(documents[:1])
    times = []
    for _ in range(RUNS):
        before = time.process_time()
        run(documents)
        times.append(time.process_time() - before)
    return {"load": loading, "seconds": min(times), "peak": peak()}


def peak() -> float:
    """Give the peak memory of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def shares(documents: Sequence[Document]) -> dict[str, float]:
    """Time each component of the default pipeline over all documents, in seconds."""
    nlp = load()
    list(parse(nlp, documents))
    spent: dict[str, float] = dict.fromkeys(nlp.pipe_names, 0.0)
    for document in documents:
        doc: Doc = nlp.make_doc(document.text)
        doc._.author, doc._.date = document.author, document.date
        for name, component in nlp.pipeline:
            start = time.process_time()
            doc = component(doc)
            spent[name] += time.process_time() - start
    return spent


def short_essays(number: int) -> Iterator[Document]:
    """Make short essays, each with words that no other has."""
    for at in range(number):
        first = f"Lab{at} will release model{at} in 2030 because chip{at} is cheap."
        yield Document(title=f"essay {at}", text=f"{first}\n\nCritics of plan{at} say that law{at} would slow it down.")


def many(number: int) -> None:
    """Print the memory in use after some numbers of essays."""
    for at, _ in enumerate(extract(short_essays(number)), start=1):
        if at in STOPS:
            pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
            print(f"{at:6,} essays {pages * resource.getpagesize() / 2**20:8,.0f} MiB", flush=True)


def main() -> None:
    """Print the table."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--many"]:
        many(int(arguments[1]))
        return
    if arguments[:1] == ["--row"]:
        print(json.dumps(timed(arguments[1], arguments[2:])))
        return
    sources = arguments or sorted(map(str, (ROOT / "seeds").glob("2*.md")))
    documents = [read(source) for source in sources]
    words = sum(len(document.text.split()) for document in documents)
    print(f"{len(documents)} essays, {words:,} words")
    rows = {}
    for name in VARIANTS:
        call = [sys.executable, "-m", "benchmarks.extract", "--row", name, *sources]
        done = subprocess.run(call, capture_output=True, text=True, check=True)
        row = rows[name] = json.loads(done.stdout)
        ratio = row["seconds"] / rows["bare parse"]["seconds"]
        print(f"{name:12} {words / row['seconds']:8,.0f} words/s   {ratio:5.2f} times the bare parse   loads in "
              f"{row['load']:.2f} s   peak {row['peak']:6,.0f} MiB", flush=True)
    spent = shares(documents)
    for name, seconds in spent.items():
        print(f"  {name:22} {seconds / sum(spent.values()):6.1%} of the time")


if __name__ == "__main__":
    main()
