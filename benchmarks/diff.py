"""How long it takes to compare two maps, how much memory, and how both grow with their size.

    python -m benchmarks.diff [--sizes 300 1000 2500 5000] [--check]

The two authors of each pair are made up: sentences of words from the seeds, common words as common as there; every
tenth sentence of one is put to the other in another order of words, half of these denied; every third sentence states
a causal link. Each size runs in a process of its own, so that the memory is that of one comparison; the word vectors
are loaded before. `seconds` is time of the processor, which other programs on the machine change little. The last
column is the power of the size by which the time has grown since the row above: 1 is linear, 2 is that of all pairs.
--check ends in 1 where a size is over its budget.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from argmap.align import calibration, vectors
from argmap.diff import cruxes, diff
from argmap.model import (
    ArgumentMap,
    CausalEnd,
    CausalLink,
    CausalStatement,
    Concept,
    Document,
    Evidence,
    Inference,
    Kind,
    Polarity,
    Proposition,
    Scheme,
    Selector,
    content_id,
    inference_id,
    link_id,
)

SEEDS = Path(__file__).parent.parent / "seeds"
SEED = 6
#: Seconds and megabytes that a size may take.
BUDGETS = {300: (1.0, 2048), 5000: (60.0, 2048)}
LENGTHS = (8, 24)
#: Every so manyth sentence is said by both.
SHARED = 10
#: Every so manyth sentence states that its first two words raise its last two.
CAUSAL = 3


def main() -> None:
    """Measure each size, or (with --one) this process's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 1000, 2500, 5000])
    parser.add_argument("--check", action="store_true", help="exit 1 where a size is over its budget")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(measured(chosen.one)))
        return
    over = report(chosen.sizes)
    if chosen.check and over:
        sys.exit(f"over budget: {', '.join(map(str, over))}")


def report(sizes: Sequence[int]) -> list[int]:
    """Print a row for each size; list those over budget."""
    print(f"{'propositions':>16}{'seconds':>10}{'MB':>8}{'matched':>10}{'grows as':>10}")
    before: tuple[int, float] | None = None
    over = []
    for size in sizes:
        seconds, megabytes, matched = _apart(size)
        power = f"n^{math.log(seconds / before[1]) / math.log(size / before[0]):.2f}" if before else ""
        print(f"{f'{size:,} x {size:,}':>16}{seconds:>10.2f}{megabytes:>8.0f}{matched:>10,}{power:>10}", flush=True)
        before = size, seconds
        most = BUDGETS.get(size, (math.inf, math.inf))
        over += [size] * (seconds > most[0] or megabytes > most[1])
    return over


def _apart(size: int) -> tuple[float, float, int]:
    command = [sys.executable, "-m", "benchmarks.diff", "--one", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, megabytes, matched = json.loads(done.stdout)
    return seconds, megabytes, matched


def measured(size: int) -> tuple[float, float, int]:
    """Give the seconds of one comparison, the most memory of this process, and how many pairs were matched."""
    left, right = pair(size)
    calibration.load(), vectors.load()
    start = time.process_time()
    changes = tuple(diff(left, right))
    cruxes(changes, left, right)
    seconds = time.process_time() - start
    matched = sum(hasattr(change, "score") for change in changes)
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, matched


def pair(size: int) -> tuple[ArgumentMap, ArgumentMap]:
    """Make up two authors of so many propositions each."""
    rng = random.Random(SEED)  # noqa: S311 - made-up essays, the same ones in every run
    words = [word for path in sorted(SEEDS.glob("*.md")) for word in re.findall(r"[a-z]+", path.read_text("utf-8"))]
    ours = [rng.choices(words, k=rng.randint(*LENGTHS)) for _ in range(size)]
    theirs = [
        _again(sentence, rng) if at % SHARED == 0 else rng.choices(words, k=rng.randint(*LENGTHS))
        for at, sentence in enumerate(ours)
    ]
    return essay("Ash", ours), essay("Birch", theirs)


def _again(sentence: Sequence[str], rng: random.Random) -> list[str]:
    turned = [*sentence[len(sentence) // 2 :], *sentence[: len(sentence) // 2]]
    return ["not", *turned] if rng.random() < 0.5 else turned


def essay(author: str, sentences: Sequence[Sequence[str]]) -> ArgumentMap:
    """Map an essay in which every sentence is a claim, and every other one supports the one before it."""
    document = Document(text=" ".join(f"{' '.join(sentence)}." for sentence in sentences), author=author,
                        date="2026-01-01")
    props = tuple(_claims(document, sentences))
    inferences = tuple(
        Inference(id=inference_id(Scheme.SUPPORT, [props[at].id], props[at - 1].id), scheme=Scheme.SUPPORT,
                  premises=(props[at].id,), conclusion=props[at - 1].id, evidence=props[at].evidence)
        for at in range(1, len(props), 2)
    )
    links = {link.id: link for link in map(_link, props[::CAUSAL])}
    ends = sorted({end for link in links.values() for end in (link.cause, link.effect)})
    return ArgumentMap(
        documents=(document,), propositions=props, inferences=inferences,
        links=tuple(links[key] for key in sorted(links)),
        concepts=tuple(Concept(id=key, label=key.partition(":")[2]) for key in ends),
    )


def _link(prop: Proposition) -> CausalLink:
    words = prop.text.split()
    cause, effect = (f"{content_id('c', label)}:{label}" for label in (" ".join(words[:2]), " ".join(words[-2:])))
    [evidence] = prop.evidence
    ends = [CausalEnd(concept=key, selector=evidence.selector) for key in (cause, effect)]
    said = CausalStatement(cause=ends[0], effect=ends[1], evidence=evidence, propositions=(prop.id,))
    return CausalLink(id=link_id(cause, effect, Polarity.RAISES, negated=False), cause=cause, effect=effect,
                      polarity=Polarity.RAISES, negated=False, statements=(said,))


def _claims(document: Document, sentences: Sequence[Sequence[str]]) -> Iterator[Proposition]:
    at = 0
    for number, sentence in enumerate(sentences):
        text = " ".join(sentence)
        selector = Selector.at(document, at, at + len(text))
        yield Proposition(id=f"p-{document.author}-{number}", text=text, kind=Kind.CLAIM,
                          evidence=(Evidence(selector=selector, rule="benchmark"),))
        at += len(text) + 2


if __name__ == "__main__":
    main()
