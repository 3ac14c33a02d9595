"""Propose support and attack relations, each with the words that are its textual reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, zip_longest
from typing import Any, NamedTuple

import numpy as np
from spacy.tokens import Doc

from argmap.model import Scheme
from argmap.pipeline.mentions import RelationMention
from argmap.pipeline.profiles import Profile, list_mark, plain, profiles
from argmap.resources import Rule, rules, wrong_rule

__all__ = ["Cue", "Discourse", "cues", "signals"]

#: How alike two different terms must be (cosine of their word vectors) to be a textual reason.
RELATED = 0.45
#: Terms that are more alike than this are the same word.
SAME = 0.995

START = "start"
#: Where in a proposition the words of a rule may stand.
PLACES = {
    START: r"\A\W*(?P<cue>WORDS)(?!\w)",
    "inside": r"(?<!\w)(?P<cue>WORDS)(?!\w)",
    "end": r"(?P<cue>WORDS)\Z",
}
WORD = re.compile(r"\w+")
SHARED = "shared"
#: What a rule may match that lists no words: two propositions with a term in common, or with related terms.
WORDLESS = frozenset({SHARED, "related"})
#: For a word the numbers of the rules that it may belong to.
Index = Mapping[str, Collection[int]]
AFTER, BEFORE, HEADING, ITEMS = "after", "before", "heading", "items"


class Cue(NamedTuple):
    """Words of doc.text that are the reason for a relation."""

    text: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """One rule of rules/relations.toml, ready to run."""

    name: str
    at: str
    other: str
    reach: int
    from_this: bool
    scheme: Scheme


@cache
def _compiled() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            name=rule.name, at=rule.pattern["at"], other=rule.fields["other"], reach=int(rule.fields["reach"]),
            from_this=rule.fields["from"] == "this", scheme=Scheme(rule.fields["scheme"]),
        )
        for rule in _rules()
    )


class Discourse:
    """The propositions of an essay as profiles, and for each the words of every rule that stand in it."""

    def __init__(self, found: Sequence[Profile]) -> None:
        self.profiles = found
        self.signals: Sequence[Mapping[str, Cue]] = [signals(profile) for profile in found]
        self._terms = np.concatenate([profile.matrix for profile in found]) if found else np.zeros((0, 0), np.float32)
        self._first = [0, *accumulate(len(profile.words) for profile in found)]

    @classmethod
    def of(cls, doc: Doc) -> Discourse:
        """Look at every proposition of a Doc."""
        return cls(profiles(doc))

    def proposals(self) -> Iterator[RelationMention]:
        """Yield every relation that a rule proposes, proposition by proposition, rules in the order of their file."""
        for this in self.profiles:
            fired = self.signals[this.index]
            for rule in _compiled():
                if rule.name in fired or rule.at in WORDLESS:
                    yield from self._relations(rule, this, fired.get(rule.name))

    def _relations(self, rule: _Rule, this: Profile, cue: Cue | None) -> Iterator[RelationMention]:
        if not (rule.from_this or this.is_claim):
            return
        others = self._others(rule, this)
        if rule.from_this:
            others = [other for other in others if other.is_claim]
        for other, reason in self._reasons(rule, this, cue, others):
            source, target = (this, other) if rule.from_this else (other, this)
            yield RelationMention(source.index, target.index, rule.scheme, rule.name, *reason)

    def _reasons(
        self, rule: _Rule, this: Profile, cue: Cue | None, others: Sequence[Profile]
    ) -> Iterator[tuple[Profile, Cue]]:
        """Yield the propositions that a rule ties this one to, each with the words that are the reason."""
        if cue is not None:
            yield from ((other, cue) for other in others)
        elif rule.at == SHARED:
            sharing = [other for other in others if not this.terms.keys().isdisjoint(other.terms)]
            yield from ((other, _shared(this, other)) for other in sharing)
        else:
            yield from self._related(this, others)

    def _others(self, rule: _Rule, this: Profile) -> Sequence[Profile]:
        """List the propositions that a rule looks at from this one, the nearest first."""
        if rule.other == HEADING:
            near = this.heading >= 0 and this.index - this.heading <= rule.reach
            return [self.profiles[this.heading]] if near else []
        after = self.profiles[this.index + 1 : this.index + 1 + rule.reach]
        if rule.other == ITEMS:
            return list(_items(this, after))
        before = self.profiles[max(0, this.index - rule.reach) : this.index][::-1]
        return after if rule.other == AFTER else before if rule.other == BEFORE else _alternating(before, after)

    def _related(self, this: Profile, others: Sequence[Profile]) -> Iterator[tuple[Profile, Cue]]:
        """Yield those with a term of near meaning to one of this proposition's, with that term."""
        others = [other for other in others if other.words]
        if not this.words or not others:
            return
        low = self._first[min(other.index for other in others)]
        high = self._first[max(other.index for other in others) + 1]
        alike = this.matrix @ self._terms[low:high].T
        alike[alike > SAME] = 0.0
        close = (alike.max(axis=0) >= RELATED).tolist()
        for other in others:
            own = slice(self._first[other.index] - low, self._first[other.index + 1] - low)
            if True in close[own]:
                row = int(np.argmax(alike[:, own])) // (own.stop - own.start)
                yield other, _at(this, this.words[row])


