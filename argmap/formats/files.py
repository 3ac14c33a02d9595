"""From a file to a map and back: size and encoding are judged here, once for every format."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from argmap.errors import GraphError
from argmap.formats.table import FORMATS, Format, Imported, named, reader_of
from argmap.model import ArgumentMap

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["MAX_BYTES", "dumps", "load", "loads", "read_dataset", "read_graph"]

#: The largest graph file that is read into memory.
MAX_BYTES = 64 * 1024 * 1024
STDIN = "-"


def read_graph(path: Path | str, *, form: str = "") -> ArgumentMap:
    """Read the map in a graph file of any format that is read; see load()."""
    return load(path, form=form).amap


def load(path: Path | str, *, form: str = "") -> Imported:
    """Read a graph file, in the format `form` or that of its ending; "-" is stdin.

    Raises:
        GraphError: no such file, no format of that name or ending, too large, malformed, or no argument map.
    """
    chosen = _reader(str(path), form)
    with _naming(str(path)):
        return loads(_slurp(str(path)), chosen)


def read_dataset(path: Path | str) -> Dataset:
    """Read a graph file as it is, an argument map or not, each of its graphs by itself; other files as their map.

    Raises:
        GraphError: no such file, not of a kind that is read, too large, malformed; or no map, and no RDF either.
    """
    from argmap import rdf

    chosen = _reader(str(path), "")
    with _naming(str(path)):
        source = _text(_slurp(str(path)))
        return rdf.dataset(source, chosen.syntax) if chosen.syntax else rdf.to_dataset(chosen.read(source).amap)


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Name the file in whatever is wrong with it."""
    try:
        yield
    except GraphError as error:
        place = f"{name}: {error.where}" if error.where else name
        raise GraphError(error.what, where=place, hint=error.hint) from error


def loads(data: bytes, form: Format) -> Imported:
    """Read the bytes of a file in this format.

    Raises:
        GraphError: empty, not UTF-8, malformed, or no argument map.
    """
    return form.read(_text(data))


def dumps(amap: ArgumentMap, form: Format, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file that a map is written as in this format, with its text.

    A format of several files puts their names before the ending: x.csv becomes x-nodes.csv and x-edges.csv.
    """
    for part, text in form.write(amap).items():
        yield path.with_name(f"{path.stem}{part}{path.suffix}") if part else path, text


def _reader(name: str, form: str) -> Format:
    chosen = named(form) if form else reader_of(name)
    if chosen and chosen.reader:
        return chosen
    endings = ", ".join(ending for item in FORMATS if item.reader for ending in item.endings)
    if chosen:
        raise GraphError(f"{chosen.title} is written, not read", where=name, hint=f"argmap reads {endings}")
    if name != STDIN:
        _there(Path(name))
    raise GraphError("unknown kind of graph file", where=name, hint=f"argmap reads {endings}")


def _there(path: Path) -> None:
    if path.is_dir():
        raise GraphError("is a folder, not a graph", where=path, hint="name the files in it")
    if not path.exists():
        raise GraphError("no such file", where=path)


def _slurp(name: str) -> bytes:
    if name == STDIN:
        return _bounded(sys.stdin.buffer)
    try:
        with Path(name).open("rb") as file:
            return _bounded(file)
    except OSError as error:
        raise GraphError(f"cannot be read: {error.strerror or error}") from error


def _bounded(file: BinaryIO) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise GraphError(f"is larger than {MAX_BYTES // 1024**2} MB")
    return data


def _text(data: bytes) -> str:
    if not data.strip():
        raise GraphError("is empty")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GraphError(f"is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}",
                         hint="save it as UTF-8") from error
