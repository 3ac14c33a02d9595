"""Candidates for causal links: what the rules propose in a sentence, and why trigger words came to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from argmap.pipeline.causeends import found_end, parted, widened
from argmap.pipeline.causerules import CauseRule
from argmap.pipeline.roles import Role
from argmap.pipeline.spans import Cut
from argmap.pipeline.triggers import Trigger
from argmap.pipeline.words import Words

if TYPE_CHECKING:
    from argmap.pipeline.causereading import Seen

__all__ = ["Candidate", "Failure", "Obstacle", "attempts", "find"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A causal link that a rule proposes: its trigger words, each end with the ways to cut it.

    Words are named by their index in `columns`. `seen` is what the encoder makes of it, where it has read the unit.
    """

    columns: Words
    rule: CauseRule
    words: tuple[int, ...]
    cause: Role
    effect: Role
    seen: Seen | None = None

    @property
    def anchor(self) -> int:
        """The first of the trigger words."""
        return self.words[0]


class Obstacle(StrEnum):
    """Why trigger words made no candidate."""

    NO_CAUSE = "no cause found"
    NO_EFFECT = "no effect found"
    NO_END = "neither cause nor effect found"
    ONE_END = "one word is found as cause and effect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Trigger words of a rule of which nothing came, named by their index."""

    rule: CauseRule
    words: tuple[int, ...]
    obstacle: Obstacle


def find(columns: Words, rules: Iterable[tuple[CauseRule, re.Pattern[str]]], sentence: range) -> Iterator[Candidate]:
    """Yield what rules with an expression propose in one sentence."""
    at, text = columns.offsets[sentence.start], columns.quote(sentence.start, sentence.stop)
    for rule, regex in rules:
        for match in regex.finditer(text):
            marker, cause, effect = (columns.within(at + start, at + end) for start, end in
                                     map(match.span, ("marker", "cause", "effect")))
            if marker and cause and effect:
                yield Candidate(columns=columns, rule=rule, words=tuple(marker), cause=_role(columns, cause),
                                effect=_role(columns, effect))


def _role(columns: Words, span: range) -> Role:
    return Role(columns.root(span.start, span.stop), "words", (Cut("words", span.start, span.stop),))


def attempts(
    columns: Words, at: int, possible: Sequence[CauseRule], sentence: range
) -> Iterator[Candidate | Failure]:
    """Yield what comes of rules with a trigger that may begin at this word: a candidate, or why there is none."""
    for rule in possible:
        trigger = rule.trigger(columns, at)
        if trigger is not None and rule.suits(columns, trigger):
            found = _attempt(columns, rule, trigger, sentence)
            yield Failure(rule=rule, words=trigger.words, obstacle=found) if isinstance(found, Obstacle) else found


def _attempt(columns: Words, rule: CauseRule, trigger: Trigger, sentence: range) -> Candidate | Obstacle:
    nothing = range(0)
    cause, effect = found_end(columns, rule.cause, trigger, nothing), found_end(columns, rule.effect, trigger, nothing)
    if cause and effect:
        if cause.head == effect.head:
            return Obstacle.ONE_END
        cause = parted(columns, rule.cause, trigger, cause, effect)
        effect = parted(columns, rule.effect, trigger, effect, cause)
    elif not cause and not effect:
        return Obstacle.NO_END
    cause = widened(columns, rule.cause, trigger, cause, sentence)
    effect = widened(columns, rule.effect, trigger, effect, sentence)
    if not cause or not cause.cuts:
        return Obstacle.NO_CAUSE
    if not effect or not effect.cuts:
        return Obstacle.NO_EFFECT
    return Candidate(columns=columns, rule=rule, words=trigger.words, cause=cause, effect=effect)
