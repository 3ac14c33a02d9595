"""What the encoder says of pairs of propositions, and the pairs that it proposes where no rule does."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from argmap.model import Scheme
from argmap.pipeline.mentions import RelationMention
from argmap.pipeline.profiles import Profile
from argmap.pipeline.reading import Floats, Reading
from argmap.pipeline.table import Names, Table

__all__ = ["ENCODER", "proposed", "told_features", "told_relation"]

ENCODER = "model.encoder"
#: How many propositions away the encoder looks, and how likely a relation must be for it to propose one.
REACH, LEAST = 8, 0.12
#: Log-odds are cut off here, and scaled to the size of other features.
FAR, SCALE = 6.0, 2.0
#: Further ranks are as good as the last.
LAST = 4
RANK = Names("told-rank={}", range(LAST + 1))

Pair = tuple[int, int]


def proposed(
    told: Reading, profiles: Sequence[Profile], text: str, known: Collection[Pair]
) -> Iterator[tuple[RelationMention, ...]]:
    """Yield pairs that no rule proposes, both as a support and as an attack; the source's own words are the cue."""
    pairs = [(one.index, other.index) for one in profiles
             for other in profiles[max(0, one.index - REACH) : one.index + REACH + 1]
             if other is not one and other.is_claim and (one.index, other.index) not in known]
    for (source, target), chances in zip(pairs, _chances(told, profiles, pairs), strict=True):
        if chances.sum() >= LEAST:
            schemes = sorted(zip((Scheme.SUPPORT, Scheme.ATTACK), chances.tolist(), strict=True),
                             key=lambda pair: -pair[1])
            yield tuple(told_relation(profiles, text, (source, target), scheme) for scheme, _ in schemes)


def told_relation(profiles: Sequence[Profile], text: str, pair: Pair, scheme: Scheme) -> RelationMention:
    """Say that the encoder sees a relation; its cue is what the source says."""
    mention = profiles[pair[0]].mention
    return RelationMention(source=pair[0], target=pair[1], scheme=scheme, rule=ENCODER,
                           cue=text[mention.start : mention.end], cue_start=mention.start)


def told_features(told: Reading, profiles: Sequence[Profile], pairs: Sequence[Pair]) -> Table:
    """Describe pairs by how likely the encoder finds a relation, and by its rank among those of its source."""
    chances = _chances(told, profiles, pairs)
    related = chances.sum(axis=1)
    best: dict[int, list[float]] = {}
    for (source, _), value in zip(pairs, related.tolist(), strict=True):
        best.setdefault(source, []).append(value)
    ranks = [sum(value > own for value in best[source])
             for (source, _), own in zip(pairs, related, strict=True)]
    claims = [told.roles(profiles[target].unit)["claim"] for _, target in pairs]
    numbers = {
        "told": map(_odds, related.tolist()), "told-attack": map(_odds, chances[:, 1].tolist()),
        "told-share": (chances[:, 1] / np.maximum(1e-6, related)).tolist(), "told-claim": claims,
        "told-and-claim": [_odds(chance * claim) for chance, claim in zip(related.tolist(), claims, strict=True)],
    }
    rank = RANK.column(np.minimum(LAST, np.array(ranks, dtype=np.int64)))
    return Table(len(pairs), rank, {name: np.array(list(values)) for name, values in numbers.items()})


def _chances(told: Reading, profiles: Sequence[Profile], pairs: Sequence[Pair]) -> Floats:
    return told.related([profiles[source].unit for source, _ in pairs], [profiles[target].unit for _, target in pairs])


def _odds(chance: float) -> float:
    return max(-FAR, min(FAR, math.log(max(chance, 1e-6) / max(1 - chance, 1e-6)))) / SCALE
