"""Find which proposition supports or attacks which: rules propose pairs, trained models judge them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from argmap.model import Scheme
from argmap.pipeline.decode import decode
from argmap.pipeline.linear import Features
from argmap.pipeline.mentions import RelationMention
from argmap.pipeline.pair_features import PairFeatures
from argmap.pipeline.reading import reading
from argmap.pipeline.relation_reading import proposed, told_features, told_relation
from argmap.pipeline.relation_rules import Discourse
from argmap.pipeline.shelf import Shelf, shelf
from argmap.pipeline.table import Table
from argmap.pipeline.words import words
from argmap.resources import rules

__all__ = [
    "FACTORY", "Limits", "Proposals", "Weighed", "candidates", "judge", "limits", "match", "matches",
    "scale_features", "set_annotations", "weighed",
]

FACTORY = "argmap_relations"
#: The models: whether a pair is related at all, and whether a related pair is an attack.
RELATED, ATTACK = "related", "attack"
#: How right a relation is that seems so likely: set on authors left out.
SCALE = "relation-scale"

#: All that is proposed for one pair of propositions, the most telling rule first.
Proposals = tuple[RelationMention, ...]

if not Doc.has_extension("relations"):
    Doc.set_extension("relations", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The probabilities from which on a relation, a second one of the same source, and an attack are taken."""

    first: float
    second: float
    attack: float


class Weighed(NamedTuple):
    """A pair with the probability that it is related, and that it is an attack if so."""

    proposals: Proposals
    related: float
    attack: float


def limits(parts: Shelf) -> Limits:
    """Give the limits that belong to some models."""
    return Limits(**parts.limits())


def matches(doc: Doc) -> Iterator[RelationMention]:
    """Yield all that the rules propose, before any model judges it."""
    return Discourse.of(doc).proposals()


def candidates(doc: Doc) -> tuple[list[Proposals], Table]:
    """List what is proposed for each pair of propositions, and the features of the pairs."""
    discourse = Discourse.of(doc)
    order = {rule.name: number for number, rule in enumerate(rules("relations"))}
    pairs: dict[tuple[int, int], list[RelationMention]] = {}
    for proposal in discourse.proposals():
        pairs.setdefault((proposal.source, proposal.target), []).append(proposal)
    ordered = {pair: tuple(sorted(found, key=lambda one: order[one.rule]) if len(found) > 1 else found)
               for pair, found in pairs.items()}
    told, text = reading(doc), words(doc).text
    describe = PairFeatures(discourse)
    if told is None:
        found = list(ordered.values())
        return found, describe(found)
    further = proposed(told, discourse.profiles, text, ordered.keys())
    ordered.update(((best[0].source, best[0].target), best) for best in list(further))
    found = list(ordered.values())
    table = describe(found).joined(told_features(told, discourse.profiles, list(ordered)))
    attack = partial(told_relation, discourse.profiles, text, scheme=Scheme.ATTACK)
    return [best if any(one.scheme is Scheme.ATTACK for one in best) else (*best, attack(pair))
            for pair, best in ordered.items()], table


def judge(proposals: Proposals, related: float, attack: float, limit: Limits) -> RelationMention | None:
    """Make one relation of a pair: an attack if its probability is high enough and a rule proposes one.

    Args:
        related: the probability that the pair is related.
        attack: the probability that it is an attack, if related.
    """
    scheme = Scheme.ATTACK if attack >= limit.attack else Scheme.SUPPORT
    found = _proposed(proposals, scheme) or _proposed(proposals, Scheme.SUPPORT)
    return None if found is None else found._replace(confidence=round(related, 4))


def _proposed(proposals: Proposals, scheme: Scheme) -> RelationMention | None:
    """Find the most telling proposal of a scheme."""
    return next((proposal for proposal in proposals if proposal.scheme is scheme), None)


def weighed(doc: Doc, parts: Shelf) -> list[Weighed]:
    """List the pairs that are proposed, each with its two probabilities."""
    found, table = candidates(doc)
    related, attack = parts.panel(RELATED, ATTACK).weigh(table)
    return list(map(Weighed, found, related.chances(), attack.chances()))


def match(doc: Doc) -> list[RelationMention]:
    """List the relations between the propositions of a Doc."""
    parts = shelf(doc)
    limit = limits(parts)
    judged = (judge(*pair, limit) for pair in weighed(doc, parts) if pair.related >= limit.first)
    scored = [mention for mention in judged if mention is not None]
    scale = parts.model(SCALE)
    return [mention._replace(confidence=round(scale.probability(scale_features(mention)), 4))
            for mention in decode(scored, least=limit.first, second=limit.second)]


def scale_features(mention: RelationMention) -> Features:
    """Describe a relation that was taken by how likely it seemed."""
    chance = min(max(mention.confidence, 1e-6), 1 - 1e-6)
    return {"log-odds": math.log(chance / (1 - chance)), f"{mention.scheme}": 1.0}


def set_annotations(doc: Doc, found: Sequence[RelationMention]) -> Doc:
    """Leave the mentions in doc._.relations."""
    doc._.relations = tuple(found)
    return doc


@Language.component(FACTORY, requires=["doc._.propositions"], assigns=["doc._.relations"])
def relations(doc: Doc) -> Doc:
    """Find the relations of a Doc."""
    return set_annotations(doc, match(doc))
