"""What the encoder says of causal candidates, and those that it proposes where no rule does."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np
from spacy.tokens import Doc, Span

from argmap.pipeline.causecandidates import Candidate
from argmap.pipeline.causerules import CauseRule
from argmap.pipeline.reading import Link, Pairs, Reading
from argmap.pipeline.roles import Role
from argmap.pipeline.spans import Cut, phrase_cuts
from argmap.pipeline.words import Words, words

__all__ = ["ENCODER", "Seen", "Sight", "seen_cut_features", "seen_link_features"]

#: The name of what finds a link that no rule proposes, and of a way to cut an end.
ENCODER, CUT = "model.encoder", "encoder"
#: How likely a link must be for the encoder to propose it, and a word to be part of its marker.
PROPOSED, MARKED = 0.08, 0.3
#: Log-odds and logarithms of chances are cut off here, and scaled to the size of other features.
FAR, SCALE = 8.0, 2.0


@dataclass(frozen=True, slots=True)
class Seen:
    """The unit of a candidate as the encoder sees it.

    Args:
        pairs: its pairs of words.
        start: its first token.
        heads: the words, counted from there, that the two ends most likely hang on.
        spans: the tokens [start, end) that the encoder takes for the cause and for the effect.
        polarities: the names of polarities, in the order of `pairs`.
    """

    pairs: Pairs
    start: int
    heads: tuple[int, int]
    spans: tuple[tuple[int, int], ...]
    polarities: tuple[str, ...]

    def chance(self, cause: Cut, effect: Cut) -> float:
        """Say how likely any word of one cut heads a cause of what any word of the other heads."""
        one, other = self._inside(cause), self._inside(effect)
        part = self.pairs.chances[one.start : one.stop, other.start : other.stop]
        return float(part.max()) if part.size else 0.0

    def reach(self, side: int, cut: Cut) -> float:
        """Give the logarithm of the chance that an end reaches over a cut."""
        first, last = cut.start - self.start, cut.end - 1 - self.start
        if first < 0 or last >= len(self.pairs.chances):
            return -FAR
        head = self.heads[side]
        return max(-FAR, float(self.pairs.starts[side, head, first] + self.pairs.ends[side, head, last]))

    def polarity(self) -> dict[str, float]:
        """Give the log-odds of each polarity between the two heads."""
        scores = self.pairs.polarity[:, self.heads[0], self.heads[1]]
        return dict(zip(self.polarities, (scores - scores.mean()).tolist(), strict=True))

    def _inside(self, cut: Cut) -> range:
        count = len(self.pairs.chances)
        return range(min(count, max(0, cut.start - self.start)), min(count, max(0, cut.end - self.start)))


class Sight:
    """The encoder's reading of a Doc, looked at for causal links; each unit is worked out when it is asked for."""

    def __init__(self, doc: Doc, told: Reading) -> None:
        self._doc = doc
        self._told = told
        self._units: Sequence[Span] = list(doc.spans.get("units", ()))
        self._known: dict[int, Pairs] = {}

    @cached_property
    def _places(self) -> Mapping[int, int]:
        return {i: number for number, span in enumerate(self._units) for i in range(span.start, span.end)}

    def _pairs(self, unit: int) -> Pairs:
        if unit not in self._known:
            self._known[unit] = self._told.pairs(unit)
        return self._known[unit]

    def look(self, candidate: Candidate) -> Candidate:
        """Add to what a rule proposes what the encoder sees there: its own cuts of both ends."""
        sides = [(role, _hull(role.cuts)) for role in (candidate.cause, candidate.effect)]
        numbers = {self._places.get(place) for _, hull in sides for place in (hull[0], hull[1] - 1)}
        unit = numbers.pop()
        if numbers or unit is None or not len(self._told.words[unit]):
            return candidate
        start, pairs = self._units[unit].start, self._pairs(unit)
        count = len(pairs.chances)
        one, other = (range(min(count, low - start), min(count, high - start)) for _, (low, high) in sides)
        part = pairs.chances[one.start : one.stop, other.start : other.stop]
        if not part.size:
            return candidate
        i, j = (int(place) for place in np.unravel_index(int(part.argmax()), part.shape))
        heads = one.start + i, other.start + j
        spans = tuple((start + low, start + high) for low, high in map(pairs.span, (0, 1), heads))
        seen = Seen(pairs, start, heads, spans, self._told.heads.polarities)
        cause, effect = (_with_cut(role, span) for (role, _), span in zip(sides, spans, strict=True))
        return replace(candidate, cause=cause, effect=effect, seen=seen)

    def proposed(self) -> Iterator[Candidate]:
        """Yield the links that the encoder sees, in the order of the text."""
        for number, unit in enumerate(self._units):
            if len(self._told.words[number]) > 1:
                pairs = self._pairs(number)
                for link in pairs.links():
                    if link.chance >= PROPOSED and link.heads[0] != link.heads[1]:
                        yield self._candidate(number, unit, pairs, link)

    def _candidate(self, number: int, unit: Span, pairs: Pairs, link: Link) -> Candidate:
        polarity = self._told.heads.polarities[max(range(len(link.polarity)), key=link.polarity.__getitem__)]
        spans = tuple((unit.start + low, unit.start + high) for low, high in (link.cause, link.effect))
        columns = words(self._doc)
        cause, effect = (_role(columns, unit.start + head, span) for head, span in zip(link.heads, spans, strict=True))
        marker = tuple(unit.start + i for i in _marker(self._told.tags(number)[:, 3].tolist(), link))
        return Candidate(columns=columns, rule=_rule(polarity), words=marker, cause=cause, effect=effect,
                         seen=Seen(pairs, unit.start, link.heads, spans, self._told.heads.polarities))


