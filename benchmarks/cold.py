"""How long a user waits: `--help`, and an essay of 2,000 words to its map, each a cold process beside a peer.

    python -m benchmarks.cold

Prints the median of several runs in seconds, and the ratio to the peer that was run in turn with it.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from argmap.resources import model_path

ROOT = Path(__file__).parent.parent
WORDS = 2_000
RUNS = 5
BARE_PARSE = "import spacy, sys, pathlib; spacy.load(sys.argv[1])(pathlib.Path(sys.argv[2]).read_text('utf-8'))"


def essay() -> str:
    """Join the seeds to an essay of WORDS words."""
    paragraphs: list[str] = []
    count = 0
    for path in sorted((ROOT / "seeds").glob("2*.md")):
        for paragraph in path.read_text("utf-8").split("---", 2)[2].strip().split("\n\n"):
            if count >= WORDS:
                break
            paragraphs.append(paragraph)
            count += len(paragraph.split())
    return "\n\n".join(paragraphs)


def seconds(command: list[str]) -> float:
    """Time one run of a command, from start to end of its process."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def compare(name: str, command: list[str], peer_name: str, peer: list[str]) -> None:
    """Run a command and its peer in turn, after one run each to warm the disk; print medians and ratio."""
    pairs = [(seconds(command), seconds(peer)) for _ in range(RUNS + 1)][1:]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"{name:38} {ours:6.2f} s   {peer_name:34} {theirs:6.2f} s   ratio {ours / theirs:5.2f}")


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        source, page = Path(folder) / "essay.md", Path(folder) / "map.html"
        source.write_text(essay(), encoding="utf-8")
        argmap = [sys.executable, "-m", "argmap"]
        compare("argmap --help", [*argmap, "--help"], "python -c pass", [sys.executable, "-c", "pass"])
        compare(f"argmap map, {WORDS:,} words", [*argmap, "map", str(source), "-o", str(page)],
                "spaCy: load and parse the same", [sys.executable, "-c", BARE_PARSE, str(model_path("en_argmap_core")),
                                                   str(source)])


if __name__ == "__main__":
    main()
