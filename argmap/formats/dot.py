"""DOT, for Graphviz. https://graphviz.org/doc/info/lang.html"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from argmap.formats.view import to_view
from argmap.model import ArgumentMap

__all__ = ["dumps"]

#: How wide a label is drawn, in characters.
WIDTH = 32
SHAPES = {"proposition": "box", "concept": "ellipse", "mechanism": "hexagon"}
STYLES = {
    "supports": 'color="#2f7d32"', "attacks": 'color="#b3261e", arrowhead="tee"', "causes": "",
    "states": 'style="dotted"', "rests on": 'style="dotted"', "grounded in": 'style="dotted"',
    "broader": 'style="dashed"',
}


def dumps(amap: ArgumentMap) -> str:
    """Write a map as a directed graph to draw: words, kinds and relations."""
    return "\n".join(_lines(amap)) + "\n"


def _lines(amap: ArgumentMap) -> Iterator[str]:
    view = to_view(amap)
    yield "digraph argmap {"
    yield "  rankdir=RL;"
    yield '  node [fontname="sans-serif", fontsize=10];'
    yield '  edge [fontname="sans-serif", fontsize=9];'
    for key, data in view.nodes(data=True):
        yield f"  {_quoted(key)} [{', '.join(_node(data))}];"
    for source, target, data in view.edges(data=True):
        yield f"  {_quoted(source)} -> {_quoted(target)} [{', '.join(_edge(data))}];"
    yield "}"


def _node(data: Mapping[str, str]) -> Iterator[str]:
    yield f"label={_label(data['label'])}"
    yield f"shape={SHAPES[data['node']]}"
    for name in ("kind", "certainty", "holder"):
        if data.get(name):
            yield f"{name}={_quoted(data[name])}"


def _edge(data: Mapping[str, str]) -> Iterator[str]:
    denied = "not " if data.get("negated") else ""
    sign = f" ({data['polarity']})" if data.get("polarity") else ""
    yield f"label={_quoted(denied + data['relation'] + sign)}"
    yield f"item={_quoted(data['item'])}"
    if STYLES[data["relation"]]:
        yield STYLES[data["relation"]]


def _label(text: str) -> str:
    """Break words into lines; what Graphviz would take for an entity or an escape stands for itself."""
    lines = textwrap.wrap(" ".join(text.split()), WIDTH, break_on_hyphens=False) or [""]
    return '"' + "\\n".join(map(_escaped, lines)) + '"'


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    r"""Escape text within double quotes.

    >>> _escaped('say "a\\b" & so')
    'say \\"a\\\\b\\" &amp; so'
    """
    return text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
