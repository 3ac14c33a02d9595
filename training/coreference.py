"""Read GUM's annotation of who and what is meant: mentions of the same thing, in the text as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.syntax.treebank import Sentence, documents, read

#: How MISC opens and closes mentions: "(3-person-giv:act-...", "3)", "(4-abstract-new-...)".
BRACKET = re.compile(r"(?P<opens>\()?(?P<name>[^()]+)(?P<closes>\))?")


@dataclass(frozen=True)
class Mention:
    """Words that stand for something, by their characters; `thing` is the same for all that mean the same."""

    start: int
    end: int
    thing: str


@dataclass(frozen=True)
class Text:
    """A document as it was written, its name, and its mentions in the order in which they begin."""

    name: str
    text: str
    mentions: Sequence[Mention]


def texts(path: Path) -> Iterator[Text]:
    """Yield the documents of a CoNLL-U file with entities."""
    return map(_text, documents(read(path)))


def _text(sentences: Sequence[Sentence]) -> Text:
    parts: list[str] = []
    found: list[Mention] = []
    open_: dict[str, list[int]] = {}
    at = 0
    for sentence in sentences:
        if parts:
            gap = "\n\n" if sentence.new_paragraph else "" if parts[-1].endswith(" ") else " "
            parts.append(gap)
            at += len(gap)
        for word in sentence.words:
            found += _mentions(word.misc, at, at + len(word.form), open_)
            parts.append(word.form + " " * word.space)
            at += len(parts[-1])
    return Text(sentences[0].document, "".join(parts), sorted(found, key=lambda mention: (mention.start, -mention.end)))


def _mentions(misc: str, start: int, end: int, open_: dict[str, list[int]]) -> Iterator[Mention]:
    """Yield the mentions that end with a word; those that it opens are kept in `open_`."""
    entity = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
    for match in BRACKET.finditer(entity[1]) if entity else ():
        thing = match["name"].split("-")[0]
        if match["opens"]:
            open_.setdefault(thing, []).append(start)
        if match["closes"] and open_.get(thing):
            yield Mention(open_[thing].pop(), end, thing)
