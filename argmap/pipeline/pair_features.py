"""What speaks for or against a relation between two propositions, as named features."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from argmap.model import AUTHOR, Kind, Scheme
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
#: Who holds a proposition, by whether it is another than the author.
WHO = ("author", "other")
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
        names = [
            *_placed(*_position(source, target, side, near)),
            *_said(*_kinds(source, target, side)),
            *_rules(side, near, min(4, abs(source.index - target.index)), proposals),
            *_parted(*self._between(source, target, side)),
            *self._end("source", source, target, side, near),
            *self._end("target", target, source, side, near),
        ]
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

    def _between(self, source: Profile, target: Profile, side: str) -> tuple[str, int, bool, bool, bool]:
        """Look at what stands between the two: how many claims, whether evidence alone, a heading, a question."""
        low, high = (source, target) if source.index < target.index else (target, source)
        claims = self._claims[high.index] - self._claims[low.index + 1]
        heading = self._headings[high.index] > self._headings[low.index + 1]
        evidence = not claims and high.index - low.index > 1
        return side, min(4, claims), evidence, heading, source.questions != target.questions

    def _end(self, end: str, profile: Profile, other: Profile, side: str, near: str) -> Sequence[str]:
        """Word what is true of a proposition for the end of a pair that it is, leaving out that the other is beside."""
        beside = other.index if abs(other.index - profile.index) == 1 else None
        key = (end, profile.index, beside, side)
        own = self._own[profile.index]
        if key not in self._told:
            self._told[key] = [
                *(f"{end}:{trait}:{side}" for trait in own.traits),
                *(f"{end}-{name}:{side}" for index, name in own.beside if index != beside),
            ]
        told = self._told[key]
        return [*told, *_signalled(end, own.signals, side, near)] if own.signals else told

    def _overlap(self, source: Profile, target: Profile, side: str) -> dict[str, float]:
        """Weigh the terms in common, and tell what else is."""
        weights = sorted([source.terms[term] for term in source.terms.keys() & target.terms.keys()], reverse=True)
        found = {f"shared-count={min(4, len(weights))}": 1.0}
        if weights:
            least = min(self._own[source.index].weight, self._own[target.index].weight)
            total = sum(weights)
            found |= {"shared": min(3.0, total), "shared-rarest": weights[0], "shared-part": total / least}
        if not source.names.isdisjoint(target.names):
            found["shared-name"] = 1.0
        if not source.subject.isdisjoint(target.subject):
            found[f"same-subject:{side}"] = 1.0
        if not target.subject.isdisjoint(source.terms):
            found[f"target-subject-in-source:{side}"] = 1.0
        if not source.subject.isdisjoint(target.terms):
            found[f"source-subject-in-target:{side}"] = 1.0
        ours, theirs = source.mention.mechanisms, target.mention.mechanisms
        if ours and theirs:
            found["other-mechanism" if set(ours).isdisjoint(theirs) else "shared-mechanism"] = 1.0
        return found

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


def _position(source: Profile, target: Profile, side: str, near: str) -> tuple[Any, ...]:
    """Look at where the two stand, apart from one another and in their paragraphs; for `_placed`."""
    blocks = abs(source.block - target.block)
    return (
        side, near, max(-13, min(7, target.index - source.index)), min(8, abs(target.unit - source.unit)),
        min(5, blocks), f"{source.label}>{target.label}", source.first, source.last, target.first, target.last,
        min(3, blocks) if source.heading == target.index else -1, target.index == 0,
    )


def _kinds(source: Profile, target: Profile, side: str) -> tuple[Any, ...]:
    """Look at what kind of proposition the two are, how sure, and by whom; for `_said`."""
    ours, theirs = source.mention, target.mention
    return (
        side, ours.kind, theirs.kind, ours.certainty, theirs.certainty, ours.holder != AUTHOR, theirs.holder != AUTHOR,
        ours.holder != theirs.holder, int(5 * ours.confidence), int(5 * theirs.confidence),
        ours.negated != theirs.negated,
    )


def _rules(side: str, near: str, distance: int, proposals: Sequence[RelationMention]) -> list[str]:
    names = [name for proposal in proposals for name in _ruled(proposal.rule, side, near, distance)]
    return [*names, "attack-proposed"] if Scheme.ATTACK in [proposal.scheme for proposal in proposals] else names


# The same few values make the same names over and over: each is put together once.


@lru_cache(maxsize=8192)
def _placed(
    side: str, near: str, distance: int, units: int, blocks: int, labels: str, *place: int
) -> tuple[str, ...]:
    first, last, target_first, target_last, heading, opening = place
    names = [f"distance={distance}", f"place={side}:{near}", f"units={side}:{units}", f"blocks={side}:{blocks}",
             f"labels={labels}:{side}"]
    names += [f"source-first:{side}:{near}"] * first + [f"source-last:{side}:{near}"] * last
    names += [f"target-first:{side}:{near}"] * target_first + [f"target-last:{side}:{near}"] * target_last
    if heading >= 0:
        names += ["heading-of-source", f"heading-of-source:blocks={heading}"]
    return (*names, *(["target-opens-essay"] * opening))


@lru_cache(maxsize=8192)
def _said(side: str, ours: Kind, theirs: Kind, certainty: str, other_certainty: str, *marks: int) -> tuple[str, ...]:
    reported, other_reported, held_apart, sure, other_sure, denied = marks
    names = [f"kinds={ours}>{theirs}:{side}", f"certainty={certainty}>{other_certainty}"]
    if held_apart:
        names.append(f"holders={WHO[reported]}>{WHO[other_reported]}:{side}")
    names += ["target-of-another"] * other_reported + ["source-of-another"] * reported
    names += [f"source-sure={ours}:{sure}", f"target-sure={theirs}:{other_sure}"]
    return (*names, *(["one-denies"] * denied))


@lru_cache(maxsize=2048)
def _parted(side: str, claims: int, *between: int) -> tuple[str, ...]:
    evidence, heading, question = between
    names = [f"claims-between={side}:{claims}"] + [f"only-evidence-between:{side}"] * evidence
    return (*names, *([f"heading-between:{side}"] * heading), *([f"question-between:{side}"] * question))


@lru_cache(maxsize=4096)
def _signalled(end: str, signals: tuple[str, ...], side: str, near: str) -> tuple[str, ...]:
    return tuple(f"{end}~{signal}:{side}{more}" for signal in signals for more in ("", f":{near}"))


@lru_cache(maxsize=4096)
def _ruled(rule: str, side: str, near: str, distance: int) -> tuple[str, ...]:
    name = rule.partition(".")[2]
    return f"rule={name}", f"rule={name}:{side}{distance}", f"rule={name}:{side}:{near}"


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
