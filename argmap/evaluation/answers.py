"""What a system says of an essay, as far as the score looks: from an ArgumentMap, from JSON, or from other labels."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argmap.errors import GraphError
from argmap.evaluation.gold import ENDING, GoldEssay, gold_essay
from argmap.model import AUTHOR, ArgumentMap, CausalStatement, Kind

__all__ = ["Answers", "FoundLink", "FoundProposition", "FoundRelation", "from_gold", "from_json", "from_map", "read"]

#: What to do about JSON that is no such thing.
WRITER = "`argmap extract NAME.md --format json` writes such a file"
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProposition:
    """A proposition: what it says of the stretch of text that it stands for."""

    id: str
    place: Stretch
    kind: str
    certainty: str = ""
    holder: str = AUTHOR
    mechanisms: tuple[str, ...] = ()
    horizon: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """A causal link: where its two ends stand."""

    cause: Stretch
    effect: Stretch
    polarity: str
    negated: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRelation:
    """A support or attack between two propositions, by their ids."""

    source: str
    target: str
    scheme: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All that a system says of one essay; places are code points of `text`."""

    text: str
    propositions: tuple[FoundProposition, ...] = ()
    links: tuple[FoundLink, ...] = ()
    relations: tuple[FoundRelation, ...] = ()


def from_map(amap: ArgumentMap) -> Answers:
    """Take the answers from the map of one essay, in the order of its JSON."""
    [document] = amap.documents
    return Answers(
        text=document.text,
        propositions=tuple(
            FoundProposition(
                id=prop.id, place=(prop.start, prop.end), kind=prop.kind, certainty=prop.certainty, holder=prop.holder,
                mechanisms=prop.mechanisms, horizon=prop.horizon.text if prop.horizon else "",
                confidence=prop.evidence[0].confidence,
            )
            for prop in amap.propositions
        ),
        links=tuple(
            _said(item, polarity=link.polarity, negated=link.negated) for link in amap.links for item in link.statements
        ),
        relations=tuple(
            FoundRelation(source=item.premises[0], target=item.conclusion, scheme=item.scheme,
                          confidence=item.evidence[0].confidence)
            for item in amap.inferences
        ),
    )


def _said(item: CausalStatement, *, polarity: str, negated: bool) -> FoundLink:
    cause, effect = item.cause.selector, item.effect.selector
    return FoundLink(cause=(cause.start, cause.end), effect=(effect.start, effect.end), polarity=polarity,
                     negated=negated, confidence=item.evidence.confidence)


def read(folder: Path, name: str) -> Answers | None:
    """Read what was written for an essay: NAME.json, or the labels NAME.gold.json of somebody else; None without.

    Raises:
        GraphError: a file that is not what a system says of an essay.
    """
    path = folder / f"{name}.json"
    if path.exists():
        return from_json(_text(path), where=path)
    return from_gold(gold_essay(folder, name)) if (folder / f"{name}{ENDING}").exists() else None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"cannot be read: {error}", where=path) from error


def from_json(source: str, *, where: object = "") -> Answers:
    """Read JSON as `argmap extract --format json` writes it; of any other system's, the fields scored are enough.

    Raises:
        GraphError: not JSON, or JSON without those fields.
    """
    try:
        return _answers(json.loads(source))
    except json.JSONDecodeError as error:
        raise GraphError(f"is not valid JSON: {error}", where=where) from error
    except RecursionError as error:
        raise GraphError("is nested too deeply", where=where) from error
    except KeyError as error:
        raise GraphError(f"does not say what is in an essay: it lacks {error}", where=where, hint=WRITER) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise GraphError(f"does not say what is in an essay: {error}", where=where, hint=WRITER) from error


def _answers(data: Mapping[str, Any]) -> Answers:
    text = str(data["document"]["text"])
    return Answers(
        text=text,
        propositions=tuple(_proposition(item, text) for item in data["propositions"]),
        links=tuple(
            FoundLink(cause=_stretch(item["cause"], text), effect=_stretch(item["effect"], text),
                      polarity=str(item["polarity"]), negated=bool(item.get("negated")), confidence=_confidence(item))
            for item in data["causal_links"]
        ),
        relations=tuple(
            FoundRelation(source=str(item["from"]), target=str(item["to"]), scheme=str(item["type"]),
                          confidence=_confidence(item))
            for item in data["relations"]
        ),
    )


def _proposition(item: Mapping[str, Any], text: str) -> FoundProposition:
    horizon = item.get("horizon") or {}
    return FoundProposition(
        id=str(item["id"]), place=_stretch(item, text), kind=str(item["kind"]),
        certainty=str(item.get("certainty") or ""), holder=str(item.get("holder") or AUTHOR),
        mechanisms=tuple(map(str, item.get("mechanisms") or ())), horizon=str(horizon.get("text") or ""),
        confidence=_confidence(item),
    )


def _stretch(item: Mapping[str, Any], text: str) -> Stretch:
    start, end = int(item["start"]), int(item["end"])
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"offsets {start} to {end} do not lie in the text")
    return start, end


def _confidence(item: Mapping[str, Any]) -> float | None:
    value = item.get("confidence")
    if value is not None and not 0 <= float(value) <= 1:
        raise ValueError(f"confidence {value} is not between 0 and 1")
    return None if value is None else float(value)


def from_gold(gold: GoldEssay) -> Answers:
    """Take one labelling for the answers to be scored by another: how far two labellers agree."""
    text = "\n".join(unit["text"] for unit in gold.units)
    starts = [0]
    for unit in gold.units:
        starts.append(starts[-1] + len(unit["text"]) + 1)

    def stretch(unit: int, words: str) -> Stretch:
        at = gold.units[unit]["text"].find(words)
        return (starts[unit] + at, starts[unit] + at + len(words)) if at >= 0 else (starts[unit], starts[unit])

    return Answers(
        text=text,
        propositions=tuple(
            FoundProposition(
                id=str(at), place=(starts[at], starts[at] + len(unit["text"])),
                kind=Kind.PREDICTION if unit["prediction"] else unit["role"], certainty=unit["certainty"] or "",
                holder=unit["holder"] or AUTHOR, mechanisms=tuple(unit["mechanisms"]), horizon=unit["horizon"] or "",
            )
            for at, unit in enumerate(gold.units)
        ),
        links=tuple(
            FoundLink(cause=stretch(link["cause_i"], link["cause"]), effect=stretch(link["i"], link["effect"]),
                      polarity=link["polarity"], negated=link["negated"])
            for link in gold.causal
        ),
        relations=tuple(
            FoundRelation(source=str(row["from"]), target=str(row["to"]), scheme=row["type"]) for row in gold.relations
        ),
    )
