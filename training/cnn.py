"""spaCy's own components over the CNN of the syntax model, trained on labelled essays: what the encoder has to beat.

    python -m training.left_out --gold SHARED/gold/train --only cnn
    python -m training.cnn --gold SHARED/gold/train     # the first fold alone: scores, and what it costs

`textcat` tells the roles apart; `textcat_multilabel` says what is a prediction, whether another holds it, how certain
it is, and which mechanisms it is about; `spancat` finds causes and effects among the phrases of the parse and all short
stretches of words. Each reads one unit, without its neighbours. Pairs of units, and links from one unit to another, are
out of their reach; the sign of every link is taken to be +. cnn.toml has the settings.
"""

from __future__ import annotations

import random
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.util import fix_random_seed
from thinc.api import Adam, warmup_linear

from argmap.evaluation.gold import GoldEssay, GoldUnit
from argmap.evaluation.sheets import sheets, to_markdown
from argmap.model import AUTHOR, Certainty, Kind, Polarity
from argmap.pipeline.features import Describer
from argmap.pipeline.holders import Guess, Holders
from argmap.pipeline.load import MODEL, load
from argmap.pipeline.mechanisms import GROUP
from argmap.pipeline.mentions import CausalMention, End
from argmap.pipeline.spans import phrase_cuts
from argmap.pipeline.words import words
from argmap.resources import model_path
from training import alone, options
from training.authors import folds
from training.encoder import config

CONFIG = Path(__file__).with_name("cnn.toml")
RUNS = 3
ROLES = (str(Kind.CLAIM), str(Kind.EVIDENCE), "other")
CAUSE, EFFECT = "CAUSE", "EFFECT"
#: Groups of spans in the units, by the names that cnn.toml has for them.
ENDS, CANDIDATES = "ends", "candidates"
#: What `textcat_multilabel` calls its answers.
PREDICTION, HOLDER, CERTAIN, ABOUT = "prediction", "holder", "certainty:", "about:"


@dataclass(frozen=True)
class Settings:
    """What cnn.toml says; its comments say what each is for."""

    seed: int
    passes: int
    warm_up: int
    rate: float
    dropout: float
    step: int
    longest: int
    least: Mapping[str, float]
    components: Mapping[str, Mapping[str, Any]]


def read(path: Path = CONFIG) -> Settings:
    """Read the settings; a field that is missing or unknown is an error."""
    return Settings(**tomllib.loads(path.read_text("utf-8")))


class Found(NamedTuple):
    """The words low to high of a unit under a label, and how likely that is."""

    label: str
    low: int
    high: int
    chance: float


@dataclass(frozen=True)
class Lesson:
    """A labelled unit: once with its role alone, which is all that `textcat` takes, and once with the rest."""

    role: Example
    rest: Example

    def of(self, component: str) -> Example:
        """Choose the example for a component."""
        return self.role if component == "textcat" else self.rest

    def __len__(self) -> int:
        return len(self.role.predicted)


def lessons(gold: GoldEssay, doc: Doc, settings: Settings, mechanisms: Sequence[str]) -> Iterator[Lesson]:
    """Make the lessons of one essay from the units that have a label."""
    ends = list(labelled_ends(gold, doc))
    for unit in doc.spans["units"]:
        covered = gold.covering(unit.start_char, unit.end_char)
        if covered:
            yield lesson(unit, gold.units[covered[0]], ends, settings, mechanisms)


def lesson(unit: Span, label: GoldUnit, ends: Sequence[tuple[str, int, int]], settings: Settings,
           mechanisms: Sequence[str]) -> Lesson:
    """Make the lesson of one unit; `ends` are those of the whole essay."""
    posed, role, rest = asked_of(unit, settings.longest), unit.as_doc(), unit.as_doc()
    role.cats = {name: float(name == label["role"]) for name in ROLES}
    rest.cats = answers(label, mechanisms)
    within = ((name, low - unit.start, high - unit.start) for name, low, high in ends
              if unit.start <= low and high <= unit.end)
    places = [(span.start, span.end) for span in posed.spans[CANDIDATES]]
    wanted = {(name, *nearest((low, high), places)) for name, low, high in within}
    rest.spans[ENDS] = [Span(rest, low, high, label=name) for name, low, high in sorted(wanted)]
    return Lesson(Example(posed, role), Example(posed, rest))


def answers(label: GoldUnit, mechanisms: Sequence[str]) -> dict[str, float]:
    """Say what is true of a unit; whose a claim is, and how certain, is asked of claims only."""
    cats = {PREDICTION: float(label["prediction"])}
    cats |= {f"{ABOUT}{name}": float(name in label["mechanisms"]) for name in mechanisms}
    if label["role"] == Kind.CLAIM:
        cats[HOLDER] = float(label["holder"] != AUTHOR)
        cats |= {f"{CERTAIN}{level}": float(level == label["certainty"]) for level in Certainty}
    return cats


