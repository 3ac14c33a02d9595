"""What speaks for or against a relation between two propositions, as named features."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain

from argmap.model import AUTHOR, Scheme
from argmap.pipeline.linear import Features
from argmap.pipeline.mentions import RelationMention
from argmap.pipeline.profiles import Profile
from argmap.pipeline.relation_rules import Discourse
from argmap.resources import lexicon

__all__ = ["PairFeatures"]

TRAITS = {
    "digit": re.compile(r"\d"),
    "year": re.compile(r"\b(?:19|20)\d\d\b"),
    "quote": re.compile(r"[\"“”]"),
    "link": re.compile(r"https?://|www\."),
    "colon": re.compile(r":\W*\Z"),
    "question": re.compile(r"\?\W{0,3}\Z"),
    "exclamation": re.compile(r"!\W{0,3}\Z"),
}
WORD = re.compile(r"\w+(?:'\w+)?")
#: Lexicons whose words in a proposition are a trait of it.
WORDED = ("norm", "judgement", "negation")
#: How many propositions around one are the company that its likeness is ranked in.
COMPANY = 6


@dataclass(frozen=True, slots=True)
class _Own:
    """What is true of one proposition by itself or by its neighbours, whatever it is paired with."""

    traits: tuple[str, ...]
    signals: tuple[str, ...]
    beside: tuple[tuple[int, str], ...]
    ranked: tuple[float, ...]
    central: float
    weight: float


class PairFeatures:
    """Describes pairs of propositions of one essay; what belongs to one proposition is worked out once."""

    def __init__(self, discourse: Discourse) -> None:
        self._profiles = discourse.profiles
        self._signals = discourse.signals
        self._alike: dict[tuple[int, int], float | None] = {}
        self._told: dict[tuple[str, int, int | None, str], Sequence[str]] = {}
        self._own = [self._alone(profile) for profile in discourse.profiles]
        self._claims = [0, *accumulate(profile.is_claim for profile in self._profiles)]
        self._headings = [0, *accumulate(profile.label == "heading" for profile in self._profiles)]

    def __call__(self, proposals: Sequence[RelationMention]) -> Features:
        """Describe the pair that all these proposals are for: places, kinds, terms in common, rules that propose it."""
        source, target = self._profiles[proposals[0].source], self._profiles[proposals[0].target]
        side = "back" if target.index < source.index else "ahead"
        near = _near(source, target)
        names = chain(
            _position(source, target, side, near),
            _kinds(source, target, side),
            _rules(source, target, side, near, proposals),
            self._between(source, target, side),
            self._end("source", source, target, side, near),
            self._end("target", target, source, side, near),
        )
        row: dict[str, float] = dict.fromkeys(names, 1.0)
        row.update(self._overlap(source, target, side))
        row.update(self._likeness(source, target))
        return row

    def _alone(self, profile: Profile) -> _Own:
        company = self._company(profile)
        return _Own(
            traits=tuple(_traits(profile, len(self._profiles))),
            signals=tuple(name.partition(".")[2] for name in self._signals[profile.index]),
            beside=tuple(self._beside(profile)),
            ranked=tuple(sorted(company)),
            central=sum(company) / max(1, len(company)),
            weight=sum(profile.terms.values()),
        )

    def _beside(self, profile: Profile) -> Iterator[tuple[int, str]]:
        """Describe the propositions just before and just after, each with its index."""
        for name, index in (("before", profile.index - 1), ("after", profile.index + 1)):
            if not 0 <= index < len(self._profiles):
                yield index, f"{name}-is-none"
                continue
            other = self._profiles[index]
            where = "same" if other.block == profile.block else "apart"
            yield index, f"{name}={other.mention.kind}:{other.label}:{where}"
            for signal in self._signals[index]:
                yield index, f"{name}~{signal.partition('.')[2]}:{where}"

    def _company(self, profile: Profile) -> Sequence[float]:
        """Say how alike each proposition around is, of those that have vectors."""
        low, high = max(0, profile.index - COMPANY), profile.index + COMPANY + 1
        alike = (self._likened(profile, other) for other in self._profiles[low:high] if other is not profile)
        return [likeness for likeness in alike if likeness is not None]

    def _likened(self, one: Profile, other: Profile) -> float | None:
        """Compare the directions of two propositions, once whichever comes first."""
        pair = (one.index, other.index) if one.index < other.index else (other.index, one.index)
        if pair not in self._alike:
            self._alike[pair] = _cosine(one, other)
        return self._alike[pair]

    def _between(self, source: Profile, target: Profile, side: str) -> Iterator[str]:
        low, high = sorted((source.index, target.index))
        claims = self._claims[high] - self._claims[low + 1]
        yield f"claims-between={side}:{min(4, claims)}"
        if high - low > 1 and not claims:
            yield f"only-evidence-between:{side}"
        if self._headings[high] > self._headings[low + 1]:
            yield f"heading-between:{side}"
        if source.questions != target.questions:
            yield f"question-between:{side}"

    def _end(self, end: str, profile: Profile, other: Profile, side: str, near: str) -> list[str]:
        """Word what is true of a proposition for the end of a pair that it is, leaving out that the other is beside."""
        beside = other.index if abs(other.index - profile.index) == 1 else None
        key = (end, profile.index, beside, side)
        own = self._own[profile.index]
        if key not in self._told:
            self._told[key] = [
                *(f"{end}:{trait}:{side}" for trait in own.traits),
                *(f"{end}-{name}:{side}" for index, name in own.beside if index != beside),
            ]
        signals = (f"{end}~{signal}:{side}{more}" for signal in own.signals for more in ("", f":{near}"))
        return [*self._told[key], *signals]

    def _overlap(self, source: Profile, target: Profile, side: str) -> Iterator[tuple[str, float]]:
        least = min(self._own[source.index].weight, self._own[target.index].weight)
        yield from _shared(source.terms, target.terms, least)
        if not source.names.isdisjoint(target.names):
            yield "shared-name", 1.0
        if not source.subject.isdisjoint(target.subject):
            yield f"same-subject:{side}", 1.0
        if not target.subject.isdisjoint(source.terms):
            yield f"target-subject-in-source:{side}", 1.0
        if not source.subject.isdisjoint(target.terms):
            yield f"source-subject-in-target:{side}", 1.0
        ours, theirs = source.mention.mechanisms, target.mention.mechanisms
        if not set(ours).isdisjoint(theirs):
            yield "shared-mechanism", 1.0
        elif ours and theirs:
            yield "other-mechanism", 1.0

    def _likeness(self, source: Profile, target: Profile) -> Iterator[tuple[str, float]]:
        alike = self._likened(source, target)
        if alike is None:
            return
        yield "alike", alike
        for end, profile in (("source", source), ("target", target)):
            own = self._own[profile.index]
            more = len(own.ranked) - bisect_right(own.ranked, alike + 1e-6)
            yield f"alike-rank:{end}={min(5, more)}", 1.0
            if own.ranked:
                yield f"central:{end}", own.central
        likeness = self._likened(target, self._profiles[target.heading]) if target.heading >= 0 else None
        if likeness is not None:
            yield "target-like-its-heading", likeness


def _cosine(one: Profile, other: Profile) -> float | None:
    """Compare the directions of two propositions, None without vectors."""
    if one.vector is None or other.vector is None:
        return None
    return float(one.vector @ other.vector)


def _near(source: Profile, target: Profile) -> str:
    """Name the distance between two propositions: in blocks, and inside one block in propositions."""
    if source.block == target.block:
        return f"same{min(4, abs(source.index - target.index))}"
    if source.section != target.section:
        return "elsewhere"
    return "next" if abs(source.block - target.block) == 1 else "section"


def _position(source: Profile, target: Profile, side: str, near: str) -> Iterator[str]:
    yield f"distance={max(-13, min(7, target.index - source.index))}"
    yield f"place={side}:{near}"
    yield f"units={side}:{min(8, abs(target.unit - source.unit))}"
    yield f"blocks={side}:{min(5, abs(target.block - source.block))}"
    yield f"labels={source.label}>{target.label}:{side}"
    for end, profile in (("source", source), ("target", target)):
        if profile.first:
            yield f"{end}-first:{side}:{near}"
        if profile.last:
            yield f"{end}-last:{side}:{near}"
    if source.heading == target.index:
        yield "heading-of-source"
        yield f"heading-of-source:blocks={min(3, abs(source.block - target.block))}"
    if target.index == 0:
        yield "target-opens-essay"


def _kinds(source: Profile, target: Profile, side: str) -> Iterator[str]:
    ours, theirs = source.mention, target.mention
    yield f"kinds={ours.kind}>{theirs.kind}:{side}"
    yield f"certainty={ours.certainty}>{theirs.certainty}"
    if ours.holder != theirs.holder:
        yield f"holders={_who(ours.holder)}>{_who(theirs.holder)}:{side}"
    if theirs.holder != AUTHOR:
        yield "target-of-another"
    if ours.holder != AUTHOR:
        yield "source-of-another"
    for end, mention in (("source", ours), ("target", theirs)):
        yield f"{end}-sure={mention.kind}:{int(5 * mention.confidence)}"
    if ours.negated != theirs.negated:
        yield "one-denies"


def _who(holder: str) -> str:
    return "author" if holder == AUTHOR else "other"


def _rules(
    source: Profile, target: Profile, side: str, near: str, proposals: Sequence[RelationMention]
) -> Iterator[str]:
    distance = min(4, abs(source.index - target.index))
    for proposal in proposals:
        name = proposal.rule.partition(".")[2]
        yield f"rule={name}"
        yield f"rule={name}:{side}{distance}"
        yield f"rule={name}:{side}:{near}"
    if any(proposal.scheme is Scheme.ATTACK for proposal in proposals):
        yield "attack-proposed"


def _traits(profile: Profile, count: int) -> Iterator[str]:
    text = profile.plain
    yield from (name for name, pattern in TRAITS.items() if pattern.search(text))
    words = WORD.findall(text)
    yield f"length={min(5, len(words) // 8)}"
    yield from (name for name in WORDED if not _words(name).isdisjoint(words))
    if words:
        yield f"opens={words[0]}"
    yield from profile.grammar
    if profile.names:
        yield "names"
    if profile.mention.horizon:
        yield "horizon"
    yield f"block={'only' if profile.first and profile.last else 'many'}"
    yield f"tenth={10 * profile.index // count}"


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon(f"connective-{name}"))


def _shared(ours: Mapping[str, float], theirs: Mapping[str, float], least: float) -> Iterator[tuple[str, float]]:
    weights = sorted((ours[term] for term in ours.keys() & theirs.keys()), reverse=True)
    yield f"shared-count={min(4, len(weights))}", 1.0
    if weights:
        yield "shared", min(3.0, sum(weights))
        yield "shared-rarest", weights[0]
        yield "shared-part", sum(weights) / least
