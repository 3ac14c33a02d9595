"""Hold authors out: what a model has to be judged by, since it will read authors that it has never seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from argmap.evaluation.gold import GoldEssay


def by_author(golds: Sequence[GoldEssay]) -> dict[str, list[int]]:
    """Index essays by author, sorted by name."""
    found: dict[str, list[int]] = {}
    for at, gold in enumerate(golds):
        found.setdefault(gold.document.author, []).append(at)
    return dict(sorted(found.items()))


def folds(golds: Sequence[GoldEssay], *, most: int = 8) -> Iterator[tuple[str, list[int], list[int]]]:
    """Yield (authors held out, indices to train on, indices held out), each author held out once.

    The author with the most units is held out alone; small authors are held out together, so that there are no
    more than `most` folds.
    """
    authors = by_author(golds)
    sizes = {author: sum(len(golds[at].units) for at in group) for author, group in authors.items()}
    groups: list[list[str]] = [[] for _ in range(min(most, len(authors)))]
    for author in sorted(authors, key=lambda name: (-sizes[name], name)):
        smallest = min(groups, key=lambda group: (sum(sizes[name] for name in group), groups.index(group)))
        smallest.append(author)
    for group in groups:
        held = sorted(at for author in group for at in authors[author])
        yield " + ".join(group), [at for at in range(len(golds)) if at not in set(held)], held


def parted(golds: Sequence[GoldEssay], *, most: int) -> Iterator[tuple[str, list[int], list[int]]]:
    """Yield the folds of `folds`, but leave out half of the essays at a time of an author of half of all units or more.

    Without such an author altogether a model would be far worse than the one that ships, and what learns from its
    answers would learn to distrust them.
    """
    total = sum(len(gold.units) for gold in golds)
    for name, _, outside in folds(golds, most=most):
        large = sum(len(golds[at].units) for at in outside) >= total / 2
        for part in (outside[::2], outside[1::2]) if large else (outside,):
            yield name, [at for at in range(len(golds)) if at not in set(part)], part


def by_essay(golds: Sequence[GoldEssay], *, most: int = 6) -> Iterator[tuple[str, list[int], list[int]]]:
    """Yield folds like those of `folds`, but over essays: what is held out there has an author that is known."""
    for fold in range(min(most, len(golds))):
        held = list(range(fold, len(golds), most))
        yield f"essays {fold}", [at for at in range(len(golds)) if at % most != fold], held
