"""The words of a Doc as plain columns, read once, so that what looks at every token stays fast."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise, repeat, starmap
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from spacy.tokens import Doc, Span

__all__ = ["Spelled", "Words", "base", "wording", "words"]

T = TypeVar("T")

APOSTROPHES = str.maketrans({"’": "'", "‘": "'"})
#: What is read off a Doc: strings, numbers, and what is true or not of a token whatever stands around it.
STRINGS = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "MORPH")
NUMBERS = ("HEAD", "IDX", "SENT_START", "ENT_TYPE")
FLAGS = ("SPACY", "IS_SPACE", "IS_PUNCT", "IS_STOP", "IS_ALPHA", "IS_DIGIT", "LIKE_NUM", "LIKE_URL")
#: Where a Doc keeps its columns.
CACHE = "argmap_words"
#: How many of the strings read last are kept.
KNOWN = 1 << 13


def base(label: str) -> str:
    """Drop the subtype of a dependency label: acl:relcl is acl."""
    return label.partition(":")[0]


class Spelled(NamedTuple):
    """Words as terms are looked up in them: forms and lemmas in small letters, and the token that each is part of."""

    forms: list[str]
    lemmas: list[str]
    tokens: list[int]


@dataclass(frozen=True, slots=True)
class Words:
    """Columns over the tokens of a Doc; they hold no object of spaCy's, so that no Doc lives on through them.

    Args:
        texts: the tokens as they are written.
        lowers: the same in small letters.
        forms: the same with straight apostrophes.
        lemmas: lemmas, or forms where there is none, in small letters with straight apostrophes.
        stems: lemmas in small letters, "" where there is none.
        cased: lemmas as the lemmatiser has them.
        poses, tags, deps: what the parse says.
        bases: `deps` without subtypes.
        morphs: the features of each, one value each: "Number=Plur".
        heads: the token that each hangs on, itself for the root of a sentence.
        lefts, rights: the dependents before and after each token, from left to right.
        firsts, lasts: the first and the last token of all that hangs on each, itself counted.
        offsets: where each begins in the text.
        numbers: the index of its sentence.
        sentences: the tokens of every sentence.
        spelling: the words that terms are looked up in: hyphens left out, hyphenated tokens taken apart.
        text: what is written, offsets count its code points.
        named: whether the syntax model takes it for part of a name.
        spaced: whether a blank follows, 1 or 0, as all that is below.
        spaces, puncts, stops, alphas, digits: what it is made of.
        numerals, urls: what it is like.
    """

    texts: Sequence[str]
    lowers: Sequence[str]
    forms: Sequence[str]
    lemmas: Sequence[str]
    stems: Sequence[str]
    cased: Sequence[str]
    poses: Sequence[str]
    tags: Sequence[str]
    deps: Sequence[str]
    bases: Sequence[str]
    morphs: Sequence[frozenset[str]]
    heads: Sequence[int]
    lefts: Sequence[Sequence[int]]
    rights: Sequence[Sequence[int]]
    firsts: Sequence[int]
    lasts: Sequence[int]
    offsets: Sequence[int]
    numbers: Sequence[int]
    sentences: Sequence[range]
    spelling: Spelled
    text: str
    named: Sequence[bool]
    spaced: Sequence[int]
    spaces: Sequence[int]
    puncts: Sequence[int]
    stops: Sequence[int]
    alphas: Sequence[int]
    digits: Sequence[int]
    numerals: Sequence[int]
    urls: Sequence[int]

    def __len__(self) -> int:
        """Count the tokens."""
        return len(self.texts)

    def children(self, at: int) -> Iterator[int]:
        """Yield the dependents of a token from left to right."""
        return chain(self.lefts[at], self.rights[at])

    def subtree(self, at: int) -> range:
        """Say from where to where reaches what hangs on a token."""
        return range(self.firsts[at], self.lasts[at] + 1)

    def sentence(self, at: int) -> range:
        """Say which tokens make up the sentence of a token."""
        return self.sentences[self.numbers[at]]

    def root(self, start: int, end: int) -> int:
        """Find the token that some tokens hang on: the first root of a sentence, else the one nearest to its root."""
        for at in range(start, end):
            if self.heads[at] == at:
                return at
        outer = (at for at in range(start, end) if not start <= self.heads[at] < end)
        return min(outer, key=self._depth, default=start)

    def quote(self, start: int, end: int) -> str:
        """Cut the text of some tokens out."""
        return self.text[self.offsets[start] : self.stop(end)] if start < end else ""

    def stop(self, end: int) -> int:
        """Say where the token before `end` ends in the text."""
        return self.offsets[end - 1] + len(self.texts[end - 1])

    def within(self, start: int, end: int) -> range:
        """Say which tokens lie whole within some characters."""
        first, last = bisect_left(self.offsets, start), bisect_left(self.offsets, end)
        return range(first, last - 1 if last > first and self.stop(last) > end else last)

    def spelled(self, start: int, end: int) -> Spelled:
        """List the words of some tokens, with hyphens left out and hyphenated tokens taken apart."""
        forms, lemmas, tokens = self.spelling
        first, last = bisect_left(tokens, start), bisect_left(tokens, end)
        return Spelled(forms[first:last], lemmas[first:last], tokens[first:last])

    def covering(self, start: int, end: int) -> range:
        """Say which tokens some characters touch."""
        first = bisect_right(self.offsets, start) - 1
        if first >= 0 and start >= self.stop(first + 1):
            first += 1
        return range(max(0, first), bisect_left(self.offsets, end))

    def _depth(self, at: int) -> int:
        """Count the steps up to the root; a mark that nothing hangs on is as far away as can be."""
        if (self.spaces[at] or self.puncts[at]) and not self.lefts[at] and not self.rights[at]:
            return len(self) - 1
        depth = 0
        while self.heads[at] != at:
            at = self.heads[at]
            depth += 1
        return depth


def words(doc: Doc) -> Words:
    """Read the columns of a parsed Doc, or give those that were read before."""
    found: Words | None = doc.user_data.get(CACHE)
    if found is None:
        found = doc.user_data[CACHE] = _read(doc)
    return found


def wording(span: Span) -> str:
    """Cut a span's text out of that of its Doc: spaCy puts it together from its tokens each time."""
    return words(span.doc).quote(span.start, span.end)


