"""`argmap convert`: a graph from one format to another."""

from __future__ import annotations

import click

from argmap.cli.destination import check_folder, emit_map, unknown_ending
from argmap.cli.sources import is_graph, load_maps
from argmap.cli.table import print_table
from argmap.errors import ReadError
from argmap.formats import FORMATS, Format, named, writer_of

__all__ = ["convert"]

READ = [form.name for form in FORMATS if form.reader]
WRITTEN = [form.name for form in FORMATS if form.writers]
COLUMNS = ("format", "read", "write", "endings", "what it is")


@click.command()
@click.argument("source", required=False, metavar="IN")
@click.argument("output", required=False, metavar="OUT")
@click.option("--from", "read_as", type=click.Choice(READ), help="IN's format, if its ending does not tell.")
@click.option("--to", "write_as", type=click.Choice(WRITTEN), help="OUT's format, if its ending does not tell.")
@click.option("--list", "listed", is_flag=True, help="List the formats.")
def convert(
    source: str | None, output: str | None, read_as: str | None, write_as: str | None,
    listed: bool,  # noqa: FBT001 - click passes by name
) -> None:
    """Convert a graph from one format to another.

    Formats are known by file ending, the longest that fits (.xaif.json before
    .json). IN or OUT may be - for stdin or stdout. What OUT's format cannot carry
    is said on stderr. CSV is two files: OUT.csv becomes OUT-nodes.csv and
    OUT-edges.csv.

    \b
    Example:
      argmap convert essay.ttl essay.argdown
      argmap convert debate.json debate.ttl --from xaif
    """
    if listed:
        print_table(COLUMNS, map(_row, FORMATS))
        return
    if source is None or output is None:
        raise click.UsageError("give IN and OUT (see --list for the formats)")
    if not read_as and not is_graph(source):
        written = writer_of(source)
        what = f"{written.title} is written, not read" if written else "is no graph that argmap knows by its ending"
        raise ReadError(what, where=source, hint="say --from FORMAT; for an essay it is `argmap extract`")
    form = _written(output, write_as)
    check_folder(output, form)
    [(_, amap)] = load_maps([source], form=read_as or "")
    emit_map(amap, form, output)


def _written(output: str, name: str | None) -> Format:
    form = named(name) if name else writer_of(output)
    if form is None:
        raise unknown_ending(output, "--to")
    return form


def _row(form: Format) -> tuple[str, ...]:
    marks = ("yes" if form.reader else "", "yes" if form.writers else "")
    return form.name, *marks, " ".join(form.endings), form.title
