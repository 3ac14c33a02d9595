"""The features of many rows in columns: each name is made, and its weight looked up, once for all rows that have it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, chain, product
from string import Formatter
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Bools", "Column", "Fields", "Ints", "Lists", "Names", "Numbers", "Table", "dimensions", "listed", "marked",
    "numbered", "ranges",
]

T = TypeVar("T")

Numbers = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Column(NamedTuple):
    """Features: for every i the row `rows[i]` has that with the name `names[codes[i]]`; they are 1 without `values`."""

    names: Sequence[str]
    codes: Ints
    rows: Ints
    values: Numbers | None = None

    @classmethod
    def joined(cls, columns: Iterable[Column]) -> Column:
        """Put columns of the same rows one after the other."""
        parts = [NOTHING, *columns]
        firsts = accumulate((len(part.names) for part in parts), initial=0)
        return cls(
            list(chain.from_iterable(part.names for part in parts)),
            np.concatenate([part.codes + first for part, first in zip(parts, firsts, strict=False)]),
            np.concatenate([part.rows for part in parts]),
            np.concatenate([np.ones(len(part.codes)) if part.values is None else part.values for part in parts]),
        )


NOTHING = Column((), np.array((), dtype=np.int64), np.array((), dtype=np.int64))


class Names:
    """The names of the features of a column: a pattern, with every choice of some values filled in.

    >>> names = Names("place={}:{}", ("ahead", "back"), ("near", "far"))
    >>> column = names.column(np.array([0, 1]), np.array([1, 0]))
    >>> [names.all[code] for code in column.codes]
    ['place=ahead:far', 'place=back:near']
    """

    def __init__(self, pattern: str, *values: Sequence[object]) -> None:
        self.all = list(map(pattern.replace("{}", "%s").__mod__, product(*values)))
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


def numbered(values: Iterable[T]) -> tuple[list[T], Ints]:
    """Number different values in the order in which they come, and give the number of each.

    >>> numbered(["b", "a", "b"])
    (['b', 'a'], array([0, 1, 0]))
    """
    every = list(values)
    known = {value: number for number, value in enumerate(dict.fromkeys(every))}
    return list(known), np.fromiter(map(known.__getitem__, every), dtype=np.int64, count=len(every))


class Fields:
    """What is known of every row, field by field: a pattern with the names of fields makes a column of features.

    >>> fields = Fields(side=["cause", "effect"], length=[3, 3])
    >>> fields.column("{side}: length {length}").names
    ['cause: length 3', 'effect: length 3']
    """

    def __init__(self, **fields: Iterable[object]) -> None:
        self._fields = {name: numbered(values) for name, values in fields.items()}

    def column(self, pattern: str, values: Numbers | None = None) -> Column:
        """Give every row the feature that its fields make, with the value 1 or those given."""
        template, wanted = _parsed(pattern)
        fields = [self._fields[name] for name in wanted]
        shape = [len(known) for known, _ in fields]
        codes = np.ravel_multi_index([codes for _, codes in fields], shape)
        counts = np.bincount(codes, minlength=math.prod(shape))
        used, places = np.flatnonzero(counts), np.cumsum(counts > 0) - 1
        choices = [map(known.__getitem__, column.tolist())
                   for (known, _), column in zip(fields, np.unravel_index(used, shape), strict=True)]
        names = list(map(template.__mod__, zip(*choices, strict=True)))
        return Column(names, places[codes], np.arange(len(codes)), values)


@cache
def _parsed(pattern: str) -> tuple[str, tuple[str, ...]]:
    """Take the names of fields out of a pattern; % fills them in faster than format()."""
    names = tuple(name for _, name, _, _ in Formatter().parse(pattern) if name)
    return pattern.format(**dict.fromkeys(names, "%s")), names


def listed(rows: Sequence[Mapping[str, float]]) -> Column:
    """Put features that are there by name, row by row, into a column; a name stands there for each row that has it."""
    names = list(chain.from_iterable(rows))
    values = np.fromiter(chain.from_iterable(row.values() for row in rows), np.float64, len(names))
    return Column(names, np.arange(len(names)), np.repeat(np.arange(len(rows)), list(map(len, rows))), values)


@cache
def dimensions(width: int) -> tuple[str, ...]:
    """Name the features of a vector."""
    return tuple(f"v{number}" for number in range(width))


def ranges(starts: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """Unroll ranges of numbers: of which range each number in any of them is, and the number.

    >>> ranges(np.array([7, 3]), np.array([1, 2]))
    (array([0, 1, 1]), array([7, 3, 4]))
    """
    which = np.repeat(np.arange(len(sizes)), sizes)
    return which, np.arange(len(which)) + (starts - np.cumsum(sizes) + sizes)[which]


class Lists:
    """Several values for each of some things, in one array after the other."""

    def __init__(self, lists: Sequence[Sequence[Any]]) -> None:
        self.values, self.flat = numbered(chain.from_iterable(lists))
        self._counts = np.array([len(several) for several in lists], dtype=np.int64)
        self._starts = np.cumsum(self._counts) - self._counts

    def of(self, things: Ints) -> tuple[Ints, Ints]:
        """List the values of some things: the place in `things` of each, and where it stands in `flat`."""
        return ranges(self._starts[things], self._counts[things])


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of features.

    Args:
        count: how many rows there are.
        column: their features, no name twice in a row.
        numbers: further features with their value in each row, NaN where a row has no such feature.
        vectors: the features v0, v1, ... of each row.
    """

    count: int
    column: Column = NOTHING
    numbers: Mapping[str, Numbers] = field(default_factory=dict)
    vectors: Numbers | None = None

    def joined(self, other: Table) -> Table:
        """Add the features that another table has of the same rows."""
        return Table(self.count, Column.joined((self.column, other.column)), {**self.numbers, **other.numbers})

    def rows(self) -> list[dict[str, float]]:
        """Give the features of each row by name."""
        found: list[dict[str, float]] = [{} for _ in range(self.count)]
        names, codes, rows, values = self.column
        ones = np.ones(len(codes)) if values is None else values
        for code, row, value in zip(codes.tolist(), rows.tolist(), ones.tolist(), strict=True):
            found[row][names[code]] = value
        for name, values in self.numbers.items():
            for row, value in zip(found, values.tolist(), strict=True):
                if not math.isnan(value):
                    row[name] = value
        for row, vector in zip(found, () if self.vectors is None else self.vectors.tolist(), strict=False):
            row.update(zip(dimensions(len(vector)), vector, strict=True))
        return found
