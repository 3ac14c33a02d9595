"""Ways to cut the words of a clause or noun phrase out of a parsed sentence: the alternatives, not the choice.

Words are named by their index in the columns of a Doc.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from argmap.pipeline.words import Words

__all__ = ["Cut", "clause_cuts", "is_clause", "noun_cuts", "phrase_cuts", "subject_of", "trim"]

#: Dependents that are clauses or asides: a noun is named without them.
CLAUSAL = frozenset({"acl", "advcl", "appos", "parataxis", "ccomp", "discourse", "list"})
#: The same and what is joined to a noun; the same and what describes it.
SINGLE = CLAUSAL | {"conj"}
BARE = SINGLE | {"nmod", "obl"}
#: Dependents with which a clause goes on to something else; the same and another clause beside it.
FURTHER = frozenset({"advcl", "parataxis", "discourse", "list", "appos"})
NEXT = FURTHER | {"conj"}
SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
#: What a clause has and a phrase has not.
PREDICATED = frozenset({"nsubj", "csubj", "cop"})
#: Dependents that can stand for their clause, by what their labels begin with.
PARTS = ("nsubj", "obj", "ccomp", "xcomp", "csubj", "obl")
#: Dependents before a noun, and before a clause, that are not part of it.
BEFORE_NOUN = frozenset({"case", "cc", "punct", "mark"})
BEFORE_CLAUSE = frozenset({"cc", "punct", "mark"})
#: What leads into a phrase without being part of it.
LEAD = frozenset({"PUNCT", "CCONJ", "SPACE", "SYM"})
CLOSERS = {")": "(", "]": "[", "”": "“", '"': '"', "’": "‘", "'": "'"}
OPENERS = {opener: frozenset(closer for closer in CLOSERS if CLOSERS[closer] == opener) for opener in CLOSERS.values()}
#: How many dependents of one word are looked at, so that endless lists stay cheap.
MOST = 60


class Cut(NamedTuple):
    """One way to cut an end out: the tokens start to end, and the name of the way."""

    name: str
    start: int
    end: int


def subject_of(columns: Words, at: int) -> int | None:
    """Find a clause's own subject, or None."""
    for child in columns.lefts[at]:
        if columns.bases[child] in SUBJECTS and columns.deps[child] != "expl":
            return child
    return next((child for child in columns.rights[at] if columns.bases[child] in ("nsubj", "csubj")), None)


def is_clause(columns: Words, at: int) -> bool:
    """Tell whether a word heads a clause: a verb, or anything with a subject or a copula."""
    if columns.poses[at] in ("VERB", "AUX"):
        return True
    return any(columns.bases[child] in PREDICATED for child in columns.lefts[at])


def phrase_cuts(columns: Words, at: int, avoid: range = range(0)) -> Iterator[Cut]:
    """Cut a clause or a noun phrase, as the word that heads it asks."""
    return clause_cuts(columns, at, avoid) if is_clause(columns, at) else noun_cuts(columns, at, avoid)


def noun_cuts(columns: Words, at: int, avoid: range = range(0)) -> Iterator[Cut]:
    """Cut a noun phrase: whole, without clauses, with its first of-phrase alone, without what follows it."""
    low, high = _around(at, avoid, *_edges(columns, at, nominal=True))
    plain, single, bare = _before(columns, at, high)
    ends = (("full", high), ("plain", plain), ("of", min(single, _second_modifier(columns, at, high))), ("core", bare))
    yield from _distinct(columns, at, ((name, low, end) for name, end in ends))


def clause_cuts(columns: Words, at: int, avoid: range = range(0)) -> Iterator[Cut]:
    """Cut a clause: whole, from its subject, without further clauses, its predicate, what it says that, its ends."""
    low, high = _around(at, avoid, *_edges(columns, at, nominal=False))
    yield from _distinct(columns, at, _clause(columns, at, low, high))
    yield from _inside(columns, at, avoid)


def _clause(columns: Words, at: int, low: int, high: int) -> Iterator[tuple[str, int, int]]:
    start = max(low, _subject_start(columns, at))
    plain, single = _plain_end(columns, at, high, FURTHER), _plain_end(columns, at, high, NEXT)
    lefts = columns.lefts[at]
    verb = max(low, min([at, *(child for child in lefts if columns.deps[child] == "cop")]))
    helped = max(low, min([verb, *(child for child in lefts if _helper(columns, child))]))
    yield "full", low, high
    yield "subject", start, high
    yield "plain", start, plain
    yield "single", start, single
    yield "helped", helped, plain
    yield "verb", verb, plain
    yield "verb-single", verb, single
    yield "predicate", at, single


def _helper(columns: Words, at: int) -> bool:
    return columns.bases[at] == "aux" or (columns.deps[at] == "advmod" and "Polarity=Neg" in columns.morphs[at])


