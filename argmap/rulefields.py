"""What a rule of each family may and must say beside its name, pattern and examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["FIELDS", "Field", "problem"]


@dataclass(frozen=True, slots=True)
class Field:
    """What a field holds: one of some words, or a value of a type ("pair" is a list of two numbers)."""

    words: tuple[str, ...] = ()
    kind: str = "text"
    needed: bool = False

    def fits(self, value: Any) -> bool:
        """Check a value from TOML."""
        if self.words:
            return value in self.words
        if self.kind == "pair":
            return isinstance(value, list) and len(value) == 2 and all(isinstance(one, int | float) for one in value)
        return type(value) is TYPES[self.kind]

    @property
    def wanted(self) -> str:
        """Say what fits."""
        return f"one of {', '.join(word or repr(word) for word in self.words)}" if self.words else NAMES[self.kind]


TYPES: Mapping[str, type] = {"text": str, "yes or no": bool, "number": int}
NAMES: Mapping[str, str] = {
    "text": "a text", "yes or no": "true or false", "number": "a whole number", "pair": "a list of two numbers"}

BOUND = Field(words=("said", "n", "m", "start", "end", "before", "after", ""), needed=True)

#: Family to its fields.
FIELDS: Mapping[str, Mapping[str, Field]] = {
    "causes": {"polarity": Field(words=("+", "-", "?"))},
    "certainty": {"level": Field(words=("possible", "probable", "certain"), needed=True)},
    "chances": {"read": Field(words=("percent", "share", "odds", "in", "fraction", "half", "words"), needed=True)},
    "claims": {},
    "conditions": {},
    "evidence": {},
    "holders": {
        "holder": Field(words=("subject", "after", "possessor", "words", "before", "speaker", "last"), needed=True),
        "opens": Field(kind="yes or no"),
        "closes": Field(kind="yes or no"),
        "apart": Field(kind="yes or no"),
        "needs": Field(words=("people",)),
        "skip": Field(kind="number"),
    },
    "horizons": {"earliest": BOUND, "latest": BOUND, "unless": Field()},
    "periods": {
        "read": Field(words=("century", "date", "day", "days", "decade", "feast", "half", "month", "part", "quarter",
                             "season", "unit", "year", "years"), needed=True),
        "part": Field(kind="pair"),
        "day": Field(kind="pair"),
        "days": Field(kind="pair"),
        "offset": Field(kind="number"),
        "unit": Field(words=("day", "week", "month", "quarter", "year", "decade", "century")),
        "unless": Field(),
    },
    "predictions": {"future": Field(kind="yes or no")},
    "relations": {
        "other": Field(words=("before", "after", "around", "items", "heading"), needed=True),
        "from": Field(words=("this", "other"), needed=True),
        "scheme": Field(words=("support", "attack"), needed=True),
        "reach": Field(kind="number", needed=True),
        "connective": Field(kind="yes or no"),
    },
    "settlings": {"scope": Field(words=("near", "own"), needed=True)},
}


def problem(family: str, fields: Mapping[str, Any]) -> str:
    """Say what is wrong with a rule's own fields, "" if nothing is.

    >>> problem("certainty", {"level": "sure"})
    'level must be one of possible, probable, certain'
    """
    known = FIELDS.get(family, {})
    unknown = sorted(set(fields) - set(known))
    if unknown:
        may = f"; it may have {', '.join(sorted(known))}" if known else ""
        return f"unknown key {', '.join(unknown)}{may}"
    missing = [name for name, field in known.items() if field.needed and name not in fields]
    if missing:
        return f"lacks {', '.join(missing)}"
    wrong = next((name for name, value in fields.items() if not known[name].fits(value)), None)
    return f"{wrong} must be {known[wrong].wanted}" if wrong else ""
