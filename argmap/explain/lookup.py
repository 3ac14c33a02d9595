"""Look an item of a map up by its id, and gather its words, the rule that found it, and its links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from argmap.errors import GraphError
from argmap.explain.explanation import Explanation, Passage, Tie
from argmap.ids import completed
from argmap.model import (
    AUTHOR,
    ArgumentMap,
    CausalEnd,
    CausalLink,
    CausalStatement,
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

__all__ = ["explain"]

Item: TypeAlias = Document | Proposition | CausalLink | Inference | Concept | Mechanism

#: The most that is shown of a sentence on either side of the words, in code points.
AROUND = 240
ACTIVE = {Scheme.SUPPORT: "supports", Scheme.ATTACK: "attacks"}
PASSIVE = {Scheme.SUPPORT: "is supported by", Scheme.ATTACK: "is attacked by"}
NOUN = {Scheme.SUPPORT: "support", Scheme.ATTACK: "attack"}


def explain(amap: ArgumentMap, key: str) -> Explanation:
    """Explain a document, proposition, causal link, inference, concept or mechanism.

    `key` is its id, or a beginning of it that no other id has.

    Raises:
        GraphError: no item has that id, or several begin so.
    """
    items = _items(amap)
    item = items[completed(key, items, noun="item", hint="`argmap query GRAPH outline` lists ids", error=GraphError)]
    view = _View(amap, items)
    return _EXPLAINERS[type(item)](view, item)


def _items(amap: ArgumentMap) -> Mapping[str, Item]:
    """Index all items by id; where a mechanism has the id of another item, the other one wins."""
    groups: tuple[tuple[Item, ...], ...] = (
        amap.mechanisms, amap.documents, amap.concepts, amap.links, amap.inferences, amap.propositions
    )
    return {item.id: item for group in groups for item in group}


class _View:
    """A map with what an explanation looks up in it."""

    def __init__(self, amap: ArgumentMap, items: Mapping[str, Item]) -> None:
        self.amap = amap
        self.items = items
        self.documents = {document.id: document for document in amap.documents}

    def tie(self, relation: str, key: str) -> Tie:
        """Link to an item by its id, with its words."""
        item = self.items.get(key)
        return Tie(relation=relation, id=key, text=_name(item, self) if item else "")

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


def _name(item: Item, view: _View) -> str:
    if isinstance(item, Document):
        return item.title
    if isinstance(item, Proposition):
        return item.text
    if isinstance(item, CausalLink):
        return _sentence(item, view)
    if isinstance(item, Inference):
        return NOUN[item.scheme]
    return item.label


def _sentence(link: CausalLink, view: _View) -> str:
    cause, effect = (view.tie("", key).text for key in (link.cause, link.effect))
    return f"{cause} → {effect} ({link.verb})"


def _document(view: _View, item: Document) -> Explanation:
    facts = (("author", item.author), ("date", item.date), ("url", item.url), ("characters", str(len(item.text))))
    ties = tuple(view.tie("puts forward", prop.id) for prop in view.amap.of_document(item.id))
    return Explanation(kind="document", id=item.id, text=item.title, facts=_said(facts), passages=(), ties=ties)


def _proposition(view: _View, item: Proposition) -> Explanation:
    document = view.documents.get(item.document)
    author = document.author if document else ""
    facts = (
        ("certainty", item.certainty.value),
        ("negated", "yes" if item.negated else ""),
        ("holder", (f"{author} (the author)" if author else "the author") if item.holder == AUTHOR else item.holder),
        ("horizon", _horizon(item)),
    )
    ties = (*_argued(view, item.id), *_caused(view, item.id), *(view.tie("rests on", key) for key in item.mechanisms))
    return Explanation(
        kind=item.kind.value, id=item.id, text=item.text, facts=_said(facts),
        passages=tuple(map(view.passage, item.evidence)), ties=ties,
    )


def _horizon(prop: Proposition) -> str:
    """Give the words for when, and the dates that they mean."""
    if prop.horizon is None:
        return ""
    first, last = prop.horizon.earliest, prop.horizon.latest
    if first is None and last is None:
        return prop.horizon.text
    dates = f"until {last}" if first is None else f"from {first}" if last is None else f"{first} to {last}"
    return f"{prop.horizon.text} ({dates})"


def _argued(view: _View, key: str) -> Iterator[Tie]:
    for inference in view.amap.inferences:
        if inference.conclusion == key:
            yield from (view.tie(PASSIVE[inference.scheme], premise) for premise in inference.premises)
        if key in inference.premises:
            yield view.tie(ACTIVE[inference.scheme], inference.conclusion)


def _caused(view: _View, key: str) -> Iterator[Tie]:
    for link in view.amap.links:
        for said in link.statements:
            if key in said.propositions:
                yield view.tie("states", link.id)
            if key in (said.cause.antecedent, said.effect.antecedent):
                yield view.tie("is taken up in", link.id)


def _link(view: _View, item: CausalLink) -> Explanation:
    certainty = ", ".join(dict.fromkeys(said.certainty.value for said in item.statements))
    facts = (("polarity", item.polarity.value), ("negated", "yes" if item.negated else ""), ("certainty", certainty))
    ties = [view.tie("cause", item.cause), view.tie("effect", item.effect)]
    for said in item.statements:
        ties += [view.tie("is stated by", key) for key in said.propositions]
        ties += [view.tie("takes up", end.antecedent) for end in _ends(said) if end.antecedent]
    return Explanation(
        kind="causal link", id=item.id, text=_sentence(item, view), facts=_said(facts),
        passages=tuple(view.passage(said.evidence) for said in item.statements), ties=tuple(dict.fromkeys(ties)),
    )


def _ends(said: CausalStatement) -> tuple[CausalEnd, CausalEnd]:
    return said.cause, said.effect


def _inference(view: _View, item: Inference) -> Explanation:
    ties = (*(view.tie("from", key) for key in item.premises), view.tie("to", item.conclusion))
    premises, conclusion = " + ".join(tie.text for tie in ties[:-1]), ties[-1].text
    return Explanation(
        kind=NOUN[item.scheme], id=item.id, text=f"{premises} {ACTIVE[item.scheme]} {conclusion}", facts=(),
        passages=tuple(map(view.passage, item.evidence)), ties=ties,
    )


def _concept(view: _View, item: Concept) -> Explanation:
    passages = [
        view.passage(Evidence(selector=end.selector, rule=said.evidence.rule, cue=said.evidence.cue,
                              confidence=said.evidence.confidence))
        for link in view.amap.links for said in link.statements for end in _ends(said) if end.concept == item.id
    ]
    ties = [view.tie("is the cause in", link.id) for link in view.amap.links if link.cause == item.id]
    ties += [view.tie("is the effect in", link.id) for link in view.amap.links if link.effect == item.id]
    ties += [view.tie("is grounded in", key) for key in item.mechanisms]
    return Explanation(kind="concept", id=item.id, text=item.label, facts=(), passages=tuple(passages),
                       ties=tuple(ties))


def _mechanism(view: _View, item: Mechanism) -> Explanation:
    facts = (("definition", item.definition), ("also called", ", ".join(item.alternatives)))
    props = [prop for prop in view.amap.propositions if item.id in prop.mechanisms]
    ties = [view.tie("is under", item.broader)] if item.broader else []
    ties += [view.tie("is above", other.id) for other in view.amap.mechanisms if other.broader == item.id]
    ties += [view.tie("is spoken of in", prop.id) for prop in props]
    ties += [view.tie("grounds", concept.id) for concept in view.amap.concepts if item.id in concept.mechanisms]
    return Explanation(kind="mechanism", id=item.id, text=item.label, facts=_said(facts),
                       passages=tuple(view.passage(prop.evidence[0]) for prop in props), ties=tuple(ties))


def _said(facts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(fact for fact in facts if fact[1])


_EXPLAINERS: Mapping[type, Callable[..., Explanation]] = {
    Document: _document, Proposition: _proposition, CausalLink: _link, Inference: _inference, Concept: _concept,
    Mechanism: _mechanism,
}
