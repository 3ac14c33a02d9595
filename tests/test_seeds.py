"""The seeds and the graphs that ship: real positions, dated, and built from the seeds by this very code."""

from __future__ import annotations

import pytest
import yaml

from argmap.cli.sources import load_maps
from argmap.formats import read_graph
from argmap.readers import read
from tests.conftest import ROOT

SEEDS = sorted(path for path in (ROOT / "seeds").glob("*.md") if path.stem != "README")


def test_there_are_six_digests_by_four_authors():
    """Enough essays of differing views to compare."""
    assert len(SEEDS) >= 6
    assert len({read(path).author for path in SEEDS}) >= 4


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_is_a_dated_digest_of_300_to_700_words(path):
    """Front matter says whose position it is, from when and where, and that it is a digest."""
    fields = yaml.safe_load(path.read_text("utf-8").split("---")[1])
    document = read(path)
    assert fields["digest"] is True
    assert document.author
    assert document.date
    assert document.url.startswith("https://")
    assert 300 <= len(document.text.split()) <= 700


@pytest.mark.model
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_shipped_graph_is_what_its_seed_yields(path):
    """graphs/ is built, not edited: the seed gives what ships, confidence aside, in which CPUs may differ."""
    [(_, fresh)] = load_maps([str(path)])
    shipped = read_graph(ROOT / "graphs" / f"{path.stem}.ttl")
    assert shipped.documents == fresh.documents
    assert [prop.text for prop in shipped.propositions] == [prop.text for prop in fresh.propositions]
    assert [prop.kind for prop in shipped.propositions] == [prop.kind for prop in fresh.propositions]
    assert {link.id for link in shipped.links} == {link.id for link in fresh.links}
    assert {item.id for item in shipped.inferences} == {item.id for item in fresh.inferences}
    assert len(fresh.propositions) >= 10


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_shipped_map_is_there_for_every_graph(path):
    """Each graph has its page."""
    assert (ROOT / "graphs" / f"{path.stem}.html").read_text("utf-8").startswith("<!doctype html>")
