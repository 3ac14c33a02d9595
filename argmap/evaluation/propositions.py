"""Score propositions: what each unit puts forward, how surely, held by whom, on which mechanisms, by when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.evaluation.answers import Answers, FoundProposition
from argmap.evaluation.counts import Graded, Item, Judgement, Outcome
from argmap.evaluation.gold import GoldEssay
from argmap.evaluation.matching import Place, covering, plain
from argmap.evaluation.measures import Grade, Measure
from argmap.evaluation.parts import Part
from argmap.model import AUTHOR, Kind

__all__ = ["Spoken", "score_propositions", "spoken_for"]

#: The kinds of propositions that count as claims.
CLAIMS = (Kind.CLAIM, Kind.PREDICTION)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A proposition and the units that it speaks for."""

    prop: FoundProposition
    units: tuple[int, ...]


def spoken_for(answers: Answers, places: Sequence[Place]) -> list[Spoken]:
    """Find the units that each proposition speaks for."""
    return [Spoken(prop, tuple(covering(places, *prop.place))) for prop in answers.propositions]


def score_propositions(gold: GoldEssay, spoken: Sequence[Spoken]) -> Part:
    """Count units; where two propositions speak for one unit, the first says how sure it is and whose."""
    claims = {at for at, unit in enumerate(gold.units) if unit["role"] == Kind.CLAIM}
    bets = {at for at, unit in enumerate(gold.units) if unit["prediction"]}
    others = {at for at in claims if gold.units[at]["holder"] != AUTHOR}
    found, found_bets = _first(spoken, *CLAIMS), _first(spoken, Kind.PREDICTION)
    own = (AUTHOR, gold.author or AUTHOR)
    found_others = {at for at, prop in found.items() if prop.holder not in own}
    size = len(gold.units)
    return Part(
        outcomes={
            Measure.CLAIM: Outcome.of(_items(claims), _items(found), universe=size),
            Measure.PREDICTION: Outcome.of(_items(bets), _items(found_bets), universe=size),
            Measure.HORIZON: Outcome.of(_labelled_horizons(gold), _found_horizons(spoken)),
            Measure.MECHANISM: Outcome.of(_labelled_mechanisms(gold), _found_mechanisms(spoken)),
            Measure.HOLDER: Outcome.of(_items(others), _items(found_others)),
        },
        grades={Grade.CERTAINTY: Graded.of(_certainties(gold, found, claims & found.keys()))},
        judged={
            Measure.CLAIM: _judged(_first(spoken, Kind.CLAIM), claims),
            Measure.PREDICTION: _judged(found_bets, bets),
        },
    )


def _first(spoken: Iterable[Spoken], *kinds: str) -> dict[int, FoundProposition]:
    """Give each unit the first proposition of some kinds that speaks for it."""
    found: dict[int, FoundProposition] = {}
    for one in spoken:
        if one.prop.kind in kinds:
            for unit in one.units:
                found.setdefault(unit, one.prop)
    return found


def _items(units: Iterable[int]) -> list[Item]:
    return [Item((unit,)) for unit in units]


def _labelled_horizons(gold: GoldEssay) -> list[Item]:
    return [Item((at,), plain(unit["horizon"])) for at, unit in enumerate(gold.units) if unit["horizon"]]


def _found_horizons(spoken: Iterable[Spoken]) -> list[Item]:
    bets = (one for one in spoken if one.prop.kind == Kind.PREDICTION and one.prop.horizon)
    return [Item((unit,), plain(one.prop.horizon)) for one in bets for unit in one.units]


def _labelled_mechanisms(gold: GoldEssay) -> list[Item]:
    return [Item((at,), name) for at, unit in enumerate(gold.units) for name in unit["mechanisms"]]


def _found_mechanisms(spoken: Iterable[Spoken]) -> list[Item]:
    return [Item((unit,), name) for one in spoken for unit in one.units for name in one.prop.mechanisms]


def _certainties(
    gold: GoldEssay, found: Mapping[int, FoundProposition], units: Collection[int]
) -> Iterator[tuple[Item, str, str]]:
    for at in sorted(units):
        yield Item((at,)), gold.units[at]["certainty"] or "", str(found[at].certainty)


def _judged(found: Mapping[int, FoundProposition], right: Collection[int]) -> tuple[Judgement, ...]:
    return tuple(
        Judgement(prop.confidence, at in right) for at, prop in sorted(found.items()) if prop.confidence is not None
    )
