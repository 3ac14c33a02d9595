"""Look an item of a map up by its id, and gather its words, the rule that found it, and its links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from argmap.errors import GraphError
from argmap.explain.explanation import Explanation, Passage, Tie
from argmap.explain.parts import Agent, EndWords, Reason, Statement, parts
from argmap.explain.view import NOUN, Item, View, sentence, told
from argmap.ids import completed
from argmap.model import (
    AUTHOR,
    ArgumentMap,
    CausalEnd,
    CausalLink,
    CausalStatement,
    Concept,
    Document,
    Inference,
    Mechanism,
    Proposition,
    Scheme,
)

__all__ = ["explain"]

ACTIVE = {Scheme.SUPPORT: "supports", Scheme.ATTACK: "attacks"}
PASSIVE = {Scheme.SUPPORT: "is supported by", Scheme.ATTACK: "is attacked by"}


def explain(amap: ArgumentMap, key: str) -> Explanation:
    """Explain a document, proposition, causal link, inference, concept or mechanism, or a part of the graph of one.

    `key` is its id, or a beginning of it that no other id has.

    Raises:
        GraphError: no item has that id, or several begin so.
    """
    items = _items(amap)
    item = items[completed(key, items, noun="item", hint="`argmap query GRAPH outline` lists ids", error=GraphError)]
    view = View(amap, items)
    return _EXPLAINERS[type(item)](view, item)


def _items(amap: ArgumentMap) -> Mapping[str, Item]:
    """Index all items by id; where a mechanism has the id of another item, the other one wins."""
    groups: tuple[tuple[Item, ...], ...] = (
        amap.mechanisms, amap.documents, amap.concepts, amap.links, amap.inferences, amap.propositions
    )
    return {**parts(amap), **{item.id: item for group in groups for item in group}}


def _document(view: View, item: Document) -> Explanation:
    facts = (("author", item.author), ("date", item.date), ("url", item.url), ("characters", str(len(item.text))))
    ties = tuple(view.tie("puts forward", prop.id) for prop in view.amap.of_document(item.id))
    return Explanation(kind="document", id=item.id, text=item.title, facts=told(facts), passages=(), ties=ties)


def _proposition(view: View, item: Proposition) -> Explanation:
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
        kind=item.kind.value, id=item.id, text=item.text, facts=told(facts),
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


def _argued(view: View, key: str) -> Iterator[Tie]:
    for inference in view.amap.inferences:
        if inference.conclusion == key:
            yield from (view.tie(PASSIVE[inference.scheme], premise) for premise in inference.premises)
        if key in inference.premises:
            yield view.tie(ACTIVE[inference.scheme], inference.conclusion)


def _caused(view: View, key: str) -> Iterator[Tie]:
    for link in view.amap.links:
        for said in link.statements:
            if key in said.propositions:
                yield view.tie("states", link.id)
            if key in (said.cause.antecedent, said.effect.antecedent):
                yield view.tie("is taken up in", link.id)


def _link(view: View, item: CausalLink) -> Explanation:
    certainty = ", ".join(dict.fromkeys(said.certainty.value for said in item.statements))
    facts = (("polarity", item.polarity.value), ("negated", "yes" if item.negated else ""), ("certainty", certainty))
    ties = [view.tie("cause", item.cause), view.tie("effect", item.effect)]
    for said in item.statements:
        ties += [view.tie("is stated by", key) for key in said.propositions]
        ties += [view.tie("takes up", end.antecedent) for end in _ends(said) if end.antecedent]
    return Explanation(
        kind="causal link", id=item.id, text=sentence(item, view), facts=told(facts),
        passages=tuple(view.passage(said.evidence) for said in item.statements), ties=tuple(dict.fromkeys(ties)),
    )


def _ends(said: CausalStatement) -> tuple[CausalEnd, CausalEnd]:
    return said.cause, said.effect


def _inference(view: View, item: Inference) -> Explanation:
    ties = (*(view.tie("from", key) for key in item.premises), view.tie("to", item.conclusion))
    premises, conclusion = " + ".join(tie.text for tie in ties[:-1]), ties[-1].text
    return Explanation(
        kind=NOUN[item.scheme], id=item.id, text=f"{premises} {ACTIVE[item.scheme]} {conclusion}", facts=(),
        passages=tuple(map(view.passage, item.evidence)), ties=ties,
    )


def _concept(view: View, item: Concept) -> Explanation:
    passages = [
        _end_passage(view, said, end)
        for link in view.amap.links for said in link.statements for end in _ends(said) if end.concept == item.id
    ]
    ties = [view.tie("is the cause in", link.id) for link in view.amap.links if link.cause == item.id]
    ties += [view.tie("is the effect in", link.id) for link in view.amap.links if link.effect == item.id]
    ties += [view.tie("is grounded in", key) for key in item.mechanisms]
    return Explanation(kind="concept", id=item.id, text=item.label, facts=(), passages=tuple(passages),
                       ties=tuple(ties))


def _end_passage(view: View, said: CausalStatement, end: CausalEnd) -> Passage:
    """Show the words for a cause or an effect, as what found the link found them."""
    return view.passage(replace(said.evidence, selector=end.selector))


def _mechanism(view: View, item: Mechanism) -> Explanation:
    facts = (("definition", item.definition), ("also called", ", ".join(item.alternatives)))
    props = [prop for prop in view.amap.propositions if item.id in prop.mechanisms]
    ties = [view.tie("is under", item.broader)] if item.broader else []
    ties += [view.tie("is above", other.id) for other in view.amap.mechanisms if other.broader == item.id]
    ties += [view.tie("is spoken of in", prop.id) for prop in props]
    ties += [view.tie("grounds", concept.id) for concept in view.amap.concepts if item.id in concept.mechanisms]
    return Explanation(kind="mechanism", id=item.id, text=item.label, facts=told(facts),
                       passages=tuple(view.passage(prop.evidence[0]) for prop in props), ties=tuple(ties))


def _agent(view: View, item: Agent) -> Explanation:
    ties = (*(view.tie("wrote", key) for key in item.wrote), *(view.tie("holds", key) for key in item.holds))
    return Explanation(kind="agent", id=item.id, text=item.name or "somebody who is not named", facts=(), passages=(),
                       ties=ties)


def _reason(view: View, item: Reason) -> Explanation:
    return Explanation(kind="evidence", id=item.id, text=item.evidence.selector.exact, facts=(),
                       passages=(view.passage(item.evidence),), ties=(view.tie("shows that somebody said", item.of),))


def _statement(view: View, item: Statement) -> Explanation:
    ties = [view.tie("states", item.link.id), *(view.tie("is stated by", key) for key in item.said.propositions)]
    return Explanation(
        kind="statement of a causal link", id=item.id, text=sentence(item.link, view),
        facts=(("certainty", item.said.certainty.value), ("cause", item.said.cause.selector.exact),
               ("effect", item.said.effect.selector.exact)),
        passages=(view.passage(item.said.evidence),), ties=tuple(ties))


def _end_words(view: View, item: EndWords) -> Explanation:
    passages = (_end_passage(view, one.said, item.end) for one in item.statements)
    ties = [view.tie("stands for", item.end.concept)]
    ties += [view.tie("is an end of", one.link.id) for one in item.statements]
    ties += [view.tie("takes up", item.end.antecedent)] if item.end.antecedent else []
    return Explanation(kind="end of a causal link", id=item.id, text=item.end.selector.exact, facts=(),
                       passages=tuple(dict.fromkeys(passages)), ties=tuple(dict.fromkeys(ties)))


_EXPLAINERS: Mapping[type, Callable[..., Explanation]] = {
    Document: _document, Proposition: _proposition, CausalLink: _link, Inference: _inference, Concept: _concept,
    Mechanism: _mechanism, Agent: _agent, Reason: _reason, Statement: _statement, EndWords: _end_words,
}
