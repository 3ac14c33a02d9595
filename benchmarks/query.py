"""How fast a library of many essays is filled and asked, beside plain rdflib on the same essays.

    python -m benchmarks.query [--essays 1000] [--rdflib 100] [--ten]

Fills a library with synthetic essays (benchmarks/copies.py) and asks it every named query as it comes, with a limit
of 10,000 rows. Then fills a smaller one, asks it ten of the queries, and asks rdflib the same over the same triples, in
one memory graph. Times are those of the processor, of all threads together, so that a busy machine changes them little;
the whole question, with a process of its own and the reading of its answer, is timed by the clock. rdflib takes some
2 GB for 1,000 essays.
"""

from __future__ import annotations

import argparse
import signal
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import Graph

from argmap import query
from argmap.library import Essay, Library, open_library
from argmap.query.named import bound
from argmap.vocab import PREFIXES
from benchmarks.copies import copies

LIMIT = 10_000
#: Seconds of the processor after which rdflib is not waited for; the ratio is then at least what is printed.
PATIENCE = 60.0
#: Ten questions that users ask, each of another kind.
TEN: Mapping[str, Mapping[str, str]] = {
    "essays": {},
    "causes-of": {"concept": "open models"},
    "causal-reach": {"concept": "export controls"},
    "claims-by-mechanism": {"mechanism": "distillation"},
    "predictions-by-date": {"from": "2027", "to": "2027"},
    "most-attacked": {},
    "unsupported-claims": {},
    "opposed-causes": {},
    "common-mechanisms": {},
    "reported-views": {},
}


class Stopwatch:
    """Times by the clock and by the processor, with pauses."""

    def __init__(self) -> None:
        self.clock, self.processor = -time.perf_counter(), -time.process_time()

    def paused(self, essays: Iterable[Essay]) -> Iterator[Essay]:
        """Yield essays, and do not count the time that it takes to make them."""
        found = iter(essays)
        while True:
            start = time.perf_counter(), time.process_time()
            essay = next(found, None)
            self.clock -= time.perf_counter() - start[0]
            self.processor -= time.process_time() - start[1]
            if essay is None:
                return
            yield essay

    def stop(self) -> None:
        """Have the times."""
        self.clock += time.perf_counter()
        self.processor += time.process_time()


def fill(folder: Path, count: int) -> Library:
    """Fill a library, and print how fast that was, the making of the essays not counted."""
    library = open_library(folder)
    watch = Stopwatch()
    list(library.put(watch.paused(copies(count))))
    watch.stop()
    quads, size = sum(entry.triples for entry in library.entries()), library.place.details()["size"]
    with library.target() as target:
        stored = len(ox.Store.read_only(target["path"]))
    print(f"{count:,} essays, {quads:,} quads, {stored:,} with their union and the manifest, {size}")
    for name, seconds in (("by the clock", watch.clock), ("of the processor", watch.processor)):
        print(f"filled in {seconds:.1f} s {name}: {quads / seconds:,.0f} quads/s, {stored / seconds:,.0f} stored",
              flush=True)
    return library


def timed(ask: Callable[[], int]) -> tuple[float, int]:
    """Give the processor time of the better of two runs, and how many rows came."""
    best, rows = float("inf"), 0
    for _ in range(2):
        start = time.process_time()
        rows = ask()
        best = min(best, time.process_time() - start)
    return best, rows


def of_store(store: ox.Store, text: str) -> int:
    """Ask Oxigraph, and read all rows."""
    found: Any = store.query(text, prefixes=PREFIXES)
    return sum(1 for _ in islice(found, LIMIT))


def of_graph(graph: Graph, text: str) -> int | None:
    """Ask rdflib, and read all rows; give up after PATIENCE seconds of the processor."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        found: Iterable[Any] = graph.query(text, initNs=PREFIXES)
        return sum(1 for _ in islice(found, LIMIT))
    except TimeoutError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def ask(library: Library, asked: Mapping[str, Mapping[str, str]]) -> None:
    """Ask named queries, each with its settings."""
    print(f"\n{'named query':28} {'engine':>9} {'whole':>9} {'rows':>7}")
    with library.target() as target:
        store = ox.Store.read_only(target["path"])
        for named in (item for item in query.catalogue() if item.name in asked):
            text = bound(named, asked[named.name])
            spent, rows = timed(lambda text=text: of_store(store, text))
            start = time.perf_counter()
            query.run(library, named.name, parameters=asked[named.name], timeout=600)
            print(f"{named.name:28} {spent:7.3f} s {time.perf_counter() - start:7.3f} s {rows:7,}", flush=True)


def compare(library: Library) -> None:
    """Ask ten queries of both engines."""
    named = {item.name: item for item in query.catalogue()}
    ours = theirs = 0.0
    with library.target() as target:
        store = ox.Store.read_only(target["path"])
        graph = Graph().parse(data=store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()), format="nt")
        print(f"\n{len(graph):,} triples\n{'named query':28} {'Oxigraph':>10} {'rdflib':>10} {'ratio':>8} {'rows':>7}")
        for name, settings in TEN.items():
            text = bound(named[name], settings)
            left, rows = timed(lambda text=text: of_store(store, text))
            start = time.process_time()
            others = of_graph(graph, text)
            right = time.process_time() - start
            note = "  given up" if others is None else f"  rdflib has {others:,}" if others != rows else ""
            print(f"{name:28} {left:8.4f} s {right:8.3f} s {right / left:8.1f} {rows:7,}{note}", flush=True)
            ours, theirs = ours + left, theirs + right
    print(f"{'all ten':28} {ours:8.4f} s {theirs:8.3f} s {theirs / ours:8.1f}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Time libraries of essays beside rdflib.")
    parser.add_argument("--essays", type=int, default=1_000)
    parser.add_argument("--ten", action="store_true", help="ask the ten questions only, not every named query")
    parser.add_argument("--rdflib", type=int, default=100, help="how many essays rdflib gets; 0 for no comparison")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.essays:
            every: Mapping[str, Mapping[str, str]] = {named.name: {} for named in query.catalogue()}
            ask(fill(Path(folder) / "large", asked.essays), TEN if asked.ten else every)
        if asked.rdflib:
            print()
            compare(fill(Path(folder) / "small", asked.rdflib))


if __name__ == "__main__":
    main()
