"""The essays that were written for training."""

from __future__ import annotations

from itertools import combinations

import pytest

from argmap.mechanisms import scheme
from argmap.model import Certainty, Kind, Polarity, Scheme
from training import written

ESSAYS = list(written.essays())


@pytest.mark.parametrize("gold", ESSAYS, ids=lambda gold: gold.name)
def test_each_label_points_at_its_words(gold):
    """What is learnt from an essay is what its labels say: units, ends, markers and horizons are found in the text."""
    assert all(gold.spans)
    for link in gold.causal:
        assert gold.words(link["cause_i"], link["cause"]), link
        assert gold.words(link["i"], link["effect"]), link
        assert link["polarity"] in list(Polarity)
    for unit in gold.units:
        assert unit["horizon"] is None or (unit["prediction"] and gold.words(unit["i"], unit["horizon"])), unit


@pytest.mark.parametrize("gold", ESSAYS, ids=lambda gold: gold.name)
def test_each_label_has_a_value_that_there_is(gold):
    """A label that argmap does not know would be learnt as something of its own."""
    known = {one.id for one in scheme()}
    for unit in gold.units:
        assert unit["role"] in (Kind.CLAIM, Kind.EVIDENCE, "other"), unit
        assert set(unit["mechanisms"]) <= known, unit
        assert (unit["certainty"] in list(Certainty)) == (unit["role"] == Kind.CLAIM), unit
    for row in gold.relations:
        assert row["type"] in list(Scheme)
        assert row["from"] != row["to"]
        assert gold.units[row["to"]]["role"] == Kind.CLAIM, row


def test_authors_have_different_sentences():
    """Leaving an author out leaves his sentences out: no two authors share a long one."""
    said: dict[str, set[str]] = {}
    for gold in ESSAYS:
        said.setdefault(gold.author, set()).update(unit["text"] for unit in gold.units if len(unit["text"]) > 40)
    assert not any(one & other for one, other in combinations(said.values(), 2))
