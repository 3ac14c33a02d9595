"""A library of essays: one named graph for each, in a folder or at a SPARQL server, and the union of all of them."""

from argmap.library.catalogue import Action, Change, Entry
from argmap.library.essay import Essay
from argmap.library.library import Library, open_library, read_map

__all__ = ["Action", "Change", "Entry", "Essay", "Library", "open_library", "read_map"]
