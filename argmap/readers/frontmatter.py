"""The YAML block between two --- lines that opens an essay: title, author, date, url."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

import yaml

from argmap.errors import ReadError
from argmap.model import Document

__all__ = ["document", "fields_of", "iso_date", "split"]

FENCE = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
MAX_FIELD = 2_000
#: Dates with a month in words; with figures alone, nobody can tell the month from the day.
WORDED = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y", "%B %Y", "%b %Y")
MAX_BLOCK = 65_536


def split(source: str, name: str) -> tuple[Mapping[str, str], str]:
    """Part the front matter from the body. Every value comes back as one line of text.

    Raises:
        ReadError: the block is opened and not closed, or is no YAML mapping of plain values.
    """
    if not source.startswith("---\n"):
        return {}, source
    match = FENCE.match(source)
    if match is None:
        if not re.match(r"---\n[A-Za-z_-]+:", source):
            return {}, source
        raise ReadError("front matter is opened by --- and never closed", where=name, hint="add a line of ---")
    return fields_of(match[1], name, first_line=2), source[match.end() :]


def fields_of(block: str, name: str, *, first_line: int = 1) -> Mapping[str, str]:
    """Read a YAML mapping of plain values, each as one line of text; `first_line` is where it stands in its file.

    Raises:
        ReadError: it is too long, or no YAML mapping of plain values.
    """
    if len(block) > MAX_BLOCK:
        raise ReadError("front matter is too long", where=name)
    try:
        fields = yaml.load(block, Loader=_Plain)  # noqa: S506 - _Plain is a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + first_line}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise ReadError(f"front matter is not valid YAML{line}: {problem}", where=name) from error
    if fields is None:
        fields = {}
    if not isinstance(fields, dict):
        raise ReadError("front matter is not a list of `name: value` lines", where=name)
    return {str(key).lower(): _line(value) for key, value in fields.items()}


def document(text: str, fields: Mapping[str, str]) -> Document:
    """Build the Document of a text from its front matter fields."""
    return Document(
        text=text,
        title=fields.get("title", ""),
        author=fields.get("author", ""),
        date=iso_date(fields.get("date", "")),
        url=fields.get("url", ""),
    )


def _line(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_line, value))
    return "" if value is None else " ".join(str(value).split())[:MAX_FIELD]


def iso_date(value: str) -> str:
    """Keep the ISO date at the front of a value (2026, 2026-04, 2026-04-15), or read one with a month in words.

    >>> iso_date("April 15, 2026"), iso_date("Apr 2026"), iso_date("4/5/2026")
    ('2026-04-15', '2026-04', '')
    """
    match = re.match(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?(?!\d)", value)
    if match:
        return match[0]
    for form in WORDED:
        with suppress(ValueError):
            iso = "%Y-%m-%d" if "%d" in form else "%Y-%m"
            return datetime.strptime(value.replace(",", ""), form).strftime(iso)
    return ""


class _Plain(yaml.SafeLoader):
    """YAML whose scalars all stay text and that has no aliases, so that a date is what was written."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not allowed")
        return super().compose_node(parent, index)


_Plain.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
