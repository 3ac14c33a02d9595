"""What a pronoun takes up: the clause, sentence or noun phrase before it that "this", "which" or "it" points to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc

from argmap.pipeline import expletives, salience
from argmap.pipeline.spans import Cut, clause_cuts, is_clause, noun_cuts, subject_of
from argmap.pipeline.vectors import vectors
from argmap.pipeline.words import Words, words
from argmap.resources import lexicon

__all__ = ["antecedent", "subject_antecedent"]

#: How many words up a clause is looked for.
STEPS = 6
#: How many sentences back a noun of the same name, and one of near meaning, is looked for.
NAMED, NEAR = 5, 2
#: How alike the vectors of two nouns of near meaning are (cosine), at least, and what each sentence between costs.
ALIKE, FAR = 0.5, 0.05
#: How many letters a noun shares with the verb that it is made of ("consolidation", "consolidate"), at least.
STEM = 5
#: What the head of words that take something up is.
HEADS = frozenset({"NOUN", "PROPN", "NUM", "ADJ"})
#: The lexicons of what opens a clause that "that" may take up in the same sentence.
CONDITIONS = ("cause-conditions", "cause-times", "cause-conjunctions")

Found = tuple[int, int] | None


def antecedent(doc: Doc, start: int, end: int) -> Found:
    """Find what a causal end made of a pronoun, or begun by "this" or "such", points back to, in code points.

    Returns None where the tokens are no such phrase, where it points nowhere ("it is clear that"), or where nothing
    fits.
    """
    if start >= end:
        return None
    columns = words(doc)
    if end - start == 1:
        return _relative(columns, start) if _is_relative(columns, start) else _phrase(doc, start, start)
    if not _points(columns, start):
        return None
    head = columns.root(start, end)
    return _phrase(doc, start, head) if columns.poses[head] in HEADS else None


def subject_antecedent(doc: Doc, start: int, end: int) -> tuple[int | None, Found]:
    """Find what the subject with which a clause begins takes up: "they" in "they keep talent".

    Returns where the subject ends and what it points back to, in code points; twice None for any other tokens.
    """
    columns = words(doc)
    if end - start < 2 or not (_is(columns, start, "thing") or _points(columns, start)):
        return None, None
    root = columns.root(start, end)
    subject = subject_of(columns, root) if is_clause(columns, root) else None
    if subject is None or columns.firsts[subject] != start or subject >= end:
        return None, None
    found = _phrase(doc, start, subject)
    return (columns.stop(subject + 1), found) if found else (None, None)


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon(name))


def _is(columns: Words, at: int, kind: str) -> bool:
    return columns.lowers[at] in _list(f"cause-pronouns-{kind}")


def _points(columns: Words, at: int) -> bool:
    return _is(columns, at, "clause") or _is(columns, at, "kind")


def _is_relative(columns: Words, at: int) -> bool:
    """Tell "the rain that fell" from "that hurt", whatever the tagger makes of "that"."""
    tag = columns.tags[at]
    if not _is(columns, at, "relative") or tag == "DT":
        return False
    return not _is(columns, at, "clause") or tag == "WDT" or columns.bases[columns.heads[at]] == "acl"


def _phrase(doc: Doc, first: int, head: int) -> Found:
    """Resolve a pronoun, or "this" and its noun."""
    columns = words(doc)
    if first == head:
        known = _is(columns, first, "clause") or _is(columns, first, "thing")
        return _pronoun(columns, first) if known else None
    if not _points(columns, first) or expletives.is_empty(columns, first, head):
        return None
    return _named(doc, first, head)


def _pronoun(columns: Words, at: int) -> Found:
    """Resolve a pronoun; what "it" or "they" points to may be another pronoun, and then what that takes up."""
    if expletives.is_empty(columns, at, at):
        return None
    before = _pronoun_before(columns, at)
    if before is not None:
        return _pronoun(columns, before)
    if _is(columns, at, "clause"):
        return _things_before(columns, at) if _is(columns, at, "plural") else _clause_before(columns, at)
    noun = salience.taken_up(columns, at)
    return None if noun is None else _chars(columns, _cut(noun_cuts(columns, _first_named(columns, noun))))


def _first_named(columns: Words, noun: int) -> int:
    """Go from "this plan" back to the plan that it takes up."""
    for _ in range(STEPS):
        first = columns.firsts[noun]
        before = _same_noun(columns, first, noun) if _is(columns, first, "clause") else None
        if before is None:
            break
        noun = before
    return noun


def _pronoun_before(columns: Words, at: int) -> int | None:
    """Find the pronoun that is the subject of the clause that a pronoun's own goes on from: "This hurts, and it"."""
    verb = columns.heads[at]
    above = columns.heads[verb]
    if columns.bases[at] != "nsubj" or columns.bases[verb] not in ("conj", "parataxis") or above > at:
        return None
    other = subject_of(columns, above)
    if other is None or other > at or columns.firsts[other] != other:
        return None
    same = columns.lowers[other] == columns.lowers[at]
    taken = _is(columns, other, "clause") and not _is(columns, at, "clause") \
        and _is(columns, other, "plural") == _is(columns, at, "plural")
    return other if same or taken else None


