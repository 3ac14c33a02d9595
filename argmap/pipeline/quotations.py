"""Find what stands in quotation marks, in a quotation block, or after an introduction, and who may have said it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span

from argmap.pipeline.words import wording, words
from argmap.resources import lexicon

__all__ = ["QUOTES", "Quotation", "quotations"]

QUOTES: Mapping[str, str] = {"“": "”", "❝": "❞", '"': '"', "``": "''", "«": "»"}
#: How many units after an introduced paragraph may still be said by the same person.
LINGER = 6
MARK = re.compile("[" + "".join(sorted({mark for pair in QUOTES.items() for mark in pair if len(mark) == 1})) + "]")
STRAIGHT = '"'
#: What stands before a straight mark that closes.
CLOSERS = frozenset(".,!?;:…)]%")
#: Quotations within quotations are counted this deep.
DEEPEST = 2
#: What stands before the name of whoever signs.
DASHES = frozenset({"-", "–", "—", "--", "―", "~"})
VERBS = frozenset({"VERB", "AUX"})
#: How many words of a unit are looked at.
LONGEST = 400
#: How many words before the colon of an introduction are looked at.
NEAR = 25


@dataclass(frozen=True, slots=True)
class Quotation:
    """What speaks for it that a unit is quoted: by whom, "" where nobody is named, and the features of the place."""

    unit: int
    holder: str
    features: Mapping[str, float]


@dataclass(slots=True)
class _Introduction:
    """Who was announced, the last unit of the paragraph after it, and the features of the sentence that did it."""

    who: str = ""
    until: int = -1
    features: tuple[str, ...] = ()


def quotations(units: Sequence[Span], named: Sequence[str], speakers: Sequence[str]) -> Iterator[Quotation]:
    """Yield what may be a quotation.

    Args:
        units: in the order of the text.
        named: whom each unit reports or names, "" for none.
        speakers: whose words a unit begins ("Jane Brown: ..."), "" for none.
    """
    texts = [wording(unit).strip() for unit in units]
    marks = _marked(units, texts)
    signed = _signed(units, marks)
    introduced, last = _Introduction(), ""
    for number, unit in enumerate(units):
        kind = marks[number]
        who = introduced.who or _before(named, number) or last
        if number in signed:
            yield Quotation(number, signed[number], _features(unit, kind, "signed", ()))
        if introduced.who and number <= introduced.until + LINGER:
            stage = "introduced" if number <= introduced.until else "later"
            yield Quotation(number, introduced.who, _features(unit, kind, stage, introduced.features))
        elif kind:
            after = named[number + 1] if not who and number + 1 < len(units) else ""
            if who or after:
                yield Quotation(number, who or after, _features(unit, kind, "", ()))
        last = named[number] or last
        if (texts[number].endswith(":") or speakers[number]) and last and number + 1 < len(units):
            own = bool(speakers[number])
            until = _block_end(units, number if own else number + 1)
            introduced = _Introduction(speakers[number] or last, until, tuple(_introduces(units, number, own=own)))
        elif number >= introduced.until + LINGER and kind not in ("inside", "across", "block"):
            introduced = _Introduction()


def _before(named: Sequence[str], number: int) -> str:
    return next((named[at] for at in (number - 1, number - 2) if at >= 0 and named[at]), "")


def _marked(units: Sequence[Span], texts: Sequence[str]) -> list[str]:
    """Tell how each unit is marked: a "block", "inside" marks or "across" paragraphs, "opens" with one, or ""."""
    blocks = [block for block in units[0].doc.spans.get("blocks", ()) if block.label_ == "quote"] if units else []
    quoted = {i for block in blocks for i in range(block.start, block.end)}
    found: list[str] = []
    depth, since, framed = 0, 0, False
    for number, (unit, text) in enumerate(zip(units, texts, strict=True)):
        opens = text[:1] in QUOTES
        apart = number == 0 or _opens_block(units, number)
        since = since + 1 if depth and (since or apart) else 0
        if opens or since > LINGER or (apart and not framed):
            depth = 0
        framed = opens if apart and not depth else framed
        kind = "opens" if opens else "across" if depth and since else "inside" if depth else ""
        found.append("block" if unit.start in quoted else kind)
        depth = _depth(text, depth)
    return found


def _depth(text: str, depth: int) -> int:
    """Count the quotation marks that are still open at the end of a text; a straight one opens before a word."""
    for match in MARK.finditer(text):
        at, mark = match.start(), match[0]
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        begins = after.isalnum() and not before.isalnum() and before not in CLOSERS
        opens = mark in QUOTES and (begins or mark != STRAIGHT)
        depth = min(DEEPEST, depth + 1) if opens else max(0, depth - 1)
    return depth


def _signed(units: Sequence[Span], marks: Sequence[str]) -> dict[int, str]:
    """Find the paragraphs that stand over a line with a name, "- Jane Brown, engineer": unit to the name."""
    found: dict[int, str] = {}
    for number, unit in enumerate(units):
        name = _signature(unit)
        if not name or not number or "item" in _around(units, number):
            continue
        at = number - 1
        while at > 0 and number - at < 2 * LINGER and (not _opens_block(units, at) or marks[at] == "across"):
            at -= 1
        found.update((inside, name) for inside in range(at, number))
    return found


def _signature(unit: Span) -> str:
    """Name whoever signs: what follows a dash, up to a comma, in a unit without a verb; "" for any other unit."""
    columns, start = words(unit.doc), unit.start
    if start and columns.texts[start - 1] in DASHES:  # a line with a dash is a list item, whose unit begins after it
        start -= 1
    if columns.texts[start] not in DASHES and not columns.spaces[start]:
        return ""
    own = [at for at in range(start, min(unit.end, start + LONGEST)) if not columns.spaces[at]]
    poses = [columns.poses[at] for at in own]
    if len(own) < 2 or columns.texts[own[0]] not in DASHES or poses[1] != "PROPN" or not VERBS.isdisjoint(poses):
        return ""
    end = next((at for at, pos in enumerate(poses) if at and pos != "PROPN"), len(own))
    return columns.quote(own[1], own[end - 1] + 1)


def _around(units: Sequence[Span], number: int) -> list[str]:
    return [units[at].label_ for at in (number - 1, number + 1) if 0 <= at < len(units)]


def _opens_block(units: Sequence[Span], number: int) -> bool:
    """Tell whether a unit begins a paragraph."""
    between = words(units[number].doc).texts[units[number - 1].end : units[number].start]
    return any("\n" in text for text in between)


def _block_end(units: Sequence[Span], number: int) -> int:
    """Find the last unit of the paragraph that a unit begins."""
    while number + 1 < len(units) and not _opens_block(units, number + 1):
        number += 1
    return number


def _introduces(units: Sequence[Span], number: int, *, own: bool) -> Iterator[str]:
    """Describe an introduction: what it announces, with which verb, and where what it announces stands."""
    unit = units[number]
    if own:
        yield "speaker"
        return
    columns, last = words(unit.doc), range(max(unit.start, unit.end - NEAR), unit.end)
    stems = columns.stems[last.start : last.stop]
    for name in ("quotation-nouns", "list-words"):
        if not _list(name).isdisjoint(stems):
            yield name
    if any(columns.poses[at] == "VERB" and columns.stems[at] in _list("strong-reporting-verbs") for at in last):
        yield "says"
    if not _list("first-persons").isdisjoint(columns.lowers[last.start : last.stop]):
        yield "own"
    entities = unit.doc.spans.get("entities", ())
    yield from sorted({entity.label_ for entity in entities if unit.start <= entity.start < unit.end})
    yield "apart" if _opens_block(units, number + 1) else "inline"
    yield f"then:{units[number + 1].label_}"


def _features(unit: Span, kind: str, stage: str, introduction: Sequence[str]) -> dict[str, float]:
    name = f"quoted:{':'.join(part for part in (stage, kind) if part)}"
    features = {name: 1.0, "quoted": 1.0, f"is:{unit.label_}": 1.0, f"{name}|is:{unit.label_}": 1.0}
    features[f"quoted:{kind or 'plain'}"] = 1.0
    for part in introduction:
        features[f"intro:{part}"] = features[f"intro:{part}|{stage}"] = 1.0
    says = "says" if "says" in introduction or "quotation-nouns" in introduction else "lists"
    if introduction:
        features[f"intro:{says}|{stage}|{'then' if 'apart' in introduction else 'inline'}|is:{unit.label_}"] = 1.0
    if not _list("first-persons").isdisjoint(words(unit.doc).lowers[unit.start : min(unit.end, unit.start + LONGEST)]):
        features["quoted.first-person"] = features[f"quoted.first-person|{stage}"] = 1.0
    return features


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon(name))
