"""From quads back to the ArgumentMap that they describe; which graph a quad stands in makes no difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TypeVar

from rdflib.term import Literal, Node, URIRef

from argmap.assemble import place
from argmap.errors import GraphError
from argmap.model import (
    AUTHOR,
    ArgumentMap,
    CausalEnd,
    CausalLink,
    CausalStatement,
    Certainty,
    Compared,
    Comparison,
    Concept,
    Document,
    Evidence,
    Finding,
    Horizon,
    Inference,
    Kind,
    Mechanism,
    Polarity,
    Proposition,
    Scheme,
    Selector,
)
from argmap.rdf.triples import FINDING, KIND, SCHEME
from argmap.vocab import AIF, ARGMAP, BASE, DCTERMS, OA, PROV, RDF, SCHEMA, SKOS, key_of

__all__ = [
    "Facts", "read_bare_link", "read_comparison", "read_document", "read_end", "read_evidence", "read_facts",
    "read_inference", "read_selector", "read_statement",
]

T = TypeVar("T")


class Facts:
    """Triples by subject and predicate, and by predicate and object."""

    def __init__(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        self._objects: dict[tuple[Node, Node], set[Node]] = defaultdict(set)
        self._subjects: dict[tuple[Node, Node], set[Node]] = defaultdict(set)
        for subject, predicate, value in triples:
            self._objects[subject, predicate].add(value)
            self._subjects[predicate, value].add(subject)

    def __bool__(self) -> bool:
        return bool(self._objects)

    def __iter__(self) -> Iterator[tuple[Node, Node, Node]]:
        """Yield every triple once, in no order."""
        for (subject, predicate), values in self._objects.items():
            for value in values:
                yield subject, predicate, value

    def all(self, subject: Node, predicate: URIRef) -> list[Node]:
        """List the values of a property, shortest first."""
        return _sorted(self._objects.get((subject, predicate), set()))

    def of(self, predicate: URIRef, value: Node) -> list[Node]:
        """List the subjects that have this value."""
        return _sorted(self._subjects.get((predicate, value), set()))

    def pairs(self, predicate: URIRef) -> set[tuple[Node, Node]]:
        """Give every subject of a property with each of its values."""
        return {(node, value) for (name, value), nodes in self._subjects.items() if name == predicate for node in nodes}

    def subjects(self) -> list[Node]:
        """List everything that something is said of, shortest first."""
        return sorted({subject for subject, _ in self._objects}, key=_order)

    def one(self, subject: Node, predicate: URIRef) -> Node:
        """Give the only value of a property.

        Raises:
            GraphError: it has none, or several.
        """
        found = self.all(subject, predicate)
        if len(found) != 1:
            name = predicate.rpartition("#")[2].rpartition("/")[2]
            raise GraphError(f"has {len(found) or 'no'} values of {name}, and must have one", where=subject)
        return found[0]

    def text(self, subject: Node, predicate: URIRef) -> str:
        """Give a property's words, the shortest where there are several, "" where there are none."""
        return next(iter(map(str, self.all(subject, predicate))), "")


def _sorted(nodes: set[Node]) -> list[Node]:
    """Sort nodes, and spare a single one the sorting: the text of an essay is long."""
    return sorted(nodes, key=_order) if len(nodes) > 1 else list(nodes)


def _order(node: Node) -> tuple[int, str, str]:
    return len(str(node)), str(node), node.n3() if isinstance(node, Literal) else ""


def read_facts(facts: Facts) -> ArgumentMap:
    """Gather the items that triples describe, sorted as assemble() sorts them; other triples are left alone.

    Raises:
        GraphError: an item lacks a part that it must have, or has one that cannot be.
    """
    props = _items(facts, AIF["I-node"], _proposition)
    return ArgumentMap(
        documents=_by_id(_items(facts, SCHEMA.Article, read_document)),
        propositions=tuple(sorted(props, key=lambda prop: (prop.document, prop.start, prop.end, prop.id))),
        concepts=_by_id(_items(facts, ARGMAP.Concept, _concept)),
        links=_by_id(_items(facts, ARGMAP.CausalLink, _link)),
        inferences=_by_id(
            item for scheme in Scheme
            for item in _items(facts, SCHEME[scheme][0], partial(read_inference, scheme=scheme))
        ),
        mechanisms=_by_id(_items(facts, SKOS.Concept, _mechanism)),
        comparisons=_by_id(_items(facts, ARGMAP.Comparison, read_comparison)),
        generator=_generator(facts),
    )


