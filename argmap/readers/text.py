"""Plain text: the characters as they are; optional front matter as in Markdown."""

from __future__ import annotations

from argmap.model import Document
from argmap.readers.frontmatter import document, split
from argmap.readers.source import clean

__all__ = ["parse"]


def parse(source: str, name: str) -> Document:
    """Take the text as it stands, below its front matter if it has one."""
    fields, body = split(clean(source), name)
    return document(body.strip("\n"), fields)
