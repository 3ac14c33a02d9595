"""Find words that say when: in calendar or relative time, with the dates that they mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from argmap.pipeline import dates
from argmap.pipeline.words import words
from argmap.resources import lexicon

__all__ = ["FACTORY", "GROUP", "match", "set_annotations"]

FACTORY = "argmap_horizons"
GROUP = "horizons"

Phrases = tuple[dates.Phrase, ...]

if not Doc.has_extension("times"):
    Doc.set_extension("times", default=())


def match(doc: Doc) -> list[Phrases]:
    """List the words of time of each unit, with their dates counted from doc._.date; offsets are those in the unit."""
    columns, said = words(doc), dates.said_on(doc._.date)
    found: list[Phrases] = []
    for unit in doc.spans.get("units", ()):
        text = columns.quote(unit.start, unit.end)
        tellable = any(map(str.isdigit, text)) or not _telling().isdisjoint(columns.spelled(unit.start, unit.end).forms)
        found.append(tuple(dates.find(text, said)) if tellable else ())
    return found


def set_annotations(doc: Doc, found: Sequence[Phrases]) -> Doc:
    """Leave the words of time in doc._.times, and in doc.spans["horizons"] the tokens that they touch."""
    columns = words(doc)
    spans = []
    for unit, phrases in zip(doc.spans.get("units", ()), found, strict=True):
        start = unit.start_char
        for phrase in phrases:
            tokens = columns.covering(start + phrase.start, start + phrase.end)
            spans.append(Span(doc, tokens.start, tokens.stop, label=phrase.rule))
    doc.spans[GROUP], doc._.times = spans, tuple(found)
    return doc


@cache
def _telling() -> frozenset[str]:
    """List the words without which nothing says when."""
    months = lexicon("months")
    return frozenset({*lexicon("horizon-words"), *months, *(name[:3] for name in months)})


@Language.component(FACTORY, requires=["doc.spans"], assigns=["doc.spans", "doc._.times"])
def horizons(doc: Doc) -> Doc:
    """Mark the words of time of a Doc."""
    return set_annotations(doc, match(doc))


for name in ("author", "date"):
    if not Doc.has_extension(name):
        Doc.set_extension(name, default="")
