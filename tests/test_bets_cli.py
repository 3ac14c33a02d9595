"""`argmap bets`, as a user has it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from argmap.cli import main
from argmap.cli.bets import bets as group
from argmap.rdf import to_turtle
from tests.ledgers import example_bets
from tests.maps import ash, birch, cedar


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in a folder with three graphs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARGMAP_BY", "Kit")
    for name, amap in (("ash", ash()), ("birch", birch()), ("cedar", cedar())):
        (tmp_path / f"{name}.ttl").write_text(to_turtle(amap), "utf-8")
    return tmp_path


GRAPHS = ("ash.ttl", "birch.ttl", "cedar.ttl")
DUE = next(bet.id for bet in example_bets()[1] if bet.words == "prices will fall in 2027")


def run(*args):
    return CliRunner().invoke(main, ["bets", *map(str, args)], env={"COLUMNS": "120"})


def test_every_subcommand_has_help_that_ends_in_an_example():
    """A user who asks for help sees how it is done."""
    for name in group.commands:
        text = run(name, "--help").stdout
        assert "Example:" in text
        assert f"argmap bets {name}" in text


def test_list_shows_bets_by_due_date(folder):
    """What falls due first stands first, what has no date last."""
    result = run("list", *GRAPHS)
    assert result.exit_code == 0, result.stderr
    words = [result.stdout.index(part) for part in ("2027-12-31", "2028-04-30", "no date")]
    assert words == sorted(words)
    chosen = json.loads(run("list", *GRAPHS, "--holder", "cedar", "--format", "json").stdout)
    assert [bet["holder"] for bet in chosen] == ["Lee Cedar"]
    none = run("list", *GRAPHS, "--holder", "nobody")
    assert (none.exit_code, none.stdout) == (0, f"None of {len(example_bets()[1])} bets match.\n")


def test_a_mistyped_ledger_is_told(folder):
    """To read a ledger that is not there would show every bet as open; only where none is named may none exist."""
    for command in ("list", "due", "score", "fallout", "export"):
        result = run(command, *GRAPHS, "--ledger", "mistyped.ttl")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("argmap: mistyped.ttl: no such ledger (`argmap bets resolve`")
    assert run("resolve", DUE, *GRAPHS, "--outcome", "no", "--ledger", "new.ttl").exit_code == 0
    assert run("score", *GRAPHS, "--ledger", "new.ttl").exit_code == 0


def test_due_says_from_which_day_it_looks(folder):
    """The day is shown, and what is due on it is told from what comes."""
    before, after = (run("due", *GRAPHS, "--on", day).stdout for day in ("2027-12-30", "2027-12-31"))
    assert "Seen from 2027-12-30" in before
    assert "Can be judged now: 0" in before
    assert "Can be judged now: 1" in after
    assert f"Seen from {date.today().isoformat()}" in run("due", *GRAPHS).stdout
    found = json.loads(run("due", *GRAPHS, "--on", "2027-12-31", "--format", "json").stdout)
    assert (found["on"], [bet["id"] for bet in found["now"]]) == ("2027-12-31", [DUE])


def test_resolve_unresolve_and_history(folder):
    """What is judged goes into the ledger, not into the graph; undoing it keeps it in the history."""
    before = (folder / "cedar.ttl").read_bytes()
    made = run("resolve", DUE[:10], *GRAPHS, "--outcome", "no", "--evidence", "https://e.org/p", "--on", "2028-01-05")
    assert (made.exit_code, made.stdout) == (0, f"{DUE}: no, by Kit on 2028-01-05, in argmap-bets.ttl\n")
    assert (folder / "cedar.ttl").read_bytes() == before
    again = run("resolve", DUE, *GRAPHS, "--outcome", "yes")
    assert again.exit_code == 2
    assert "is resolved already" in again.stderr
    assert run("unresolve", DUE[:10], "--on", "2028-01-06", "--note", "too early").exit_code == 0
    shown = json.loads(run("show", DUE, *GRAPHS, "--format", "json").stdout)
    assert shown["resolution"] is None
    assert [entry["on"] for entry in shown["history"]] == ["2028-01-05", "2028-01-06"]
    assert CliRunner().invoke(main, ["validate", "argmap-bets.ttl"]).exit_code == 0


def test_ledger_among_the_graphs_is_passed_over(folder):
    """`*.ttl` names the ledger too, and that is no error."""
    run("resolve", DUE, *GRAPHS, "--outcome", "no")
    assert run("list", *GRAPHS, "argmap-bets.ttl").exit_code == 0
    assert run("list", "argmap-bets.ttl").exit_code == 2


def test_a_bad_day_is_told_how_to_write_one(folder):
    """The message is for a user, not for a programmer."""
    result = run("due", *GRAPHS, "--on", "soon")
    assert result.exit_code == 2
    assert "'soon' is no day; give YYYY-MM-DD, as 2027-01-01" in result.stderr


def test_show_has_no_empty_head(folder):
    """Its lines have names, its columns have none."""
    assert run("show", DUE, *GRAPHS).stdout.startswith("bet  ")


def test_resolution_of_another_graph_is_told(folder):
    """A ledger may know more than the graphs at hand; how much is said."""
    run("resolve", DUE, *GRAPHS, "--outcome", "no")
    result = run("score", "ash.ttl")
    assert result.exit_code == 0
    assert "1 resolution is of bets that these graphs do not hold" in result.stderr


def test_library_is_a_source_like_any_other(folder):
    """The bets of a library are those of its essays, and words choose among them."""
    CliRunner().invoke(main, ["library", "add", *GRAPHS, "--library", "lib"])
    every, some = (json.loads(run("list", name, "--format", "json").stdout) for name in ("lib", "lib#cedar"))
    assert {bet["id"] for bet in every} == {bet.id for bet in example_bets()[1]}
    assert [bet["id"] for bet in some] == [DUE]


def test_unresolve_takes_the_beginning_of_one_id(folder):
    """A short id will do as long as one resolved bet has it; control characters in it never reach the terminal."""
    other = next(bet.id for bet in example_bets()[1] if bet.id != DUE)
    for key in (DUE, other):
        run("resolve", key, *GRAPHS, "--outcome", "no")
    assert "2 resolved bets have an id that begins with 'p-'" in run("unresolve", "p-").stderr
    assert run("unresolve", DUE[:12]).exit_code == 0
    for result in (run("unresolve", "p\x1b[31m"), run("show", "p\x1b[31m", *GRAPHS)):
        assert result.exit_code == 2
        assert "\x1b" not in result.stderr


def test_score_says_that_small_numbers_are_small(folder):
    """Of one judged bet nobody's record says much."""
    run("resolve", DUE, *GRAPHS, "--outcome", "no")
    text = run("score", *GRAPHS).stdout
    assert "Fewer than 10 bets are judged, too few to say much, of anybody." in " ".join(text.split())
    records = json.loads(run("score", *GRAPHS, "--format", "json").stdout)
    assert {record["holder"]: record["judged"] for record in records} == {
        "Ash Willow": 0, "Lee Cedar": 1, "Rowan Birch": 0, "all": 1}


