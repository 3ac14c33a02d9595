"""Paths through the dependency tree, from trigger words to the cause, the effect and what a rule asks for beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from argmap.pipeline.triggers import Trigger
from argmap.pipeline.words import Words
from argmap.resources import Rule, wrong_rule

__all__ = ["Path", "Step", "parsed"]

STEP = re.compile(r"^(?P<move>head|child)(?::(?P<labels>[a-z:|]+))?(?:/(?P<words>\S+))?$")
VIEWS = frozenset({"agent", "theme", "subject", "clause", "noun", "phrase"})


@dataclass(frozen=True, slots=True)
class Step:
    """One move from word to word: to the head or a dependent with such a label and such a small word, or a jump."""

    move: str
    labels: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def follow(self, columns: Words, at: int, trigger: Trigger) -> int | None:
        """Make the move, or give None where there is nothing to move to."""
        if self.move in JUMPS:
            return JUMPS[self.move](columns, at, trigger)
        if self.move == "head":
            head = columns.heads[at]
            return head if head != at and self._fits(columns, at, head) else None
        return next((child for child in columns.children(at) if self._fits(columns, child, child)), None)

    def _fits(self, columns: Words, labelled: int, at: int) -> bool:
        if self.labels and columns.deps[labelled] not in self.labels and columns.bases[labelled] not in self.labels:
            return False
        return not self.words or columns.lowers[at] in self.words \
            or any(columns.lowers[child] in self.words for child in columns.lefts[at])


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the trigger's first word, and how what is there is seen."""

    steps: tuple[Step, ...]
    view: str

    @property
    def embraces(self) -> bool:
        """Whether the trigger words may stand inside the end: an adverb does in its clause."""
        first = self.steps[0] if self.steps else None
        return self.view == "clause" and first is not None and first.move in ("modified", "head") and not first.labels

    @property
    def hangs(self) -> bool:
        """Whether the end is what the introduced words hang on: parsers often err about that."""
        return any(step.move == "host" for step in self.steps)

    @property
    def open(self) -> bool:
        """Whether the end lies beside the trigger, so that it can be cut by words alone too."""
        return self.view in ("agent", "subject", "theme") or any(
            step.move in ("host", "governed", "link") for step in self.steps)

    def walk(self, columns: Words, trigger: Trigger) -> int | None:
        """Follow every step, or give None."""
        at: int | None = trigger.words[0]
        for step in self.steps:
            if at is None:
                return None
            at = step.follow(columns, at, trigger)
        return at


def parsed(rule: Rule, text: str) -> Path:
    """Read a path as it is written in a rule."""
    words = text.split()
    view = words.pop() if words and words[-1] in VIEWS else "phrase"
    return Path(tuple(_step(rule, word) for word in words), view)


def _step(rule: Rule, word: str) -> Step:
    if word in JUMPS:
        return Step(word)
    found = STEP.match(word)
    if not found:
        raise wrong_rule(rule, f"{word!r} is no step; steps are {', '.join(sorted(JUMPS))},"
                           " head:LABELS, child:LABELS/WORDS")
    return Step(found["move"], _split(found["labels"]), _split(found["words"]))


def _split(text: str | None) -> frozenset[str]:
    return frozenset(text.split("|")) if text else frozenset()


def _governed(columns: Words, _at: int, trigger: Trigger) -> int | None:
    """Find the word that trigger words introduce: the first one above the last of them that is none of them."""
    words = trigger.words
    at = words[-1]
    for _ in range(len(words) + 1):
        if at not in words:
            return at if at > words[0] else None
        right = [child for child in columns.rights[at]
                 if child not in words and columns.bases[child] not in ("punct", "fixed")]
        head = columns.heads[at]
        if head == at or (head < words[0] and right):
            return right[0] if right else None
        at = head
    return None


def _modified(columns: Words, _at: int, trigger: Trigger) -> int | None:
    """Find the first word above the trigger words that is none of them."""
    at = trigger.words[0]
    for _ in range(len(trigger.words) + 1):
        if at not in trigger.words:
            return at
        if columns.heads[at] == at:
            return None
        at = columns.heads[at]
    return None


def _host(columns: Words, at: int, trigger: Trigger) -> int | None:
    """Find what the introduced word and the trigger words hang on."""
    start = _governed(columns, at, trigger)
    if start is None:
        return None
    at = columns.heads[start]
    for _ in range(len(trigger.words) + 1):
        if at not in trigger.words:
            return at if at != start else None
        if columns.heads[at] == at:
            return None
        at = columns.heads[at]
    return None


def _before(columns: Words, at: int, trigger: Trigger) -> int | None:
    """Find the clause before the one that the trigger words stand in: in the sentence, else the last sentence."""
    clause = _modified(columns, at, trigger)
    clause = at if clause is None else clause
    if columns.heads[clause] < clause and columns.bases[clause] in ("conj", "parataxis", "advcl", "ccomp", "acl"):
        return columns.heads[clause]
    return _last_sentence(columns, clause)


def _last_sentence(columns: Words, at: int) -> int | None:
    at = columns.sentence(at).start - 1
    while at >= 0 and columns.spaces[at]:
        at -= 1
    return _root(columns, at, None) if at >= 0 else None


def _link(_columns: Words, _at: int, trigger: Trigger) -> int | None:
    return trigger.link


def _root(columns: Words, at: int, _trigger: Trigger | None) -> int:
    sentence = columns.sentence(at)
    return columns.root(sentence.start, sentence.stop)
#: Moves with a name of their own.
JUMPS: Mapping[str, Callable[[Words, int, Trigger], int | None]] = {
    "governed": _governed, "host": _host, "modified": _modified, "before": _before, "link": _link, "root": _root,
}
