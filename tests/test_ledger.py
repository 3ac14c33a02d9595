"""The ledger: it only grows, says who and when, shows what was tampered with, and is written whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.bets import Ledger, Outcome, Resolution
from argmap.bets.ledger import entry_id, resolution, withdrawal
from argmap.bets.record import append, held, loads, read, to_turtle
from argmap.errors import ArgmapError, LedgerError
from argmap.formats import read_dataset
from argmap.validate import validate
from tests.ledgers import example_ledger, forged, ledger_turtle

DAY = date(2028, 5, 1)


def entry(ledger, bet="p-1", **fields):
    given = {"words": "Prices will fall.", "outcome": Outcome.NO, "by": "Lee Cedar", "on": DAY, **fields}
    return resolution(ledger, bet=bet, **given)


def test_undoing_keeps_what_was_undone():
    """A resolution that was taken back no longer counts, stays in the history, and can be made anew."""
    first = entry(Ledger())
    gone = Ledger((first, withdrawal(Ledger((first,)), bet="p-1", by="Ash", on=DAY, note="wrong year")))
    assert gone.outcome("p-1") is None
    assert gone.history("p-1") == gone.entries
    again = entry(gone)
    assert again.id != first.id
    assert Ledger((*gone.entries, again)).outcome("p-1") is Outcome.NO


def test_resolved_bet_is_not_resolved_again():
    """Two outcomes never stand side by side; the error says how to take one back."""
    ledger = Ledger((entry(Ledger()),))
    with pytest.raises(LedgerError, match=r"is resolved already: no, by Lee Cedar on 2028-05-01.*unresolve"):
        entry(ledger, outcome=Outcome.YES)
    with pytest.raises(LedgerError, match="nothing to take back"):
        withdrawal(ledger, bet="p-2", by="Ash", on=DAY)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"by": "  "}, "says who judged"),
        ({"by": "x" * 201}, "says who judged"),
        ({"by": "A\x1b[31mB"}, "says who judged"),
        ({"evidence": "javascript:alert(1)"}, "an address that starts with http"),
        ({"evidence": "https://example.org/a b"}, "an address that starts with http"),
        ({"evidence": "https://e.org/" + "x" * 2000}, "an address that starts with http"),
        ({"note": "x" * 10_001}, "at most 10,000 characters"),
        ({"note": "a\x00b"}, "control characters"),
    ],
)
def test_field_that_holds_what_it_must_not_is_refused(fields, message):
    """Names are plain, addresses are of the web, notes are text; all are bounded."""
    with pytest.raises(LedgerError, match=message):
        entry(Ledger(), **fields)


def test_file_only_grows_and_conforms(tmp_path):
    """Each entry is added behind what stands there, byte for byte; the file is a sound graph."""
    path = tmp_path / "bets.ttl"
    before = ""
    for item in example_ledger().entries:
        append(path, [item])
        after = path.read_text("utf-8")
        assert after.startswith(before.rstrip())
        before = after
    assert read(path) == example_ledger()
    assert validate(read_dataset(path)) == ()
    assert before.count("@prefix prov:") == 1


def test_comments_and_other_prefixes_in_the_file_stay(tmp_path):
    """What somebody wrote into the file by hand is neither lost nor misread."""
    path = tmp_path / "bets.ttl"
    mine = "# my bets\n@prefix argmap: <https://example.org/else#> .\nargmap:a argmap:b argmap:c .\n"
    with pytest.raises(LedgerError, match="holds no ledger"):
        loads(mine)
    first, second, _ = example_ledger().entries
    path.write_text(mine + to_turtle([first]), "utf-8")
    append(path, [second])
    assert path.read_text("utf-8").startswith("# my bets\n")
    assert read(path).entries == (first, second)


def test_ledger_that_does_not_exist_is_empty(tmp_path):
    """Before the first resolution there is nothing to read, and that is no error."""
    assert read(tmp_path / "none.ttl") == Ledger()


def test_entry_changed_by_hand_is_found():
    """An entry's id is the hash of what it says, so that a changed one shows."""
    with pytest.raises(LedgerError, match="was changed by hand"):
        loads(forged(example_ledger()))


def test_entry_taken_out_is_found():
    """Each entry names the one before it, so that a missing one shows."""
    with pytest.raises(LedgerError, match=r"lacks entry o-.*only grows"):
        loads(to_turtle(example_ledger().entries[1:]))


