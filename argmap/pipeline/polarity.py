"""How a causal link is meant: raising or lowering, denied, and how surely, from the words around its trigger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from argmap.model import Certainty, Polarity
from argmap.pipeline.causecandidates import Candidate
from argmap.pipeline.linear import Features, LinearModel
from argmap.pipeline.spans import Cut
from argmap.pipeline.words import Words
from argmap.resources import lexicon

__all__ = ["certainty", "is_negated", "judged", "polarity", "polarity_features"]

#: How many words after the trigger may stand before what is quoted and turn its polarity.
NEAR = 12
#: How many of the trigger's words are looked at.
WORDS = 4
#: The lists of verbs that say how a subject bears on an object.
VERBS = ("cause-verbs-let", "cause-verbs-lower", "cause-verbs-raise", "cause-verbs-shape", "cause-verbs-stop")


def polarity(candidate: Candidate, effect: Cut) -> Polarity:
    """Say how the cause bears on the effect's words as they are quoted.

    The rule's own answer, turned round where "makes it hard to" or "less likely that" stands before what is quoted.
    """
    found = Polarity(candidate.rule.polarity)
    if found is Polarity.RAISES and not _list("cause-lowering").isdisjoint(_left_out(candidate, effect)):
        return Polarity.LOWERS
    return found


def judged(candidate: Candidate, effect: Cut, model: LinearModel) -> Polarity:
    """Weigh the rule's answer against what else speaks for a polarity."""
    chances = model.probabilities(polarity_features(candidate, effect))
    return Polarity(max(sorted(chances), key=chances.__getitem__))


def polarity_features(candidate: Candidate, effect: Cut) -> Features:
    """Describe how a cause bears on its effect: by the rule, its words, the words around, what the encoder says."""
    stems, said = candidate.columns.stems, polarity(candidate, effect)
    words = [stems[at] for at in candidate.words[:WORDS]]
    names = [f"says {said}", f"rule {candidate.rule.name}|says {said}", f"words {' '.join(words)}",
             *(f"has {word}" for word in words), f"effect first {stems[effect.start]}",
             f"effect head {stems[candidate.effect.head]}"]
    if not _list("cause-lowering").isdisjoint(_left_out(candidate, effect)):
        names.append("lowered")
    names += _governed(candidate.columns, candidate.effect.head)
    forms = {*words, *(candidate.columns.lowers[at] for at in candidate.words[:WORDS])}
    names += [f"marker {kind}" for kind in VERBS if not _list(kind).isdisjoint(forms)]
    found = dict.fromkeys(names, 1.0)
    if candidate.seen is not None and not is_negated(candidate):  # of "does not lower" the encoder says it raises
        found.update((f"told {name}", value) for name, value in candidate.seen.polarity().items())
    return found


def _governed(columns: Words, head: int) -> list[str]:
    """Name the word that an effect hangs on, and what kind of verb that is: it turns a link whatever proposed it."""
    above = columns.heads[head]
    if above == head:
        return []
    kinds = [kind for kind in VERBS if columns.lemmas[above] in _list(kind)]
    return [f"under {columns.stems[above]}", *(f"under {kind}" for kind in kinds)]


def _left_out(candidate: Candidate, effect: Cut) -> Sequence[str]:
    """List the words between the trigger and the effect's quoted words, if the trigger comes first."""
    last = candidate.words[-1]
    return candidate.columns.lowers[last + 1 : effect.start] if last < effect.start <= last + NEAR else ()


def is_negated(candidate: Candidate) -> bool:
    """Tell whether the text denies the link: a negation on the trigger, or on the verb that it hangs on."""
    columns, anchor = candidate.columns, candidate.anchor
    verbs = [anchor, *_carriers(columns, anchor)]
    return any(_denies(columns, child) for verb in verbs for child in columns.lefts[verb]) or _before(columns, anchor)


def _carriers(columns: Words, anchor: int) -> Iterator[int]:
    """Yield the verbs that carry the trigger's mood: those whose complement it is."""
    at = anchor
    for _ in range(3):
        if columns.bases[at] != "xcomp" or columns.heads[at] == at:
            return
        at = columns.heads[at]
        yield at


def _before(columns: Words, anchor: int) -> bool:
    """Look for "not because", "no cause of": a negation right before the trigger."""
    return anchor > columns.sentence(anchor).start and _denies(columns, anchor - 1)


def _denies(columns: Words, at: int) -> bool:
    if columns.lowers[at] not in _list("cause-negations"):
        return False
    return at + 1 == len(columns) or columns.lowers[at + 1] not in _list("cause-negations-empty")


def certainty(candidate: Candidate) -> Certainty:
    """Say how surely the author puts the link: by the modals and hedges on the trigger and the effect's verb."""
    columns = candidate.columns
    heads = [candidate.anchor, *_carriers(columns, candidate.anchor), candidate.effect.head]
    words = {columns.lowers[child] for head in heads for child in columns.lefts[head]
             if columns.bases[child] in ("aux", "advmod")}
    words |= {columns.stems[head] for head in heads[1:-1]}
    if not words.isdisjoint(_list("cause-hedges-possible")):
        return Certainty.POSSIBLE
    if not words.isdisjoint(_list("cause-hedges-probable")):
        return Certainty.PROBABLE
    return Certainty.CERTAIN


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon(name))
