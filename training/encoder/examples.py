"""Line up the labels of an essay with its units, words and pieces, as the encoder sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc

from argmap.evaluation.gold import GoldEssay
from argmap.pipeline.encoder import Unit, units_of
from argmap.pipeline.wordpieces import WordPieces

ROLES = ("claim", "evidence", "other")
CERTAINTIES = ("certain", "probable", "possible")
POLARITIES = ("+", "-", "?")
#: The relation types; 0 is none.
RELATIONS = ("none", "support", "attack")
#: The polarity of a link of which nobody has said it.
UNSAID = -100
#: Tags of words in a horizon: not in one, inside, first.
INSIDE, FIRST = 1, 2


@dataclass(frozen=True)
class LinkExample:
    """A labelled causal link inside one unit; words are counted from its start, spans are [first, last]."""

    cause: tuple[int, int]
    effect: tuple[int, int]
    heads: tuple[int, int]
    polarity: int


@dataclass
class Example:
    """A unit with its labels; None is a question that nobody has answered."""

    number: int
    unit: Unit
    label: Mapping[str, Any] | None = None
    links: list[LinkExample] | None = None
    horizon: list[int] = field(default_factory=list)
    marker: list[int] = field(default_factory=list)

    @property
    def pieces(self) -> Sequence[int]:
        """The pieces of the unit."""
        return self.unit.pieces


@dataclass(frozen=True)
class EssayExamples:
    """The units of an essay, and its relations as numbers of units to a place in RELATIONS.

    `labelled` tells an essay whose units have roles, so that only claims can be targets, from one without any.
    """

    examples: Sequence[Example]
    relations: Mapping[tuple[int, int], int] | None
    labelled: bool = True

    def asks(self, example: Example, *, of_target: bool = False) -> bool:
        """Tell whether a unit can be the source, or the target, of a relation."""
        if not self.labelled:
            return True
        return example.label is not None and (not of_target or example.label["role"] == "claim")


def essay_examples(gold: GoldEssay, doc: Doc, pieces: WordPieces) -> EssayExamples:
    """Make the examples of one essay; links between units are left out: there are too few to learn from."""
    spans = list(doc.spans["units"])
    examples = []
    for number, (span, unit) in enumerate(zip(spans, units_of(doc, pieces), strict=True)):
        covered = gold.covering(span.start_char, span.end_char)
        label = gold.units[covered[0]] if covered else None
        count = len(unit.firsts)
        links: list[LinkExample] | None = [] if label else None
        examples.append(Example(number, unit, label, links, horizon=[0] * count, marker=[0] * count))
    places = places_of(doc)
    _add_links(gold, doc, examples, places)
    _add_horizons(gold, doc, examples, places)
    numbers = {own["i"]: example.number for example in examples if (own := example.label)}
    relations = {(numbers[row["from"]], numbers[row["to"]]): RELATIONS.index(row["type"])
                 for row in gold.relations if row["from"] in numbers and row["to"] in numbers}
    return EssayExamples(examples, relations)


def places_of(doc: Doc) -> dict[int, int]:
    """Give each word the number of its unit."""
    return {i: number for number, span in enumerate(doc.spans["units"]) for i in range(span.start, span.end)}


def _add_links(gold: GoldEssay, doc: Doc, examples: Sequence[Example], places: Mapping[int, int]) -> None:
    for row in gold.causal:
        ends = gold.words(row["cause_i"], row["cause"]), gold.words(row["i"], row["effect"])
        example = add_link(doc, examples, places, *ends, POLARITIES.index(row["polarity"]))
        if example is not None and row["marker"]:
            start, count = doc.spans["units"][example.number].start, len(example.unit.firsts)
            for i in _inside(_tokens(doc, gold.words(row["i"], row["marker"])), start, count):
                example.marker[i] = 1


def add_link(
    doc: Doc, examples: Sequence[Example], places: Mapping[int, int], cause: tuple[int, int] | None,
    effect: tuple[int, int] | None, polarity: int
) -> Example | None:
    """Add a link between two stretches of characters to the unit that they are both in, and give that unit.

    Args:
        places: for each word the number of its unit.
    """
    one, other = _tokens(doc, cause), _tokens(doc, effect)
    if one is None or other is None or places.get(one[0], -1) != places.get(other[0], -2):
        return None
    example = examples[places[one[0]]]
    start, count = doc.spans["units"][example.number].start, len(example.unit.firsts)
    if max(one[1], other[1]) - start >= count or example.links is None:
        return None
    heads = _head(doc, one) - start, _head(doc, other) - start
    example.links.append(LinkExample(_from(start, one), _from(start, other), heads, polarity))
    return example


def _from(start: int, stretch: tuple[int, int]) -> tuple[int, int]:
    return stretch[0] - start, stretch[1] - start


def _add_horizons(gold: GoldEssay, doc: Doc, examples: Sequence[Example], places: Mapping[int, int]) -> None:
    for label in gold.units:
        found = _tokens(doc, gold.words(label["i"], label["horizon"]) if label["horizon"] else None)
        if found is None or found[0] not in places:
            continue
        example = examples[places[found[0]]]
        start = doc.spans["units"][example.number].start
        for i in _inside(found, start, len(example.unit.firsts)):
            example.horizon[i] = FIRST if i + start == found[0] else INSIDE


def _tokens(doc: Doc, characters: tuple[int, int] | None) -> tuple[int, int] | None:
    """Find the first and the last token of some characters."""
    if characters is None:
        return None
    span = doc.char_span(*characters, alignment_mode="expand")
    return None if span is None else (span.start, span.end - 1)


def _inside(span: tuple[int, int] | None, start: int, count: int) -> Iterator[int]:
    return (i - start for i in range(span[0], span[1] + 1) if 0 <= i - start < count) if span else iter(())


def _head(doc: Doc, span: tuple[int, int]) -> int:
    """Find the first word of a span whose head is outside of it: what the end hangs on."""
    inside = range(span[0], span[1] + 1)
    return next((i for i in inside if doc[i].head.i == i or doc[i].head.i not in inside), span[1])