def labelled_ends(gold: GoldEssay, doc: Doc) -> Iterator[tuple[str, int, int]]:
    """Yield the words of each end of the links that stay inside one unit."""
    for link in gold.causal:
        for name, place in ((CAUSE, gold.words(link["cause_i"], link["cause"])),
                            (EFFECT, gold.words(link["i"], link["effect"]))):
            span = doc.char_span(*place, alignment_mode="expand") if place and link["i"] == link["cause_i"] else None
            if span is not None:
                yield name, span.start, span.end


def nearest(end: tuple[int, int], candidates: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Choose the candidate that shares most words with a labelled end, by F1."""
    def alike(other: tuple[int, int]) -> float:
        return 2 * max(0, min(end[1], other[1]) - max(end[0], other[0])) / (end[1] - end[0] + other[1] - other[0])

    return max(candidates, key=alike)


def asked_of(unit: Span, longest: int) -> Doc:
    """Take a unit out of its essay, with the candidates for causes and effects in it."""
    taken, columns = unit.as_doc(), words(unit.doc)
    phrases = {(cut.start, cut.end) for at in range(unit.start, unit.end) for cut in phrase_cuts(columns, at)}
    within = {(low - unit.start, high - unit.start) for low, high in phrases if unit.start <= low and high <= unit.end}
    short = {(low, high) for low in range(len(taken)) for high in range(low + 1, min(low + longest, len(taken)) + 1)}
    taken.spans[CANDIDATES] = [Span(taken, low, high) for low, high in sorted(within | short)]
    return taken


def train(taught: Sequence[Lesson], settings: Settings) -> Language:
    """Train the components together over one tok2vec that begins as the syntax model's."""
    fix_random_seed(settings.seed)
    nlp = untrained(taught, settings)
    draw = random.Random(settings.seed)  # noqa: S311 - a seeded order, no secret
    batches = [batch for _ in range(settings.passes) for batch in shuffled(taught, settings.step, draw)]
    optimizer = Adam(warmup_linear(settings.rate, settings.warm_up, len(batches)), L2=0.01, L2_is_weight_decay=True)
    for batch in batches:
        for name, pipe in nlp.pipeline:
            pipe.update([one.of(name) for one in batch], drop=settings.dropout)
        for _, pipe in nlp.pipeline:
            pipe.finish_update(optimizer)
        optimizer.step_schedules()
    return nlp


def untrained(taught: Sequence[Lesson], settings: Settings) -> Language:
    """Put the components over a copy of the syntax model's tok2vec."""
    source = spacy.load(model_path(MODEL))
    nlp = spacy.blank("en", vocab=load(fast=True).vocab)
    nlp.add_pipe("tok2vec", config={"model": source.config["components"]["tok2vec"]["model"]})
    for name, given in settings.components.items():
        nlp.add_pipe(name, config=dict(given))
    for name, pipe in nlp.pipeline:
        examples = [one.of(name) for one in taught]
        pipe.initialize(lambda own=examples: own, nlp=nlp)
    nlp.get_pipe("tok2vec").model.from_bytes(source.get_pipe("tok2vec").model.to_bytes())
    return nlp


def shuffled(taught: Sequence[Lesson], step: int, draw: random.Random) -> Iterator[list[Lesson]]:
    """Cut the lessons, in another order each time, into batches of so many words."""
    order = draw.sample(taught, len(taught))
    yield from minibatch_by_words(order, size=step, get_length=len)


def apart(found: Sequence[Found]) -> list[Found]:
    """Keep the likeliest of those that overlap under one label, in the order of the text."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (-one.chance, one)):
        if not any(one.label == other.label and one.low < other.high and other.low < one.high for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.low, one.high, one.label))


def paired(found: Sequence[Found]) -> list[tuple[Found, Found]]:
    """Pair every cause with the nearest effect and every effect with the nearest cause that it does not overlap.

    Near is few words in between; of two that are as near, that which makes the cause come first.
    """
    pairs = [(one, other) for one in found for other in found
             if (one.label, other.label) == (CAUSE, EFFECT) and gap(one, other) >= 0]
    best = {min((pair for pair in pairs if pair[side] == one), key=lambda pair: (gap(*pair), pair[0].low > pair[1].low))
            for side in (0, 1) for one in {pair[side] for pair in pairs}}
    return sorted(best, key=lambda pair: (pair[0].low, pair[1].low))


def gap(one: Found, other: Found) -> int:
    """Count the words between two stretches; below 0, they overlap."""
    return max(one.low, other.low) - min(one.high, other.high)


def asked(nlp: Language, doc: Doc, longest: int) -> list[Doc]:
    """Let the components answer for each unit of a parsed essay."""
    return list(nlp.pipe(asked_of(unit, longest) for unit in doc.spans["units"]))


def judged(doc: Doc, told: Sequence[Doc], least: Mapping[str, float]) -> Doc:
    """Leave in an essay what the components have answered for its units."""
    units = list(doc.spans["units"])
    doc.spans[GROUP] = [Span(doc, unit.start, unit.end, label=name.removeprefix(ABOUT))
                        for unit, own in zip(units, told, strict=True)
                        for name in sorted(own.cats) if name.startswith(ABOUT) and own.cats[name] >= least["mechanism"]]
    named = Holders()(doc, units)
    doc._.propositions = tuple(
        alone.mention(view, kind, certainty(own.cats), holder(own.cats, guesses, least["holder"]))
        for view, own, guesses in zip(Describer()(doc), told, named, strict=True)
        if (kind := kind_of(own.cats, least["prediction"])) is not None)
    doc._.causes = tuple(link for unit, own in zip(units, told, strict=True)
                         for link in links(unit, own, least["span"]))
    doc._.relations = ()
    return doc


def kind_of(cats: Mapping[str, float], least: float) -> Kind | None:
    """Read off what a unit is."""
    if cats[PREDICTION] >= least:
        return Kind.PREDICTION
    likeliest = max(ROLES, key=cats.__getitem__)
    return None if likeliest == "other" else Kind(likeliest)


def certainty(cats: Mapping[str, float]) -> Certainty:
    """Read off the likeliest degree."""
    return max(Certainty, key=lambda level: cats[f"{CERTAIN}{level}"])


def holder(cats: Mapping[str, float], guesses: Sequence[Guess], least: float) -> str:
    """Name whose a unit is; the rules know names, and without one it is another's."""
    if cats[HOLDER] < least:
        return AUTHOR
    return guesses[0].holder if guesses else "another"


def links(unit: Span, told: Doc, least: float) -> Iterator[CausalMention]:
    """Yield the links between the ends that are found in a unit."""
    group = told.spans.get(ENDS, ())
    chances = group.attrs["scores"] if len(group) else ()
    found = [Found(span.label_, span.start, span.end, float(chance))
             for span, chance in zip(group, chances, strict=True) if chance >= least]
    for cause, effect in paired(apart(found)):
        ends = (unit[one.low : one.high] for one in (cause, effect))
        first, second = (End(start=span.start_char, end=span.end_char) for span in ends)
        yield CausalMention(cause=first, effect=second, rule="alone", marker="", marker_start=unit.start_char,
                            polarity=Polarity.RAISES, confidence=round(cause.chance * effect.chance, 4))


def trained(golds: Sequence[GoldEssay], docs: Sequence[Doc], most: int) -> Iterator[tuple[int, Doc]]:
    """Yield every essay with what components that have not seen its author find in it."""
    settings = read()
    for _, inside, outside in folds(golds, most=most):
        nlp = train(taught_by([golds[at] for at in inside], [docs[at] for at in inside], settings), settings)
        for at in (at for at in outside if not golds[at].written):
            yield at, judged(docs[at], asked(nlp, docs[at], settings.longest), settings.least)


def taught_by(golds: Sequence[GoldEssay], docs: Sequence[Doc], settings: Settings) -> list[Lesson]:
    """List the lessons of some essays."""
    mechanisms = sorted({name for gold in golds for label in gold.units for name in label["mechanisms"]})
    return [one for gold, doc in zip(golds, docs, strict=True) for one in lessons(gold, doc, settings, mechanisms)]


def main() -> None:
    """Train on what one fold leaves, and print how well it does on that fold and what it costs."""
    from training.left_out import scores  # here, so that the rest goes without scikit-learn
    from training.propositions import parsed

    chosen = options.parser(__doc__).parse_args()
    golds = options.golds(chosen)
    settings, docs = read(), parsed(golds, None)
    _, inside, outside = next(folds(golds, most=config.read().folds))
    start = time.perf_counter()
    nlp = train(taught_by([golds[at] for at in inside], [docs[at] for at in inside], settings), settings)
    print(f"trained on {len(inside)} essays in {time.perf_counter() - start:.0f} s")
    print(f"{size(nlp) / 1e6:.1f} MB on disk, without the vectors, which are the syntax model's")
    found = ((at, judged(docs[at], asked(nlp, docs[at], settings.longest), settings.least))
             for at in outside if not golds[at].written)
    print(to_markdown(sheets(scores(golds, found), per_essay=False, per_author=True, reliability=False, errors=0)))
    texts = [golds[at].document.text for at in outside]
    count = sum(len(text.split()) for text in texts)
    bare = spacy.load(model_path(MODEL))
    print(f"bare parse      {count / best(lambda: list(bare.pipe(texts))):8,.0f} words/s")
    spent = best(lambda: [asked(nlp, docs[at], settings.longest) for at in outside])
    print(f"CNN components  {count / spent:8,.0f} words/s, on top of the parse")


def best(run: Callable[[], object]) -> float:
    """Give the least seconds of RUNS runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def size(nlp: Language) -> int:
    """Count the bytes of the components as they are saved, without the vocabulary."""
    with tempfile.TemporaryDirectory() as folder:
        nlp.to_disk(folder, exclude=["vocab", "tokenizer"])
        return sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
