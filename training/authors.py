"""Hold authors out: what a model has to be judged by, since it will read authors that it has never seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from argmap.evaluation.gold import GoldEssay


def by_author(golds: Sequence[GoldEssay]) -> dict[str, list[int]]:
    """Index essays by author, sorted by name."""
    found: dict[str, list[int]] = {}
    for at, gold in enumerate(golds):
        found.setdefault(gold.author, []).append(at)
    return dict(sorted(found.items()))


def folds(golds: Sequence[GoldEssay], *, most: int = 4) -> Iterator[tuple[str, list[int], list[int]]]:
    """Yield (authors held out, indices to train on, indices held out), each author held out once.

    The author with the most units is held out alone; small authors are held out together, so that there are no
    more than `most` folds.
    """
    authors = by_author(golds)
    sizes = {author: sum(len(golds[at].units) for at in group) for author, group in authors.items()}
    for group in spread(sizes, most=most):
        held = sorted(at for author in group for at in authors[author])
        yield " + ".join(group), [at for at in range(len(golds)) if at not in set(held)], held


def spread(sizes: Mapping[str, int], *, most: int) -> list[list[str]]:
    """Put each author, the largest first, into the smallest of a few groups."""
    groups: list[list[str]] = [[] for _ in range(min(most, len(sizes)))]
    filled = [0] * len(groups)
    for author in sorted(sizes, key=lambda name: (-sizes[name], name)):
        smallest = filled.index(min(filled))
        groups[smallest].append(author)
        filled[smallest] += sizes[author]
    return groups


def by_essay(golds: Sequence[GoldEssay], *, most: int = 3) -> Iterator[tuple[str, list[int], list[int]]]:
    """Yield folds like those of `folds`, but over essays: what is held out there has an author that is known."""
    for fold in range(min(most, len(golds))):
        held = list(range(fold, len(golds), most))
        yield f"essays {fold}", [at for at in range(len(golds)) if at % most != fold], held
