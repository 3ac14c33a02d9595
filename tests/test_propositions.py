"""Propositions on real parses: kind, certainty, holder, horizon, and what odd input does."""

from __future__ import annotations

import pytest

from argmap.model import AUTHOR, Certainty, Kind
from argmap.pipeline.certainty import is_negated
from argmap.pipeline.propositions import decide

pytestmark = pytest.mark.model

NEEDED = (
    "argmap_blocks", "argmap_units", "argmap_encoder", "argmap_entities", "argmap_mechanisms", "argmap_horizons",
    "argmap_propositions",
)


@pytest.fixture(scope="module")
def read(nlp):
    """Run a text through the pipeline as far as propositions."""
    later = [name for name in nlp.pipe_names if name.startswith("argmap_") and name not in NEEDED]

    def run(text, author="", date="2026-04-15"):
        doc = nlp.make_doc(text)
        doc._.author, doc._.date = author, date
        with nlp.select_pipes(disable=later):
            return nlp(doc)._.propositions

    return run


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Open models will overtake closed ones by 2030.", Kind.PREDICTION),
        ("Closed models are a serious danger because nobody can inspect them.", Kind.CLAIM),
        ("Governments should fund open research.", Kind.CLAIM),
        ("I think that open models will overtake closed ones.", Kind.PREDICTION),
        ("If labs keep sharing their weights, open models will catch up.", Kind.PREDICTION),
        ("Open models are likely to overtake closed ones.", Kind.PREDICTION),
    ],
)
def test_kind_of_a_plain_sentence(read, text, kind):
    """What will be is a prediction; what is judged or recommended is a claim."""
    assert [prop.kind for prop in read(text)] == [kind]


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "Contents", "Who are you?", "Will open models keep up with the closed labs?"],
)
def test_nothing_put_forward_gives_nothing(read, text):
    """White space, bare headings and questions put nothing forward."""
    assert read(text) == ()


def test_a_prediction_knows_its_horizon(read):
    """The words that say when come with the dates that they mean from the essay's date."""
    [prop] = read("Prices for training will fall sharply within two years.")
    assert (prop.horizon.text, prop.horizon.earliest, prop.horizon.latest) == (
        "within two years", "2026-04-15", "2028-04-15",
    )
    [prop] = read("Prices for training will fall sharply within two years.", date="")
    assert (prop.horizon.text, prop.horizon.earliest, prop.horizon.latest) == ("within two years", None, None)


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Open models are better for research.", Certainty.CERTAIN),
        ("Open models are probably better for research.", Certainty.PROBABLE),
        ("Perhaps open models are better for research.", Certainty.POSSIBLE),
    ],
)
def test_certainty_is_that_of_the_words(read, text, certainty):
    """A hedge lowers the certainty, and its absence does not."""
    assert [prop.certainty for prop in read(text)] == [certainty]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Critics argue that open models are dangerous.", "Critics"),
        ("I argue that open models are dangerous.", AUTHOR),
        ("Open models are dangerous.", AUTHOR),
        ("According to Jane Brown, open models are dangerous.", "Jane Brown"),
        ("Jane Brown, who warns that open models are dangerous, wants a ban.", "Jane Brown"),
    ],
)
def test_holder_is_who_is_reported(read, text, holder):
    """A reported position is the reported party's; the writer's own stays the author's."""
    assert [prop.holder for prop in read(text)] == [holder]


def test_holder_that_is_the_author_is_the_author(read):
    """An essay that names its own author does not make another party of them."""
    [prop] = read("Jane Brown argues that open models are dangerous.", author="Jane Brown")
    assert prop.holder == AUTHOR


@pytest.mark.parametrize(
    ("text", "negated"),
    [("Open models are not safe.", True), ("Nobody believes them.", True), ("Open models are safe.", False)],
)
def test_negation_of_the_main_clause(nlp, text, negated):
    """A denied main clause is negated, whether its verb or its subject denies it."""
    with nlp.select_pipes(enable=[name for name in nlp.pipe_names if not name.startswith("argmap_")]):
        doc = nlp(text)
    assert is_negated(doc[:]) is negated


def test_every_mention_says_where_and_why(read):
    """Each mention stands in the text, carries its rule or model, and a probability."""
    text = "Open models will win.\n\n- Labs should share them 🎉.\n\nשלום. Prices fell by 40 percent in 2021."
    for prop in read(text):
        assert text[prop.start : prop.end].strip()
        assert prop.rule
        assert 0 < prop.confidence <= 1
        assert prop.cue in " ".join(text.split()) or " … " in prop.cue


def test_an_endless_sentence_is_read(read):
    """A text without any sentence end is read to its end, without a crash."""
    assert len(read("and open models will win " * 1500)) >= 1


def test_decide_lets_a_prediction_win_over_a_claim():
    """A unit that is likely both is a prediction; one that is neither is left out."""
    least = {"claim": 0.5, "prediction": 0.5}
    claim = {"claim": 0.7, "evidence": 0.2, "other": 0.1}
    other = {"claim": 0.2, "evidence": 0.3, "other": 0.5}
    assert decide(claim, 0.6, least) == (Kind.PREDICTION, 0.6)
    assert decide(claim, 0.4, least) == (Kind.CLAIM, 0.7)
    assert decide(other, 0.1, least) == (None, 0.5)
