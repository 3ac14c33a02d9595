"""How alike the directions of propositions are: of two, and of one beside those around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from argmap.pipeline.profiles import Profile
from argmap.pipeline.table import Column, Ints, Names, Numbers

__all__ = ["Likeness"]

#: How many propositions on either side of one are the company that its likeness is ranked in.
COMPANY = 6
#: Likenesses that differ by less are the same.
SAME = 1e-6
ENDS = ("source", "target")
#: Further ranks are as good as the last.
LAST = 5
RANK = {end: Names(f"alike-rank:{end}={{}}", range(LAST + 1)) for end in ENDS}


class Likeness:
    """The likeness of the propositions of one essay; NaN stands for that of one without a vector."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        width = max((len(profile.vector) for profile in profiles if profile.vector is not None), default=1)
        nowhere = np.full(width, np.nan, dtype=np.float32)
        self._directions = np.array([nowhere if profile.vector is None else profile.vector for profile in profiles])
        self._headings = np.array([profile.heading for profile in profiles])
        self._company = self._around(len(profiles))
        known = ~np.isnan(self._company)
        total = np.where(known, self._company, 0.0).sum(axis=1)
        self._central = np.where(known.any(axis=1), total / np.maximum(1, known.sum(axis=1)), np.nan)

    def of(self, ones: Ints, others: Ints) -> Numbers:
        """Compare propositions with others, as cosine, one by one."""
        cosines: Numbers = np.einsum("ij,ij->i", self._directions[ones], self._directions[others]).astype(np.float64)
        return cosines

    def _around(self, count: int) -> Numbers:
        """Compare each proposition with those around it."""
        found = np.full((count, 2 * COMPANY), np.nan)
        every = np.arange(count)
        for step in range(1, min(COMPANY, count - 1) + 1):
            found[step:, step - 1] = found[:-step, COMPANY + step - 1] = self.of(every[step:], every[:-step])
        return found

    def numbers(self, source: Ints, target: Ints) -> dict[str, Numbers]:
        """Give the likeness of pairs, how like all around it each end is, and the target to its heading."""
        alike, heading = self.of(source, target), self._headings[target]
        found = {"alike": alike}
        for end, at in zip(ENDS, (source, target), strict=True):
            found[f"central:{end}"] = np.where(np.isnan(alike), np.nan, self._central[at])
        headed = (heading >= 0) & ~np.isnan(alike)
        found["target-like-its-heading"] = np.where(headed, self.of(target, heading), np.nan)
        return found

    def ranks(self, source: Ints, target: Ints) -> Iterator[Column]:
        """Count for each end of a pair how many around it are more like it than the other end."""
        alike = self.of(source, target)
        for end, at in zip(ENDS, (source, target), strict=True):
            more = (self._company[at] > alike[:, None] + SAME).sum(axis=1)
            yield RANK[end].where(~np.isnan(alike), np.minimum(LAST, more))
