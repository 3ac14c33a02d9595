"""Argdown text: statements, arguments and how they bear on each other, as people write them.

https://argdown.org/syntax
"""

from argmap.formats.argdown.reading import loads
from argmap.formats.argdown.writing import dumps

__all__ = ["dumps", "loads"]
