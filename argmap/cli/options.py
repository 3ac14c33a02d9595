"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict, TypeVar

import click

__all__ = [
    "Extraction", "encoder_option", "extraction_options", "format_option", "layout_option", "mechanisms_option",
    "min_confidence_option",
]

Command = TypeVar("Command", bound=Callable[..., object])


class Extraction(TypedDict, total=False):
    """How essays are extracted, as every command that takes essays lets the user choose."""

    model: str
    mechanisms: tuple[str, ...]
    fast: bool
    min_confidence: float


layout_option = click.option(
    "--layout", type=click.Choice(("auto", "dot", "layered")), default="auto",
    help="Place boxes by graphviz' dot, by Python alone (the same bytes everywhere), or by dot where it is installed.",
)
encoder_option = click.option(
    "--encoder", default="", metavar="FOLDER",
    help="Compare meanings by this sentence-transformers model too, which is on this machine; needs argmap[encoder].",
)
model_option = click.option(
    "--model", default="", metavar="NAME_OR_PATH", help="Use this spaCy pipeline (UD labels) instead of ours."
)
mechanisms_option = click.option(
    "--mechanisms", multiple=True, metavar="FILE", help="Add the SKOS concepts of this Turtle file. Repeatable."
)
fast_option = click.option(
    "--fast", is_flag=True, help="Go without the encoder: quicker, and finds less (docs/quality.md says how much)."
)
min_confidence_option = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="0..1",
    help="Leave out what argmap is less sure of.",
)


def format_option(*names: str, help_text: str | None = None) -> Callable[[Command], Command]:
    """Let a command print in one of these formats, the first by default."""
    return click.option("--format", "form", type=click.Choice(names), default=names[0], show_default=True,
                        help=help_text)


def extraction_options(command: Command) -> Command:
    """Give a command the options of Extraction."""
    for option in (min_confidence_option, fast_option, mechanisms_option, model_option):
        command = option(command)
    return command
