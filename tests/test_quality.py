"""The quality of the extraction on the labelled development essays does not fall below what was reached."""

from __future__ import annotations

import pytest

from argmap.evaluation import essays, from_map, report, score

pytestmark = [pytest.mark.model, pytest.mark.shared]

#: What each figure must not fall below: docs/quality.md has what was measured, this leaves a little for chance.
FLOORS = {
    "claim": 0.90,
    "prediction": 0.77,
    "horizon": 0.60,
    "mechanism": 0.58,
    "causal link": 0.53,
    "causal unit": 0.69,
    "relation": 0.34,
}


@pytest.fixture(scope="module")
def figures(shared, dev_maps):
    """Score the development essays."""
    return report([score(gold, from_map(dev_maps[gold.name])) for gold in essays(shared / "gold" / "dev")])


@pytest.mark.parametrize("name", FLOORS)
def test_quality_stays_above_its_floor(figures, name):
    """No change may quietly cost what was reached."""
    assert figures[name]["f1"] >= FLOORS[name]


@pytest.mark.parametrize("name", ["claim", "prediction", "causal unit"])
def test_quality_beats_answering_yes_everywhere(figures, name):
    """A detector that says yes to everything would do without argmap."""
    assert figures[name]["f1"] > figures[name]["all_yes_f1"]