def _read(doc: Doc) -> Words:
    keys = _columns(doc, STRINGS).tolist()
    texts, lowers, cased, poses, tags, deps, morphs = (_strings(doc.vocab.strings, column) for column in keys)
    steps, offsets, starts, names = _columns(doc, NUMBERS)
    heads = (steps.astype("int64") + np.arange(len(doc))).tolist()
    lefts, rights = _dependents(heads)
    firsts, lasts = _edges(heads)
    opens = starts == 1
    opens[:1] = True
    bounds = [*np.flatnonzero(opens).tolist(), len(doc)]
    forms, stems = _mapped(_straight, lowers), _mapped(str.lower, cased)
    lemmas = [_straight(stem) or form for stem, form in zip(stems, forms, strict=True)]
    spaced, spaces, puncts, stops, alphas, digits, numerals, urls = _columns(doc, FLAGS).tolist()
    return Words(
        texts=texts,
        lowers=lowers,
        forms=forms,
        lemmas=lemmas,
        stems=stems,
        cased=cased,
        poses=poses,
        tags=tags,
        deps=deps,
        bases=_mapped(base, deps),
        morphs=_mapped(_values, morphs),
        heads=heads,
        lefts=lefts,
        rights=rights,
        firsts=firsts,
        lasts=lasts,
        offsets=offsets.tolist(),
        numbers=(np.cumsum(opens) - 1).tolist(),
        sentences=list(starmap(range, pairwise(bounds))),
        spelling=_spelling(forms, lemmas),
        text="".join([f"{text} " if space else text for text, space in zip(texts, spaced, strict=True)]),
        named=(names > 0).tolist(),
        spaced=spaced,
        spaces=spaces,
        puncts=puncts,
        stops=stops,
        alphas=alphas,
        digits=digits,
        numerals=numerals,
        urls=urls,
    )


