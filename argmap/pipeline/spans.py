"""Ways to cut the words of a clause or noun phrase out of a parsed sentence: the alternatives, not the choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

__all__ = ["Cut", "base", "clause_cuts", "is_clause", "noun_cuts", "phrase_cuts", "subject_of"]

#: Dependents that are clauses or asides: a noun is named without them.
CLAUSAL = frozenset({"acl", "advcl", "appos", "parataxis", "ccomp", "discourse", "list"})
#: Dependents with which a clause goes on to something else.
FURTHER = frozenset({"advcl", "parataxis", "discourse", "list", "appos"})
SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
#: What leads into a phrase without being part of it.
LEAD = frozenset({"PUNCT", "CCONJ", "SPACE", "SYM"})
CLOSERS = {")": "(", "]": "[", "”": "“", '"': '"', "’": "‘", "'": "'"}
OPENERS = frozenset(CLOSERS.values())
#: How many dependents of one word are looked at, so that endless lists stay cheap.
MOST = 60


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to cut an end out: the tokens start to end, and the name of the way."""

    name: str
    start: int
    end: int


def base(label: str) -> str:
    """Drop the subtype of a dependency label: acl:relcl is acl."""
    return label.partition(":")[0]


def subject_of(token: Token) -> Token | None:
    """Find a clause's own subject, or None."""
    for child in token.lefts:
        if base(child.dep_) in SUBJECTS and child.dep_ != "expl":
            return child
    return next((child for child in token.children if base(child.dep_) in ("nsubj", "csubj")), None)


def is_clause(token: Token) -> bool:
    """Tell whether a word heads a clause: a verb, or anything with a subject or a copula."""
    if token.pos_ in ("VERB", "AUX"):
        return True
    return any(base(child.dep_) in ("nsubj", "csubj", "cop") for child in token.lefts)


def phrase_cuts(token: Token, avoid: range = range(0)) -> Iterator[Cut]:
    """Cut a clause or a noun phrase, as the word that heads it asks."""
    return clause_cuts(token, avoid) if is_clause(token) else noun_cuts(token, avoid)


def noun_cuts(token: Token, avoid: range = range(0)) -> Iterator[Cut]:
    """Cut a noun phrase: whole, without clauses, with its first of-phrase alone, without what follows it."""
    low, high = _around(token, avoid, *_edges(token, nominal=True))
    ends = {
        "full": high,
        "plain": _before(token, high, CLAUSAL),
        "of": min(_before(token, high, CLAUSAL | {"conj"}), _second_modifier(token, high)),
        "core": _before(token, high, CLAUSAL | {"conj", "nmod", "obl"}),
    }
    yield from _distinct(token.doc, token.i, ((name, low, end) for name, end in ends.items()))


def clause_cuts(token: Token, avoid: range = range(0)) -> Iterator[Cut]:
    """Cut a clause: whole, from its subject, without further clauses, its predicate, what it says that, its ends."""
    low, high = _around(token, avoid, *_edges(token, nominal=False))
    yield from _distinct(token.doc, token.i, _clause(token, low, high))
    yield from _inside(token, avoid)


def _clause(token: Token, low: int, high: int) -> Iterator[tuple[str, int, int]]:
    start = max(low, _subject_start(token))
    plain = _plain_end(token, high, FURTHER)
    single = _plain_end(token, high, FURTHER | {"conj"})
    verb = max(low, min([token.i, *(child.i for child in token.lefts if child.dep_ == "cop")]))
    helped = max(low, min([verb, *(child.i for child in token.lefts if _helper(child))]))
    yield "full", low, high
    yield "subject", start, high
    yield "plain", start, plain
    yield "single", start, single
    yield "helped", helped, plain
    yield "verb", verb, plain
    yield "verb-single", verb, single
    yield "predicate", token.i, single


def _helper(token: Token) -> bool:
    return base(token.dep_) == "aux" or (token.dep_ == "advmod" and "Neg" in token.morph.get("Polarity", []))


def _inside(token: Token, avoid: range) -> Iterator[Cut]:
    """Cut the parts of a clause that can stand for it: subject, object, what is said to be so."""
    for child in _children(token):
        label = base(child.dep_)
        if child.i in avoid or not label.startswith(("nsubj", "obj", "ccomp", "xcomp", "csubj", "obl")):
            continue
        if label in ("ccomp", "csubj") and is_clause(child):
            low, high = _around(child, avoid, *_edges(child, nominal=False))
            parts = (("whole", low, high), ("plain", max(low, _subject_start(child)), _plain_end(child, high, FURTHER)))
            yield from (Cut(f"{label}.{cut.name}", cut.start, cut.end)
                        for cut in _distinct(token.doc, child.i, iter(parts)))
        elif label != "xcomp":
            found = list(noun_cuts(child, avoid))[:2]
            yield from (Cut(f"{label}.{cut.name}", cut.start, cut.end) for cut in found)
        else:
            low, high = _around(child, avoid, *_edges(child, nominal=False))
            yield from _distinct(token.doc, child.i, iter([("xcomp.whole", low, high)]))