def _inside(columns: Words, at: int, avoid: range) -> Iterator[Cut]:
    """Cut the parts of a clause that can stand for it: subject, object, what is said to be so."""
    for child in islice(columns.children(at), MOST):
        label = columns.bases[child]
        if child in avoid or not label.startswith(PARTS):
            continue
        if label in ("ccomp", "csubj") and is_clause(columns, child):
            low, high = _around(child, avoid, *_edges(columns, child, nominal=False))
            start, end = max(low, _subject_start(columns, child)), _plain_end(columns, child, high, FURTHER)
            parts = ((f"{label}.whole", low, high), (f"{label}.plain", start, end))
            yield from _distinct(columns, child, iter(parts))
        elif label != "xcomp":
            found = list(noun_cuts(columns, child, avoid))[:2]
            yield from (Cut(f"{label}.{cut.name}", cut.start, cut.end) for cut in found)
        else:
            low, high = _around(child, avoid, *_edges(columns, child, nominal=False))
            yield from _distinct(columns, child, iter([("xcomp.whole", low, high)]))


def _edges(columns: Words, at: int, *, nominal: bool) -> tuple[int, int]:
    """Find where a word's subtree begins, past its prepositions or conjunctions, and where it ends."""
    low = columns.firsts[at]
    skipped = BEFORE_NOUN if nominal else BEFORE_CLAUSE
    while low < at and columns.bases[low] in skipped and (columns.heads[low] == at or columns.deps[low] == "fixed"):
        if columns.poses[low] == "PUNCT" and columns.texts[low] in OPENERS:
            break
        low = columns.lasts[low] + 1
    if nominal:
        low = max([low, *(child + 1 for child in columns.lefts[at] if columns.bases[child] in ("cop", "nsubj"))])
    return min(low, at), columns.lasts[at] + 1


def _around(at: int, avoid: range, low: int, high: int) -> tuple[int, int]:
    """Keep the side of the other end's words on which the head stands."""
    if not avoid or avoid.stop <= low or avoid.start >= high:
        return low, high
    if at < avoid.start:
        return low, avoid.start
    if at >= avoid.stop:
        return avoid.stop, high
    return low, high


def _before(columns: Words, at: int, high: int) -> tuple[int, int, int]:
    """Find the first word after a noun that a clause, a further noun, a description in its subtree begins with."""
    single = bare = high
    for other in range(at + 1, high):
        label = columns.bases[other]
        if label in BARE and at < columns.firsts[other]:
            first = columns.firsts[other]
            bare = first if bare == high else bare
            single = first if single == high and label in SINGLE else single
            if label in CLAUSAL:
                return first, single, bare
    return high, single, bare


def _second_modifier(columns: Words, at: int, high: int) -> int:
    """Find where the second modifier after a noun begins, or where the first does that is no of-phrase."""
    seen = 0
    for child in columns.rights[at]:
        if columns.bases[child] in ("nmod", "obl"):
            of = any(columns.lowers[part] == "of" for part in columns.lefts[child])
            seen += 1
            if seen > 1 or not of:
                return columns.firsts[child]
    return high


def _plain_end(columns: Words, at: int, high: int, labels: frozenset[str]) -> int:
    for child in columns.rights[at]:
        if columns.bases[child] in labels and at < columns.firsts[child] < high:
            return columns.firsts[child]
    return high


def _subject_start(columns: Words, at: int) -> int:
    """Find where the subject or, without one, the predicate of a clause begins, past what is set before it."""
    lefts = columns.lefts[at]
    starts = [columns.firsts[child] for child in lefts if columns.bases[child] in SUBJECTS]
    if starts:
        return min(starts)
    return min([at, *(child for child in lefts if columns.bases[child] == "cop" or _helper(columns, child))])


def _distinct(columns: Words, head: int, ways: Iterator[tuple[str, int, int]]) -> Iterator[Cut]:
    """Trim each way and leave out those that come to the same words as an earlier one."""
    seen: set[tuple[int, int]] = set()
    for name, low, high in ways:
        start, end = place = trim(columns, low, high)
        if start < end and place not in seen and start <= head:
            seen.add(place)
            yield Cut(name, start, end)


def trim(columns: Words, low: int, high: int) -> tuple[int, int]:
    """Leave out the punctuation and conjunctions at both ends, but not one half of a pair of brackets or quotes."""
    texts, poses = columns.texts, columns.poses
    while low < high and poses[low] in LEAD and texts[low] not in OPENERS:
        low += 1
    while high > low and _hangs(columns, low, high):
        high -= 1
    if high - low > 1 and texts[low] in OPENERS and OPENERS[texts[low]].isdisjoint(texts[low + 1 : high]):
        low += 1
    return low, high


def _hangs(columns: Words, low: int, high: int) -> bool:
    last = columns.texts[high - 1]
    if last in CLOSERS:
        return CLOSERS[last] not in columns.texts[low : min(high - 1, low + MOST)]
    pos = columns.poses[high - 1]
    return pos in LEAD or (pos == "SCONJ" and columns.deps[high - 1] == "mark")
