"""The files that argmap writes itself, RDF and JSON; what other tools write in the same syntax is known by its content.

RDF that names nothing of argmap's is read as AIF, and JSON with AIF's parts as xAIF, so that their file endings do.
"""

from __future__ import annotations

from argmap import rdf
from argmap.formats import aif, xaif
from argmap.formats import json as own_json
from argmap.formats.table import Imported

__all__ = ["json", "jsonld", "nquads", "ntriples", "rdfxml", "trig", "turtle"]


def turtle(source: str) -> Imported:
    """Read Turtle."""
    return _rdf(source, ".ttl")


def trig(source: str) -> Imported:
    """Read TriG."""
    return _rdf(source, ".trig")


def nquads(source: str) -> Imported:
    """Read N-Quads."""
    return _rdf(source, ".nq")


def ntriples(source: str) -> Imported:
    """Read N-Triples."""
    return _rdf(source, ".nt")


def jsonld(source: str) -> Imported:
    """Read JSON-LD with its context inline."""
    return _rdf(source, ".jsonld")


def rdfxml(source: str) -> Imported:
    """Read RDF/XML."""
    return _rdf(source, ".rdf")


def json(source: str) -> Imported:
    """Read argmap's JSON, or xAIF."""
    data = own_json.parsed(source)
    if xaif.is_xaif(data):
        return xaif.from_data(data)
    return Imported(amap=own_json.from_data(data))


def _rdf(source: str, ending: str) -> Imported:
    facts = rdf.facts(source, ending)
    if aif.is_foreign(facts):
        return aif.from_facts(facts)
    return Imported(amap=rdf.from_facts(facts))
