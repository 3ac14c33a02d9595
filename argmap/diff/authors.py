"""The part of a map that one author wrote, perhaps between two dates."""

from __future__ import annotations

from collections.abc import Iterable

from argmap.assemble import assemble, by_document
from argmap.errors import GraphError
from argmap.model import ArgumentMap, Document

__all__ = ["author_named", "authors", "of_author"]


def authors(amap: ArgumentMap) -> tuple[str, ...]:
    """List the authors of a map's essays by name."""
    return tuple(sorted({document.author for document in amap.documents if document.author}))


def of_author(amap: ArgumentMap, name: str, *, since: str = "", until: str = "") -> ArgumentMap:
    """Take the essays of an author, by the whole name or a part of it that no other author has.

    Args:
        amap: the essays of many authors.
        name: the name, in upper or lower case.
        since: the first date, month or year that counts; an essay without a date then does not.
        until: the last one.

    Raises:
        GraphError: no author of this name, or several, or none of the essays is of that time.
    """
    author = author_named(authors(amap), name)
    wanted = {item.id for item in amap.documents if item.author == author and _between(item, since, until)}
    if not wanted:
        raise GraphError(f"no essay by {author} from {since or 'any day'} to {until or 'any day'}")
    return assemble(part for part in by_document(amap) if part.documents[0].id in wanted)


def author_named(names: Iterable[str], name: str) -> str:
    """Choose the author of this name, or the only one with it in his name.

    Raises:
        GraphError: there is none, or there are several.
    """
    names = sorted(names)
    folded = name.casefold()
    found = [it for it in names if it.casefold() == folded] or [it for it in names if folded in it.casefold()]
    if len(found) == 1 and name.strip():
        return found[0]
    what = f"{len(found)} authors have {name[:80]!r} in their names" if found else f"no author {name[:80]!r}"
    raise GraphError(what, hint=f"there are {', '.join(found or names)[:300] or 'no named authors'}")


def _between(document: Document, since: str, until: str) -> bool:
    """Compare ISO dates as text, each as far as it goes."""
    date = document.date
    if not date and (since or until):
        return False
    return (not since or date >= since[: len(date)]) and (not until or date[: len(until)] <= until)
