"""GEXF 1.2, for Gephi. https://gexf.net/"""

from __future__ import annotations

from networkx.readwrite.gexf import GEXFWriter

from argmap import __version__
from argmap.formats.view import to_view
from argmap.model import ArgumentMap

__all__ = ["dumps"]

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def dumps(amap: ArgumentMap) -> str:
    """Write a map's nodes and edges with all their attributes, and nothing of the day on which it is written."""
    view = to_view(amap)
    for _, _, key, data in view.edges(keys=True, data=True):
        data |= {"id": key, "label": data["relation"]}
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(view)
    meta = writer.xml.find("meta")
    meta.attrib.clear()
    meta.find("creator").text = f"argmap {__version__}"
    return f"{DECLARATION}\n{writer}\n"
