"""What the encoder learns from: labels lined up with units, words and pieces; settings read from one file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from argmap.evaluation.gold import essays
from argmap.pipeline.load import load, parse
from argmap.pipeline.wordpieces import WordPieces
from argmap.resources import model_path
from tests.conftest import ROOT
from training.encoder import config
from training.encoder.examples import FIRST, INSIDE, RELATIONS, essay_examples

GOLD = ROOT / "tests" / "cases" / "evaluation" / "gold"


@pytest.fixture(scope="module")
def made():
    """The labelled essays of the tests with their Docs and examples."""
    golds = list(essays(GOLD))
    docs = list(parse(load(fast=True), [gold.document for gold in golds]))
    pieces = WordPieces(model_path("encoder") / "tokenizer.json")
    return [(gold, doc, essay_examples(gold, doc, pieces)) for gold, doc in zip(golds, docs, strict=True)]


@pytest.mark.model
def test_every_labelled_unit_is_an_example(made):
    """No label is lost between the file and what is learnt."""
    for gold, _, found in made:
        assert {example.label["i"] for example in found.examples if example.label} == {
            unit["i"] for unit in gold.units}


@pytest.mark.model
def test_links_are_the_labelled_words(made):
    """The words of each end, counted from the start of its unit, are those that were labelled."""
    links = 0
    for gold, doc, found in made:
        inside = [row for row in gold.causal if row["i"] == row["cause_i"]]
        spans = list(doc.spans["units"])
        got = set()
        for example in found.examples:
            for link in example.links or ():
                unit = spans[example.number]
                got.add(tuple(unit[low : high + 1].text for low, high in (link.cause, link.effect)))
                assert link.cause[0] <= link.heads[0] <= link.cause[1]
                assert link.effect[0] <= link.heads[1] <= link.effect[1]
        assert got == {(row["cause"], row["effect"]) for row in inside}
        links += len(got)
    assert links


@pytest.mark.model
def test_horizons_are_tagged_word_by_word(made):
    """A horizon begins once, and its words are the labelled ones."""
    for _gold, doc, found in made:
        for example in found.examples:
            wanted = example.label and example.label["horizon"]
            unit = doc.spans["units"][example.number]
            tagged = [unit[i].text for i, tag in enumerate(example.horizon) if tag in (FIRST, INSIDE)]
            assert example.horizon.count(FIRST) == bool(wanted)
            assert " ".join(tagged) == (wanted or "")


@pytest.mark.model
def test_relations_keep_their_direction_and_type(made):
    """A support of one unit by another is learnt as that, not the other way round."""
    for gold, _, found in made:
        number = {example.label["i"]: example.number for example in found.examples if example.label}
        assert found.relations == {
            (number[row["from"]], number[row["to"]]): RELATIONS.index(row["type"]) for row in gold.relations}


def test_settings_are_those_of_the_file(tmp_path):
    """A setting that is missing or misspelt is an error, not a default."""
    text = config.CONFIG.read_text("utf-8")
    assert config.read().folds >= 2
    for broken in (text.replace("seed = 0\n", ""), f"speed = 1\n{text}"):
        path = tmp_path / "config.toml"
        path.write_text(broken, "utf-8")
        with pytest.raises(TypeError):
            config.read(path)
    assert replace(config.read(), passes=1).passes == 1
