"""Train everything that ships, in order: the syntax model, the encoder, then what is learnt over their answers.

    python -m training --shared FOLDER [--only PART...]

FOLDER holds treebanks and discourse relations in data/ and labelled essays in gold/. On two quiet cores it takes two to
three hours, most of it for syntax and the encoder.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

MODELS = Path("argmap/models")
SYNTAX = MODELS / "en_argmap_core"
#: Where the encoders go that ship nowhere: those that have not seen some authors.
FOLDS = Path("build/encoder")
#: What is learnt twice: over the encoder's answers, and without them for `--fast`.
TWICE = ("propositions", "causes", "relations")


def parts(shared: Path) -> Mapping[str, Sequence[Sequence[str]]]:
    """Give the commands of each part."""
    gold = ["--gold", str(shared / "gold" / "train")]
    return {
        "syntax": [["training.syntax", "--data", str(shared / "data"), "-o", str(SYNTAX)],
                   ["training.syntax.quantize", "--model", str(SYNTAX)]],
        "encoder": [["training.encoder", "--shared", str(shared), "--folds", str(FOLDS)]],
        **{name: [[f"training.{name}", *gold], [f"training.{name}", *gold, "--folds", str(FOLDS)]] for name in TWICE},
        "diff": [["training.diff", "--data", str(shared / "data")]],
    }


def main() -> None:
    """Run the trainings, each in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True, help="the folder with data/ and gold/")
    parser.add_argument("--only", nargs="+", help="train just these parts")
    options = parser.parse_args()
    for name, commands in parts(options.shared).items():
        for command in commands if not options.only or name in options.only else ():
            print(f"== {' '.join(command)}", flush=True)
            subprocess.run([sys.executable, "-m", *command], check=True)  # noqa: S603 - our own modules


if __name__ == "__main__":
    main()
