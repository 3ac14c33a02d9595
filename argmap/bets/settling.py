"""What would settle a prediction, as far as its essay says so: a test named near it, a figure in its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from argmap.bets.words import rules
from argmap.model import Document, Proposition
from argmap.plain import SENTENCE_END
from argmap.resources import Rule

__all__ = ["Settling", "figures", "settlings", "tests"]

FAMILY = "settlings"
PARAGRAPH = "\n\n"
#: The most that is read of a paragraph on either side, in code points.
AROUND = 2000


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Settling:
    """The essay's words for what would settle a prediction, what gave them away, and the rule."""

    words: str
    cue: str
    rule: str


def settlings(prop: Proposition, document: Document) -> tuple[Settling, ...]:
    """List what a prediction's own words, and the sentences of its paragraph, name as a test of it."""
    found = [item for sentence in _sentences(document.text, prop.start, prop.end) for item in tests(sentence)]
    return tuple(dict.fromkeys([*found, *figures(prop.text)]))


def tests(sentence: str) -> list[Settling]:
    """Take a sentence that names a test, once for each word that says so."""
    words = " ".join(sentence.split())
    return [Settling(words=words, cue=cue, rule=rule.name) for rule, cue in _cues(sentence, "near")]


def figures(text: str) -> list[Settling]:
    """Take the figures of a text that can be checked."""
    return [Settling(words=cue, cue=cue, rule=rule.name) for rule, cue in _cues(text, "own")]


def _cues(text: str, scope: str) -> Iterator[tuple[Rule, str]]:
    lowered = text.lower() if len(text.lower()) == len(text) else text
    for rule, regex in _patterns():
        if rule.fields["scope"] == scope:
            yield from ((rule, text[match.start() : match.end()].strip()) for match in regex.finditer(lowered))


def _sentences(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the sentences of the paragraph around a place."""
    first = max(text.rfind(PARAGRAPH, 0, start) + 1, start - AROUND, 0)
    found = text.find(PARAGRAPH, end)
    paragraph = text[first : min(found if found >= 0 else len(text), end + AROUND)]
    at = 0
    for match in SENTENCE_END.finditer(paragraph):
        yield paragraph[at : match.end()].strip()
        at = match.end()
    yield paragraph[at:].strip()


@cache
def _patterns() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(str(rule.pattern))) for rule in rules(FAMILY))
