"""ArgumentMap -> the plain data that the page holds: numbered nodes and edges with places, and the essays' text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from argmap import resources
from argmap.loops import loops
from argmap.model import ArgumentMap, Document, content_id
from argmap.plain import one_line
from argmap.render import cards
from argmap.render.arranging import By, arrangements
from argmap.render.drawing import Drawing
from argmap.render.layout import Engine
from argmap.render.numbering import Numbered, Record
from argmap.render.placing import FRAMED, OVERVIEW, Arrangement, Graph, causes, pills
from argmap.render.reading import Block, blocks, utf16

__all__ = ["document", "encodings", "payload", "words"]

PAGE = Path(__file__).parent / "page"
#: Zero says something here.
KEPT = ("x", "y", "from", "to", "essay", "parent")


def encodings() -> Record:
    """Load how each kind of node and link looks."""
    found: Record = json.loads(resources.text(PAGE / "encodings.json"))
    return {name: found[name] for name in ("nodes", "links", "authors")}


def payload(amap: ArgumentMap, *, title: str = "", engine: Engine = Engine.LAYERED, by: By | None = None) -> Record:
    """Number the map's items and say everything about them in lists, dicts, strings and numbers.

    Words stand in it once: what an item says is where its evidence starts and ends in the text of an essay.

    Args:
        amap: the map.
        title: what the page is called, instead of the titles of the essays.
        engine: what lays out.
        by: how the argument is set out at first.
    """
    numbered = Numbered(amap)
    nodes = [*numbered.propositions(), *numbered.mechanisms(), *numbered.concepts()]
    edges = [*numbered.inferences(), *numbered.causes()]
    reading = [blocks(doc, numbered.marks[doc.id]) for doc in numbered.essays]
    graph = Graph(nodes, edges, engine)
    for key, (x, y) in pills(graph).items():
        nodes[key] |= {"x": round(x), "y": round(y)}
    concepts = range(len(nodes) - len(amap.concepts), len(nodes))
    return {
        "title": title or heading(numbered.essays),
        "key": content_id("m", *(node["id"] for node in nodes), *(edge["id"] for edge in edges)),
        "documents": [document(doc, read) for doc, read in zip(numbered.essays, reading, strict=True)],
        "arrangements": [
            _arrangement(found, len(numbered.props)) for found in arrangements(numbered, graph, reading, by=by)
        ],
        "causes": _places(causes(graph), concepts),
        "loops": [
            {"nodes": [numbered.number[key] for key in loop.concepts], "kind": loop.feedback.value}
            for loop in loops(amap)
        ],
        "nodes": [_brief(node) for node in nodes],
        "edges": [_brief(edge) for edge in edges],
        "rules": list(numbered.rules),
        "main": numbered.main,
        "encodings": encodings(),
        "metrics": {**cards.METRICS, "framed": FRAMED, "overview": OVERVIEW},
        "generator": amap.generator,
    }


def _arrangement(found: Arrangement, size: int) -> Record:
    frames = [_brief(frame) for frame in found.frames]
    return {"name": found.name, "frames": frames, **_places(found.drawing, range(size))}


def _places(drawing: Drawing, keys: Iterable[int]) -> Record:
    """Give the centres of nodes in their order, x and y in turn, and the ways of edges by their number."""
    return {
        "at": [round(value) for key in keys for value in drawing.centres.get(key, (0, 0))],
        "bends": {str(i): [round(value) for point in path for value in point] for i, path in drawing.bends.items()},
        "curves": {str(i): [round(value) for point in path for value in point] for i, path in drawing.curves.items()},
    }


def _brief(record: Record) -> Record:
    """Leave out what says nothing: the page takes it for none."""
    return {key: value for key, value in record.items() if value or (value == 0 and key in KEPT)}


def heading(essays: Sequence[Document]) -> str:
    """Name a map after its essays."""
    titles = [one_line(doc.title) or "Untitled essay" for doc in essays]
    if len(titles) > 3:
        return f"{titles[0]} and {len(titles) - 1} other essays"
    return " · ".join(titles) or "An empty map"


def words(node: Mapping[str, Any], documents: Sequence[Mapping[str, Any]]) -> str:
    """Read a node's words from the data: its own, or those of its first evidence."""
    if node.get("text") or not node.get("evidence"):
        return str(node.get("text", ""))
    at, start, end, *_ = node["evidence"][0]
    units = documents[at]["text"].encode("utf-16-le", "surrogatepass")
    return one_line(units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass"))


def document(doc: Document, read: Sequence[Block]) -> Record:
    """Give an essay, and its text in blocks of runs, offsets counted in UTF-16."""
    units = utf16(doc.text)
    return {
        "title": one_line(doc.title),
        "author": one_line(doc.author),
        "date": doc.date,
        "url": doc.url,
        "text": doc.text,
        "blocks": [
            [block.kind, units(block.start), [[units(end), items][: 1 + bool(items)] for end, items in block.runs]]
            for block in read
        ],
    }
