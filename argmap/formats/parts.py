"""What a map is made of, and how much of each it has: so that a loss can be told before it surprises."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from argmap.model import AUTHOR, ArgumentMap, Certainty, Evidence, Kind, Scheme

__all__ = ["Part", "count", "lost"]


class Part(StrEnum):
    """One thing that a map holds and that a format may or may not carry; the value is its name to users."""

    PROPOSITIONS = "propositions"
    IDS = "ids"
    RELATIONS = "supports and attacks"
    JOINT = "attacks by several propositions at once"
    CAUSES = "causal links"
    KINDS = "kinds"
    CERTAINTY = "certainties"
    DENIALS = "denials"
    HOLDERS = "holders"
    HORIZONS = "horizons"
    MECHANISMS = "mechanisms"
    SCHEME = "definitions of mechanisms"
    ESSAYS = "titles and dates of essays"
    TEXTS = "texts of essays"
    PLACES = "places in the text"
    WHY = "rules, cues and confidences"
    COMPARISONS = "comparisons"


def count(amap: ArgumentMap) -> Mapping[Part, int]:
    """Count what there is to lose of each part; what stands at its neutral value is not counted."""
    props, inferences, links = amap.propositions, amap.inferences, amap.links
    reasons = _reasons(amap)
    return {
        Part.PROPOSITIONS: len(props),
        Part.IDS: len(props),
        Part.RELATIONS: len(inferences),
        Part.JOINT: sum(item.scheme is Scheme.ATTACK and len(item.premises) > 1 for item in inferences),
        Part.CAUSES: len(links),
        Part.KINDS: sum(prop.kind is not Kind.CLAIM for prop in props),
        Part.CERTAINTY: sum(prop.certainty is not Certainty.CERTAIN for prop in props),
        Part.DENIALS: sum(prop.negated for prop in props),
        Part.HOLDERS: sum(prop.holder != AUTHOR for prop in props),
        Part.HORIZONS: sum(prop.horizon is not None for prop in props),
        Part.MECHANISMS: sum(len(prop.mechanisms) for prop in props),
        Part.SCHEME: sum(bool(item.definition or item.broader or item.alternatives) for item in amap.mechanisms),
        Part.ESSAYS: sum(bool(item.title or item.date or item.url) for item in amap.documents),
        Part.TEXTS: len(amap.documents),
        Part.PLACES: reasons,
        Part.WHY: reasons,
        Part.COMPARISONS: len(amap.comparisons),
    }


def lost(amap: ArgumentMap, kept: Collection[Part]) -> str:
    """Say what a format that carries `kept` leaves out of a map, in the order of Part; "" if nothing.

    >>> lost(ArgumentMap(), ())
    ''
    """
    return ", ".join(f"{part.value} ({number})" for part, number in count(amap).items() if number and part not in kept)


def _reasons(amap: ArgumentMap) -> int:
    groups: list[tuple[Evidence, ...]] = [prop.evidence for prop in amap.propositions]
    groups += [item.evidence for item in amap.inferences]
    return sum(map(len, groups)) + sum(len(link.statements) for link in amap.links)
