"""How a causal link is meant: raising or lowering, denied, and how surely, from the words around its trigger."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from argmap.model import Certainty, Polarity
from argmap.pipeline.causerules import Candidate
from argmap.pipeline.spans import Cut, base
from argmap.resources import lexicon

__all__ = ["certainty", "is_negated", "polarity"]


def polarity(candidate: Candidate, effect: Cut) -> Polarity:
    """Say how the cause bears on the effect's words as they are quoted.

    The rule's own answer, turned round where "makes it hard to" or "less likely that" stands before what is quoted.
    """
    found = Polarity(candidate.rule.polarity)
    if found is Polarity.RAISES and any(_lowering(token) for token in _left_out(candidate, effect)):
        return Polarity.LOWERS
    return found


def _left_out(candidate: Candidate, effect: Cut) -> Iterator[Token]:
    """Yield the words between the trigger and the effect's quoted words, if the trigger comes first."""
    doc, last = candidate.anchor.doc, candidate.words[-1].i
    if last < effect.start <= last + 12:
        yield from doc[last + 1 : effect.start]


def _lowering(token: Token) -> bool:
    return token.lower_ in lexicon("cause-lowering")


def is_negated(candidate: Candidate) -> bool:
    """Tell whether the text denies the link: a negation on the trigger, or on the verb that it hangs on."""
    anchor = candidate.anchor
    verbs = [anchor, *_carriers(anchor)]
    return any(_denies(child) for verb in verbs for child in verb.lefts) or _before(anchor)


def _carriers(anchor: Token) -> Iterator[Token]:
    """Yield the verbs that carry the trigger's mood: those whose complement it is."""
    at = anchor
    for _ in range(3):
        if base(at.dep_) != "xcomp" or at.head == at:
            return
        at = at.head
        yield at


def _before(anchor: Token) -> bool:
    """Look for "not because", "no cause of": a negation right before the trigger."""
    return anchor.i > 0 and _denies(anchor.doc[anchor.i - 1]) and anchor.doc[anchor.i - 1].sent == anchor.sent


def _denies(token: Token) -> bool:
    if token.lower_ not in lexicon("cause-negations"):
        return False
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is None or following.lower_ not in lexicon("cause-negations-empty")


def certainty(candidate: Candidate) -> Certainty:
    """Say how surely the author puts the link: by the modals and hedges on the trigger and the effect's verb."""
    heads = [candidate.anchor, *_carriers(candidate.anchor), candidate.effect.head]
    words = {child.lower_ for head in heads for child in head.lefts if base(child.dep_) in ("aux", "advmod")}
    words |= {head.lemma_.lower() for head in heads[1:-1]}
    if words & set(lexicon("cause-hedges-possible")):
        return Certainty.POSSIBLE
    if words & set(lexicon("cause-hedges-probable")):
        return Certainty.PROBABLE
    return Certainty.CERTAIN
