"""Options that several commands share."""

from __future__ import annotations

import click

__all__ = ["mechanisms_option", "min_confidence_option", "model_option"]

model_option = click.option(
    "--model", default="", metavar="NAME_OR_PATH", help="Use this spaCy pipeline (UD labels) instead of ours."
)
mechanisms_option = click.option(
    "--mechanisms", multiple=True, metavar="FILE", help="Add the SKOS concepts of this Turtle file. Repeatable."
)
min_confidence_option = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="0..1",
    help="Leave out what argmap is less sure of.",
)
