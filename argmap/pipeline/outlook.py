"""Let each unit know how the units around it, and the essay as a whole, speak of the future.

    future:prev:modal=will@main      a sign of the future in the unit before; next: after; lead: what announces a list
    future:about:...                 the same within two units, counted
    future:share:will                the share of the essay's units with a sign; |future with one of the unit's own
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

__all__ = ["outlook"]

#: What a unit tells the units around it.
CARRIED = (
    "future", "future:asserted", "future:modal=open@main", "future:modal=would@main", "future:modal=will@main",
    "future:when=later", "has:colon", "rule:claims.if-then", "rule:predictions.expect",
    "rule:predictions.forecast-noun",
)
#: What the share of an essay's units is taken of: a name and the features that make a unit count.
SHARES: Mapping[str, tuple[str, ...]] = {
    "will": ("future", "future:modal=will@main"), "open": ("future:modal=open",), "you": ("has:you",),
    "i": ("has:i",), "past": ("root.tag=VBD",), "if": ("rule:claims.if-then",),
}
#: The unit's own signs that a share is joined with.
JOINED = ("future", "future:modal=open", "future:modal=would")
#: Shares are scaled to the size of the other features.
SCALE = 3.0
#: A unit of no more than this (six words) leans on the one before it.
SHORT = 0.3
ITEM = "item"

Features = Mapping[str, float]


def outlook(units: Sequence[Features], labels: Sequence[str]) -> list[dict[str, float]]:
    """Give each unit further features; `labels` are the kinds of unit (sentence, heading, item)."""
    carried = [tuple(name for name in CARRIED if name in own) for own in units]
    shares = dict(_shares(units))
    found, lead = [], -1
    for at, (own, label) in enumerate(zip(units, labels, strict=True)):
        lead = at if label != ITEM else lead
        further = dict(_near(carried, at))
        if label == ITEM and lead >= 0:
            further.update((f"future:lead:{name}", 1.0) for name in carried[lead])
        if at and own.get("v:size", 1.0) <= SHORT:
            further.update((f"future:short-after:{name}", 1.0) for name in carried[at - 1])
        for name, share in shares.items():
            further[f"future:share:{name}"] = share
            further.update((f"future:share:{name}|{sign}", share) for sign in JOINED if sign in own)
        found.append(further)
    return found


def _near(carried: Sequence[Sequence[str]], at: int) -> Iterator[tuple[str, float]]:
    """Describe the units beside a unit, and count what stands within two of it."""
    for label, near in (("prev", at - 1), ("next", at + 1)):
        if 0 <= near < len(carried):
            yield from ((f"future:{label}:{name}", 1.0) for name in carried[near])
    around = [name for near in (at - 2, at - 1, at + 1, at + 2) if 0 <= near < len(carried) for name in carried[near]]
    yield from ((f"future:about:{name}", around.count(name) / 2) for name in dict.fromkeys(around))


def _shares(units: Sequence[Features]) -> Iterator[tuple[str, float]]:
    for name, signs in SHARES.items():
        count = sum(any(sign in own for sign in signs) for own in units)
        yield name, round(SCALE * count / max(1, len(units)), 4)
