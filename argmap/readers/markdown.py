"""Markdown (CommonMark with tables) without its markup; list and quote markers stay, blank lines part blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

from argmap.model import Document
from argmap.readers.frontmatter import document, split
from argmap.readers.source import clean

__all__ = ["parse", "plain"]


def parse(source: str, name: str) -> Document:
    """Read front matter and body; the title falls back to the first heading of level one."""
    fields, body = split(clean(source), name)
    tokens = _parser().parse(body)
    if not fields.get("title"):
        fields = {**fields, "title": _first_heading(tokens)}
    return document(plain(body), fields)


def plain(body: str) -> str:
    """Strip Markdown's markup.

    >>> plain("# Why *open* wins\\n\\n- It is [cheap](http://x.org).\\n- It is `fast`.")
    'Why open wins\\n\\n- It is cheap.\\n\\n- It is fast.'
    """
    return "\n\n".join(block for block in _blocks(_parser().parse(body)) if block.strip())


def _parser() -> MarkdownIt:
    """Make the parser: indented text is prose, not code, and deep nesting is cut off."""
    return MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").disable("code")


def _first_heading(tokens: Sequence[Token]) -> str:
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return " ".join(_inline(tokens[at + 1].children or ()).split())
    return ""


def _blocks(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield the text of each block; the first block of a list item begins with its marker, a quoted one with ">"."""
    marker, row, in_table = "", list[str](), False
    quotes = 0
    for token in tokens:
        if token.type in ("blockquote_open", "blockquote_close"):
            quotes += token.nesting
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else f"{token.markup} "
        elif token.type == "tr_open":
            row, in_table = [], True
        elif token.type == "tr_close":
            in_table = False
            yield " | ".join(row)
        elif token.type == "inline" and in_table:
            row.append(_inline(token.children or ()))
        elif token.type == "inline":
            yield "> " * min(quotes, 1) + marker + _inline(token.children or ())
            marker = ""
        elif token.type == "html_block":
            yield marker + _without_tags(token.content)
            marker = ""


def _inline(tokens: Iterable[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
    return "".join(parts)


class _Words(HTMLParser):
    """Collects the text of an HTML fragment, scripts and styles left out."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if self.hidden <= 0:
            self.words.append(data)


def _without_tags(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.words).split())
