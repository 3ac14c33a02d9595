"""Merge equal items and keep all their evidence; join the maps of many essays and part them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from argmap.model import ArgumentMap, CausalLink, CausalStatement, Concept, Evidence, Inference, Mechanism, Proposition

__all__ = ["above", "assemble", "by_document", "place"]

T = TypeVar("T")


def assemble(parts: Iterable[ArgumentMap]) -> ArgumentMap:
    """Join maps into one sorted map; joining a map with itself, or twice, changes nothing."""
    parts = tuple(parts)
    return ArgumentMap(
        documents=_merge((doc for part in parts for doc in part.documents), lambda d: d.id, lambda same: same[0]),
        propositions=tuple(
            sorted(
                _merge((prop for part in parts for prop in part.propositions), lambda p: p.id, _proposition),
                key=lambda prop: (prop.document, prop.start, prop.end, prop.id),
            )
        ),
        concepts=_merge((concept for part in parts for concept in part.concepts), lambda c: c.id, _concept),
        links=_merge((link for part in parts for link in part.links), lambda link: link.id, _link),
        inferences=_merge((item for part in parts for item in part.inferences), lambda i: i.id, _inference),
        mechanisms=_merge((item for part in parts for item in part.mechanisms), lambda m: m.id, lambda same: same[0]),
        comparisons=_merge((item for part in parts for item in part.comparisons), lambda c: c.id, lambda same: same[0]),
        generator="; ".join(sorted({part.generator for part in parts if part.generator})),
    )


def by_document(amap: ArgumentMap) -> tuple[ArgumentMap, ...]:
    """Part a map into one map for each essay, each with just what that essay says.

    assemble() joins them again, without comparisons, which belong to no essay.
    """
    return tuple(_of(amap, document.id) for document in amap.documents)


def _of(amap: ArgumentMap, key: str) -> ArgumentMap:
    document = next(document for document in amap.documents if document.id == key)
    props = tuple(amap.of_document(key))
    ids = {prop.id for prop in props}
    links = tuple(link for link in (_said_in(link, key) for link in amap.links) if link.statements)
    ends = {end for link in links for end in (link.cause, link.effect)}
    concepts = tuple(concept for concept in amap.concepts if concept.id in ends)
    named = {name for prop in props for name in prop.mechanisms} | {name for c in concepts for name in c.mechanisms}
    return ArgumentMap(
        documents=(document,),
        propositions=props,
        concepts=concepts,
        links=links,
        inferences=tuple(item for item in amap.inferences if item.conclusion in ids),
        mechanisms=tuple(item for item in amap.mechanisms if item.id in above(amap.mechanisms, named)),
        generator=amap.generator,
    )


def above(mechanisms: Iterable[Mechanism], names: set[str]) -> set[str]:
    """Close a set of mechanism ids under `broader`."""
    broader = {item.id: item.broader for item in mechanisms}
    found, frontier = set(names), set(names)
    while frontier:
        frontier = {broader[name] for name in frontier if broader.get(name)} - found
        found |= frontier
    return found


def _said_in(link: CausalLink, document: str) -> CausalLink:
    said = tuple(item for item in link.statements if item.evidence.selector.document == document)
    return replace(link, statements=said)


def _merge(items: Iterable[T], key: Callable[[T], str], join: Callable[[Sequence[T]], T]) -> tuple[T, ...]:
    """Group items by key, join each group, sort by key."""
    groups: dict[str, list[T]] = defaultdict(list)
    for item in items:
        if item not in groups[key(item)]:
            groups[key(item)].append(item)
    return tuple(join(groups[name]) for name in sorted(groups))


def _all_evidence(same: Iterable[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    return tuple(sorted({item for evidence in same for item in evidence}))


def _proposition(same: Sequence[Proposition]) -> Proposition:
    mechanisms = tuple(sorted({name for prop in same for name in prop.mechanisms}))
    return replace(same[0], evidence=_all_evidence(prop.evidence for prop in same), mechanisms=mechanisms)


def _concept(same: Sequence[Concept]) -> Concept:
    """Call a concept by its shortest wording."""
    label = min((concept.label for concept in same), key=lambda text: (len(text), text))
    return Concept(id=same[0].id, label=label, mechanisms=tuple(sorted({m for c in same for m in c.mechanisms})))


def place(said: CausalStatement) -> tuple[Any, ...]:
    """Order the statements of a link: by evidence, then by everything else that they may differ in."""
    ends = (said.cause, said.effect)
    return (
        said.evidence, *(end.selector for end in ends), *(end.concept for end in ends),
        *(end.antecedent for end in ends), said.certainty, said.propositions,
    )


def _link(same: Sequence[CausalLink]) -> CausalLink:
    statements = {statement for link in same for statement in link.statements}
    return replace(same[0], statements=tuple(sorted(statements, key=place)))


def _inference(same: Sequence[Inference]) -> Inference:
    evidence = _all_evidence(item.evidence for item in same)
    return replace(same[0], evidence=evidence, premises=tuple(sorted(same[0].premises)))
