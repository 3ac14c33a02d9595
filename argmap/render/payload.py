"""ArgumentMap -> the plain data that the page holds: numbered nodes and edges with places, and the essays' text."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from argmap import resources
from argmap.model import (
    ArgumentMap,
    CausalLink,
    CausalStatement,
    Document,
    Evidence,
    Mechanism,
    Polarity,
    Proposition,
    Selector,
)
from argmap.render import cards
from argmap.render.placing import Places, place
from argmap.render.reading import Block, Mark, blocks
from argmap.render.roles import linked, main_thesis, strength

__all__ = ["Payload", "encodings", "payload"]

PAGE = Path(__file__).parent / "page"
Record = dict[str, Any]
POLARITIES = {Polarity.RAISES: "raises", Polarity.LOWERS: "lowers", Polarity.UNKNOWN: "affects"}


def encodings() -> Record:
    """Load how each kind of node and link looks."""
    found: Record = json.loads(resources.text(PAGE / "encodings.json"))
    return {"nodes": found["nodes"], "links": found["links"]}


@dataclass(frozen=True, slots=True)
class Payload:
    """What the page is made of; `places` are the boxes and bends that Python chose."""

    data: Record
    places: Places


def payload(amap: ArgumentMap, *, title: str = "") -> Payload:
    """Number the map's items and say everything about them in lists, dicts, strings and numbers."""
    numbered = _Numbered(amap)
    nodes = [*numbered.propositions(), *numbered.mechanisms(), *numbered.concepts()]
    edges = [*numbered.inferences(), *numbered.causes()]
    reading = [blocks(doc, numbered.marks[doc.id]) for doc in amap.documents]
    places = place(nodes, edges, main=numbered.main, sections=_sections(nodes, amap.documents, reading))
    for node, (x, y) in zip(nodes, places.centres, strict=True):
        node |= {"x": x, "y": y}
    for number, group in enumerate(places.groups):
        for key in group["nodes"]:
            nodes[key]["group"] = number
    for index, path in places.bends.items():
        edges[index]["via"] = path
    data = {
        "title": title or heading(amap),
        "documents": [_document(doc, read) for doc, read in zip(amap.documents, reading, strict=True)],
        "nodes": nodes,
        "edges": edges,
        "groups": places.groups,
        "main": numbered.main,
        "encodings": encodings(),
        "metrics": cards.METRICS,
        "generator": amap.generator,
    }
    return Payload(data, places)


def heading(amap: ArgumentMap) -> str:
    """Name a map after its essays."""
    titles = [" ".join(doc.title.split()) or "Untitled essay" for doc in amap.documents]
    if len(titles) > 3:
        return f"{titles[0]} and {len(titles) - 1} other essays"
    return " · ".join(titles) or "An empty map"


