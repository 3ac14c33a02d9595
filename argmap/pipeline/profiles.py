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
from spacy.tokens import Doc

from argmap.model import Kind
from argmap.pipeline.mentions import PropositionMention
from argmap.pipeline.vectors import Matrix, Vectors, vectors
from argmap.pipeline.words import Words, words

__all__ = ["Profile", "list_mark", "plain", "profiles"]

#: Parts of speech whose lemmas are the terms of a proposition; without a parse every content word is one.
TERM_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "X", ""})
#: Tags of comparatives and superlatives.
DEGREES = frozenset({"JJR", "JJS", "RBR", "RBS"})
#: Labels of subjects, by what they begin with: of events and things, and of empty ones too; and of auxiliaries.
SUBJECTS = ("nsubj", "csubj")
SUBJECTLIKE = (*SUBJECTS, "expl")
VERBAL = ("aux", "cop")
ROOTS = frozenset({"ROOT", "root"})
#: The one letter whose small form depends on what stands beside it.
FINAL_SIGMA = "ς"
BLANK_LINE = re.compile(r"\n\s*\n")
LIST_MARK = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
#: The most tokens of one proposition that are looked at: a bound for text without sentence ends.
MOST_TOKENS = 400


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
        weight: the sum of these.
        places: for each term, where it first stands in doc.text.
        subject: the lemmas of its grammatical subject.
        names: its proper nouns.
        grammar: its main verb's form, auxiliaries, kind of subject, degrees of comparison.
        vector: the mean direction of its terms, or None without vectors.
        words: the terms that have a word vector, as many as `matrix` has rows.
        matrix: their directions.
        is_claim: whether something can support or attack it.
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
    weight: float
    places: Mapping[str, tuple[int, int]]
    subject: frozenset[str]
    names: frozenset[str]
    grammar: tuple[str, ...]
    vector: Matrix | None
    words: Sequence[str]
    matrix: Matrix
    is_claim: bool


def profiles(doc: Doc) -> tuple[Profile, ...]:
    """Draw the profile of every proposition of a Doc, in order of the text."""
    mentions: Sequence[PropositionMention] = doc._.propositions
    columns, directions = words(doc), vectors(doc)
    layout = _Layout.of(doc, columns.text)
    spans = [columns.covering(mention.start, mention.end)[:MOST_TOKENS] for mention in mentions]
    terms = [_terms(columns, span) for span in spans]
    rarity = _rarity(terms)
    places = [layout.place(mention.start) for mention in mentions]
    rows = zip(mentions, spans, terms, places, _headings(mentions, places), strict=True)
    edges = _edges([place.block for place in places])
    return tuple(
        _profile(number, columns, directions, *row, edge, rarity)
        for number, (row, edge) in enumerate(zip(rows, edges, strict=True))
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
    def of(cls, doc: Doc, text: str) -> _Layout:
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


def _terms(columns: Words, span: range) -> dict[str, int]:
    """List the content lemmas of some tokens, each with the first token that has it."""
    found: dict[str, int] = {}
    for at in span:
        if columns.poses[at] in TERM_POS and not (
                columns.stops[at] or columns.puncts[at] or columns.spaces[at] or columns.digits[at]):
            word = columns.stems[at] or columns.lowers[at]
            if len(word) > 1:
                found.setdefault(word, at)
    return found


def _rarity(bags: Sequence[Mapping[str, int]]) -> Mapping[str, float]:
    """Weigh every lemma by how few of an essay's propositions have it: 1 for the rarest, towards 0 for the common."""
    counts = Counter(lemma for bag in bags for lemma in bag)
    top = math.log(1 + len(bags)) or 1.0
    return {lemma: math.log((1 + len(bags)) / count) / top for lemma, count in counts.items()}


def _profile(
    index: int,
    columns: Words,
    directions: Vectors,
    mention: PropositionMention,
    span: range,
    terms: Mapping[str, int],
    place: _Place,
    heading: int,
    edge: tuple[bool, bool],
    rarity: Mapping[str, float],
) -> Profile:
    raw = columns.quote(span.start, span.stop)
    skip = list_mark(raw)
    directed = [word for word, at in terms.items() if directions.has_direction(at)]
    matrix = directions.directed([terms[word] for word in directed])
    return Profile(
        index=index,
        mention=mention,
        text=raw[skip:],
        plain=plain(raw[skip:]),
        body=columns.offsets[span.start] + skip if span else skip,
        label="item" if skip and place.label == "paragraph" else place.label,
        block=place.block,
        section=place.section,
        heading=heading,
        unit=place.unit,
        questions=place.questions,
        first=edge[0],
        last=edge[1],
        terms={word: rarity[word] for word in terms},
        weight=sum(map(rarity.__getitem__, terms)),
        places={word: (columns.offsets[at], columns.stop(at + 1)) for word, at in terms.items()},
        subject=frozenset(_subject(columns, span)),
        names=frozenset(word for word, at in terms.items() if columns.poses[at] == "PROPN"),
        grammar=tuple(dict.fromkeys(_grammar(columns, span))),
        vector=_mean(matrix, [rarity[word] for word in directed]),
        words=directed,
        matrix=matrix,
        is_claim=mention.kind is not Kind.EVIDENCE,
    )


def list_mark(text: str) -> int:
    """Give the length of the list mark that a text begins with, 0 without one."""
    mark = LIST_MARK.match(text)
    return mark.end() if mark else 0


def plain(text: str) -> str:
    """Lower the case one code point at a time, so that offsets stay, and make curly apostrophes straight."""
    lowered = text.lower()
    if len(lowered) != len(text) or FINAL_SIGMA in lowered:
        lowered = "".join(small if len(small := character.lower()) == 1 else character for character in text)
    return lowered.replace("’", "'").replace("‘", "'")


def _subject(columns: Words, span: range) -> Iterator[str]:
    for at in span:
        if columns.deps[at].startswith(SUBJECTS) and columns.deps[columns.heads[at]] in ROOTS:
            beside = (child for child in columns.children(at) if columns.deps[child] in ("compound", "amod"))
            for word in (at, *beside):
                if not (columns.stops[word] or columns.puncts[word]):
                    yield columns.stems[word]


def _grammar(columns: Words, span: range) -> Iterator[str]:
    """Name what the parse shows of how a proposition is put: as an event, a judgement, a comparison, a norm."""
    deps, tags = columns.deps, columns.tags
    for at in span:
        dep, tag = deps[at], tags[at]
        if dep == "ROOT":
            yield f"root={tag}"
        elif tag in DEGREES:
            yield f"degree={tag}"
        elif deps[columns.heads[at]] == "ROOT" and dep.startswith(VERBAL):
            yield f"{dep}={columns.stems[at]}"
            yield f"{dep}:{tag}"
        elif deps[columns.heads[at]] == "ROOT" and dep.startswith(SUBJECTLIKE):
            yield f"subject={columns.lowers[at] if columns.poses[at] == 'PRON' else tag}"


def _mean(matrix: Matrix, weights: Sequence[float]) -> Matrix | None:
    """Add up directions, rare words counting most, to one direction."""
    if not weights:
        return None
    total: Matrix = np.asarray(weights, dtype=np.float32) @ matrix
    norm = math.sqrt(total.dot(total))
    return total / norm if norm else None
