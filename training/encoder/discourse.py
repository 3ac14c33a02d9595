"""Examples from public sets of discourse relations: what the encoder learns of causes and support before the essays.

Their labels are not ours (wider, over clauses, in other kinds of text), so they come first and the essays have the
last word.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from argmap.model import Document
from argmap.pipeline.encoder import units_of
from argmap.pipeline.wordpieces import WordPieces
from training.encoder.examples import RELATIONS, UNSAID, EssayExamples, Example, add_link, places_of

#: The sets of causal links: file, and how the labels begin that are ours.
CAUSES: Mapping[str, tuple[str, ...]] = {
    "because-hearings": ("Consequence", "Motivation"), "causal-news": ("causes",), "gum-pdtb": ("Contingency.Cause",),
}
#: The set of relations between clauses, and what each of its groups is among ours.
SUPPORTS = "gum-rst"
GROUPS: Mapping[str, str] = {"supports": "support", "concedes": "attack"}
#: Texts of a sentence or two are joined until they have so many units.
JOINED = 40

Row = Mapping[str, Any]


def rows(folder: Path, name: str) -> list[Row]:
    """Read the part of a set that is for training."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row["split"] != "dev"]


def examples(
    folder: Path, parse: Callable[[Iterable[Document]], Iterator[Doc]], pieces: WordPieces
) -> Iterator[EssayExamples]:
    """Yield the texts of all sets with their causal links and relations."""
    for name, labels in CAUSES.items():
        found = rows(folder, name)
        docs = parse(map(_document, found))
        yield from _joined([_with_links(row, doc, pieces, labels) for row, doc in zip(found, docs, strict=True)])
    found = rows(folder, SUPPORTS)
    for row, doc in zip(found, parse(map(_document, found)), strict=True):
        yield _with_relations(row, doc, pieces)


def _document(row: Row) -> Document:
    return Document(title=row["id"], text=row["text"])


def _spans(row: Row) -> dict[str, tuple[int, int]]:
    return {span["id"]: (span["start"], span["end"]) for span in row["spans"]}


def _with_links(row: Row, doc: Doc, pieces: WordPieces, labels: Sequence[str]) -> EssayExamples:
    units = [Example(number, unit, links=[]) for number, unit in enumerate(units_of(doc, pieces))]
    places, spans = places_of(doc), _spans(row)
    for link in row["relations"]:
        if link["label"].startswith(tuple(labels)):
            add_link(doc, units, places, spans[link["head"]], spans[link["tail"]], UNSAID)
    return EssayExamples(units, None, labelled=False)


def _with_relations(row: Row, doc: Doc, pieces: WordPieces) -> EssayExamples:
    units = [Example(number, unit) for number, unit in enumerate(units_of(doc, pieces))]
    starts = [(span.start_char, span.end_char) for span in doc.spans["units"]]
    spans = _spans(row)
    relations = {}
    for link in row["relations"]:
        if link["argmap"] in GROUPS:
            source, target = (_unit(starts, spans[link[end]][0]) for end in ("head", "tail"))
            if source is not None and target is not None and source != target:
                relations[source, target] = RELATIONS.index(GROUPS[link["argmap"]])
    return EssayExamples(units, relations, labelled=False)


def _joined(found: Sequence[EssayExamples]) -> Iterator[EssayExamples]:
    """Join texts of a few units to longer ones, so that a step is not a single sentence."""
    units: list[Example] = []
    for essay in found:
        units += [replace(example, number=len(units) + at) for at, example in enumerate(essay.examples)]
        if len(units) >= JOINED:
            yield EssayExamples(units, None, labelled=False)
            units = []
    if units:
        yield EssayExamples(units, None, labelled=False)


def _unit(starts: Sequence[tuple[int, int]], at: int) -> int | None:
    return next((number for number, (start, end) in enumerate(starts) if start <= at < end), None)
