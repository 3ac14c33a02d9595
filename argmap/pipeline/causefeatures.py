"""What the models go by when they weigh a causal candidate and choose how far its ends reach: named features."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from argmap.pipeline.causecandidates import Candidate
from argmap.pipeline.causereading import seen_cut_features, seen_link_features
from argmap.pipeline.linear import Features, Row
from argmap.pipeline.roles import Role, is_passive
from argmap.pipeline.spans import Cut, is_clause
from argmap.pipeline.words import Words

__all__ = ["cut_features", "link_features"]

#: Upper bounds of the length classes, in words, and their names.
LENGTHS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 30)
CLASSES = (*(f"<={bound}" for bound in LENGTHS), "long")
#: Labels of dependents that make an end long.
HELD = frozenset({"acl", "advcl", "conj", "appos", "parataxis", "ccomp", "punct"})
#: How many words of an end, and between two ends, are looked at.
MOST, NEAR = 60, 40


def _length(count: int) -> str:
    return CLASSES[bisect_left(LENGTHS, count)]


def cut_features(candidate: Candidate, side: str, role: Role) -> list[Features]:
    """Describe each way to cut one end: its name, its length, what stands just inside and just outside."""
    columns, family, anchor = candidate.columns, candidate.rule.name, candidate.anchor
    longest = max(cut.end - cut.start for cut in role.cuts)
    head, ways = columns.poses[role.head], min(len(role.cuts), 8)
    previous = columns.poses[anchor - 1] if anchor > columns.sentence(anchor).start else "start"
    rows: list[Features] = []
    for cut in role.cuts:
        name, start, end = cut
        kind = name.rpartition(".")[2]
        groups = (
            _named(side, family, name, head, role.route), _sized(side, family, _length(end - start)),
            _bounded(side, kind, *_bounds(columns, start, end)),
            _held(side, kind, ways, _labels(columns, start, end)),
            _hung(side, family, name, previous, _outside(columns, start, end), "True" if end <= anchor else "False"),
        )
        own = dict.fromkeys(_shared(side, family), (end - start) / longest)
        if candidate.seen:
            own |= seen_cut_features(candidate, side, cut)
        rows.append(Row(own, groups=groups))
    return rows


# The same few words make the same names over and over: each is put together once.


@lru_cache(maxsize=8192)
def _named(side: str, family: str, name: str, head: str, route: str) -> tuple[str, ...]:
    return (f"{side}: {name}", f"{side}: {name}|{family}", f"{side}: {name}|{head}", f"{side}: {name}|{route}")


@lru_cache(maxsize=1024)
def _shared(side: str, family: str) -> tuple[str, ...]:
    return f"{side}: share", f"{side}: share|{family}"


@lru_cache(maxsize=2048)
def _sized(side: str, family: str, length: str) -> tuple[str, ...]:
    return f"{side}: length {length}", f"{side}: length {length}|{family}"


@lru_cache(maxsize=8192)
def _bounded(side: str, kind: str, after: str, first: str, label: str, last: str, before: str) -> tuple[str, ...]:
    """Name the words at both ends of a cut and around it."""
    return (
        f"{side}: after {after}", f"{side}: after {after}|{kind}",
        f"{side}: first {first}", f"{side}: first {label}|{kind}", f"{side}: last {last}",
        f"{side}: before {before}",
    )


@lru_cache(maxsize=8192)
def _held(side: str, kind: str, ways: int, labels: frozenset[str]) -> tuple[str, ...]:
    return (f"{side}: ways {ways}|{kind}", *(f"{side}: holds {label}" for label in sorted(labels)))


@lru_cache(maxsize=8192)
def _hung(side: str, family: str, name: str, previous: str, outside: int, before: str) -> tuple[str, ...]:
    """Tell where the trigger stands and whether the cut is one phrase."""
    kind = name.rpartition(".")[2]
    return (
        f"{side}: hanging {outside}", f"{side}: hanging {outside}|{kind}", f"{side}: {name}|previous {previous}",
        f"{side}: side {before}|{family}|previous {previous}",
    )


def _bounds(columns: Words, start: int, end: int) -> tuple[str, str, str, str, str]:
    """Look at the words after a cut, at both its ends, and before it."""
    poses = columns.poses
    before = poses[start - 1] if start else "start"
    if end >= len(poses):
        return "end", poses[start], columns.deps[start], poses[end - 1], before
    after = columns.texts[end] if columns.puncts[end] else columns.bases[end]
    return after, poses[start], columns.deps[start], poses[end - 1], before


def _labels(columns: Words, start: int, end: int) -> frozenset[str]:
    return HELD.intersection(columns.bases[start : min(end, start + MOST)])


def _outside(columns: Words, start: int, end: int) -> int:
    """Count the words of a cut that hang on others or on none, up to four."""
    heads = columns.heads[start:end]
    hanging = [at for at, head in enumerate(heads, start) if not start <= head < end or head == at]
    return min(4, len([at for at in hanging if columns.poses[at] != "PUNCT"]))


def link_features(candidate: Candidate, cause: Cut, effect: Cut, sure: tuple[float, float]) -> Features:
    """Describe a proposed link: its rule and words, their mood, its ends and how surely they are cut."""
    columns, rule, anchor = candidate.columns, candidate.rule.name, candidate.anchor
    term = " ".join(columns.stems[word] for word in candidate.words)
    tag, label = columns.tags[anchor], columns.bases[anchor]
    names = [
        f"rule {rule}", f"term {term}", f"rule {rule}|tag {tag}", f"tag {tag}",
        f"label {label}", f"rule {rule}|label {label}",
        f"head {columns.stems[columns.heads[anchor]]}|{label}", f"passive {is_passive(columns, anchor)}|{rule}",
        f"cause route {candidate.cause.route}", f"cause route {candidate.cause.route}|{rule}",
        f"effect route {candidate.effect.route}", f"effect route {candidate.effect.route}|{rule}",
        *_end(columns, "cause", candidate.cause, cause, rule), *_end(columns, "effect", candidate.effect, effect, rule),
        *_mood(candidate), *_place(candidate, cause, effect),
    ]
    found = dict.fromkeys(names, 1.0)
    found |= {"sure of cause": sure[0], "sure of effect": sure[1], "sure of both": sure[0] * sure[1],
              "sure of both, logarithm": math.log(max(0.01, sure[0] * sure[1]))}
    return found | (seen_link_features(candidate, cause, effect) if candidate.seen else {})


def _end(columns: Words, side: str, role: Role, cut: Cut, rule: str) -> Iterator[str]:
    head, pos, length = role.head, columns.poses[role.head], _length(cut.end - cut.start)
    first = columns.poses[cut.start]
    if cut.end - cut.start < 3 or first in ("DET", "PRON"):
        first = columns.lowers[cut.start]
    yield from (
        f"{side} {pos}", f"{side} {pos}|{rule}",
        f"{side} length {length}", f"{side} length {length}|{rule}",
        f"{side} clause {is_clause(columns, head)}|{rule}", f"{side} cut {cut.name}",
        f"{side} first {first}",
        f"{side} head {columns.stems[head]}",
    )
    if pos == "PRON":
        yield f"{side} pronoun {columns.lowers[head]}|{rule}"
    if columns.named[head] or pos == "PROPN":
        yield f"{side} name"


def _mood(candidate: Candidate) -> Iterator[str]:
    columns, anchor = candidate.columns, candidate.anchor
    lefts, bases, lowers = columns.lefts, columns.bases, columns.lowers
    yield from (f"has {bases[child]} {lowers[child]}" for child in lefts[anchor]
                if bases[child] in ("aux", "mark", "advmod", "cop"))
    for side, head in (("cause", candidate.cause.head), ("effect", candidate.effect.head)):
        yield from (f"{side} has {lowers[child]}" for child in lefts[head] if bases[child] in ("aux", "det", "mark"))
        yield f"{side} tag {columns.tags[head]}"
        if any(columns.tags[child] in ("JJR", "RBR") for child in (head, *lefts[head])):
            yield f"{side} comparative"
    above = columns.heads[anchor]
    if above != anchor:
        yield from (f"head has {lowers[child]}" for child in lefts[above] if bases[child] == "aux")


def _place(candidate: Candidate, cause: Cut, effect: Cut) -> list[str]:
    columns, anchor, rule = candidate.columns, candidate.anchor, candidate.rule.name
    first, second = (cause, effect) if cause.start <= effect.start else (effect, cause)
    gap = second.start - first.end
    length, sentence = _length(max(gap, 0)), columns.sentence(anchor)
    between = columns.texts[first.end : max(first.end, min(second.start, first.end + NEAR))]
    return [
        f"order {cause.start <= effect.start}|{rule}",
        f"gap {length}", f"gap {length}|{rule}",
        f"overlap {gap < 0}", f"between comma {',' in between}|{rule}",
        f"starts {anchor == sentence.start}|{rule}", f"question {columns.texts[sentence.stop - 1] == '?'}",
        f"same sentence {columns.numbers[cause.start] == columns.numbers[effect.start]}",
        f"previous word {columns.lowers[anchor - 1] if anchor else ''}|{rule}",
    ]