def _columns(doc: Doc, attributes: Sequence[str]) -> NDArray[np.uint64]:
    found = doc.to_array(list(attributes)).astype(np.uint64)
    return found.reshape(len(doc), len(attributes)).T


def _straight(form: str) -> str:
    return form if form.isascii() else form.translate(APOSTROPHES)


def _spelling(forms: Sequence[str], lemmas: Sequence[str]) -> Spelled:
    """Copy the columns from one token that does not stay whole to the next."""
    apart = {form: parts for form in set(forms) if (parts := _apart(form)) is not None}
    found, start = Spelled([], [], []), 0
    for at in [at for at, form in enumerate(forms) if form in apart] + [len(forms)]:
        parts = apart[forms[at]] if at < len(forms) else []
        found.forms.extend((*forms[start:at], *parts))
        found.lemmas.extend((*lemmas[start:at], *parts))
        found.tokens.extend((*range(start, at), *[at] * len(parts)))
        start = at + 1
    return found


def _apart(form: str) -> list[str] | None:
    """Take a hyphenated form apart; a hyphen or white space alone has no parts, any other form stays whole: None."""
    if form.isalnum():
        return None
    if "-" in form[1:-1] or "–" in form[1:-1]:
        return [part for part in form.replace("–", "-").split("-") if part]
    return [] if form in "-–‑" or form.isspace() else None


@lru_cache(maxsize=1 << 12)
def _values(features: str) -> frozenset[str]:
    """Take the features of a word apart.

    >>> sorted(_values("Case=Nom|PronType=Int,Rel"))
    ['Case=Nom', 'PronType=Int', 'PronType=Rel']
    """
    pairs = (feature.partition("=") for feature in features.split("|"))
    return frozenset(f"{name}={value}" for name, _, values in pairs for value in values.split(","))


def _mapped(change: Callable[[str], T], column: Sequence[str]) -> list[T]:
    """Change each different value of a column once."""
    table = {value: change(value) for value in set(column)}
    return list(map(table.__getitem__, column))


def _strings(strings: StringStore, keys: Sequence[int]) -> list[str]:
    """Look up each different string of a column once."""
    table = {key: _string(strings, key) for key in set(keys)}
    return list(map(table.__getitem__, keys))


@lru_cache(maxsize=KNOWN)
def _string(strings: StringStore, key: int) -> str:
    return strings[key]


def _edges(heads: Sequence[int]) -> tuple[list[int], list[int]]:
    """Find the first and the last token below each, as spaCy does: once from left to right, once back."""
    every = range(len(heads))
    firsts, lasts = list(every), list(every)
    for order in (every, reversed(every)):
        for i in order:
            head = heads[i]
            if firsts[i] < firsts[head]:
                firsts[head] = firsts[i]
            if lasts[i] > lasts[head]:
                lasts[head] = lasts[i]
    return firsts, lasts


def _dependents(heads: Sequence[int]) -> tuple[Sequence[Sequence[int]], Sequence[Sequence[int]]]:
    lefts: dict[int, list[int]] = {}
    rights: dict[int, list[int]] = {}
    for i, head in enumerate(heads):
        if i < head:
            if head in lefts:
                lefts[head].append(i)
            else:
                lefts[head] = [i]
        elif head != i:
            if head in rights:
                rights[head].append(i)
            else:
                rights[head] = [i]
    every, none = range(len(heads)), repeat(())
    return list(map(lefts.get, every, none)), list(map(rights.get, every, none))