def test_fallout_names_mechanisms_of_failed_bets(folder):
    """The mechanism that a failed bet's reason rests on is counted."""
    run("resolve", DUE, *GRAPHS, "--outcome", "no")
    found = json.loads(run("fallout", *GRAPHS, "--format", "json").stdout)
    assert [(item["label"], item["failed"]) for item in found["mechanisms"]] == [("compute", [DUE])]
    assert "Bets that failed: 1" in run("fallout", *GRAPHS).stdout


@pytest.mark.parametrize(
    ("name", "start"),
    [("x.csv", "id,words,"), ("x.json", "[\n"), ("x.ics", "BEGIN:VCALENDAR\r\n"), ("x.html", "<!doctype html>"),
     ("x.jsonld", '{\n "@context": "https://schema.org"')],
)
def test_export_goes_by_the_ending(folder, name, start):
    """The ending of OUT says the format, and a second run writes the same bytes."""
    assert run("export", *GRAPHS, "-o", name).exit_code == 0
    first = (folder / name).read_bytes()
    assert first.decode().startswith(start)
    run("export", *GRAPHS, "-o", name)
    assert (folder / name).read_bytes() == first


def test_export_counts_what_it_leaves_out(folder):
    """Bets without a last day are no questions, and that is said."""
    result = run("export", *GRAPHS, "--format", "fatebook-csv")
    assert "fatebook-csv cannot carry 2 of 4 bets: they have no last day" in result.stderr


def test_import_takes_all_rows_or_none(folder):
    """A table with one bad row leaves the ledger as it was; the same table without it is taken."""
    (folder / "t.csv").write_text(f"id,outcome\n{DUE},no\np-zzz,yes\n", "utf-8")
    bad = run("import", "t.csv", *GRAPHS)
    assert bad.exit_code == 2
    assert "t.csv, line 3" in bad.stderr
    assert not (folder / "argmap-bets.ttl").exists()
    (folder / "t.csv").write_text(f"id,outcome\n{DUE},no\n", "utf-8")
    assert run("import", "t.csv", *GRAPHS).stdout == "1 resolved, 0 stood already, 0 open, in argmap-bets.ttl\n"
    assert run("import", "t.csv", *GRAPHS).stdout == "0 resolved, 1 stood already, 0 open, in argmap-bets.ttl\n"


@pytest.mark.parametrize(
    "arguments",
    [("show", "p-nothing", *GRAPHS), ("list", "none.ttl"),
     ("resolve", DUE, *GRAPHS, "--outcome", "no", "--evidence", "x"),
     ("unresolve", DUE), ("unresolve", ""), ("due", *GRAPHS, "--on", "soon"), ("import", "none.csv", *GRAPHS),
     ("list", *GRAPHS, "--ledger", "ash.ttl"), ("score", *GRAPHS, "--ledger", "mistyped.ttl"),
     ("unresolve", DUE, "--ledger", "mistyped.ttl"),
     ("resolve", DUE, *GRAPHS, "--outcome", "no", "--ledger", "no/such/x.ttl"),
     ("export", *GRAPHS, "-o", "no/such/x.html")],
)
def test_bad_input_ends_in_one_line(folder, arguments):
    """Every mistake is told in words, with exit code 2 and nothing written."""
    before = sorted(path.name for path in folder.iterdir())
    result = run(*arguments)
    assert result.exit_code == 2
    assert "internal error" not in result.stderr
    assert "Traceback" not in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == before
