"""Propose support and attack relations, each with the words that are its textual reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from argmap.model import AUTHOR, Scheme
from argmap.pipeline.mentions import RelationMention
from argmap.pipeline.profiles import Profile
from argmap.resources import Rule, rules

__all__ = ["Cue", "propose", "signals"]

#: How alike two different terms must be (cosine of their word vectors) to be a textual reason.
RELATED = 0.55

#: Where in a proposition the words of a rule may stand.
PLACES = {
    "start": r"\A\W*(?P<cue>WORDS)(?!\w)",
    "opening": r"\A\W*(?:\w+,?\s+)?(?P<cue>WORDS)(?!\w)",
    "inside": r"(?<!\w)(?P<cue>WORDS)(?!\w)",
    "opposed": r"(?<!\w|')(?P<cue>WORDS)(?!\w)",
    "end": r"(?P<cue>WORDS)\Z",
}
SHARED, RELATED_TERMS, OPPOSED = "shared", "related", "opposed"
AFTER, AROUND, BEFORE, HEADING, ITEMS = "after", "around", "before", "heading", "items"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of doc.text that are the reason for a relation."""

    text: str
    start: int


def propose(found: Sequence[Profile]) -> Iterator[RelationMention]:
    """Yield every relation that a rule proposes, proposition by proposition, rules in the order of their file."""
    fired = [signals(profile) for profile in found]
    for profile in found:
        for rule in rules("relations"):
            cue = fired[profile.index].get(rule.name)
            if cue is not None or rule.pattern["at"] in (SHARED, RELATED_TERMS):
                yield from _relations(rule, profile, cue, found, fired)


def signals(profile: Profile) -> Mapping[str, Cue]:
    """Find the words of every rule that stand in a proposition: the rule's name to its cue."""
    cues = ((name, _cue(pattern, profile)) for name, pattern in _patterns())
    return {name: cue for name, cue in cues if cue is not None}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    worded = [rule for rule in rules("relations") if "terms" in rule.pattern]
    return tuple((rule.name, _compiled(rule.pattern["at"], rule.pattern["terms"])) for rule in worded)


def _compiled(at: str, terms: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(term) for term in sorted(terms, key=lambda term: (-len(term), term)))
    return re.compile(PLACES[at].replace("WORDS", words))


def _cue(pattern: re.Pattern[str], profile: Profile) -> Cue | None:
    match = pattern.search(profile.plain)
    if match is None:
        return None
    start, end = match.span("cue")
    return Cue(profile.text[start:end], profile.body + start)


def _relations(
    rule: Rule,
    this: Profile,
    cue: Cue | None,
    found: Sequence[Profile],
    fired: Sequence[Mapping[str, Cue]],
) -> Iterator[RelationMention]:
    for other in _others(rule, this, found):
        source, target = (this, other) if rule.fields["from"] == "this" else (other, this)
        if not target.is_claim or not _fits(rule, this, other, fired):
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


def _others(rule: Rule, this: Profile, found: Sequence[Profile]) -> Iterator[Profile]:
    """Yield the propositions that a rule looks at from this one, the nearest first."""
    where, reach = rule.fields["other"], int(rule.fields["reach"])
    if where == HEADING:
        if this.heading >= 0 and this.index - this.heading <= reach:
            yield found[this.heading]
        return
    if where == ITEMS:
        yield from _items(this, found[this.index + 1 : this.index + 1 + reach])
        return
    for distance in range(1, reach + 1):
        if where in (BEFORE, AROUND) and this.index >= distance:
            yield found[this.index - distance]
        if where in (AFTER, AROUND) and this.index + distance < len(found):
            yield found[this.index + distance]


def _items(this: Profile, after: Sequence[Profile]) -> Iterator[Profile]:
    """Yield the items of the list that follows at once."""
    for other in after:
        if other.label != "item" or other.section != this.section:
            return
        yield other


def _fits(rule: Rule, this: Profile, other: Profile, fired: Sequence[Mapping[str, Cue]]) -> bool:
    if rule.pattern.get("holder") == "other" and other.mention.holder in (AUTHOR, this.mention.holder):
        return False
    if rule.pattern["at"] == OPPOSED:
        return rule.name not in fired[other.index] and bool(this.terms.keys() & other.terms.keys())
    return True


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
