"""The measures by which causal links are scored on other people's labels."""

from __future__ import annotations

import pytest

from training import spans
from training.external import Text, Words, labelled, news_links, table
from training.spans import Span, Tallies


def measured(measure, gold, found):
    """Give right, found and gold of all labels together."""
    tallies = Tallies()
    measure(tallies, gold, found)
    total = tallies.of("")
    return total.right, total.found, total.gold


CAUSE, OTHER = Span.of("Cause", 0, 4), Span.of("Effect", 5, 9)


@pytest.mark.parametrize(("found", "fair", "exact", "words"), [
    ([CAUSE, OTHER], (2, 2, 2), (2, 2, 2), (8, 8, 8)),
    ([], (0, 0, 2), (0, 0, 2), (0, 0, 8)),
    ([CAUSE, Span.of("Effect", 20, 22)], (1, 2, 2), (1, 2, 2), (4, 6, 8)),
    # Other bounds count as half a miss and half an extra, and so does another label.
    ([Span.of("Cause", 0, 3), OTHER], (1, 1.5, 1.5), (1, 2, 2), (7, 7, 8)),
    ([Span.of("Effect", 0, 4), OTHER], (1, 1.5, 1.5), (1, 2, 2), (4, 8, 8)),
    ([Span.of("Effect", 2, 5), OTHER], (1, 1.5, 1.5), (1, 2, 2), (4, 7, 8)),
    # One long span touches both: two errors of bounds, no miss.
    ([Span.of("Cause", 0, 9)], (0, 1, 1), (0, 1, 2), (4, 9, 8)),
])
def test_span_measures_count_as_published(found, fair, exact, words):
    """Each measure gives what its definition says, worked out by hand."""
    assert measured(spans.fair, [CAUSE, OTHER], found) == fair
    assert measured(spans.exact, [CAUSE, OTHER], found) == exact
    assert measured(spans.words, [CAUSE, OTHER], found) == words


def test_fair_measure_lets_a_span_serve_each_word_once():
    """Two found spans inside one labelled span are two errors of bounds, not one and an extra."""
    assert measured(spans.fair, [Span.of("Cause", 0, 8)], [Span.of("Cause", 0, 3), Span.of("Cause", 5, 8)]) == (0, 1, 1)


def test_scores_are_precision_recall_and_f1():
    """Two of four found, of eight labelled."""
    assert spans.Tally(2, 4, 8).scores() == pytest.approx((0.5, 0.25, 1 / 3))


def test_links_of_a_sentence_are_paired_for_the_best_sum():
    """The order of links does not matter, those beyond the number labelled are dropped, a missing one is empty."""
    first, second = (CAUSE, OTHER), (Span.of("Cause", 12, 14), Span.of("Effect", 15, 17))
    assert spans.paired([first, second], [second, first], spans.exact) == [first, second]
    assert spans.paired([first], [first, second], spans.exact) == [first]
    assert spans.paired([first, second], [second], spans.exact) == [(), second]


@pytest.mark.parametrize(("low", "right"), [(1, 1), (2, 0)])
def test_links_match_when_both_ends_share_half(low, right):
    """A link whose cause shares two of three words counts; one that shares one of two and three does not."""
    gold = [(Span.of("Cause", 0, 3), Span.of("Effect", 5, 6))]
    found = [(Span.of("Cause", low, 3 if low == 1 else 6), Span.of("Effect", 5, 6))]
    assert spans.links(gold, found, least=0.5).right == right


def test_words_are_numbered_by_the_text_they_touch():
    """A stretch that ends inside a word has it, one that ends before it has not."""
    words = Words.of("Rain floods the field.", r"\w+")
    assert words.span("Cause", (0, 4)).words == {0}
    assert words.span("Effect", (5, 14), (17, 22)).words == {1, 2, 3}


def test_labels_are_read_with_their_fragments():
    """A discontinuous end keeps its gap; a relation that is not asked for is left out."""
    row = {"text": "It rained, they say, all day so it flooded.",
        "relations": [{"head": "a", "tail": "b", "label": "Cause", "signals": ["s"]},
                      {"head": "b", "tail": "a", "label": "Contrast"}],
        "spans": [{"id": "a", "start": 0, "end": 28, "label": "Cause", "fragments": [[0, 9], [21, 28]]},
                  {"id": "b", "start": 32, "end": 42, "label": "Effect"},
                  {"id": "s", "start": 29, "end": 31, "label": "Signal"}]}
    text = Text(row, [], Words.of(row["text"], r"\w+"))
    [(cause, effect)] = labelled(text, lambda relation: relation["label"] == "Cause")
    assert (cause.words, effect.words) == ({0, 1, 4, 5}, {7, 8})
    row["relations"] = row["relations"][:1]
    assert [span.label for span in news_links(text)[0]] == ["Cause", "Effect", "Signal"]


def test_table_is_markdown():
    """Words are aligned to the left, figures to the right."""
    assert table(["a", "b"], [["x", "1"]], left=1) == "| a | b |\n|---|--:|\n| x | 1 |"
