"""Where output goes: stdout, or a file that is written whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from pathlib import Path

import click

from argmap.cli.sources import suffix
from argmap.errors import WriteError
from argmap.formats import Format, dumps
from argmap.formats.parts import lost
from argmap.model import ArgumentMap
from argmap.plain import one_line

__all__ = [
    "FAILED", "by_ending", "check_folder", "emit", "emit_map", "folder_for", "made", "say", "spoken", "unknown_ending",
]

#: Exit codes: 0 done, 1 the answer is no, 2 an error.
FAILED = 2


def say(message: object) -> None:
    """Tell what went wrong, in one line on stderr that neither moves the cursor nor colours the screen."""
    click.echo(f"argmap: {one_line(str(message))[:1000]}", err=True)


def by_ending(output: str, formats: Mapping[str, Collection[str]], *, default: str) -> str:
    """Choose the format that has OUT's ending among its own, and `default` where OUT has no ending.

    Raises:
        WriteError: no format has that ending.
    """
    ending = suffix(output)
    found = next((name for name, endings in formats.items() if ending in endings), None)
    if ending and found is None:
        raise unknown_ending(output, "--format")
    return found or default


def unknown_ending(output: str, option: str) -> WriteError:
    """Say that OUT's ending names no format, and which option does."""
    return WriteError("no format is written in files of this ending", where=output, hint=f"say {option} FORMAT")


def emit(text: str, output: str) -> None:
    """Print text to stdout as UTF-8, or write it whole to a file."""
    if output == "-":
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    else:
        from argmap.output import write

        write(Path(output), text)


def emit_map(amap: ArgumentMap, form: Format, output: str) -> None:
    """Write a map in a format, to stdout or to a file (or files), and say on stderr what the format cannot carry."""
    for path, text in [*dumps(amap, form, Path(output))]:
        emit(text, "-" if output == "-" else str(path))
    missing = lost(amap, form.keeps)
    if missing:
        click.echo(f"argmap: {spoken(output)}: {form.title} cannot carry: {missing}", err=True)


def folder_for(output: str) -> Path:
    """Say before the work that there can be no such folder; it is made where only itself is missing, by `made`."""
    path = Path(output)
    if path.exists() and not path.is_dir():
        raise WriteError("is a file, not a folder", where=output)
    if not path.is_dir() and not path.parent.is_dir():
        raise WriteError("its folder does not exist", where=output, hint=f"make {path.parent} first")
    return path


def made(folder: Path) -> Path:
    """Make a folder if it is missing, just before the first file goes into it."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(f"cannot be made: {error.strerror or error}", where=folder) from error
    return folder


def spoken(output: str) -> str:
    """Name an output in a message."""
    return "stdout" if output == "-" else output


def check_folder(output: str, form: Format | None = None) -> None:
    """Say before the work, not after it, that OUT has no folder to stand in, or is one where there must be more."""
    if output == "-" and form and len(form.writers) > 1:
        names = " and ".join(f"OUT{part}{form.endings[0]}" for part in form.writers)
        raise WriteError(f"{form.title} is more than one file, and stdout is one", where=form.name,
                         hint=f"name OUT{form.endings[0]} and get {names}")
    if output != "-" and not Path(output).parent.is_dir():
        raise WriteError("its folder does not exist", where=output, hint=f"make {Path(output).parent} first")
    if output != "-" and Path(output).is_dir():
        raise WriteError("is a folder, not a file", where=output, hint="name a file in it")
