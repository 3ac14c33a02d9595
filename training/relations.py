"""Train what judges relations: whether two propositions are related, and whether one attacks the other.

    python -m training.relations --gold SHARED/gold/train [--folds build/encoder]

It learns from propositions as they are found in essays of authors left out, with their mistakes, and prints how well
it does on authors left out. The models of training.propositions have to be there already.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import product
from pathlib import Path

from spacy.tokens import Doc

from argmap.evaluation.counts import Item
from argmap.evaluation.gold import GoldEssay
from argmap.evaluation.measures import Measure
from argmap.evaluation.relations import labelled_relations, relation_outcomes
from argmap.evaluation.report import total
from argmap.pipeline.decode import decode
from argmap.pipeline.linear import Features, LinearModel
from argmap.pipeline.mentions import RelationMention
from argmap.pipeline.panel import Panel
from argmap.pipeline.relations import ATTACK, RELATED, SCALE, Limits, Proposals, candidates, judge, scale_features
from argmap.pipeline.table import Table
from training import options, thresholds, unseen
from training.authors import folds
from training.linear import fit
from training.propositions import parsed, prepare

#: Strength of the penalty and least number of rows for a feature; by held-out F1.
PENALTY = {RELATED: (40.0, 8), ATTACK: (10.0, 6)}
#: How the features begin that the few attacks are enough to learn from.
ATTACK_FEATURES = (
    "alike", "attack-proposed", "certainty", "distance", "holders", "kinds", "one-denies", "place", "rule=", "shared",
    "source-of", "source:negation", "source:opens", "source:question", "source~", "target-of", "target:negation",
    "target:opens", "target:question", "target~", "told",
)
NONE, RIGHT = "none", "right"

#: What the limits are chosen from.
FIRST = tuple(step / 100 for step in range(8, 44, 2))
SECOND = (1.0, 1.5)
ATTACKS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True)
class Essay:
    """The pairs that are proposed in a labelled essay, their labels, and the gold units of each proposition."""

    gold: frozenset[Item]
    pairs: Sequence[Proposals]
    table: Table
    labels: Sequence[str]
    units: Sequence[Sequence[int]]

    @classmethod
    def of(cls, gold: GoldEssay, doc: Doc) -> Essay:
        """Propose pairs in a Doc that has its propositions, and look up what the labels say of them."""
        labels = {(row["from"], row["to"]): str(row["type"]) for row in gold.relations}
        units = [gold.covering(mention.start, mention.end) for mention in doc._.propositions]
        pairs, table = candidates(doc)
        return cls(
            gold=labelled_relations(gold),
            pairs=pairs,
            table=table,
            labels=[_label(labels, units, pair[0]) for pair in pairs],
            units=units,
        )

    def items(self, mentions: Iterable[RelationMention]) -> set[Item]:
        """Say relations as the score counts them: between gold units."""
        return {
            Item((source, target), str(mention.scheme))
            for mention in mentions
            for source, target in product(self.units[mention.source], self.units[mention.target])
            if source != target
        }


def _label(labels: dict[tuple[int, int], str], units: Sequence[Sequence[int]], pair: RelationMention) -> str:
    found = [labels.get(ends, NONE) for ends in product(units[pair.source], units[pair.target])]
    return next((label for label in found if label != NONE), NONE)


@dataclass(frozen=True)
class Judges:
    """The two trained models."""

    related: LinearModel
    attack: LinearModel

    @classmethod
    def train(cls, found: Iterable[Essay]) -> Judges:
        """Fit both: one on all pairs, the other on the related ones."""
        pairs = [pair for essay in found for pair in zip(essay.table.rows(), essay.labels, strict=True)]
        joined = [(_for_attack(features), label) for features, label in pairs if label != NONE]
        return cls(
            related=_fit(RELATED, pairs),
            attack=_fit(ATTACK, joined),
        )

    @cached_property
    def _panel(self) -> Panel:
        return Panel(self.related, self.attack)

    def chances(self, essay: Essay) -> list[tuple[float, float]]:
        """Give each pair the probability that it is related, and that it is an attack if so."""
        related, attack = self._panel.weigh(essay.table)
        return list(zip(related.chances(), attack.chances(), strict=True))


def _for_attack(features: Features) -> Features:
    return {name: value for name, value in features.items() if name.startswith(ATTACK_FEATURES)}


def _fit(name: str, pairs: Sequence[tuple[Features, str]]) -> LinearModel:
    penalty, least = PENALTY[name]
    answers = [name if label == name or (name == RELATED and label != NONE) else NONE for _, label in pairs]
    return fit([row for row, _ in pairs], answers, penalty=penalty, least=least, positive=name)


def chosen(essay: Essay, chances: Sequence[tuple[float, float]], limit: Limits) -> set[Item]:
    """Decide on an essay's relations from the probabilities of its pairs."""
    return essay.items(taken(essay, chances, limit))


