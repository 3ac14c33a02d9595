"""Reading essays: what comes out of good files, and what is said of bad ones."""

from __future__ import annotations

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.errors import ReadError
from argmap.readers import markdown, read
from argmap.readers.source import MAX_BYTES, MAX_CHARACTERS, clean

ESSAY = """---
title: "Why open wins"
author: Ada Example
date: 2026-04-15
url: https://example.org/a
---

# A heading

Open models *will* win, says [a report](https://example.org/r). Use `vllm`.

- first **point**
- second point

1. one

> quoted words
"""


def test_markdown_becomes_plain_text_with_its_front_matter(tmp_path):
    """Markup goes, words, list markers and quote marks stay; the fields are the document's."""
    path = tmp_path / "essay.md"
    path.write_text(ESSAY, encoding="utf-8")
    document = read(path)
    assert document.text == (
        "A heading\n\nOpen models will win, says a report. Use vllm.\n\n"
        "- first point\n\n- second point\n\n1. one\n\n> quoted words"
    )
    assert (document.title, document.author) == ("Why open wins", "Ada Example")
    assert (document.date, document.url) == ("2026-04-15", "https://example.org/a")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Title\n=====\n\nText", "Title\n\nText"),
        ("a\nb", "a b"),
        ("    indented prose", "indented prose"),
        ("```\ncode()\n```\n\nText", "Text"),
        ("<p>Shown</p>\n\n<script>hidden()</script>\n\nText", "Shown\n\nText"),
        ("An <b>inline</b> tag &amp; entity", "An inline tag & entity"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n\n1 | 2"),
        ("![alt](x.png) after", " after"),
        ("- a\n  - b\n    - c", "- a\n\n- b\n\n- c"),
    ],
)
def test_markdown_constructs(body, expected):
    """Each construct of CommonMark leaves the words that a reader sees."""
    assert markdown.plain(body) == expected


def test_document_id_depends_on_content_alone(tmp_path):
    """The same essay under two file names is one document; a changed one is another."""
    for name, text in (("a.md", ESSAY), ("b.md", ESSAY), ("c.md", ESSAY + "\nMore.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    a, b, c = (read(tmp_path / name) for name in ("a.md", "b.md", "c.md"))
    assert a == b
    assert a.id != c.id


def test_title_falls_back_to_first_heading(tmp_path):
    """An essay without front matter is called by its heading."""
    path = tmp_path / "essay.md"
    path.write_text("# On moats\n\nText.", encoding="utf-8")
    assert read(path).title == "On moats"


def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    """A file saved on Windows reads like any other."""
    path = tmp_path / "essay.txt"
    path.write_bytes(b"\xef\xbb\xbfOne.\r\n\r\nTwo.\r\n")
    assert read(path).text == "One.\n\nTwo."


def test_stdin_is_read_as_markdown(monkeypatch):
    """`-` takes the essay from stdin."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# T\n\n*Text* here.")))
    assert read("-").text == "T\n\nText here."


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "holds no text"),
        ("blank.md", b" \n\t\n", "holds no text"),
        ("only.md", b"---\ntitle: x\n---\n", "holds no text"),
        ("binary.txt", b"\x7fELF\x00\x01", "is a binary file"),
        ("latin.txt", "caf\xe9 au lait".encode("latin-1"), "is not valid UTF-8: byte 0xe9 at offset 3"),
        ("utf16.txt", "text".encode("utf-16"), "is UTF-16"),
        ("open.md", b"---\ntitle: x\n\nNever closed.", "never closed"),
        ("broken.md", b"---\ntitle: [x\n---\nText", "front matter is not valid YAML"),
        ("list.md", b"---\n- a\n- b\n---\nText", "not a list of"),
        ("bomb.md", b"---\na: &a [x]\nb: *a\n---\nText", "front matter is not valid YAML"),
        ("essay.docx", b"text", "unknown kind of file"),
        ("long.txt", b"word " * (MAX_CHARACTERS // 5 + 1), "more than the 1,000,000"),
        ("huge.txt", b"word " * (MAX_BYTES // 5 + 1), "larger than the 16 MB"),
    ],
)
def test_bad_files_are_refused_in_one_line(tmp_path, name, data, message):
    """Every bad file is named, with what is wrong with it."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_file_and_folder_are_refused(tmp_path):
    """A name that is no file is an error, not an empty essay."""
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "none.md")
    with pytest.raises(ReadError, match="is a folder"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2026-04-15", "2026-04-15"), ("2026-04", "2026-04"), ("2026", "2026"), ("2026-13-01", "2026"),
     ("2026-04-15T10:00:00Z", "2026-04-15"), ("15 April", ""), ("", ""),
     ("April 15, 2026", "2026-04-15"), ("15 apr 2026", "2026-04-15"), ("April 2026", "2026-04"), ("4/5/2026", ""),
     ("31 April 2026", "")],
)
def test_only_dates_that_can_mean_one_thing_are_kept(tmp_path, value, expected):
    """A date that cannot be read is no date; nothing is guessed."""
    path = tmp_path / "essay.md"
    path.write_text(f"---\ndate: {value}\n---\nText.", encoding="utf-8")
    assert read(path).date == expected


def test_front_matter_values_stay_text(tmp_path):
    """`no`, numbers and dates are the words that were written."""
    path = tmp_path / "essay.md"
    path.write_text("---\ntitle: 2027\nauthor: no\n---\nText.", encoding="utf-8")
    document = read(path)
    assert (document.title, document.author) == ("2027", "no")


@given(st.text(max_size=400))
def test_any_text_is_read_without_a_crash(text):
    """Whatever Markdown holds, plain text comes out, and no control character with it."""
    plain = markdown.parse(text if not text.startswith("---\n") else "x" + text, "x").text
    assert clean(plain) == plain
