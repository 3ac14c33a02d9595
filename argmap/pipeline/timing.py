"""Choose which words of time in a unit say when its prediction is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.model import Horizon
from argmap.pipeline import dates
from argmap.pipeline.features import View
from argmap.pipeline.linear import LinearModel
from argmap.pipeline.reading import Floats, reading
from argmap.pipeline.words import wording

__all__ = ["Time", "choose", "time_features", "times"]

GROUP = "horizons"
YES = "yes"
#: What found words of time that no rule knows.
ENCODER = "model.encoder"
#: How likely a word must be in a horizon to be taken for one without a rule.
LEAST = 0.5


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
    known = [Time(phrase.rule, phrase.start, phrase.end, phrase.horizon) for phrase in found]
    further = [time for time in _told(view) if all(time.end <= one.start or one.end <= time.start for one in known)]
    return sorted(known + further, key=lambda time: time.start)


def _told(view: View) -> Iterator[Time]:
    """Yield the runs of words that the encoder takes for a horizon."""
    tags = _tags(view)
    if tags is None:
        return
    likely = [bool(row[0] <= 1 - LEAST) for row in tags]
    begins = [i for i, yes in enumerate(likely) if yes and not (i and likely[i - 1])]
    for first in begins:
        last = next((i for i in range(first, len(likely)) if not likely[i]), len(likely))
        words = view.span[first:last]
        start = words.start_char - view.span.start_char
        yield Time(ENCODER, start, start + len(words.text), Horizon(text=words.text))


def _tags(view: View) -> Floats | None:
    told = reading(view.span.doc)
    return None if told is None else told.tags(view.number)


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
    features.update(_borders(view, time))
    return features


def _borders(view: View, time: Time) -> Iterator[tuple[str, float]]:
    """Say how far the encoder agrees: that the words are in a horizon, and that those beside them are not."""
    tags = _tags(view)
    if tags is None:
        return
    unit = view.span
    inside = [i for i, token in enumerate(unit[: len(tags)])
              if time.start <= token.idx - unit.start_char < time.end]
    if not inside:
        return
    chances = 1 - tags[:, 0]
    yield "encoder:inside", float(chances[inside].mean())
    yield "encoder:least", float(chances[inside].min())
    yield "encoder:before", float(chances[inside[0] - 1]) if inside[0] else 0.0
    yield "encoder:after", float(chances[inside[-1] + 1]) if inside[-1] + 1 < len(chances) else 0.0
    if "encoder:prediction" in view.features:
        yield "encoder:prediction", view.features["encoder:prediction"]
