"""The networkx view of a map as graph files can hold it: no control characters, and edges that each have their id."""

from __future__ import annotations

from collections import Counter

import networkx as nx

from argmap.formats.text import printable
from argmap.graph import to_networkx
from argmap.model import ArgumentMap

__all__ = ["to_view"]


def to_view(amap: ArgumentMap) -> nx.MultiDiGraph:
    """View a map; an edge's key is the id of what it stands for, made unique, and `item` that id as it is."""
    whole = to_networkx(amap)
    view = nx.MultiDiGraph()
    view.add_nodes_from((printable(key), _printable(data)) for key, data in whole.nodes(data=True))
    uses: Counter[str] = Counter()
    for source, target, item, data in whole.edges(keys=True, data=True):
        uses[item] += 1
        key = printable(item if uses[item] == 1 else f"{item}.{uses[item]}")
        view.add_edge(printable(source), printable(target), key=key, item=printable(item), **_printable(data))
    return view


def _printable(data: dict[str, str | int | float | bool]) -> dict[str, str | int | float | bool]:
    return {name: printable(value) if isinstance(value, str) else value for name, value in data.items()}
