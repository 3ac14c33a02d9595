"""What is a block, what it is called, and where it makes a sentence begin."""

from itertools import pairwise

import pytest
import spacy
from spacy.tokens import Doc

from argmap.pipeline import blocks

nlp = spacy.blank("en")


def marked(text: str) -> Doc:
    return blocks.blocks(nlp.make_doc(text))


def labels(text: str) -> list[tuple[str, str]]:
    doc = marked(text)
    return [(span.label_, span.text) for span in doc.spans["blocks"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n\n \n", []),
        ("One.\n\nTwo.", [("paragraph", "One."), ("paragraph", "Two.")]),
        ("One.\n \t\n\n\nTwo.", [("paragraph", "One."), ("paragraph", "Two.")]),
        ("It goes on\nin the next line.", [("paragraph", "It goes on\nin the next line.")]),
        ("Why open wins\n\nIt does.", [("heading", "Why open wins"), ("paragraph", "It does.")]),
        ("# It wins.\nIt does.", [("heading", "# It wins."), ("paragraph", "It does.")]),
        ("He said:\n\n> Open wins", [("paragraph", "He said:"), ("quote", "> Open wins")]),
        ("Who wins?\n\nWe do (really).", [("paragraph", "Who wins?"), ("paragraph", "We do (really).")]),
        ("He said “no.”", [("paragraph", "He said “no.”")]),
        ("- one\n- two", [("item", "- one"), ("item", "- two")]),
        ("1. one\n2) two", [("item", "1. one"), ("item", "2) two")]),
        ("a) one\n(b) two\n• three", [("item", "a) one"), ("item", "(b) two"), ("item", "• three")]),
        ("Reasons:\n* It is cheap\n  and quick.", [("paragraph", "Reasons:"), ("item", "* It is cheap\n  and quick.")]),
        ("1984. That was it.", [("paragraph", "1984. That was it.")]),
        ("-5 degrees are cold.", [("paragraph", "-5 degrees are cold.")]),
        ("word " * 14, [("heading", ("word " * 14).strip())]),
        ("word " * 15, [("paragraph", ("word " * 15).strip())]),
    ],
)
def test_blocks_labels(text: str, expected: list[tuple[str, str]]) -> None:
    """Blank lines, list markers and short lines without final punctuation decide."""
    assert labels(text) == expected


def test_blocks_sentence_starts() -> None:
    """A block begins a sentence; its marker stays with it, white space begins none, the rest is left to the parser."""
    doc = marked("A title here\n\n- It's cheap. It wins.")
    starts = {token.text: token.is_sent_start for token in doc if token.text != "It"}
    assert starts == {
        "A": True,
        "title": False,
        "here": False,
        "\n\n": False,
        "-": True,
        "'s": False,
        "cheap": None,
        ".": False,
        "wins": None,
    }
    assert [token.is_sent_start for token in doc if token.text == "It"] == [False, None]


def test_blocks_numbered_item_is_one_start() -> None:
    """The number, its dot and the first word are not parted."""
    doc = marked("Text.\n\n2. Open models win.")
    assert [token.text for token in doc if token.is_sent_start] == ["Text", "2"]
    assert not any(token.is_sent_start for token in doc[doc.spans["blocks"][1].start + 1 :])
    assert next(token for token in doc if token.text == "Open").is_sent_start is False


def test_blocks_match_is_pure() -> None:
    """Finding the blocks changes nothing in the Doc."""
    doc = nlp.make_doc("One.\n\nTwo.")
    before = doc.to_bytes()
    blocks.match(doc)
    assert doc.to_bytes() == before


def test_blocks_keep_a_parse() -> None:
    """A Doc with a parse gets its blocks, and keeps its sentences."""
    doc = Doc(nlp.vocab, words=["One", "two", "\n\n", "Three"], heads=[0, 0, 1, 0], deps=["ROOT", "dep", "dep", "dep"])
    blocks.blocks(doc)
    assert [span.text for span in doc.spans["blocks"]] == ["One two", "Three"]
    assert len(list(doc.sents)) == 1


@pytest.mark.parametrize("text", ["word " * 20_000, "\n\n" * 5_000, "...\n\n" * 3_000, "a" * 50_000, "- " * 3_000, ">"])
def test_blocks_extremes(text: str) -> None:
    """Endless blocks, nothing but line ends and no words at all are no trouble."""
    doc = marked(text)
    found = list(doc.spans["blocks"])
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert sum(len(span) for span in found) == sum(not token.is_space for token in doc) + sum(
        token.is_space for span in found for token in span
    )


def test_blocks_in_a_pipeline() -> None:
    """The component can be added by its name."""
    other = spacy.blank("en")
    other.add_pipe(blocks.FACTORY)
    doc = other("Title\n\nText.")
    assert [span.label_ for span in doc.spans[blocks.GROUP]] == ["heading", "paragraph"]
