"""Where an essay's author stands to each proposition of the essay: holds it, rejects it, or only reports it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from argmap.model import AUTHOR, ArgumentMap, Scheme

__all__ = ["Standing", "standings"]


class Standing(StrEnum):
    """HELD: the author's, or made the author's by use as a premise. REJECTED: another's, and attacked."""

    HELD = "held"
    REJECTED = "rejected"
    REPORTED = "reported"


def standings(amap: ArgumentMap) -> Mapping[str, Standing]:
    """Tell the author's standing to each proposition, by id."""
    own = {prop.id for prop in amap.propositions if prop.holder == AUTHOR}
    used: set[str] = set()
    attacked: set[str] = set()
    for inference in amap.inferences:
        if inference.scheme is Scheme.ATTACK and own.intersection(inference.premises):
            attacked.add(inference.conclusion)
        if inference.scheme is Scheme.SUPPORT and inference.conclusion in own:
            used.update(inference.premises)
    return {prop.id: _standing(prop.id, own, used, attacked) for prop in amap.propositions}


def _standing(key: str, own: set[str], used: set[str], attacked: set[str]) -> Standing:
    if key in own:
        return Standing.HELD
    if key in attacked:
        return Standing.REJECTED
    return Standing.HELD if key in used else Standing.REPORTED
