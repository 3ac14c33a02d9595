"""Score what argmap, or any system, finds in labelled essays; pure functions over labels and answers."""

from argmap.evaluation.answers import Answers, from_json, from_map
from argmap.evaluation.gold import GoldEssay, essays
from argmap.evaluation.measures import Grade, Measure
from argmap.evaluation.parts import EssayScore
from argmap.evaluation.report import report
from argmap.evaluation.score import score

__all__ = [
    "Answers", "EssayScore", "GoldEssay", "Grade", "Measure", "essays", "from_json", "from_map", "report", "score",
]
