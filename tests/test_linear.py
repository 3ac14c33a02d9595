"""The linear classifier that argmap's learnt parts share."""

from __future__ import annotations

import pytest

from argmap.errors import ResourceError
from argmap.pipeline.linear import LinearModel

MODEL = LinearModel(("claim", "other"), {"should": (1.0, -1.0), "?": (-2.0, 2.0)}, (0.5, -0.5))


def test_probabilities_follow_the_weights():
    """A feature that speaks for a label raises it, and the labels share one unit of belief."""
    plain, should, asked = (MODEL.probabilities(row) for row in ({}, {"should": 1.0}, {"?": 1.0, "unknown": 9.0}))
    assert asked["claim"] < 0.5 < plain["claim"] < should["claim"]
    assert sum(asked.values()) == pytest.approx(1)


def test_one_label_is_a_yes_or_no_question():
    """With a single label the probability is that of yes, and extremes do not overflow."""
    model = LinearModel(("yes",), {"x": (1000.0,)}, (0.0,))
    assert model.probabilities({})["yes"] == pytest.approx(0.5)
    assert model.probabilities({"x": 5.0})["yes"] > 0.999
    assert model.probabilities({"x": -5.0})["yes"] < 0.001


def test_reasons_name_the_features_that_decided():
    """Only features that spoke for the label are named, strongest first."""
    assert MODEL.reasons({"should": 1.0, "?": 1.0}, "claim") == ("should",)
    assert MODEL.reasons({"should": 1.0, "?": 1.0}, "other") == ("?",)


def test_a_model_is_read_back_as_written():
    """The JSON of a model is the model, one feature a line."""
    assert LinearModel.from_json(MODEL.to_json()) == MODEL
    assert len(MODEL.to_json().splitlines()) == 4


@pytest.mark.parametrize("source", ["", "{}", "[]", '{"labels": ["a"], "bias": ["x"], "weights": {}}'])
def test_a_broken_model_file_is_refused(source):
    """A damaged file is named, with the command that makes it again."""
    with pytest.raises(ResourceError, match="make model"):
        LinearModel.from_json(source, where="role.json")
