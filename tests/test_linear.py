"""The linear classifier that argmap's learnt parts share."""

from __future__ import annotations

import numpy as np
import pytest

from argmap.errors import ResourceError
from argmap.pipeline.linear import LinearModel
from argmap.pipeline.panel import Panel
from argmap.pipeline.table import Column, Names, Table, listed

MODEL = LinearModel(("claim", "other"), {"should": (1.0, -1.0), "?": (-2.0, 2.0)}, (0.5, -0.5))


def test_probabilities_follow_the_weights():
    """A feature that speaks for a label raises it, and the labels share one unit of belief."""
    plain, should, asked = (MODEL.probabilities(row) for row in ({}, {"should": 1.0}, {"?": 1.0, "unknown": 9.0}))
    assert asked["claim"] < 0.5 < plain["claim"] < should["claim"]
    assert sum(asked.values()) == pytest.approx(1)


def test_a_table_is_weighed_as_its_rows_are():
    """All rows at once get what each gets by itself, whichever way their features are laid out."""
    names = Names("word={}", ("a", "b")).column(np.array([0, 1]))
    held = Column(["x"], np.array([0]), np.array([1]), np.array([0.5]))
    vectors = np.array([[1.0, 2.0], [3.0, 4.0]])
    table = Table(2, Column.joined((names, held)), {"odds": np.array([np.nan, 2.0])}, vectors)
    model = LinearModel(("yes",), {"word=a": (0.5,), "x": (1.5,), "odds": (-1.0,), "v1": (0.25,)}, (0.1,))
    assert table.rows() == [{"word=a": 1.0, "v0": 1.0, "v1": 2.0},
                            {"word=b": 1.0, "x": 0.5, "odds": 2.0, "v0": 3.0, "v1": 4.0}]
    wide = LinearModel(("a", "b", "c"), {"word=b": (1.0, 0.0, -1.0), "v0": (0.1, 0.2, 0.3)}, (0.0, 0.1, 0.2))
    narrowly, widely = Panel(model, wide).weigh(table)
    assert narrowly.chances() == pytest.approx(list(map(model.probability, table.rows())))
    assert widely.distributions() == [pytest.approx(wide.probabilities(row)) for row in table.rows()]


def test_one_label_is_a_yes_or_no_question():
    """With a single label the probability is that of yes, and extremes do not overflow."""
    model = LinearModel(("yes",), {"x": (1000.0,)}, (0.0,))
    assert model.probabilities({})["yes"] == pytest.approx(0.5)
    assert model.probabilities({"x": 5.0})["yes"] > 0.999
    assert model.probabilities({"x": -5.0})["yes"] < 0.001


def test_reasons_name_the_features_that_decided():
    """Only features that spoke for the label are named, strongest first."""
    [weighed] = Panel(MODEL).weigh(Table(2, listed([{}, {"should": 1.0, "?": 1.0}])))
    assert weighed.reasons(1, "claim") == ("should",)
    assert weighed.reasons(1, "other") == ("?",)
    assert weighed.reasons(0, "claim") == ()


def test_a_model_is_read_back_as_written():
    """The JSON of a model is the model, one feature a line."""
    assert LinearModel.from_json(MODEL.to_json()) == MODEL
    assert len(MODEL.to_json().splitlines()) == 4


@pytest.mark.parametrize("source", ["", "{}", "[]", '{"labels": ["a"], "bias": ["x"], "weights": {}}'])
def test_a_broken_model_file_is_refused(source):
    """A damaged file is named, with the command that makes it again."""
    with pytest.raises(ResourceError, match="make model"):
        LinearModel.from_json(source, where="role.json")
