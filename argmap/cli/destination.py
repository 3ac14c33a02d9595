"""Where output goes: stdout, or a file that is written whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

from argmap.errors import WriteError

__all__ = ["check_folder", "emit"]


def emit(text: str, output: str) -> None:
    """Print text to stdout as UTF-8, or write it whole to a file."""
    if output == "-":
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    else:
        from argmap.output import write

        write(Path(output), text)


def check_folder(output: str) -> None:
    """Say before the work, not after it, that OUT has no folder to stand in."""
    if output != "-" and not Path(output).parent.is_dir():
        raise WriteError("its folder does not exist", where=output, hint=f"make {Path(output).parent} first")
