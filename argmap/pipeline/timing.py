"""Choose which words of time in a unit say when its prediction is due."""

from __future__ import annotations

from dataclasses import dataclass

from argmap.model import Horizon
from argmap.pipeline import dates
from argmap.pipeline.features import View
from argmap.pipeline.linear import LinearModel
from argmap.pipeline.words import wording

__all__ = ["Time", "choose", "time_features", "times"]

GROUP = "horizons"
YES = "yes"


@dataclass(frozen=True, slots=True)
class Time:
    """Words of time in a unit: what found them, the characters [start, end) of the unit, what dates they mean."""

    rule: str
    start: int
    end: int
    horizon: Horizon


def times(view: View) -> list[Time]:
    """List the words of time of a unit from left to right."""
    span = view.span
    said = dates.said_on(span.doc._.date)
    text = wording(span)
    found = dates.find(text, said) if span.doc.spans.get(GROUP) else ()
    return [Time(phrase.rule, phrase.start, phrase.end, phrase.horizon) for phrase in found]


def choose(view: View, model: LinearModel, *, least: float) -> Horizon | None:
    """Take the words of time that most likely are a horizon, if any is as likely as `least`."""
    best: tuple[float, Horizon] | None = None
    for at, time in enumerate(times(view)):
        chance = model.probabilities(time_features(view, time, at))[YES]
        if chance >= least and (best is None or chance > best[0]):
            best = (chance, time.horizon)
    return best[1] if best else None


def time_features(view: View, time: Time, at: int) -> dict[str, float]:
    """Describe words of time in a unit, the `at`-th of it: their rule, whether they are over, where they stand."""
    said, horizon = view.span.doc._.date, time.horizon
    over = bool(said and horizon.latest and horizon.latest < said)
    place = time.start / max(1, len(wording(view.span)))
    features = {
        f"rule={time.rule}": 1.0,
        f"first={horizon.text.split()[0].lower()}": 1.0,
        "at:start" if place < 0.15 else "at:end" if place > 0.6 else "at:middle": 1.0,
        "over" if over else "dated" if horizon.latest or horizon.earliest else "undated": 1.0,
        "the-first" if at == 0 else "a-further": 1.0,
    }
    for name in ("rule:predictions.will", "has:VBD", "rule:predictions.open-modal", "rule:predictions.is-expected"):
        if name in view.features:
            features[name] = 1.0
    return features
