"""Who does what to whom, as the parse has it: the doer and the object of a verb, wherever the sentence put them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from argmap.pipeline.spans import Cut, clause_cuts, noun_cuts, phrase_cuts, subject_of, trim
from argmap.pipeline.words import Words

__all__ = ["Role", "agent", "is_passive", "subject", "theme"]

#: How far up the sentence a subject is looked for.
STEPS = 6
#: Dependents that only a passive has.
PASSIVE = frozenset({"nsubj:pass", "csubj:pass", "aux:pass"})


class Role(NamedTuple):
    """What fills a role: the word that heads it, by which way it was found, and how it can be cut."""

    head: int
    route: str
    cuts: tuple[Cut, ...]


def is_passive(columns: Words, verb: int) -> bool:
    """Tell whether a verb is a passive, with its auxiliary or as a bare participle after a noun."""
    if any(columns.deps[child] in PASSIVE for child in columns.children(verb)):
        return True
    return columns.tags[verb] == "VBN" and columns.bases[verb] in ("acl", "advcl", "amod") \
        and subject_of(columns, verb) is None \
        and not any(columns.bases[child] == "aux" for child in columns.children(verb))


def agent(columns: Words, verb: int) -> Role | None:
    """Find who or what does it: the by-phrase of a passive, else the subject, its own or a shared one."""
    if is_passive(columns, verb):
        doer = _by(columns, verb)
        return None if doer is None else Role(doer, "by", tuple(_prefixed("by", phrase_cuts(columns, doer))))
    return subject(columns, verb)


def subject(columns: Words, verb: int) -> Role | None:
    """Find the subject of a verb: its own, the noun of a relative clause, or that of a verb further up."""
    at = verb
    route: list[str] = []
    for _ in range(STEPS):
        own = subject_of(columns, at)
        if own is not None and not (columns.lowers[own] == "there" or columns.deps[own] == "expl"):
            return _own(columns, at, own, verb, route)
        found = _borrowed(columns, at)
        if found is not None:
            return Role(found.head, "-".join((*route, found.route)), found.cuts)
        if columns.heads[at] == at or columns.bases[at] in ("ccomp", "parataxis", "root", "ROOT"):
            return None
        route.append(columns.bases[at])
        at = columns.heads[at]
    return None


def _own(columns: Words, at: int, own: int, verb: int, route: list[str]) -> Role:
    """Cut a subject; a relative pronoun stands for the noun before it."""
    relative = columns.tags[own] in ("WDT", "WP") or "PronType=Rel" in columns.morphs[own]
    if relative and columns.bases[at] == "acl" and columns.heads[at] != at:
        noun = columns.heads[at]
        found = _prefixed("noun", noun_cuts(columns, noun, columns.subtree(at)))
        return Role(noun, "-".join((*route, "relative")), (*found, Cut("pronoun", own, own + 1)))
    avoid = columns.subtree(verb) if verb > columns.lasts[own] else range(0)
    return Role(own, "-".join((*route, "own")), tuple(_prefixed("subject", phrase_cuts(columns, own, avoid))))


def _borrowed(columns: Words, at: int) -> Role | None:
    """Take the doer of a participle from what it hangs on: a noun, or the clause that it goes on from."""
    label, head = columns.bases[at], columns.heads[at]
    if label == "acl" and columns.tags[at] in ("VBG", "VBN") and columns.poses[head] in ("NOUN", "PROPN", "PRON"):
        return Role(head, "noun", tuple(_prefixed("noun", noun_cuts(columns, head, columns.subtree(at)))))
    if label == "advcl" and columns.tags[at] == "VBG" and not _marked(columns, at) and head != at:
        main = subject(columns, head)
        cuts = _prefixed("main", clause_cuts(columns, head, columns.subtree(at)))
        return Role(head, "clause", (*cuts, *(_prefixed("main", main.cuts) if main else ())))
    return None


def _marked(columns: Words, at: int) -> bool:
    return any(columns.deps[child] in ("mark", "case") for child in columns.lefts[at])


def _by(columns: Words, verb: int) -> int | None:
    for child in columns.rights[verb]:
        if columns.bases[child] in ("obl", "advcl") and any(
                columns.lowers[part] == "by" for part in columns.lefts[child]):
            return child
    return None


def theme(columns: Words, verb: int, *, link: int | None = None) -> Role | None:
    """Find what it is done to: object, what the object is made to do, a clause, or what `link` heads."""
    if link is not None:
        return Role(link, "preposition", tuple(_prefixed("prep", phrase_cuts(columns, link))))
    if is_passive(columns, verb):
        return _undergoer(columns, verb)
    parts = {columns.bases[child]: child for child in reversed(columns.rights[verb])}
    if "obj" in parts and ("xcomp" in parts or "iobj" in parts):
        return _compound(columns, parts)
    for label in ("obj", "ccomp", "xcomp"):
        if label in parts:
            return Role(parts[label], label, tuple(_prefixed(label, phrase_cuts(columns, parts[label]))))
    return _fronted(columns, verb)


def _undergoer(columns: Words, verb: int) -> Role | None:
    found = subject(columns, verb)
    if found is None:
        return None
    return Role(found.head, f"passive-{found.route}", tuple(_prefixed("passive", found.cuts)))


def _compound(columns: Words, parts: dict[str, int]) -> Role:
    """Cut "X to do Y" and "X Y": both together, or the second alone."""
    obj = parts.get("iobj", parts["obj"])
    second = parts["obj"] if "iobj" in parts else parts["xcomp"]
    low, high = columns.firsts[obj], columns.lasts[second] + 1
    name = "give" if "iobj" in parts else "complement"
    together = Cut(f"{name}.both", *trim(columns, low, high))
    ends = [columns.firsts[other] for other in columns.rights[second]
            if columns.bases[other] in ("advcl", "parataxis", "conj")]
    shorter = Cut(f"{name}.short", *trim(columns, low, min([high, *(end for end in ends if end > second)])))
    alone = _prefixed(f"{name}.second", phrase_cuts(columns, second))
    first = list(_prefixed(f"{name}.first", noun_cuts(columns, obj)))[:2]
    return Role(second, name, tuple(cut for cut in (together, shorter, *alone, *first) if cut.start < cut.end))


def _fronted(columns: Words, verb: int) -> Role | None:
    """Find an object that stands before its verb: the noun of "the growth that it brings"."""
    if columns.bases[verb] == "acl" and any(columns.bases[child] == "obj" for child in columns.lefts[verb]):
        noun = columns.heads[verb]
        return Role(noun, "relative", tuple(_prefixed("noun", noun_cuts(columns, noun, columns.subtree(verb)))))
    return None


def _prefixed(name: str, cuts: Iterable[Cut]) -> Iterator[Cut]:
    return (Cut(f"{name}.{cut.name}", cut.start, cut.end) for cut in cuts)
