"""Run the token patterns of rule families over a Doc: each rule's `pattern` is one or more of spaCy's Matcher's.

Of spaCy's language these are known: LOWER, LEMMA, TEXT, POS and TAG with a value, IN, NOT_IN or REGEX; LIKE_NUM,
LIKE_URL and IS_DIGIT; OP "?", "*" and "+". Of the matches of one rule that overlap the longest counts, as with
greedy="LONGEST". spaCy's Matcher tries every pattern at every token; this one looks up those that can begin there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from argmap.errors import ResourceError
from argmap.pipeline.words import Words
from argmap.resources import Rule, rules

__all__ = ["Found", "Patterns"]

#: The column that holds each attribute of a token, those first in which the fewest tokens are alike.
ATTRIBUTES = {
    "LOWER": "lowers", "TEXT": "texts", "LEMMA": "cased", "TAG": "tags", "POS": "poses",
    "LIKE_NUM": "numerals", "LIKE_URL": "urls", "IS_DIGIT": "digits",
}
#: How many tokens one element of a pattern may take, so that endless repetition stays cheap.
MOST = 100
#: The least and the most that each quantifier lets an element take.
QUANTIFIERS = {"1": (1, 1), "?": (0, 1), "*": (0, MOST), "+": (1, MOST)}

Columns = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """A rule and the tokens that it matched; `start` and `end` are tokens of the Doc."""

    rule: Rule
    start: int
    end: int


class _Test(NamedTuple):
    """What the value of a token in a column must be; `values` are all that pass, if they can be listed."""

    column: int
    holds: Callable[[Any], bool]
    values: frozenset[Any] = frozenset()


class _Element(NamedTuple):
    """What one token, or from `least` to `most` of them, must be."""

    tests: tuple[_Test, ...]
    least: int
    most: int

    def ends(self, columns: Columns, start: int) -> list[int]:
        """Say where the element may end if it begins at a token."""
        found = [] if self.least else [start]
        for at in range(start, min(start + self.most, len(columns[0]))):
            for column, holds, _ in self.tests:
                if not holds(columns[column][at]):
                    return found
            found.append(at + 1)
        return found


class _Pattern(NamedTuple):
    rule: Rule
    elements: tuple[_Element, ...]

    def ends(self, columns: Columns, start: int) -> Iterable[int]:
        """Say where a match that begins at a token may end."""
        places: Iterable[int] = self.elements[0].ends(columns, start)
        for element in self.elements[1:]:
            if not places:
                break
            places = {end for place in places for end in element.ends(columns, place)}
        return places


class Patterns:
    """The rules of some families, by what their first token must be."""

    def __init__(self, *families: str) -> None:
        self._listed: dict[int, dict[Any, list[_Pattern]]] = {}
        self._searched: list[tuple[_Test, _Pattern]] = []
        for pattern in (_compiled(rule, one) for name in families for rule in rules(name) for one in _several(rule)):
            self._add(pattern)

    def find(self, words: Words) -> Sequence[Found]:
        """List the matches in the order of the text, the longer first, then by rule."""
        columns: Columns = [getattr(words, name) for name in ATTRIBUTES.values()]
        spans: dict[str, set[tuple[int, int]]] = {}
        named: dict[str, Rule] = {}
        for start, pattern in self._begun(columns):
            for end in pattern.ends(columns, start):
                named[pattern.rule.name] = pattern.rule
                spans.setdefault(pattern.rule.name, set()).add((start, end))
        found = [Found(named[name], start, end) for name in spans for start, end in _apart(spans[name])]
        return sorted(found, key=lambda match: (match.start, -match.end, match.rule.name))

    def _add(self, pattern: _Pattern) -> None:
        """Index a pattern by the values that its first token may have, in the column that parts them best."""
        tests = pattern.elements[0].tests
        first = next((test for test in tests if test.values), None)
        if first is None:
            self._searched.append((tests[0], pattern))
            return
        table = self._listed.setdefault(first.column, {})
        for value in first.values:
            table.setdefault(value, []).append(pattern)

    def _begun(self, columns: Columns) -> Iterator[tuple[int, _Pattern]]:
        """Yield each pattern that may begin at a token."""
        for column, table in self._listed.items():
            for at, patterns in enumerate(map(table.get, columns[column])):
                if patterns is not None:
                    yield from ((at, pattern) for pattern in patterns)
        for test, pattern in self._searched:
            passed = {value for value in set(columns[test.column]) if test.holds(value)}
            if passed:
                yield from ((at, pattern) for at, value in enumerate(columns[test.column]) if value in passed)


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
    if not elements[0].tests or not elements[0].least:
        raise _wrong(rule, "a pattern begins with a token that is there and has some attribute")
    return _Pattern(rule, elements)


def _element(rule: Rule, token: Mapping[str, Any]) -> _Element:
    unknown = sorted(token.keys() - ATTRIBUTES.keys() - {"OP"})
    if unknown:
        raise _wrong(rule, f"a token has no {', '.join(unknown)}; it has {', '.join(sorted(ATTRIBUTES))} and OP")
    quantifier = str(token.get("OP", "1"))
    if quantifier not in QUANTIFIERS:
        raise _wrong(rule, f"OP is ?, * or +, not {quantifier}")
    tests = (_test(rule, name, column, token[name]) for column, name in enumerate(ATTRIBUTES) if name in token)
    return _Element(tuple(tests), *QUANTIFIERS[quantifier])


def _test(rule: Rule, name: str, column: int, wanted: Any) -> _Test:
    operator, value = next(iter(wanted.items())) if isinstance(wanted, Mapping) and wanted else ("IN", [wanted])
    if isinstance(wanted, Mapping) and (len(wanted) != 1 or operator not in OPERATORS):
        raise _wrong(rule, f"{name} is a value or one of {', '.join(sorted(OPERATORS))}")
    try:
        return OPERATORS[operator](column, value)
    except (re.error, TypeError) as error:
        raise _wrong(rule, f"{name} {operator}: {error}") from error


def _one_of(column: int, values: Iterable[Any]) -> _Test:
    listed = frozenset(values)
    return _Test(column, listed.__contains__, listed)


def _none_of(column: int, values: Iterable[Any]) -> _Test:
    listed = frozenset(values)
    return _Test(column, lambda value: value not in listed)


def _like(column: int, source: str) -> _Test:
    regex = re.compile(source)
    return _Test(column, lambda value: regex.search(value) is not None)


OPERATORS: Mapping[str, Callable[[int, Any], _Test]] = {"IN": _one_of, "NOT_IN": _none_of, "REGEX": _like}


def _wrong(rule: Rule, what: str) -> ResourceError:
    return ResourceError(f"rule {rule.name!r}: {what}", where=f"rules/{rule.name.partition('.')[0]}.toml")
