"""Measure what pronouns are taken to mean, on places in essays labelled for it and on GUM, which people labelled.

    python -m training.anaphora --shared SHARED [--draw SEED]

Prints how often argmap's answer is right, beside the nearest noun phrase and the clause before; training/anaphora.json
says who labelled the essays and how. With --draw, places to label instead, drawn as those of the file were.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Span, Token

from argmap.errors import ReadError
from argmap.evaluation.gold import GoldEssay, essays
from argmap.evaluation.matching import bag, token_f1
from argmap.model import Document
from argmap.pipeline import causes
from argmap.pipeline.anaphora import antecedent
from argmap.pipeline.spans import Cut, is_clause, noun_cuts
from argmap.pipeline.words import base, words
from argmap.resources import lexicon
from training.coreference import Mention, texts
from training.external import table

LABELS = Path(__file__).with_name("anaphora.json")
#: How many places of each form are drawn.
QUOTA: Mapping[str, int] = {
    "it": 40, "such X": 6, "that": 12, "that X": 8, "these": 8, "these X": 14, "they": 28, "this": 36, "this X": 16}

#: Documents of GUM that are unlike essays, by the beginning of their names: speakers who take turns.
SPOKEN = ("GUM_conversation", "GUM_vlog")

Stretch = tuple[int, int] | None
Resolver = Callable[[Span], Stretch]


@dataclass(frozen=True)
class Case:
    """A place where something is taken up: its words, how they are, what they take up: any of `gold`, or nothing."""

    span: Span
    form: str
    gold: Sequence[tuple[int, int]]
    part: str


def cases(docs: Mapping[str, Doc]) -> Iterator[Case]:
    """Read the labels and find their words in the parsed essays."""
    for essay, start, form, low, high, _, half in json.loads(LABELS.read_text("utf-8"))["cases"]:
        doc = docs[essay]
        yield Case(phrase(_span(doc, (start, start + 1))[0]), form, () if low is None else ((low, high),), half)


def gum_cases(path: Path) -> Iterator[Case]:
    """Find the same in GUM: what a subject takes up is any earlier mention of the same thing that is no pronoun."""
    found = [text for text in texts(path) if not text.name.startswith(SPOKEN)]
    docs = parsed([Document(text=text.text) for text in found])
    for text, doc in zip(found, docs, strict=True):
        mentions = {(mention.start, _head(doc, (mention.start, mention.end))): mention for mention in text.mentions}
        for first in doc:
            form = form_of(first)
            mention = mentions.get((first.idx, subject(first).i)) if form else None
            if mention is not None or form == "it":
                earlier = [other for other in text.mentions
                           if mention and other.thing == mention.thing and other.end <= mention.start]
                gold = [(other.start, other.end) for other in earlier if not _is_pronoun(doc, other)]
                if gold or not earlier:
                    yield Case(phrase(first), form, gold, "GUM")


def _is_pronoun(doc: Doc, mention: Mention) -> bool:
    span = _span(doc, (mention.start, mention.end))
    return len(span) == 1 and span[0].pos_ in ("PRON", "DET")


def phrase(first: Token) -> Span:
    """Cut the words that take something up: a pronoun, or from "this" to its noun."""
    head = subject(first)
    return first.doc[first.i : (head.i if head.pos_ in ("NOUN", "PROPN", "NUM") else first.i) + 1]


def subject(first: Token) -> Token:
    """Climb from the first word of a subject to its head."""
    at = first
    while not _is_subject(at) and at.head != at and at.head.left_edge.i == first.i < at.head.i:
        at = at.head
    return at


def _is_subject(token: Token) -> bool:
    return base(token.dep_) in ("nsubj", "csubj", "expl")


def form_of(first: Token) -> str:
    """Name the form of an anaphor, "" if the word is none that begins a subject."""
    known = {*lexicon("cause-pronouns-clause"), *lexicon("cause-pronouns-kind"), "it", "they"}
    head = subject(first)
    if first.lower_ not in known or first.tag_ in ("IN", "WDT") or not _is_subject(head) \
            or head.left_edge != first:
        return ""
    if head is first:
        return "these" if first.lower_ == "those" else first.lower_
    return {"those": "that"}.get(first.lower_, first.lower_) + " X"


def nearest_noun(span: Span) -> Stretch:
    """Guess the noun phrase that ends last before the anaphor."""
    for token in reversed(span.doc[max(0, span.start - 60) : span.start]):
        if token.pos_ in ("NOUN", "PROPN"):
            return _stretch(span.doc, noun_cuts(words(span.doc), token.i)[0])
    return None


def clause_before(span: Span) -> Stretch:
    """Guess what stands before the anaphor in its sentence, if that has a verb, else the sentence before."""
    doc, start = span.doc, span.sent.start
    if any(is_clause(words(doc), at) for at in range(start, span.start)):
        return doc[start].idx, doc[span.start - 1].idx + len(doc[span.start - 1])
    while start and doc[start - 1].is_space:
        start -= 1
    return (doc[start - 1].sent.start_char, doc[start - 1].sent.end_char) if start else None


def _stretch(doc: Doc, cut: Cut) -> Stretch:
    span = doc[cut.start : cut.end]
    return span.start_char, span.end_char


@dataclass
class Tally:
    """How many answers were given, right, and right to the word."""

    number: int = 0
    right: int = 0
    exact: int = 0

    def add(self, doc: Doc, gold: Sequence[tuple[int, int]], found: Stretch) -> None:
        """Judge one answer: right if it has the same head or shares half of its words (F1), or rightly says nothing."""
        self.number += 1
        if not gold or found is None:
            self.right += (right := not gold and found is None)
            self.exact += right
            return
        given = bag(doc.text[slice(*found)])
        shares = [token_f1(bag(doc.text[slice(*part)]), given) for part in gold]
        self.right += max(shares) >= 0.5 or _head(doc, found) in [_head(doc, part) for part in gold]
        self.exact += max(shares) == 1.0

    def shares(self) -> list[str]:
        """Print both shares."""
        return [f"{count / max(1, self.number):.2f}" for count in (self.right, self.exact)]


def _head(doc: Doc, stretch: tuple[int, int]) -> int:
    return _span(doc, stretch).root.i


def _span(doc: Doc, stretch: tuple[int, int]) -> Span:
    """Cut out the words that a stretch of characters touches."""
    found = doc.char_span(*stretch, alignment_mode="expand")
    if found is None:
        raise ReadError(f"no words at {stretch} of an essay", hint="the labels are of another text")
    return found


def resolved(span: Span) -> Stretch:
    """Answer as argmap does."""
    return antecedent(span.doc, span.start, span.end)


RESOLVERS: Mapping[str, Resolver] = {"argmap": resolved, "nearest noun": nearest_noun, "clause before": clause_before}


def rows(judged: Sequence[Case]) -> Iterator[list[str]]:
    """Make the lines of the table: each form, then all."""
    for form in (*sorted({case.form for case in judged}), "all"):
        some = [case for case in judged if form in ("all", case.form)]
        shares = []
        for name, resolver in RESOLVERS.items():
            tally = Tally()
            for case in some:
                tally.add(case.span.doc, case.gold, resolver(case.span))
            shares += tally.shares() if name == "argmap" else tally.shares()[:1]
        yield [form, str(len(some)), *shares]


def draw(golds: Sequence[GoldEssay], docs: Sequence[Doc], seed: int) -> list[tuple[str, int, str]]:
    """Draw places at which an end that a causal rule proposes begins with an anaphor, in turn from every author."""
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    pool: dict[str, dict[str, list[tuple[str, int]]]] = {form: {} for form in QUOTA}
    for gold, doc in zip(golds, docs, strict=True):
        for at in sorted(_ends(doc)):
            if (form := form_of(doc[at])) in pool:
                pool[form].setdefault(gold.document.author, []).append((gold.name, doc[at].idx))
    return sorted((*place, form) for form in sorted(QUOTA) for place in _in_turn(pool[form], QUOTA[form], chance))


def _ends(doc: Doc) -> set[int]:
    return {cut.start for one in causes.candidates_in(doc) for role in (one.cause, one.effect) for cut in role.cuts}


def _in_turn(places: Mapping[str, list[tuple[str, int]]], most: int, chance: random.Random) -> list[tuple[str, int]]:
    authors = sorted(places)
    chance.shuffle(authors)
    queues = {author: sorted(places[author]) for author in authors}
    for author in authors:
        chance.shuffle(queues[author])
    taken: list[tuple[str, int]] = []
    while len(taken) < most and any(queues.values()):
        taken += [queues[author].pop() for author in authors if queues[author]][: most - len(taken)]
    return taken


def parsed(documents: Iterable[Document]) -> list[Doc]:
    """Parse texts as far as anaphora looks."""
    from argmap.pipeline.load import load, parse

    nlp = load(fast=True)
    needed = ("argmap_blocks", "argmap_units", "argmap_entities")
    later = [name for name in nlp.pipe_names if name.startswith("argmap_") and name not in needed]
    with nlp.select_pipes(disable=later):
        return list(parse(nlp, documents))


def main() -> None:
    """Read the command line; measure, or draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True, help="the folder with gold/train/")
    parser.add_argument("--draw", type=int, metavar="SEED", help="list places to label instead")
    options = parser.parse_args()
    golds = list(essays(options.shared / "gold" / "train"))
    docs = parsed(gold.document for gold in golds)
    if options.draw is not None:
        print("\n".join(f"{name} {start} {form}" for name, start, form in draw(golds, docs, options.draw)))
        return
    labelled = [*cases({gold.name: doc for gold, doc in zip(golds, docs, strict=True)}),
                *gum_cases(options.shared / "data" / "treebank" / "gum-dev.conllu.gz")]
    for part in ("tune", "test", "GUM"):
        head = (part, "places", "right", "exact", "nearest noun", "clause before")
        print(table(head, rows([case for case in labelled if case.part == part]), left=1) + "\n", flush=True)


if __name__ == "__main__":
    main()
