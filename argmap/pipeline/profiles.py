"""What each proposition shows to the others: its place in the essay, its terms, and how it opens."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, Token

from argmap.model import Kind
from argmap.pipeline.mentions import PropositionMention

__all__ = ["Profile", "list_mark", "plain", "profiles"]

#: Parts of speech whose lemmas are the terms of a proposition; without a parse every content word is one.
TERM_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "X", ""})
#: Tags of comparatives and superlatives.
DEGREES = frozenset({"JJR", "JJS", "RBR", "RBS"})
BLANK_LINE = re.compile(r"\n\s*\n")
LIST_MARK = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
#: The most tokens of one proposition that are looked at: a bound for text without sentence ends.
MOST_TOKENS = 400

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Profile:
    """A proposition as the relation rules and features see it.

    Args:
        index: its index in doc._.propositions.
        mention: the proposition itself.
        text: its words without a list mark.
        plain: `text` in lower case with straight apostrophes, code point for code point.
        body: where `text` begins in doc.text.
        label: heading, item or sentence.
        block: the number of its paragraph, heading or item in the essay.
        section: the number of the heading that it stands under, 0 before the first.
        heading: the index of the claim that is the heading of its section, or -1.
        unit: its number among all units, those that put nothing forward counted too.
        questions: how many questions stand before it in the essay.
        first, last: whether it is the first or last proposition of its block.
        terms: its content lemmas, each with how rare it is in this essay (0 to 1).
        places: for each term, where it first stands in doc.text.
        subject: the lemmas of its grammatical subject.
        names: its proper nouns.
        grammar: its main verb's form, auxiliaries, kind of subject, degrees of comparison.
        vector: the mean direction of its terms, or None without vectors.
        words: the terms that have a word vector, as many as `matrix` has rows.
        matrix: their directions.
    """

    index: int
    mention: PropositionMention
    text: str
    plain: str
    body: int
    label: str
    block: int
    section: int
    heading: int
    unit: int
    questions: int
    first: bool
    last: bool
    terms: Mapping[str, float]
    places: Mapping[str, tuple[int, int]]
    subject: frozenset[str]
    names: frozenset[str]
    grammar: tuple[str, ...]
    vector: Vector | None
    words: Sequence[str]
    matrix: Matrix

    @property
    def is_claim(self) -> bool:
        """Whether something can support or attack it."""
        return self.mention.kind is not Kind.EVIDENCE


def profiles(doc: Doc) -> tuple[Profile, ...]:
    """Draw the profile of every proposition of a Doc, in order of the text."""
    mentions: Sequence[PropositionMention] = doc._.propositions
    layout = _Layout.of(doc)
    spans = [_span(doc, mention) for mention in mentions]
    rarity = _rarity([set(_lemmas(span)) for span in spans])
    places = [layout.place(mention.start) for mention in mentions]
    headings = _headings(mentions, places)
    rows = zip(mentions, spans, places, headings, strict=True)
    edges = _edges([place.block for place in places])
    return tuple(
        _profile(number, mention, span, place, heading, edge, rarity)
        for number, ((mention, span, place, heading), edge) in enumerate(zip(rows, edges, strict=True))
    )


@dataclass(frozen=True, slots=True)
class _Place:
    block: int
    label: str
    section: int
    unit: int
    questions: int


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the blocks, sections and units of a Doc begin."""

    blocks: Sequence[int]
    labels: Sequence[str]
    sections: Sequence[int]
    units: Sequence[int]
    questions: Sequence[int]

    @classmethod
    def of(cls, doc: Doc) -> _Layout:
        text = doc.text
        blocks = [(span.start_char, span.label_) for span in doc.spans.get("blocks", ())]
        if not blocks:
            blocks = [(start, "paragraph") for start in _paragraphs(text)]
        units = [(span.start_char, span.end_char) for span in doc.spans.get("units", ())]
        return cls(
            blocks=[start for start, _ in blocks],
            labels=[label for _, label in blocks],
            sections=[start for start, label in blocks if label == "heading"],
            units=[start for start, _ in units],
            questions=[start for start, end in units if "?" in text[max(start, end - 2) : end]],
        )

    def place(self, start: int) -> _Place:
        block = bisect_right(self.blocks, start) - 1
        return _Place(
            block=block,
            label=self.labels[block] if block >= 0 else "paragraph",
            section=bisect_right(self.sections, start),
            unit=bisect_right(self.units, start) - 1,
            questions=bisect_right(self.questions, start - 1),
        )


def _paragraphs(text: str) -> list[int]:
    return [0, *(match.end() for match in BLANK_LINE.finditer(text))]


def _span(doc: Doc, mention: PropositionMention) -> Span:
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return doc[0:0] if span is None else span[:MOST_TOKENS]


