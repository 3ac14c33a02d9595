"""Interchange formats, one per file: `dumps` writes an ArgumentMap, `loads` reads one; one table knows them all."""

from argmap.formats.files import dumps, load, loads, read_dataset, read_graph
from argmap.formats.table import FORMATS, Format, Imported, named, reader_of, writer_of

__all__ = [
    "FORMATS", "Format", "Imported", "dumps", "load", "loads", "named", "read_dataset", "read_graph", "reader_of",
    "writer_of",
]
