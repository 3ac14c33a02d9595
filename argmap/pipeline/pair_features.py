"""What speaks for or against a relation between two propositions, as named features."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np

from argmap.model import AUTHOR, Scheme
from argmap.pipeline.likeness import Likeness
from argmap.pipeline.mentions import RelationMention
from argmap.pipeline.profiles import Profile
from argmap.pipeline.relation_rules import Discourse
from argmap.pipeline.table import Bools, Column, Ints, Lists, Names, Numbers, Table, marked, numbered
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
#: Whether the target of a pair comes before its source; how near the two are: in sections of their own, so many
#: propositions away inside one block, in the next block, in another one of the same section.
SIDES = ("ahead", "back")
NEARNESS = ("elsewhere", "same1", "same2", "same3", "same4", "next", "section")
NEXT, SECTION = NEARNESS.index("next"), NEARNESS.index("section")
#: Greater distances are as good as these: in propositions back and ahead, in units, in blocks.
FAR_BACK, FAR_AHEAD, FAR_UNITS, FAR_BLOCKS = 13, 7, 8, 5
#: Who holds a proposition, by whether it is another than the author.
WHO = ("author", "other")

DISTANCE = Names("distance={}", range(-FAR_BACK, FAR_AHEAD + 1))
PLACE = Names("place={}:{}", SIDES, NEARNESS)
EDGES = {edge: {end: Names(f"{end}-{edge}:{{}}:{{}}", SIDES, NEARNESS) for end in ("source", "target")}
         for edge in ("first", "last")}
UNITS = Names("units={}:{}", SIDES, range(FAR_UNITS + 1))
BLOCKS = Names("blocks={}:{}", SIDES, range(FAR_BLOCKS + 1))
HEADING = Names("heading-of-source:blocks={}", range(FAR_BLOCKS + 1))
HOLDERS = Names("holders={}>{}:{}", WHO, WHO, SIDES)
CLAIMS = Names("claims-between={}:{}", SIDES, range(5))
BETWEEN = {name: Names(f"{name}-between:{{}}", SIDES) for name in ("only-evidence", "heading", "question")}
SHARED = Names("shared-count={}", range(5))
COMMON = {name: Names(f"{name}:{{}}", SIDES)
          for name in ("same-subject", "target-subject-in-source", "source-subject-in-target")}


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the two propositions of many pairs stand: the index of each, and in which direction and how near."""

    source: Ints
    target: Ints
    back: Ints
    near: Ints

    @classmethod
    def of(cls, profiles: Sequence[Profile], source: Ints, target: Ints) -> _Places:
        blocks, sections = (np.array([getattr(profile, name) for profile in profiles]) for name in ("block", "section"))
        apart = np.abs(blocks[source] - blocks[target])
        outside = np.where(sections[source] != sections[target], 0, np.where(apart == 1, NEXT, SECTION))
        near = np.where(apart == 0, np.minimum(4, np.abs(source - target)), outside)
        return cls(source, target, (target < source).astype(np.int64), near)

    @property
    def ends(self) -> tuple[tuple[str, Ints, Ints], ...]:
        """Name the two ends, each with its index and that of the other one."""
        return ("source", self.source, self.target), ("target", self.target, self.source)


