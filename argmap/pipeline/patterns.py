"""Run the token patterns of rule families over a Doc: each rule's `pattern` is one or more of spaCy's Matcher's.

Of spaCy's language these are known: LOWER, LEMMA, TEXT, POS and TAG with a value, IN, NOT_IN or REGEX; LIKE_NUM,
LIKE_URL and IS_DIGIT; OP "?", "*" and "+". Of the matches of one rule that overlap the longest counts, as with
greedy="LONGEST". spaCy's Matcher tries every pattern at every token; this one looks up those that can begin there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from argmap.errors import ResourceError
from argmap.pipeline.words import Words
from argmap.resources import Rule, rules

__all__ = ["Found", "Patterns"]

#: The column that holds each attribute of a token.
ATTRIBUTES = {
    "LOWER": "lowers", "TEXT": "texts", "LEMMA": "cased", "TAG": "tags", "POS": "poses",
    "LIKE_NUM": "numerals", "LIKE_URL": "urls", "IS_DIGIT": "digits",
}
QUANTIFIERS = frozenset({"1", "?", "*", "+"})
#: How many tokens one element of a pattern may take, so that endless repetition stays cheap.
MOST = 100


@dataclass(frozen=True, slots=True)
class Found:
    """A rule and the tokens that it matched; `start` and `end` are tokens of the Doc."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Test:
    """What the value of a token in a column must be: one of `values`, none of them, or like an expression."""

    column: str
    values: frozenset[Any] = frozenset()
    denied: bool = False
    regex: re.Pattern[str] | None = None

    def holds(self, value: Any) -> bool:
        """Tell whether a value passes."""
        if self.regex is not None:
            return self.regex.search(value) is not None
        return (value in self.values) is not self.denied


@dataclass(frozen=True, slots=True)
class _Element:
    """What one token, or with a quantifier several, must be."""

    tests: tuple[_Test, ...]
    quantifier: str

    def fits(self, words: Words, at: int) -> bool:
        """Tell whether a token passes every test."""
        return all(test.holds(getattr(words, test.column)[at]) for test in self.tests)

    def ends(self, words: Words, starts: Iterable[int]) -> set[int]:
        """Say where the element may end if it begins at one of some places."""
        found = set(starts) if self.quantifier in "?*" else set()
        most = 1 if self.quantifier in "1?" else MOST
        for start in starts:
            at = start
            while at < len(words) and at - start < most and self.fits(words, at):
                at += 1
                found.add(at)
        return found


@dataclass(frozen=True, slots=True)
class _Pattern:
    rule: Rule
    elements: tuple[_Element, ...]

    def ends(self, words: Words, start: int) -> set[int]:
        """Say where a match that begins at a token may end."""
        ends = {start}
        for element in self.elements:
            ends = element.ends(words, ends)
            if not ends:
                break
        return ends


class Patterns:
    """The rules of some families, by what their first token must be."""

    def __init__(self, *families: str) -> None:
        self._values: dict[str, dict[Any, list[_Pattern]]] = {}
        self._searched: list[tuple[_Test, _Pattern]] = []
        for pattern in (_compiled(rule, one) for name in families for rule in rules(name) for one in _several(rule)):
            self._add(pattern)

    def find(self, words: Words) -> Sequence[Found]:
        """List the matches in the order of the text, the longer first, then by rule."""
        matches: dict[str, tuple[Rule, set[tuple[int, int]]]] = {}
        for start, pattern in self._begun(words):
            for end in pattern.ends(words, start):
                matches.setdefault(pattern.rule.name, (pattern.rule, set()))[1].add((start, end))
        found = [Found(rule, start, end) for rule, spans in matches.values() for start, end in _apart(spans)]
        return sorted(found, key=lambda match: (match.start, -match.end, match.rule.name))

    def _add(self, pattern: _Pattern) -> None:
        """Index a pattern by the values that its first token may have, in the column that parts them best."""
        tests = pattern.elements[0].tests
        listed = [test for test in tests if test.values and not test.denied]
        if listed:
            first = min(listed, key=lambda test: list(ATTRIBUTES.values()).index(test.column))
            table = self._values.setdefault(first.column, {})
            for value in first.values:
                table.setdefault(value, []).append(pattern)
        else:
            self._searched.append((tests[0], pattern))

    def _begun(self, words: Words) -> Iterator[tuple[int, _Pattern]]:
        """Yield each pattern that may begin at a token."""
        for column, table in self._values.items():
            for at, value in enumerate(getattr(words, column)):
                if value in table:
                    yield from ((at, pattern) for pattern in table[value])
        for test, pattern in self._searched:
            values: Sequence[Any] = getattr(words, test.column)
            passed = {value for value in set(values) if test.holds(value)}
            yield from ((at, pattern) for at, value in enumerate(values) if value in passed)


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the longest of the spans that overlap, of equally long ones the first."""
    taken: set[int] = set()
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield start, end


def _several(rule: Rule) -> Sequence[Any]:
    pattern: Sequence[Any] = rule.pattern
    return pattern if isinstance(pattern[0], list) else [pattern]


def _compiled(rule: Rule, pattern: Sequence[Mapping[str, Any]]) -> _Pattern:
    elements = tuple(_element(rule, token) for token in pattern)
    if not elements[0].tests or elements[0].quantifier in "?*":
        raise _wrong(rule, "a pattern begins with a token that is there and has some attribute")
    return _Pattern(rule, elements)


def _element(rule: Rule, token: Mapping[str, Any]) -> _Element:
    unknown = sorted(token.keys() - ATTRIBUTES.keys() - {"OP"})
    if unknown:
        raise _wrong(rule, f"a token has no {', '.join(unknown)}; it has {', '.join(sorted(ATTRIBUTES))} and OP")
    quantifier = str(token.get("OP", "1"))
    if quantifier not in QUANTIFIERS:
        raise _wrong(rule, f"OP is ?, * or +, not {quantifier}")
    return _Element(tuple(_test(rule, name, token[name]) for name in ATTRIBUTES if name in token), quantifier)


def _test(rule: Rule, name: str, wanted: Any) -> _Test:
    column = ATTRIBUTES[name]
    if not isinstance(wanted, Mapping):
        return _Test(column, frozenset({wanted}))
    operators: Mapping[str, Callable[[Any], _Test]] = {
        "IN": lambda values: _Test(column, frozenset(values)),
        "NOT_IN": lambda values: _Test(column, frozenset(values), denied=True),
        "REGEX": lambda source: _Test(column, regex=re.compile(source)),
    }
    if len(wanted) != 1 or not wanted.keys() <= operators.keys():
        raise _wrong(rule, f"{name} is a value or one of {', '.join(operators)}")
    [(operator, value)] = wanted.items()
    try:
        return operators[operator](value)
    except (re.error, TypeError) as error:
        raise _wrong(rule, f"{name} {operator}: {error}") from error


def _wrong(rule: Rule, what: str) -> ResourceError:
    return ResourceError(f"rule {rule.name!r}: {what}", where=f"rules/{rule.name.partition('.')[0]}.toml")
