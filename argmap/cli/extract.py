"""`argmap extract`: essays to graphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Unpack

import click

from argmap.cli.audit import report_audit
from argmap.cli.destination import check_folder, emit
from argmap.cli.options import Extraction, extraction_options
from argmap.cli.sources import load_maps, suffix
from argmap.errors import WriteError
from argmap.model import ArgumentMap

__all__ = ["extract"]

FORMATS = {"turtle": ".ttl", "trig": ".trig", "nquads": ".nq", "jsonld": ".jsonld", "json": ".json"}


@click.command()
@click.argument("essays", nargs=-1, required=True, metavar="ESSAY...")
@click.option("-o", "--output", default="-", metavar="OUT",
              help="A file, or a folder (for one file per essay); stdout if left out.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="Default: by OUT's ending, else turtle.")
@click.option("--audit", is_flag=True,
              help="Instead of the graph, list the sentences that hold a cue and yielded nothing, and why: as a table, "
              "or with --format json.")
@extraction_options
def extract(
    essays: Sequence[str], output: str, form: str | None, audit: bool,  # noqa: FBT001 - click passes by name
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
        if folder or chosen.get("min_confidence") or form not in (None, "json"):
            raise click.UsageError("--audit writes one report of all that was found: as a table or --format json, "
                                   "to stdout or a file, without --min-confidence")
        report_audit(essays, output, form=form, **chosen)
        return
    form = form or next((name for name, end in FORMATS.items() if end == suffix(output)), "turtle")
    if folder:
        _check_names(essays, folder)
    maps = load_maps(essays, **chosen)
    if folder:
        from argmap.output import write

        for source, amap in maps:
            write(folder / f"{_stem(source)}{FORMATS[form]}", _writer(form)(amap))
        return
    check_folder(output)
    from argmap.assemble import assemble

    emit(_writer(form)(assemble(amap for _, amap in maps)), output)


def _stem(source: str) -> str:
    return "stdin" if source == "-" else Path(source).stem


def _folder(output: str) -> Path | None:
    """Take OUT for a folder if it is one, or is spelled as one."""
    if output != "-" and (Path(output).is_dir() or output.endswith("/")):
        if not Path(output).is_dir():
            raise WriteError("no such folder", where=output, hint=f"make it first: mkdir -p {output}")
        return Path(output)
    return None


def _check_names(essays: Sequence[str], folder: Path) -> None:
    stems = [_stem(source) for source in essays]
    twice = sorted({stem for stem in stems if stems.count(stem) > 1})
    if twice:
        raise WriteError(f"two essays would both be written as {twice[0]}", where=folder, hint="rename one of them")


def _writer(form: str) -> Callable[[ArgumentMap], str]:
    if form == "json":
        from argmap.formats.json import dumps

        return dumps
    from argmap import rdf

    writers: dict[str, Callable[[ArgumentMap], str]] = {
        "turtle": rdf.to_turtle, "trig": rdf.to_trig, "nquads": rdf.to_nquads, "jsonld": rdf.to_jsonld,
    }
    return writers[form]
