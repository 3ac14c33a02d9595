"""What a library knows of its essays, and what it does with those that it is given."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Action", "Change", "Entry"]


class Action(StrEnum):
    """What became of an essay."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    UNKNOWN = "not in the library"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One essay, and what became of it."""

    action: Action
    id: str
    author: str = ""
    date: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An essay on the shelf, and how much it puts forward."""

    id: str
    author: str = ""
    date: str = ""
    title: str = ""
    triples: int = 0
    claims: int = 0
    predictions: int = 0
    evidence: int = 0
    links: int = 0
    supports: int = 0
    attacks: int = 0
