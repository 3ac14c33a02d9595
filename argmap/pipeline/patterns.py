"""Run the token patterns of a rule family over a Doc: each rule's `pattern` is one or more of spaCy's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from argmap.errors import ResourceError
from argmap.resources import Rule, rules

__all__ = ["Found", "Patterns"]


@dataclass(frozen=True, slots=True)
class Found:
    """A rule and the tokens that it matched; `start` and `end` are tokens of the Doc."""

    rule: Rule
    start: int
    end: int


class Patterns:
    """The rules of one family, compiled for a vocabulary."""

    def __init__(self, vocab: Vocab, family: str) -> None:
        self._rules = {rule.name: rule for rule in rules(family)}
        self._matcher = Matcher(vocab, validate=True)
        for rule in self._rules.values():
            several = isinstance(rule.pattern[0], list)
            try:
                self._matcher.add(rule.name, rule.pattern if several else [rule.pattern], greedy="LONGEST")
            except ValueError as error:
                raise ResourceError(f"not a pattern of tokens: {error}", where=rule.name) from error

    def find(self, doc: Doc) -> Sequence[Found]:
        """List the matches in the order of the text, the longer first, then by rule."""
        names = doc.vocab.strings
        found = [Found(self._rules[names[key]], start, end) for key, start, end in self._matcher(doc)]
        return sorted(found, key=lambda match: (match.start, -match.end, match.rule.name))
