"""argmap's own JSON: what `extract --format json` writes and the quality score reads; lossless both ways."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from argmap.assemble import assemble, by_document
from argmap.errors import GraphError
from argmap.model import (
    ArgumentMap,
    CausalEnd,
    CausalLink,
    CausalStatement,
    Certainty,
    Concept,
    Document,
    Evidence,
    Horizon,
    Inference,
    Kind,
    Mechanism,
    Polarity,
    Proposition,
    Scheme,
    Selector,
)
from argmap.output import json_text

__all__ = ["dumps", "from_data", "loads", "parsed", "to_data"]

#: What to do about JSON that is none of ours.
WRITER = "`argmap extract ESSAY --format json` writes one"
Record = Mapping[str, Any]
Documents = Mapping[str, Document]


def dumps(amap: ArgumentMap) -> str:
    """Write a map: one object for one essay, a list of them for none or several."""
    return json_text(to_data(amap))


def to_data(amap: ArgumentMap) -> Any:
    """Say all of a map in dicts, lists, strings and numbers."""
    parts = [_essay(part) for part in by_document(amap)]
    return parts[0] if len(parts) == 1 else parts


def loads(source: str) -> ArgumentMap:
    """Read what `dumps` wrote.

    Raises:
        GraphError: not JSON, or JSON that is not an argument map.
    """
    return from_data(parsed(source))


def parsed(source: str) -> Any:
    """Parse JSON of any kind.

    Raises:
        GraphError: not JSON, or nested too deeply.
    """
    try:
        return json.loads(source)
    except json.JSONDecodeError as error:
        raise GraphError(f"is not valid JSON: {error}") from error
    except (RecursionError, ValueError) as error:
        raise GraphError("is JSON that is nested too deeply or has too long a number") from error


def from_data(data: Any) -> ArgumentMap:
    """Read the values that `to_data` gives.

    Raises:
        GraphError: they are not an argument map.
    """
    try:
        essays = data if isinstance(data, list) else [data]
        if not all(isinstance(essay, dict) for essay in essays):
            raise ValueError("an essay is an object with document, propositions, causal_links and relations")
        documents = {item.id: item for item in map(_document, essays)}
        return assemble(_map(essay, documents) for essay in essays)
    except LookupError as error:
        raise GraphError(f"is JSON, but not an argument map: it lacks {error}", hint=WRITER) from error
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise GraphError(f"is JSON, but not an argument map: {error}", hint=WRITER) from error


def _essay(amap: ArgumentMap) -> dict[str, Any]:
    [document] = amap.documents
    return {
        "document": {
            "id": document.id,
            "title": document.title,
            "author": document.author,
            "date": document.date,
            "url": document.url,
            "language": document.language,
            "text": document.text,
        },
        "propositions": [_proposition(prop, document) for prop in amap.propositions],
        "causal_links": [_statement(link, item, document) for link in amap.links for item in link.statements],
        "relations": [_relation(item, document) for item in amap.inferences],
        "concepts": [
            {"id": item.id, "label": item.label, "mechanisms": list(item.mechanisms)} for item in amap.concepts
        ],
        "mechanisms": [
            {"id": item.id, "label": item.label, "alternatives": list(item.alternatives), "broader": item.broader,
             "definition": item.definition}
            for item in amap.mechanisms
        ],
        "generator": amap.generator,
    }


def _proposition(prop: Proposition, home: Document) -> dict[str, Any]:
    horizon = prop.horizon
    return {
        "id": prop.id,
        "start": prop.start,
        "end": prop.end,
        "text": prop.text,
        "kind": prop.kind.value,
        "certainty": prop.certainty.value,
        "negated": prop.negated,
        "holder": prop.holder,
        "mechanisms": list(prop.mechanisms),
        "horizon": {"text": horizon.text, "from": horizon.earliest, "to": horizon.latest} if horizon else None,
        "rule": prop.evidence[0].rule,
        "confidence": prop.evidence[0].confidence,
        "evidence": [_evidence(item, home) for item in prop.evidence],
    }


def _statement(link: CausalLink, item: CausalStatement, home: Document) -> dict[str, Any]:
    return {
        "id": link.id,
        "cause": _end(item.cause),
        "effect": _end(item.effect),
        "polarity": link.polarity.value,
        "negated": link.negated,
        "certainty": item.certainty.value,
        "marker": item.evidence.cue,
        "propositions": list(item.propositions),
        "rule": item.evidence.rule,
        "confidence": item.evidence.confidence,
        "evidence": _evidence(item.evidence, home),
    }


def _relation(item: Inference, home: Document) -> dict[str, Any]:
    return {
        "id": item.id,
        "from": item.premises[0],
        "to": item.conclusion,
        "type": item.scheme.value,
        "premises": list(item.premises),
        "rule": item.evidence[0].rule,
        "confidence": item.evidence[0].confidence,
        "evidence": [_evidence(evidence, home) for evidence in item.evidence],
    }


def _evidence(item: Evidence, home: Document) -> dict[str, Any]:
    """Give a reason, with the document that it lies in where that is another than the essay itself."""
    key = item.selector.document
    place: dict[str, Any] = {} if key == home.id else {"document": key}
    return place | {"start": item.selector.start, "end": item.selector.end, "rule": item.rule, "cue": item.cue,
                    "confidence": item.confidence}


def _end(end: CausalEnd) -> dict[str, Any]:
    return {"text": end.selector.exact, "start": end.selector.start, "end": end.selector.end, "concept": end.concept,
            "antecedent": end.antecedent}


def _document(data: Record) -> Document:
    fields = data["document"]
    names = ("id", "title", "author", "date", "url", "language", "text")
    return Document(**{name: str(fields[name]) for name in names})


def _map(data: Record, documents: Documents) -> ArgumentMap:
    document = documents[str(data["document"]["id"])]
    return ArgumentMap(
        documents=(document,),
        propositions=tuple(_read_proposition(item, document, documents) for item in data["propositions"]),
        concepts=tuple(Concept(id=item["id"], label=item["label"], mechanisms=_strings(item["mechanisms"]))
                       for item in data["concepts"]),
        links=tuple(_read_link(item, document) for item in data["causal_links"]),
        inferences=tuple(_read_relation(item, document, documents) for item in data["relations"]),
        mechanisms=tuple(
            Mechanism(id=item["id"], label=item["label"], alternatives=_strings(item["alternatives"]),
                      broader=item["broader"], definition=item["definition"])
            for item in data["mechanisms"]
        ),
        generator=str(data["generator"]),
    )


def _strings(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(map(str, values))


def _select(item: Record, document: Document) -> Selector:
    start, end = int(item["start"]), int(item["end"])
    if not 0 <= start <= end <= len(document.text):
        raise ValueError(f"offsets {start} to {end} do not lie in the text")
    return Selector.at(document, start, end)


def _read_evidence(item: Record, home: Document, documents: Documents) -> Evidence:
    document = documents[str(item.get("document", home.id))]
    return Evidence(selector=_select(item, document), rule=str(item["rule"]), cue=str(item["cue"]),
                    confidence=float(item["confidence"]))


def _read_proposition(item: Record, document: Document, documents: Documents) -> Proposition:
    horizon = item["horizon"]
    return Proposition(
        id=str(item["id"]),
        text=str(item["text"]),
        kind=Kind(item["kind"]),
        evidence=tuple(_read_evidence(evidence, document, documents) for evidence in item["evidence"]),
        certainty=Certainty(item["certainty"]),
        negated=bool(item["negated"]),
        holder=str(item["holder"]),
        mechanisms=_strings(item["mechanisms"]),
        horizon=Horizon(text=horizon["text"], earliest=horizon["from"], latest=horizon["to"]) if horizon else None,
    )


def _read_end(item: Record, document: Document) -> CausalEnd:
    return CausalEnd(concept=str(item["concept"]), selector=_select(item, document), antecedent=str(item["antecedent"]))


def _read_link(item: Record, document: Document) -> CausalLink:
    cause, effect = _read_end(item["cause"], document), _read_end(item["effect"], document)
    statement = CausalStatement(
        cause=cause, effect=effect, evidence=_read_evidence(item["evidence"], document, {document.id: document}),
        certainty=Certainty(item["certainty"]), propositions=_strings(item["propositions"]),
    )
    return CausalLink(id=str(item["id"]), cause=cause.concept, effect=effect.concept,
                      polarity=Polarity(item["polarity"]), negated=bool(item["negated"]), statements=(statement,))


def _read_relation(item: Record, document: Document, documents: Documents) -> Inference:
    return Inference(
        id=str(item["id"]), scheme=Scheme(item["type"]), premises=_strings(item["premises"]),
        conclusion=str(item["to"]),
        evidence=tuple(_read_evidence(evidence, document, documents) for evidence in item["evidence"]),
    )