def _items(facts: Facts, kind: URIRef, read: Callable[[Facts, Node], T]) -> list[T]:
    """Read every instance of a class that has a name of argmap's; strangers beside them are left alone."""
    return [read(facts, node) for node in facts.of(RDF.type, kind) if str(node).startswith(BASE)]


I = TypeVar("I", Document, Concept, CausalLink, Inference, Mechanism, Comparison)  # noqa: E741 - the type of an item with an id


def _by_id(items: Iterable[I]) -> tuple[I, ...]:
    return tuple(sorted(items, key=lambda item: item.id))


def _generator(facts: Facts) -> str:
    names = {facts.text(node, SCHEMA.name) for node in facts.of(RDF.type, PROV.SoftwareAgent)}
    return "; ".join(sorted(names))


def read_document(facts: Facts, node: Node) -> Document:
    """Read an essay."""
    return Document(
        id=key_of(node, "document"),
        text=str(facts.one(node, SCHEMA.articleBody)),
        title=facts.text(node, DCTERMS.title),
        author=facts.text(facts.one(node, DCTERMS.creator), SCHEMA.name),
        date=facts.text(node, DCTERMS.date),
        url=facts.text(node, SCHEMA.url),
        language=facts.text(node, DCTERMS.language),
    )


def _proposition(facts: Facts, node: Node) -> Proposition:
    own = facts.all(node, PROV.wasAttributedTo)
    return Proposition(
        id=key_of(node, "proposition"),
        text=str(facts.one(node, AIF.claimText)),
        kind=_kind(facts, node),
        evidence=_evidence_of(facts, node),
        certainty=_member(Certainty, facts, node, ARGMAP.certainty),
        negated=_flag(facts, node, ARGMAP.negated),
        holder=AUTHOR if own else facts.text(facts.one(node, ARGMAP.heldBy), SCHEMA.name),
        mechanisms=_keys(facts, node, SCHEMA.about, "mechanism"),
        horizon=_horizon(facts, node),
    )


def _kind(facts: Facts, node: Node) -> Kind:
    types = set(facts.all(node, RDF.type))
    found = [kind for kind in Kind if KIND[kind] in types]
    if len(found) != 1:
        raise GraphError("must be one of argmap:Claim, argmap:Prediction, argmap:Grounds", where=node)
    return found[0]


def _horizon(facts: Facts, node: Node) -> Horizon | None:
    if not facts.all(node, ARGMAP.horizonText):
        return None
    days = [facts.all(node, name) for name in (ARGMAP.horizonFrom, ARGMAP.horizonTo)]
    earliest, latest = (str(day[0]) if day else None for day in days)
    return Horizon(text=facts.text(node, ARGMAP.horizonText), earliest=earliest, latest=latest)


def _evidence_of(facts: Facts, body: Node) -> tuple[Evidence, ...]:
    found = tuple(sorted(read_evidence(facts, node) for node in facts.of(OA.hasBody, body)))
    if not found:
        raise GraphError("has no evidence", where=body)
    return found


def read_evidence(facts: Facts, node: Node) -> Evidence:
    """Read the reason that an annotation gives, with its place."""
    return Evidence(
        selector=read_selector(facts, facts.one(node, OA.hasTarget)),
        rule=str(facts.one(node, ARGMAP.rule)),
        cue=facts.text(node, ARGMAP.cue),
        confidence=_number(float, facts, node, ARGMAP.confidence),
    )


def read_selector(facts: Facts, place: Node) -> Selector:
    """Read the selector of a place."""
    node = facts.one(place, OA.hasSelector)
    return Selector(
        document=key_of(facts.one(place, OA.hasSource), "document"),
        start=_number(int, facts, node, OA.start),
        end=_number(int, facts, node, OA.end),
        exact=facts.text(node, OA.exact),
        prefix=facts.text(node, OA.prefix),
        suffix=facts.text(node, OA.suffix),
    )


def read_inference(facts: Facts, node: Node, scheme: Scheme) -> Inference:
    """Read a support or an attack, with its evidence."""
    _, source, target, _ = SCHEME[scheme]
    return Inference(
        id=key_of(node, "inference"),
        scheme=scheme,
        premises=_keys(facts, node, source, "proposition"),
        conclusion=key_of(facts.one(node, target), "proposition"),
        evidence=_evidence_of(facts, node),
    )


