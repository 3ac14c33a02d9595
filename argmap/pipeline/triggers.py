"""Trigger words of causal rules, found in a sentence: word for word, or by lemma with a particle or preposition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argmap.pipeline.words import Words

__all__ = ["Trigger", "literal", "verbal"]

#: What a particle is to its verb.
PARTICLES = frozenset({"compound", "advmod", "obl", "case", "obj", "xcomp"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """Trigger words found in a sentence, and the word that the last of them, a preposition, introduces."""

    words: tuple[int, ...]
    link: int | None = None


def literal(columns: Words, at: int, term: Sequence[str]) -> Trigger | None:
    """Find a term's words one after the other."""
    end = at + len(term)
    return Trigger(tuple(range(at, end))) if tuple(columns.lowers[at:end]) == term else None


def verbal(columns: Words, at: int, term: Sequence[str]) -> Trigger | None:
    """Find a verb's or noun's particle or preposition, beside it or among its dependents."""
    words = [at]
    for word in term[1:-1]:
        at += 1
        if at >= len(columns) or word not in (columns.stems[at], columns.lowers[at]):
            return None
        words.append(at)
    return Trigger(tuple(words)) if len(term) == 1 else _completed(columns, words, term[-1])


def _completed(columns: Words, words: Sequence[int], last: str) -> Trigger | None:
    """Find a term's last word: a particle of its first, or the preposition of what depends on it."""
    lowers, bases = columns.lowers, columns.bases
    for holder in words:
        for child in columns.rights[holder]:
            if lowers[child] == last and bases[child] in PARTICLES:
                return Trigger((*words, child))
            for small in columns.lefts[child]:
                if lowers[small] == last and bases[small] in ("case", "mark"):
                    return Trigger(tuple(words) if small in words else (*words, small), child)
    return None
