"""Score causal links on other people's labels: GUM's discourse relations and the Causal News Corpus.

    python -m training.external --shared SHARED [--split dev]

Prints the tables of docs/quality.md. Nothing here is learnt from; what is measured, and what their labels count that
argmap does not look for, stands below the tables there.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from argmap.model import Document
from argmap.pipeline.load import load, parse
from argmap.pipeline.mentions import CausalMention
from training import spans
from training.spans import Span, Tallies, Tally

CAUSE, EFFECT, SIGNAL = "Cause", "Effect", "Signal"
#: Which relations of gum-pdtb count, from narrow to wide: the beginning of the label, and whether it needs a marker.
GUM: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "cause, marked": (("Contingency.Cause",), True),
    "cause or condition, marked": (("Contingency.Cause", "Contingency.Condition"), True),
    "cause, marked or not": (("Contingency.Cause",), False),
    "all contingency": (("Contingency",), False),
}
#: How GUM calls a relation that no word marks.
UNMARKED = "Implicit"


@dataclass(frozen=True)
class Text:
    """A text with labels, and the causal links that argmap finds in it, the likeliest first."""

    row: Mapping[str, Any]
    found: Sequence[CausalMention]
    words: Words


@dataclass(frozen=True)
class Words:
    """Where the words of a text stand."""

    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str, word: str) -> Words:
        """Find all that an expression matches."""
        found = list(re.finditer(word, text))
        return cls([match.start() for match in found], [match.end() for match in found])

    def span(self, label: str, *parts: tuple[int, int]) -> Span:
        """Number the words that stretches of text touch."""
        ranges = (range(bisect_right(self.ends, start), bisect_left(self.starts, end)) for start, end in parts)
        return Span(label, frozenset(word for numbers in ranges for word in numbers))


def read(path: Path, split: str) -> list[dict[str, Any]]:
    """Read the rows of a split."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row["split"] == split]


def texts(rows: Sequence[Mapping[str, Any]], word: str) -> Iterator[Text]:
    """Run the pipeline that ships over all rows at once."""
    docs: Iterable[Doc] = parse(load(), [Document(text=row["text"]) for row in rows])
    for row, doc in zip(rows, docs, strict=True):
        found = sorted(doc._.causes, key=lambda link: (-link.confidence, link.cause.start, link.effect.start))
        yield Text(row, found, Words.of(row["text"], word))


def _ends(text: Text, link: CausalMention) -> tuple[Span, Span]:
    return (text.words.span(CAUSE, (link.cause.start, link.cause.end)),
            text.words.span(EFFECT, (link.effect.start, link.effect.end)))


def _signal(text: Text, link: CausalMention) -> Span:
    return text.words.span(SIGNAL, (link.marker_start, link.marker_start + len(link.marker)))


def labelled(text: Text, wanted: Callable[[Mapping[str, Any]], bool]) -> list[tuple[Span, Span]]:
    """List the cause and effect of each labelled relation that is wanted."""
    by_id = {span["id"]: span.get("fragments") or [(span["start"], span["end"])] for span in text.row["spans"]}
    return [(text.words.span(CAUSE, *by_id[relation["head"]]), text.words.span(EFFECT, *by_id[relation["tail"]]))
            for relation in text.row["relations"] if wanted(relation)]


def gum(all_texts: Sequence[Text]) -> Iterator[list[str]]:
    """Score on GUM for each choice of relations: ends by themselves, then links by both ends."""
    for name, (kinds, marked) in GUM.items():
        yield [name, *_gum(all_texts, partial(_counts, kinds, marked))]


def _counts(kinds: tuple[str, ...], marked: bool, relation: Mapping[str, Any]) -> bool:  # noqa: FBT001 - partial
    return relation["label"].startswith(kinds) and not (marked and relation["rel_type"] == UNMARKED)


def _gum(all_texts: Sequence[Text], wanted: Callable[[Mapping[str, Any]], bool]) -> list[str]:
    exact, words, close, same = Tallies(), Tallies(), Tally(), Tally()
    for text in all_texts:
        gold, found = labelled(text, wanted), [_ends(text, link) for link in text.found]
        for measure, tallies in ((spans.exact, exact), (spans.words, words)):
            measure(tallies, sorted_ends(gold), sorted_ends(found))
        for least, tally in ((0.5, close), (1.0, same)):
            here = spans.links(gold, found, least=least)
            tally.add(here.right, here.found, here.gold)
    ends = (macro(tallies, (CAUSE, EFFECT)) for tallies in (exact, words))
    return [f"{close.gold:.0f}", *(f"{value:.3f}" for value in (*ends, same.scores()[2], *close.scores()))]