def test_ledgers_that_were_kept_apart_can_be_joined():
    """Two that went on from one entry are one ledger, the earlier day first."""
    base = entry(Ledger(), "p-0")
    left = entry(Ledger((base,)), "p-1", on=date(2028, 7, 1))
    right = entry(Ledger((base,)), "p-2", on=date(2028, 6, 1))
    assert loads(to_turtle([base, left]) + "\n" + to_turtle([base, right])).entries == (base, right, left)


ODD = ledger_turtle()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not turtle at all", "is not valid Turtle"),
        ("<http://a> <http://b> <http://c> .", "holds no ledger of bets"),
        (ODD.replace('argmap:outcome "no"', 'argmap:outcome "perhaps"'), "an outcome is one of yes, no, partly,"),
        (ODD.replace('argmap:outcome "no"', 'argmap:outcome "no" , "yes"'), "2 values of outcome"),
        (ODD.replace('schema:name "Lee Cedar"', 'schema:name "Lee Cedar" , "Lee"'), "2 values of name"),
    ],
)
def test_broken_ledger_is_refused_in_one_line(text, message):
    """Whatever is wrong with the file is said, with its name."""
    with pytest.raises(LedgerError, match=message) as caught:
        loads(text, name="my.ttl")
    assert str(caught.value).startswith("my.ttl: ")
    assert "\n" not in str(caught.value)


def test_file_that_is_no_text_is_refused(tmp_path):
    """Bytes that are not UTF-8, and a folder in the file's place, are errors of ours."""
    path = tmp_path / "bets.ttl"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(LedgerError, match="not UTF-8"):
        read(path)
    with pytest.raises(LedgerError, match="cannot be read"):
        read(tmp_path)


def test_failed_write_leaves_the_ledger_as_it_was(tmp_path):
    """A note that RDF cannot hold fails before anything is written."""
    path = tmp_path / "bets.ttl"
    append(path, [entry(Ledger())])
    before = path.read_bytes()
    odd = replace(entry(read(path), "p-2"), note="\ud800")
    with pytest.raises(ArgmapError, match="cannot hold"):
        append(path, [replace(odd, id=entry_id(odd))])
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["bets.ttl"]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=40)


@settings(max_examples=25, deadline=None)
@given(words=TEXT, note=TEXT, by=TEXT, bet=TEXT)
def test_any_words_go_into_a_ledger_and_back(words, note, by, bet):
    """Quotes, markup and odd letters in words, notes, names and ids are kept as they are."""
    try:
        made = entry(Ledger(), bet, words=words, note=note, by=by)
    except LedgerError:
        return
    assert loads(to_turtle([made])).entries == (made,)
    assert isinstance(made, Resolution)


def test_a_linked_ledger_stays_one(tmp_path):
    """Who adds through a link adds to the file that others read."""
    whole, link = tmp_path / "bets.ttl", tmp_path / "here" / "bets.ttl"
    append(whole, [entry(Ledger(), "p-1")])
    link.parent.mkdir()
    link.symlink_to(whole)
    append(link, [entry(read(link), "p-2")])
    assert link.is_symlink()
    assert set(read(whole).standing) == {"p-1", "p-2"}


RACE = """
import sys
from datetime import date
from pathlib import Path
from argmap.bets import Outcome
from argmap.bets.ledger import resolution
from argmap.bets.record import append, held, read
path = Path(sys.argv[1])
for number in range(3):
    with held(path):
        made = resolution(read(path), bet=f"{sys.argv[2]}-{number}", words="x", outcome=Outcome.YES, by="A",
                          on=date(2028, 1, 1))
        append(path, [made])
"""


def test_two_processes_lose_no_entry(tmp_path):
    """Who adds at the same time waits for the other."""
    path = tmp_path / "bets.ttl"
    both = [subprocess.Popen([sys.executable, "-c", RACE, str(path), name]) for name in ("a", "b")]
    assert [one.wait() for one in both] == [0, 0]
    assert len(read(path).standing) == 6


HOLD = """
import sys
from pathlib import Path
from argmap.bets.record import held
with held(Path(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.readline()
"""


def test_a_ledger_that_another_process_keeps_is_told(tmp_path):
    """Nobody waits for ever, or without a word; and once the other has ended, the ledger is free."""
    path = tmp_path / "bets.ttl"
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             text=True)
    try:
        assert other.stdout.readline() == "ready\n"
        message = r"bets\.ttl: locked: another process .* for 0\.2 s \(nothing was added"
        with pytest.raises(LedgerError, match=message), held(path, patience=0.2):
            append(path, [entry(read(path))])
    finally:
        other.communicate("\n")
    assert not path.exists()
    with held(path, patience=0.0):
        append(path, [entry(read(path))])
    assert len(read(path).standing) == 1
