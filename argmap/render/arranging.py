"""The ways in which a page can set out its argument, and the one that it opens with."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from argmap.errors import ResourceError
from argmap.model import Document
from argmap.plain import one_line
from argmap.render.grouping import FLAT, Group, by_essay, by_mechanism, by_section
from argmap.render.numbering import Numbered
from argmap.render.placing import Arrangement, Graph, flat, framed
from argmap.render.reading import Block

__all__ = ["By", "arrangements"]

ALONE = "Standing alone"


class By(StrEnum):
    """How the argument is set out: as it hangs together, or in frames by essay, section or mechanism."""

    ARGUMENT = "argument"
    ESSAY = "essay"
    SECTION = "section"
    MECHANISM = "mechanism"


def arrangements(
    numbered: Numbered, graph: Graph, reading: Sequence[Sequence[Block]], *, by: By | None = None
) -> tuple[Arrangement, ...]:
    """Set out the argument in every way that this map has, the one to open with first.

    Raises:
        ResourceError: the map cannot be set out as `by` asks.
    """
    sections = _sections(numbered, reading)
    found = {found.name: found for found in _found(numbered, graph, sections)}
    if by and by.value not in found:
        raise ResourceError(f"this map cannot be set out by {by}", hint=f"it can by {', '.join(found)}")
    first = by.value if by else _opening(found, sections)
    return (found.pop(first), *found.values())


def _found(numbered: Numbered, graph: Graph, sections: Mapping[int, str]) -> Iterator[Arrangement]:
    keys = range(len(numbered.props))
    if len(keys) <= FLAT:
        yield flat(keys, graph, numbered.main)
    if not keys:
        return
    linked, rest = _apart(keys, graph)
    if len(numbered.essays) > 1:
        titles = [_title(essay, i) for i, essay in enumerate(numbered.essays, 1)]
        essay_of = {i: numbered.documents.get(numbered.props[i].document, 0) for i in linked}
        yield framed(By.ESSAY, (*by_essay(titles, essay_of, sections), *rest), graph)
    elif len(set(sections.values())) > 1 or len(keys) > FLAT:
        yield framed(By.SECTION, (*by_section(linked, sections), *rest), graph)
    mechanisms = {i: [numbered.number[key] for key in numbered.props[i].mechanisms] for i in linked}
    if len({key for names in mechanisms.values() for key in names}) > 1:
        labels = {numbered.number[item.id]: one_line(item.label) for item in numbered.used}
        yield framed(By.MECHANISM, (*by_mechanism(mechanisms, labels), *rest), graph)


def _title(essay: Document, number: int) -> str:
    """Name an essay by its author, its year and its title, as far as they are known."""
    known = (one_line(essay.author), essay.date[:4], one_line(essay.title) or f"Essay {number}")
    return " · ".join(filter(None, known))


def _apart(keys: Sequence[int], graph: Graph) -> tuple[Sequence[int], tuple[Group, ...]]:
    """Keep what stands alone out of the groups, as it is out of sight at first; unless nothing is linked."""
    linked = [key for key in keys if not graph.nodes[key]["alone"]]
    alone = [key for key in keys if graph.nodes[key]["alone"]]
    groups = by_section(alone, dict.fromkeys(alone, ALONE)) if linked else ()
    return linked or keys, groups if len(groups) < 2 else (Group(label=ALONE, inside=groups),)


def _opening(found: Mapping[str, Arrangement], sections: Mapping[int, str]) -> str:
    """Choose: essays before all, the argument where it fits, else sections that the author named, else mechanisms."""
    named = len(set(sections.values())) > 1
    order = [By.ESSAY, By.ARGUMENT, *([By.SECTION] if named else []), By.MECHANISM, By.SECTION]
    return next(by.value for by in order if by.value in found)


def _sections(numbered: Numbered, reading: Sequence[Sequence[Block]]) -> dict[int, str]:
    """Name the section of every proposition: the heading above it."""
    heads = [[block for block in read if block.kind == "h"] for read in reading]
    starts = [[block.start for block in found] for found in heads]
    names = {}
    for number, prop in enumerate(numbered.props):
        at = numbered.documents.get(prop.document)
        under = -1 if at is None else bisect_right(starts[at], prop.start) - 1
        head = heads[at][under] if at is not None and under >= 0 else None
        text = numbered.essays[at].text if at is not None else ""
        names[number] = one_line(text[head.start : head.runs[-1][0]]) if head else "Beginning"
    return names