def sorted_ends(pairs: Iterable[tuple[Span, Span]]) -> list[Span]:
    """List the ends of links, each once: an end that two links share is one span."""
    return sorted({end for pair in pairs for end in pair}, key=lambda end: (end.label, sorted(end.words)))


def macro(tallies: Tallies, labels: Sequence[str]) -> float:
    """Give the mean F1 over labels."""
    return sum(tallies.of(label).scores()[2] for label in labels) / len(labels)


def news(all_texts: Sequence[Text]) -> dict[str, Tallies]:
    """Score on the causal sentences of the Causal News Corpus, as its shared task of 2023 did, and by words."""
    found = {name: Tallies() for name in ("fair", "exact", "words")}
    for text in all_texts:
        gold = news_links(text)
        if not gold:
            continue
        given = spans.paired(gold, [(*_ends(text, link), _signal(text, link)) for link in text.found], _apart)
        for wanted, got in zip(gold, given, strict=True):
            _apart(found["fair"], wanted, got)
            spans.exact(found["exact"], wanted, got)
            spans.words(found["words"], wanted, got)
    return found


def _apart(tallies: Tallies, gold: Sequence[Span], found: Sequence[Span]) -> None:
    """Count fairly, signals apart from causes and effects, as the shared task has two rows of tags."""
    for signals in (False, True):
        spans.fair(tallies, [span for span in gold if (span.label == SIGNAL) == signals],
                   [span for span in found if (span.label == SIGNAL) == signals])


def news_links(text: Text) -> list[tuple[Span, ...]]:
    """List the labelled links of a sentence: cause, effect, and any signals."""
    by_id = {span["id"]: text.words.span(span["label"], (span["start"], span["end"])) for span in text.row["spans"]}
    return [tuple(by_id[name] for name in (relation["head"], relation["tail"], *relation["signals"]))
            for relation in text.row["relations"]]


def is_causal(all_texts: Sequence[Text]) -> Tally:
    """Score whether a sentence is causal at all, as subtask 1 does."""
    tally = Tally()
    for text in all_texts:
        gold, found = bool(text.row["meta"]["causal"]), bool(text.found)
        tally.add(gold and found, found, gold)
    return tally


def rows_of_news(all_texts: Sequence[Text]) -> list[list[str]]:
    """Make the table of the Causal News Corpus."""
    found = news(all_texts)
    rows = []
    for name, title in (("fair", "spans, FairEval"), ("exact", "spans, exact"), ("words", "words")):
        rows += [[title, label or "all", *(f"{value:.3f}" for value in found[name].of(label).scores())]
                 for label in (CAUSE, EFFECT, SIGNAL, "")]
    return [*rows, ["sentence is causal", "", *(f"{value:.3f}" for value in is_causal(all_texts).scores())]]


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, left: int) -> str:
    """Write a Markdown table whose first columns are words and the others figures."""
    rule = "|" + "---|" * left + "--:|" * (len(head) - left)
    first, *others = (f"| {' | '.join(line)} |" for line in (head, *rows))
    return "\n".join([first, rule, *others])


def report(folder: Path, split: str) -> Iterator[str]:
    """Yield the lines that are printed."""
    documents = list(texts(read(folder / "gum-pdtb.jsonl.gz", split), r"\w+"))
    links = sum(len(text.found) for text in documents)
    yield f"GUM, {len(documents)} documents of {split}, {links} links found\n"
    head = ("relations that count", "labelled", "ends, exact", "ends, words", "links, exact", "links: P", "R", "F1")
    yield table(head, gum(documents), left=1)
    sentences = list(texts(read(folder / "causal-news.jsonl.gz", split), "[^ ]+"))
    causal = sum(bool(text.row["relations"]) for text in sentences)
    yield f"\nCausal News Corpus, {len(sentences)} sentences of {split}, {causal} of them causal\n"
    yield table(("measure", "label", "P", "R", "F1"), rows_of_news(sentences), left=2)


def main() -> None:
    """Read the command line, run both, print their tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True, help="the folder with data/discourse/")
    parser.add_argument("--split", default="dev", choices=["dev", "train"])
    options = parser.parse_args()
    for line in report(options.shared / "data" / "discourse", options.split):
        print(line, flush=True)


if __name__ == "__main__":
    main()
