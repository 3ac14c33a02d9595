"""Rebuild the running text of a treebank document, and where its tokens and sentences lie in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .treebank import Sentence, paragraphs

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RawText:
    """A text with the spans of its tokens and sentences; an arc is a token, its head (itself for a root), a label."""

    text: str
    tokens: tuple[Span, ...]
    sentences: tuple[Span, ...]
    arcs: tuple[tuple[Span, Span, str], ...]


def rebuilt(document: Sequence[Sentence]) -> RawText:
    """Write the document out: spaces as annotated, a blank line between paragraphs."""
    text = ""
    tokens: list[Span] = []
    sentences: list[Span] = []
    arcs: list[tuple[Span, Span, str]] = []
    for part in paragraphs(document):
        text = text.rstrip() + "\n\n" if text else ""
        for item in part:
            first = len(tokens)
            for word in item.words:
                tokens.append((len(text), len(text) + len(word.form)))
                text += word.form + " " * word.space
            arcs += [
                (tokens[first + at], tokens[first + word.head], word.deprel) for at, word in enumerate(item.words)
            ]
            sentences.append((tokens[first][0], tokens[-1][1]))
    return RawText(text, tuple(tokens), tuple(sentences), tuple(arcs))
