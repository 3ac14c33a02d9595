"""Characters that no interchange format can carry, and what stands for them."""

from __future__ import annotations

import re

from argmap.readers.source import clean

__all__ = ["printable"]

SURROGATE = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """Put a space for every control character and U+FFFD for half a pair; XML, YAML and DOT all take the rest.

    >>> printable("a\\x00b\\r\\nc")
    'a b\\nc'
    """
    return SURROGATE.sub("\ufffd", clean(text))
