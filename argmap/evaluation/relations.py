"""Score support and attack: between which units, and of which type."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from argmap.evaluation.answers import Answers
from argmap.evaluation.counts import Item, Judgement, Outcome
from argmap.evaluation.gold import GoldEssay
from argmap.evaluation.measures import Measure
from argmap.evaluation.parts import Part
from argmap.evaluation.propositions import Spoken
from argmap.model import Scheme

__all__ = ["labelled_relations", "relation_outcomes", "score_relations"]


def labelled_relations(gold: GoldEssay) -> frozenset[Item]:
    """List the labelled relations: from which unit to which, and the type."""
    return frozenset(Item((row["from"], row["to"]), row["type"]) for row in gold.relations)


def relation_outcomes(labelled: Collection[Item], found: Collection[Item]) -> dict[Measure, Outcome]:
    """Compare relations with their types, without them, and attacks alone."""
    return {
        Measure.RELATION: Outcome.of(labelled, found),
        Measure.PAIR: Outcome.of([Item(item.units) for item in labelled], [Item(item.units) for item in found]),
        Measure.ATTACK: Outcome.of(*([item for item in items if item.words == Scheme.ATTACK]
                                     for items in (labelled, found))),
    }


def score_relations(gold: GoldEssay, answers: Answers, spoken: Sequence[Spoken]) -> Part:
    """Count relations between units; one between propositions stands for one between each pair of their units."""
    units = {one.prop.id: one.units for one in spoken}
    found: dict[Item, float | None] = {}
    for row in answers.relations:
        for source in units.get(row.source, ()):
            for target in units.get(row.target, ()):
                if source != target:
                    found.setdefault(Item((source, target), str(row.scheme)), row.confidence)
    labelled = labelled_relations(gold)
    judged = [Judgement(sure, item in labelled) for item, sure in sorted(found.items()) if sure is not None]
    return Part(outcomes=relation_outcomes(labelled, found), judged={Measure.RELATION: tuple(judged)})
