"""The features of many rows in columns: each name is made, and its weight looked up, once for all rows that have it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bools", "Column", "Ints", "Lists", "Names", "Numbers", "Table", "marked", "numbered"]

Numbers = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Column(NamedTuple):
    """Features that are 1: the row `rows[i]` has the one with the name `names[codes[i]]`, for every i."""

    names: Sequence[str]
    codes: Ints
    rows: Ints


class Names:
    """The names of the features of a column: a pattern, with every choice of some values filled in.

    >>> names = Names("place={}:{}", ("ahead", "back"), ("near", "far"))
    >>> column = names.column(np.array([0, 1]), np.array([1, 0]))
    >>> [names.all[code] for code in column.codes]
    ['place=ahead:far', 'place=back:near']
    """

    def __init__(self, pattern: str, *values: Sequence[object]) -> None:
        self.all = [pattern.format(*choice) for choice in product(*values)]
        self._shape = [len(several) for several in values]

    def column(self, *values: NDArray[Any], rows: Ints | None = None) -> Column:
        """Give each row, all of them or those listed, the feature with these values, by their index."""
        codes = np.zeros(len(values[0]), dtype=np.int64)
        for size, several in zip(self._shape, values, strict=True):
            codes = codes * size + several
        return Column(self.all, codes, np.arange(len(codes)) if rows is None else rows)

    def where(self, holds: Bools, *values: NDArray[Any]) -> Column:
        """Give the feature with these values to the rows of which something holds."""
        rows = np.flatnonzero(holds)
        return self.column(*(several[rows] for several in values), rows=rows)


def marked(name: str, holds: Bools) -> Column:
    """Give a feature to the rows of which something holds."""
    rows = np.flatnonzero(holds)
    return Column([name], np.zeros(len(rows), dtype=np.int64), rows)


def numbered(values: Iterable[str]) -> tuple[list[str], Ints]:
    """Number different values in the order in which they come, and give the number of each.

    >>> numbered(["b", "a", "b"])
    (['b', 'a'], array([0, 1, 0]))
    """
    known: dict[str, int] = {}
    codes = [known.setdefault(value, len(known)) for value in values]
    return list(known), np.array(codes, dtype=np.int64)


class Lists:
    """Several values for each of some things, in one array after the other."""

    def __init__(self, lists: Sequence[Sequence[Any]]) -> None:
        self.values, self.flat = numbered(chain.from_iterable(lists))
        self._counts = np.array([len(several) for several in lists], dtype=np.int64)
        self._starts = np.cumsum(self._counts) - self._counts

    def of(self, things: Ints) -> tuple[Ints, Ints]:
        """List the values of some things: the place in `things` of each, and where it stands in `flat`."""
        counts = self._counts[things]
        places = np.repeat(np.arange(len(things)), counts)
        first = np.cumsum(counts) - counts
        return places, (self._starts[things] - first)[places] + np.arange(len(places))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of features.

    Args:
        count: how many rows there are.
        columns: features that are 1, no name in two columns.
        numbers: further features with their value in each row, NaN where a row has no such feature.
    """

    count: int
    columns: Sequence[Column] = ()
    numbers: Mapping[str, Numbers] = field(default_factory=dict)

    def joined(self, other: Table) -> Table:
        """Add the features that another table has of the same rows."""
        return Table(self.count, [*self.columns, *other.columns], {**self.numbers, **other.numbers})

    def rows(self) -> list[dict[str, float]]:
        """Give the features of each row by name."""
        found: list[dict[str, float]] = [{} for _ in range(self.count)]
        for names, codes, rows in self.columns:
            for code, row in zip(codes.tolist(), rows.tolist(), strict=True):
                found[row][names[code]] = 1.0
        for name, values in self.numbers.items():
            for row, value in zip(found, values.tolist(), strict=True):
                if not math.isnan(value):
                    row[name] = value
        return found
