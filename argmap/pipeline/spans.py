"""Ways to cut the words of a clause or noun phrase out of a parsed sentence: the alternatives, not the choice.

Words are named by their index in the columns of a Doc.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from argmap.pipeline.words import Words

__all__ = ["Cut", "clause_cuts", "distinct", "is_clause", "noun_cuts", "phrase_cuts", "prefixed", "subject_of", "trim"]

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
#: What may hang at the end of a phrase without being part of it.
TRAIL = LEAD | {"SCONJ"}
CLOSERS = {")": "(", "]": "[", "”": "“", '"': '"', "’": "‘", "'": "'"}
OPENERS = {opener: frozenset(closer for closer in CLOSERS if CLOSERS[closer] == opener) for opener in CLOSERS.values()}
#: How many dependents of one word are looked at, so that endless lists stay cheap.
MOST = 60

#: The name of a way to cut, and the tokens from and to which it goes.
Way = tuple[str, int, int]


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


def phrase_cuts(columns: Words, at: int, avoid: range = range(0)) -> list[Cut]:
    """Cut a clause or a noun phrase, as the word that heads it asks."""
    return clause_cuts(columns, at, avoid) if is_clause(columns, at) else noun_cuts(columns, at, avoid)


def noun_cuts(columns: Words, at: int, avoid: range = range(0)) -> list[Cut]:
    """Cut a noun phrase: whole, without clauses, with its first of-phrase alone, without what follows it."""
    low, high = _around(at, avoid, *_edges(columns, at, nominal=True))
    plain, single, bare = _before(columns, at, high)
    of = min(single, _second_modifier(columns, at, high))
    return _distinct(columns, at, (("full", low, high), ("plain", low, plain), ("of", low, of), ("core", low, bare)))


def clause_cuts(columns: Words, at: int, avoid: range = range(0)) -> list[Cut]:
    """Cut a clause: whole, from its subject, without further clauses, its predicate, what it says that, its ends."""
    low, high = _around(at, avoid, *_edges(columns, at, nominal=False))
    return [*_distinct(columns, at, _clause(columns, at, low, high)), *_inside(columns, at, avoid)]


def _clause(columns: Words, at: int, low: int, high: int) -> tuple[Way, ...]:
    start = max(low, _subject_start(columns, at))
    plain, single = _plain_end(columns, at, high, FURTHER), _plain_end(columns, at, high, NEXT)
    lefts = columns.lefts[at]
    verb = max(low, min([at, *(child for child in lefts if columns.deps[child] == "cop")]))
    helped = max(low, min([verb, *(child for child in lefts if _helper(columns, child))]))
    return (
        ("full", low, high), ("subject", start, high), ("plain", start, plain), ("single", start, single),
        ("helped", helped, plain), ("verb", verb, plain), ("verb-single", verb, single), ("predicate", at, single),
    )


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
            yield from _distinct(columns, child, ((f"{label}.whole", low, high), (f"{label}.plain", start, end)))
        elif label != "xcomp":
            yield from prefixed(label, noun_cuts(columns, child, avoid)[:2])
        else:
            low, high = _around(child, avoid, *_edges(columns, child, nominal=False))
            yield from _distinct(columns, child, (("xcomp.whole", low, high),))


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


def _distinct(columns: Words, head: int, ways: Iterable[Way]) -> list[Cut]:
    """Trim each way and leave out those that come to the same words as an earlier one, or begin after the head."""
    return [cut for cut in distinct(columns, ways) if cut.start <= head]


def distinct(columns: Words, ways: Iterable[Way]) -> list[Cut]:
    """Trim each way and leave out those that come to no words, or to the same as an earlier one."""
    named: dict[tuple[int, int], str] = {}
    for name, low, high in ways:
        named.setdefault((low, high), name)
    found: dict[tuple[int, int], str] = {}
    for (low, high), name in named.items():
        found.setdefault(trim(columns, low, high), name)
    return [Cut(name, start, end) for (start, end), name in found.items() if start < end]


def prefixed(name: str, cuts: Iterable[Cut]) -> list[Cut]:
    """Say in the names of cuts what they are part of."""
    return [Cut(f"{name}.{way}", start, end) for way, start, end in cuts]


def trim(columns: Words, low: int, high: int) -> tuple[int, int]:
    """Leave out the punctuation and conjunctions at both ends, but not one half of a pair of brackets or quotes."""
    texts, poses = columns.texts, columns.poses
    if low < high and poses[low] not in LEAD and poses[high - 1] not in TRAIL \
            and texts[low] not in OPENERS and texts[high - 1] not in CLOSERS:
        return low, high
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
