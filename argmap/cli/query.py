"""`argmap query`: SPARQL over graphs and libraries, named or your own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from argmap.cli.destination import emit
from argmap.cli.options import format_option, min_confidence_option
from argmap.cli.sources import load_maps
from argmap.cli.table import print_table
from argmap.errors import QueryError
from argmap.model import ArgumentMap

__all__ = ["query"]


@click.command()
@click.argument("words", nargs=-1, metavar="GRAPH...|LIBRARY NAME|SPARQL")
@click.option("-f", "--file", "path", metavar="FILE", help="Take the SPARQL from this file.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Set a parameter of a named query.")
@click.option("--list", "listed", is_flag=True, help="List the named queries and their parameters.")
@format_option("table", "csv", "json", "markdown", "turtle", help_text="turtle is for CONSTRUCT and DESCRIBE.")
@min_confidence_option
@click.option("--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, metavar="SECONDS")
@click.option("--limit", type=click.IntRange(min=1), default=10_000, show_default=True, metavar="ROWS")
def query(
    words: Sequence[str], path: str | None, settings: Sequence[str], listed: bool,  # noqa: FBT001 - click passes by name
    form: str, min_confidence: float, timeout: float, limit: int,
) -> None:
    """Ask graphs or a library a question, by name or in SPARQL.

    Read-only. GRAPH is what `argmap extract` writes, or an essay; several are
    asked as one. LIBRARY is a folder that `argmap library` keeps, or the address
    of a SPARQL endpoint where it does, which is then the one address that is
    asked. The prefixes argmap:, aif:, skos:, schema:, dcterms:, prov:, oa:, mech:
    and xsd: are known.

    \b
    Example:
      argmap query graphs/essay.ttl causes-of --set concept=distillation
      argmap query graphs/*.ttl disputed-mechanisms --format markdown
      argmap query lib most-attacked
      argmap query graphs/essay.ttl 'SELECT ?text { ?p a argmap:Prediction ; aif:claimText ?text }'
    """
    from argmap import query as library

    if listed:
        rows = [(item.name, item.title, _parameters(item)) for item in library.catalogue()]
        print_table(("name", "question", "parameters"), rows)
        return
    sources, text = (words, _read(path)) if path is not None else (words[:-1], words[-1] if words else "")
    if not sources:
        raise click.UsageError("give a GRAPH or LIBRARY, and a query: its name, SPARQL, or -f FILE (see --list)")
    asked = _asked(sources, min_confidence)
    result = library.run(asked, text, parameters=dict(map(_setting, settings)), timeout=timeout, limit=limit)
    if form == "table":
        print_table(result.columns, result.rows)
    else:
        writers = {"csv": library.to_csv, "json": library.to_json, "markdown": library.to_markdown,
                   "turtle": library.to_turtle}
        emit(writers[form](result), "-")
    if form == "table" or result.truncated:
        counted = f"{len(result.rows)} {'row' if len(result.rows) == 1 else 'rows'}"
        click.echo(counted + (" (cut at --limit)" if result.truncated else ""), err=True)


def _asked(sources: Sequence[str], min_confidence: float) -> ArgumentMap | str:
    """Load graphs or essays, and join several to one map; a library alone stays where it is."""
    from argmap.assemble import assemble
    from argmap.endpoint import is_url

    whole = len(sources) == 1 and min_confidence == 0
    if whole and (is_url(sources[0]) or Path(sources[0]).is_dir()):
        return sources[0]
    if any(map(is_url, sources)):
        raise click.UsageError("a SPARQL endpoint is asked alone, and without --min-confidence")
    maps = [amap for _, amap in load_maps(sources, min_confidence=min_confidence)]
    return maps[0] if len(maps) == 1 else assemble(maps)


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except OSError as error:
        raise QueryError(f"cannot be read: {error.strerror or error}", where=path) from error
    except UnicodeDecodeError as error:
        raise QueryError("is not UTF-8", where=path, hint="save it as UTF-8") from error


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.UsageError(f"--set takes NAME=VALUE, not {text!r}")
    return name, value


def _parameters(item: object) -> str:
    return ", ".join(f"{param.name}={param.default}" for param in getattr(item, "params", ()))