def _headings(mentions: Sequence[PropositionMention], places: Sequence[_Place]) -> list[int]:
    """Find for each proposition the claim that heads its section, or -1."""
    found: list[int] = []
    heads: dict[int, int] = {}
    for number, (mention, place) in enumerate(zip(mentions, places, strict=True)):
        found.append(heads.get(place.section, -1))
        if place.label == "heading" and mention.kind is not Kind.EVIDENCE:
            heads[place.section] = number
    return found


def _edges(blocks: Sequence[int]) -> list[tuple[bool, bool]]:
    """Say of each proposition whether it is the first and whether it is the last of its block."""
    if not blocks:
        return []
    changes = [True, *(left != right for left, right in pairwise(blocks)), True]
    return list(pairwise(changes))


def _terms(span: Span) -> Iterator[tuple[str, Token]]:
    for token in span:
        if token.pos_ in TERM_POS and not (token.is_stop or token.is_punct or token.is_space or token.is_digit):
            word = (token.lemma_ or token.lower_).lower()
            if len(word) > 1:
                yield word, token


def _lemmas(span: Span) -> list[str]:
    return [lemma for lemma, _ in _terms(span)]


def _rarity(bags: Sequence[set[str]]) -> Mapping[str, float]:
    """Weigh every lemma by how few of an essay's propositions have it: 1 for the rarest, towards 0 for the common."""
    counts = Counter(lemma for bag in bags for lemma in bag)
    top = math.log(1 + len(bags)) or 1.0
    return {lemma: math.log((1 + len(bags)) / count) / top for lemma, count in counts.items()}


def _profile(
    index: int,
    mention: PropositionMention,
    span: Span,
    place: _Place,
    heading: int,
    edge: tuple[bool, bool],
    rarity: Mapping[str, float],
) -> Profile:
    raw = span.text
    skip = list_mark(raw)
    found: dict[str, Token] = {}
    for lemma, token in _terms(span):
        found.setdefault(lemma, token)
    words = [lemma for lemma, token in found.items() if token.has_vector and token.vector_norm]
    matrix = np.array([found[word].vector / found[word].vector_norm for word in words], dtype=np.float32)
    return Profile(
        index=index,
        mention=mention,
        text=raw[skip:],
        plain=plain(raw[skip:]),
        body=span.start_char + skip,
        label="item" if skip and place.label == "paragraph" else place.label,
        block=place.block,
        section=place.section,
        heading=heading,
        unit=place.unit,
        questions=place.questions,
        first=edge[0],
        last=edge[1],
        terms={lemma: rarity[lemma] for lemma in found},
        places={lemma: (token.idx, token.idx + len(token)) for lemma, token in found.items()},
        subject=frozenset(_subject(span)),
        names=frozenset(lemma for lemma, token in found.items() if token.pos_ == "PROPN"),
        grammar=tuple(dict.fromkeys(_grammar(span))),
        vector=_mean(matrix, [rarity[word] for word in words]),
        words=words,
        matrix=matrix,
    )


def list_mark(text: str) -> int:
    """Give the length of the list mark that a text begins with, 0 without one."""
    mark = LIST_MARK.match(text)
    return mark.end() if mark else 0


def plain(text: str) -> str:
    """Lower the case one code point at a time, so that offsets stay, and make curly apostrophes straight."""
    lowered = "".join(small if len(small := character.lower()) == 1 else character for character in text)
    return lowered.replace("’", "'").replace("‘", "'")


def _subject(span: Span) -> Iterator[str]:
    for token in span:
        if token.dep_.startswith(("nsubj", "csubj")) and token.head.dep_ in ("ROOT", "root"):
            for word in (token, *(child for child in token.children if child.dep_ in ("compound", "amod"))):
                if not (word.is_stop or word.is_punct):
                    yield word.lemma_.lower()


def _grammar(span: Span) -> Iterator[str]:
    """Name what the parse shows of how a proposition is put: as an event, a judgement, a comparison, a norm."""
    for token in span:
        if token.dep_ == "ROOT":
            yield f"root={token.tag_}"
        elif token.tag_ in DEGREES:
            yield f"degree={token.tag_}"
        elif token.head.dep_ == "ROOT" and token.dep_.startswith(("aux", "cop")):
            yield f"{token.dep_}={token.lemma_.lower()}"
            yield f"{token.dep_}:{token.tag_}"
        elif token.head.dep_ == "ROOT" and token.dep_.startswith(("nsubj", "csubj", "expl")):
            yield f"subject={token.lower_ if token.pos_ == 'PRON' else token.tag_}"


def _mean(matrix: Matrix, weights: Sequence[float]) -> Vector | None:
    """Add up directions, rare words counting most, to one direction."""
    if not weights:
        return None
    total = np.asarray(weights, dtype=np.float32) @ matrix
    norm = float(np.linalg.norm(total))
    return total / norm if norm else None
