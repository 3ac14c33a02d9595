"""Cut a parsed Doc into the units that can put something forward: sentences, headings, list items."""

from __future__ import annotations

from bisect import bisect_right

from spacy.language import Language
from spacy.tokens import Doc, Span

from argmap.pipeline.blocks import opening

__all__ = ["FACTORY", "GROUP", "LABELS", "match", "set_annotations"]

FACTORY = "argmap_units"
GROUP = "units"

#: What a unit is called by the block that it stands in; in any other block it is a sentence.
LABELS = {"heading": "heading", "item": "item"}


def match(doc: Doc) -> list[Span]:
    """List the units in order: each sentence without white space and list markers, empty ones left out."""
    if not doc.has_annotation("SENT_START"):
        return [_unit(doc, start, end, "sentence") for start, end in [_trimmed(doc, 0, len(doc))] if start < end]
    blocks = sorted(doc.spans.get("blocks", ()), key=lambda span: (span.start, span.end))
    starts = [block.start for block in blocks]
    found = []
    for sent in doc.sents:
        start, end = _trimmed(doc, sent.start, sent.end)
        at = bisect_right(starts, start) - 1
        block = blocks[at] if at >= 0 and start < blocks[at].end else None
        if block is not None and start == block.start:
            start = _trimmed(doc, start + opening(block), end)[0]
        if start < end:
            found.append(_unit(doc, start, end, LABELS.get(block.label_, "sentence") if block else "sentence"))
    return found


def set_annotations(doc: Doc, found: list[Span]) -> Doc:
    """Leave the units in doc.spans["units"]."""
    doc.spans[GROUP] = found
    return doc


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and doc[start].is_space:
        start += 1
    while start < end and doc[end - 1].is_space:
        end -= 1
    return start, end


def _unit(doc: Doc, start: int, end: int, label: str) -> Span:
    return Span(doc, start, end, label=label)


@Language.component(FACTORY, assigns=["doc.spans"])
def units(doc: Doc) -> Doc:
    """Mark the units of a Doc."""
    return set_annotations(doc, match(doc))
