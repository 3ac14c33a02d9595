"""`argmap explain`: why one item of a graph is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from argmap.cli.destination import emit
from argmap.cli.options import format_option
from argmap.cli.sources import load_maps
from argmap.errors import GraphError

__all__ = ["explain"]


@click.command()
@click.argument("key", metavar="ID")
@click.argument("sources", nargs=-1, metavar="[GRAPH...]")
@format_option("text", "json")
def explain(key: str, sources: Sequence[str], form: str) -> None:
    """Show why a node or link is in a graph.

    Shows its words, the rule that found it, its cue and its links. ID may be
    shortened as long as it names one thing. Without GRAPH, looks in graphs/*.ttl.

    \b
    Example:
      argmap explain p-3f2a graphs/essay.ttl
    """
    named = list(sources) or sorted(map(str, Path("graphs").glob("*.ttl")))
    if not named:
        raise GraphError("no graph to look in", hint="name one: argmap explain ID GRAPH")
    from argmap import explain as library
    from argmap.assemble import assemble

    found = library.explain(assemble(amap for _, amap in load_maps(named)), key)
    emit(library.to_json(found) if form == "json" else library.to_text(found), "-")
