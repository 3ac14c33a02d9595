"""A ledger as RDF in a Turtle file: entries are read in the order in which they follow each other, and only added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from heapq import heapify, heappop, heappush
from pathlib import Path

from rdflib.term import Literal, Node

from argmap import rdf
from argmap.bets.ledger import Entry, Ledger, Outcome, Resolution, Withdrawal, entry_id
from argmap.errors import GraphError, LedgerError, WriteError
from argmap.lock import PATIENCE, locked, supported
from argmap.output import write
from argmap.rdf import names
from argmap.rdf.gather import Facts
from argmap.rdf.triples import Triples
from argmap.rdf.write import turtle
from argmap.vocab import ARGMAP, DCTERMS, PROV, RDF, SCHEMA, SKOS, XSD, iri, key_of

__all__ = ["append", "held", "loads", "read", "read_entry", "to_turtle"]

#: The largest ledger that is read into memory.
MAX_BYTES = 64 * 1024 * 1024
KIND = "entry"


def read(path: Path) -> Ledger:
    """Read a ledger; one that does not exist yet is empty.

    Raises:
        LedgerError: it cannot be read, is no Turtle, holds something else, or was changed by hand.
    """
    return loads(_text(path), name=str(path))


def loads(source: str, *, name: str = "") -> Ledger:
    """Read a ledger from Turtle."""
    if not source.strip():
        return Ledger()
    try:
        facts = rdf.facts(source, ".ttl")
        found = [read_entry(facts, node) for kind in (ARGMAP.Resolution, ARGMAP.Withdrawal)
                 for node in facts.of(RDF.type, kind)]
    except GraphError as error:
        place = f"{name}: {error.where}" if error.where and name else error.where or name
        raise LedgerError(error.what, where=place, hint=error.hint) from error
    if facts and not found:
        raise LedgerError("holds no ledger of bets", where=name, hint="--ledger names a file of its own")
    for entry in found:
        if entry.id != entry_id(entry):
            raise LedgerError(f"entry {entry.id} was changed by hand: its id is not that of what it says", where=name,
                              hint="undo the change; `argmap bets unresolve` takes a resolution back")
    return Ledger(tuple(_ordered(found, name)))


def append(path: Path, entries: Sequence[Entry]) -> None:
    """Add entries at the end of the file, whole or not at all; what stands there stays as it is, byte for byte.

    Raises:
        LedgerError: the file would no longer hold what it held and these entries.
        WriteError: it cannot be written.
    """
    path = path.resolve()  # what a link names is written, not the link
    before = _text(path)
    after = _joined(before, to_turtle(entries))
    old, new = loads(before, name=str(path)), loads(after, name=str(path))
    if {*new.entries} != {*old.entries, *entries}:
        raise LedgerError("would not hold what was to be added", where=path, hint="mend its prefixes, or name another")
    write(path, after)


@contextmanager
def held(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other processes from adding to a ledger meanwhile, where the system has file locks.

    Raises:
        LedgerError: another process has kept it for `patience` seconds.
        WriteError: its folder does not exist.
    """
    folder = path.resolve().parent
    if not folder.is_dir():
        raise WriteError("its folder does not exist", where=path, hint=f"make {path.parent} first")
    if not supported():
        yield
        return
    with locked(folder, shared=False, patience=patience) as free:
        if free:
            yield
            return
    raise LedgerError(f"locked: another process has been adding to a ledger of its folder for {patience:g} s",
                      where=path, hint="nothing was added: try again when that process has ended")


def to_turtle(entries: Sequence[Entry]) -> str:
    """Write entries as Turtle."""
    return turtle((*triple, None) for entry in entries for triple in _triples(entry))


def _joined(before: str, more: str) -> str:
    """Put Turtle after Turtle; the prefixes are repeated unless the file begins with the same."""
    head, _, body = more.partition("\n\n")
    if not before.strip():
        return more
    same = before.startswith(f"{head}\n\n")
    return f"{before.rstrip()}\n\n{body if same else more}"


