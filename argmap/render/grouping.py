"""Which propositions of a large map stand together: by essay, by section or by mechanism, a few boxes at each level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

__all__ = ["FLAT", "Group", "by_essay", "by_mechanism", "by_section", "leaves"]

#: A map of more propositions than this has no flat layout: it is shown by groups.
FLAT = 500
#: A group of more propositions than this is cut into parts.
MEMBERS = 150
#: Mechanisms on which fewer rest share a group.
FEW = 3
#: In the place of a mechanism's number.
NONE, OTHERS = -1, -2
#: So many boxes at one level; more are bundled.
BOXES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Propositions under one name, or groups under one name; `essay` is the number of the essay that it is."""

    label: str
    members: tuple[int, ...] = ()
    inside: tuple[Group, ...] = ()
    essay: int | None = None


def by_essay(essays: Sequence[str], essay_of: Mapping[int, int], sections: Mapping[int, str]) -> tuple[Group, ...]:
    """Make a group of each essay, and in a large map, groups of its sections inside."""
    held: dict[int, list[int]] = {}
    for key, essay in essay_of.items():
        held.setdefault(essay, []).append(key)
    nested = len(essay_of) > FLAT
    found = []
    for essay, keys in sorted(held.items()):
        inner = by_section(keys, sections) if nested and len(keys) > MEMBERS else ()
        members = () if inner else tuple(keys)
        found.append(Group(label=essays[essay], members=members, inside=inner, essay=essay))
    return _bundled(tuple(found))


def by_section(keys: Sequence[int], sections: Mapping[int, str]) -> tuple[Group, ...]:
    """Gather neighbours under one heading, in the order of the text."""
    runs: list[tuple[str, list[int]]] = []
    for key in keys:
        if not runs or runs[-1][0] != sections[key]:
            runs.append((sections[key], []))
        runs[-1][1].append(key)
    return _bundled(tuple(part for name, members in runs for part in _parts(name, members)))


def by_mechanism(mechanisms: Mapping[int, Sequence[int]], labels: Mapping[int, str]) -> tuple[Group, ...]:
    """Put each proposition under that of its mechanisms on which most rest; the largest group first."""
    size = Counter(name for names in mechanisms.values() for name in names)
    held: dict[int, list[int]] = {}
    for key, own in mechanisms.items():
        most = min(own, key=lambda name: (-size[name], name), default=NONE)
        held.setdefault(most, []).append(key)
    names = {**labels, NONE: "No mechanism named", OTHERS: "Other mechanisms"}
    few = [name for name, keys in held.items() if len(keys) < FEW and name != NONE]
    if len(few) > 1:
        held[OTHERS] = sorted(key for name in few for key in held.pop(name))
    order = sorted(held, key=lambda name: (name in (NONE, OTHERS), -len(held[name]), name))
    return _bundled(tuple(part for name in order for part in _parts(names[name], held[name])))


def leaves(groups: Sequence[Group]) -> Iterator[Group]:
    """Yield the groups that hold propositions."""
    for group in groups:
        if group.inside:
            yield from leaves(group.inside)
        else:
            yield group


def _parts(name: str, keys: Sequence[int]) -> Iterator[Group]:
    """Cut what is too large for one group into numbered parts."""
    cuts = [tuple(keys[at : at + MEMBERS]) for at in range(0, len(keys), MEMBERS)]
    for i, cut in enumerate(cuts, 1):
        yield Group(label=f"{name} ({i} of {len(cuts)})" if len(cuts) > 1 else name, members=cut)


def _bundled(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Bundle neighbours under the names of the first and last until there are at most BOXES."""
    while len(groups) > BOXES:
        share = -(-len(groups) // BOXES)
        bundles = (groups[at : at + share] for at in range(0, len(groups), share))
        groups = tuple(
            Group(label=f"{some[0].label} – {some[-1].label}", inside=some) if len(some) > 1 else replace(some[0])
            for some in bundles
        )
    return groups
