"""pyvis, made safe: a Network with argmap's own template, and the plain Network for notebooks."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from argmap.errors import ResourceError
from argmap.model import ArgumentMap
from argmap.render.payload import payload
from argmap.render.routes import Rect
from argmap.render.scene import lines, places
from argmap.render.shell import environment

__all__ = ["MapNetwork", "to_pyvis", "vis_script"]

SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=.*")
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": {"type": "cubicBezier", "forceDirection": "vertical", "roundness": 0.5}},
}


class MapNetwork(Network):  # type: ignore[misc]
    """A pyvis Network whose page is argmap's: one file, nothing fetched, everything from the essay escaped.

    pyvis' own template loads Bootstrap from a network and writes titles as HTML; its `add_node` is quadratic.
    """

    def __init__(self, *, nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> None:
        super().__init__(height="100%", directed=True, cdn_resources="in_line")
        self.templateEnv = environment()
        self.path = "map.html"
        self.nodes, self.edges = nodes, edges
        self.node_ids = [node["id"] for node in nodes]
        self.node_map = {node["id"]: node for node in nodes}
        self.context: Mapping[str, Any] = {}

    def generate_html(self, name: str = "map.html", local: bool = True, notebook: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 - pyvis' signature
        """Fill the template with `context`; the arguments are pyvis' and change nothing."""
        return str(self.templateEnv.get_template(self.path).render(self.context))


def vis_script() -> str:
    """Read vis-network as pyvis ships it, without the pointer to a source map that is not there."""
    found = sorted(Path(pyvis.__file__).parent.glob("templates/lib/vis-9*/vis-network.min.js"))
    if not found:
        raise ResourceError("pyvis' copy of vis-network is missing", hint="reinstall pyvis 0.3.2")
    return SOURCE_MAP.sub("", found[-1].read_text("utf-8"))


def to_pyvis(amap: ArgumentMap) -> Network:
    """Make a plain pyvis Network of propositions, mechanisms and their links, placed as on the page, for notebooks.

    Show it with `to_pyvis(amap).generate_html()`: pyvis' own `show` writes files beside the notebook.
    """
    data = payload(amap)
    network = Network(directed=True, cdn_resources="in_line", notebook=False, height="700px")
    shown = {i: at for i, at in places(data).items() if data["nodes"][i]["kind"] != "concept"}
    looks = data["encodings"]
    network.nodes = [_node(i, data, at) for i, at in sorted(shown.items())]
    network.edges = [
        _edge(edge, looks["links"][edge["kind"]])
        for edge in data["edges"]
        if edge["from"] in shown and edge["to"] in shown
    ]
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    network.set_options(json.dumps(OPTIONS))
    return network


def _node(number: int, data: Mapping[str, Any], at: Rect) -> dict[str, Any]:
    node = data["nodes"][number]
    look = data["encodings"]["nodes"][node["kind"]]
    head = f"{look['prefix']}  {node.get('head', '')}".strip()
    return {
        "id": number,
        "label": "\n".join([head, *lines(node, data["documents"])]),
        "shape": "box",
        "x": at.x,
        "y": at.y,
        "color": {"background": "#ffffff", "border": look["light"]},
        "font": {"align": "left", "size": 13},
        "borderWidth": 2,
        "shapeProperties": {"borderDashes": [6, 4] if node["kind"] == "prediction" else False},
        "widthConstraint": at.w,
    }


def _edge(edge: Mapping[str, Any], look: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "from": edge["from"],
        "to": edge["to"],
        "label": look["one"],
        "color": look["light"],
        "dashes": look["dash"] or False,
        "width": look["width"],
        "arrows": {"to": {"enabled": True, "type": look["head"]}},
    }
