"""xAIF JSON, the format of the Open Argument Mining Framework, OVA and AIFdb.

Written: every proposition as an I-node with the locution that says it, every inference as an RA- or CA-node, the
essays' text with the words of each proposition marked, and the whole map under the key "argmap", which xAIF leaves
free. Read: all of that; where another tool changed the nodes or edges, its argument, with what the map knows of the
words that stayed.
https://github.com/arg-tech/xaif/blob/main/docs/tutorial.md
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from argmap.errors import GraphError
from argmap.formats import json as own_json
from argmap.formats.aifgraph import AifGraph, AifNode, check_ids, to_map
from argmap.formats.essays import holder_of, with_essays
from argmap.formats.imported import Place, plural
from argmap.formats.table import Imported
from argmap.model import ArgumentMap, Document, Proposition, Scheme
from argmap.output import json_text
from argmap.readers.source import clean

__all__ = ["dumps", "from_data", "is_xaif", "loads"]

KEY = "argmap"
ASSERTING = ("YA", "Asserting", "74")
SCHEMES = {Scheme.SUPPORT: ("RA", "Default Inference", "72"), Scheme.ATTACK: ("CA", "Default Conflict", "71")}
#: The prefix that OVA gives to the ids of marked words.
MARK = "node"
TAG = re.compile(r"<(/?)([a-zA-Z]++)([^<>]*+)>")
IDENTIFIER = re.compile(r"\bid\s*=\s*[\"']?([^\"'\s>]+)")
BREAKS = ("br", "p", "div")

Record = Mapping[str, Any]


def dumps(amap: ArgumentMap) -> str:
    """Write a map as xAIF."""
    return json_text(_data(amap))


def loads(source: str) -> Imported:
    """Read xAIF.

    Raises:
        GraphError: not JSON, not xAIF, or without an I-node.
    """
    return from_data(own_json.parsed(source))


def is_xaif(data: Any) -> bool:
    """Tell xAIF, or AIFdb's JSON, from other JSON values."""
    return isinstance(data, dict) and ("AIF" in data or {"nodes", "edges"} <= data.keys())


