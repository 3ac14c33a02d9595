"""ArgumentMap <-> RDF: lossless, one named graph a document, the same bytes in every run.

Nothing here asks a network for anything: IRIs are names, and JSON-LD contexts must be inline.
"""

from argmap.rdf.read import dataset, facts, from_dataset, from_facts, loads
from argmap.rdf.write import to_dataset, to_jsonld, to_nquads, to_ntriples, to_trig, to_turtle

__all__ = [
    "dataset", "facts", "from_dataset", "from_facts", "loads", "to_dataset", "to_jsonld", "to_nquads", "to_ntriples",
    "to_trig", "to_turtle",
]
