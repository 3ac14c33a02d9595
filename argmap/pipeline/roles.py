"""Who does what to whom, as the parse has it: the doer and the object of a verb, wherever the sentence put them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from argmap.pipeline.spans import Cut, base, clause_cuts, noun_cuts, phrase_cuts, subject_of, trim

__all__ = ["Role", "agent", "is_passive", "theme"]

#: How far up the sentence a subject is looked for.
STEPS = 6


@dataclass(frozen=True, slots=True)
class Role:
    """What fills a role: the word that heads it, by which way it was found, and how it can be cut."""

    head: Token
    route: str
    cuts: tuple[Cut, ...]


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is a passive, with its auxiliary or as a bare participle after a noun."""
    if any(child.dep_ in ("nsubj:pass", "csubj:pass", "aux:pass") for child in verb.children):
        return True
    return verb.tag_ == "VBN" and base(verb.dep_) in ("acl", "advcl", "amod") and subject_of(verb) is None \
        and not any(base(child.dep_) == "aux" for child in verb.children)


def agent(verb: Token) -> Role | None:
    """Find who or what does it: the by-phrase of a passive, else the subject, its own or a shared one."""
    if is_passive(verb):
        doer = _by(verb)
        return Role(doer, "by", tuple(_prefixed("by", phrase_cuts(doer)))) if doer else None
    return subject(verb)


def subject(verb: Token) -> Role | None:
    """Find the subject of a verb: its own, the noun of a relative clause, or that of a verb further up."""
    at = verb
    route: list[str] = []
    for _ in range(STEPS):
        own = subject_of(at)
        if own is not None and not (own.lower_ == "there" or own.dep_ == "expl"):
            return _own(at, own, verb, route)
        found = _borrowed(at)
        if found is not None:
            return Role(found.head, "-".join((*route, found.route)), found.cuts)
        if at.head == at or base(at.dep_) in ("ccomp", "parataxis", "root", "ROOT"):
            return None
        route.append(base(at.dep_))
        at = at.head
    return None


def _own(at: Token, own: Token, verb: Token, route: list[str]) -> Role:
    """Cut a subject; a relative pronoun stands for the noun before it."""
    avoid = _subtree(verb)
    relative = own.tag_ in ("WDT", "WP") or "Rel" in own.morph.get("PronType", [])
    if relative and base(at.dep_) == "acl" and at.head != at:
        noun = at.head
        cuts = [*_prefixed("noun", noun_cuts(noun, _subtree(at))), Cut("pronoun", own.i, own.i + 1)]
        return Role(noun, "-".join((*route, "relative")), tuple(cuts))
    cuts = list(_prefixed("subject", phrase_cuts(own, avoid if verb.i > own.right_edge.i else range(0))))
    return Role(own, "-".join((*route, "own")), tuple(cuts))


def _borrowed(at: Token) -> Role | None:
    """Take the doer of a participle from what it hangs on: a noun, or the clause that it goes on from."""
    label, avoid = base(at.dep_), _subtree(at)
    if label == "acl" and at.tag_ in ("VBG", "VBN") and at.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return Role(at.head, "noun", tuple(_prefixed("noun", noun_cuts(at.head, avoid))))
    if label == "advcl" and at.tag_ == "VBG" and not _marked(at) and at.head != at:
        main = subject(at.head)
        cuts = [*_prefixed("main", clause_cuts(at.head, avoid)), *(_prefixed("main", iter(main.cuts)) if main else ())]
        return Role(at.head, "clause", tuple(cuts))
    return None


def _marked(token: Token) -> bool:
    return any(child.dep_ in ("mark", "case") for child in token.lefts)


def _by(verb: Token) -> Token | None:
    for child in verb.rights:
        if base(child.dep_) in ("obl", "advcl") and any(part.lower_ == "by" for part in child.lefts):
            return child
    return None


def theme(verb: Token, *, link: Token | None = None) -> Role | None:
    """Find what it is done to: object, what the object is made to do, a clause, or what `link` heads."""
    if link is not None:
        return Role(link, "preposition", tuple(_prefixed("prep", phrase_cuts(link))))
    if is_passive(verb):
        return _undergoer(verb)
    parts = {base(child.dep_): child for child in reversed(list(verb.rights))}
    if "obj" in parts and ("xcomp" in parts or "iobj" in parts):
        return _compound(parts)
    for label in ("obj", "ccomp", "xcomp"):
        if label in parts:
            return Role(parts[label], label, tuple(_prefixed(label, phrase_cuts(parts[label]))))
    return _fronted(verb)


def _undergoer(verb: Token) -> Role | None:
    found = subject(verb)
    if found is None:
        return None
    return Role(found.head, f"passive-{found.route}", tuple(_prefixed("passive", iter(found.cuts))))


def _compound(parts: dict[str, Token]) -> Role:
    """Cut "X to do Y" and "X Y": both together, or the second alone."""
    obj = parts.get("iobj", parts["obj"])
    second = parts["obj"] if "iobj" in parts else parts["xcomp"]
    doc = obj.doc
    low, high = obj.left_edge.i, second.right_edge.i + 1
    name = "give" if "iobj" in parts else "complement"
    together = Cut(f"{name}.both", *trim(doc, low, high))
    ends = [other.left_edge.i for other in second.rights if base(other.dep_) in ("advcl", "parataxis", "conj")]
    shorter = Cut(f"{name}.short", *trim(doc, low, min([high, *(end for end in ends if end > second.i)])))
    alone = _prefixed(f"{name}.second", phrase_cuts(second))
    first = list(_prefixed(f"{name}.first", noun_cuts(obj)))[:2]
    return Role(second, name, tuple(cut for cut in (together, shorter, *alone, *first) if cut.start < cut.end))


def _fronted(verb: Token) -> Role | None:
    """Find an object that stands before its verb: the noun of "the growth that it brings"."""
    fronted = [child for child in verb.lefts if base(child.dep_) == "obj"]
    if fronted and base(verb.dep_) == "acl":
        return Role(verb.head, "relative", tuple(_prefixed("noun", noun_cuts(verb.head, _subtree(verb)))))
    return None


def _subtree(token: Token) -> range:
    return range(token.left_edge.i, token.right_edge.i + 1)


def _prefixed(name: str, cuts: Iterator[Cut]) -> Iterator[Cut]:
    return (Cut(f"{name}.{cut.name}", cut.start, cut.end) for cut in cuts)
