"""Describe a mechanism that a unit may be about: its terms, their place in the unit, and what stands around it."""

from __future__ import annotations

import dataclasses
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Span

from argmap.pipeline.terms import Hit
from argmap.pipeline.words import Words
from argmap.resources import lexicon

__all__ = ["HIDDEN", "Scene", "features", "is_hidden", "scene"]

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


@dataclass(frozen=True, slots=True)
class Scene:
    """What the candidates of one essay are seen against.

    Args:
        named: for each unit the keys of its hits, sorted.
        shown: for each mechanism the units that have a label of it.
        counts: how many units have a label of each mechanism, sorted.
        headings: for each unit the heading above it, -1 where none is near.
        contexts: the words of units that have been asked for.
        field: how many of `STEPS` the share of units with a word of the field is above.
    """

    columns: Words
    units: Sequence[Span]
    named: Sequence[tuple[str, ...]]
    shown: Mapping[str, Sequence[int]]
    counts: Sequence[int]
    headings: Sequence[int]
    field: int
    contexts: dict[int, Sequence[str]] = dataclasses.field(default_factory=dict)

    def context(self, at: int) -> Sequence[str]:
        """List the words of a unit that tell what it is about; they are looked up once."""
        if at not in self.contexts:
            self.contexts[at] = list(_context(self.columns, self.units[at]))
        return self.contexts[at]


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


def features(about: Scene, at: int, name: str, hits: Sequence[Hit]) -> dict[str, float]:
    """Describe the mechanism `name` in unit `at`; a name with a bar in it is of this mechanism alone."""
    found = {f"{name}|": 1.0, f"is:{about.units[at].label_}": 1.0}
    found[f"field:{about.field}"] = found[f"{name}|field:{about.field}"] = 1.0
    _terms(found, about, at, name, hits)
    _places(found, about, at, name, hits)
    _rivals(found, about, at, name)
    _around(found, about, at, name)
    found.update(dict.fromkeys([f"{name}|has:{word}" for word in about.context(at)], 1.0))
    return found


def _terms(found: dict[str, float], about: Scene, at: int, name: str, hits: Sequence[Hit]) -> None:
    unit = about.units[at]
    if not hits:
        found["unnamed"] = found[f"{name}|unnamed"] = 1.0
        return
    shown = sum(not is_hidden(hit) for hit in hits)
    found["shown" if shown else "only-hidden"] = 1.0
    found.update((f"{name}|term:{hit.term.lower()}", 1.0) for hit in hits)
    found["hits"], found["shown.hits"] = min(3, len(hits)), min(3, shown)
    found["early"] = float(min(hit.start for hit in hits) - unit.start < 5)
    found["density"] = len(hits) / max(4, len(unit))


def _places(found: dict[str, float], about: Scene, at: int, name: str, hits: Sequence[Hit]) -> None:
    """Add the part of speech, the role and the place in the sentence of each hit."""
    unit, columns = about.units[at], about.columns
    for hit in hits:
        root, kind = _root(columns, hit), "hidden" if is_hidden(hit) else "shown"
        found[f"{kind}.dep:{columns.deps[root]}"] = 1.0
        found[f"{kind}.pos:{columns.poses[root]}"] = 1.0
        found[f"{kind}.words:{min(3, hit.end - hit.start)}"] = 1.0
        found[f"{kind}.quarter:{4 * (root - unit.start) // len(unit)}"] = 1.0
        found[f"{name}|term:{hit.term.lower()}|{columns.poses[root]}"] = 1.0


def _root(columns: Words, hit: Hit) -> int:
    """Find the first token of a hit whose head is outside of it."""
    inside = range(hit.start, hit.end)
    return next((i for i in inside if columns.heads[i] == i or columns.heads[i] not in inside), hit.start)


def _rivals(found: dict[str, float], about: Scene, at: int, name: str) -> None:
    """Add what else the unit names, and its length."""
    names = {key.lstrip(HIDDEN) for key in about.named[at]}
    found[f"rivals:{min(6, len(names))}"] = 1.0
    found[f"shown.rivals:{min(4, sum(not key.startswith(HIDDEN) for key in about.named[at]))}"] = 1.0
    found[f"length:{min(5, len(about.units[at]) // 8)}"] = 1.0
    found.update((f"{name}|with:{key}", 1.0) for key in about.named[at] if key.lstrip(HIDDEN) != name)


def _around(found: dict[str, float], about: Scene, at: int, name: str) -> None:
    """Add whether the mechanism has a label close by, under the same heading, and how often in the essay."""
    found.update((place, 1.0) for place, names in _near(about, at) if name in names)
    shown = about.shown.get(name, ())
    own = _within(shown, at, at)
    for width in AROUND:
        found[f"within:{width}"] = (_within(shown, at - width, at + width) - own) / width
    found["elsewhere"] = round(math.log1p(len(shown) - own) / 3, 4)
    found["share"] = round(min(1.0, 3 * len(shown) / max(10, len(about.units))), 3)
    found["among-first"] = float(len(about.counts) - bisect_right(about.counts, len(shown)) < 3)


def _within(units: Sequence[int], first: int, last: int) -> int:
    return bisect_right(units, last) - bisect_left(units, first)


def _near(about: Scene, at: int) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield what the unit before, the unit after, and the heading above name."""
    places = (("prev", at - 1), ("prev2", at - 2), ("next", at + 1), ("heading", about.headings[at]))
    return ((place, about.named[i]) for place, i in places if 0 <= i < len(about.named))


def _context(columns: Words, unit: Span) -> list[str]:
    end = min(unit.end, unit.start + LONGEST)
    return sorted({columns.lemmas[i] for i in range(unit.start, end) if columns.poses[i] in CONTEXT})
