"""How the answers of spaCy's own components become links, and the file that says how they are trained."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from argmap.evaluation.gold import essays
from argmap.resources import model_path
from tests.conftest import ROOT
from training.cnn import CAUSE, EFFECT, Found, apart, nearest, paired, read, taught_by, untrained
from training.propositions import parsed


def cause(low: int, high: int, chance: float = 0.5) -> Found:
    return Found(CAUSE, low, high, chance)


def effect(low: int, high: int, chance: float = 0.5) -> Found:
    return Found(EFFECT, low, high, chance)


def test_the_settings_file_says_how_to_train(tmp_path):
    """What stands in the file decides, and a field that nobody knows is an error rather than ignored."""
    assert set(read().components) == {"textcat", "textcat_multilabel", "spancat"}
    assert set(read().least) == {"prediction", "holder", "mechanism", "span"}
    broken = tmp_path / "cnn.toml"
    broken.write_text("seed = 0\nepochs = 3\n", "utf-8")
    with pytest.raises(TypeError, match="epochs"):
        read(broken)


def test_of_ends_that_overlap_the_likeliest_is_kept():
    """One cause found three times over is one cause; an effect on the same words is another matter."""
    assert apart([cause(0, 3, 0.4), cause(1, 3, 0.9), cause(2, 5, 0.6), effect(1, 3, 0.2), cause(5, 6, 0.3)]) == [
        cause(1, 3, 0.9), effect(1, 3, 0.2), cause(5, 6, 0.3)]


def test_every_end_goes_with_the_nearest_other_end():
    """Two effects share the cause between them, and none is left alone."""
    assert paired([effect(0, 2), cause(3, 5), effect(9, 11)]) == [
        (cause(3, 5), effect(0, 2)), (cause(3, 5), effect(9, 11))]


def test_the_cause_comes_first_where_two_are_as_near():
    """"A makes B, and C makes D": B goes with A, not with C."""
    assert paired([cause(0, 1), effect(2, 3), cause(4, 5), effect(6, 7)]) == [
        (cause(0, 1), effect(2, 3)), (cause(4, 5), effect(6, 7))]


def test_what_overlaps_is_no_link():
    """Nothing is said to bring itself about."""
    assert paired([cause(0, 4), effect(2, 6)]) == []
    assert paired([cause(0, 4)]) == []


def test_a_labelled_end_that_is_no_candidate_is_learnt_as_the_candidate_nearest_to_it():
    """A cause of fourteen words still teaches, by the longest stretch of it that is looked at."""
    assert nearest((0, 14), [(0, 3), (0, 12), (10, 22)]) == (0, 12)


@pytest.mark.model
def test_the_components_begin_over_the_layers_of_the_syntax_model():
    """What is trained starts from the shipped network, and sees in a text what that sees."""
    golds = list(essays(ROOT / "tests" / "cases" / "evaluation" / "gold"))
    nlp = untrained(taught_by(golds, parsed(golds, None), read()), read())
    shipped = spacy.load(model_path("en_argmap_core"))
    ours, theirs = (one.get_pipe("tok2vec").predict([shipped.make_doc("Ferries carry more people.")])[0]
                    for one in (nlp, shipped))
    assert nlp.pipe_names == ["tok2vec", "textcat", "textcat_multilabel", "spancat"]
    assert np.array_equal(ours, theirs)
