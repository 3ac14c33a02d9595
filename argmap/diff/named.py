"""What one side of a diff is called."""

from __future__ import annotations

from argmap.model import ArgumentMap

__all__ = ["name_of"]


def name_of(amap: ArgumentMap) -> str:
    """Name a map after its authors and dates, or else its titles.

    >>> name_of(ArgumentMap())
    'an empty map'
    """
    names = sorted({document.author or document.title or "an essay" for document in amap.documents})
    if len(names) > 2:
        names = [*names[:2], f"{len(names) - 2} others"]
    dates = sorted({document.date for document in amap.documents if document.date})
    when = " to ".join(dict.fromkeys((dates[0], dates[-1]))) if dates else ""
    return ", ".join(filter(None, (" and ".join(names) or "an empty map", when)))
