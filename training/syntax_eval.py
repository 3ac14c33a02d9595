"""Print how well the shipped pipeline parses: python -m training.syntax_eval --data SHARED/data."""

import argparse
from pathlib import Path

import spacy

from argmap.pipeline import blocks
from argmap.pipeline.load import syntax
from training.syntax.score import TREEBANKS, performance

MODEL = Path(__file__).parents[1] / "argmap" / "models" / "en_argmap_core"

#: Name of each figure, and how the table calls it.
ROWS = {
    "las": "LAS, CoNLL 2018 (all tokens, universal relation)",
    "uas": "UAS, CoNLL 2018",
    "spacy_las": "LAS, spaCy (no punctuation, whole label)",
    "spacy_uas": "UAS, spaCy",
    "upos": "UPOS",
    "xpos": "XPOS",
    "feats": "FEATS",
    "lemma": "lemma, exact",
    "lemma_any_case": "lemma, capitals aside",
    "tokens_f1": "raw text: token F1",
    "sentences_f1": "raw text: sentence F1",
    "raw_las_f1": "raw text: LAS F1",
}


def main() -> None:
    """Read the command line, score, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m training.syntax_eval", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds treebank/")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder of the pipeline")
    parser.add_argument("--split", default="test", choices=["dev", "test"])
    parser.add_argument("--spacy", action="store_true", help="as spaCy computes it, not in 8 bits")
    options = parser.parse_args()
    nlp = syntax(str(options.model))
    if options.spacy:
        nlp = spacy.load(options.model)
    nlp.add_pipe(blocks.FACTORY, before="parser")
    scores = performance(nlp, options.data, options.split)
    print(f"| {options.split} | " + " | ".join(name.upper() for name in TREEBANKS) + " |")
    print("|---|" + "--:|" * len(TREEBANKS))
    for key, label in ROWS.items():
        print(f"| {label} | " + " | ".join(f"{100 * scores[name][key]:.1f}" for name in TREEBANKS) + " |")


if __name__ == "__main__":
    main()
