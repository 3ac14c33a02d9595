"""The command line: parse, one call into the library, print."""

from argmap.cli.group import main

__all__ = ["main"]
