"""What a graph names and a map does not: agents, evidence, the places that state a link, the words of its ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rdflib.term import URIRef

from argmap.model import AUTHOR, ArgumentMap, CausalEnd, CausalLink, CausalStatement, Evidence
from argmap.rdf import names
from argmap.vocab import iri, key_of

__all__ = ["Agent", "EndWords", "Part", "Reason", "Statement", "parts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Somebody who writes essays or whose views they report; nameless where an essay names no author."""

    id: str
    name: str
    wrote: tuple[str, ...]
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why argmap says that the item or statement with the id `of` was said."""

    id: str
    of: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A place in an essay that states a causal link."""

    id: str
    link: CausalLink
    said: CausalStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class EndWords:
    """The words of an essay for a cause or an effect, and the statements that they are an end of."""

    id: str
    end: CausalEnd
    statements: tuple[Statement, ...]


Part: TypeAlias = Agent | Reason | Statement | EndWords


def parts(amap: ArgumentMap) -> Mapping[str, Part]:
    """Index the parts of a map's graph by id."""
    statements = tuple(
        Statement(id=key_of(names.statement(link.id, said), "statement"), link=link, said=said)
        for link in amap.links for said in link.statements
    )
    found: tuple[Part, ...] = (*_agents(amap), *_reasons(amap), *_ends(statements), *statements)
    return {part.id: part for part in found}


def _agents(amap: ArgumentMap) -> Iterator[Agent]:
    bylines = {document.id: names.author(document) for document in amap.documents}
    called = {bylines[document.id]: document.author for document in amap.documents}
    holds: dict[URIRef, list[str]] = {}
    for prop in amap.propositions:
        home = prop.document
        if prop.holder != AUTHOR:
            called.setdefault(names.agent(prop.holder), prop.holder)
            holds.setdefault(names.agent(prop.holder), []).append(prop.id)
        elif home in bylines:
            holds.setdefault(bylines[home], []).append(prop.id)
    for node, name in called.items():
        wrote = tuple(key for key, author in bylines.items() if author == node)
        yield Agent(id=key_of(node, "agent"), name=name, wrote=wrote, holds=tuple(holds.get(node, ())))


def _reasons(amap: ArgumentMap) -> Iterator[Reason]:
    for prop in amap.propositions:
        yield from _of(iri("proposition", prop.id), prop.id, prop.evidence)
    for inference in amap.inferences:
        yield from _of(iri("inference", inference.id), inference.id, inference.evidence)
    for link in amap.links:
        for said in link.statements:
            node = names.statement(link.id, said)
            yield from _of(node, key_of(node, "statement"), (said.evidence,))


def _of(node: URIRef, key: str, evidence: tuple[Evidence, ...]) -> Iterator[Reason]:
    for item in evidence:
        yield Reason(id=key_of(names.evidence(node, item), "evidence"), of=key, evidence=item)


def _ends(statements: tuple[Statement, ...]) -> Iterator[EndWords]:
    stated: dict[CausalEnd, list[Statement]] = {}
    for statement in statements:
        for end in (statement.said.cause, statement.said.effect):
            stated.setdefault(end, []).append(statement)
    for end, among in stated.items():
        yield EndWords(id=key_of(names.end(end), "end"), end=end, statements=tuple(among))