class PairFeatures:
    """Describes pairs of propositions of one essay; what belongs to one proposition is worked out once."""

    def __init__(self, discourse: Discourse) -> None:
        self._profiles = discourse.profiles
        self._signals = [[name.partition(".")[2] for name in signals] for signals in discourse.signals]

    def __call__(self, found: Sequence[Sequence[RelationMention]]) -> Table:
        """Describe pairs, each by all proposals for it: places, kinds, terms in common, rules that propose it."""
        if not found:
            return Table(0)
        source, target = np.array([(one[0].source, one[0].target) for one in found]).T
        places, alike = _Places.of(self._profiles, source, target), Likeness(self._profiles)
        pairs = [(self._profiles[one[0].source], self._profiles[one[0].target]) for one in found]
        shared = [one.terms.keys() & other.terms.keys() for one, other in pairs]
        parts = (self._placed(places), self._between(places), self._manner(places), self._traits(places),
                 self._neighbours(places), self._signalled(places), _ruled(found, places),
                 _in_common(pairs, shared, places), alike.ranks(source, target))
        return Table(len(found), Column.joined(chain.from_iterable(parts)),
                     {**_overlap(pairs, shared), **alike.numbers(source, target)})

    def _placed(self, places: _Places) -> Iterator[Column]:
        """Describe how far apart the two stand, and where in their paragraphs and sections."""
        source, target, back, near = places.source, places.target, places.back, places.near
        units, blocks, headings = (np.array([getattr(profile, name) for profile in self._profiles])
                                   for name in ("unit", "block", "heading"))
        apart = np.minimum(FAR_BLOCKS, np.abs(blocks[source] - blocks[target]))
        yield DISTANCE.column(np.clip(target - source, -FAR_BACK, FAR_AHEAD) + FAR_BACK)
        yield PLACE.column(back, near)
        yield UNITS.column(back, np.minimum(FAR_UNITS, np.abs(units[source] - units[target])))
        yield BLOCKS.column(back, apart)
        labels, label = numbered(profile.label for profile in self._profiles)
        yield Names("labels={}>{}:{}", labels, labels, SIDES).column(label[source], label[target], back)
        for edge, names in EDGES.items():
            marks = np.array([getattr(profile, edge) for profile in self._profiles])
            for end, at, _ in places.ends:
                yield names[end].where(marks[at], back, near)
        heads = headings[source] == target
        yield marked("heading-of-source", heads)
        yield HEADING.where(heads, np.minimum(3, apart))
        yield marked("target-opens-essay", target == 0)

    def _between(self, places: _Places) -> Iterator[Column]:
        """Look at what stands between the two: how many claims, whether evidence alone, a heading, a question."""
        low, high = np.minimum(places.source, places.target), np.maximum(places.source, places.target)
        claims = _counted([profile.is_claim for profile in self._profiles], low, high)
        headings = _counted([profile.label == "heading" for profile in self._profiles], low, high)
        questions = np.array([profile.questions for profile in self._profiles])
        yield CLAIMS.column(places.back, np.minimum(4, claims))
        yield BETWEEN["only-evidence"].where((claims == 0) & (high - low > 1), places.back)
        yield BETWEEN["heading"].where(headings > 0, places.back)
        yield BETWEEN["question"].where(questions[places.source] != questions[places.target], places.back)

    def _manner(self, places: _Places) -> Iterator[Column]:
        """Look at what kind of proposition the two are, how sure, and by whom."""
        mentions, (source, target) = [profile.mention for profile in self._profiles], (places.source, places.target)
        kinds, kind = numbered(str(mention.kind) for mention in mentions)
        yield Names("kinds={}>{}:{}", kinds, kinds, SIDES).column(kind[source], kind[target], places.back)
        levels, level = numbered(str(mention.certainty) for mention in mentions)
        yield Names("certainty={}>{}", levels, levels).column(level[source], level[target])
        _, holder = numbered([AUTHOR, *(mention.holder for mention in mentions)])
        ours, theirs = holder[1:][source], holder[1:][target]
        reported, other_reported = (ours > 0).astype(np.int64), (theirs > 0).astype(np.int64)
        yield HOLDERS.where(ours != theirs, reported, other_reported, places.back)
        yield marked("target-of-another", theirs > 0)
        yield marked("source-of-another", ours > 0)
        sure = np.array([int(5 * mention.confidence) for mention in mentions])
        for end, at, _ in places.ends:
            yield Names(f"{end}-sure={{}}:{{}}", kinds, range(6)).column(kind[at], sure[at])
        negated = np.array([mention.negated for mention in mentions])
        yield marked("one-denies", negated[source] != negated[target])

    def _traits(self, places: _Places) -> Iterator[Column]:
        """Say what is true of each end by itself."""
        count = len(self._profiles)
        traits = Lists([list(dict.fromkeys(_traits(profile, count))) for profile in self._profiles])
        for end, at, _ in places.ends:
            rows, own = traits.of(at)
            yield Names(f"{end}:{{}}:{{}}", traits.values, SIDES).column(traits.flat[own], places.back[rows], rows=rows)

    def _neighbours(self, places: _Places) -> Iterator[Column]:
        """Describe the propositions just before and just after each end, leaving out that the other end is one."""
        for step, name in ((-1, "before"), (1, "after")):
            beside = Lists([list(self._beside(profile, profile.index + step, name)) for profile in self._profiles])
            for end, at, other in places.ends:
                rows, own = beside.of(at)
                kept = (at + step != other)[rows]
                rows, own = rows[kept], own[kept]
                names = Names(f"{end}-{{}}:{{}}", beside.values, SIDES)
                yield names.column(beside.flat[own], places.back[rows], rows=rows)

    def _beside(self, profile: Profile, index: int, name: str) -> Iterator[str]:
        if not 0 <= index < len(self._profiles):
            yield f"{name}-is-none"
            return
        other = self._profiles[index]
        where = "same" if other.block == profile.block else "apart"
        yield f"{name}={other.mention.kind}:{other.label}:{where}"
        for signal in self._signals[index]:
            yield f"{name}~{signal}:{where}"

    def _signalled(self, places: _Places) -> Iterator[Column]:
        """Name the rules whose words stand in each end."""
        signals = Lists(self._signals)
        for end, at, _ in places.ends:
            rows, own = signals.of(at)
            signal, back = signals.flat[own], places.back[rows]
            yield Names(f"{end}~{{}}:{{}}", signals.values, SIDES).column(signal, back, rows=rows)
            near = Names(f"{end}~{{}}:{{}}:{{}}", signals.values, SIDES, NEARNESS)
            yield near.column(signal, back, places.near[rows], rows=rows)


