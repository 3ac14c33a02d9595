"""Run the training steps: batches, learning rate, averaged weights."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, Optimizer

from .corpus import batches, chunks, example
from .treebank import Sentence
from .typography import lower, typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How long, how fast and on what mixture to train."""

    steps: int
    batch_words: int
    learn_rate: float
    warmup: int
    decay: int
    dropout: float
    chunk_words: int
    typeset: float
    lower: float


def stream(
    nlp: Language, sentences: Sequence[Sentence], schedule: Schedule, rng: random.Random
) -> Iterator[list[Example]]:
    """Yield training batches for ever, each epoch cut and typeset anew."""
    while True:
        cut = chunks(sentences, rng, max_words=schedule.chunk_words)
        varied = (_varied(chunk, schedule, rng) for chunk in cut)
        yield from batches((example(nlp.vocab, chunk) for chunk in varied), schedule.batch_words)


def learn_rate(step: int, schedule: Schedule) -> float:
    """Rise over the warm-up, stay, and fall to nothing over the last steps.

    >>> plan = Schedule(steps=100, batch_words=1, learn_rate=1.0, warmup=10, decay=20, dropout=0.0,
    ...                 chunk_words=1, typeset=0.0, lower=0.0)
    >>> [learn_rate(step, plan) for step in (0, 9, 50, 80, 90)]
    [0.1, 1.0, 1.0, 1.0, 0.5]
    """
    rise = (step + 1) / schedule.warmup
    fall = (schedule.steps - step) / schedule.decay
    return schedule.learn_rate * min(rise, 1.0, fall)


def train(
    nlp: Language,
    sentences: Sequence[Sentence],
    schedule: Schedule,
    *,
    seed: int,
    report: Callable[[int, dict[str, float]], None],
) -> Optimizer:
    """Update the pipeline in place for all steps of the schedule."""
    rng = random.Random(seed)  # noqa: S311 - chooses training data, guards nothing
    optimizer = Adam(
        schedule.learn_rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True
    )
    losses: dict[str, float] = {}
    data = stream(nlp, sentences, schedule, rng)
    for step in range(schedule.steps):
        optimizer.learn_rate = learn_rate(step, schedule)
        nlp.update(next(data), drop=schedule.dropout, sgd=optimizer, losses=losses)
        report(step, losses)
    return optimizer


def _varied(
    chunk: list[list[Sentence]], schedule: Schedule, rng: random.Random
) -> list[list[Sentence]]:
    for share, change in ((schedule.typeset, typeset), (schedule.lower, lower)):
        if rng.random() < share:
            chunk = [[change(item) for item in part] for part in chunk]
    return chunk
