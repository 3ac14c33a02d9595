"""What the models go by when they weigh a causal candidate and choose how far its ends reach: named features."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from argmap.pipeline.causecandidates import Candidate
from argmap.pipeline.causereading import seen_cut_features, seen_link_features
from argmap.pipeline.linear import Features
from argmap.pipeline.roles import Role, is_passive
from argmap.pipeline.spans import Cut, is_clause
from argmap.pipeline.table import Column, Fields, Ints, Names, Table, listed, ranges
from argmap.pipeline.words import Words

__all__ = ["cut_features", "link_features"]

#: Upper bounds of the length classes, in words, and their names.
LENGTHS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 30)
CLASSES = (*(f"<={bound}" for bound in LENGTHS), "long")
ENDS = ("cause", "effect")
#: Labels of dependents that make an end long.
HELD = ("acl", "advcl", "appos", "ccomp", "conj", "parataxis", "punct")
HOLDS = {label: Names(f"{{}}: holds {label}", ENDS) for label in HELD}
#: How many words of an end, and between two ends, are looked at.
MOST, NEAR = 60, 40

#: The features of a way to cut an end, by what is known of it.
PATTERNS = (
    "{side}: {name}", "{side}: {name}|{family}", "{side}: {name}|{head}", "{side}: {name}|{route}",
    "{side}: {name}|previous {previous}", "{side}: length {length}", "{side}: length {length}|{family}",
    "{side}: after {after}", "{side}: after {after}|{kind}", "{side}: before {before}",
    "{side}: first {first}", "{side}: first {label}|{kind}", "{side}: last {last}",
    "{side}: ways {ways}|{kind}", "{side}: hanging {hanging}", "{side}: hanging {hanging}|{kind}",
    "{side}: side {ahead}|{family}|previous {previous}",
)
#: The same for what has the share of the longest cut as its value.
SHARES = ("{side}: share", "{side}: share|{family}")


def _length(count: int) -> str:
    return CLASSES[bisect_left(LENGTHS, count)]


class _End(NamedTuple):
    """One end of a candidate, with what holds for all ways to cut it."""

    candidate: Candidate
    side: str
    role: Role
    previous: str
    longest: int

    @classmethod
    def of(cls, candidate: Candidate, side: str, role: Role) -> _End:
        columns, anchor = candidate.columns, candidate.anchor
        previous = columns.poses[anchor - 1] if anchor > columns.sentence(anchor).start else "start"
        return cls(candidate, side, role, previous, max(cut.end - cut.start for cut in role.cuts))


def cut_features(candidates: Sequence[Candidate]) -> Table:
    """Describe each way to cut an end: its name, its length, what stands just inside and just outside.

    There is a row for each, candidate by candidate, those of the cause before those of the effect.
    """
    if not candidates:
        return Table(0)
    ends = [_End.of(one, side, role) for one in candidates
            for side, role in zip(ENDS, (one.cause, one.effect), strict=True)]
    cuts = [(end, cut) for end in ends for cut in end.role.cuts]
    columns = candidates[0].columns
    starts, stops = np.array([(cut.start, cut.end) for _, cut in cuts]).T
    fields = Fields(**_known(columns, cuts), hanging=_hanging(columns, starts, stops).tolist())
    shares = np.array([(cut.end - cut.start) / end.longest for end, cut in cuts])
    seen = [seen_cut_features(end.candidate, end.side, cut) if end.candidate.seen else {} for end, cut in cuts]
    return Table(len(cuts), Column.joined((
        *map(fields.column, PATTERNS), *(fields.column(pattern, shares) for pattern in SHARES),
        *_held(columns, [end.side for end, _ in cuts], starts, stops), listed(seen),
    )))


def _known(columns: Words, cuts: Sequence[tuple[_End, Cut]]) -> dict[str, list[object]]:
    """List what is known of each way to cut an end, for the fields of `PATTERNS`."""
    poses, own = columns.poses, [cut for _, cut in cuts]
    return {
        "side": [end.side for end, _ in cuts],
        "family": [end.candidate.rule.name for end, _ in cuts],
        "head": [poses[end.role.head] for end, _ in cuts],
        "route": [end.role.route for end, _ in cuts],
        "previous": [end.previous for end, _ in cuts],
        "ways": [min(len(end.role.cuts), 8) for end, _ in cuts],
        "ahead": [cut.end <= end.candidate.anchor for end, cut in cuts],
        "name": [cut.name for cut in own],
        "kind": [cut.name.rpartition(".")[2] for cut in own],
        "length": [_length(cut.end - cut.start) for cut in own],
        "before": [poses[cut.start - 1] if cut.start else "start" for cut in own],
        "first": [poses[cut.start] for cut in own],
        "label": [columns.deps[cut.start] for cut in own],
        "last": [poses[cut.end - 1] for cut in own],
        "after": [_after(columns, cut.end) for cut in own],
    }


def _after(columns: Words, end: int) -> str:
    """Look at the word after a cut."""
    if end >= len(columns):
        return "end"
    return columns.texts[end] if columns.puncts[end] else columns.bases[end]


def _held(columns: Words, sides: Sequence[str], starts: Ints, stops: Ints) -> Iterator[Column]:
    """Name the labels that make a cut long and that it holds."""
    side = np.array([ENDS.index(one) for one in sides])
    bases, stops = np.array(columns.bases), np.minimum(stops, starts + MOST)
    for label in HELD:
        upto = np.concatenate(([0], np.cumsum(bases == label)))
        yield HOLDS[label].where(upto[stops] > upto[starts], side)


def _hanging(columns: Words, starts: Ints, stops: Ints) -> Ints:
    """Count the words of each cut that hang on others or on none, up to four."""
    heads, marks = np.array(columns.heads), np.array(columns.poses) == "PUNCT"
    cuts, words = ranges(starts, stops - starts)
    head = heads[words]
    hang = ((head < starts[cuts]) | (head >= stops[cuts]) | (head == words)) & ~marks[words]
    counts: Ints = np.minimum(4, np.bincount(cuts, hang, minlength=len(starts)).astype(np.int64))
    return counts


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
