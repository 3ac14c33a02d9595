"""What a pronoun takes up: the clause, sentence or noun phrase before it that "this", "which" or "it" points to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Span, Token

from argmap.pipeline.spans import Cut, base, clause_cuts, is_clause, noun_cuts
from argmap.resources import lexicon

__all__ = ["antecedent"]

#: How many sentences back a noun is looked for.
BACK = 3


def antecedent(span: Span) -> tuple[int, int] | None:
    """Find what a causal end made of a pronoun, or begun by "this" or "such", points back to, in code points.

    Returns None where the span is no such phrase, where it points nowhere ("it is clear that"), or where nothing fits.
    """
    if not len(span):
        return None
    word = span[0].lower_
    if len(span) == 1 and (span[0].tag_ in ("WDT", "WP") or word in lexicon("cause-pronouns-relative")):
        return _relative(span[0])
    if word in lexicon("cause-pronouns-clause") and _bare(span):
        return _clause_before(span[0])
    if word in lexicon("cause-pronouns-clause") or word in lexicon("cause-pronouns-kind"):
        return _named_before(span)
    if len(span) == 1 and word in lexicon("cause-pronouns-thing") and not _expletive(span[0]):
        return _thing_before(span[0], plural=word in lexicon("cause-pronouns-plural"))
    return None


def _bare(span: Span) -> bool:
    return not any(token.pos_ in ("NOUN", "PROPN", "ADJ") for token in span[1:]) and len(span) <= 2


def _expletive(token: Token) -> bool:
    clausal = ("csubj", "ccomp", "advcl", "xcomp")
    later = [child for child in token.head.rights if base(child.dep_) in clausal and token.head.pos_ == "ADJ"]
    return token.dep_ == "expl" or bool(later)


def _relative(token: Token) -> tuple[int, int] | None:
    """Resolve a relative pronoun: the noun that its clause hangs on, or the clause if it hangs on a verb."""
    verb = token
    for _ in range(6):
        if base(verb.dep_) in ("acl", "advcl", "parataxis", "conj") and verb.head.i < token.i:
            break
        if verb.head == verb:
            return None
        verb = verb.head
    host = verb.head
    if host == verb or host.i >= token.i:
        return None
    avoid = range(verb.left_edge.i, verb.right_edge.i + 1)
    if base(verb.dep_) == "acl" and not is_clause(host):
        return _chars(host.doc, _named(noun_cuts(host, avoid), "plain"))
    return _chars(host.doc, _named(clause_cuts(host, avoid), "plain"))


def _named(cuts: Iterable[Cut], name: str) -> Cut | None:
    found = list(cuts)
    return next((cut for cut in found if cut.name == name), found[0] if found else None)


def _chars(doc: Doc, cut: Cut | None) -> tuple[int, int] | None:
    if cut is None:
        return None
    span = doc[cut.start : cut.end]
    return span.start_char, span.end_char


def _clause_before(token: Token) -> tuple[int, int] | None:
    """Resolve a bare "this" or "that": the clause before it in its sentence, else the sentence before."""
    clause = token
    for _ in range(6):
        if clause.head == clause:
            break
        above = clause.head
        if base(clause.dep_) in ("conj", "parataxis", "advcl", "ccomp") and above.i < token.i and is_clause(above):
            avoid = range(clause.left_edge.i, clause.right_edge.i + 1)
            return _chars(token.doc, _named(clause_cuts(above, avoid), "plain"))
        clause = above
    return _unit_before(token)


def _unit_before(token: Token) -> tuple[int, int] | None:
    before = [unit for unit in _units(token.doc, token.i) if unit.end <= token.sent.start]
    return (before[-1].start_char, before[-1].end_char) if before else None


def _units(doc: Doc, at: int) -> Sequence[Span]:
    """List the last few units that begin before a word."""
    found: list[Span] = []
    end = doc[at].sent.start
    while end > 0 and len(found) < BACK:
        sentence = doc[end - 1].sent
        end = sentence.start
        start, stop = sentence.start, sentence.end
        while start < stop and doc[start].is_space:
            start += 1
        while stop > start and doc[stop - 1].is_space:
            stop -= 1
        if start < stop:
            found.append(doc[start:stop])
    return found[::-1]


def _named_before(span: Span) -> tuple[int, int] | None:
    """Resolve "this plan" or "such plans": the last phrase with that noun, else the sentence before."""
    noun = span.root
    for unit in reversed(_units(span.doc, span.start)):
        for token in reversed(unit):
            if token.lemma_.lower() == noun.lemma_.lower() and token.pos_ in ("NOUN", "PROPN"):
                return _chars(span.doc, _named(noun_cuts(token), "plain"))
    return _unit_before(span[0])


def _thing_before(token: Token, *, plural: bool) -> tuple[int, int] | None:
    """Resolve "it" or "they": the last subject of the same number, else object, in this or the last sentence."""
    low = _units(token.doc, token.i)
    start = low[-1].start if low else token.sent.start
    earlier = [other for other in token.doc[start : token.i] if other.pos_ in ("NOUN", "PROPN")
               and ("Plur" in other.morph.get("Number", []) or other.tag_ in ("NNS", "NNPS")) == plural]
    for wanted in ("nsubj", "obj"):
        fitting = [other for other in earlier if base(other.dep_) == wanted]
        if fitting:
            return _chars(token.doc, _named(noun_cuts(fitting[-1]), "plain"))
    return None
