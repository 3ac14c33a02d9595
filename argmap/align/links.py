"""Match the causal links of two maps by the concepts at their ends, and tell which of them are opposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from argmap.align.calibration import Calibration
from argmap.align.matching import Pair, match
from argmap.align.opposition import antonyms
from argmap.align.reasons import Because, Match, Reason
from argmap.align.similarity import blocks, shares_any
from argmap.align.texts import Texts, weighting
from argmap.align.vectors import WordVectors
from argmap.model import ArgumentMap, CausalLink, Concept, Polarity

__all__ = ["Caused", "caused", "match_links"]

Array = npt.NDArray[np.float32]

#: What grounding in the same mechanism adds to the likeness of two concepts, out of 1.
SAME_MECHANISM = 0.15

#: What the words of a concept weigh at least, so that a pronoun is like nothing.
LEAST_WEIGHT = 0.3

#: A likeness below the one of the same concept.
ALMOST = 0.99


@dataclass(frozen=True, slots=True)
class Caused:
    """A causal link with the concepts at its two ends, cause and effect."""

    link: CausalLink
    ends: tuple[Concept, Concept]


def caused(amap: ArgumentMap) -> tuple[Caused, ...]:
    """Gather the causal links of a map with their concepts, sorted by id."""
    concepts = {concept.id: concept for concept in amap.concepts}

    def named(key: str) -> Concept:
        return concepts.get(key) or Concept(id=key, label="")

    links = sorted(amap.links, key=lambda link: link.id)
    return tuple(Caused(link, (named(link.cause), named(link.effect))) for link in links)


def match_links(
    left: Sequence[Caused], right: Sequence[Caused], *, vectors: WordVectors, calibration: Calibration
) -> Iterator[Match]:
    """Yield the matched links: the same links; those with the same or the most similar ends; and, of the rest, those
    by which one mechanism has opposite effects on the same thing.
    """
    known = {item.link.id: j for j, item in enumerate(right)}
    same = {i: known[item.link.id] for i, item in enumerate(left) if item.link.id in known}
    for i, j in same.items():
        yield Match(i, j, 1.0, opposed=False, why=(Reason(Because.SAME_ITEM),))
    ours = [i for i in range(len(left)) if i not in same]
    theirs = [j for j in range(len(right)) if j not in set(same.values())]
    rest = [left[i] for i in ours], [right[j] for j in theirs]
    if not all(rest):
        return
    causes, effects = _scores(*rest, vectors)
    least = calibration.concept_threshold
    found = _best(np.minimum(causes, effects), least)
    for pair in found:
        yield _judge(left, right, Pair(ours[pair.left], theirs[pair.right], pair.score))
    yield from (
        _judge(left, right, Pair(ours[pair.left], theirs[pair.right], pair.score))
        for pair in _best(np.minimum(_opposite(*rest, effects, found), least), least)
    )


def _best(scores: Array, least: float) -> tuple[Pair, ...]:
    places = zip(*np.nonzero(scores >= least), strict=True)
    pairs = [Pair(int(i), int(j), round(float(scores[i, j]), 4)) for i, j in places]
    return match(pairs, (scores.shape[0], scores.shape[1]), threshold=least)


def _scores(left: Sequence[Caused], right: Sequence[Caused], vectors: WordVectors) -> tuple[Array, Array]:
    """Score how alike the causes of each two links are, and how alike the effects."""
    sides = [_concepts(side) for side in (left, right)]
    likeness = _likeness([list(side.values()) for side in sides], vectors)
    rows = [{key: at for at, key in enumerate(side)} for side in sides]
    places = [
        np.ix_([rows[0][item.ends[end].id] for item in left], [rows[1][item.ends[end].id] for item in right])
        for end in (0, 1)
    ]
    return likeness[places[0]], likeness[places[1]]


def _opposite(left: Sequence[Caused], right: Sequence[Caused], effects: Array, found: Sequence[Pair]) -> Array:
    """Keep the likeness of effects where the causes are grounded in one mechanism and the links are opposed."""
    causes = [[item.ends[0].mechanisms for item in side] for side in (left, right)]
    scores = np.asarray(effects * shares_any(*causes), np.float32)
    scores[[pair.left for pair in found], :] = 0
    scores[:, [pair.right for pair in found]] = 0
    for i, j in zip(*scores.nonzero(), strict=True):
        if len(list(_apart(left[i], right[j]))) % 2 == 0:
            scores[i, j] = 0
    return scores


def _concepts(side: Sequence[Caused]) -> Mapping[str, Concept]:
    return {concept.id: concept for item in side for concept in item.ends}


def _likeness(sides: Sequence[Sequence[Concept]], vectors: WordVectors) -> Array:
    """Compare concepts by their labels and mechanisms; the same concept is 1."""
    labels = [[concept.label for concept in side] for side in sides]
    weights = weighting([label for side in labels for label in side], vectors)
    left, right = (Texts.of(side, weights) for side in labels)
    table = np.concatenate([measures["near-least"] for _, measures in blocks(left, right, least=LEAST_WEIGHT)])
    common = shares_any(*([concept.mechanisms for concept in side] for side in sides))
    table = np.minimum(ALMOST, table + SAME_MECHANISM * common * (table > 0))
    known = {concept.id: j for j, concept in enumerate(sides[1])}
    for i, concept in enumerate(sides[0]):
        if concept.id in known:
            table[i, known[concept.id]] = 1
    return np.asarray(table, np.float32)


def _judge(left: Sequence[Caused], right: Sequence[Caused], pair: Pair) -> Match:
    ours, theirs = left[pair.left], right[pair.right]
    against = tuple(_apart(ours, theirs))
    why = (*_together(ours, theirs), *against)
    return Match(pair.left, pair.right, pair.score, len(against) % 2 == 1, why)


def _together(ours: Caused, theirs: Caused) -> Iterator[Reason]:
    for here, there in zip(ours.ends, theirs.ends, strict=True):
        yield Reason(Because.CONCEPTS, here.label, there.label)
    common = ", ".join(sorted(set(ours.ends[0].mechanisms) & set(theirs.ends[0].mechanisms)))
    if common:
        yield Reason(Because.MECHANISMS, common, common)


def _apart(ours: Caused, theirs: Caused) -> Iterator[Reason]:
    """List what reverses one link against the other; two reversals make them agree again."""
    if {ours.link.polarity, theirs.link.polarity} == {Polarity.RAISES, Polarity.LOWERS}:
        yield Reason(Because.POLARITY, ours.link.polarity, theirs.link.polarity)
    if ours.link.negated != theirs.link.negated:
        yield Reason(Because.NEGATION, *("denied" if item.link.negated else "" for item in (ours, theirs)))
    for here, there in zip(ours.ends, theirs.ends, strict=True):
        for pair in antonyms(here.label, there.label):
            yield Reason(Because.ANTONYMS, *pair)
