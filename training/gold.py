"""Read labelled essays: the text as argmap reads it, and where each labelled unit stands in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argmap.model import Document
from argmap.readers import read


@dataclass(frozen=True)
class GoldEssay:
    """One essay with its labels as guide.md describes them; `spans[i]` is where units[i] stands, or None."""

    name: str
    document: Document
    units: Sequence[dict[str, Any]]
    causal: Sequence[dict[str, Any]]
    relations: Sequence[dict[str, Any]]
    spans: Sequence[tuple[int, int] | None]

    def covering(self, start: int, end: int) -> list[int]:
        """List the units that [start, end) shares at least half of the shorter with, as the score counts."""
        return [i for i, span in enumerate(self.spans) if span and _half(span, start, end)]

    def words(self, unit: int, words: str) -> tuple[int, int] | None:
        """Find words of a unit in the document's text."""
        span = self.spans[unit]
        if span is None:
            return None
        at = self.document.text.find(words, span[0], span[1] + 2)
        return None if at < 0 else (at, at + len(words))


def _half(span: tuple[int, int], start: int, end: int) -> bool:
    overlap = min(end, span[1]) - max(start, span[0])
    return overlap > 0 and overlap >= 0.5 * min(end - start, span[1] - span[0])


def essays(folder: Path) -> Iterator[GoldEssay]:
    """Yield the labelled essays of a folder, sorted by name."""
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        document = read(path.with_name(path.name.removesuffix(".gold.json") + ".md"))
        yield GoldEssay(gold["essay"], document, gold["units"], gold["causal"], gold["relations"],
                        _place([unit["text"] for unit in gold["units"]], document.text))


def _place(units: Sequence[str], text: str) -> list[tuple[int, int] | None]:
    """Find each unit in turn, white space aside."""
    back = [i for i, character in enumerate(text) if not character.isspace()]
    flat = "".join(text[i] for i in back)
    at = 0
    found: list[tuple[int, int] | None] = []
    for unit in units:
        key = re.sub(r"\s", "", unit)
        start = flat.find(key, at)
        if start < 0:
            found.append(None)
            continue
        at = start + len(key)
        found.append((back[start], back[at - 1] + 1))
    return found
