"""`argmap extract`: essays to graphs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

import click

from argmap.cli.audit import report_audit
from argmap.cli.destination import check_folder, emit_map, folder_for, made, unknown_ending
from argmap.cli.options import Extraction, extraction_options
from argmap.cli.sources import load_maps, suffix
from argmap.errors import WriteError
from argmap.formats import FORMATS, Format, named, writer_of

__all__ = ["extract"]

WRITTEN = [form.name for form in FORMATS if form.writers]
DEFAULT = "turtle"


@click.command()
@click.argument("essays", nargs=-1, required=True, metavar="ESSAY...")
@click.option("-o", "--output", default="-", metavar="OUT",
              help="A file, or FOLDER/ for one file per essay; stdout if left out.")
@click.option("--format", "name", type=click.Choice(WRITTEN), help="Default: by OUT's ending, else turtle.")
@click.option("--audit", is_flag=True,
              help="Instead of the graph, list the sentences that hold a cue and yielded nothing, and why: as a table, "
              "or with --format json.")
@extraction_options
def extract(
    essays: Sequence[str], output: str, name: str | None, audit: bool,  # noqa: FBT001 - click passes by name
    **chosen: Unpack[Extraction],
) -> None:
    """Extract the argument graph of essays.

    ESSAY is a .txt or .md file, or - for stdin. Several
    essays become one joined graph, or a file each when OUT is a folder.

    \b
    Example:
      argmap extract essay.md -o essay.ttl
      argmap extract seeds/*.md -o graphs/ --format json
      argmap extract essay.md --audit
    """
    folder = _folder(output)
    if audit:
        if folder or chosen.get("min_confidence") or name not in (None, "json"):
            raise click.UsageError("--audit writes one report of all that was found: as a table or --format json, "
                                   "to stdout or a file, without --min-confidence")
        report_audit(essays, output, form=name, **chosen)
        return
    form = named(name or DEFAULT) if name or folder or not suffix(output) else writer_of(output)
    if form is None:
        raise unknown_ending(output, "--format")
    if folder:
        _check_names(essays, folder)
    else:
        check_folder(output, form)
    maps = load_maps(essays, **chosen)
    if folder:
        for source, amap in maps:
            emit_map(amap, form, _path(made(folder), source, form))
        return
    from argmap.assemble import assemble

    emit_map(assemble(amap for _, amap in maps), form, output)


def _path(folder: Path, source: str, form: Format) -> str:
    return str(folder / f"{_stem(source)}{form.endings[0]}")


def _stem(source: str) -> str:
    return "stdin" if source == "-" else Path(source).stem


def _folder(output: str) -> Path | None:
    """Take OUT for a folder if it is one, or is spelled as one."""
    if output != "-" and (Path(output).is_dir() or output.endswith("/")):
        return folder_for(output)
    return None


def _check_names(essays: Sequence[str], folder: Path) -> None:
    stems = [_stem(source) for source in essays]
    twice = sorted({stem for stem in stems if stems.count(stem) > 1})
    if twice:
        raise WriteError(f"two essays would both be written as {twice[0]}", where=folder, hint="rename one of them")
