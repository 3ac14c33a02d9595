"""Queries with a title and parameters: queries/NAME.rq, or a user's own file of the same form.

    # One sentence that says what is asked.
    # param: concept = "distillation" ; what it means
    SELECT ... WHERE { VALUES ?concept { "distillation" } ... }

The default stands in the query too, so that the file also runs as it is on any SPARQL endpoint; where the parts of a
UNION each need it, it stands in each. A value that the user sets takes the default's place as a term of the same type,
escaped; it can never become syntax.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rdflib.term import Literal, URIRef

from argmap import resources
from argmap.errors import QueryError, ResourceError
from argmap.query.check import check_iri
from argmap.vocab import PREFIXES

__all__ = ["NamedQuery", "Parameter", "bound", "catalogue", "parse"]

PARAM = re.compile(r"#\s*param:\s*(\w+)\s*=\s*(.+?)\s*;\s*(.+?)\s*$")
TERM = re.compile(
    r'"(?P<text>(?:[^"\\]|\\.)*)"(?:\^\^(?P<prefix>\w+):(?P<local>\w+))?|<(?P<iri>[^<>\s]*)>|(?P<number>-?\d+)'
)
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a query can be asked about. `term` is the default as SPARQL spells it, `default` its plain value."""

    name: str
    default: str
    meaning: str
    term: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A question, the SPARQL that asks it, and what may be set in it."""

    name: str
    title: str
    params: tuple[Parameter, ...]
    text: str


@cache
def catalogue() -> tuple[NamedQuery, ...]:
    """List the named queries that ship, by name."""
    try:
        return tuple(parse(text, name) for name, text in sorted(resources.queries().items()))
    except QueryError as error:
        raise ResourceError(error.what, where=error.where) from error


def parse(text: str, name: str = "query") -> NamedQuery:
    """Read the title and parameters from a query's leading comments.

    Raises:
        QueryError: a declared parameter that the query does not take up in a VALUES of its own.
    """
    head = [line.strip() for line in text[: _body(text)].splitlines()]
    params = tuple(_parameter(match, name) for line in head if (match := PARAM.fullmatch(line)))
    titles = [line.lstrip("# ") for line in head if line.startswith("#") and not PARAM.fullmatch(line)]
    for param in params:
        if not _slot(param).search(text):
            raise QueryError(f"parameter {param.name} needs a VALUES ?{param.name} {{ {param.term} }}", where=name)
    return NamedQuery(name=name, title=titles[0] if titles else "", params=params, text=text)


def bound(query: NamedQuery, settings: Mapping[str, str]) -> str:
    """Put values in the place of defaults.

    Raises:
        QueryError: no such parameter, or a value that its type does not allow.
    """
    known = {param.name: param for param in query.params}
    text = query.text
    for name, value in settings.items():
        if name not in known:
            hint = f"it has {', '.join(known) or 'none'}"
            raise QueryError(f"has no parameter {name[:80]!r}", where=query.name, hint=hint)
        text = f"VALUES ?{name} {{ {_term(known[name], value)} }}".join(_slot(known[name]).split(text))
    return text


def _body(text: str) -> int:
    """Find where the leading comments end."""
    match = re.match(r"(?:[ \t]*(?:#.*)?(?:\r?\n|\Z))*?(?=[ \t]*[^#\s]|\Z)", text)
    return match.end() if match else 0


def _parameter(match: re.Match[str], name: str) -> Parameter:
    term = TERM.fullmatch(match[2])
    if term is None:
        raise QueryError(f"the default of parameter {match[1]} is no SPARQL string, IRI or whole number", where=name)
    default = next(value for value in (term["text"], term["iri"], term["number"]) if value is not None)
    return Parameter(name=match[1], default=default, meaning=match[3], term=match[2])


def _slot(param: Parameter) -> re.Pattern[str]:
    return re.compile(rf"VALUES\s+\?{param.name}\s*\{{\s*{re.escape(param.term)}\s*\}}")


def _term(param: Parameter, value: str) -> str:
    """Spell a value as a term of the default's type."""
    shape = TERM.fullmatch(param.term)
    if shape is None or shape["number"] is not None:
        return str(_whole(param, value))
    if shape["iri"] is not None:
        return _iri(param, value)
    if shape["prefix"] is None:
        return quoted(value)
    datatype = URIRef(PREFIXES.get(shape["prefix"], "") + shape["local"])
    if Literal(value, datatype=datatype).ill_typed:
        raise QueryError(f"{value!r} is no {shape['prefix']}:{shape['local']}", where=param.name)
    return f"{quoted(value)}^^<{datatype}>"


def _whole(param: Parameter, value: str) -> int:
    if not re.fullmatch(r"-?\d{1,18}", value, re.ASCII):
        raise QueryError(f"{value!r} is no whole number", where=param.name)
    return int(value)


def _iri(param: Parameter, value: str) -> str:
    if re.search(r'[\x00-\x20<>"{}|^`\\]', value):
        raise QueryError(f"{value!r} is no IRI", where=param.name)
    check_iri(value)
    return f"<{value}>"


def quoted(value: str) -> str:
    r"""Spell any text as a SPARQL string.

    SPARQL expands \uXXXX before it looks at strings, so that a `u` after a backslash has to be escaped as well.

    >>> print(quoted('say "hi"'))
    "say \"hi\""
    """
    escaped = "".join(ESCAPES.get(character, character) for character in value)
    return '"' + re.sub(r"(?<=\\\\)[uU]", lambda match: f"\\U{ord(match[0]):08X}", escaped) + '"'
