"""Run the token patterns of rule families over a Doc: each rule's `pattern` is one or more of spaCy's Matcher's.

Of spaCy's language these are known: LOWER, LEMMA, TEXT, POS and TAG with a value, IN, NOT_IN or REGEX; LIKE_NUM,
LIKE_URL and IS_DIGIT; OP "?", "*" and "+". Of the matches of one rule that overlap the longest counts, as with
greedy="LONGEST". spaCy's Matcher tries every pattern at every token; this one only where its rarest word stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from typing import Any, NamedTuple

from argmap.pipeline.words import Words
from argmap.resources import Rule, rules, wrong_rule

__all__ = ["Found", "Patterns"]

#: The column that holds each attribute of a token, those first in which the fewest tokens are alike.
ATTRIBUTES = {
    "LOWER": "lowers", "TEXT": "texts", "LEMMA": "cased", "TAG": "tags", "POS": "poses",
    "LIKE_NUM": "numerals", "LIKE_URL": "urls", "IS_DIGIT": "digits",
}
#: How many tokens one element of a pattern may take, so that endless repetition stays cheap.
MOST = 100
#: Of how many values it is kept whether some test looks for them.
KNOWN = 1 << 13
#: The least and the most that each quantifier lets an element take.
QUANTIFIERS = {"1": (1, 1), "?": (0, 1), "*": (0, MOST), "+": (1, MOST)}

Columns = Sequence[Sequence[Any]]
Places = Mapping[Any, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Found:
    """A rule and the tokens that it matched; `start` and `end` are tokens of the Doc."""

    rule: Rule
    start: int
    end: int


class _Test(NamedTuple):
    """What the value of a token in a column must be.

    Args:
        column: the index of the column in ATTRIBUTES.
        holds: tells whether a value passes.
        values: all that pass, if they can be listed.
        rare: whether few tokens pass, so that it pays to look for them.
    """

    column: int
    holds: Callable[[Any], bool]
    values: frozenset[Any] = frozenset()
    rare: bool = True

    def tokens(self, places: Places) -> list[Sequence[int]]:
        """List the tokens that pass, value by value."""
        if self.values and len(self.values) <= len(places):
            return [places[value] for value in self.values if value in places]
        return [tokens for value, tokens in places.items() if self.holds(value)]


class _Element(NamedTuple):
    """What one token, or from `least` to `most` of them, must be."""

    tests: tuple[_Test, ...]
    least: int
    most: int

    def reach(self, columns: Columns, start: int, step: int) -> list[int]:
        """Say to where the element may reach from between two tokens, to the right (step 1) or to the left (-1)."""
        found = [] if self.least else [start]
        end = min(start + self.most, len(columns[0])) if step > 0 else max(start - self.most, 0)
        for at in range(start, end, step):
            token = at if step > 0 else at - 1
            for test in self.tests:
                if not test.holds(columns[test.column][token]):
                    return found
            found.append(at + step)
        return found


class _Pattern(NamedTuple):
    """The elements of a pattern, and which of them are one token each that can be looked up."""

    rule: Rule
    elements: tuple[_Element, ...]
    anchors: tuple[tuple[int, _Test], ...]

    def spans(self, columns: Columns, places: Sequence[Places]) -> Iterator[tuple[int, int]]:
        """Yield what matches, from where the element stands that the fewest tokens fit."""
        found = []
        for number, test in self.anchors:
            tokens = test.tokens(places[test.column])
            if not tokens:
                return
            found.append((number, tokens))
        number, tokens = min(found, key=lambda pair: sum(map(len, pair[1])))
        before, after = self.elements[:number][::-1], self.elements[number:]
        for token in chain.from_iterable(tokens):
            starts = _reach(before, columns, token, -1)
            ends = _reach(after, columns, token, 1) if starts else ()
            yield from product(starts, ends)


def _reach(elements: Iterable[_Element], columns: Columns, start: int, step: int) -> Iterable[int]:
    """Say to where some elements one after the other may reach."""
    found: Iterable[int] = (start,)
    for element in elements:
        found = {place for here in found for place in element.reach(columns, here, step)}
        if not found:
            break
    return found


class Patterns:
    """The rules of some families; each is tried only where its rarest word stands."""

    def __init__(self, *families: str) -> None:
        self._patterns = [_compiled(rule, one) for name in families for rule in rules(name) for one in _several(rule)]
        tests = [test for pattern in self._patterns for _, test in pattern.anchors]
        self._wanted = [_wanted(test for test in tests if test.column == column) for column in range(len(ATTRIBUTES))]

    def find(self, words: Words) -> Sequence[Found]:
        """List the matches in the order of the text, the longer first, then by rule."""
        columns: Columns = [getattr(words, name) for name in ATTRIBUTES.values()]
        places = [_places(column, wanted) for column, wanted in zip(columns, self._wanted, strict=True)]
        spans: dict[str, tuple[Rule, set[tuple[int, int]]]] = {}
        for pattern in self._patterns:
            spans.setdefault(pattern.rule.name, (pattern.rule, set()))[1].update(pattern.spans(columns, places))
        found = [Found(rule, start, end) for rule, matched in spans.values() for start, end in _apart(matched)]
        return sorted(found, key=lambda match: (match.start, -match.end, match.rule.name))


class _Wanted(NamedTuple):
    """The values of a column that tests look for: those that are listed, and what tells the others, if any do."""

    values: frozenset[Any]
    fits: Callable[[Any], bool] | None


def _wanted(tests: Iterable[_Test]) -> _Wanted:
    tests = list(tests)
    searches = [test.holds for test in tests if not test.values]
    fits = lru_cache(maxsize=KNOWN)(lambda value: any(holds(value) for holds in searches)) if searches else None
    return _Wanted(frozenset().union(*(test.values for test in tests)), fits)


def _places(column: Sequence[Any], wanted: _Wanted) -> Places:
    """List where the values of a column stand that some test looks for."""
    if not any(wanted):
        return {}
    kinds = frozenset(column)
    likely = kinds & wanted.values
    if wanted.fits:
        likely |= set(filter(wanted.fits, kinds))
    found: dict[Any, list[int]] = {value: [] for value in likely}
    for at in [at for at, value in enumerate(column) if value in likely]:
        found[column[at]].append(at)
    return found


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the longest of the spans that overlap, of equally long ones the first."""
    taken: set[int] = set()
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield start, end


