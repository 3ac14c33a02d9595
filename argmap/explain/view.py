"""A map with what an explanation looks up in it: items and essays by id, words in their sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from argmap.explain.explanation import Passage, Tie
from argmap.explain.parts import Agent, EndWords, Part, Reason, Statement
from argmap.model import (
    ArgumentMap,
    CausalLink,
    Concept,
    Document,
    Evidence,
    Inference,
    Mechanism,
    Proposition,
    Scheme,
    Selector,
)
from argmap.plain import SENTENCE_END

__all__ = ["NOUN", "Item", "View", "name", "sentence", "told"]

Item: TypeAlias = Document | Proposition | CausalLink | Inference | Concept | Mechanism | Part

#: The most that is shown of a sentence on either side of the words, in code points.
AROUND = 240
NOUN = {Scheme.SUPPORT: "support", Scheme.ATTACK: "attack"}


class View:
    """A map with what an explanation looks up in it."""

    def __init__(self, amap: ArgumentMap, items: Mapping[str, Item]) -> None:
        self.amap = amap
        self.items = items
        self.documents = {document.id: document for document in amap.documents}

    def tie(self, relation: str, key: str) -> Tie:
        """Link to an item by its id, with its words."""
        item = self.items.get(key)
        return Tie(relation=relation, id=key, text=name(item, self) if item else "")

    def passage(self, evidence: Evidence) -> Passage:
        """Show evidence in its sentence."""
        selector = evidence.selector
        document = self.documents.get(selector.document)
        before, after = _around(document, selector)
        return Passage(
            document=selector.document, title=document.title if document else "", start=selector.start,
            end=selector.end, before=before, words=selector.exact, after=after, rule=evidence.rule, cue=evidence.cue,
            confidence=evidence.confidence,
        )


def _around(document: Document | None, selector: Selector) -> tuple[str, str]:
    """Give the rest of the sentence before and after the selected words."""
    if document is None:
        return selector.prefix, selector.suffix
    before = document.text[max(0, selector.start - AROUND) : selector.start]
    after = document.text[selector.end : selector.end + AROUND]
    starts = [match.end() for match in SENTENCE_END.finditer(before)]
    if selector.exact.rstrip().endswith((".", "!", "?")):
        return before[starts[-1] if starts else 0 :], ""
    stop = SENTENCE_END.search(after)
    return before[starts[-1] if starts else 0 :], after[: stop.end() if stop else None].rstrip()


def name(item: Item, view: View) -> str:
    """Give the words by which an item is known."""
    if isinstance(item, Document):
        return item.title
    if isinstance(item, Proposition):
        return item.text
    if isinstance(item, CausalLink):
        return sentence(item, view)
    if isinstance(item, Inference):
        return NOUN[item.scheme]
    if isinstance(item, Agent):
        return item.name
    if isinstance(item, Reason):
        return item.evidence.selector.exact
    if isinstance(item, Statement):
        return item.said.evidence.selector.exact
    if isinstance(item, EndWords):
        return item.end.selector.exact
    return item.label


def sentence(link: CausalLink, view: View) -> str:
    """Say a causal link in words."""
    cause, effect = (view.tie("", key).text for key in (link.cause, link.effect))
    return link.worded(cause, effect)


def told(facts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Leave out the facts of which nothing is known."""
    return tuple(fact for fact in facts if fact[1])
