"""The regular expressions of rules/horizons.toml and rules/periods.toml, with their shorthands filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from argmap.pipeline.timewords import HALF, numbers, seasons, tens, units
from argmap.resources import Rule, lexicon, rules, wrong_rule

__all__ = ["Pattern", "patterns"]

#: What may stand before a season: where no hemisphere is named, it is the northern one.
HEMISPHERE = "(?:(?:southern|austral|northern|boreal)(?: hemisphere(?:['’]s)?)? )?"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule with its regular expressions compiled."""

    rule: Rule
    regex: re.Pattern[str]
    unless: re.Pattern[str] | None


@cache
def patterns(family: str) -> tuple[Pattern, ...]:
    """Compile a family of rules, with the places for numbers, units and periods filled in."""
    return tuple(_compiled(rule) for rule in rules(family))


def _compiled(rule: Rule) -> Pattern:
    if not isinstance(rule.pattern, str):
        raise wrong_rule(rule, "pattern is a regular expression")
    try:
        regex = re.compile(_filled(rule.pattern))
        unless = re.compile(str(rule.fields["unless"])) if "unless" in rule.fields else None
    except re.error as error:
        raise wrong_rule(rule, f"not a regular expression: {error}") from error
    return Pattern(rule, regex, unless)


def _filled(pattern: str) -> str:
    """Fill in the shorthands that the head of rules/horizons.toml explains; <span> names its groups once a use."""
    spans = iter(("", "2", "3"))
    filled = re.sub("<span>", lambda _: _span(next(spans)), pattern)
    for name, regex in _shorthands().items():
        filled = f"(?:{regex})".join(re.split(rf"(?<!\?P)<{name}>", filled))
    return filled


def _span(suffix: str) -> str:
    return (
        rf"(?P<n{suffix}><number>)(?: ?(?:-|–|to|or|and) ?(?P<m{suffix}><number>))?[ -]"
        rf"(?:more |short |full |calendar |or so )?(?P<unit{suffix}><unit>)\b(?P<half{suffix}>{HALF})?"
    )


@cache
def _shorthands() -> Mapping[str, str]:
    month = "|".join(rf"{name}|{name[:3]}\b\.?" if name != "may" else name for name in lexicon("months"))
    unit = "|".join(sorted(units()))
    year = r"(?:20|21)\d\d"
    years = (
        rf"{year}(?:-\d\d-\d\d\b|(?:s\b)?(?:,? (?:or|to|and)(?: maybe| perhaps| possibly)? {year}|\s?[-–—]\s?{year}"
        r"|[-–/]\d\d(?![-–/]?\d))?)"
    )
    part = (
        r"(?:(?:the )?(?:very )?(?:early[- ]to[- ]mid|mid[- ]to[- ]late"
        r"|early|mid|late|beginning|start|middle|end|close|turn|rest|remainder|course"
        r"|(?:first|second|latter|last) half|(?:first|second|third|fourth|last|final) quarter)"
        r"(?:[ -](?:of|in))?(?:[ -](?:the ))?[ -]?)"
    )
    season = rf"(?:{HEMISPHERE}(?:{'|'.join(seasons())}))"
    tail = rf"(?:,? (?:of )?{year}\b|[ ,]+(?:of )?(?:this|next) year\b)"
    dated = (
        rf"(?:{years}\b|['’][2-9]\d\b|(?:q[1-4]|h[12]){tail}|(?:the )?{season} (?:of )?{years}"
        rf"|(?:<month>)(?: \d\d?(?:st|nd|rd|th)?\b)?{tail}|\d\d?(?:st|nd|rd|th)? (?:of )?(?:<month>){tail})"
    )
    named = (
        rf"(?:<month>(?: \d\d?(?:st|nd|rd|th)?\b)?(?!\w)|\d\d?(?:st|nd|rd|th)? (?:of )?(?:<month>)|(?:q[1-4]|h[12])\b"
        r"|(?:the )?(?:first|second|third|fourth|last|final) quarter\b|christmas\b"
        rf"|(?:this|next) (?:{season}|<month>|<unit>)|(?:the )?year(?:['’]s)?[- ]end\b|mid[- ]century\b)"
    )
    anchored = (
        rf"(?:{part}(?:the |this )?(?:year|decade|century|quarter|month|week)\b(?: after next\b)?"
        r"|the (?:year|quarter|month|week) after next\b)"
    )
    return {"period": rf"(?:{anchored}|{part}?(?:{dated}|{named}))", "dated": rf"{part}?{dated}", "vague": _vague(),
            "season": season, "number": _number(), "month": month, "unit": f"(?:{unit}|centurie)s?"}


def _number() -> str:
    words = sorted(numbers(), key=len, reverse=True)
    ones = "|".join(lexicon("numbers")[1:10])
    two_words = rf"(?:{'|'.join(tens())})(?:[- ](?:{ones}))?\b"
    number = "|".join([r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,4}(?:\.\d)?", two_words, *words])
    return f"(?:{number})(?:{HALF})?"


def _vague() -> str:
    return (
        r"(?:(?:a )?(?:few|several|handful of|number of|matter of)(?: short| more)? (?:<unit>)"
        r"(?: or (?:<unit>))?)"
    )