def _alternating(before: Sequence[Profile], after: Sequence[Profile]) -> list[Profile]:
    """Take the nearest before and after in turn."""
    pairs = zip_longest(before, after)
    return [profile for pair in pairs for profile in pair if profile is not None]


def signals(profile: Profile) -> Mapping[str, Cue]:
    """Find the words of every rule that stand in a proposition: the rule's name to its cue."""
    return _cues(profile.text, profile.plain, profile.body)


def cues(text: str, start: int) -> Mapping[str, Cue]:
    """Find the words of every rule that stand in a text, proposition or not, that begins at `start` of doc.text."""
    skip = list_mark(text)
    return _cues(text[skip:], plain(text[skip:]), start + skip)


def _cues(text: str, lowered: str, start: int) -> Mapping[str, Cue]:
    patterns, opening, index = _patterns()
    words = WORD.findall(lowered)
    likely = {number for word in {"", *words} for number in index.get(word, ())}
    likely.update(number for word in {"", *words[:1]} for number in opening.get(word, ()))
    found = ((patterns[number][0], _cue(patterns[number][1], text, lowered, start)) for number in sorted(likely))
    return {name: cue for name, cue in found if cue is not None}


@cache
def _rules() -> tuple[Rule, ...]:
    """Load and check the rules, once a process."""
    for rule in rules("relations"):
        wrong = _problem(rule.pattern)
        if wrong:
            raise wrong_rule(rule, wrong)
    return rules("relations")


def _problem(pattern: Any) -> str:
    """Say what is wrong with a pattern, "" if nothing is."""
    if not isinstance(pattern, Mapping) or not {"at"} <= set(pattern) <= {"at", "terms"}:
        return "pattern is a table of at and terms"
    if pattern["at"] not in PLACES and pattern["at"] not in WORDLESS:
        return f"at is one of {', '.join(sorted({*PLACES, *WORDLESS}))}"
    terms = pattern.get("terms", [])
    if not isinstance(terms, list) or not all(isinstance(term, str) for term in terms):
        return "terms is a list of texts"
    if bool(terms) == (pattern["at"] in WORDLESS):
        return f"{pattern['at']} goes without terms" if terms else f"{pattern['at']} needs terms"
    return ""


@cache
def _patterns() -> tuple[Sequence[tuple[str, re.Pattern[str]]], Index, Index]:
    """Compile the rules that list words, and index them by the first word of each of their terms, "" for a mark.

    Those whose words open a proposition have an index of their own.
    """
    worded = [rule for rule in _rules() if "terms" in rule.pattern]
    opening: defaultdict[str, set[int]] = defaultdict(set)
    anywhere: defaultdict[str, set[int]] = defaultdict(set)
    for number, rule in enumerate(worded):
        index = opening if rule.pattern["at"] == START else anywhere
        for term in rule.pattern["terms"]:
            index[next(iter(WORD.findall(term)), "")].add(number)
    return [(rule.name, _regex(rule.pattern["at"], rule.pattern["terms"])) for rule in worded], opening, anywhere


def _regex(at: str, terms: Iterable[str]) -> re.Pattern[str]:
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


def _shared(this: Profile, other: Profile) -> Cue:
    both = this.terms.keys() & other.terms.keys()
    return _at(this, min(both, key=lambda term: (-this.terms[term], this.places[term])))


def _at(profile: Profile, term: str) -> Cue:
    start, end = profile.places[term]
    return Cue(profile.text[max(0, start - profile.body) : end - profile.body], start)
