"""Every rule of every family: its example is found by that very rule, its counterexamples are not."""

from __future__ import annotations

import pytest

from argmap.resources import families, rules
from tests.families import FAMILIES

ALL = [rule for family in families() for rule in rules(family)]


def test_every_family_is_run():
    """A rule file that nobody runs would be words without effect."""
    assert sorted(FAMILIES) == list(families())


@pytest.mark.model
@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_rule_finds_its_example(rule, fast_nlp):
    """The example is found by that very rule, with the fields that it promises."""
    family = rule.name.partition(".")[0]
    found = [fields for name, fields in FAMILIES[family](fast_nlp(rule.example)) if name == rule.name]
    assert any(rule.expect.items() <= fields.items() for fields in found), found


@pytest.mark.model
@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_rule_leaves_its_counterexamples_alone(rule, fast_nlp):
    """No counterexample is matched by that rule."""
    family = rule.name.partition(".")[0]
    hits = {text: [fields for name, fields in FAMILIES[family](fast_nlp(text)) if name == rule.name]
            for text in rule.counterexamples}
    assert {text: [] for text in rule.counterexamples} == hits