def _several(rule: Rule) -> Sequence[Any]:
    """List the patterns of a rule: it may be written as one, a list of tables, or as a list of such."""
    several = rule.pattern if _is_list_of(rule.pattern, list) else [rule.pattern]
    if not all(_is_list_of(one, Mapping) for one in several):
        raise wrong_rule(rule, "pattern is a list of tables, one a token, or a list of such lists")
    return several


def _is_list_of(value: Any, kind: type) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, kind) for part in value)


def _compiled(rule: Rule, pattern: Sequence[Mapping[str, Any]]) -> _Pattern:
    elements = tuple(_element(rule, token) for token in pattern)
    single = [(number, element.tests) for number, element in enumerate(elements) if element.least == element.most == 1]
    anchors = tuple((number, test) for number, tests in single for test in tests if test.rare)
    if not anchors:
        raise wrong_rule(rule, "a pattern has a token without OP that is not only NOT_IN some")
    return _Pattern(rule, elements, anchors)


def _element(rule: Rule, token: Mapping[str, Any]) -> _Element:
    unknown = sorted(token.keys() - ATTRIBUTES.keys() - {"OP"})
    if unknown:
        raise wrong_rule(rule, f"a token has no {', '.join(unknown)}; it has {', '.join(sorted(ATTRIBUTES))} and OP")
    quantifier = str(token.get("OP", "1"))
    if quantifier not in QUANTIFIERS:
        raise wrong_rule(rule, f"OP is ?, * or +, not {quantifier}")
    tests = (test for column, name in enumerate(ATTRIBUTES) if name in token
             for test in _tests(rule, name, column, token[name]))
    return _Element(tuple(tests), *QUANTIFIERS[quantifier])


def _tests(rule: Rule, name: str, column: int, wanted: Any) -> Iterator[_Test]:
    """Make the tests of one attribute: of its value, or one for each operator."""
    tests = wanted if isinstance(wanted, Mapping) else {"IN": [wanted]}
    if not tests or not tests.keys() <= OPERATORS.keys():
        raise wrong_rule(rule, f"{name} is a value or any of {', '.join(sorted(OPERATORS))}")
    for operator, value in tests.items():
        try:
            yield OPERATORS[operator](column, value)
        except (re.error, TypeError) as error:
            raise wrong_rule(rule, f"{name} {operator}: {error}") from error


def _one_of(column: int, values: Iterable[Any]) -> _Test:
    listed = frozenset(values)
    return _Test(column, listed.__contains__, listed)


def _none_of(column: int, values: Iterable[Any]) -> _Test:
    listed = frozenset(values)
    return _Test(column, lambda value: value not in listed, rare=False)


def _like(column: int, source: str) -> _Test:
    regex = re.compile(source)
    return _Test(column, lambda value: regex.search(value) is not None)


OPERATORS: Mapping[str, Callable[[int, Any], _Test]] = {"IN": _one_of, "NOT_IN": _none_of, "REGEX": _like}
