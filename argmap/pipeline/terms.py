"""Find the terms of word lists in text whatever their inflection: a word matches by its form or by its lemma."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from argmap.pipeline.words import Spelled

__all__ = ["Hit", "TermIndex", "spell"]

PUNCTUATION = "()[],.;:"


class Hit(NamedTuple):
    """A term of a list where it stands: `start` and `end` are tokens of the Doc."""

    key: str
    term: str
    start: int
    end: int


def spell(term: str) -> tuple[str, ...]:
    """Take a term apart as the words of a text are: small letters, hyphens as spaces.

    >>> spell("Zero-day exploit"), spell("U.S. rivals")
    (('zero', 'day', 'exploit'), ('u.s.', 'rivals'))
    """
    parts = term.lower().replace("’", "'").replace("-", " ").replace("–", " ").split()
    return tuple(part if part.count(".") > 1 else part.strip(PUNCTUATION) or part for part in parts)


class _Term(NamedTuple):
    parts: tuple[str, ...]
    key: str
    term: str


class TermIndex:
    """Terms by their first word; each term belongs to a key (a list, or a mechanism)."""

    def __init__(self, terms: Iterable[tuple[str, str]]) -> None:
        self._first: dict[str, list[_Term]] = {}
        for key, term in sorted(set(terms)):
            parts = spell(term)
            if parts:
                self._first.setdefault(parts[0], []).append(_Term(parts, key, term))

    def find(self, words: Spelled) -> Iterator[Hit]:
        """Yield every term in some words, overlapping ones too, in the order of the text."""
        forms, lemmas, tokens = words
        first = self._first.get
        for at, (by_form, by_lemma) in enumerate(zip(map(first, forms), map(first, lemmas), strict=True)):
            if by_form:
                yield from (_hit(tokens, at, term) for term in by_form if _follows(words, at, term.parts))
            if by_lemma and lemmas[at] != forms[at]:
                yield from (_hit(tokens, at, term) for term in by_lemma if _follows(words, at, term.parts))


def _hit(tokens: list[int], at: int, term: _Term) -> Hit:
    return Hit(term.key, term.term, tokens[at], tokens[at + len(term.parts) - 1] + 1)


def _follows(words: Spelled, at: int, parts: tuple[str, ...]) -> bool:
    """Tell whether the words after the first are the further parts of a term."""
    if at + len(parts) > len(words.tokens):
        return False
    for part in parts[1:]:
        at += 1
        if part not in (words.forms[at], words.lemmas[at]):
            return False
    return True