def from_data(data: Any) -> Imported:
    """Read the values of an xAIF file.

    Raises:
        GraphError: they are not xAIF.
    """
    if not is_xaif(data):
        raise GraphError("is JSON, but not xAIF: it has no AIF object")
    try:
        graph = _graph(data)
    except KeyError as error:
        raise GraphError(f"is not valid xAIF: it lacks {error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise GraphError(f"is not valid xAIF: {error}") from error
    if data.get(KEY) is None:
        return to_map(graph, source="xaif")
    known = own_json.from_data(data[KEY])
    if _argument(graph) == _argument(_graph(_data(known))):
        return Imported(amap=known)
    return _changed(graph, known)


def _data(amap: ArgumentMap) -> dict[str, Any]:
    pairs = list(with_essays(amap))
    names = dict.fromkeys(filter(None, (holder_of(prop, document) for prop, document in pairs)))
    people = {name: number for number, name in enumerate(names)}
    nodes, edges = [*_said(pairs)], [*_arrows(amap)]
    schemes = {"YA": ASSERTING[2]} | {kind: number for kind, _, number in SCHEMES.values()}
    return {
        "AIF": {
            "nodes": nodes + [_node(item.id, *SCHEMES[item.scheme][:2]) for item in amap.inferences],
            "edges": [{"edgeID": number, "fromID": start, "toID": end} for number, (start, end) in enumerate(edges)],
            "locutions": [{"nodeID": _locution(prop), "personID": people[holder_of(prop, document)],
                           "start": None, "end": None} for prop, document in pairs if holder_of(prop, document)],
            "participants": [_person(number, name) for name, number in people.items()],
            "schemefulfillments": [
                *({"nodeID": _act(prop), "schemeID": schemes["YA"]} for prop, _ in pairs),
                *({"nodeID": item.id, "schemeID": SCHEMES[item.scheme][2]} for item in amap.inferences),
            ],
            "descriptorfulfillments": [],
            "cqdescriptorfulfillments": [],
        },
        "text": {"txt": "<br><br>".join(_marked(amap, document) for document in amap.documents)},
        "dialog": False,
        "OVA": {"firstname": "", "surname": "", "url": _url(amap), "nodes": [], "edges": []},
        KEY: own_json.to_data(amap),
    }


def _said(pairs: Sequence[tuple[Proposition, Document]]) -> Iterator[Record]:
    """Yield the I-node of each proposition, its locution, and the act that leads from the one to the other."""
    for prop, document in pairs:
        name, words = holder_of(prop, document), " ".join(prop.evidence[0].selector.exact.split())
        yield _node(prop.id, "I", prop.text)
        yield _node(_locution(prop), "L", f"{name}: {words}" if name else words)
        yield _node(_act(prop), *ASSERTING[:2])


def _arrows(amap: ArgumentMap) -> Iterator[tuple[str, str]]:
    for prop in amap.propositions:
        yield _locution(prop), _act(prop)
        yield _act(prop), prop.id
    for item in amap.inferences:
        yield from ((premise, item.id) for premise in item.premises)
        yield item.id, item.conclusion


def _node(key: str, kind: str, text: str) -> Record:
    return {"nodeID": key, "text": text, "type": kind, "timestamp": ""}


def _locution(prop: Proposition) -> str:
    return f"{prop.id}.L"


def _act(prop: Proposition) -> str:
    return f"{prop.id}.YA"


def _person(number: int, name: str) -> Record:
    first, _, last = name.rpartition(" ")
    return {"participantID": number, "firstname": first, "surname": last}


def _url(amap: ArgumentMap) -> str:
    urls = {document.url for document in amap.documents}
    return urls.pop() if len(urls) == 1 else ""


def _marked(amap: ArgumentMap, document: Document) -> str:
    """Write an essay's text as HTML with the words of its propositions marked, those that overlap others left out."""
    parts, done = list[str](), 0
    for prop in sorted(amap.of_document(document.id), key=lambda prop: (prop.start, -prop.end)):
        if prop.start >= done:
            words = _html(document.text[prop.start : prop.end])
            parts += [_html(document.text[done : prop.start]),
                      f'<span class="highlighted" id="{MARK}{html.escape(_locution(prop))}">{words}</span>']
            done = prop.end
    return "".join([*parts, _html(document.text[done:])])


def _html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _graph(data: Record) -> AifGraph:
    """Read nodes, edges, speakers and marked text, in all the shapes that xAIF tools give them."""
    aif = data.get("AIF") or data
    nodes = [(str(item["nodeID"]), item) for item in aif.get("nodes") or ()]
    check_ids([key for key, _ in nodes])
    text, places = _unmarked(_text(data.get("text")), {key for key, _ in nodes})
    ova = data.get("OVA") or data.get("ova") or {}
    return AifGraph(
        nodes={key: AifNode(type=str(item.get("type") or ""), text=clean(str(item.get("text") or "")))
               for key, item in nodes},
        edges=[(str(item["fromID"]), str(item["toID"])) for item in aif.get("edges") or ()],
        text=text,
        places=places,
        speakers=dict(_speakers(aif)),
        url=str(ova.get("url") or "") if isinstance(ova, Mapping) else "",
    )


def _text(value: Any) -> str:
    """Give the analysed text, which stands there bare or under "txt"."""
    return str(value.get("txt") or "") if isinstance(value, Mapping) else str(value or "")


def _speakers(aif: Record) -> Iterator[tuple[str, str]]:
    names = {
        str(item["participantID"]): " ".join(f"{item.get('firstname') or ''} {item.get('surname') or ''}".split())
        for item in aif.get("participants") or ()
    }
    for item in aif.get("locutions") or ():
        name = names.get(str(item.get("personID")), "")
        if name:
            yield str(item["nodeID"]), name


def _unmarked(source: str, keys: set[str]) -> tuple[str, dict[str, Place]]:
    """Take the markup out of a text, and say which words were marked for which node."""
    parts, length, done = list[str](), 0, 0
    opened, places = list[tuple[str, int]](), dict[str, Place]()
    for tag in TAG.finditer(source):
        words = clean(html.unescape(source[done : tag.start()]))
        words += "\n" if tag[2].lower() in BREAKS and not tag[1] else ""
        parts.append(words)
        length, done = length + len(words), tag.end()
        if tag[2].lower() != "span":
            continue
        if not tag[1]:
            opened.append((_marked_key(tag[3], keys), length))
        elif opened:
            key, start = opened.pop()
            if key and start < length:
                places.setdefault(key, Place(start=start, end=length))
    parts.append(clean(html.unescape(source[done:])))
    return "".join(parts), places


def _marked_key(attributes: str, keys: set[str]) -> str:
    found = IDENTIFIER.search(attributes)
    name = html.unescape(found[1]) if found else ""
    return next((key for key in (name, name.removeprefix(MARK)) if key in keys), "")


def _argument(graph: AifGraph) -> tuple[dict[str, AifNode], set[tuple[str, str]]]:
    """Give what a graph argues: its information and scheme nodes, and the edges between them."""
    nodes = {key: node for key, node in graph.nodes.items() if node.type in ("I", "RA", "CA")}
    return nodes, {edge for edge in graph.edges if set(edge) <= nodes.keys()}


def _changed(graph: AifGraph, known: ArgumentMap) -> Imported:
    """Read what another tool made of a map: its argument, with what the map says of the words that stayed."""
    kept = {prop.id: prop for prop in known.propositions
            if prop.id in graph.nodes and " ".join(prop.text.split()) == " ".join(graph.nodes[prop.id].text.split())}
    if len(known.documents) == 1:
        [document] = known.documents
        graph = replace(graph, title=document.title, author=document.author, date=document.date, url=document.url)
    found = to_map(replace(graph, known=kept), source="xaif")
    links = f"{plural(len(known.links), 'causal link')} of the map before it was changed left out"
    return replace(found, left_out=(*found.left_out, *([links] if known.links else [])))
