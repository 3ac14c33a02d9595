"""Words of time mean the right dates."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from argmap.model import Horizon
from argmap.pipeline import dates

SAID = date(2026, 4, 15)
CASES = tomllib.loads((Path(__file__).parent / "cases" / "horizons.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} @ {case.get('said', '')}")
def test_resolve_gives_the_dates_of_a_phrase(case):
    """Each phrase of the table means its dates, open bounds and missing essay dates included."""
    said = dates.said_on(case["said"]) if "said" in case else SAID
    expected = Horizon(text=case["text"], earliest=case.get("earliest"), latest=case.get("latest"))
    assert expected == dates.resolve(case["text"], said)


def test_resolve_ignores_case_and_curly_apostrophes():
    """A phrase at the start of a sentence, or typeset, means the same."""
    assert dates.resolve("By The End Of 2027", SAID).latest == "2027-12-31"
    assert dates.resolve("by year’s end", SAID).latest == "2026-12-31"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It will ship in 2027, and soon after that again.", ["in 2027"]),
        ("Prices may march on.", []),
        ("By the end of 2027 or in the next two years.", ["By the end of 2027", "in the next two years"]),
        ("It has 2000 parts.", []),
        ("", []),
    ],
)
def test_find_takes_the_longest_phrases_in_order(text, found):
    """Phrases are found whole, in the order of the text, and months that are verbs are not."""
    assert found == [phrase.horizon.text for phrase in dates.find(text, SAID)]


def test_find_gives_the_offsets_of_its_words():
    """The words stand where the phrase says, also after characters whose small form is longer."""
    text = "İstanbul will vote by 2030."
    [phrase] = dates.find(text, SAID)
    assert text[phrase.start : phrase.end] == "by 2030"


@pytest.mark.parametrize(
    ("iso", "day"),
    [("2026-04-15", SAID), ("2026-04", date(2026, 4, 1)), ("2026", date(2026, 1, 1)), ("2026-02-31", None),
     ("2026-04-15T10:00:00Z", SAID), ("yesterday", None), ("", None), ("0000-01-01", None)],
)
def test_said_on_reads_iso_dates_only(iso, day):
    """A date that is none leaves relative words without dates instead of failing."""
    assert day == dates.said_on(iso)
