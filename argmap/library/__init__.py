"""A library of essays: one named graph for each, in a folder or at a SPARQL server, and the union of all of them."""

from argmap.library.catalogue import Action, Change, Entry
from argmap.library.essay import Essay
from argmap.library.library import Library, open_library, read_map
from argmap.library.shelf import VERSION

__all__ = ["VERSION", "Action", "Change", "Entry", "Essay", "Library", "open_library", "read_map"]
