"""Find the id that somebody means: all of it is given, or a beginning that no other id has."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from argmap.errors import ArgmapError
from argmap.plain import one_line

__all__ = ["completed"]

#: The most ids that an error lists, and characters of a wrong id that it repeats.
LISTED, SHOWN = 5, 80


def completed(
    key: str, ids: Iterable[str], *, noun: str, hint: str, error: type[ArgmapError], where: object = ""
) -> str:
    """Give the id that is `key`, or alone begins with it.

    Args:
        noun: what the ids are of, in the singular.
        hint: where to see which ids there are.
        error: what to raise.
        where: what the ids are looked for in.

    Raises:
        ArgmapError: of the type `error`: no id begins so, or several do.

    >>> completed("p-3", ["p-3f2a", "p-91c0"], noun="bet", hint="", error=ArgmapError)
    'p-3f2a'
    """
    known = sorted(set(ids))
    found = [key] if key in known else [name for name in known if key and name.startswith(key)]
    if len(found) == 1:
        return found[0]
    shown = one_line(key[:SHOWN])
    if found:
        listed = ", ".join([*found[:LISTED], *(["..."] if len(found) > LISTED else [])])
        raise error(f"{len(found)} {noun}s have an id that begins with {shown!r}: {listed}", where=where,
                    hint="give more of the id")
    near = get_close_matches(key[:SHOWN], known, n=1, cutoff=0.5)
    raise error(f"no {noun} has the id {shown!r}", where=where, hint=f"did you mean {near[0]}?" if near else hint)
