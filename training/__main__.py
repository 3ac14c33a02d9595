"""Train everything that ships, in order: the syntax model, then the parts that are learnt over its parses.

    python -m training --shared FOLDER [--only PART...]

FOLDER holds treebank data in data/ and labelled essays in gold/. Takes under an hour on a quiet CPU, most of it for
syntax.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

MODELS = Path("argmap/models")


def parts(shared: Path) -> dict[str, list[str]]:
    """Give the command of each part."""
    gold = str(shared / "gold" / "train")
    return {
        "syntax": ["training.syntax", "--data", str(shared / "data"), "-o", str(MODELS / "en_argmap_core")],
        "propositions": ["training.propositions", "--gold", gold],
        "causes": ["training.causes", "--gold", gold],
        "relations": ["training.relations", "--gold", gold],
        "diff": ["training.diff", "--data", str(shared / "data")],
    }


def main() -> None:
    """Run the trainings, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True, help="the folder with data/ and gold/")
    parser.add_argument("--only", nargs="+", help="train just these parts")
    options = parser.parse_args()
    for name, command in parts(options.shared).items():
        if not options.only or name in options.only:
            print(f"== {name}", flush=True)
            subprocess.run([sys.executable, "-m", *command], check=True)  # noqa: S603 - our own modules


if __name__ == "__main__":
    main()
