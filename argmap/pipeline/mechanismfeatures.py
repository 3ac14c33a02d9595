"""Describe a mechanism that a unit may be about: its terms, their place in the unit, and what stands around it."""

from __future__ import annotations

import dataclasses
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Span

from argmap.pipeline.terms import Hit
from argmap.pipeline.words import Words
from argmap.resources import lexicon

__all__ = ["HIDDEN", "Scene", "features", "is_hidden", "scene"]

Weights = dict[str, float]

#: Begins the key of a hit that is a hidden label.
HIDDEN = "~"
#: Parts of speech whose words are the context of a term.
CONTEXT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
#: Shares of an essay's units with a word of the field that part one kind of essay from the next.
STEPS = (0.03, 0.2)
#: How many units to either side are looked at for the same mechanism.
AROUND = (3, 8)
#: How many words of a unit are looked at, and how many units above it for its heading.
LONGEST, FARTHEST = 120, 60


class Seen(NamedTuple):
    """What all candidates of a unit have in common: features, and what it names, each mechanism with its feature."""

    own: Weights
    shared: Weights
    rivals: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the candidates of one essay are seen against.

    Args:
        named: for each unit the keys of its hits, sorted.
        shown: for each mechanism the units that have a label of it.
        counts: how many units have a label of each mechanism, sorted.
        headings: for each unit the heading above it, -1 where none is near.
        units_seen: what is known of units that have been asked for.
        field: how many of `STEPS` the share of units with a word of the field is above.
    """

    columns: Words
    units: Sequence[Span]
    named: Sequence[tuple[str, ...]]
    shown: Mapping[str, Sequence[int]]
    counts: Sequence[int]
    headings: Sequence[int]
    field: int
    units_seen: dict[int, Seen] = dataclasses.field(default_factory=dict)

    def seen(self, at: int) -> Seen:
        """Give what all candidates of a unit have in common; it is worked out once."""
        if at not in self.units_seen:
            self.units_seen[at] = _seen(self, at)
        return self.units_seen[at]


def scene(columns: Words, units: Sequence[Span], hits: Sequence[Sequence[Hit]]) -> Scene:
    """Read an essay once for all its candidates."""
    named = [tuple(sorted({hit.key for hit in found})) for found in hits]
    shown: dict[str, list[int]] = {}
    for at, names in enumerate(named):
        for name in names:
            if not name.startswith(HIDDEN):
                shown.setdefault(name, []).append(at)
    counts = sorted(map(len, shown.values()))
    return Scene(columns, units, named, shown, counts, list(_headings(units)), _field(columns, units))


def _headings(units: Sequence[Span]) -> Iterator[int]:
    last = -FARTHEST
    for at, unit in enumerate(units):
        yield last if at - last < FARTHEST else -1
        if unit.label_ == "heading":
            last = at


def _field(columns: Words, units: Sequence[Span]) -> int:
    """Tell how far an essay is about the field, by its words."""
    words = frozenset(lexicon("field-words"))
    having = sum(not words.isdisjoint(columns.forms[unit.start : unit.end]) for unit in units)
    return sum(having > least * len(units) for least in STEPS)


def is_hidden(hit: Hit) -> bool:
    """Tell whether a hit only points at its mechanism."""
    return hit.key.startswith(HIDDEN)


def features(about: Scene, at: int, name: str, hits: Sequence[Hit]) -> tuple[Weights, Weights]:
    """Describe the mechanism `name` in unit `at`: by features of this mechanism alone, and by those of any."""
    seen = about.seen(at)
    own, shared = dict(seen.own), dict(seen.shared)
    own.update((with_it, 1.0) for other, with_it in seen.rivals if other != name)
    _terms(own, shared, about, at, hits)
    _places(own, shared, about, at, hits)
    _around(shared, about, at, name)
    return own, shared


def _seen(about: Scene, at: int) -> Seen:
    """Describe a unit: its kind and length, what it names, what it is about."""
    unit, keys, field = about.units[at], about.named[at], f"field:{about.field}"
    rivals = [(key.lstrip(HIDDEN), f"with:{key}") for key in keys]
    shared = [
        f"is:{unit.label_}", field, f"rivals:{min(6, len({name for name, _ in rivals}))}",
        f"shown.rivals:{min(4, sum(not key.startswith(HIDDEN) for key in keys))}", f"length:{min(5, len(unit) // 8)}",
    ]
    own = ["", field, *_context(about.columns, unit)]
    return Seen(dict.fromkeys(own, 1.0), dict.fromkeys(shared, 1.0), rivals)


def _terms(own: Weights, shared: Weights, about: Scene, at: int, hits: Sequence[Hit]) -> None:
    if not hits:
        own["unnamed"] = shared["unnamed"] = 1.0
        return
    unit = about.units[at]
    shown = sum(not is_hidden(hit) for hit in hits)
    shared["shown" if shown else "only-hidden"] = 1.0
    own.update((f"term:{hit.term.lower()}", 1.0) for hit in hits)
    shared["hits"], shared["shown.hits"] = min(3, len(hits)), min(3, shown)
    shared["early"] = float(min(hit.start for hit in hits) - unit.start < 5)
    shared["density"] = len(hits) / max(4, len(unit))


def _places(own: Weights, shared: Weights, about: Scene, at: int, hits: Sequence[Hit]) -> None:
    """Add the part of speech, the role and the place in the sentence of each hit."""
    unit, columns = about.units[at], about.columns
    start, size = unit.start, len(unit)
    for hit in hits:
        root, kind = _root(columns, hit), "hidden" if is_hidden(hit) else "shown"
        pos = columns.poses[root]
        shared[f"{kind}.dep:{columns.deps[root]}"] = 1.0
        shared[f"{kind}.pos:{pos}"] = 1.0
        shared[f"{kind}.words:{min(3, hit.end - hit.start)}"] = 1.0
        shared[f"{kind}.quarter:{4 * (root - start) // size}"] = 1.0
        own[f"term:{hit.term.lower()}|{pos}"] = 1.0


def _root(columns: Words, hit: Hit) -> int:
    """Find the first token of a hit whose head is outside of it."""
    if hit.end - hit.start == 1:
        return hit.start
    inside = range(hit.start, hit.end)
    return next((i for i in inside if columns.heads[i] == i or columns.heads[i] not in inside), hit.start)


def _around(shared: Weights, about: Scene, at: int, name: str) -> None:
    """Add whether the mechanism has a label close by, under the same heading, and how often in the essay."""
    shared.update((place, 1.0) for place, names in _near(about, at) if name in names)
    shown = about.shown.get(name, ())
    here = _within(shown, at, at)
    for width in AROUND:
        shared[f"within:{width}"] = (_within(shown, at - width, at + width) - here) / width
    shared["elsewhere"] = round(math.log1p(len(shown) - here) / 3, 4)
    shared["share"] = round(min(1.0, 3 * len(shown) / max(10, len(about.units))), 3)
    shared["among-first"] = float(len(about.counts) - bisect_right(about.counts, len(shown)) < 3)


def _within(units: Sequence[int], first: int, last: int) -> int:
    return bisect_right(units, last) - bisect_left(units, first)


def _near(about: Scene, at: int) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield what the unit before, the unit after, and the heading above name."""
    places = (("prev", at - 1), ("prev2", at - 2), ("next", at + 1), ("heading", about.headings[at]))
    return ((place, about.named[i]) for place, i in places if 0 <= i < len(about.named))


def _context(columns: Words, unit: Span) -> list[str]:
    part = slice(unit.start, min(unit.end, unit.start + LONGEST))
    words = zip(columns.lemmas[part], columns.poses[part], strict=True)
    return [f"has:{lemma}" for lemma in sorted({lemma for lemma, pos in words if pos in CONTEXT})]
