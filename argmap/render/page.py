"""The page: template, style, scripts and data in one file that runs only the scripts it was written with."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from argmap import resources
from argmap.model import ArgumentMap
from argmap.render.arranging import By
from argmap.render.layout import Engine
from argmap.render.network import MapNetwork, vis_script
from argmap.render.payload import PAGE, payload

__all__ = ["to_html"]

#: The parts of the page's own script, in the order in which they need each other.
PARTS = (
    "dom.js",
    "data.js",
    "state.js",
    "filters.js",
    "scene.js",
    "local.js",
    "looks.js",
    "lines.js",
    "words.js",
    "paint.js",
    "frames.js",
    "links.js",
    "camera.js",
    "mood.js",
    "crumbs.js",
    "canvas.js",
    "still.js",
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
UNSAFE = re.compile("[<>&\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)


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
    vis, own = vis_script(), script()
    languages = sorted({doc.language for doc in amap.documents})
    network.context = {
        "title": SURROGATE.sub("\ufffd", data["title"]),
        "language": languages[0] if len(languages) == 1 else "en",
        "policy": POLICY.format(scripts=" ".join(map(_hash, (vis, own)))),
        "style": Markup(_lean(resources.text(PAGE / "map.css"))),  # noqa: S704 - our own file
        "vis": Markup(vis),  # noqa: S704 - pyvis' file, held to its hash
        "script": Markup(own),  # noqa: S704 - our own file, held to its hash
        "data": Markup(as_json({**data, **{name: table(data[name]) for name in TABLES}})),  # noqa: S704 - escaped by as_json
    }
    return network.generate_html()


def script() -> str:
    """Join the page's own script from its parts, without its comments."""
    parts = "".join(_lean(resources.text(PAGE / part)) for part in PARTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _lean(source: str) -> str:
    """Leave out indentation, empty lines and lines that are comments; no string of ours runs over a line."""
    lines = (line.strip() for line in source.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


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


def as_json(data: Mapping[str, Any]) -> str:
    """Write JSON that no HTML parser takes for markup.

    >>> as_json({"a": "</script>"})
    '{"a":"\\\\u003c/script\\\\u003e"}'
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", SURROGATE.sub("\ufffd", written))


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"

