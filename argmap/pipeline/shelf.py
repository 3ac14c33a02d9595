"""Which trained parts judge a Doc: those that know the encoder's answers, or those that go without (`--fast`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from argmap.pipeline import linear
from argmap.pipeline.panel import Panel
from argmap.pipeline.reading import reading
from argmap.pipeline.thresholds import numbers

__all__ = ["FAST", "FULL", "Shelf", "shelf"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of models: a path that ends in a slash, seen from argmap's own models, "" for those themselves."""

    folder: str

    def model(self, name: str) -> linear.LinearModel:
        """Load the linear model of that name, once a process."""
        return linear.load(f"{self.folder}{name}")

    def panel(self, *names: str) -> Panel:
        """Put linear models side by side that look at the same features, once a process."""
        return _panel(self, names)

    def thresholds(self) -> Mapping[str, float]:
        """Give for each question the probability from which on the answer is yes."""
        return numbers(f"{self.folder}thresholds")

    def limits(self) -> Mapping[str, float]:
        """Give the probabilities from which on relations are taken."""
        return numbers(f"{self.folder}relation-limits")


@cache
def _panel(parts: Shelf, names: tuple[str, ...]) -> Panel:
    return Panel(*map(parts.model, names))


FULL, FAST = Shelf(""), Shelf("fast/")


if not Doc.has_extension("shelf"):
    Doc.set_extension("shelf", default=None)


def shelf(doc: Doc) -> Shelf:
    """Choose by whether the encoder has read the Doc, where doc._.shelf does not name another."""
    given: Shelf | None = doc._.shelf
    return given or (FAST if reading(doc) is None else FULL)
