"""How well argmap does on authors that it has not seen: train without them, extract their essays, score.

    python -m training.left_out --gold SHARED/gold/train [--folds build/encoder] [--only both fast rules encoder cnn]

Every author is left out once: by all that is trained over the encoder, and by the choice of thresholds. The encoder has
not seen the author either, but for the one with more than half of the units: it has seen the other half of his essays.
(What is trained over the encoder learns from its answers on other authors' essays, where it may have seen this one.)
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from argmap.evaluation import from_map, score
from argmap.evaluation.gold import GoldEssay, essays
from argmap.evaluation.parts import EssayScore
from argmap.evaluation.sheets import sheets, to_markdown
from argmap.extract import to_map
from argmap.mechanisms import scheme
from argmap.pipeline.load import load
from argmap.pipeline.shelf import Shelf
from training import alone, causes, cnn, options, propositions, relations
from training.authors import folds
from training.encoder import config

#: The components that judge, in order.
JUDGES = ("argmap_mechanisms", "argmap_propositions", "argmap_causes", "argmap_relations")

#: What can be measured; the last, which ships nowhere, only when it is asked for.
CHOICES = ("both", "fast", "rules", "encoder", "cnn")


def trained(golds: Sequence[GoldEssay], docs: Sequence[Doc], most: int) -> Iterator[tuple[int, Doc]]:
    """Yield every essay with what models without its author find in it."""
    nlp = load(fast=True)
    for _, inside, outside in folds(golds, most=most):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            own, seen = [golds[at] for at in inside], [docs[at] for at in inside]
            propositions.write(propositions.prepare(own, seen), folder)
            causes.fit_all(own, seen, folder)
            relations.fit_all(own, seen, folder)
            for at in outside:
                docs[at]._.shelf = Shelf(f"{folder}/")
                yield at, judged(nlp, docs[at])


def judged(nlp: Language, doc: Doc) -> Doc:
    """Run the components that judge."""
    for name in JUDGES:
        doc = nlp.get_pipe(name)(doc)
    return doc


def found_by(name: str, golds: Sequence[GoldEssay], docs: Sequence[Doc], most: int) -> Iterator[tuple[int, Doc]]:
    """Yield every essay with what one of CHOICES finds in it."""
    if name in alone.VARIANTS:
        return enumerate(map(alone.VARIANTS[name], docs))
    return (cnn.trained if name == "cnn" else trained)(golds, docs, most)


def scores(golds: Sequence[GoldEssay], docs: Iterator[tuple[int, Doc]]) -> list[EssayScore]:
    """Score essays in their order."""
    nlp, known = load(fast=True), scheme()
    found = {at: score(golds[at], from_map(to_map(doc, golds[at].document, nlp=nlp, known=known))) for at, doc in docs}
    return [found[at] for at in sorted(found)]


def main() -> None:
    """Print the tables of what is asked for."""
    parser = options.parser(__doc__)
    parser.add_argument("--only", nargs="+", choices=CHOICES, default=CHOICES[:-1])
    chosen = parser.parse_args()
    golds = list(essays(chosen.gold))
    most = config.read().folds
    for name in chosen.only:
        read = chosen.folds if name in ("both", "encoder") else None
        docs = propositions.parsed(golds, read)
        found = found_by(name, golds, docs, most)
        print(f"\n## {name}\n")
        print(to_markdown(sheets(scores(golds, found), per_essay=False, per_author=name == "both",
                                 reliability=name == "both", errors=0)), flush=True)


if __name__ == "__main__":
    main()
