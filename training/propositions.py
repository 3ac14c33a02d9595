"""Train what finds propositions: mechanisms, kind, certainty, holder, horizon; print how well on authors left out.

    python -m training.propositions --gold SHARED/gold/train [--folds build/encoder]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from argmap.evaluation.gold import GoldEssay, GoldUnit
from argmap.evaluation.matching import bag
from argmap.pipeline.certainty import certainty_features
from argmap.pipeline.features import Describer, View
from argmap.pipeline.holders import Guess, Holders
from argmap.pipeline.linear import Features, LinearModel
from argmap.pipeline.mechanisms import Candidate, Mechanisms
from argmap.pipeline.timing import time_features, times
from training import options, readings, thresholds
from training.authors import by_essay, folds
from training.linear import fit, stacked
from training.plateau import STEPS, curve, plateau

#: Strength of the penalty and least number of rows for a feature, by model; chosen by F1 over authors left out.
PENALTY: Mapping[str, tuple[float, int]] = {
    "role": (20.0, 4), "prediction": (7.0, 3), "certainty": (4.0, 2), "holder": (10.0, 2), "horizon": (2.0, 2),
    "mechanism": (4.0, 2),
}
#: Features that a model goes without, by the beginning of their names.
DROPPED: Mapping[str, tuple[str, ...]] = {"prediction": ("pair=", "open=")}
#: Models for which the encoder's answers are weighed against what all else comes to; by F1 over authors left out.
STACKED = frozenset({"mechanism", "prediction", "role"})
#: Models that learn from the labelled essays alone: from those written for training they learn another use of words.
#: By F1 (certainty: accuracy) over authors left out.
LABELLED = frozenset({"certainty", "holder"})
#: What names of the encoder's features begin or, after a bar, end with.
TOLD = "encoder"
POSITIVE = {"prediction": "prediction", "holder": "other", "horizon": "yes", "mechanism": "yes"}


@dataclass(frozen=True)
class Row:
    """One example: its features, its answer, where it is from, and what else counts against the score."""

    essay: int
    unit: int
    features: Features
    answer: str
    key: str = ""


@dataclass(frozen=True)
class Essay:
    """A labelled essay and what the components see in it; labels[i] is that of views[i], or None."""

    gold: GoldEssay
    views: Sequence[View]
    guesses: Sequence[Sequence[Guess]]
    candidates: Sequence[Candidate]
    labels: Sequence[GoldUnit | None]
    units: Sequence[int]


def prepare(golds: Sequence[GoldEssay], docs: Sequence[Doc]) -> list[Essay]:
    """Describe every unit and find the label that it goes with."""
    describe, holders, mechanisms = Describer(), Holders(), Mechanisms()
    found = []
    for gold, doc in zip(golds, docs, strict=True):
        views = describe(doc)
        units = [_unit(gold, view) for view in views]
        labels = [gold.units[unit] if unit >= 0 else None for unit in units]
        guesses = holders(doc, [view.span for view in views])
        found.append(Essay(gold, views, guesses, mechanisms.candidates(doc), labels, units))
    return found


def _unit(gold: GoldEssay, view: View) -> int:
    """Find the labelled unit that a unit of ours shares most with, or -1."""
    start, end = view.span.start_char, view.span.end_char
    spans = ((i, span) for i in gold.covering(start, end) if (span := gold.spans[i]))
    shared = [(min(end, last) - max(start, first), -i) for i, (first, last) in spans]
    return -max(shared)[1] if shared else -1


def rows(name: str, found: Sequence[Essay]) -> list[Row]:
    """List the examples of one model."""
    make: Mapping[str, Callable[[int, Essay], Iterator[Row]]] = {
        "role": _roles, "prediction": _predictions, "certainty": _certainties, "holder": _holders,
        "horizon": _horizons, "mechanism": _mechanisms,
    }
    return [row for at, essay in enumerate(found) for row in make[name](at, essay)]


def _labelled(essay: Essay) -> Iterator[tuple[int, View, GoldUnit]]:
    for number, (view, label) in enumerate(zip(essay.views, essay.labels, strict=True)):
        if label is not None:
            yield number, view, label


def _roles(at: int, essay: Essay) -> Iterator[Row]:
    for number, view, label in _labelled(essay):
        yield Row(at, essay.units[number], view.row, str(label["role"]))


def _predictions(at: int, essay: Essay) -> Iterator[Row]:
    for number, view, label in _labelled(essay):
        yield Row(at, essay.units[number], view.row, "prediction" if label["prediction"] else "no")


def _certainties(at: int, essay: Essay) -> Iterator[Row]:
    for number, view, label in _labelled(essay):
        features = certainty_features(view)
        if label["role"] == "claim" and features:
            yield Row(at, essay.units[number], features, str(label["certainty"]))


def _holders(at: int, essay: Essay) -> Iterator[Row]:
    for number, _, label in _labelled(essay):
        if label["role"] != "claim":
            continue
        other = label["holder"] != "author"
        for guess in essay.guesses[number]:
            answer = "other" if other else "author"
            yield Row(at, essay.units[number], guess.features, answer, guess.holder)


def _horizons(at: int, essay: Essay) -> Iterator[Row]:
    for number, view, label in _labelled(essay):
        for order, time in enumerate(times(view)):
            if label["prediction"]:
                words = time.horizon.text
                right = bag(str(label["horizon"])) == bag(words)
                features = time_features(view, time, order)
                yield Row(at, essay.units[number], features, "yes" if right else "no", words)


def _mechanisms(at: int, essay: Essay) -> Iterator[Row]:
    for candidate in essay.candidates:
        label = essay.labels[candidate.unit]
        if label is not None:
            right = candidate.mechanism in label["mechanisms"]
            answer = "yes" if right else "no"
            yield Row(at, essay.units[candidate.unit], candidate.features, answer, candidate.mechanism)


def train(name: str, found: Sequence[Essay], examples: Sequence[Row]) -> LinearModel:
    """Fit one model to examples from some of the essays."""
    penalty, least = PENALTY[name]
    if name in LABELLED:
        examples = [row for row in examples if not found[row.essay].gold.written]
    dropped = DROPPED.get(name, ())
    kept = [{key: value for key, value in row.features.items() if not (dropped and key.startswith(dropped))}
            for row in examples]
    answers = [row.answer for row in examples]
    if name in STACKED and any(map(is_told, kept[0])):
        authors = [found[row.essay].gold.author for row in examples]
        return stacked(kept, answers, authors, told=is_told, penalty=penalty, least=least, positive=POSITIVE.get(name))
    return fit(kept, answers, penalty=penalty, least=least, positive=POSITIVE.get(name))


def is_told(name: str) -> bool:
    """Tell whether a feature is one of the encoder's."""
    return name.startswith(TOLD) or name.endswith(f"|{TOLD}")


