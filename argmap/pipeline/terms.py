"""Find the terms of word lists in text whatever their inflection: a word matches by its form or by its lemma."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from argmap.pipeline.words import Word

__all__ = ["Hit", "TermIndex", "spell"]

PUNCTUATION = "()[],.;:"


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of a list where it stands: `start` and `end` are tokens of the Doc."""

    key: str
    term: str
    start: int
    end: int


def spell(term: str) -> tuple[str, ...]:
    """Take a term apart as the words of a text are: small letters, hyphens as spaces.

    >>> spell("Zero-day exploit")
    ('zero', 'day', 'exploit')
    """
    parts = term.lower().replace("’", "'").replace("-", " ").replace("–", " ").split()
    return tuple(part.strip(PUNCTUATION) or part for part in parts)


class TermIndex:
    """Terms by their first word; each term belongs to a key (a list, or a mechanism)."""

    def __init__(self, terms: Iterable[tuple[str, str]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for key, term in sorted(set(terms)):
            parts = spell(term)
            if parts:
                self._first.setdefault(parts[0], []).append((parts, key, term))

    def find(self, words: Sequence[Word]) -> Iterator[Hit]:
        """Yield every term in some words, overlapping ones too, in the order of the text."""
        first = self._first
        for at, word in enumerate(words):
            for parts, key, term in first.get(word.form, ()):
                if len(parts) == 1 or _follows(words, at, parts):
                    yield Hit(key, term, word.token, words[at + len(parts) - 1].token + 1)
            if word.lemma != word.form:
                for parts, key, term in first.get(word.lemma, ()):
                    if len(parts) == 1 or _follows(words, at, parts):
                        yield Hit(key, term, word.token, words[at + len(parts) - 1].token + 1)


def _follows(words: Sequence[Word], at: int, parts: Sequence[str]) -> bool:
    """Tell whether the words after the first are the further parts of a term."""
    further = words[at + 1 : at + len(parts)]
    return len(further) == len(parts) - 1 and all(map(_is, further, parts[1:]))


def _is(word: Word, part: str) -> bool:
    return part in (word.form, word.lemma)
