"""The quality of the extraction on the labelled development essays does not fall below what was reached."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from argmap.extract import extract_files
from argmap.formats.json import dumps

pytestmark = [pytest.mark.model, pytest.mark.shared]

#: What each figure must not fall below: docs/quality.md has what was measured, this leaves a little for chance.
FLOORS = {
    "claim": 0.88,
    "prediction": 0.74,
    "horizon": 0.58,
    "mechanism": 0.57,
    "causal link": 0.36,
    "causal unit": 0.58,
    "relation": 0.28,
}


@pytest.fixture(scope="module")
def report(shared, tmp_path_factory):
    """Extract the development essays and score them with the scorer that came with them."""
    folder = tmp_path_factory.mktemp("dev")
    sources = sorted((shared / "gold" / "dev").glob("*.md"))
    for source, amap in zip(sources, extract_files(sources), strict=True):
        (folder / f"{source.stem}.json").write_text(dumps(amap), encoding="utf-8")
    scorer = [sys.executable, shared / "gold" / "score.py", shared / "gold" / "dev", folder, "--json"]
    return json.loads(subprocess.run(scorer, capture_output=True, text=True, check=True).stdout)["all"]


@pytest.mark.parametrize("name", FLOORS)
def test_quality_stays_above_its_floor(report, name):
    """No change may quietly cost what was reached."""
    assert report[name]["f1"] >= FLOORS[name]


@pytest.mark.parametrize("name", ["claim", "prediction", "causal unit"])
def test_quality_beats_answering_yes_everywhere(report, name):
    """A detector that says yes to everything would do without argmap."""
    assert report[name]["f1"] > report[name]["all_yes_f1"]
