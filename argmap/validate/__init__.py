"""Whether a graph is a sound argument map: the SHACL shapes of ontology/shapes.ttl, and what SHACL core cannot say."""

from argmap.validate.report import to_json, to_turtle
from argmap.validate.run import validate
from argmap.validate.violation import Violation

__all__ = ["Violation", "to_json", "to_turtle", "validate"]
