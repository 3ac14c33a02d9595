"""The report on the rules: what each proposes in labelled essays, and how often rightly."""

from __future__ import annotations

import json

import pytest

from argmap.resources import families, rules
from tests.conftest import ROOT
from training.rules import HEADS, Report, Tally, as_page, as_table, labelled, measure, weak

ESSAY = """---
title: The harbour
author: A. Tester
date: 2026-04-15
---

The council should close the harbour.

Heavy rain increases the risk of floods because the drains are old.

The port will reopen within two years.
"""
UNITS = [
    ("The council should close the harbour.", "claim", False, None, "certain"),
    ("Heavy rain increases the risk of floods because the drains are old.", "claim", False, None, "certain"),
    ("The port will reopen within two years.", "claim", True, "within two years", "certain"),
]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Judge the rules on one labelled essay."""
    folder = tmp_path_factory.mktemp("gold")
    (folder / "harbour.md").write_text(ESSAY, "utf-8")
    keys = ("text", "role", "prediction", "horizon", "certainty")
    units = [{"i": i, "holder": "author", "mechanisms": [], **dict(zip(keys, unit, strict=True))}
             for i, unit in enumerate(UNITS)]
    link = {"i": 1, "cause_i": 1, "cause": "Heavy rain", "effect": "the risk of floods", "polarity": "+",
            "negated": False, "marker": "increases"}
    gold = {"essay": "harbour", "units": units, "causal": [link], "relations": []}
    (folder / "harbour.gold.json").write_text(json.dumps(gold), "utf-8")
    return measure(labelled(folder))


@pytest.mark.model
@pytest.mark.parametrize(("rule", "proposed", "right"), [
    ("causes.raise", 1, 1),
    ("causes.conjunction", 1, 0),
    ("claims.should", 1, 1),
    ("claims.because", 1, 1),
    ("predictions.will", 1, 1),
    ("horizons.within-span", 1, 1),
])
def test_report_counts_what_a_rule_proposes_and_what_of_it_is_right(report, rule, proposed, right):
    """Each family is judged by its own labels."""
    tally = report.tallies[rule]
    assert (tally.proposed, tally.right) == (proposed, right)


@pytest.mark.model
def test_report_lists_every_rule_even_one_that_never_fires(report):
    """A rule without hits would otherwise be forgotten."""
    page, lines = as_page(report, ""), as_table(report)
    for family in families():
        for rule in rules(family):
            assert f"| `{rule.name.partition('.')[2]}` |" in page
            assert rule.name in lines


def test_report_names_the_weak_rules():
    """What proposes wrongly more often than not stands apart by whether the models make up for it."""
    found = Report({"causes.raise": Tally(10, 2, 4, 3), "causes.lower": Tally(10, 2, 4, 1),
                    "claims.should": Tally(10, 9), "causes.stop": Tally(10, 0)})
    assert weak(found).strip().splitlines() == [
        "Below .5 when proposing, above when shown: `causes.raise`.", "", "Below .5 both ways: `causes.lower`.", "",
        "Below .5 and never shown by itself: `causes.stop`."]


def test_every_family_says_what_counts_as_right():
    """A figure without its meaning is none."""
    assert sorted(HEADS) == list(families())


@pytest.mark.parametrize("family", families())
def test_the_page_of_rules_is_up_to_date(family):
    """docs/rules.md has every rule: `make rules` writes it again."""
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    section = page.partition(f"\n## {family}\n")[2].partition("\n## ")[0]
    assert [f"`{rule.name.partition('.')[2]}`" for rule in rules(family)] == [
        line.split(" | ")[0].removeprefix("| ") for line in section.splitlines() if line.startswith("| `")]
