"""An ArgumentMap's items as records: a number for each node, its words and its evidence in plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from argmap import resources
from argmap.model import (
    AUTHOR,
    ArgumentMap,
    CausalLink,
    CausalStatement,
    Certainty,
    Document,
    Evidence,
    Kind,
    Mechanism,
    Polarity,
    Proposition,
    Selector,
)
from argmap.plain import one_line
from argmap.render import cards
from argmap.render.reading import Mark, utf16
from argmap.render.roles import linked, main_thesis, strength

__all__ = ["Numbered", "Record"]

POLARITIES = {Polarity.RAISES: "raises", Polarity.LOWERS: "lowers", Polarity.UNKNOWN: "affects"}
Record = dict[str, Any]


@dataclass(frozen=True)
class Numbered:
    """The map with a number for every node: propositions, then mechanisms, then concepts."""

    amap: ArgumentMap
    marks: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    rules: dict[str, int] = field(default_factory=dict)

    @cached_property
    def essays(self) -> Sequence[Document]:
        """Sort the essays, the earliest first."""
        return sorted(self.amap.documents, key=lambda doc: (doc.date, doc.title, doc.id))

    @cached_property
    def documents(self) -> Mapping[str, int]:
        """Number the essays by their ids."""
        return {doc.id: i for i, doc in enumerate(self.essays)}

    @cached_property
    def props(self) -> Sequence[Proposition]:
        """Sort the propositions by essay and place; a longer one stands before what it holds."""
        last = len(self.documents)
        return sorted(
            self.amap.propositions, key=lambda p: (self.documents.get(p.document, last), p.start, -p.end, p.id)
        )

    @cached_property
    def used(self) -> Sequence[Mechanism]:
        """List the mechanisms that something rests on; one that the scheme lacks is named by its id."""
        ids = {key for prop in self.amap.propositions for key in prop.mechanisms}
        ids |= {key for item in self.amap.concepts for key in item.mechanisms}
        known = {mechanism.id: mechanism for mechanism in self.amap.mechanisms}
        return [known.get(key) or Mechanism(id=key, label=key.replace("-", " ")) for key in sorted(ids)]

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Number the nodes by their ids."""
        keys = (*(p.id for p in self.props), *(m.id for m in self.used), *(c.id for c in self.amap.concepts))
        return {key: i for i, key in enumerate(keys)}

    @cached_property
    def main(self) -> int | None:
        """Choose the node at which the map opens."""
        thesis = main_thesis(self.amap)
        return None if thesis is None else self.number[thesis.id]

    def propositions(self) -> Iterable[Record]:
        """Yield a record for each proposition, and mark its words."""
        weight, joined = strength(self.amap), linked(self.amap)
        labels = {mechanism.id: mechanism.label for mechanism in self.used}
        for prop in self.props:
            tags = ", ".join(labels[key] for key in prop.mechanisms)
            self._mark(self.number[prop.id], (item.selector for item in prop.evidence))
            yield {
                "id": prop.id,
                "kind": prop.kind.value,
                "text": self._unless_quoted(prop),
                "holder": "" if prop.holder == AUTHOR else one_line(prop.holder) or "somebody",
                "certainty": "" if prop.certainty is Certainty.CERTAIN else prop.certainty.value,
                "negated": prop.negated,
                "mechanisms": self._numbers(prop.mechanisms),
                "horizon": _horizon(prop),
                "given": self.conditions.get(prop.id),
                "evidence": [self._evidence(item) for item in prop.evidence],
                "weight": weight.get(prop.id, 0),
                "alone": prop.id not in joined,
                **cards.proposition(
                    one_line(prop.text), said_of=self._said_of(prop), tags=tags, chip=len(self.essays) > 1
                ),
            }

    @cached_property
    def conditions(self) -> Mapping[str, list[list[Any]]]:
        """Find under what conditions propositions stand: which essay, from where to where, and the word for it."""
        words, found = set(resources.lexicon("cause-conditions")), defaultdict(list)
        for link in self.amap.links:
            for said in link.statements:
                if said.evidence.cue.lower() in words:
                    for key in said.propositions:
                        found[key].append([*self._place(said.cause.selector), one_line(said.evidence.cue)])
        return found

    def _said_of(self, prop: Proposition) -> list[str]:
        """List what a card says before its words; the plain case says nothing."""
        author = self.essays[self.documents[prop.document]].author if prop.document in self.documents else ""
        return [
            *([one_line(prop.holder)] if prop.holder != AUTHOR
              else [author] if author and len(self.essays) > 1 else []),
            *(["negated"] if prop.negated else []),
            *([prop.certainty.value] if prop.certainty is not Certainty.CERTAIN else []),
            *([cards.horizon_label(prop.horizon)] if prop.kind is Kind.PREDICTION and prop.horizon else []),
        ]

    def mechanisms(self) -> Iterable[Record]:
        """Yield a record for each mechanism that is used."""
        for mechanism in self.used:
            yield {
                "id": mechanism.id,
                "kind": "mechanism",
                "text": one_line(mechanism.label),
                "definition": one_line(mechanism.definition),
                "also": [one_line(name) for name in mechanism.alternatives],
                **cards.mechanism(one_line(mechanism.label)),
            }

    def concepts(self) -> Iterable[Record]:
        """Yield a record for each concept."""
        for item in self.amap.concepts:
            yield {
                "id": item.id,
                "kind": "concept",
                "text": one_line(item.label),
                "mechanisms": self._numbers(item.mechanisms),
                **cards.concept(one_line(item.label)),
            }

    def inferences(self) -> Iterable[Record]:
        """Yield an edge from every premise to its conclusion."""
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
        """Yield an edge for each causal link, and mark the words of its ends."""
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

    def _statement(self, statement: CausalStatement) -> list[Any]:
        return [*self._evidence(statement.evidence), statement.certainty.value, self._numbers(statement.propositions)]

    def _unless_quoted(self, prop: Proposition) -> str:
        """Give a proposition's words, or "" where they are those of its first evidence."""
        selector = prop.evidence[0].selector
        at = self.documents.get(selector.document)
        there = "" if at is None else self.essays[at].text[selector.start : selector.end]
        return "" if one_line(there) == one_line(prop.text) else one_line(prop.text)

    @cached_property
    def units(self) -> Mapping[str, Callable[[int], int]]:
        """Give each essay's offsets in UTF-16."""
        return {doc.id: utf16(doc.text) for doc in self.essays}

    def _evidence(self, item: Evidence) -> list[Any]:
        """Say which essay, from where to where in UTF-16, the number of the rule, its cue and its confidence."""
        rule = self.rules.setdefault(item.rule, len(self.rules))
        return [*self._place(item.selector), rule, one_line(item.cue), round(item.confidence, 3)]

    def _place(self, place: Selector) -> list[int]:
        """Say which essay, and from where to where in UTF-16; nowhere in one that the map has no such text of."""
        units = self.units.get(place.document)
        start, end = (units(place.start), units(place.end)) if units and place.end <= self._length(place) else (0, 0)
        return [self.documents.get(place.document, -1), start, end]

    def _length(self, place: Selector) -> int:
        return len(self.essays[self.documents[place.document]].text)

    def _numbers(self, keys: Iterable[str]) -> list[int]:
        return [self.number[key] for key in keys if key in self.number]

    def _mark(self, item: int, selectors: Iterable[Selector]) -> None:
        for selector in selectors:
            self.marks[selector.document].append(Mark(selector.start, selector.end, item))


def _horizon(prop: Proposition) -> Record | None:
    if prop.horizon is None:
        return None
    return {
        "text": one_line(prop.horizon.text),
        "from": prop.horizon.earliest,
        "to": prop.horizon.latest,
        "label": cards.horizon_label(prop.horizon),
    }
