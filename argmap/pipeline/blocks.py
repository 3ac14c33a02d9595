"""Cut a tokenised Doc into paragraphs, list items, headings and quotations, and start a sentence at each.

It runs before the parser, which keeps the sentence starts that it finds set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast

from spacy.language import Language
from spacy.tokens import Doc, Span
from thinc.types import Ints2d

__all__ = ["FACTORY", "GROUP", "match", "opening", "set_annotations"]

FACTORY = "argmap_blocks"
GROUP = "blocks"

#: How spaCy's SENT_START writes that a token begins a sentence, and that it does not.
START, INSIDE = 1, -1

#: The longest heading, in words.
HEADING_WORDS = 14

#: "- ", "* ", "• ", "1. ", "12) ", "a) ", "(b) ": what a list item begins with.
ITEM = re.compile(r"(?:[-*+•‣◦▪–—]|\d{1,3}[.)]|[A-Za-z]\)|\((?:[A-Za-z]|\d{1,3})\))[ \t]+(?=\S)")
#: A Markdown heading that nobody stripped.
HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
QUOTE = re.compile(r">[ \t]?(?=\S)")
#: More tokens than the markers before a block and the word after them: of a run of white space spaCy makes one.
MARKED = 16
#: How a line ends that is a sentence or introduces one, whatever closes after it.
FINAL = re.compile(r"[.!?:;,…][\"'”’»)\]*_]*$")


class Line(NamedTuple):
    """Tokens of one line without the white space around it, its text, and whether a blank line stands before it."""

    start: int
    end: int
    text: str
    apart: bool


def match(doc: Doc) -> list[Span]:
    """List the blocks in order, each labelled "paragraph", "item", "heading" or "quote"; white space is in none."""
    return [
        Span(doc, lines[0].start, lines[-1].end, label=_label(lines)) for lines in _grouped(_lines(doc))
    ]


def set_annotations(doc: Doc, found: Sequence[Span]) -> Doc:
    """Leave the blocks in doc.spans["blocks"] and set the sentence starts that they make certain.

    A Doc that is parsed already keeps its sentences.
    """
    doc.spans[GROUP] = list(found)
    if not doc.has_annotation("DEP"):
        starts = doc.to_array(["SENT_START"]).astype("int64").reshape(len(doc))
        starts[list(_inside(doc))] = INSIDE
        for block in found:
            starts[block.start : block.start + _joined(block)] = INSIDE
            starts[block.start] = START
        # As an array: spaCy looks at every token for a parse each time that one start is set.
        doc.from_array(["SENT_START"], cast(Ints2d, starts.astype("uint64").reshape(-1, 1)))
    return doc


def _lines(doc: Doc) -> Iterator[Line]:
    """Yield the lines that are not blank; a run of white-space tokens may hold any number of line ends."""
    text, (starts, ends, blanks) = doc.text, _places(doc)
    start, end, breaks, apart = -1, -1, 0, True
    for at, blank in enumerate(blanks):
        if blank:
            breaks += text.count("\n", starts[at], ends[at])
            continue
        if breaks and start >= 0:
            yield Line(start, end, text[starts[start] : ends[end - 1]], apart)
            start, apart = -1, breaks > 1
        if start < 0:
            start = at
        end, breaks = at + 1, 0
    if start >= 0:
        yield Line(start, end, text[starts[start] : ends[end - 1]], apart)


def _grouped(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Join the lines of one block: they stand together, and none after the first is an item or a heading."""
    group: list[Line] = []
    for line in lines:
        text = line.text
        if group and (line.apart or ITEM.match(text) or HASHES.match(text) or HASHES.match(group[-1].text)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _label(lines: Sequence[Line]) -> str:
    text = lines[0].text
    if QUOTE.match(text):
        return "quote"
    if HASHES.match(text):
        return "heading"
    if ITEM.match(text):
        return "item"
    if len(lines) == 1 and len(text.split()) <= HEADING_WORDS and not FINAL.search(text):
        return "heading"
    return "paragraph"


def _joined(block: Span) -> int:
    """Count the tokens that the first sentence is sure to hold: a whole heading, a marker and the word after it."""
    if block.label_ == "heading":
        return len(block)
    return opening(block) + 1


def opening(block: Span) -> int:
    """Count the tokens of the markers that a block begins with: "> ", "- ", "1. ", "> - "."""
    text = block[:MARKED].text
    at = 0
    for marker in (QUOTE, ITEM):
        if found := marker.match(text, at):
            at = found.end()
    return sum(token.idx - block.start_char < at for token in block[:at])


def _inside(doc: Doc) -> Iterator[int]:
    """Yield the tokens that cannot begin a sentence: white space, or glued to a letter or digit before them."""
    before = -1
    for at, (start, end, blank) in enumerate(zip(*_places(doc), strict=True)):
        if blank or (start == before and doc[at - 1].text[-1].isalnum()):
            yield at
        before = end


def _places(doc: Doc) -> tuple[list[int], list[int], list[int]]:
    """Say where each token begins and ends in the text, and whether it is white space: at once, not token by token."""
    starts, lengths, blanks = doc.to_array(["IDX", "LENGTH", "IS_SPACE"]).reshape(len(doc), 3).T
    return starts.tolist(), (starts + lengths).tolist(), blanks.tolist()


@Language.component(FACTORY, assigns=["doc.spans", "token.is_sent_start"])
def blocks(doc: Doc) -> Doc:
    """Mark the blocks of a Doc."""
    return set_annotations(doc, match(doc))