Folds = Callable[[Sequence[GoldEssay]], Iterator[tuple[str, list[int], list[int]]]]


def held_out(name: str, found: Sequence[Essay], examples: Sequence[Row], cut: Folds) -> dict[int, dict[str, float]]:
    """Give each example that `cut` leaves out the probabilities of a model that has not seen its author or essay."""
    chances: dict[int, dict[str, float]] = {}
    for _, inside, outside in cut([essay.gold for essay in found]):
        seen, unseen = set(inside), set(outside)
        model = train(name, found, [row for row in examples if row.essay in seen])
        rest = ((at, row) for at, row in enumerate(examples) if row.essay in unseen)
        chances.update((at, model.probabilities(row.features)) for at, row in rest)
    return chances


def missed(name: str, found: Sequence[Essay], examples: Sequence[Row]) -> int:
    """Count what the labels have and no example could give."""
    judged = {row.essay for row in examples}
    golds = [(at, i, label) for at in sorted(judged) for i, label in enumerate(found[at].gold.units)]
    if name == "mechanism":
        wanted = {(at, i, m) for at, i, label in golds for m in label["mechanisms"]}
        return len(wanted - {(row.essay, row.unit, row.key) for row in examples if row.answer == "yes"})
    if name == "horizon":
        wanted_units = {(at, i) for at, i, label in golds if label["horizon"]}
        return len(wanted_units - {(row.essay, row.unit) for row in examples if row.answer == "yes"})
    if name == "holder":
        others = {(at, i) for at, i, label in golds if label["role"] == "claim" and label["holder"] != "author"}
        return len(others - {(row.essay, row.unit) for row in examples if row.answer == "other"})
    return 0


