"""Every rule of every family finds its example and leaves its counterexamples alone.

A family plugs in by one line in FAMILIES: a function that lists what its rules find in a Doc, before any trained
model judges it, as pairs of the rule's full name and the fields that `expect` may ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from spacy.tokens import Doc

from argmap.pipeline import dates, features, holders
from argmap.resources import families, rules

SAID = date(2026, 4, 15)
Matches = Iterator[tuple[str, dict[str, Any]]]


def cues(doc: Doc) -> Matches:
    """List what the families that are features of a unit find."""
    for view in features.Describer(doc.vocab)(doc):
        for found in view.found:
            level = found.rule.fields.get("level")
            yield found.rule.name, {"cue": doc[found.start : found.end].text, "certainty": level}


def reports(doc: Doc) -> Matches:
    """List whose position is reported."""
    for guesses in holders.Holders(doc.vocab)(doc, list(doc.spans["units"])):
        for guess in guesses:
            yield guess.rule, {"holder": guess.holder}


def horizons(doc: Doc) -> Matches:
    """List words of time with their dates."""
    for phrase in dates.find(doc.text, SAID):
        bounds = {"earliest": phrase.horizon.earliest, "latest": phrase.horizon.latest}
        yield phrase.rule, {"text": phrase.horizon.text, **{name: day for name, day in bounds.items() if day}}


def periods(doc: Doc) -> Matches:
    """List which rules read a stretch of the calendar, and the stretch that all of them come to."""
    stretch = dates.period(doc.text, SAID)
    for name in dates.readings(doc.text):
        yield name, {"earliest": stretch[0].isoformat(), "latest": stretch[1].isoformat()} if stretch else {}


#: Rule family to what lists its matches in a Doc.
FAMILIES: dict[str, Callable[[Doc], Matches]] = {
    "certainty": cues,
    "claims": cues,
    "evidence": cues,
    "holders": reports,
    "horizons": horizons,
    "periods": periods,
    "predictions": cues,
}

ALL = [rule for family in families() for rule in rules(family)]


def test_every_family_is_run():
    """A rule file that nobody runs would be words without effect."""
    assert sorted(FAMILIES) == list(families())


@pytest.mark.model
@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_rule_finds_its_example(rule, nlp):
    """The example is found by that very rule, with the fields that it promises."""
    family = rule.name.partition(".")[0]
    found = [fields for name, fields in FAMILIES[family](nlp(rule.example)) if name == rule.name]
    assert any(rule.expect.items() <= fields.items() for fields in found), found


@pytest.mark.model
@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_rule_leaves_its_counterexamples_alone(rule, nlp):
    """No counterexample is matched by that rule."""
    family = rule.name.partition(".")[0]
    hits = {text: [fields for name, fields in FAMILIES[family](nlp(text)) if name == rule.name]
            for text in rule.counterexamples}
    assert {text: [] for text in rule.counterexamples} == hits
