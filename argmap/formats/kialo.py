"""The text that Kialo exports: numbered claims, each pro or con the one whose number it goes on from.

    Discussion Title: Should it rain?

    1. It should rain.
    1.1. Pro: Rain is good for plants.
    1.1.1. Con: Some plants drown.
    1.2. Con: -> See 1.1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.errors import GraphError
from argmap.formats.imported import Drawn, Place, Said, bounded, build, check_length, plural
from argmap.formats.table import Imported
from argmap.model import Document, Scheme
from argmap.readers.source import clean

__all__ = ["loads"]

TITLE = re.compile(r"\s*Discussion (?:Title|Name):[ \t]*\n?([^\n]*)\n?")
CLAIM = re.compile(r"^[ \t]*(\d{1,9}(?:\.\d{1,9})*)\.[ \t]+(?:(Pro|Con):[ \t]*)?", re.MULTILINE)
REFERENCE = re.compile(r"->\s*See\s+(\d{1,9}(?:\.\d{1,9})*)\.?\s*")
#: The list of sources below the claims.
SOURCES = re.compile(r"^Sources:?[ \t]*$", re.MULTILINE)
ESCAPED = re.compile(r"\\([\[\]()*_#\\])")
LINK = re.compile(r"\[([^\[\]\n]+)\]\([^()\[\n]+\)")
SCHEMES = {"Pro": Scheme.SUPPORT, "Con": Scheme.ATTACK}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """One numbered line, and the lines that go on with it."""

    number: str
    stance: str
    words: str
    place: Place
    cue: Place


def loads(source: str) -> Imported:
    """Read an export; the text below its title becomes the document.

    Raises:
        GraphError: there is no numbered claim, a number comes twice, or a claim goes on from or points at nothing.
    """
    text = clean(source)
    check_length(len(text))
    title = TITLE.match(text)
    body = text[title.end() if title else 0 :]
    first_line = text.count("\n", 0, len(text) - len(body)) + 1
    claims = list(_claims(body))
    _check(claims, body, first_line)
    said = [Said(key=item.number, text=_plain(item.words) or item.number, places=(item.place,))
            for item in claims if not REFERENCE.fullmatch(item.words)]
    drawn = bounded(_drawn(claims, body, first_line))
    document = Document(text=body, title=" ".join(title[1].split()) if title else "", language="")
    alone = sum("." in item.number and not item.stance for item in claims)
    notes = (f"{plural(alone, 'claim')} neither pro nor con stand alone",) if alone else ()
    return Imported(amap=build(document, said, drawn, source="kialo"), left_out=notes)


def _claims(body: str) -> Iterator[_Claim]:
    sources = SOURCES.search(body)
    end = sources.start() if sources else len(body)
    marks = list(CLAIM.finditer(body, 0, end))
    root = f"{marks[0][1]}." if marks else ""
    marks = [mark for at, mark in enumerate(marks) if at == 0 or mark[1].startswith(root)]
    for mark, after in zip(marks, [*(later.start() for later in marks), end][1:], strict=True):
        words = body[mark.end() : after].rstrip()
        cue = Place(start=mark.start(2), end=mark.end(2), cue=mark[2]) if mark[2] else Place(start=0, end=0)
        yield _Claim(number=mark[1], stance=mark[2] or "", words=words, cue=cue,
                     place=Place(start=mark.end(), end=mark.end() + len(words)))


def _check(claims: Sequence[_Claim], body: str, first_line: int) -> None:
    if not claims:
        raise GraphError("holds no numbered claim", hint="a Kialo export has lines like `1.1. Pro: ...`")
    seen: set[str] = set()
    for item in claims:
        if item.number in seen:
            raise GraphError(f"the number {item.number[:80]} comes twice", where=_line(item, body, first_line))
        seen.add(item.number)


def _drawn(claims: Sequence[_Claim], body: str, first_line: int) -> Iterator[Drawn]:
    numbered = {item.number: item for item in claims}
    for item in claims:
        source, parent = _referred(item, numbered, body, first_line), item.number.rpartition(".")[0]
        if not item.stance:
            continue
        if parent not in numbered:
            raise GraphError(f"{item.number[:80]} goes on from {parent[:80] or 'nothing'}, which is not there",
                             where=_line(item, body, first_line))
        target = _referred(numbered[parent], numbered, body, first_line)
        yield Drawn(scheme=SCHEMES[item.stance], premises=(source,), conclusion=target, place=item.cue)


def _referred(item: _Claim, numbered: Mapping[str, _Claim], body: str, first_line: int) -> str:
    """Follow `-> See 1.3.` to the claim that it points at, which must be one with words."""
    reference = REFERENCE.fullmatch(item.words)
    if reference is None:
        return item.number
    target = numbered.get(reference[1])
    if target is None or REFERENCE.fullmatch(target.words):
        raise GraphError(f"points at {reference[1][:80]}, which is no claim", where=_line(item, body, first_line))
    return target.number


def _line(item: _Claim, body: str, first_line: int) -> str:
    return f"line {first_line + body.count(chr(10), 0, item.place.start)}"


def _plain(words: str) -> str:
    """Take links and escapes out of Kialo's Markdown."""
    return " ".join(ESCAPED.sub(r"\1", LINK.sub(r"\1", words)).split())
