"""Text of essays, graphs and servers, made fit to be shown."""

from __future__ import annotations

import re

__all__ = ["SENTENCE_CLOSE", "SENTENCE_END", "one_line", "visible"]

#: What a line that is a sentence has, and a heading has not.
SENTENCE_CLOSE = re.compile(r"[.!?…]")
#: Where a sentence of a text that nobody has parsed may end.
SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+|\n")


def visible(text: str) -> str:
    """Put a space for every character that a terminal would not print, or would obey.

    >>> visible("red: \\x1b[31m")
    'red:  [31m'
    """
    return "".join(character if character.isprintable() else " " for character in text)


def one_line(text: str) -> str:
    """Put a text on one line, without control characters, with single spaces."""
    return " ".join(visible(text).split())
