"""What speaks for or against a relation between two propositions, as named features."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from argmap.model import AUTHOR, Scheme
from argmap.pipeline.linear import Features
from argmap.pipeline.mentions import RelationMention
from argmap.pipeline.profiles import Profile
from argmap.pipeline.relation_rules import Cue
from argmap.resources import lexicon

__all__ = ["pair_features"]

DIGIT = re.compile(r"\d")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
QUOTE = re.compile(r"[\"“”]")
LINK = re.compile(r"https?://|www\.")
FIRST_WORD = re.compile(r"\w+(?:'\w+)?")


def pair_features(
    source: Profile,
    target: Profile,
    found: Sequence[Profile],
    fired: Sequence[Mapping[str, Cue]],
    proposals: Sequence[RelationMention],
) -> Features:
    """Describe a pair: where the two stand, what each is, what they share, and which rules propose it."""
    side = "back" if target.index < source.index else "ahead"
    near = _near(source, target)
    row: dict[str, float] = dict.fromkeys(
        chain(
            _position(source, target, side, near),
            _kinds(source, target, side),
            _rules(source, target, side, near, proposals),
            _signals("source", source, side, near, fired),
            _signals("target", target, side, near, fired),
            _between(source, target, side, found),
            _own("source", source, side, near),
            _own("target", target, side, near),
            _beside("source", source, target, side, found, fired),
            _beside("target", target, source, side, found, fired),
            _sizes(source, target, side, found),
        ),
        1.0,
    )
    row.update(_alike(source, target, found))
    row.update(_overlap(source, target, side))
    return row


def _near(source: Profile, target: Profile) -> str:
    """Name the distance between two propositions: in blocks, and inside one block in propositions."""
    if source.block == target.block:
        return f"same{min(4, abs(source.index - target.index))}"
    if source.section != target.section:
        return "elsewhere"
    return "next" if abs(source.block - target.block) == 1 else "section"


def _position(source: Profile, target: Profile, side: str, near: str) -> Iterator[str]:
    distance = target.index - source.index
    yield f"distance={max(-13, min(7, distance))}"
    yield f"place={side}:{near}"
    yield f"units={side}:{min(8, abs(target.unit - source.unit))}"
    yield f"blocks={side}:{min(5, abs(target.block - source.block))}"
    yield f"labels={source.label}>{target.label}:{side}"
    if source.heading == target.index:
        yield "heading-of-source"
        yield f"heading-of-source:blocks={min(3, abs(source.block - target.block))}"
    if target.first:
        yield f"target-first:{side}:{near}"
    if target.last:
        yield f"target-last:{side}:{near}"
    if source.first:
        yield f"source-first:{side}:{near}"
    if source.last:
        yield f"source-last:{side}:{near}"
    if target.index == 0:
        yield "target-opens-essay"


def _kinds(source: Profile, target: Profile, side: str) -> Iterator[str]:
    yield f"kinds={source.mention.kind}>{target.mention.kind}:{side}"
    yield f"certainty={source.mention.certainty}>{target.mention.certainty}"
    theirs, ours = target.mention.holder, source.mention.holder
    if theirs != ours:
        yield f"holders={_who(ours)}>{_who(theirs)}:{side}"
    if theirs != AUTHOR:
        yield "target-of-another"
    if ours != AUTHOR:
        yield "source-of-another"


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


def _signals(end: str, profile: Profile, side: str, near: str, fired: Sequence[Mapping[str, Cue]]) -> Iterator[str]:
    for name in fired[profile.index]:
        short = name.partition(".")[2]
        yield f"{end}~{short}:{side}"
        yield f"{end}~{short}:{side}:{near}"


def _between(source: Profile, target: Profile, side: str, found: Sequence[Profile]) -> Iterator[str]:
    low, high = sorted((source.index, target.index))
    if source.questions != target.questions:
        yield f"question-between:{side}"
    between = found[low + 1 : high]
    claims = sum(profile.is_claim for profile in between)
    yield f"claims-between={side}:{min(4, claims)}"
    if between and not claims:
        yield f"only-evidence-between:{side}"
    if any(profile.label == "heading" for profile in between):
        yield f"heading-between:{side}"


def _own(end: str, profile: Profile, side: str, near: str) -> Iterator[str]:
    yield from (f"{end}:{trait}:{side}" for trait in _traits(profile))
    word = FIRST_WORD.search(profile.plain)
    if word:
        yield f"{end}-opens={word.group()}:{side}"


def _traits(profile: Profile) -> Iterator[str]:
    text = profile.plain
    if DIGIT.search(text):
        yield "digit"
    if YEAR.search(text):
        yield "year"
    if QUOTE.search(text):
        yield "quote"
    if LINK.search(text):
        yield "link"
    stripped = text.rstrip("\"”')* ")
    for mark, name in ((":", "colon"), ("?", "question"), ("!", "exclamation")):
        if stripped.endswith(mark):
            yield name
    words = FIRST_WORD.findall(text)
    yield f"length={min(5, len(words) // 8)}"
    for name in ("norm", "judgement", "negation"):
        if any(word in _words(name) for word in words):
            yield name
    if profile.names:
        yield "names"
    if profile.mention.horizon:
        yield "horizon"


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon(f"connective-{name}"))


def _overlap(source: Profile, target: Profile, side: str) -> Iterator[tuple[str, float]]:
    both = source.terms.keys() & target.terms.keys()
    weights = sorted((source.terms[term] for term in both), reverse=True)
    if weights:
        least = min(sum(source.terms.values()), sum(target.terms.values()))
        yield "shared", min(3.0, sum(weights))
        yield "shared-rarest", weights[0]
        yield "shared-part", sum(weights) / least
        yield f"shared-count={min(4, len(weights))}", 1.0
    else:
        yield "shared-none", 1.0
    if source.names & target.names:
        yield "shared-name", 1.0
    if source.subject & target.subject:
        yield f"same-subject:{side}", 1.0
    if target.subject & source.terms.keys():
        yield f"target-subject-in-source:{side}", 1.0
    if source.subject & target.terms.keys():
        yield f"source-subject-in-target:{side}", 1.0
    common = set(source.mention.mechanisms) & set(target.mention.mechanisms)
    if common:
        yield "shared-mechanism", 1.0
    elif source.mention.mechanisms and target.mention.mechanisms:
        yield "other-mechanism", 1.0
    if source.vector is not None and target.vector is not None:
        yield "alike", float(source.vector @ target.vector)


def _beside(end: str, profile: Profile, other: Profile, side: str, found: Sequence[Profile], fired: Sequence[Mapping[str, Cue]]) -> Iterator[str]:
    """Describe the propositions just before and just after one end."""
    for name, index in (("before", profile.index - 1), ("after", profile.index + 1)):
        if not 0 <= index < len(found):
            yield f"{name}-{end}=none:{side}"
            continue
        if index == other.index:
            continue
        neighbour = found[index]
        where = "same" if neighbour.block == profile.block else "apart"
        yield f"{name}-{end}={neighbour.mention.kind}:{neighbour.label}:{where}:{side}"
        for signal in fired[index]:
            yield f"{name}-{end}~{signal.partition('.')[2]}:{where}:{side}"


def _sizes(source: Profile, target: Profile, side: str, found: Sequence[Profile]) -> Iterator[str]:
    for end, profile in (("source", source), ("target", target)):
        yield f"{end}-block={'only' if profile.first and profile.last else 'many'}:{side}"
        yield f"{end}-place={int(10 * profile.index / len(found))}"
        if profile.index and found[profile.index - 1].label == "heading":
            yield f"{end}-after-heading:{side}"
    yield f"tenths={abs(int(10 * target.index / len(found)) - int(10 * source.index / len(found)))}"


def _alike(source: Profile, target: Profile, found: Sequence[Profile]) -> Iterator[tuple[str, float]]:
    if source.vector is None or target.vector is None:
        return
    own = float(source.vector @ target.vector)
    around = [o for i in range(max(0, source.index - 6), source.index + 7) if i != source.index and i < len(found) and (o := found[i]).is_claim and o.vector is not None]
    better = sum(float(source.vector @ o.vector) > own for o in around)
    yield f"alike-rank={min(better, 5)}", 1.0
    around2 = [o for i in range(max(0, target.index - 6), target.index + 7) if i != target.index and i < len(found) and (o := found[i]).vector is not None]
    if around2:
        sims = [float(target.vector @ o.vector) for o in around2]
        yield "target-central", sum(sims) / len(sims)
        yield f"alike-inrank={min(5, sum(x > own for x in sims))}", 1.0
    if around:
        sims = [float(source.vector @ o.vector) for o in around]
        yield "source-central", sum(sims) / len(sims)
    if target.heading >= 0 and found[target.heading].vector is not None:
        yield "target-heading-alike", float(target.vector @ found[target.heading].vector)
