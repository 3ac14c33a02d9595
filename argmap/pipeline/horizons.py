"""Find words that say when: in calendar or relative time, with the dates that they mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from spacy.language import Language
from spacy.tokens import Doc, Span

from argmap.model import Horizon
from argmap.pipeline import dates

__all__ = ["FACTORY", "GROUP", "horizon", "match", "phrases", "set_annotations"]

FACTORY = "argmap_horizons"
GROUP = "horizons"


def phrases(doc: Doc) -> list[dates.Phrase]:
    """List the words of time in a Doc with their dates, counted from doc._.date; their offsets count characters."""
    return list(dates.find(doc.text, dates.said_on(doc._.date)))


def match(doc: Doc) -> list[Span]:
    """List the words of time as spans that cover every token they touch; the label is the rule's name."""
    starts = [token.idx for token in doc]
    found = []
    for phrase in phrases(doc):
        start = bisect_right(starts, phrase.start) - 1
        end = bisect_left(starts, phrase.end)
        found.append(Span(doc, max(0, start), end, label=phrase.rule))
    return found


def horizon(doc: Doc, span: Span) -> Horizon:
    """Resolve one span of doc.spans["horizons"]."""
    return dates.resolve(span.text, dates.said_on(doc._.date))


def set_annotations(doc: Doc, found: list[Span]) -> Doc:
    """Leave the words of time in doc.spans["horizons"]."""
    doc.spans[GROUP] = found
    return doc


@Language.component(FACTORY, assigns=["doc.spans"])
def horizons(doc: Doc) -> Doc:
    """Mark the words of time of a Doc."""
    return set_annotations(doc, match(doc))


for name in ("author", "date"):
    if not Doc.has_extension(name):
        Doc.set_extension(name, default="")
