"""Score what a system says of an essay against its labels.

A proposition speaks for every unit of which it covers half of the shorter of the two. A causal link matches a labelled
one when both ends reach a token F1 of a half, each labelled link once. What is counted of an essay (right, extra,
missed) is all that totals and intervals are made of.
"""

from __future__ import annotations

from argmap.evaluation.answers import Answers
from argmap.evaluation.gold import GoldEssay
from argmap.evaluation.links import score_links
from argmap.evaluation.matching import place
from argmap.evaluation.measures import Grade, Measure
from argmap.evaluation.parts import EssayScore
from argmap.evaluation.propositions import score_propositions, spoken_for
from argmap.evaluation.relations import score_relations

__all__ = ["score"]


def score(gold: GoldEssay, answers: Answers) -> EssayScore:
    """Score one essay; a unit that the system's text lacks counts as one of which it says nothing."""
    units = tuple(unit["text"] for unit in gold.units)
    places = gold.spans if answers.text == gold.document.text else place(units, answers.text)
    spoken = spoken_for(answers, places)
    parts = (
        score_propositions(gold, spoken), score_links(gold, answers, places), score_relations(gold, answers, spoken),
    )
    outcomes = {name: outcome for part in parts for name, outcome in part.outcomes.items()}
    grades = {name: graded for part in parts for name, graded in part.grades.items()}
    return EssayScore(
        name=gold.name,
        author=gold.author,
        units=units,
        lost=tuple(at for at, span in enumerate(places) if span is None),
        outcomes={name: outcomes[name] for name in Measure},
        grades={name: grades[name] for name in Grade},
        judged={name: judged for part in parts for name, judged in part.judged.items()},
    )
