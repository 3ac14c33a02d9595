"""The rule language of rules/causes.toml, checked and compiled.

The head of that file explains the language to who writes rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from argmap.pipeline.causepaths import Path, parsed
from argmap.pipeline.triggers import Trigger, literal, verbal
from argmap.pipeline.words import Words
from argmap.resources import Rule, rules, wrong_rule

__all__ = ["CauseRule", "compile_rule", "compiled"]

FAMILY = "causes"
KEYS = frozenset({"lemma", "lower", "pos", "label", "cause", "effect", "with", "without", "regex"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseRule:
    """One compiled rule."""

    name: str
    polarity: str
    terms: Mapping[str, tuple[tuple[str, ...], ...]]
    lemma: bool
    pos: frozenset[str]
    labels: frozenset[str]
    cause: tuple[Path, ...]
    effect: tuple[Path, ...]
    needs: tuple[Path, ...]
    lacks: tuple[Path, ...]
    regex: re.Pattern[str] | None

    def trigger(self, columns: Words, at: int) -> Trigger | None:
        """Find the trigger that begins at a word, if the rule has one there; the longest term wins."""
        if (self.pos and columns.poses[at] not in self.pos) or (self.labels and columns.bases[at] not in self.labels):
            return None
        for term in self.terms.get(columns.stems[at] if self.lemma else columns.lowers[at], ()):
            trigger = verbal(columns, at, term) if self.lemma else literal(columns, at, term)
            if trigger is not None:
                return trigger
        return None

    def suits(self, columns: Words, trigger: Trigger) -> bool:
        """Tell whether a trigger has around it what the rule asks for, and nothing that it excludes."""
        return all(path.walk(columns, trigger) is not None for path in self.needs) \
            and all(path.walk(columns, trigger) is None for path in self.lacks)


@cache
def compiled() -> tuple[CauseRule, ...]:
    """Compile every rule of rules/causes.toml, once a process."""
    return tuple(compile_rule(rule) for rule in rules(FAMILY))


def compile_rule(rule: Rule) -> CauseRule:
    """Check one rule and make it ready to run; errors name the file and the rule."""
    pattern = rule.pattern
    if not isinstance(pattern, Mapping) or not set(pattern) <= KEYS:
        raise wrong_rule(rule, f"pattern is a table with keys from {', '.join(sorted(KEYS))}")
    polarity = str(rule.fields.get("polarity", "+"))
    for key, value in pattern.items():
        if not isinstance(value, str) and not (isinstance(value, list) and all(_is_text(part) for part in value)):
            raise wrong_rule(rule, f"{key} in pattern is a text or a list of texts")
    regex = _regex(rule, pattern)
    terms = [str(term) for term in _listed(pattern.get("lemma", pattern.get("lower", ())))]
    if regex is None and not (terms and pattern.get("cause") and pattern.get("effect")):
        raise wrong_rule(rule, "pattern needs lemma or lower, cause and effect; or regex")
    return CauseRule(
        name=rule.name, polarity=polarity, terms=_indexed(terms), lemma="lemma" in pattern,
        pos=frozenset(_listed(pattern.get("pos", ()))), labels=frozenset(_listed(pattern.get("label", ()))),
        cause=_paths(rule, pattern, "cause"), effect=_paths(rule, pattern, "effect"),
        needs=_paths(rule, pattern, "with"), lacks=_paths(rule, pattern, "without"), regex=regex)


def _regex(rule: Rule, pattern: Mapping[str, Any]) -> re.Pattern[str] | None:
    if "regex" not in pattern:
        return None
    try:
        found = re.compile(str(pattern["regex"]), re.IGNORECASE | re.VERBOSE)
    except re.error as error:
        raise wrong_rule(rule, f"regex does not compile: {error}") from error
    if not {"cause", "effect", "marker"} <= set(found.groupindex):
        raise wrong_rule(rule, "regex needs the groups cause, effect and marker")
    return found


def _is_text(part: Any) -> bool:
    """Tell texts and, where a lexicon was filled in, lists of them."""
    return isinstance(part, str) or (isinstance(part, list) and all(isinstance(one, str) for one in part))


def _listed(value: Any) -> Sequence[str]:
    return [value] if isinstance(value, str) else [item for part in value for item in
                                                   ([part] if isinstance(part, str) else part)]


def _indexed(terms: Sequence[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for term in terms:
        words = tuple(term.lower().split())
        table.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=lambda words: (-len(words), words))) for first, found in table.items()}


def _paths(rule: Rule, pattern: Mapping[str, Any], key: str) -> tuple[Path, ...]:
    return tuple(parsed(rule, text) for text in _listed(pattern.get(key, ())))
