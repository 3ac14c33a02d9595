"""Any number of essays' graphs, made from those of the seeds: with other ids, authors, titles, dates and concepts.

Essay number i is a copy of seed i modulo their number. What belongs to an essay alone gets ids of its own. Of the
concepts one in ten is common to all essays and the others to some 25, as in a field where most talk of the same few
things; causal links go with their concepts. Five essays have one author. The same number gives the same essay.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from argmap.formats import read_graph
from argmap.library import Essay
from argmap.library.essay import essays
from argmap.model import ArgumentMap, Document, content_id
from argmap.vocab import BASE, DCTERMS, SCHEMA, iri

GRAPHS = Path(__file__).parent.parent / "graphs"
NAME = re.compile(rf"<{re.escape(BASE)}(\w+)/([^<>]+)>")
#: What two essays may both speak of.
SHARED = ("mechanism", "generator", "agent")
GROUP = 25
COMMON = 10
AUTHOR = 5
FIRST = date(2023, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A graph in pieces: text, kind, id, text, kind, id, ..., text."""

    document: Document
    pieces: tuple[str, ...]
    common: frozenset[str]


def seeds() -> tuple[Seed, ...]:
    """Read the graphs of the seeds, each of one essay; comparisons, of two, stand beside them."""
    found = (read_graph(path) for path in sorted(GRAPHS.glob("*.ttl")))
    return tuple(_seed(amap) for amap in found if len(amap.documents) == 1)


def copies(count: int) -> Iterator[Essay]:
    """Make so many essays, one after the other."""
    made = seeds()
    for number in range(count):
        yield _essay(made[number % len(made)], number)


def _seed(amap: ArgumentMap) -> Seed:
    [essay] = essays(amap)
    common = {item.id for item in amap.concepts if _chance(item.id) == 0}
    common |= {link.id for link in amap.links if {link.cause, link.effect} <= common}
    return Seed(document=essay.document, pieces=tuple(NAME.split(_without_names(essay))), common=frozenset(common))


def _without_names(essay: Essay) -> str:
    """Leave out what each copy says otherwise: author, title, date and address."""
    own = (f"<{essay.graph}> <{name}> " for name in (DCTERMS.title, DCTERMS.date, SCHEMA.url))
    agent = content_id("a", essay.document.author)
    starts = (*own, f"<{iri('agent', agent)}> <{SCHEMA.name}> ")
    return "".join(line for line in essay.triples.splitlines(keepends=True) if not line.startswith(starts))


def _essay(seed: Seed, number: int) -> Essay:
    author = f"Author {number // AUTHOR:05}"
    names = _names(seed, number, author)
    kinds, keys = seed.pieces[1::3], seed.pieces[2::3]
    pieces = list(seed.pieces[::3])
    for at, (kind, key) in enumerate(zip(kinds, keys, strict=True)):
        pieces[at] += f"<{BASE}{kind}/{names[kind, key]}>"
    document = replace(
        seed.document, id=names["document", seed.document.id], text="", author=author, url="",
        title=f"{seed.document.title}, {number}", date=str(FIRST + timedelta(days=number % 1_400)),
    )
    return Essay(document=document, triples="".join(pieces) + _told(document))


def _names(seed: Seed, number: int, author: str) -> Mapping[tuple[str, str], str]:
    """Give every id of a seed its name in this copy."""
    writer = content_id("a", seed.document.author)
    names = {}
    for kind, key in zip(seed.pieces[1::3], seed.pieces[2::3], strict=True):
        if (kind, key) in names:
            continue
        if kind in SHARED or key in seed.common:
            names[kind, key] = content_id("a", author) if key == writer else key
        else:
            group = number // (GROUP * 8) if kind in ("concept", "link") else number
            names[kind, key] = f"{key[:2]}{hashlib.sha256(f'{key} {group}'.encode()).hexdigest()[:16]}"
    return names


def _told(document: Document) -> str:
    node = iri("document", document.id)
    return (
        f'<{node}> <{DCTERMS.title}> "{document.title}"@en .\n'
        f'<{node}> <{DCTERMS.date}> "{document.date}"^^<http://www.w3.org/2001/XMLSchema#date> .\n'
        f'<{iri("agent", content_id("a", document.author))}> <{SCHEMA.name}> "{document.author}" .\n'
    )


def _chance(key: str) -> int:
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % COMMON