def _hull(cuts: Iterable[Cut]) -> tuple[int, int]:
    spans = [(cut.start, cut.end) for cut in cuts]
    return min(low for low, _ in spans), max(high for _, high in spans)


def _with_cut(role: Role, span: tuple[int, int]) -> Role:
    known = any((cut.start, cut.end) == span for cut in role.cuts)
    return role if known else role._replace(cuts=(*role.cuts, Cut(CUT, *span)))


def _role(columns: Words, head: int, span: tuple[int, int]) -> Role:
    """Cut an end as the encoder does, and in the ways that the parse offers."""
    others = (cut for cut in phrase_cuts(columns, head) if (cut.start, cut.end) != span)
    return Role(head, CUT, (Cut(CUT, *span), *others))


def _marker(chances: Sequence[float], link: Link) -> range:
    """Find the words that signal a link: the likeliest run of them outside of both ends, or else anywhere."""
    inside = {*range(*link.cause), *range(*link.effect)}
    outside = [i for i in range(len(chances)) if i not in inside] or list(range(len(chances)))
    low = high = max(outside, key=lambda i: (chances[i], -i))
    while low - 1 in outside and chances[low - 1] >= MARKED:
        low -= 1
    while high + 1 in outside and chances[high + 1] >= MARKED:
        high += 1
    return range(low, high + 1)


@cache
def _rule(polarity: str) -> CauseRule:
    """Stand for the encoder where a rule is asked for."""
    none: frozenset[str] = frozenset()
    return CauseRule(name=ENCODER, polarity=polarity, terms={}, lemma=False, pos=none, labels=none, cause=(), effect=(),
                     needs=(), lacks=(), regex=None)


def seen_cut_features(candidate: Candidate, side: str, cut: Cut) -> dict[str, float]:
    """Describe a cut by how far the encoder agrees with it."""
    seen = candidate.seen
    if seen is None:
        return {}
    number = ("cause", "effect").index(side)
    low, high = seen.spans[number]
    shared = max(0, min(cut.end, high) - max(cut.start, low))
    same = (cut.start, cut.end) == (low, high)
    agreed = 2 * shared / (cut.end - cut.start + high - low)
    return {f"{side}: told": seen.reach(number, cut) / SCALE, f"{side}: told share": agreed,
            f"{side}: told same {same}": 1.0, f"{side}: told same {same}|{cut.name}": 1.0}


def seen_link_features(candidate: Candidate, cause: Cut, effect: Cut) -> dict[str, float]:
    """Describe a link by how likely the encoder finds it, turned round, and any other in its unit."""
    seen = candidate.seen
    if seen is None:
        return {"unseen": 1.0}
    told, turned = _odds(seen.chance(cause, effect)), _odds(seen.chance(effect, cause))
    most = _odds(float(seen.pairs.chances.max()))
    return {"told": told, "told turned": turned, "told in unit": most, f"told|{candidate.rule.name}": told,
            f"told most {told >= most}": 1.0, "told reach of cause": seen.reach(0, cause) / SCALE,
            "told reach of effect": seen.reach(1, effect) / SCALE}


def _odds(chance: float) -> float:
    return max(-FAR, min(FAR, math.log(max(chance, 1e-6) / max(1 - chance, 1e-6)))) / SCALE
