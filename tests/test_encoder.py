"""The encoder: the same reading however an essay comes, sane probabilities, clear errors where a file is broken."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from argmap.errors import ModelError
from argmap.model import Document
from argmap.pipeline.encoder import Encoder, Unit, load, windows
from argmap.pipeline.load import load as pipeline
from argmap.pipeline.load import parse
from argmap.pipeline.reading import Heads, reading
from argmap.pipeline.wordpieces import WordPieces
from argmap.resources import model_path

TEXT = (
    "# Open models\n\n"
    "Releasing the weights makes research cheaper. By 2030 most labs will share them, and critics call that "
    "unwise.\n\n"
    "- Costs fall because chips improve.\n"
)


@pytest.fixture(scope="module")
def doc():
    """One essay as the whole pipeline leaves it."""
    [found] = parse(pipeline(), [Document(text=TEXT, date="2025-01-01")])
    return found


@pytest.mark.model
def test_every_unit_and_word_is_read(doc):
    """Each unit has a vector, and each word of it one, so that every question can be asked of all of the text."""
    told = reading(doc)
    assert [len(words) for words in told.words] == [len(unit) for unit in doc.spans["units"]]
    assert told.units.shape[0] == len(doc.spans["units"])


@pytest.mark.model
def test_answers_are_probabilities(doc):
    """What is shown as a chance lies between 0 and 1, and those of one question sum to 1."""
    told = reading(doc)
    for unit in range(len(doc.spans["units"])):
        assert sum(told.roles(unit).values()) == pytest.approx(1, abs=1e-5)
        assert sum(told.certainties(unit).values()) == pytest.approx(1, abs=1e-5)
        chances = told.pairs(unit).chances
        assert chances.min() >= 0
        assert chances.max() <= 1
    related = told.related([0, 1], [1, 0])
    assert related.min() >= 0
    assert related.sum(axis=1).max() <= 1 + 1e-6


@pytest.mark.model
def test_it_sees_a_plain_bet_and_a_plain_cause(doc):
    """The sentence with 'will' is read as a prediction rather than the one without, 'because' links two clauses."""
    told = reading(doc)
    units = [unit.text for unit in doc.spans["units"]]
    bet = next(i for i, text in enumerate(units) if "2030" in text)
    because = next(i for i, text in enumerate(units) if "because" in text)
    assert told.logit(bet, "prediction") > max(
        told.logit(i, "prediction") for i in range(len(units)) if i != bet)
    [*_, best] = sorted(told.pairs(because).links(), key=lambda link: link.chance)
    span = doc.spans["units"][because]
    assert "chips" in span[best.cause[0] : best.cause[1]].text
    assert "Costs" in span[best.effect[0] : best.effect[1]].text


@pytest.mark.model
def test_reading_does_not_depend_on_what_is_read_beside_it(doc):
    """An essay gives the same bytes alone and among others."""
    others = [Document(text="Something else entirely, much longer than the first. " * 30)]
    [_, again] = parse(pipeline(), [*others, Document(text=TEXT, date="2025-01-01")])
    np.testing.assert_array_equal(reading(doc).units, reading(again).units)


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " \n ", "☃ 🙂", "a" * 5000, "word " * 2000])
def test_odd_text_is_read_or_left_alone(text):
    """Nothing to read, emoji, a giant word and a sentence without end all go through."""
    [found] = parse(pipeline(), [Document(text=text)])
    assert len(reading(found).words) == len(found.spans["units"])


def test_windows_keep_order_and_size():
    """Units stay in order, whole, and in windows of the size that the encoder was trained with."""
    units = [Unit([1] * size, [0]) for size in (3, 4, 200, 2, 2, 90)]
    runs = list(windows(units, 100))
    assert [unit for run in runs for unit in run] == units
    assert all(len(run) == 1 or 1 + sum(len(unit.pieces) + 1 for unit in run) <= 100 for run in runs)


@pytest.mark.model
def test_pieces_of_curly_and_straight_quotes_are_the_same():
    """How an essay was typeset makes no difference."""
    pieces = WordPieces(model_path("encoder") / "tokenizer.json")
    assert pieces(["don’t", "‘yes"]) == pieces(["don't", "'yes"])
    assert pieces([" ", "\n\n"]) == [(), ()]


@pytest.mark.model
@pytest.mark.parametrize("broken", ["encoder.onnx", "heads.npz", "heads.json", "tokenizer.json"])
def test_a_broken_file_is_named(tmp_path, broken):
    """A damaged or missing part ends in an error that says which, and how to make it again."""
    folder = tmp_path / "encoder"
    shutil.copytree(model_path("encoder"), folder)
    (folder / broken).write_bytes(b"not this")
    with pytest.raises(ModelError, match=r"(?s)trains it again") as caught:
        Encoder(folder)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.model
def test_heads_hold_no_code(tmp_path):
    """A pickled object in the arrays is refused: a model file cannot run code."""
    folder = tmp_path / "encoder"
    shutil.copytree(model_path("encoder"), folder)
    np.savez(folder / "heads.npz", evil=np.array([object()], dtype=object), allow_pickle=True)
    with pytest.raises(ModelError):
        Heads.load(folder)


@pytest.mark.model
def test_loading_twice_gives_the_same_encoder():
    """The 23 MB are read once a process."""
    assert load() is load()