def _relative(columns: Words, at: int) -> Found:
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
    return _chars(columns, _cut((noun_cuts if nominal else clause_cuts)(columns, host, columns.subtree(verb))))


def _cut(cuts: Iterable[Cut], name: str = "plain") -> Cut | None:
    """Choose a way to cut a phrase: unless told otherwise, without what further clauses say of it."""
    found = {cut.name: cut for cut in cuts}
    return found.get(name) or found.get("subject") or next(iter(found.values()), None)


def _chars(columns: Words, cut: Cut | None) -> Found:
    return None if cut is None else (columns.offsets[cut.start], columns.stop(cut.end))


def _clause_before(columns: Words, at: int) -> Found:
    """Resolve a bare "this" or "that": the clause before it in its sentence, else the sentence before."""
    clause = at
    for _ in range(STEPS):
        above = columns.heads[clause]
        if above == clause:
            break
        if columns.bases[clause] in ("conj", "parataxis", "advcl") and above < at and is_clause(columns, above):
            return _chars(columns, _cut(clause_cuts(columns, above, columns.subtree(clause))))
        clause = above
    return _condition_before(columns, at, clause) or _sentence_before(columns, at)


def _condition_before(columns: Words, at: int, verb: int) -> Found:
    """Find the clause that opens the sentence of "this": "when a pump fails, that ..."."""
    for child in columns.lefts[verb]:
        if columns.bases[child] == "advcl" and columns.lasts[child] < at and _is_condition(columns, child):
            return _chars(columns, _cut(clause_cuts(columns, child)))
    return None


def _is_condition(columns: Words, clause: int) -> bool:
    return any(columns.lowers[part] in _list(name) for name in CONDITIONS for part in columns.lefts[clause])


def _sentence_before(columns: Words, at: int) -> Found:
    """Find what the last sentence says that says something: headings and fragments are passed over."""
    for part in list(salience.parts_before(columns, at))[1:]:
        root = columns.root(part.start, part.stop)
        if is_clause(columns, root):
            return _chars(columns, _cut(clause_cuts(columns, root), "subject"))
        if any(is_clause(columns, word) for word in part):
            start = next(word for word in part if not columns.spaces[word])
            return columns.offsets[start], columns.stop(part.stop)
    return None


def _things_before(columns: Words, at: int) -> Found:
    """Resolve a bare "these" or "those": the last of several things in the sentence or the one before, else that."""
    nouns = [noun for noun in salience.nouns_before(columns, at, back=1) if salience.is_many(columns, noun[0])]
    for back in (0, 1):
        for labels in (("nsubj", "obj"), ("obl", "conj", "nmod")):
            found = next((noun for noun, far in nouns if far == back and columns.bases[noun] in labels), None)
            if found is not None:
                return _chars(columns, _cut(noun_cuts(columns, found)))
    return _sentence_before(columns, at)


def _named(doc: Doc, first: int, noun: int) -> Found:
    """Resolve "this plan": the last plan, or what is planned; else a noun of near meaning; else what was said."""
    columns = words(doc)
    named = (_same_noun(columns, first, noun), _verb_of(columns, first, noun))
    found = max((at for at in named if at is not None), default=None)
    if found is None and columns.stems[noun] not in _list("anaphora-shell-nouns"):
        found = _near_noun(doc, first, noun)
    if found is None:
        return _sentence_before(columns, first)
    return _chars(columns, _cut((clause_cuts if is_clause(columns, found) else noun_cuts)(columns, found)))


def _same_noun(columns: Words, first: int, noun: int) -> int | None:
    """Find the last noun that is the same, of several that with most of the same words before it."""
    before, stem = set(columns.stems[first + 1 : noun]), columns.stems[noun]
    rated = [(sum(columns.stems[part] in before for part in columns.lefts[other]), other)
             for other, _ in salience.nouns_before(columns, first, back=NAMED) if columns.stems[other] == stem]
    return max(rated)[1] if rated else None


def _verb_of(columns: Words, first: int, noun: int) -> int | None:
    """Find the verb that a noun is made of: "consolidate" for "this consolidation"."""
    parts = salience.parts_before(columns, first, back=1)
    verbs = (at for part in parts for at in reversed(part) if columns.poses[at] == "VERB")
    return next((at for at in verbs if _kin(columns.stems[at], columns.stems[noun])), None)


def _kin(verb: str, noun: str) -> bool:
    return len(verb) >= STEM and noun.startswith(verb[: max(STEM, len(verb) - 2)])


def _near_noun(doc: Doc, first: int, noun: int) -> int | None:
    """Find the noun of nearest meaning that agrees in number."""
    columns, known = words(doc), vectors(doc)
    many = salience.is_many(columns, noun)
    others = [(other, back) for other, back in salience.nouns_before(columns, first, back=NEAR)
              if known.has_direction(other) and salience.is_many(columns, other) == many]
    if not others or not known.has_direction(noun):
        return None
    alike = known.directed([other for other, _ in others]) @ known.directed([noun])[0]
    value, at = max((float(near) - FAR * back, other) for near, (other, back) in zip(alike, others, strict=True))
    return at if value >= ALIKE else None
