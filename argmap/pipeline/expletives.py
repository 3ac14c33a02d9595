"""Words that look as if they took something up and do not: "it is clear that", "those who", "this post", "that is,"."""

from __future__ import annotations

from functools import cache

from argmap.pipeline.words import Words
from argmap.resources import lexicon

__all__ = ["is_empty"]

#: Words that open a clause that "it" announces.
MARKS = frozenset({"that", "to", "if", "whether", "for"})
#: Labels of clauses that are announced, and of those that are so if such a word opens them.
ANNOUNCED, OPENED = frozenset({"csubj", "ccomp", "xcomp"}), frozenset({"advcl", "acl"})
#: How many words after a pronoun are compared with set phrases.
NEAR = 5


def is_empty(columns: Words, first: int, head: int) -> bool:
    """Tell whether words from `first` to `head`, the same for a pronoun, take up nothing that was said before."""
    if first != head:
        return _points_elsewhere(columns, first, head)
    if columns.lowers[first] == "it":
        return _announces(columns, first)
    return columns.deps[first] == "expl" or _defined_later(columns, first) or _formula(columns, first)


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon(name))


def _points_elsewhere(columns: Words, first: int, head: int) -> bool:
    """Tell "this post", "this year" and "that" before a plural, which only opens a clause, from "this plan"."""
    if columns.stems[head] in _list("anaphora-here-nouns"):
        return True
    return columns.lowers[first] in ("this", "that") and columns.tags[head] in ("NNS", "NNPS")


def _announces(columns: Words, it: int) -> bool:
    """Tell whether a clause further on says what "it" is: "it is clear that", "it takes years to", "it seems"."""
    said = columns.heads[it]
    stem, rights = columns.stems[said], columns.rights[said]
    clauses = [child for child in rights if _is_announced(columns, child)]
    if columns.poses[said] == "ADJ" and clauses:
        return any(_fits(columns, said, clause) for clause in clauses)
    if columns.deps[it] == "expl" or _phrase(columns, it):
        return True
    if stem in _list("anaphora-empty-verbs"):
        return bool(clauses) or stem in _list("anaphora-seeming-verbs")
    if columns.tags[said] == "VBN" and columns.deps[it] == "nsubj:pass":
        return any(columns.bases[clause] in ("ccomp", "csubj") for clause in clauses)
    if any(columns.deps[child] == "cop" for child in columns.lefts[said]):
        return any(_cleft(columns, said, clause) or _is_told(columns, clause) for clause in rights)
    return _later_clause(columns, said)


def _is_announced(columns: Words, clause: int) -> bool:
    label = columns.bases[clause]
    return label in ANNOUNCED or (label in OPENED and _mark(columns, clause) in MARKS)


def _phrase(columns: Words, it: int) -> bool:
    """Tell whether a set phrase follows: "makes sense"."""
    after = f"{columns.quote(it + 1, min(len(columns), it + 1 + NEAR)).lower()} "
    return any(after.startswith(f"{phrase} ") for phrase in lexicon("anaphora-empty-phrases"))


def _fits(columns: Words, adjective: int, clause: int) -> bool:
    """Tell "it is vital to" from "it is ready to": adjectives of the second kind say something of a thing."""
    mark = _mark(columns, clause)
    if mark == "to" or columns.deps[clause] == "xcomp":
        return columns.stems[adjective] not in _list("anaphora-thing-adjectives")
    return columns.bases[clause] in ("csubj", "ccomp") or mark in ("that", "if", "whether")


def _mark(columns: Words, clause: int) -> str:
    return next((columns.lowers[part] for part in columns.lefts[clause] if columns.deps[part] == "mark"), "")


def _cleft(columns: Words, noun: int, clause: int) -> bool:
    """Tell "it is the lack of rain that" and "it is in schools that" from "it is a tool that"."""
    lefts = columns.lefts[noun]
    if any(columns.deps[part] == "case" for part in lefts):
        return columns.bases[clause] in ("acl", "ccomp", "advcl", "csubj")
    named = columns.poses[noun] == "PROPN" or any(
        columns.lowers[part] == "the" for part in (columns.firsts[noun], *lefts))
    return named and columns.deps[clause] == "acl:relcl" and columns.lowers[columns.firsts[clause]] in ("that", "who")


def _is_told(columns: Words, clause: int) -> bool:
    """Tell "it is a mistake to" and "it is a pity that" from "it is a way to": what hangs on the verb, not the noun."""
    return columns.bases[clause] in ("csubj", "ccomp", "advcl") and _mark(columns, clause) in ("that", "to")


def _later_clause(columns: Words, said: int) -> bool:
    """Tell "make it hard to" and "it became clear that", where the adjective hangs on the verb."""
    rights = columns.rights[said]
    adjectives = [child for child in rights if columns.poses[child] == "ADJ" and columns.deps[child] == "xcomp"]
    return columns.poses[said] == "VERB" and any(
        any(_is_announced(columns, part) for part in columns.rights[adjective])
        or any(_is_told(columns, clause) or columns.bases[clause] == "csubj" for clause in rights if clause > adjective)
        for adjective in adjectives)


def _defined_later(columns: Words, first: int) -> bool:
    """Tell "those who trade" and "those trading", which say themselves whom they mean."""
    return any(columns.bases[child] == "acl" or columns.deps[child] == "nmod" for child in columns.rights[first])


def _formula(columns: Words, first: int) -> bool:
    """Tell "that is, ..." from "that is why"."""
    return columns.lowers[first] == "that" and first + 2 < len(columns) \
        and columns.cased[first + 1] == "be" and columns.texts[first + 2] in (",", ":", "—")
