"""From Argdown to a map: a statement is a proposition, an argument one too or an inference where it is spelt out.

An argument that has its premises and conclusion spelt out is the inference between them. Where something is said of
it besides (a gist, an attack on it), it is also a proposition, which the premises support and which supports the
conclusion: so Argdown's own map draws it. An undercut is an attack on the argument.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from argmap.errors import GraphError, ReadError
from argmap.formats.argdown.parsing import Element, Heading, Inferred, Outline, Related, outline
from argmap.formats.imported import Drawn, Place, Said, bounded, build, check_length, plural, tagged
from argmap.formats.table import Imported
from argmap.model import AUTHOR, Certainty, Document, Horizon, Kind, Scheme
from argmap.readers import frontmatter
from argmap.readers.source import clean

__all__ = ["loads"]

FENCE = re.compile(r"\s*===+[ \t]*\n")
CLOSING = re.compile(r"^===+[ \t]*(?:\n|\Z)", re.MULTILINE)
SOURCE = "argdown"

#: For each sign: the relation, and whether it goes from the element below to the one above.
SIGNS = {
    "+": (Scheme.SUPPORT, True), "<+": (Scheme.SUPPORT, True), "+>": (Scheme.SUPPORT, False),
    "-": (Scheme.ATTACK, True), "<-": (Scheme.ATTACK, True), "->": (Scheme.ATTACK, False),
    "_": (Scheme.ATTACK, True), "<_": (Scheme.ATTACK, True), "_>": (Scheme.ATTACK, False),
}
UNDERCUTS = ("_", "<_", "_>")
CONTRADICTION = "><"


def loads(source: str) -> Imported:
    """Read Argdown; the text below the front matter becomes the document.

    Raises:
        GraphError: it breaks Argdown's rules, which the message says with its line; or it holds no statement.
    """
    text = clean(source)
    check_length(len(text))
    fields, body, first_line = _front_matter(text)
    found = outline(body, first_line=first_line)
    title = next((item.words.text for item in found.items if isinstance(item, Heading)), "")
    document = Document(
        text=body, title=fields.get("title", title), author=fields.get("author", ""),
        date=frontmatter.iso_date(fields.get("date", "")), url=fields.get("url", ""), language=fields.get("lang", ""),
    )
    view = _View(found, document, first_line)
    said, drawn = list(view.said()), bounded(view.drawn())
    mechanisms = tagged(name for item in said for name in item.mechanisms)
    undercuts = sum(item.undercut for item in drawn)
    notes = (f"{plural(undercuts, 'undercut')} read as an attack on the argument",) if undercuts else ()
    return Imported(amap=build(document, said, drawn, source=SOURCE, mechanisms=mechanisms), left_out=notes)


def _front_matter(text: str) -> tuple[Mapping[str, str], str, int]:
    """Part the front matter from the text below it, and say on which line that begins."""
    fence = FENCE.match(text)
    if fence is None:
        return {}, text, 1
    closing = CLOSING.search(text, fence.end())
    if closing is None:
        raise GraphError("front matter is opened by === and never closed", where="line 1", hint="add a line of ===")
    first_line = text.count("\n", 0, fence.end()) + 1
    fields = _fields(text[fence.end() : closing.start()], first_line)
    return fields, text[closing.end() :], text.count("\n", 0, closing.end()) + 1


def _fields(block: str, line: int) -> Mapping[str, str]:
    try:
        return frontmatter.fields_of(block, "", first_line=line)
    except ReadError as error:
        raise GraphError(error.what.replace("front matter", "data"), where=f"line {line}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One element with the data beside it and the author of its section."""

    element: Element
    data: Mapping[str, str]
    author: str


