"""Argdown as a list of what stands in it: headings, statements, arguments, relations and inferences, in text order.

Lines are read one after the other and indentation is kept on a stack, so that no depth of nesting is too much.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from argmap.errors import GraphError
from argmap.formats.argdown.content import Content, content
from argmap.formats.argdown.masking import FILLER, Masked, masked

__all__ = ["Element", "Heading", "Inferred", "Outline", "Related", "outline"]

HEADING = re.compile(r"(#+) ")
NUMBER = re.compile(r"[ \t]*\((\d{1,9})\)")
INFERENCE = re.compile(r"[ \t]*--")
RELATION = re.compile(r"([ \t]*)(\+>|->|<\+|<-|><|_>|<_|\+|-|_(?=\s))")
ITEM = re.compile(r"([ \t]*)(?:\d{1,9}\.|\*)(?=\s)")
COLLAPSED = re.compile(r"[ \t]*-{4,}[ \t" + FILLER + r"]*\Z")
TITLE = re.compile(
    r"[\s" + FILLER + r"]*(?:\[(?P<statement>[^\[\]\n]+)\](?!\()|<(?P<argument>[^<>\n]+)>)(?P<defined>:?)"
)
LINE = re.compile(r"[^\n]*\n?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A section's title, with its data."""

    level: int
    words: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A statement or an argument where it stands: `title` is "" where it has none, `named` where its title stands."""

    argument: bool
    title: str
    words: Content
    named: tuple[int, int]
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A relation between an element (or the inference of an argument) and the one indented below it."""

    parent: Element | Inferred
    child: Element
    sign: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """A step of an argument: its premises, what follows from them, the rule in words, and where its line stands."""

    premises: tuple[Element, ...]
    conclusion: Element
    argument: Element | None
    last: bool
    rule: str
    start: int
    end: int


@dataclass(slots=True)
class Outline:
    """What a text holds, in its order."""

    items: list[Heading | Element] = field(default_factory=list)
    relations: list[Related] = field(default_factory=list)
    inferences: list[Inferred] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    start: int
    end: int
    text: str


def outline(text: str, *, first_line: int = 1) -> Outline:
    """Parse Argdown without its front matter; `first_line` is where the text begins in its file.

    Raises:
        GraphError: a relation to nothing, an argument without a conclusion, words that belong nowhere.
    """
    return _Parser(text, first_line).parse()