def by_unit(examples: Sequence[Row], chances: Sequence[float], positive: str) -> list[tuple[float, bool]]:
    """Keep the likeliest example of each unit."""
    best: dict[tuple[int, int], tuple[float, bool]] = {}
    for row, chance in zip(examples, chances, strict=True):
        pair = (chance, row.answer == positive)
        key = (row.essay, row.unit)
        best[key] = max(best.get(key, (-1.0, False)), pair)
    return list(best.values())


def measure(name: str, found: Sequence[Essay], examples: Sequence[Row], cut: Folds) -> list[float]:
    """Give a model's F1 at each of STEPS over what `cut` leaves out; for certainty its share of right answers."""
    left = held_out(name, found, examples, cut)
    counted = [at for at in sorted(left) if not found[examples[at].essay].gold.written]
    judged = [examples[at] for at in counted]
    chances = [left[at] for at in counted]
    if name == "certainty":
        right = sum(max(sorted(c), key=c.__getitem__) == row.answer for c, row in zip(chances, judged, strict=True))
        return [right / len(judged)] * len(STEPS)
    positive = POSITIVE.get(name, "claim")
    values = [c[positive] for c in chances]
    pairs = (by_unit(judged, values, positive) if name in ("holder", "horizon")
             else [(c, row.answer == positive) for c, row in zip(values, judged, strict=True)])
    return curve(pairs, 0 if name == "role" else missed(name, found, judged))


def parsed(golds: Sequence[GoldEssay], folds: Path | None) -> list[Doc]:
    """Run essays through the pipeline as far as what is trained here looks; with `folds`, the encoder reads them."""
    from argmap.pipeline.load import load, parse

    needed = ("argmap_blocks", "argmap_units", "argmap_entities", "argmap_horizons")
    nlp = load(fast=True)
    later = [name for name in nlp.pipe_names if name.startswith("argmap_") and name not in needed]
    with nlp.select_pipes(disable=later):
        docs = list(parse(nlp, [gold.document for gold in golds]))
    readings.read(golds, docs, folds)
    return docs


def main() -> None:
    """Train all six models and write them to argmap/models."""
    chosen = options.parser(__doc__).parse_args()
    golds = options.golds(chosen)
    write(prepare(golds, parsed(golds, chosen.folds)), options.output(chosen))


def write(found: Sequence[Essay], folder: Path) -> None:
    """Fit and write each model, and the thresholds that authors left out choose."""
    least = {}
    for name in PENALTY:
        examples = rows(name, found)
        known, strict = (measure(name, found, examples, cut) for cut in (by_essay, folds))
        threshold = plateau(known, strict)
        at = STEPS.index(round(100 * threshold))
        least["claim" if name == "role" else name] = threshold
        print(f"{name:12} {len(examples):6} examples, at {threshold:.2f}: essays left out {known[at]:.3f} "
              f"(best {max(known):.3f}), authors left out {strict[at]:.3f} (best {max(strict):.3f})", flush=True)
        (folder / f"{name}.json").write_text(train(name, found, examples).to_json(), "utf-8")
    thresholds.keep(folder, least)


if __name__ == "__main__":
    main()
