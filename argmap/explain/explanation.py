"""What a map knows of one item, as a value, as text for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from argmap.output import json_text
from argmap.plain import visible

__all__ = ["Explanation", "Passage", "Tie", "to_json", "to_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One place that says it: the sentence in three pieces, and why argmap took it so."""

    document: str
    title: str
    start: int
    end: int
    before: str
    words: str
    after: str
    rule: str
    cue: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A link to another item, in the direction that the relation reads."""

    relation: str
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything that a map knows of one item."""

    kind: str
    id: str
    text: str
    facts: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    ties: tuple[Tie, ...]


def to_text(explanation: Explanation) -> str:
    """Lay an explanation out for a terminal; the words are marked [[so]]."""
    return "\n".join(map(visible, _lines(explanation))) + "\n"


def to_json(explanation: Explanation) -> str:
    """Write an explanation as JSON, with the facts as an object."""
    data = asdict(explanation) | {"facts": dict(explanation.facts)}
    return json_text(data)


def _lines(explanation: Explanation) -> Iterator[str]:
    yield f"{explanation.kind} {explanation.id}"
    yield f"  {explanation.text}"
    if explanation.facts:
        yield ""
    for name, value in explanation.facts:
        yield f"  {name}: {value}"
    for passage in explanation.passages:
        cue = f', cue "{passage.cue}"' if passage.cue else ""
        yield ""
        yield f"  {passage.title or passage.document}, characters {passage.start} to {passage.end}:"
        yield f"    {passage.before}[[{passage.words}]]{passage.after}"
        yield f"    found by {passage.rule}{cue}, confidence {passage.confidence:.2f}"
    if explanation.ties:
        yield ""
    for tie in explanation.ties:
        yield f"  {tie.relation} {tie.id}: {tie.text}"