class _View:
    """An outline with its elements brought together by their titles."""

    def __init__(self, found: Outline, document: Document, first_line: int) -> None:
        self.found = found
        self.document = document
        self.first_line = first_line
        self.conclusions = {
            self.key(item.argument): item for item in found.inferences if item.argument and item.last
        }
        self.entries: dict[str, list[_Entry]] = defaultdict(list)
        author = ""
        for item in found.items:
            data = self._data(item)
            if isinstance(item, Heading):
                author = data.get("author", "")
            else:
                self.entries[self.key(item)].append(_Entry(element=item, data=data, author=author))
        targets = {self.key(element) for item in found.relations for element in _targets(item)}
        #: The arguments that are spelt out, and of which nothing else is said.
        self.inferences_only = {
            key for key in self.conclusions
            if key not in targets and not any(entry.element.words.text for entry in self.entries[key])
        }

    def key(self, element: Element) -> str:
        """Name what an element is an occurrence of."""
        kind = "argument" if element.argument else "statement"
        return f"{kind}:{element.title}" if element.title else f"{kind}@{element.start}"

    def said(self) -> Iterator[Said]:
        """Yield each statement and argument that is a proposition, in the order of the text."""
        for key, entries in self.entries.items():
            if key not in self.inferences_only:
                yield self._said(key, entries)

    def _said(self, key: str, entries: Sequence[_Entry]) -> Said:
        written = [entry.element for entry in entries if entry.element.words.text]
        data = {name: value for entry in entries for name, value in entry.data.items()}
        first = entries[0].element
        places = [Place(start=item.words.start, end=item.words.end) for item in written]
        holder = data.get("author") or next(filter(None, (entry.author for entry in entries)), "")
        return Said(
            key=key,
            text=written[0].words.text if written else first.title,
            places=tuple(places) or (Place(start=first.named[0], end=first.named[1]),),
            kind=_member(Kind, data.get("kind"), Kind.CLAIM),
            certainty=_member(Certainty, data.get("certainty"), Certainty.CERTAIN),
            negated=data.get("negated") == "true",
            holder=AUTHOR if holder in ("", self.document.author) else holder,
            mechanisms=tuple({tag for entry in entries for tag in entry.element.words.tags}),
            horizon=_horizon(data),
        )

    def drawn(self) -> Iterator[Drawn]:
        """Yield the inferences that are spelt out, then the relations."""
        for inference in self.found.inferences:
            yield from self._spelt_out(inference)
        for related in self.found.relations:
            yield from self._related(related)

    def _spelt_out(self, item: Inferred) -> Iterator[Drawn]:
        place = Place(start=item.start, end=item.end, cue=item.rule)
        premises, conclusion = tuple(map(self.key, item.premises)), self.key(item.conclusion)
        argument = self.key(item.argument) if item.argument and item.last else ""
        if argument and argument not in self.inferences_only:
            yield Drawn(scheme=Scheme.SUPPORT, premises=premises, conclusion=argument, place=place)
            premises = (argument,)
        yield Drawn(scheme=Scheme.SUPPORT, premises=premises, conclusion=conclusion, place=place)

    def _related(self, item: Related) -> Iterator[Drawn]:
        place = Place(start=item.start, end=item.start + len(item.sign), cue=item.sign)
        if item.sign == CONTRADICTION:
            pairs = [(item.child, item.parent), (item.parent, item.child)]
            scheme = Scheme.ATTACK
        else:
            scheme, upward = SIGNS[item.sign]
            pairs = [(item.child, item.parent) if upward else (item.parent, item.child)]
        # An argument that is drawn to support its own conclusion says no more than its premises do already.
        for source, target in pairs:
            for key in self._ends(target):
                start = self._start(source)
                if scheme is Scheme.ATTACK or start != key or start == self._name(source):
                    yield Drawn(scheme=scheme, premises=(start,), conclusion=key, place=place,
                                undercut=item.sign in UNDERCUTS)

    def _name(self, source: Element | Inferred) -> str:
        return "" if isinstance(source, Inferred) else self.key(source)

    def _start(self, source: Element | Inferred) -> str:
        """Say what a relation goes out from: of an argument that is spelt out, its conclusion."""
        if isinstance(source, Inferred):
            return self.key(source.conclusion)
        key = self.key(source)
        return self.key(self.conclusions[key].conclusion) if key in self.conclusions else key

    def _ends(self, target: Element | Inferred) -> list[str]:
        """Say what a relation goes to: of an inference, its argument, or its premises where that has no name."""
        if isinstance(target, Element):
            return [self.key(target)]
        return [self.key(target.argument)] if target.argument else list(map(self.key, target.premises))

    def _data(self, item: Heading | Element) -> Mapping[str, str]:
        start, end = item.words.data
        if start < 0:
            return {}
        block = self.document.text[start:end]
        line = self.first_line + self.document.text.count("\n", 0, start)
        multiline = block[1:].lstrip(" \t").startswith("\n")
        return _fields(block[1:-1] if multiline else block, line)


def _targets(item: Related) -> list[Element]:
    """List the elements that a relation goes to."""
    if item.sign == CONTRADICTION:
        ends: list[Element | Inferred] = [item.parent, item.child]
    else:
        ends = [item.parent if SIGNS[item.sign][1] else item.child]
    found = [end.argument if isinstance(end, Inferred) else end for end in ends]
    return [end for end in found if end]


E = TypeVar("E", Kind, Certainty)


def _member(values: type[E], value: str | None, neutral: E) -> E:
    """Take a value of data for what it says, or for nothing where another tool means something else by it."""
    return values(value) if value in set(values) else neutral


def _horizon(data: Mapping[str, str]) -> Horizon | None:
    if "horizon" not in data:
        return None
    return Horizon(text=data["horizon"], earliest=data.get("earliest"), latest=data.get("latest"))
