"""Which noun before a pronoun it takes up: that which agrees, stands near and is spoken of, subjects first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from argmap.pipeline.words import Words
from argmap.resources import lexicon

__all__ = ["is_many", "nouns_before", "parts_before", "taken_up"]

#: How many sentences back and how many words of each are looked at.
BACK, LONGEST = 3, 120
NOMINAL = frozenset({"NOUN", "PROPN"})
#: Labels of words that are parts of a name or noun, not phrases of their own.
INNER = frozenset({"compound", "flat", "fixed", "goeswith", "amod", "nummod"})
#: What speaks for a noun and against it, rounded from weights that rank the nouns before "it" and "they" in GUM's train
#: part best; training/anaphora.py measures them on its dev part.
WEIGHTS: Mapping[str, float] = {
    "nsubj": 0.6, "obj": 0.2, "obl": -0.4, "nmod": -0.8, "conj": -1.0, "appos": -0.4, "root": 1.2, "other": 0.3,
    "back 0": 1.3, "back 2": -0.9, "back 3": -0.9, "ten words": -0.3, "same label": 0.5, "main subject": 0.6,
    "both open": 1.1, "pointed out": 0.8, "definite": 0.3, "name": 0.5, "person": -1.0, "people they": 1.5,
    "time": -0.6, "other number": -2.0, "clause before": 0.9, "same verb": 0.8,
}


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon(name))


def parts_before(columns: Words, at: int, *, back: int = BACK) -> Iterator[range]:
    """Yield the part of the sentence before a word, then the sentences before, the last first."""
    start, end = columns.sentence(at).start, at
    for _ in range(back + 1):
        yield range(max(start, end - LONGEST), end)
        end = start
        while end and columns.spaces[end - 1]:
            end -= 1
        if not end:
            return
        start = columns.sentence(end - 1).start


def nouns_before(columns: Words, at: int, *, back: int = BACK) -> Iterator[tuple[int, int]]:
    """Yield each noun before a word that heads a phrase, the last first, and how many sentences back it stands."""
    for number, part in enumerate(parts_before(columns, at, back=back)):
        for other in reversed(part):
            if columns.poses[other] in NOMINAL and columns.bases[other] not in INNER:
                yield other, number


def is_many(columns: Words, at: int) -> bool:
    """Tell many from one: by the word, or by what is joined to it."""
    if columns.tags[at] in ("NNS", "NNPS") or columns.lowers[at] in _list("cause-pronouns-plural"):
        return True
    return any(columns.deps[child] == "conj" and columns.poses[child] in NOMINAL and _joined(columns, child)
               for child in columns.rights[at])


def _joined(columns: Words, at: int) -> bool:
    return any(columns.lowers[part] == "and" for part in columns.lefts[at])


def taken_up(columns: Words, pronoun: int) -> int | None:
    """Find the noun that "it" or "they" takes up, None if nothing agrees."""
    many = is_many(columns, pronoun)
    rated = [(sum(map(WEIGHTS.__getitem__, _reasons(columns, noun, pronoun, back, many=many)))
              + WEIGHTS["ten words"] * (pronoun - noun) / 10, noun)
             for noun, back in nouns_before(columns, pronoun) if _may(columns, noun, pronoun, many=many)]
    return _subject(columns, max(rated)[1]) if rated else None


def _subject(columns: Words, noun: int) -> int:
    """Take what something is said of rather than what is said of it: "mills" in "mills were the pride"."""
    lefts = columns.lefts[noun]
    if not any(columns.deps[child] == "cop" for child in lefts):
        return noun
    return next((child for child in lefts if columns.deps[child] == "nsubj" and columns.poses[child] in NOMINAL), noun)


def _may(columns: Words, noun: int, pronoun: int, *, many: bool) -> bool:
    """Rule out what holds the pronoun, what its verb is said of or done to, and one thing for "they"."""
    if pronoun in columns.subtree(noun) or columns.heads[noun] == columns.heads[pronoun]:
        return False
    return is_many(columns, noun) == many or (many and _is_people(columns, noun))


def _is_people(columns: Words, at: int) -> bool:
    return columns.poses[at] == "PROPN" or columns.stems[at] in _list("people-nouns")


def _is_person(columns: Words, at: int) -> bool:
    """Tell whether a name begins with a first name, or is one."""
    names = (part for part in (*columns.lefts[at], at) if part == at or columns.bases[part] in INNER)
    return columns.poses[at] == "PROPN" and any(columns.lowers[part] in _list("first-names") for part in names)


def _reasons(columns: Words, noun: int, pronoun: int, back: int, *, many: bool) -> Iterator[str]:
    label = columns.bases[noun].lower()
    yield label if label in WEIGHTS else "other"
    if back != 1:
        yield f"back {back}"
    if label == columns.bases[pronoun]:
        yield "same label"
    yield from _clause(columns, noun, pronoun)
    if back == 1 and columns.firsts[noun] == columns.sentence(noun).start \
            and pronoun == columns.sentence(pronoun).start:
        yield "both open"
    yield from _kind(columns, noun, many=many)


def _clause(columns: Words, noun: int, pronoun: int) -> Iterator[str]:
    """Give the reasons that lie in the verbs on which the two hang."""
    head, other = columns.heads[noun], columns.heads[pronoun]
    if columns.bases[noun] == "nsubj" and columns.heads[head] == head:
        yield "main subject"
    if columns.bases[noun] == "nsubj" and columns.bases[head] == "advcl" and columns.heads[head] == other:
        yield "clause before"
    if columns.cased[head] == columns.cased[other]:
        yield "same verb"


def _kind(columns: Words, noun: int, *, many: bool) -> Iterator[str]:
    """Give the reasons that lie in what a noun stands for."""
    opening, stem = columns.lowers[columns.firsts[noun]], columns.stems[noun]
    if opening in _list("cause-pronouns-clause") or opening in _list("cause-pronouns-kind"):
        yield "pointed out"
    elif opening == "the":
        yield "definite"
    if columns.poses[noun] == "PROPN":
        yield "name"
    if many and stem in _list("people-nouns"):
        yield "people they"
    if not many and _is_person(columns, noun):
        yield "person"
    if stem in _list("anaphora-time-nouns"):
        yield "time"
    if is_many(columns, noun) != many:
        yield "other number"
