"""`argmap query`: SPARQL over graphs and libraries, named or your own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from argmap.cli.destination import emit
from argmap.cli.sources import load_maps
from argmap.cli.table import print_table
from argmap.errors import QueryError
from argmap.model import ArgumentMap

__all__ = ["query"]


@click.command()
@click.argument("source", required=False, metavar="GRAPH|LIBRARY")
@click.argument("sparql", required=False, metavar="NAME|SPARQL")
@click.option("-f", "--file", "path", metavar="FILE", help="Take the SPARQL from this file.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Set a parameter of a named query.")
@click.option("--list", "listed", is_flag=True, help="List the named queries and their parameters.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, metavar="SECONDS")
@click.option("--limit", type=click.IntRange(min=1), default=10_000, show_default=True, metavar="ROWS")
def query(
    source: str | None, sparql: str | None, path: str | None, settings: Sequence[str], listed: bool,  # noqa: FBT001
    form: str, timeout: float, limit: int,
) -> None:
    """Ask a graph or a library a question, by name or in SPARQL.

    Read-only. GRAPH is what `argmap extract` writes, or an essay; LIBRARY is a
    folder that `argmap library` keeps, or the address of a SPARQL endpoint where
    it does, which is then the one address that is asked. The prefixes argmap:,
    aif:, skos:, schema:, dcterms:, prov:, oa:, mech: and xsd: are known.

    \b
    Example:
      argmap query graphs/essay.ttl causes-of --set concept=distillation
      argmap query lib most-attacked
      argmap query graphs/essay.ttl 'SELECT ?text { ?p a argmap:Prediction ; aif:claimText ?text }'
    """
    from argmap import query as library

    if listed:
        rows = [(item.name, item.title, _parameters(item)) for item in library.catalogue()]
        print_table(("name", "question", "parameters"), rows)
        return
    if source is None or (sparql is None) == (path is None):
        raise click.UsageError("give a GRAPH or LIBRARY, and a query: its name, SPARQL, or -f FILE (see --list)")
    text = sparql if sparql is not None else _read(str(path))
    result = library.run(_asked(source), text, parameters=dict(map(_setting, settings)), timeout=timeout, limit=limit)
    if form == "table":
        print_table(result.columns, result.rows)
        click.echo(f"{len(result.rows)} rows" + (" (cut at --limit)" if result.truncated else ""), err=True)
    else:
        emit((library.to_csv if form == "csv" else library.to_json)(result), "-")


def _asked(source: str) -> ArgumentMap | str:
    """Load a graph or an essay; a library stays where it is."""
    from argmap.endpoint import is_url

    if is_url(source) or Path(source).is_dir():
        return source
    [(_, amap)] = load_maps([source])
    return amap


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"cannot read this query: {error}", where=path) from error


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.UsageError(f"--set takes NAME=VALUE, not {text!r}")
    return name, value


def _parameters(item: object) -> str:
    return ", ".join(f"{param.name}={param.default}" for param in getattr(item, "params", ()))
