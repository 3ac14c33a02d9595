"""What a pronoun takes up: the clause, sentence or noun phrase before it that "this", "which" or "it" points to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from argmap.pipeline.spans import Cut, clause_cuts, is_clause, noun_cuts
from argmap.pipeline.words import Words
from argmap.resources import lexicon

__all__ = ["antecedent"]

#: How many sentences back a noun is looked for.
BACK = 3
#: How far up a pronoun's clause, or the one before it, is looked for.
STEPS = 6
NOUNS = frozenset({"NOUN", "PROPN"})


def antecedent(columns: Words, start: int, end: int) -> tuple[int, int] | None:
    """Find what a causal end made of a pronoun, or begun by "this" or "such", points back to, in code points.

    Returns None where the words are no such phrase, where it points nowhere ("it is clear that"), or where nothing
    fits.
    """
    if start >= end:
        return None
    word, alone = columns.lowers[start], end - start == 1
    if alone and (columns.tags[start] in ("WDT", "WP") or word in _list("relative")):
        return _relative(columns, start)
    if word in _list("clause") and _bare(columns, start, end):
        return _clause_before(columns, start)
    if word in _list("clause") or word in _list("kind"):
        return _named_before(columns, start, end)
    if alone and word in _list("thing") and not _expletive(columns, start):
        return _thing_before(columns, start, plural=word in _list("plural"))
    return None


@cache
def _list(kind: str) -> frozenset[str]:
    return frozenset(lexicon(f"cause-pronouns-{kind}"))


def _bare(columns: Words, start: int, end: int) -> bool:
    return end - start <= 2 and not any(pos in ("NOUN", "PROPN", "ADJ") for pos in columns.poses[start + 1 : end])


def _expletive(columns: Words, at: int) -> bool:
    head = columns.heads[at]
    clausal = any(columns.bases[child] in ("csubj", "ccomp", "advcl", "xcomp") for child in columns.rights[head])
    return columns.deps[at] == "expl" or (clausal and columns.poses[head] == "ADJ")


def _relative(columns: Words, at: int) -> tuple[int, int] | None:
    """Resolve a relative pronoun: the noun that its clause hangs on, or the clause if it hangs on a verb."""
    verb = at
    for _ in range(STEPS):
        if columns.bases[verb] in ("acl", "advcl", "parataxis", "conj") and columns.heads[verb] < at:
            break
        if columns.heads[verb] == verb:
            return None
        verb = columns.heads[verb]
    host = columns.heads[verb]
    if host == verb or host >= at:
        return None
    nominal = columns.bases[verb] == "acl" and not is_clause(columns, host)
    return _chars(columns, _plain((noun_cuts if nominal else clause_cuts)(columns, host, columns.subtree(verb))))


def _plain(cuts: Iterable[Cut]) -> Cut | None:
    """Take the cut without further clauses, else the first."""
    found = list(cuts)
    return next((cut for cut in found if cut.name == "plain"), found[0] if found else None)


def _chars(columns: Words, cut: Cut | None) -> tuple[int, int] | None:
    return None if cut is None else (columns.offsets[cut.start], columns.stop(cut.end))


def _clause_before(columns: Words, at: int) -> tuple[int, int] | None:
    """Resolve a bare "this" or "that": the clause before it in its sentence, else the sentence before."""
    clause = at
    for _ in range(STEPS):
        above = columns.heads[clause]
        if above == clause:
            break
        joined = columns.bases[clause] in ("conj", "parataxis", "advcl", "ccomp")
        if joined and above < at and is_clause(columns, above):
            return _chars(columns, _plain(clause_cuts(columns, above, columns.subtree(clause))))
        clause = above
    return _unit_before(columns, at)


def _unit_before(columns: Words, at: int) -> tuple[int, int] | None:
    before = _units(columns, at)
    return (columns.offsets[before[0].start], columns.stop(before[0].stop)) if before else None


def _units(columns: Words, at: int) -> list[range]:
    """List the last few sentences before that of a word, the nearest first, without the white space around them."""
    found: list[range] = []
    for number in range(columns.numbers[at] - 1, -1, -1):
        sentence = columns.sentences[number]
        start, stop = sentence.start, sentence.stop
        while start < stop and columns.spaces[start]:
            start += 1
        while stop > start and columns.spaces[stop - 1]:
            stop -= 1
        if start < stop:
            found.append(range(start, stop))
        if len(found) == BACK:
            break
    return found


def _named_before(columns: Words, start: int, end: int) -> tuple[int, int] | None:
    """Resolve "this plan" or "such plans": the last phrase with that noun, else the sentence before."""
    noun = columns.stems[columns.root(start, end)]
    for unit in _units(columns, start):
        for at in reversed(unit):
            if columns.stems[at] == noun and columns.poses[at] in NOUNS:
                return _chars(columns, _plain(noun_cuts(columns, at)))
    return _unit_before(columns, start)


def _thing_before(columns: Words, at: int, *, plural: bool) -> tuple[int, int] | None:
    """Resolve "it" or "they": the last subject of the same number, else object, in this or the last sentence."""
    low = _units(columns, at)
    start = low[0].start if low else columns.sentence(at).start
    earlier = [other for other in range(at - 1, start - 1, -1)
               if columns.poses[other] in NOUNS and _is_plural(columns, other) == plural]
    for wanted in ("nsubj", "obj"):
        found = next((other for other in earlier if columns.bases[other] == wanted), None)
        if found is not None:
            return _chars(columns, _plain(noun_cuts(columns, found)))
    return None


def _is_plural(columns: Words, at: int) -> bool:
    return "Number=Plur" in columns.morphs[at] or columns.tags[at] in ("NNS", "NNPS")
