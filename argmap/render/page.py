"""The map page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from argmap.model import ArgumentMap
from argmap.render import shell
from argmap.render.arranging import By
from argmap.render.layout import Engine
from argmap.render.network import MapNetwork, vis_script
from argmap.render.payload import payload

__all__ = ["to_html"]

#: The parts of the page's own script, in the order in which they need each other.
PARTS = (
    "dom.js",
    "data.js",
    "theme.js",
    "state.js",
    "filters.js",
    "scene.js",
    "local.js",
    "looks.js",
    "words.js",
    "paint.js",
    "frames.js",
    "links.js",
    "camera.js",
    "mood.js",
    "crumbs.js",
    "canvas.js",
    "minimap.js",
    "tooltip.js",
    "places.js",
    "chains.js",
    "card.js",
    "reader.js",
    "legend.js",
    "outline.js",
    "predictions.js",
    "search.js",
    "picture.js",
    "keys.js",
    "chrome.js",
    "main.js",
)
#: Lists of records that are written as tables.
TABLES = ("nodes", "edges")


def to_html(
    amap: ArgumentMap, *, title: str | None = None, engine: Engine = Engine.AUTO, by: By | None = None
) -> str:
    """Write a map as one HTML page that fetches nothing; equal maps give equal pages.

    Args:
        amap: the map of one or more essays, with their text.
        title: what the page is called, instead of the titles of the essays.
        engine: what lays out; Engine.LAYERED gives the same bytes on every machine, with graphviz or without.
        by: how the argument is set out when the page opens.
    """
    data = payload(amap, title=title or "", engine=engine, by=by)
    network = MapNetwork(nodes=data["nodes"], edges=data["edges"])
    languages = sorted({doc.language for doc in amap.documents})
    network.context = shell.context(
        title=data["title"],
        language=languages[0] if len(languages) == 1 else "en",
        styles=("map.css",),
        scripts=(vis_script(), script()),
        data={**data, **{name: table(data[name]) for name in TABLES}},
    )
    return network.generate_html()


def script() -> str:
    """Join the map's own script."""
    return shell.script(PARTS)


def table(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Write records that share most keys as rows under one list of keys; 0 stands for what a record lacks.

    >>> table([{"id": "a", "w": 3}, {"id": "b"}])
    {'keys': ['id', 'w'], 'rows': [['a', 3], ['b']]}
    """
    counts = Counter(key for record in records for key in record)
    keys = [key for key, _ in counts.most_common()]
    rows = [[record.get(key, 0) for key in keys] for record in records]
    for row in rows:
        while row and row[-1] == 0:
            row.pop()
    return {"keys": keys, "rows": rows}
