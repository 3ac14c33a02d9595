"""Cuts that go by words and punctuation alone, beside those of the parse, for where the parse goes astray."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from argmap.pipeline.spans import Cut, base, trim

__all__ = ["after", "before", "beyond"]

#: How far from its trigger an end may reach, in words.
REACH = 50
STOPS = frozenset(";:—–()")
VERB_GROUP = frozenset({"AUX", "ADV", "PART"})


def after(sentence: Span, words: tuple[Token, ...]) -> Iterator[Cut]:
    """Cut what follows the trigger: up to each kind of boundary."""
    start = words[-1].i + 1
    yield from _rightward(sentence, start, "after")


def beyond(sentence: Span, words: tuple[Token, ...]) -> Iterator[Cut]:
    """Cut what follows the trigger's own clause: from the first comma or the last one on."""
    doc, start = sentence.doc, words[-1].i + 1
    commas = [i for i in range(start, min(sentence.end, start + REACH)) if doc[i].text == ","]
    for name, place in (("beyond", commas[:1]), ("beyond-second", commas[1:2])):
        for comma in place:
            yield from _rightward(sentence, comma + 1, name)


def before(sentence: Span, words: tuple[Token, ...]) -> Iterator[Cut]:
    """Cut what stands before the trigger: back to each kind of boundary."""
    doc, end = sentence.doc, words[0].i
    if words[0].pos_ == "VERB":
        while end > sentence.start and doc[end - 1].pos_ in VERB_GROUP:
            end -= 1
    bounds = {"start": max(sentence.start, end - REACH)}
    for i in range(end - 2, bounds["start"] - 1, -1):
        for kind in _kinds(doc[i]):
            bounds.setdefault(kind, i + 1)
        if doc[i].text in STOPS:
            bounds["start"] = i + 1
            break
    yield from _trimmed(doc, ((f"before.{kind}", start, end) for kind, start in bounds.items()))


def _rightward(sentence: Span, start: int, name: str) -> Iterator[Cut]:
    doc = sentence.doc
    bounds = {"end": min(sentence.end, start + REACH)}
    for i in range(start, bounds["end"]):
        for kind in _kinds(doc[i]) if i > start + 1 else ():
            bounds.setdefault(kind, i)
        if doc[i].text in STOPS and i > start:
            bounds["end"] = i
            break
    yield from _trimmed(doc, ((f"{name}.{kind}", start, end) for kind, end in bounds.items()))


def _kinds(token: Token) -> Iterator[str]:
    """Name the kinds of boundary that a word is."""
    if token.text == ",":
        yield "comma"
    elif token.pos_ == "CCONJ":
        yield "and"
    elif token.tag_ in ("WDT", "WP", "WRB") or base(token.dep_) == "mark":
        yield "clause"
    elif token.pos_ == "ADP":
        yield "preposition"


def _trimmed(doc: Doc, ways: Iterator[tuple[str, int, int]]) -> Iterator[Cut]:
    seen: set[tuple[int, int]] = set()
    for name, low, high in ways:
        start, end = trim(doc, low, high)
        if start < end and (start, end) not in seen:
            seen.add((start, end))
            yield Cut(name, start, end)