def _triples(entry: Entry) -> Triples:
    node, agent = iri(KIND, entry.id), names.agent(entry.by)
    yield node, RDF.type, PROV.Entity
    if isinstance(entry, Resolution):
        yield node, RDF.type, ARGMAP.Resolution
        yield node, ARGMAP.resolves, iri("proposition", entry.bet)
        yield node, ARGMAP.outcome, Literal(entry.outcome.value)
        yield node, ARGMAP.judgedText, Literal(entry.words)
        if entry.evidence:
            yield node, SCHEMA.citation, Literal(entry.evidence, datatype=XSD.anyURI, normalize=False)
    else:
        yield node, RDF.type, ARGMAP.Withdrawal
        yield node, ARGMAP.withdraws, iri(KIND, entry.resolution)
    yield node, PROV.wasAttributedTo, agent
    yield node, DCTERMS.date, Literal(entry.on, datatype=XSD.date, normalize=False)
    if entry.note:
        yield node, SKOS.note, Literal(entry.note)
    if entry.after:
        yield node, ARGMAP.follows, iri(KIND, entry.after)
    yield agent, RDF.type, PROV.Agent
    yield agent, SCHEMA.name, Literal(entry.by)


def read_entry(facts: Facts, node: Node) -> Entry:
    """Read an entry of a ledger.

    Raises:
        GraphError: it lacks a part that it must have, or has one that cannot be.
    """
    by = str(facts.one(facts.one(node, PROV.wasAttributedTo), SCHEMA.name))
    on, note = str(facts.one(node, DCTERMS.date)), facts.text(node, SKOS.note)
    before = facts.all(node, ARGMAP.follows)
    after = key_of(facts.one(node, ARGMAP.follows), KIND) if before else ""
    key = key_of(node, KIND)
    if ARGMAP.Withdrawal in facts.all(node, RDF.type):
        return Withdrawal(id=key, resolution=key_of(facts.one(node, ARGMAP.withdraws), KIND), by=by, on=on, note=note,
                          after=after)
    return Resolution(id=key, bet=key_of(facts.one(node, ARGMAP.resolves), "proposition"),
                      outcome=_outcome(facts, node), by=by, on=on, words=str(facts.one(node, ARGMAP.judgedText)),
                      evidence=facts.text(node, SCHEMA.citation), note=note, after=after)


def _outcome(facts: Facts, node: Node) -> Outcome:
    text = str(facts.one(node, ARGMAP.outcome))
    try:
        return Outcome(text)
    except ValueError as error:
        known = ", ".join(Outcome)
        raise GraphError(f"has the outcome {text[:40]!r}, and an outcome is one of {known}", where=node) from error


def _ordered(entries: Sequence[Entry], name: str) -> Iterator[Entry]:
    """Bring entries into their order; where two follow the same one, as after a merge, the earlier day goes first."""
    following: dict[str, list[Entry]] = defaultdict(list)
    ids = {entry.id for entry in entries}
    for entry in entries:
        following[entry.after].append(entry)
    lost = sorted(set(following) - ids - {""})
    if lost:
        raise LedgerError(f"lacks entry {lost[0]}, which another one follows", where=name,
                          hint="the ledger only grows: take the entry back from an older copy")
    ready = [(entry.on, entry.id, entry) for entry in following[""]]
    heapify(ready)
    while ready:
        _, key, entry = heappop(ready)
        yield entry
        for later in following[key]:
            heappush(ready, (later.on, later.id, later))


def _text(path: Path) -> str:
    try:
        if not path.exists():
            return ""
        if path.stat().st_size > MAX_BYTES:
            raise LedgerError(f"is larger than {MAX_BYTES // 1024**2} MB", where=path)
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise LedgerError("is not UTF-8", where=path) from error
    except (OSError, ValueError) as error:
        raise LedgerError(f"cannot be read: {getattr(error, 'strerror', None) or error}", where=path) from error
