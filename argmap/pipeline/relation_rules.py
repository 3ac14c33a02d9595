"""Propose support and attack relations, each with the words that are its textual reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.tokens import Doc

from argmap.model import AUTHOR, Scheme
from argmap.pipeline.mentions import RelationMention
from argmap.pipeline.profiles import Profile, list_mark, plain, profiles
from argmap.resources import Rule, rules

__all__ = ["Cue", "Discourse", "cues", "signals"]

#: How alike two different terms must be (cosine of their word vectors) to be a textual reason.
RELATED = 0.45

#: Where in a proposition the words of a rule may stand.
PLACES = {
    "start": r"\A\W*(?P<cue>WORDS)(?!\w)",
    "inside": r"(?<!\w)(?P<cue>WORDS)(?!\w)",
    "opposed": r"(?<!\w|')(?P<cue>WORDS)(?!\w)",
    "end": r"(?P<cue>WORDS)\Z",
}
SHARED, OPPOSED = "shared", "opposed"
#: What a rule may match that lists no words: two propositions with a term in common, or with related terms.
WORDLESS = frozenset({SHARED, "related"})
AFTER, BEFORE, HEADING, ITEMS = "after", "before", "heading", "items"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of doc.text that are the reason for a relation."""

    text: str
    start: int


@dataclass(frozen=True, slots=True, eq=False)
class Discourse:
    """The propositions of an essay as profiles, and for each the words of every rule that stand in it."""

    profiles: Sequence[Profile]
    signals: Sequence[Mapping[str, Cue]]

    @classmethod
    def of(cls, doc: Doc) -> Discourse:
        """Look at every proposition of a Doc."""
        found = profiles(doc)
        return cls(found, [signals(profile) for profile in found])

    def proposals(self) -> Iterator[RelationMention]:
        """Yield every relation that a rule proposes, proposition by proposition, rules in the order of their file."""
        for this in self.profiles:
            fired = self.signals[this.index]
            for rule in rules("relations"):
                if rule.name in fired or rule.pattern["at"] in WORDLESS:
                    yield from self._relations(rule, this, fired.get(rule.name))

    def _relations(self, rule: Rule, this: Profile, cue: Cue | None) -> Iterator[RelationMention]:
        for other in self._others(rule, this):
            source, target = (this, other) if rule.fields["from"] == "this" else (other, this)
            if not target.is_claim or not self._fits(rule, this, other):
                continue
            reason = cue or _term(rule, this, other)
            if reason is not None:
                yield RelationMention(
                    source=source.index,
                    target=target.index,
                    scheme=Scheme(rule.fields["scheme"]),
                    rule=rule.name,
                    cue=reason.text,
                    cue_start=reason.start,
                )

    def _others(self, rule: Rule, this: Profile) -> Iterator[Profile]:
        """Yield the propositions that a rule looks at from this one, the nearest first."""
        where, reach = rule.fields["other"], int(rule.fields["reach"])
        if where == HEADING:
            if this.heading >= 0 and this.index - this.heading <= reach:
                yield self.profiles[this.heading]
        elif where == ITEMS:
            yield from _items(this, self.profiles[this.index + 1 : this.index + 1 + reach])
        else:
            yield from self._around(this.index, reach, before=where != AFTER, after=where != BEFORE)

    def _around(self, index: int, reach: int, *, before: bool, after: bool) -> Iterator[Profile]:
        for distance in range(1, reach + 1):
            if before and index >= distance:
                yield self.profiles[index - distance]
            if after and index + distance < len(self.profiles):
                yield self.profiles[index + distance]

    def _fits(self, rule: Rule, this: Profile, other: Profile) -> bool:
        """Check who holds the two ends, and that just one end of an opposition denies."""
        wanted = rule.pattern.get("holder")
        if wanted and (other if wanted == "other" else this).mention.holder == AUTHOR:
            return False
        if wanted and other.mention.holder == this.mention.holder:
            return False
        if rule.pattern["at"] == OPPOSED:
            return rule.name not in self.signals[other.index] and bool(this.terms.keys() & other.terms.keys())
        return True


def signals(profile: Profile) -> Mapping[str, Cue]:
    """Find the words of every rule that stand in a proposition: the rule's name to its cue."""
    return _cues(profile.text, profile.plain, profile.body)


def cues(text: str, start: int) -> Mapping[str, Cue]:
    """Find the words of every rule that stand in a text, proposition or not, that begins at `start` of doc.text."""
    skip = list_mark(text)
    return _cues(text[skip:], plain(text[skip:]), start + skip)


def _cues(text: str, lowered: str, start: int) -> Mapping[str, Cue]:
    found = ((name, _cue(pattern, text, lowered, start)) for name, pattern in _patterns())
    return {name: cue for name, cue in found if cue is not None}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    worded = [rule for rule in rules("relations") if "terms" in rule.pattern]
    return tuple((rule.name, _compiled(rule.pattern["at"], rule.pattern["terms"])) for rule in worded)


def _compiled(at: str, terms: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(term) for term in sorted(terms, key=lambda term: (-len(term), term)))
    return re.compile(PLACES[at].replace("WORDS", words))


def _cue(pattern: re.Pattern[str], text: str, lowered: str, body: int) -> Cue | None:
    match = pattern.search(lowered)
    if match is None:
        return None
    start, end = match.span("cue")
    return Cue(text[start:end], body + start)


def _items(this: Profile, after: Sequence[Profile]) -> Iterator[Profile]:
    """Yield the items of the list that follows at once."""
    for other in after:
        if other.label != "item" or other.section != this.section:
            return
        yield other


def _term(rule: Rule, this: Profile, other: Profile) -> Cue | None:
    """Find the term of this proposition that ties it to the other one."""
    if rule.pattern["at"] == SHARED:
        return _shared(this, other)
    return _related(this, other)


def _shared(this: Profile, other: Profile) -> Cue | None:
    both = this.terms.keys() & other.terms.keys()
    if not both:
        return None
    return _at(this, min(both, key=lambda term: (-this.terms[term], this.places[term])))


def _at(profile: Profile, term: str) -> Cue:
    start, end = profile.places[term]
    return Cue(profile.text[max(0, start - profile.body) : end - profile.body], start)


def _related(this: Profile, other: Profile) -> Cue | None:
    if not this.words or not other.words:
        return None
    alike = this.matrix @ other.matrix.T
    alike[alike > 0.995] = 0.0
    best = int(np.argmax(alike))
    row, column = divmod(best, alike.shape[1])
    return _at(this, this.words[row]) if alike[row, column] >= RELATED else None