class _Parser:
    """Reads a text block by block."""

    def __init__(self, text: str, first_line: int) -> None:
        self.masked: Masked = masked(text)
        self.first_line = first_line
        self.breaks = [match.start() for match in re.finditer("\n", text)]
        self.found = Outline()
        #: The argument of the block before, which a premise-conclusion structure belongs to.
        self.argument: Element | None = None

    def parse(self) -> Outline:
        """Read all blocks."""
        for block in _blocks(self.masked.shape):
            head = block[0].text
            if HEADING.match(head):
                self._heading(block)
                self.argument = None
            elif NUMBER.match(head):
                self._reconstruction(block)
                self.argument = None
            else:
                self.argument = self._tree(block)
        return self.found

    def fail(self, what: str, place: int) -> NoReturn:
        """Refuse the text because of what stands at a place."""
        raise GraphError(what, where=f"line {self.first_line + bisect_right(self.breaks, place - 1)}")

    def _heading(self, block: Sequence[_Line]) -> None:
        mark = HEADING.match(block[0].text)
        level = len(mark[1]) if mark else 0
        words = content(self.masked, block[0].start + level, block[-1].end)
        self.found.items.append(Heading(level=level, words=words))

    def _tree(self, block: Sequence[_Line]) -> Element | None:
        """Read statements and arguments with what is indented below them; give the argument it stands under, if any."""
        top = self._relate(self._parts(block))
        return top[0] if len(top) == 1 and top[0].argument else None

    def _parts(self, block: Sequence[_Line]) -> Iterator[tuple[int, str, Element]]:
        """Yield each element of a block with its indentation and the sign before it; other lines go on with it."""
        starts = [at for at, line in enumerate(block) if at == 0 or RELATION.match(line.text) or ITEM.match(line.text)]
        for at, stop in zip(starts, [*starts[1:], len(block)], strict=True):
            line, end = block[at], block[stop - 1].end
            if INFERENCE.match(line.text):
                self.fail("an inference (--) outside of an argument's numbered statements", line.start)
            mark = RELATION.match(line.text) or ITEM.match(line.text)
            skipped = mark.end() if mark else 0
            sign = mark[2] if mark and mark.re is RELATION else ""
            depth = len(mark[1]) + (not sign) if mark else 0
            yield depth, sign, self._element(line.start + skipped, end, after=sign)

    def _relate(self, parts: Iterable[tuple[int, str, Element]], root: Inferred | None = None) -> list[Element]:
        """Connect elements with what they are indented under, at first `root`; give those that stand under nothing."""
        levels: list[tuple[int, Element | Inferred | None]] = [(0, None)]
        last: Element | Inferred | None = root
        top: list[Element] = []
        for depth, sign, element in parts:
            if not sign:
                levels = [(depth, None)]
                top.append(element)
            else:
                if depth > levels[-1][0]:
                    levels.append((depth, last))
                while len(levels) > 1 and depth < levels[-1][0]:
                    levels.pop()
                start, parent = element.start - len(sign), levels[-1][1]
                if parent is None:
                    self.fail(f"a relation ({sign}) that is not indented under a statement or argument", start)
                self.found.relations.append(Related(parent=parent, child=element, sign=sign, start=start))
            last = element
        return top

    def _element(self, start: int, end: int, *, after: str = "") -> Element:
        """Read one statement or argument."""
        title = TITLE.match(self.masked.shape, start, end)
        words = content(self.masked, title.end() if title else start, end)
        if title is None and not words.text:
            self.fail(f"nothing follows {after!r}" if after else "a statement without words", start)
        if title and words.text and not title["defined"]:
            self.fail(f"words after {title[0].strip()}, which need a colon before them or an empty line", words.start)
        name = (title["statement"] or title["argument"]) if title else ""
        kind = "argument" if title and title["argument"] else "statement"
        element = Element(
            argument=kind == "argument", title=" ".join(name.split()), words=words, start=start,
            named=title.span(kind) if title else (words.start, words.end),
        )
        self.found.items.append(element)
        return element

    def _reconstruction(self, block: Sequence[_Line]) -> None:
        """Read premises and conclusions: numbered statements, and the inferences between them."""
        numbered: dict[str, Element] = {}
        since: list[Element] = []
        pending: _Step | None = None
        at = 0
        while at < len(block):
            if INFERENCE.match(block[at].text):
                if pending or not since:
                    self.fail("an inference without premises", block[at].start)
                pending, at = self._step(block, at)
                continue
            stop = self._until(block, at + 1)
            number, statement = self._numbered(block, at, stop)
            if pending:
                self._infer(pending, since, statement, numbered, last=stop == len(block))
                since, pending = [], None
            numbered[number] = statement
            since.append(statement)
            at = stop
        if pending or len(since) != 1 or not self.found.inferences or self.found.inferences[-1].conclusion != since[0]:
            self.fail("an argument that does not end in a conclusion, below a line of ----", block[0].start)

    def _until(self, block: Sequence[_Line], at: int) -> int:
        while at < len(block) and not (NUMBER.match(block[at].text) or INFERENCE.match(block[at].text)):
            at += 1
        return at

    def _numbered(self, block: Sequence[_Line], at: int, stop: int) -> tuple[str, Element]:
        """Read a numbered statement with the relations below it."""
        mark = NUMBER.match(block[at].text)
        if mark is None:
            self.fail("a line that is neither a numbered statement nor an inference", block[at].start)
        starts = [n for n in range(at + 1, stop) if RELATION.match(block[n].text)]
        end = block[(starts[0] if starts else stop) - 1].end
        statement = self._element(block[at].start + mark.end(), end, after=mark[0].strip())
        if starts:
            self._relate([(-1, "", statement), *self._parts(block[starts[0] : stop])])
        return mark[1], statement

    def _step(self, block: Sequence[_Line], at: int) -> tuple[_Step, int]:
        """Read an inference: one line of ----, or a rule between two of --; then what undercuts it."""
        line = block[at]
        if COLLAPSED.match(line.text.rstrip("\n")):
            words, stop = Content(text="", start=line.start, end=line.start), at + 1
        else:
            opening = self.masked.shape.index("--", line.start) + 2
            closing = self.masked.shape.find("--", opening, block[-1].end)
            if closing < 0:
                self.fail("an inference that is not closed by --", line.start)
            words = content(self.masked, opening, closing)
            stop = next(n for n in range(at, len(block)) if closing < block[n].end) + 1
        end = block[stop - 1].start + len(block[stop - 1].text.rstrip())
        below = self._until(block, stop)
        return _Step(words=words, start=line.start, end=end, below=tuple(block[stop:below])), below

    def _infer(
        self, step: _Step, since: Sequence[Element], conclusion: Element, numbered: dict[str, Element], *, last: bool
    ) -> None:
        premises = tuple(since)
        uses = _uses(self.masked.shape[slice(*step.words.data)] if step.words.data[0] >= 0 else "")
        if uses:
            unknown = [number for number in uses if number not in numbered]
            if unknown:
                self.fail(f"an inference that uses ({unknown[0]}), which does not stand above it", step.start)
            premises = tuple(numbered[number] for number in dict.fromkeys(uses))
        inferred = Inferred(premises=premises, conclusion=conclusion, argument=self.argument, last=last,
                            rule=step.words.text, start=step.start, end=step.end)
        self.found.inferences.append(inferred)
        if step.below:
            self._relate(self._parts(step.below), inferred)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """An inference whose conclusion is not read yet."""

    words: Content
    start: int
    end: int
    below: tuple[_Line, ...]


USES = re.compile(r"\buses\s*:\s*(?:\[([^\[\]]*)\]|(\d+))")


def _uses(data: str) -> list[str]:
    """List the numbers of the statements that an inference says it uses."""
    found = USES.search(data)
    return re.findall(r"\d{1,9}", found[1] or found[2] or "") if found else []


def _blocks(shape: str) -> Iterator[list[_Line]]:
    """Yield the lines that no empty line parts; a line of nothing but comments parts none, and is left out."""
    block: list[_Line] = []
    for match in LINE.finditer(shape):
        words = match[0].strip()
        if words.strip(f"{FILLER} \t"):
            block.append(_Line(start=match.start(), end=match.end(), text=match[0]))
        elif block and FILLER not in words:
            yield block
            block = []
    if block:
        yield block
