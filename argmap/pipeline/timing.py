"""Choose which words of time in a unit say when its prediction is due."""

from __future__ import annotations

from argmap.model import Horizon
from argmap.pipeline import dates
from argmap.pipeline.features import View
from argmap.pipeline.linear import LinearModel
from argmap.pipeline.words import wording

__all__ = ["choose", "time_features", "times"]

GROUP = "horizons"
YES = "yes"


def times(view: View) -> list[tuple[str, str, Horizon]]:
    """List the words of time of a unit: the rule that found them, the words, and the dates that they mean."""
    span = view.span
    said = dates.said_on(span.doc._.date)
    if not span.doc.spans.get(GROUP):
        return []
    text = wording(span)
    return [(phrase.rule, text[phrase.start : phrase.end], phrase.horizon) for phrase in dates.find(text, said)]


def choose(view: View, model: LinearModel, *, least: float) -> Horizon | None:
    """Take the words of time that most likely are a horizon, if any is as likely as `least`."""
    best: tuple[float, Horizon] | None = None
    for at, (rule, _, horizon) in enumerate(times(view)):
        chance = model.probabilities(time_features(view, rule, horizon, at))[YES]
        if chance >= least and (best is None or chance > best[0]):
            best = (chance, horizon)
    return best[1] if best else None


def time_features(view: View, rule: str, horizon: Horizon, at: int) -> dict[str, float]:
    """Describe words of time in a unit: their rule, whether they are over, where they stand."""
    said = view.span.doc._.date
    over = bool(said and horizon.latest and horizon.latest < said)
    text = wording(view.span)
    place = text.find(horizon.text) / max(1, len(text))
    features = {
        f"rule={rule}": 1.0,
        f"first={horizon.text.split()[0].lower()}": 1.0,
        "at:start" if place < 0.15 else "at:end" if place > 0.6 else "at:middle": 1.0,
        "over" if over else "dated" if horizon.latest or horizon.earliest else "undated": 1.0,
        "the-first" if at == 0 else "a-further": 1.0,
    }
    for name in ("rule:predictions.will", "has:VBD", "rule:predictions.open-modal", "rule:predictions.is-expected"):
        if name in view.features:
            features[name] = 1.0
    return features
