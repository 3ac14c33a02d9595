"""The names of what is measured."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Grade", "Measure"]


class Measure(StrEnum):
    """What is counted as found and labelled, in the order of the table."""

    CLAIM = "claim"
    PREDICTION = "prediction"
    HORIZON = "horizon"
    MECHANISM = "mechanism"
    HOLDER = "holder is another"
    LINK = "causal link"
    CAUSAL_UNIT = "causal unit"
    RELATION = "relation"
    PAIR = "relation, any type"
    ATTACK = "attack"


class Grade(StrEnum):
    """What has one right answer each time that it is asked, in the order of the table."""

    CERTAINTY = "certainty"
    POLARITY = "causal polarity"
    NEGATION = "causal negation"
    DIRECTION = "causal direction"
