"""A map for other programs, with the places that its nodes have on the page: GraphML, and tables of nodes and edges."""

from __future__ import annotations

from argmap.formats import csv, graphml
from argmap.formats.view import Places
from argmap.graph import mechanism_key
from argmap.model import ArgumentMap
from argmap.render.arranging import By
from argmap.render.layout import Engine
from argmap.render.payload import payload
from argmap.render.scene import places

__all__ = ["to_csv", "to_graphml", "to_places"]


def to_places(amap: ArgumentMap, *, engine: Engine = Engine.AUTO, by: By | None = None) -> Places:
    """Say where each node stands on the page, by its key in `argmap.graph.to_networkx`.

    A mechanism on which nothing rests has no place.
    """
    data = payload(amap, engine=engine, by=by)
    found = {}
    for number, rect in places(data).items():
        node = data["nodes"][number]
        key = mechanism_key(node["id"]) if node["kind"] == "mechanism" else node["id"]
        found[key] = {"x": rect.x, "y": rect.y, "width": rect.w, "height": rect.h}
    return found


def to_graphml(amap: ArgumentMap, *, engine: Engine = Engine.AUTO, by: By | None = None) -> str:
    """Write a map as GraphML, for yEd, Gephi and Cytoscape."""
    return graphml.dumps(amap, places=to_places(amap, engine=engine, by=by))


def to_csv(amap: ArgumentMap, *, engine: Engine = Engine.AUTO, by: By | None = None) -> tuple[str, str]:
    """Write a map as two tables: its nodes, and its edges."""
    return csv.nodes(amap, places=to_places(amap, engine=engine, by=by)), csv.edges(amap)