def _counted(marks: Sequence[bool], low: Ints, high: Ints) -> Ints:
    """Count the propositions that are marked between two of them."""
    upto = np.concatenate(([0], np.cumsum(marks)))
    counts: Ints = upto[high] - upto[low + 1]
    return counts


def _ruled(found: Sequence[Sequence[RelationMention]], places: _Places) -> Iterator[Column]:
    """Name the rules that propose each pair."""
    rules = Lists([list(dict.fromkeys([proposal.rule.partition(".")[2] for proposal in one])) for one in found])
    rows, own = rules.of(np.arange(len(found)))
    rule, back = rules.flat[own], places.back[rows]
    distance = np.minimum(4, np.abs(places.source - places.target))
    yield Names("rule={}", rules.values).column(rule, rows=rows)
    yield Names("rule={}:{}{}", rules.values, SIDES, range(5)).column(rule, back, distance[rows], rows=rows)
    yield Names("rule={}:{}:{}", rules.values, SIDES, NEARNESS).column(rule, back, places.near[rows], rows=rows)
    attacks = [Scheme.ATTACK in [proposal.scheme for proposal in one] for one in found]
    yield marked("attack-proposed", np.array(attacks))


Pair = tuple[Profile, Profile]


def _overlap(pairs: Sequence[Pair], shared: Sequence[Set[str]]) -> Mapping[str, Numbers]:
    """Weigh the terms in common."""
    rows = np.array([_weights(*pair, both) for pair, both in zip(pairs, shared, strict=True)])
    return dict(zip(("shared", "shared-rarest", "shared-part"), rows.T, strict=True))


def _weights(source: Profile, target: Profile, both: Set[str]) -> tuple[float, float, float]:
    """Give the weight of the terms in common, of the rarest, and which part of the lighter one's terms they are."""
    if not both:
        return math.nan, math.nan, math.nan
    weights = sorted([source.terms[term] for term in both], reverse=True)
    total = sum(weights)
    return min(3.0, total), weights[0], total / min(source.weight, target.weight)


def _in_common(pairs: Sequence[Pair], shared: Sequence[Set[str]], places: _Places) -> Iterator[Column]:
    """Tell what the two have in common: terms, names, subjects, mechanisms."""
    yield SHARED.column(np.minimum(4, np.array(list(map(len, shared)))))
    yield marked("shared-name", _meet((source.names, target.names) for source, target in pairs))
    subjects = {
        "same-subject": ((source.subject, target.subject) for source, target in pairs),
        "target-subject-in-source": ((target.subject, source.terms) for source, target in pairs),
        "source-subject-in-target": ((source.subject, target.terms) for source, target in pairs),
    }
    for name, both in subjects.items():
        yield COMMON[name].where(_meet(both), places.back)
    named = [(frozenset(source.mention.mechanisms), target.mention.mechanisms) for source, target in pairs]
    meeting = _meet(named)
    yield marked("shared-mechanism", meeting)
    yield marked("other-mechanism", ~meeting & np.array([bool(ours and theirs) for ours, theirs in named]))


def _meet(pairs: Iterable[tuple[frozenset[str], Iterable[str]]]) -> Bools:
    """Tell of pairs of sets whether they have something in common."""
    return np.array([not ours.isdisjoint(theirs) for ours, theirs in pairs])


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
