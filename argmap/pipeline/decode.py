"""Choose among scored relations: the best-scoring ones that make a graph an argument can have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from argmap.pipeline.mentions import RelationMention

__all__ = ["decode"]

#: How many relations may start at one proposition.
MOST_TARGETS = 2
#: How many propositions are walked through in search of a circle; a longer walk counts as one.
MOST_STEPS = 500


def decode(scored: Iterable[RelationMention], *, least: float, second: float) -> list[RelationMention]:
    """Take relations from the most confident down, at most two a source and never in a circle.

    Args:
        scored: at most one relation for a pair of propositions.
        least: the confidence that the first relation of a source must have.
        second: the confidence that a second one must have.
    """
    targets: defaultdict[int, list[int]] = defaultdict(list)
    taken = []
    for mention in sorted(scored, key=lambda mention: (-mention.confidence, mention.source, mention.target)):
        already = targets[mention.source]
        if len(already) >= MOST_TARGETS or mention.confidence < (second if already else least):
            continue
        if not _leads(targets, mention.target, mention.source):
            already.append(mention.target)
            taken.append(mention)
    return sorted(taken, key=lambda mention: (mention.source, mention.target))


def _leads(targets: dict[int, list[int]], start: int, goal: int) -> bool:
    """Say whether the relations taken so far lead from one proposition to another."""
    seen: set[int] = set()
    todo = [start]
    while todo:
        here = todo.pop()
        if here == goal or len(seen) > MOST_STEPS:
            return True
        if here not in seen:
            seen.add(here)
            todo.extend(targets.get(here, ()))
    return False
