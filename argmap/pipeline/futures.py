"""Describe how a unit speaks of the future: each modal verb by its clause, its subject and its condition.

    modal=will@main          what kind of modal, and in which kind of clause it stands
    modal=will@main|i        the same with the subject of its clause
    plan=will                what the text itself, or its writer, is going to tell
    missed=would             "would have": what is over
    if=VBZ:will              the tense of a condition, and the modal of what follows from it
    when=later               how words of time compare with the essay's date
    asked:...                all of it, in a question
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from argmap.pipeline import dates
from argmap.pipeline.clauses import clause_of, place_of, subject_word
from argmap.resources import lexicon

__all__ = ["asks", "future_features"]

#: The kinds of modal, by the lexicon that lists them; others go by their own form.
KINDS = {"will": "future-auxiliaries", "open": "modals-possible"}
#: Modals as they are spelled before "n't" or after a subject.
CLIPPED = {"'d": "would", "ca": "can"}
ASKING = "?"
#: Words of a unit beyond this one are not looked at.
MOST = 400


def future_features(unit: Span, root: int, *, timed: bool) -> Iterator[tuple[str, int]]:
    """Yield each feature and the token that it is read off, -1 for none; `timed`: it has words of time."""
    asked = "asked:" if asks(unit) else ""
    if root >= 0:
        yield from ((asked + name, at) for name, at in _modals(unit, root))
    if timed:
        yield from ((asked + name, -1) for name in _time(unit))


def asks(unit: Span) -> bool:
    """Tell whether a unit ends as a question."""
    return unit.text.rstrip("\"”’' )").endswith(ASKING)


def _modals(unit: Span, root: int) -> Iterator[tuple[str, int]]:
    main = ""
    for token in unit[:MOST]:
        kind = _kind(token)
        if not kind:
            continue
        place = _clause(token, root)
        if place in ("main", "conj") and not main:
            main = kind
        yield from _modal(token, kind, place)
    yield from _conditions(unit, root, main)


def _modal(token: Token, kind: str, place: str) -> Iterator[tuple[str, int]]:
    subject = subject_word(token)
    yield f"modal={kind}", token.i
    yield f"modal={kind}@{place}", token.i
    yield f"modal={kind}@{place}|{subject}", token.i
    verb = token.head
    if verb.lemma_.lower() in _list("telling-verbs") and _tells(verb):
        yield f"plan={kind}", token.i
    if kind != "will" and any(_is_have(child) for child in verb.lefts):
        yield f"missed={kind}", token.i


def _is_have(token: Token) -> bool:
    """Tell the "have" of "would have won"; the only other bare auxiliary is "be"."""
    return token.dep_ == "aux" and token.tag_ == "VB" and token.lemma_ != "be"


def _kind(token: Token) -> str:
    """Name the kind of a modal verb; "" for any other word."""
    if token.tag_ == "MD":
        own = token.lower_.replace("’", "'")
        return next((kind for kind, name in KINDS.items() if own in _list(name)), CLIPPED.get(own, own))
    if token.lower_ == "going" and any(child.dep_ in ("xcomp", "ccomp") for child in token.rights):
        return "will"
    return ""


def _clause(token: Token, root: int) -> str:
    """Name the clause of a modal: "main", "conj", what was thought or said ("that:think"), or what joins it."""
    place = place_of(token, root)
    clause = clause_of(token, root)
    if clause in ("main", "that") and place in ("root", "conj"):
        return "main" if place == "root" else "conj"
    if place == "below":
        verb = token.head
        over = next((up for up in verb.ancestors if up.pos_ in ("VERB", "AUX")), verb)
        own = any(child.lower_ in _list("first-persons") for child in over.lefts)
        return f"that:{'own' if own else 'said'}" if clause in ("main", "that") else clause
    return clause if clause != "main" else place


def _tells(verb: Token) -> bool:
    """Tell whether the writer, or a part of the text, is the subject of a verb."""
    subject = next((child for child in verb.lefts if child.dep_.startswith("nsubj")), None)
    return subject is None or subject.lower_ in _list("first-persons") or subject.lemma_.lower() in _list("text-nouns")


def _conditions(unit: Span, root: int, main: str) -> Iterator[tuple[str, int]]:
    """Describe conditions on the main clause: "if they share" is open, "if they shared" is not."""
    for child in unit.doc[root].children:
        mark = next((word for word in child.lefts if word.dep_ == "mark" or word.tag_ == "WRB"), None)
        if child.dep_ == "advcl" and mark is not None and mark.i < child.i:
            tag = next((word.tag_ for word in child.lefts if word.dep_ in ("aux", "cop")), child.tag_)
            yield f"{mark.lower_}={tag}:{main or unit.doc[root].tag_}", mark.i


def _time(unit: Span) -> Iterator[str]:
    """Compare words of time with the essay's date."""
    said = unit.doc._.date
    for phrase in dates.find(unit.text, dates.said_on(said)):
        yield f"when={_when(phrase.horizon.earliest, phrase.horizon.latest, said)}"
        yield f"when={phrase.rule}"


def _when(first: str | None, last: str | None, said: str) -> str:
    """Compare a stretch of the calendar with a day: it is "over", "later", or "open" where one has no date."""
    end = last or said if first else last
    if not said or not end:
        return "open"
    return "over" if end < said else "later"


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon(name))
