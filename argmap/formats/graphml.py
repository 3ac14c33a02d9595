"""GraphML, for Gephi, yEd, Cytoscape and networkx. http://graphml.graphdrawing.org/specification.html"""

from __future__ import annotations

from networkx.readwrite.graphml import GraphMLWriter

from argmap.formats.view import Places, to_view
from argmap.model import ArgumentMap

__all__ = ["dumps"]

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def dumps(amap: ArgumentMap, *, places: Places | None = None) -> str:
    """Write a map's nodes and edges with all their attributes, and with the places of nodes where there are any."""
    writer = GraphMLWriter()
    writer.add_graph_element(to_view(amap, places=places))
    root = writer.xml
    booleans = {key.get("id") for key in root.iter("key") if key.get("attr.type") == "boolean"}
    for data in root.iter("data"):
        if data.get("key") in booleans:
            data.text = data.text.lower()  # networkx writes Python's True, XML's is true
    return f"{DECLARATION}\n{writer}\n"
