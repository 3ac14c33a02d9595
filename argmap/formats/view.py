"""The networkx view of a map as graph files can hold it: no control characters, and edges that each have their id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import networkx as nx

from argmap.formats.text import printable
from argmap.graph import to_networkx
from argmap.model import ArgumentMap

__all__ = ["PLACE", "Places", "to_view"]

#: What a place says.
PLACE = ("x", "y", "width", "height")
#: Places on a map, by the key that a node has in the networkx view.
Places = Mapping[str, Mapping[str, float]]


def to_view(amap: ArgumentMap, *, places: Places | None = None) -> nx.MultiDiGraph:
    """View a map; an edge's key is the id of what it stands for, made unique, and `item` that id as it is.

    Nodes that have a place get it as attributes.
    """
    whole = to_networkx(amap)
    view = nx.MultiDiGraph()
    for key, data in whole.nodes(data=True):
        view.add_node(printable(key), **_printable(data), **(places or {}).get(key, {}))
    uses: Counter[str] = Counter()
    for source, target, item, data in whole.edges(keys=True, data=True):
        uses[item] += 1
        key = printable(item if uses[item] == 1 else f"{item}.{uses[item]}")
        view.add_edge(printable(source), printable(target), key=key, item=printable(item), **_printable(data))
    return view


def _printable(data: dict[str, str | int | float | bool]) -> dict[str, str | int | float | bool]:
    return {name: printable(value) if isinstance(value, str) else value for name, value in data.items()}
