"""From a path or stdin to a Document: one source format per file."""

from argmap.readers.dispatch import read

__all__ = ["read"]