def taken(essay: Essay, chances: Sequence[tuple[float, float]], limit: Limits) -> list[RelationMention]:
    """Take an essay's relations as argmap does."""
    scored = [
        mention
        for pair, (related, attack) in zip(essay.pairs, chances, strict=True)
        if related >= limit.first and (mention := judge(pair, related, attack, limit))
    ]
    return decode(scored, least=limit.first, second=limit.second)


def fit_scale(found: Sequence[Essay], chances: Sequence[list[tuple[float, float]]], limit: Limits) -> LinearModel:
    """Learn how often a relation that is taken is right, by how likely it seemed to models without its author."""
    rows, answers = [], []
    for essay, own in zip(found, chances, strict=True):
        for mention in taken(essay, own, limit):
            rows.append(scale_features(mention))
            answers.append(RIGHT if essay.items([mention]) & essay.gold else "")
    return fit(rows, answers, penalty=0.1, least=1, positive=RIGHT)


def held_out(golds: Sequence[GoldEssay], found: Sequence[Essay]) -> list[list[tuple[float, float]]]:
    """Give each essay's pairs the probabilities of models that have not seen its author."""
    chances: dict[int, list[tuple[float, float]]] = {}
    for _, inside, outside in folds(golds):
        judges = Judges.train([found[at] for at in inside])
        chances.update((at, judges.chances(found[at])) for at in outside)
    return [chances[at] for at in range(len(found))]


def best_limits(found: Sequence[Essay], chances: Sequence[list[tuple[float, float]]]) -> tuple[Limits, float, float]:
    """Find the limits with the best F1 of relations, attacks counting a tenth extra; returns the two F1 as well."""
    best = (Limits(first=0.5, second=0.5, attack=0.5), -1.0, 0.0)
    for first, ratio, attack in product(FIRST, SECOND, ATTACKS):
        limit = Limits(first=first, second=round(first * ratio, 4), attack=attack)
        outcomes = [relation_outcomes(essay.gold, chosen(essay, own, limit))
                    for essay, own in zip(found, chances, strict=True)]
        score, attacks = (total(one[name].counts for one in outcomes).f1
                          for name in (Measure.RELATION, Measure.ATTACK))
        if score + 0.1 * attacks > best[1] + 0.1 * best[2]:
            best = (limit, score, attacks)
    return best


def prepared(golds: Sequence[GoldEssay], docs: Sequence[Doc], least: Mapping[str, float]) -> list[Essay]:
    """Find propositions in each essay with models that have not seen its author, and the pairs among them.

    Args:
        least: the thresholds that training.propositions chose.
    """
    for doc, mentions in zip(docs, unseen.propositions(prepare(golds, docs), least), strict=True):
        doc._.propositions = mentions
    return [Essay.of(gold, doc) for gold, doc in zip(golds, docs, strict=True)]


def main() -> None:
    """Train both models, choose the limits, and write them to argmap/models."""
    choice = options.parser(__doc__).parse_args()
    folder = options.output(choice)
    golds = options.golds(choice)
    fit_all(golds, parsed(golds, choice.folds), folder)


def fit_all(golds: Sequence[GoldEssay], docs: Sequence[Doc], folder: Path) -> None:
    """Train the models, choose the limits and the scale of confidence, and write them."""
    found = prepared(golds, docs, thresholds.read(folder))
    chances = held_out(golds, found)
    real = [at for at, gold in enumerate(golds) if not gold.written]
    counted, likely = [found[at] for at in real], [chances[at] for at in real]
    limit, score, attacks = best_limits(counted, likely)
    print(f"relation {score:.3f}   attack {attacks:.3f}   held out, with {limit}", flush=True)
    write(Judges.train(found), limit, folder)
    (folder / f"{SCALE}.json").write_text(fit_scale(counted, likely, limit).to_json(), "utf-8")


def write(judges: Judges, limit: Limits, folder: Path) -> None:
    """Write the two models and the limits."""
    (folder / f"{RELATED}.json").write_text(judges.related.to_json(), "utf-8")
    (folder / f"{ATTACK}.json").write_text(judges.attack.to_json(), "utf-8")
    (folder / "relation-limits.json").write_text(json.dumps(asdict(limit), indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
