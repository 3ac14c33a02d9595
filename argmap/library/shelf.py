"""Read and change what stands in a library: its manifest, the graphs of its essays, and their union.

An essay's entry in the manifest comes before its graph and goes after it, and has its digest only while the essay is
whole. So a server, which keeps several updates not as one, can be killed anywhere: what has no digest is swept out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib.term import Literal, Node, URIRef

from argmap.errors import LibraryError
from argmap.library.catalogue import Entry
from argmap.library.essay import Essay
from argmap.library.session import Reading, Row, Writing, spelled
from argmap.vocab import AIF, ARGMAP, DCTERMS, MANIFEST, SCHEMA, VOID, iri, key_of

__all__ = ["VERSION", "Slot", "asked", "check_version", "entries", "put_in", "slots", "start", "sweep", "take_out"]

#: The layout of libraries that this program writes and reads.
VERSION = "1"
COUNTS = {
    str(ARGMAP.Claim): "claims", str(ARGMAP.Prediction): "predictions", str(ARGMAP.Grounds): "evidence",
    str(ARGMAP.CausalLink): "links", str(AIF["RA-node"]): "supports", str(AIF["CA-node"]): "attacks",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The place of one essay; `digest` is "" where a process died before the essay was whole, or gone."""

    id: str
    source: str
    digest: str = ""
    triples: int = 0


def asked(session: Reading, name: str) -> Sequence[Row]:
    """Ask a query of queries/library."""
    return session.select(spelled(session, name))


def check_version(session: Reading, name: str) -> bool:
    """Tell whether a library is there.

    Raises:
        LibraryError: it is of another version.
    """
    found = sorted(row["version"] for row in asked(session, "version.rq"))
    if found and found != [VERSION]:
        hint = "read it with the argmap that made it"
        raise LibraryError(f"is a library of version {', '.join(found)}, and this argmap has version {VERSION}",
                           where=name, hint=hint)
    return bool(found)


def slots(session: Reading) -> tuple[Slot, ...]:
    """List the places in the manifest, by id."""
    found = {row["essay"]: row for row in asked(session, "shelf.rq")}
    return tuple(
        Slot(id=key_of(URIRef(node), "document"), source=row["source"], digest=row.get("digest", ""),
             triples=int(row.get("triples", "0")))
        for node, row in sorted(found.items())
    )


def entries(session: Reading) -> tuple[Entry, ...]:
    """List the whole essays by date, author and title, with what each puts forward."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in asked(session, "counts.rq"):
        counts[row["essay"]][COUNTS[row["kind"]]] = int(row["count"])
    titles = {row["essay"]: row for row in asked(session, "titles.rq")}
    found = [_entry(slot, titles, counts) for slot in slots(session) if slot.digest]
    return tuple(sorted(found, key=lambda entry: (entry.date, entry.author, entry.title, entry.id)))


def _entry(slot: Slot, titles: Mapping[str, Row], counts: Mapping[str, Mapping[str, int]]) -> Entry:
    node = str(iri("document", slot.id))
    told = titles.get(node, {})
    return Entry(
        id=slot.id, author=told.get("author", ""), date=told.get("date", ""), title=told.get("title", ""),
        triples=slot.triples, **counts.get(node, {}),
    )


def start(session: Writing) -> None:
    """Make an empty library."""
    _note(session, [(MANIFEST, ARGMAP.libraryVersion, Literal(int(VERSION)))])


def put_in(session: Writing, essays: Mapping[str, Essay]) -> None:
    """Take in essays, by their ids, that are not in the library."""
    nodes = {key: iri("document", key) for key in essays}
    _note(session, [(nodes[key], DCTERMS.identifier, Literal(essay.source)) for key, essay in essays.items()])
    session.put({essay.graph: essay.triples for essay in essays.values()})
    _relabel(session, essays)
    _note(session, [(nodes[key], VOID.triples, Literal(essay.count)) for key, essay in essays.items()])
    _note(session, [(nodes[key], SCHEMA.sha256, Literal(essay.digest)) for key, essay in essays.items()])


def take_out(session: Writing, key: str) -> None:
    """Take out an essay: exactly what it alone says."""
    node = iri("document", key)
    session.update(f"DELETE WHERE {{ GRAPH <{MANIFEST}> {{ <{node}> <{SCHEMA.sha256}> ?digest }} }}")
    session.update(spelled(session, "unmerge.ru", essay=node))
    _relabel(session, [key])
    session.update(f"DROP SILENT GRAPH <{node}>")
    session.update(f"DELETE WHERE {{ GRAPH <{MANIFEST}> {{ <{node}> ?property ?value }} }}")


def sweep(session: Writing) -> None:
    """Take out what a process that died left half-way."""
    for slot in slots(session):
        if not slot.digest:
            take_out(session, slot.id)


def _relabel(session: Writing, keys: Iterable[str]) -> None:
    essays = " ".join(f"<{iri('document', key)}>" for key in keys)
    session.update(spelled(session, "relabel.ru", essays=essays))


def _note(session: Writing, triples: Iterable[tuple[URIRef, URIRef, Node]]) -> None:
    lines = "\n".join(" ".join(term.n3() for term in triple) + " ." for triple in triples)
    session.update(f"INSERT DATA {{ GRAPH <{MANIFEST}> {{\n{lines}\n}} }}")
