"""Cuts that go by words and punctuation alone, beside those of the parse, for where the parse goes astray."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from argmap.pipeline.spans import Cut, trim
from argmap.pipeline.words import Words

__all__ = ["after", "before", "beyond"]

#: How far from its trigger an end may reach, in words.
REACH = 50
STOPS = frozenset(";:—–()")
VERB_GROUP = frozenset({"AUX", "ADV", "PART"})
#: Tags of the words that join a question or a relative clause.
QUESTIONING = frozenset({"WDT", "WP", "WRB"})


def after(columns: Words, sentence: range, words: Sequence[int]) -> Iterator[Cut]:
    """Cut what follows the trigger: up to each kind of boundary."""
    yield from _rightward(columns, sentence, words[-1] + 1, "after")


def beyond(columns: Words, sentence: range, words: Sequence[int]) -> Iterator[Cut]:
    """Cut what follows the trigger's own clause: from the first comma or the last one on."""
    start = words[-1] + 1
    commas = [i for i in range(start, min(sentence.stop, start + REACH)) if columns.texts[i] == ","]
    for name, comma in zip(("beyond", "beyond-second"), commas, strict=False):
        yield from _rightward(columns, sentence, comma + 1, name)


def before(columns: Words, sentence: range, words: Sequence[int]) -> Iterator[Cut]:
    """Cut what stands before the trigger: back to each kind of boundary."""
    end = words[0]
    if columns.poses[end] == "VERB":
        while end > sentence.start and columns.poses[end - 1] in VERB_GROUP:
            end -= 1
    bounds = {"start": max(sentence.start, end - REACH)}
    for i in range(end - 2, bounds["start"] - 1, -1):
        kind = _kind(columns, i)
        if kind:
            bounds.setdefault(kind, i + 1)
        if columns.texts[i] in STOPS:
            bounds["start"] = i + 1
            break
    yield from _trimmed(columns, ((f"before.{kind}", start, end) for kind, start in bounds.items()))


def _rightward(columns: Words, sentence: range, start: int, name: str) -> Iterator[Cut]:
    bounds = {"end": min(sentence.stop, start + REACH)}
    for i in range(start + 1, bounds["end"]):
        kind = _kind(columns, i) if i > start + 1 else ""
        if kind:
            bounds.setdefault(kind, i)
        if columns.texts[i] in STOPS:
            bounds["end"] = i
            break
    yield from _trimmed(columns, ((f"{name}.{kind}", start, end) for kind, end in bounds.items()))


def _kind(columns: Words, at: int) -> str:
    """Name the kind of boundary that a word is, "" for none."""
    if columns.texts[at] == ",":
        return "comma"
    pos = columns.poses[at]
    if pos == "CCONJ":
        return "and"
    if columns.tags[at] in QUESTIONING or columns.bases[at] == "mark":
        return "clause"
    return "preposition" if pos == "ADP" else ""


def _trimmed(columns: Words, ways: Iterator[tuple[str, int, int]]) -> Iterator[Cut]:
    seen: set[tuple[int, int]] = set()
    for name, low, high in ways:
        start, end = place = trim(columns, low, high)
        if start < end and place not in seen:
            seen.add(place)
            yield Cut(name, start, end)