@dataclass(frozen=True)
class _Numbered:
    """The map with a number for every node: propositions, then mechanisms, then concepts."""

    amap: ArgumentMap
    marks: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))

    @cached_property
    def documents(self) -> Mapping[str, int]:
        return {doc.id: i for i, doc in enumerate(self.amap.documents)}

    @cached_property
    def props(self) -> Sequence[Proposition]:
        last = len(self.documents)
        return sorted(
            self.amap.propositions, key=lambda p: (self.documents.get(p.document, last), p.start, -p.end, p.id)
        )

    @cached_property
    def used(self) -> Sequence[Mechanism]:
        """The mechanisms that something rests on; one that the scheme lacks is named by its id."""
        ids = {key for item in (*self.amap.propositions, *self.amap.concepts) for key in item.mechanisms}
        known = {mechanism.id: mechanism for mechanism in self.amap.mechanisms}
        return [known.get(key) or Mechanism(id=key, label=key.replace("-", " ")) for key in sorted(ids)]

    @cached_property
    def number(self) -> Mapping[str, int]:
        keys = (*(p.id for p in self.props), *(m.id for m in self.used), *(c.id for c in self.amap.concepts))
        return {key: i for i, key in enumerate(keys)}

    @cached_property
    def main(self) -> int | None:
        thesis = main_thesis(self.amap)
        return None if thesis is None else self.number[thesis.id]

    def propositions(self) -> Iterable[Record]:
        weight, joined = strength(self.amap), linked(self.amap)
        labels = {mechanism.id: mechanism.label for mechanism in self.used}
        for prop in self.props:
            self._mark(self.number[prop.id], (item.selector for item in prop.evidence))
            yield {
                "id": prop.id,
                "kind": prop.kind.value,
                "text": _tidy(prop.text),
                "holder": prop.holder,
                "certainty": prop.certainty.value,
                "negated": prop.negated,
                "mechanisms": self._numbers(prop.mechanisms),
                "horizon": _horizon(prop),
                "evidence": [self._evidence(item) for item in prop.evidence],
                "documents": sorted({self.documents.get(e.selector.document, -1) for e in prop.evidence}),
                "start": prop.start,
                "weight": weight.get(prop.id, 0),
                "linked": prop.id in joined,
                **cards.proposition(prop, tags=", ".join(labels[key] for key in prop.mechanisms if key in labels)),
            }

    def mechanisms(self) -> Iterable[Record]:
        for mechanism in self.used:
            yield {
                "id": mechanism.id,
                "kind": "mechanism",
                "text": _tidy(mechanism.label),
                "definition": _tidy(mechanism.definition),
                "also": [_tidy(name) for name in mechanism.alternatives],
                **cards.mechanism(mechanism),
            }

    def concepts(self) -> Iterable[Record]:
        for item in self.amap.concepts:
            yield {
                "id": item.id,
                "kind": "concept",
                "text": _tidy(item.label),
                "mechanisms": self._numbers(item.mechanisms),
                **cards.concept(item),
            }

    def inferences(self) -> Iterable[Record]:
        for inf in self.amap.inferences:
            for premise in inf.premises:
                if premise in self.number and inf.conclusion in self.number:
                    yield {
                        "id": inf.id,
                        "kind": inf.scheme.value,
                        "from": self.number[premise],
                        "to": self.number[inf.conclusion],
                        "evidence": [self._evidence(item) for item in inf.evidence],
                    }

    def causes(self) -> Iterable[Record]:
        for link in self.amap.links:
            if link.cause in self.number and link.effect in self.number:
                yield self._cause(link)

    def _cause(self, link: CausalLink) -> Record:
        for statement in link.statements:
            for end in (statement.cause, statement.effect):
                if end.concept in self.number:
                    self._mark(self.number[end.concept], [end.selector])
        return {
            "id": link.id,
            "kind": POLARITIES[link.polarity],
            "from": self.number[link.cause],
            "to": self.number[link.effect],
            "negated": link.negated,
            "evidence": [self._statement(statement) for statement in link.statements],
        }

    def _statement(self, statement: CausalStatement) -> Record:
        said = {"certainty": statement.certainty.value, "said": self._numbers(statement.propositions)}
        return self._evidence(statement.evidence) | said

    def _evidence(self, item: Evidence) -> Record:
        return {
            "document": self.documents.get(item.selector.document, -1),
            "start": item.selector.start,
            "quote": _tidy(item.selector.exact),
            "rule": item.rule,
            "cue": item.cue,
            "confidence": round(item.confidence, 3),
        }

    def _numbers(self, keys: Iterable[str]) -> list[int]:
        return [self.number[key] for key in keys if key in self.number]

    def _mark(self, item: int, selectors: Iterable[Selector]) -> None:
        for selector in selectors:
            self.marks[selector.document].append(Mark(selector.start, selector.end, item))


def _horizon(prop: Proposition) -> Record | None:
    if prop.horizon is None:
        return None
    return {
        "text": _tidy(prop.horizon.text),
        "from": prop.horizon.earliest,
        "to": prop.horizon.latest,
        "label": cards.horizon_label(prop.horizon),
    }


def _document(doc: Document, read: Sequence[Block]) -> Record:
    return {
        "title": _tidy(doc.title),
        "author": _tidy(doc.author),
        "date": doc.date,
        "url": doc.url,
        "language": doc.language,
        "blocks": [[block.kind, block.start, block.runs] for block in read],
    }


def _sections(
    nodes: Sequence[Record], documents: Sequence[Document], reading: Sequence[Sequence[Block]]
) -> list[str]:
    """Name the section of every proposition: its essay, where there are more, and the heading above it."""
    starts = [[block.start for block in read if block.kind == "h"] for read in reading]
    names = [["".join(run for run, _ in block.runs) for block in read if block.kind == "h"] for read in reading]
    found = []
    for node in nodes:
        at = node.get("documents", [-1])[0]
        if at < 0:
            found.append("")
            continue
        under = bisect_right(starts[at], node["start"]) - 1
        title = documents[at].title or f"Essay {at + 1}"
        name = names[at][under] if under >= 0 else "Beginning"
        found.append(f"{title}: {name}" if len(documents) > 1 else name)
    return found


def _tidy(text: str) -> str:
    return " ".join(text.split())
