"""The syntax model in 8 bits: it parses as spaCy's own layers do, texts of any length, and says when it is broken."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
import spacy

from argmap.errors import ModelError
from argmap.pipeline.eightbit import LAYERS, WINDOW, quicken
from argmap.pipeline.load import syntax
from argmap.resources import model_path
from tests.conftest import ROOT

pytestmark = pytest.mark.model

MODEL = model_path("en_argmap_core")


@pytest.fixture(scope="module")
def both():
    """Load the pipeline as argmap runs it, and as spaCy does."""
    return syntax(), spacy.load(MODEL)


@pytest.fixture(scope="module")
def texts():
    """Read the seeds without their front matter."""
    return [path.read_text("utf-8").split("---", 2)[2] for path in sorted((ROOT / "seeds").glob("2*.md"))]


def test_eight_bits_parse_as_spacy_does(both, texts):
    """Rules that were written against spaCy's parses meet the same ones."""
    ours, theirs = ([token for doc in nlp.pipe(texts) for token in doc] for nlp in both)
    same = [(one.tag, one.dep, one.head.i) == (other.tag, other.dep, other.head.i)
            for one, other in zip(ours, theirs, strict=True)]
    assert sum(same) / len(same) > 0.99


def test_eight_bits_see_over_the_borders_of_windows(both, texts):
    """A text of several windows gets the vectors that spaCy gives it, at the borders of windows as elsewhere."""
    ours, theirs = (nlp.get_pipe("tok2vec").predict([nlp.make_doc(" ".join(texts))])[0] for nlp in both)
    assert len(ours) > 3 * WINDOW
    lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1)
    assert ((ours * theirs).sum(axis=1) / lengths).min() > 0.95


def test_eight_bits_read_nothing_from_an_empty_text(both):
    """No words, no vectors, no error, alone and between others."""
    first, empty, last = both[0].pipe(["Trams are quiet.", "", "Buses roar."])
    assert (len(first), len(empty), len(last)) == (4, 0, 3)


def test_eight_bits_that_are_broken_are_named(tmp_path):
    """Whoever has half a file is told which."""
    broken = tmp_path / LAYERS
    broken.write_bytes((MODEL / LAYERS).read_bytes()[:1000])
    with pytest.raises(ModelError, match="cannot load this network") as caught:
        quicken(spacy.load(MODEL), broken)
    assert caught.value.where == str(broken)


def test_a_pipeline_without_eight_bits_runs_as_it_is(tmp_path):
    """Another syntax model than ours needs no such file."""
    shutil.copytree(MODEL, tmp_path / "own", ignore=shutil.ignore_patterns(LAYERS))
    assert [token.dep_ for token in syntax(str(tmp_path / "own"))("Trams are quiet.")] == [
        "nsubj", "cop", "ROOT", "punct"]
