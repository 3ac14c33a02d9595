"""On what condition a prediction stands: what the map has as a condition, or what its own words have as one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from argmap.bets.words import rules
from argmap.model import ArgumentMap, Kind
from argmap.resources import lexicon

__all__ = ["Condition", "conditions", "of_words"]

FAMILY = "conditions"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Condition:
    """The words of a condition, the word for it ("if", "unless"), and the rule that found it."""

    words: str
    cue: str
    rule: str


def conditions(amap: ArgumentMap) -> Mapping[str, tuple[Condition, ...]]:
    """Find the conditions of the predictions of a map, by their ids."""
    cues = set(lexicon("cause-conditions")) - set(lexicon("condition-concessions"))
    found: dict[str, set[Condition]] = defaultdict(set)
    for link in amap.links:
        for said in link.statements:
            if said.evidence.cue.lower() in cues:
                item = Condition(words=said.cause.selector.exact, cue=said.evidence.cue, rule=said.evidence.rule)
                for key in said.propositions:
                    found[key].add(item)
    for prop in amap.propositions:
        if prop.kind is Kind.PREDICTION:
            found[prop.id] = _best(of_words(prop.text), found[prop.id])
    return {key: tuple(sorted(items)) for key, items in found.items() if items}


def _best(own: tuple[Condition, ...], linked: set[Condition]) -> set[Condition]:
    """Take what the words say; a causal link that goes on where a comma stopped them has the whole of it."""
    if not own:
        return linked
    return {
        next((item for item in sorted(linked) if item.words.startswith(one.words)), one)
        for one in own
    }


def of_words(text: str) -> tuple[Condition, ...]:
    """Read conditions off the words of a prediction.

    >>> [(item.cue, item.words) for item in of_words("If the rules hold, prices will fall.")]
    [('If', 'the rules hold')]
    """
    lowered = text.lower() if len(text.lower()) == len(text) else text
    found = []
    for name, regex in _patterns():
        for match in regex.finditer(lowered):
            cue, words = (text[match.start(group) : match.end(group)] for group in ("cue", "words"))
            found.append(Condition(words=words.strip(), cue=cue, rule=name))
    return tuple(found)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((rule.name, re.compile(str(rule.pattern))) for rule in rules(FAMILY))
