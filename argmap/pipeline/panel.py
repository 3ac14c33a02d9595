"""Linear models side by side: the features of a table are looked up once for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import accumulate, chain, pairwise, repeat

import numpy as np

from argmap.pipeline.linear import FAR, LinearModel
from argmap.pipeline.table import Column, Ints, Numbers, Table, dimensions

__all__ = ["Panel", "Weighed"]


class Panel:
    """Some models that look at the same rows."""

    def __init__(self, *models: LinearModel) -> None:
        names = dict.fromkeys(chain.from_iterable(model.weights for model in models))
        self._models = models
        self._rows = {name: number for number, name in enumerate(names)}
        # What a feature weighs is a row, label by label of each model; the last row is of any feature not known.
        self._matrix = np.hstack([
            np.array([model.weights.get(name, model.none) for name in names] + [model.none]) for model in models])

    def weigh(self, table: Table) -> list[Weighed]:
        """Look up what each feature of each row weighs, for every model."""
        shares = self._shares(table.column)
        numbers = self._look_up(table.numbers)
        vectors = self._look_up(dimensions(0 if table.vectors is None else table.vectors.shape[1]))
        bounds = accumulate((len(model.labels) for model in self._models), initial=0)
        return [Weighed(model, table, shares[low:high], numbers[low:high], vectors[low:high])
                for model, (low, high) in zip(self._models, pairwise(bounds), strict=True)]

    def _shares(self, column: Column) -> Numbers:
        """Give what each feature in a column adds to the scores, a row a label."""
        shares = self._look_up(column.names)[:, column.codes]
        return shares if column.values is None else shares * column.values

    def _look_up(self, names: Collection[str]) -> Numbers:
        """List the weights of some features, a row a label."""
        rows = np.fromiter(map(self._rows.get, names, repeat(-1)), np.int64, len(names))
        return np.ascontiguousarray(self._matrix[rows].T)


class Weighed:
    """A table as a model weighs it.

    Args:
        shares: what each feature in the column of the table adds to the scores, a row a label.
        numbers, vectors: the weights of the further features of the table, a row a label.
    """

    def __init__(self, model: LinearModel, table: Table, shares: Numbers, numbers: Numbers, vectors: Numbers) -> None:
        self._model, self._table = model, table
        self._shares, self._numbers, self._vectors = shares, numbers, vectors

    def chances(self) -> list[float]:
        """Give the probability of the only label for each row."""
        [scores] = self._scores()
        chances: list[float] = (1 / (1 + np.exp(-np.clip(scores, -FAR, FAR)))).tolist()
        return chances

    def distributions(self) -> list[dict[str, float]]:
        """Give each label its probability for each row."""
        return list(map(self._model.spread, self._scores().T.tolist()))

    def _scores(self) -> Numbers:
        """Add up what speaks for each label, a row a label."""
        table = self._table
        scores = np.array([bias + np.bincount(table.column.rows, shares, minlength=table.count)
                           for bias, shares in zip(self._model.bias, self._shares, strict=True)])
        if table.numbers:
            scores += self._numbers @ np.nan_to_num(np.array(list(table.numbers.values())))
        if table.vectors is not None:
            scores += self._vectors @ table.vectors.T
        return scores

    def reasons(self, row: int, label: str, *, most: int = 3) -> tuple[str, ...]:
        """Name the features of a row that speak most for a label, strongest first."""
        at, table = self._model.labels.index(label), self._table
        order, bounds = self._by_row
        own = order[bounds[row] : bounds[row + 1]]
        shares, names = self._shares[at, own], [table.column.names[code] for code in table.column.codes[own].tolist()]
        if table.vectors is not None:
            shares = np.concatenate((shares, self._vectors[at] * table.vectors[row]))
            names += dimensions(table.vectors.shape[1])
        found = sorted((-share, names[place]) for place, share in _greatest(shares, most))
        return tuple(name for _, name in found[:most])

    @cached_property
    def _by_row(self) -> tuple[Ints, list[int]]:
        """Sort the features in the column by row, and say where those of each row begin; the last is their number."""
        rows = self._table.column.rows
        order = np.argsort(rows, kind="stable")
        return order, np.searchsorted(rows[order], np.arange(self._table.count + 1)).tolist()


def _greatest(shares: Numbers, most: int) -> Iterator[tuple[int, float]]:
    """Yield the greatest of some numbers above 0, and where they stand; more than `most` only if some are the same."""
    [places] = np.nonzero(shares > 0)
    if len(places) > most:
        places = places[shares[places] >= np.partition(shares[places], -most)[-most]]
    return zip(places.tolist(), shares[places].tolist(), strict=True)
