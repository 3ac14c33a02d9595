"""What the components find in a Doc: mentions in character offsets, before they become model types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from argmap.model import AUTHOR, Certainty, Horizon, Kind, Polarity, Scheme

__all__ = ["CausalMention", "End", "PropositionMention", "RelationMention"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionMention:
    """A unit of text (sentence, heading or list item) that puts something forward.

    `start` and `end` are code points of doc.text. `rule` names the rule or model that decided on `kind`,
    `cue` the words that it went by ("" for a model without one), `confidence` its probability.
    """

    start: int
    end: int
    kind: Kind
    certainty: Certainty
    rule: str
    negated: bool = False
    holder: str = AUTHOR
    mechanisms: tuple[str, ...] = ()
    horizon: Horizon | None = None
    cue: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a causal mention: its span in code points, and what it takes up if it is a pronoun.

    `antecedent` is the character span of the earlier text that a pronoun or "this X" points to, or None; where the end
    is a clause that only begins with such words ("they keep talent"), these end at `pointing`.
    """

    start: int
    end: int
    antecedent: tuple[int, int] | None = None
    pointing: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalMention:
    """A place where the text says that one thing brings about, raises, lowers or prevents another.

    `marker` is the exact words that signal it, `marker_start` where they stand.
    """

    cause: End
    effect: End
    polarity: Polarity
    rule: str
    marker: str
    marker_start: int
    negated: bool = False
    certainty: Certainty = Certainty.CERTAIN
    confidence: float = 1.0


class RelationMention(NamedTuple):
    """One proposition mention supports or attacks another; both are indices into doc._.propositions.

    `cue` is the words in the text that are the reason for the relation, `cue_start` where they stand.
    """

    source: int
    target: int
    scheme: Scheme
    rule: str
    cue: str
    cue_start: int
    confidence: float = 1.0
