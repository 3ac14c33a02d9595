"""The errors that argmap raises, one tree.

    ArgmapError             everything below; the command line prints it and exits with 2
    +-- ReadError           an input file cannot be read as what it should be
    +-- WriteError          an output cannot be written
    +-- ModelError          a spaCy pipeline or a trained part is missing or unfit
    +-- ResourceError       a rule, lexicon, query or ontology file is wrong
    +-- GraphError          RDF or JSON that is not an argument graph
    +-- QueryError          a query that is refused, wrong, or took too long
    +-- LibraryError        a library of essays that is none, is in use, or cannot be reached or written
    +-- LedgerError         a ledger of bets, or what is to go into it, is wrong
"""

from __future__ import annotations

__all__ = [
    "ArgmapError", "GraphError", "LedgerError", "LibraryError", "ModelError", "QueryError", "ReadError",
    "ResourceError", "WriteError",
]


class ArgmapError(Exception):
    """Say in one line what went wrong, where, and what to do about it.

    Attributes:
        what: the problem, without the place.
        where: the file, rule or id that it is about, or "" where there is none.
        hint: what the user can do, or "".
    """

    def __init__(self, what: str, *, where: object = "", hint: str = "") -> None:
        self.what = what
        self.where = str(where)
        self.hint = hint
        super().__init__(what, self.where, hint)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.hint})" if self.hint else ""
        return " ".join(f"{place}{self.what}{advice}".split())


class ReadError(ArgmapError):
    """An input cannot be read as the essay or graph that it should be."""


class WriteError(ArgmapError):
    """An output cannot be written; nothing half-written is left behind."""


class ModelError(ArgmapError):
    """A spaCy pipeline or another trained part is missing or does not fit."""


class ResourceError(ArgmapError):
    """A rule, lexicon, query or ontology file breaks its own format."""


class GraphError(ArgmapError):
    """RDF or JSON that does not hold an argument graph."""


class QueryError(ArgmapError):
    """A query that is refused, malformed, or over its limits."""


class LibraryError(ArgmapError):
    """A library of essays that is none, is in use or of another version, or cannot be reached or written."""


class LedgerError(ArgmapError):
    """A ledger of bets is broken, or what is to go into it cannot be."""
