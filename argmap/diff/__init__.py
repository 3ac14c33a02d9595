"""Where two argument maps agree, where they are opposed, what only one of them says; and one author over time."""

from argmap.diff.authors import author_named, authors, of_author
from argmap.diff.change import Agreement, Change, Disagreement, Group, Item, OnlyIn, Side, findings, group, mirrored
from argmap.diff.compare import diff, differ
from argmap.diff.cruxes import Crux, cruxes
from argmap.diff.drift import Course, Turn, drift
from argmap.diff.named import name_of
from argmap.diff.record import comparisons, joined
from argmap.diff.text import to_text, turns_to_text
from argmap.diff.written import to_json, turns_to_json

__all__ = [
    "Agreement", "Change", "Course", "Crux", "Disagreement", "Group", "Item", "OnlyIn", "Side", "Turn", "author_named",
    "authors", "comparisons", "cruxes", "diff", "differ", "drift", "findings", "group", "joined", "mirrored", "name_of",
    "of_author", "to_json", "to_text", "turns_to_json", "turns_to_text",
]
