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

from spacy.tokens import Span

from argmap.pipeline import dates
from argmap.pipeline.clauses import clause_of, place_of, subject_word
from argmap.pipeline.words import Words, wording, words
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
    return wording(unit).rstrip("\"”’' )").endswith(ASKING)


def _modals(unit: Span, root: int) -> Iterator[tuple[str, int]]:
    columns, start = words(unit.doc), unit.start
    main = ""
    for at in range(start, min(unit.end, start + MOST)):
        kind = _kind(columns, at)
        if not kind:
            continue
        place = _clause(columns, at, root)
        if place in ("main", "conj") and not main:
            main = kind
        yield from _modal(columns, at, kind, place)
    yield from _conditions(columns, root, main)


def _modal(columns: Words, at: int, kind: str, place: str) -> Iterator[tuple[str, int]]:
    subject = subject_word(columns, at)
    yield f"modal={kind}", at
    yield f"modal={kind}@{place}", at
    yield f"modal={kind}@{place}|{subject}", at
    verb = columns.heads[at]
    if columns.stems[verb] in _list("telling-verbs") and _tells(columns, verb):
        yield f"plan={kind}", at
    if kind != "will" and any(_is_have(columns, child) for child in columns.lefts[verb]):
        yield f"missed={kind}", at


def _is_have(columns: Words, at: int) -> bool:
    """Tell the "have" of "would have won"; the only other bare auxiliary is "be"."""
    return columns.deps[at] == "aux" and columns.tags[at] == "VB" and columns.cased[at] != "be"


def _kind(columns: Words, at: int) -> str:
    """Name the kind of a modal verb; "" for any other word."""
    if columns.tags[at] == "MD":
        own = columns.lowers[at].replace("’", "'")
        return next((kind for kind, name in KINDS.items() if own in _list(name)), CLIPPED.get(own, own))
    if columns.lowers[at] == "going" and any(columns.deps[child] in ("xcomp", "ccomp") for child in columns.rights[at]):
        return "will"
    return ""


def _clause(columns: Words, at: int, root: int) -> str:
    """Name the clause of a modal: "main", "conj", what was thought or said ("that:think"), or what joins it."""
    place, clause = place_of(columns, at, root), clause_of(columns, at, root)
    if clause in ("main", "that") and place in ("root", "conj"):
        return "main" if place == "root" else "conj"
    if place == "below":
        over = _verb_over(columns, columns.heads[at])
        own = any(columns.lowers[child] in _list("first-persons") for child in columns.lefts[over])
        return f"that:{'own' if own else 'said'}" if clause in ("main", "that") else clause
    return clause if clause != "main" else place


def _verb_over(columns: Words, verb: int) -> int:
    """Find the first verb above another, or that one itself where there is none."""
    at = verb
    while columns.heads[at] != at:
        at = columns.heads[at]
        if columns.poses[at] in ("VERB", "AUX"):
            return at
    return verb


def _tells(columns: Words, verb: int) -> bool:
    """Tell whether the writer, or a part of the text, is the subject of a verb."""
    for child in columns.lefts[verb]:
        if columns.deps[child].startswith("nsubj"):
            return columns.lowers[child] in _list("first-persons") or columns.stems[child] in _list("text-nouns")
    return True


def _conditions(columns: Words, root: int, main: str) -> Iterator[tuple[str, int]]:
    """Describe conditions on the main clause: "if they share" is open, "if they shared" is not."""
    deps, tags = columns.deps, columns.tags
    for child in columns.children(root):
        if deps[child] != "advcl":
            continue
        lefts = columns.lefts[child]
        mark = next((word for word in lefts if deps[word] == "mark" or tags[word] == "WRB"), None)
        if mark is not None:
            tag = next((tags[word] for word in lefts if deps[word] in ("aux", "cop")), tags[child])
            yield f"{columns.lowers[mark]}={tag}:{main or tags[root]}", mark


def _time(unit: Span) -> Iterator[str]:
    """Compare words of time with the essay's date."""
    said = unit.doc._.date
    for phrase in dates.find(wording(unit), dates.said_on(said)):
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
