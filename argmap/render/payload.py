"""ArgumentMap -> the plain data that the page holds: numbered nodes and edges with places, and the essays' text."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from argmap import resources
from argmap.model import ArgumentMap, Document
from argmap.render import cards
from argmap.render.numbering import Numbered, Record, tidy
from argmap.render.placing import place
from argmap.render.reading import Block, blocks, utf16

__all__ = ["encodings", "payload", "words"]

PAGE = Path(__file__).parent / "page"
KEPT = ("x", "y", "from", "to", "group")


def encodings() -> Record:
    """Load how each kind of node and link looks."""
    found: Record = json.loads(resources.text(PAGE / "encodings.json"))
    return {"nodes": found["nodes"], "links": found["links"]}


def payload(amap: ArgumentMap, *, title: str = "") -> Record:
    """Number the map's items and say everything about them in lists, dicts, strings and numbers.

    Words stand in it once: what an item says is where its evidence starts and ends in the text of an essay.
    """
    numbered = Numbered(amap)
    nodes = [*numbered.propositions(), *numbered.mechanisms(), *numbered.concepts()]
    edges = [*numbered.inferences(), *numbered.causes()]
    reading = [blocks(doc, numbered.marks[doc.id]) for doc in numbered.essays]
    places = place(nodes, edges, main=numbered.main, sections=_sections(numbered, reading))
    for node, (x, y) in zip(nodes, places.centres, strict=True):
        node |= {"x": x, "y": y}
    for number, group in enumerate(places.groups):
        for key in group["nodes"]:
            nodes[key]["group"] = number
    for index, path in places.bends.items():
        edges[index]["via"] = path
    return {
        "title": title or heading(numbered.essays),
        "documents": [_document(doc, read) for doc, read in zip(numbered.essays, reading, strict=True)],
        "nodes": [_brief(node) for node in nodes],
        "edges": [_brief(edge) for edge in edges],
        "rules": list(numbered.rules),
        "groups": places.groups,
        "main": numbered.main,
        "encodings": encodings(),
        "metrics": cards.METRICS,
        "generator": amap.generator,
    }


def _brief(record: Record) -> Record:
    """Leave out what says nothing: the page takes it for none."""
    return {key: value for key, value in record.items() if value or (value == 0 and key in KEPT)}


def heading(essays: Sequence[Document]) -> str:
    """Name a map after its essays."""
    titles = [tidy(doc.title) or "Untitled essay" for doc in essays]
    if len(titles) > 3:
        return f"{titles[0]} and {len(titles) - 1} other essays"
    return " · ".join(titles) or "An empty map"


def words(node: Mapping[str, Any], documents: Sequence[Mapping[str, Any]]) -> str:
    """Read a node's words from the data: its own, or those of its first evidence."""
    if node.get("text") or not node.get("evidence"):
        return str(node.get("text", ""))
    at, start, end, *_ = node["evidence"][0]
    units = documents[at]["text"].encode("utf-16-le", "surrogatepass")
    return tidy(units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass"))


def _document(doc: Document, read: Sequence[Block]) -> Record:
    units = utf16(doc.text)
    return {
        "title": tidy(doc.title),
        "author": tidy(doc.author),
        "date": doc.date,
        "url": doc.url,
        "text": doc.text,
        "blocks": [
            [block.kind, units(block.start), [[units(end), items][: 1 + bool(items)] for end, items in block.runs]]
            for block in read
        ],
    }


def _sections(numbered: Numbered, reading: Sequence[Sequence[Block]]) -> list[str]:
    """Name the section of every proposition: its essay, where there are more, and the heading above it."""
    heads = [[block for block in read if block.kind == "h"] for read in reading]
    starts = [[block.start for block in blocks_] for blocks_ in heads]
    found = []
    for prop in numbered.props:
        at = numbered.documents.get(prop.document)
        if at is None:
            found.append("")
            continue
        under = bisect_right(starts[at], prop.start) - 1
        essay = numbered.essays[at]
        name = tidy(essay.text[heads[at][under].start : heads[at][under].runs[-1][0]]) if under >= 0 else "Beginning"
        found.append(f"{essay.title or 'Untitled essay'}: {name}" if len(numbered.essays) > 1 else name)
    return found
