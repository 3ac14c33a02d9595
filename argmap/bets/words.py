"""The rules that read bets off words: files of their own, in the form of argmap's other rules.

They find nothing that goes into a graph, so that no labelled essay can say how good they are; their examples and
counterexamples run as tests.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from argmap.resources import Rule, parse_rules, text

__all__ = ["FAMILIES", "rules"]

FAMILIES = ("chances", "conditions", "settlings")


@cache
def rules(family: str) -> tuple[Rule, ...]:
    """Load bets/FAMILY.toml."""
    return parse_rules(text(Path(__file__).parent / f"{family}.toml"), family)
