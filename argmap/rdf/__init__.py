"""ArgumentMap <-> RDF: lossless, one named graph a document, the same bytes in every run.

Nothing here asks a network for anything: IRIs are names, and JSON-LD contexts must be inline.
"""

from argmap.rdf.read import from_dataset, loads, read_graph
from argmap.rdf.write import to_dataset, to_jsonld, to_nquads, to_ntriples, to_trig, to_turtle

__all__ = [
    "from_dataset", "loads", "read_graph", "to_dataset", "to_jsonld", "to_nquads", "to_ntriples", "to_trig",
    "to_turtle",
]
