"""How items of two maps are brought together: vectors, words, opposition, matching."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.strings import StringStore
from spacy.vocab import Vocab

from argmap.align import vectors
from argmap.align.calibration import load as load_calibration
from argmap.align.matching import Pair, match
from argmap.align.opposition import antonyms, denials, oppose
from argmap.align.similarity import compare
from argmap.align.texts import Texts, weighting
from argmap.align.words import clauses, stem, words
from argmap.errors import ModelError
from argmap.resources import lexicon, model_path


@pytest.mark.parametrize("text", ["", "a", "the", "abcdefgh", "abcdefghijklmnopq", "naïve", "日本語の文字列", "😀"])
def test_string_hash_is_that_of_spacy(text):
    """Words are found under the keys that spaCy stores them by, whatever their length in bytes."""
    assert StringStore([text])[text] == vectors.string_hash(text)


def test_vectors_are_those_of_the_model():
    """What is read from the files is what spaCy reads."""
    words_ = ["open", "Model", "regulation", "xqzzyv"]
    vocab = Vocab().from_disk(model_path("en_argmap_core") / "vocab")
    expected = np.stack([vocab.get_vector(word.lower()) for word in words_])
    assert np.array_equal(expected, vectors.load().matrix(words_))


def test_vectors_of_a_folder_without_any_are_an_error(tmp_path):
    """A pipeline that has no vectors is named in the error."""
    with pytest.raises(ModelError, match="no word vectors"):
        vectors.read(tmp_path)


@pytest.mark.parametrize(
    ("one", "other"),
    [("policies", "policy"), ("secures", "security"), ("adopted", "adoption"), ("models", "model"), ("denied", "deny")],
)
def test_stem_brings_forms_of_a_word_together(one, other):
    """Inflection and common derivation do not keep two words apart."""
    assert stem(one) == stem(other)


def test_words_of_a_huge_token_are_bounded():
    """A word of a million letters is cut off."""
    assert [len(word) for word in words("a" * 1_000_000)] == [64]


def test_clauses_part_at_punctuation_and_conjunctions():
    """A denial can be kept within its clause."""
    assert clauses("Rules fail, because nobody reads them") == [["rules", "fail"], ["nobody", "reads", "them"]]


@pytest.mark.parametrize(
    ("left", "right", "opposed"),
    [
        ("The tax works.", "The tax does not work.", True),
        ("The tax never works.", "The tax doesn't work.", False),
        ("The tax is good for farms.", "The tax is bad for farms.", True),
        ("The tax is not good for farms.", "The tax is bad for farms.", False),
        ("The tax raises the risk.", "The tax lowers safety.", False),
        ("Farms have no water.", "Farms lack water.", False),
        ("Farms do not need water.", "Farms that need no water do well.", False),
        ("", "", False),
    ],
)
def test_oppose(left, right, opposed):
    """Denials and antonyms oppose; two of them, or a denial said in another way, do not."""
    assert bool(oppose(left, right)) is opposed
    assert bool(oppose(right, left)) is opposed


def test_antonyms_leave_out_words_that_are_met():
    """A word with a synonym in the other text opposes nothing there."""
    assert antonyms("Raising wages cuts crime.", "Increasing wages means less crime.") == ()


def test_antonyms_file_has_two_sides_in_every_row():
    """Each row of the lexicon has words on both sides of one bar, and no word on both."""
    for line in lexicon("antonyms"):
        left, right = ({stem(word.strip()) for word in side.split(",")} for side in line.split("|"))
        assert left.isdisjoint(right), line
        assert "" not in left | right, line


def test_denials_are_words_and_contractions():
    """Both "never" and "won't" deny, however the apostrophe is written."""
    assert denials("We never said it won’t, and nobody did") == ("never", "won't", "nobody")


def test_match_is_optimal_and_not_greedy():
    """The best pair is given up where two good ones sum up to more."""
    pairs = [Pair(0, 0, 0.9), Pair(0, 1, 0.8), Pair(1, 0, 0.8)]
    assert match(pairs, (2, 2), threshold=0.5) == (Pair(0, 1, 0.8), Pair(1, 0, 0.8))


def test_match_leaves_alone_what_scores_too_low():
    """No pair below the threshold is made, even if nothing else is left."""
    assert match([Pair(0, 0, 0.49)], (1, 1), threshold=0.5) == ()


def scores(left, right):
    """Score texts against texts as a diff of nothing else would."""
    weights = weighting([*left, *right], vectors.load())
    return load_calibration().score(compare(Texts.of(left, weights), Texts.of(right, weights)))


def test_score_is_one_sided_in_neither_direction():
    """A text is as much like another as the other is like it."""
    left = ["Cheap chips help small labs.", "", "It is.", "Chips"]
    right = ["Small labs profit from cheap chips.", "Rain falls."]
    assert np.allclose(scores(left, right), scores(right, left).T, atol=1e-4)


def test_score_orders_paraphrase_over_topic_over_nothing():
    """The same meaning scores above the same topic, and that above another topic."""
    [[same, topic, other, empty]] = scores(
        ["Distillation lets small labs catch up cheaply."],
        ["With distillation a small lab can cheaply catch up.", "Small labs buy chips.", "Rain falls in May.", "😀"],
    )
    assert same > topic > other >= empty == 0
