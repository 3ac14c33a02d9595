"""A map for other programs, with the places that its nodes have on the page: GraphML, and tables of nodes and edges."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from argmap.graph import mechanism_key, to_networkx
from argmap.model import ArgumentMap
from argmap.render.arranging import By
from argmap.render.layout import Engine
from argmap.render.payload import payload
from argmap.render.picture import legible
from argmap.render.scene import places

__all__ = ["placed_graph", "to_csv", "to_graphml"]


def placed_graph(amap: ArgumentMap, *, engine: Engine = Engine.AUTO, by: By | None = None) -> nx.MultiDiGraph:
    """View a map as `to_networkx` does, its nodes with x, y, width and height as on the page.

    A mechanism on which nothing rests has no place.
    """
    nxgraph = to_networkx(amap)
    data = payload(amap, engine=engine, by=by)
    for number, rect in places(data).items():
        node = data["nodes"][number]
        key = mechanism_key(node["id"]) if node["kind"] == "mechanism" else node["id"]
        if key in nxgraph:
            nxgraph.nodes[key].update(x=rect.x, y=rect.y, width=rect.w, height=rect.h)
    return nxgraph


def to_graphml(amap: ArgumentMap, *, engine: Engine = Engine.AUTO, by: By | None = None) -> str:
    """Write a map as GraphML, for yEd, Gephi and Cytoscape."""
    nxgraph = placed_graph(amap, engine=engine, by=by)
    clean = nx.MultiDiGraph()
    clean.add_nodes_from((legible(key), _clean(attributes)) for key, attributes in nxgraph.nodes(data=True))
    for source, target, key, attributes in nxgraph.edges(keys=True, data=True):
        clean.add_edge(legible(source), legible(target), key=legible(key), **_clean(attributes))
    return "\n".join(nx.generate_graphml(clean)) + "\n"


def to_csv(amap: ArgumentMap, *, engine: Engine = Engine.AUTO, by: By | None = None) -> tuple[str, str]:
    """Write a map as two tables: its nodes, and its edges."""
    nxgraph = placed_graph(amap, engine=engine, by=by)
    nodes = ({"id": key, **attributes} for key, attributes in nxgraph.nodes(data=True))
    edges = (
        {"id": key, "source": source, "target": target, **attributes}
        for source, target, key, attributes in nxgraph.edges(keys=True, data=True)
    )
    return _table(nodes, ("id", "node", "label")), _table(edges, ("id", "source", "target", "relation"))


def _clean(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: legible(value) if isinstance(value, str) else value for name, value in attributes.items()}


def _table(rows: Iterable[Mapping[str, Any]], first: tuple[str, ...]) -> str:
    """Write rows under all the columns that any of them has, those of `first` first."""
    rows = list(rows)
    columns = list(dict.fromkeys([*first, *(name for row in rows for name in row)]))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
