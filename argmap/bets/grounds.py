"""What a prediction rests on, and what leans on it: along the supports of a map, step by step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argmap.model import ArgumentMap, CausalLink, Proposition, Scheme
from argmap.plain import one_line

__all__ = ["Ground", "Reasons"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Ground:
    """A proposition so many supports away, and what it rests on itself."""

    steps: int
    id: str
    text: str
    kind: str
    mechanisms: tuple[str, ...]


class Reasons:
    """The supports and attacks of a map, both ways."""

    def __init__(self, amap: ArgumentMap) -> None:
        self._props = {prop.id: prop for prop in amap.propositions}
        self._labels = {item.id: item.label for item in amap.mechanisms}
        self._concepts = {item.id: item.label for item in amap.concepts}
        self.reasons: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._under: dict[str, list[str]] = defaultdict(list)
        self._over: dict[str, list[str]] = defaultdict(list)
        self._attackers: dict[str, list[str]] = defaultdict(list)
        self._stated: dict[str, list[str]] = defaultdict(list)
        for inference in amap.inferences:
            if inference.scheme is Scheme.ATTACK:
                self._attackers[inference.conclusion] += inference.premises
            else:
                self.reasons[inference.conclusion].append(inference.premises)
                self._under[inference.conclusion] += inference.premises
                for premise in inference.premises:
                    self._over[premise].append(inference.conclusion)
        for link in amap.links:
            for key in sorted({key for said in link.statements for key in said.propositions}):
                self._stated[key].append(self._said(link))

    def for_(self, key: str) -> tuple[Ground, ...]:
        """List what supports a proposition, at once or through others."""
        return self._grounds(_walk([key], self._under))

    def against(self, key: str) -> tuple[Ground, ...]:
        """List what attacks a proposition."""
        return self._grounds(dict.fromkeys(self._attackers.get(key, ()), 1))

    def leaning(self, keys: Iterable[str]) -> tuple[Ground, ...]:
        """List what any of these propositions supports, at once or through others."""
        return self._grounds(_walk(keys, self._over))

    def mechanisms(self, prop: Proposition) -> tuple[str, ...]:
        """Name the mechanisms that a proposition rests on itself."""
        return tuple(self._labels.get(key, key) for key in prop.mechanisms)

    def causes(self, key: str) -> tuple[str, ...]:
        """Say which causal links a proposition states."""
        return tuple(self._stated.get(key, ()))

    def _grounds(self, steps: Mapping[str, int]) -> tuple[Ground, ...]:
        known = ((self._props[key], far) for key, far in steps.items() if key in self._props)
        return tuple(sorted(
            Ground(steps=far, id=prop.id, text=one_line(prop.text), kind=prop.kind.value,
                   mechanisms=self.mechanisms(prop))
            for prop, far in known
        ))

    def _said(self, link: CausalLink) -> str:
        cause, effect = (self._concepts.get(key, key) for key in (link.cause, link.effect))
        return link.worded(cause, effect)


def _walk(starts: Iterable[str], edges: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Count the steps from the nearest start to whatever can be reached; circles end where they began."""
    seen = dict.fromkeys(starts, 0)
    here = list(seen)
    far = 0
    while here:
        far += 1
        there = sorted({key for name in here for key in edges.get(name, ()) if key not in seen})
        seen.update(dict.fromkeys(there, far))
        here = there
    return {key: steps for key, steps in seen.items() if steps}