def _children(token: Token) -> list[Token]:
    return [child for child, _ in zip(token.children, range(MOST), strict=False)]


def _edges(token: Token, *, nominal: bool) -> tuple[int, int]:
    """Find where a word's subtree begins, past its prepositions or conjunctions, and where it ends."""
    doc, at = token.doc, token.left_edge.i
    skipped = ("case", "cc", "punct", "mark") if nominal else ("cc", "punct", "mark")
    while at < token.i and base(doc[at].dep_) in skipped and (doc[at].head == token or doc[at].dep_ == "fixed"):
        if doc[at].pos_ == "PUNCT" and doc[at].text in OPENERS:
            break
        at = doc[at].right_edge.i + 1
    if nominal:
        at = max([at, *(child.i + 1 for child in token.lefts if base(child.dep_) in ("cop", "nsubj"))])
    return min(at, token.i), token.right_edge.i + 1


def _around(token: Token, avoid: range, low: int, high: int) -> tuple[int, int]:
    """Keep the side of the other end's words on which the head stands."""
    if not avoid or avoid.stop <= low or avoid.start >= high:
        return low, high
    if token.i < avoid.start:
        return low, avoid.start
    if token.i >= avoid.stop:
        return avoid.stop, high
    return low, high


def _before(token: Token, high: int, labels: frozenset[str]) -> int:
    """Find the first word after a head that such a dependent inside its subtree begins with."""
    for other in token.doc[token.i + 1 : high]:
        if base(other.dep_) in labels and token.i < other.left_edge.i:
            return other.left_edge.i
    return high


def _second_modifier(token: Token, high: int) -> int:
    """Find where the second modifier after a noun begins, or where the first does that is no of-phrase."""
    seen = 0
    for child in token.rights:
        if base(child.dep_) in ("nmod", "obl"):
            of = any(part.lower_ == "of" for part in child.lefts)
            seen += 1
            if seen > 1 or not of:
                return child.left_edge.i
    return high


def _plain_end(token: Token, high: int, labels: frozenset[str]) -> int:
    for child in token.rights:
        if base(child.dep_) in labels and token.i < child.left_edge.i < high:
            return child.left_edge.i
    return high


def _subject_start(token: Token) -> int:
    """Find where the subject or, without one, the predicate of a clause begins, past what is set before it."""
    starts = [child.left_edge.i for child in token.lefts if base(child.dep_) in SUBJECTS]
    if starts:
        return min(starts)
    return min([token.i, *(child.i for child in token.lefts if base(child.dep_) in ("aux", "cop") or _helper(child))])


def _distinct(doc: Doc, head: int, ways: Iterator[tuple[str, int, int]]) -> Iterator[Cut]:
    """Trim each way and leave out those that come to the same words as an earlier one."""
    seen: set[tuple[int, int]] = set()
    for name, low, high in ways:
        start, end = trim(doc, low, high)
        if start < end and (start, end) not in seen and start <= head:
            seen.add((start, end))
            yield Cut(name, start, end)


def trim(doc: Doc, low: int, high: int) -> tuple[int, int]:
    """Leave out the punctuation and conjunctions at both ends, but not one half of a pair of brackets or quotes."""
    while low < high and doc[low].pos_ in LEAD and doc[low].text not in OPENERS:
        low += 1
    while high > low and _hangs(doc, low, high):
        high -= 1
    if high - low > 1 and doc[low].text in OPENERS and not _closed(doc, low, high):
        low += 1
    return low, high


def _hangs(doc: Doc, low: int, high: int) -> bool:
    last = doc[high - 1]
    if last.text in CLOSERS:
        opener = CLOSERS[last.text]
        return not any(doc[i].text == opener for i in range(low, min(high - 1, low + MOST)))
    return last.pos_ in LEAD or (last.pos_ == "SCONJ" and last.dep_ == "mark")


def _closed(doc: Doc, low: int, high: int) -> bool:
    closers = {closer for closer, opener in CLOSERS.items() if opener == doc[low].text}
    return any(doc[i].text in closers for i in range(low + 1, high))