def _link(facts: Facts, node: Node) -> CausalLink:
    statements = [read_statement(facts, said) for said in facts.of(ARGMAP.states, node)]
    return replace(read_bare_link(facts, node), statements=tuple(sorted(statements, key=place)))


def read_bare_link(facts: Facts, node: Node) -> CausalLink:
    """Read what a causal link links, without the places that state it."""
    return CausalLink(
        id=key_of(node, "link"),
        cause=key_of(facts.one(node, ARGMAP.cause), "concept"),
        effect=key_of(facts.one(node, ARGMAP.effect), "concept"),
        polarity=_member(Polarity, facts, node, ARGMAP.polarity),
        negated=_flag(facts, node, ARGMAP.negated),
        statements=(),
    )


def read_statement(facts: Facts, node: Node) -> CausalStatement:
    """Read one place that states a causal link."""
    [evidence] = _evidence_of(facts, node)[:1]
    return CausalStatement(
        cause=read_end(facts, facts.one(node, ARGMAP.causeEnd)),
        effect=read_end(facts, facts.one(node, ARGMAP.effectEnd)),
        evidence=evidence,
        certainty=_member(Certainty, facts, node, ARGMAP.certainty),
        propositions=_keys(facts, node, ARGMAP.statedBy, "proposition"),
    )


def read_end(facts: Facts, node: Node) -> CausalEnd:
    """Read the words for a cause or an effect."""
    antecedents = _keys(facts, node, ARGMAP.antecedent, "proposition")
    return CausalEnd(
        concept=key_of(facts.one(node, ARGMAP.concept), "concept"),
        selector=read_selector(facts, node),
        antecedent=antecedents[0] if antecedents else "",
    )


def _concept(facts: Facts, node: Node) -> Concept:
    return Concept(
        id=key_of(node, "concept"),
        label=facts.text(node, SKOS.prefLabel),
        mechanisms=_keys(facts, node, SKOS.closeMatch, "mechanism"),
    )


def _mechanism(facts: Facts, node: Node) -> Mechanism:
    broader = _keys(facts, node, SKOS.broader, "mechanism")
    return Mechanism(
        id=key_of(node, "mechanism"),
        label=facts.text(node, SKOS.prefLabel),
        alternatives=tuple(sorted(map(str, facts.all(node, SKOS.altLabel)))),
        broader=broader[0] if broader else "",
        definition=facts.text(node, SKOS.definition),
    )


def read_comparison(facts: Facts, node: Node) -> Comparison:
    """Read what comparing two authors found."""
    types = set(facts.all(node, RDF.type))
    sides = [facts.all(node, name) for name in (ARGMAP.sideA, ARGMAP.sideB)]
    found = {kind for kind in Compared for side in sides for it in side if str(it).startswith(f"{BASE}{kind}/")}
    if len(found) != 1 or any(len(side) > 1 for side in sides):
        raise GraphError("compares one proposition or causal link of each side, or of one", where=node)
    [kind] = found
    a, b = (key_of(side[0], kind) if side else "" for side in sides)
    score, weight = (
        _number(float, facts, node, name) if facts.all(node, name) else None
        for name in (ARGMAP.score, ARGMAP.cruxWeight)
    )
    return Comparison(
        id=key_of(node, "comparison"), kind=kind, a=a, b=b, score=score, weight=weight,
        findings=tuple(finding for finding in Finding if FINDING[finding] in types),
        reasons=tuple(sorted(map(str, facts.all(node, ARGMAP.because)))),
    )


def _keys(facts: Facts, node: Node, predicate: URIRef, kind: str) -> tuple[str, ...]:
    return tuple(sorted(key_of(value, kind) for value in facts.all(node, predicate)))


E = TypeVar("E", Certainty, Polarity)


def _member(values: type[E], facts: Facts, node: Node, predicate: URIRef) -> E:
    value = str(facts.one(node, predicate))
    if value not in set(values):
        known = ", ".join(values)
        raise GraphError(f"{value!r} is not one of {known}", where=node)
    return values(value)


def _flag(facts: Facts, node: Node, predicate: URIRef) -> bool:
    value = str(facts.one(node, predicate))
    if value not in ("true", "false", "1", "0"):
        raise GraphError(f"{value!r} is neither true nor false", where=node)
    return value in ("true", "1")


N = TypeVar("N", int, float)


def _number(read: type[N], facts: Facts, node: Node, predicate: URIRef) -> N:
    value = str(facts.one(node, predicate))
    try:
        return read(value)
    except ValueError as error:
        raise GraphError(f"{value[:40]!r} is not a number", where=node) from error
