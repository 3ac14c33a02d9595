"""Named and ad-hoc SPARQL over argument maps: read-only, bounded, and never over a network."""

from argmap.query.answer import run
from argmap.query.named import NamedQuery, Parameter, catalogue
from argmap.query.result import Result, to_csv, to_json, to_markdown, to_turtle

__all__ = [
    "NamedQuery", "Parameter", "Result", "catalogue", "run", "to_csv", "to_json", "to_markdown", "to_turtle",
]
