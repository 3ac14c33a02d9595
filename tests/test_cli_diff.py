"""`argmap diff` and `argmap drift` on the command line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from argmap.cli import main
from argmap.formats import read_graph
from argmap.rdf import to_turtle
from tests.pairs import compared_map, elm, elm_later, fir


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """Stand beside a folder of three graphs by two authors."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lib").mkdir()
    for name, amap in (("elm", elm()), ("later", elm_later()), ("fir", fir())):
        (tmp_path / "lib" / f"{name}.ttl").write_text(to_turtle(amap), "utf-8")
    return tmp_path


def run(*args):
    """Run a command in this process."""
    return CliRunner().invoke(main, list(args))


def test_diff_fits_a_terminal(shelf):
    """No line is longer than 100 columns, and both sides are named."""
    result = run("diff", "lib/elm.ttl", "lib/fir.ttl")
    assert result.exit_code == 1
    assert result.stdout.startswith("A: Ida Elm, 2026-03-01\nB: Max Fir, 2026-04-01\n\nCruxes (1)")
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_diff_writes_what_the_ending_says(shelf):
    """Turtle holds the graphs and the comparisons, HTML is a page, JSON has the cruxes."""
    for name in ("d.ttl", "d.html", "d.json"):
        assert run("diff", "lib/elm.ttl", "lib/fir.ttl", "-o", name).exit_code == 1
    assert read_graph("d.ttl") == compared_map()
    assert (shelf / "d.html").read_text("utf-8").startswith("<!doctype html>")
    assert json.loads((shelf / "d.json").read_text("utf-8"))["cruxes"][0]["weight"] == compared_map_weight()
    assert run("validate", "d.ttl").exit_code == 0
    assert "The licence protects" in run("query", "d.ttl", "cruxes", "--format", "csv").stdout


def compared_map_weight():
    """Give the weight of the one crux."""
    [weight] = [item.weight for item in compared_map().comparisons if item.weight is not None]
    return weight


def test_diff_of_authors_takes_their_essays_from_a_library(shelf):
    """The essays of each are compared, between the dates that are asked for."""
    both = run("diff", "--library", "lib", "--author", "elm", "--author", "fir")
    assert "A: Ida Elm, 2026-03-01 to 2027-03-01" in both.stdout
    early = run("diff", "--library", "lib", "--author", "elm", "--author", "fir", "--until", "2026")
    alone = run("diff", "lib/elm.ttl", "lib/fir.ttl")
    assert early.stdout == alone.stdout


def test_authors_are_taken_from_a_library_as_from_a_folder_of_graphs(shelf):
    """What `argmap library` keeps is compared and followed without being exported."""
    assert run("library", "add", "lib/elm.ttl", "lib/later.ttl", "lib/fir.ttl", "--library", "shelf").exit_code == 0
    for args in (("diff", "--author", "elm", "--author", "fir"), ("drift", "--author", "elm")):
        kept = run(*args, "--library", "shelf")
        assert kept.stdout == run(*args, "--library", "lib").stdout
        assert kept.stdout
    assert "no author 'oak'" in run("drift", "--library", "shelf", "--author", "oak").stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("diff", "lib/elm.ttl"), "give two essays or graphs, or --library LIB"),
        (("diff", "lib/elm.ttl", "lib/fir.ttl", "--author", "elm"), "give two essays or graphs"),
        (("diff", "--library", "lib", "--author", "elm"), "give two authors"),
        (("diff", "--library", "lib", "--author", "elm", "--author", "oak"), "no author 'oak'"),
        (("diff", "--library", "lib", "--author", "elm", "--author", "fir", "--since", "May"), "give YYYY"),
        (("diff", "--library", "nowhere", "--author", "a", "--author", "b"), "nowhere"),
        (("diff", "lib/elm.ttl", "lib/fir.ttl", "--encoder", "nowhere"), "no such folder"),
        (("diff", "lib/elm.ttl", "lib/fir.ttl", "-o", "nowhere/d.html"), "its folder does not exist"),
        (("drift",), "give the author's essays or graphs"),
        (("drift", "lib/elm.ttl", "--library", "lib"), "give the author's essays or graphs"),
        (("drift", "--library", "lib"), "essays by 2 authors (choose one with --author: Ida Elm, Max Fir)"),
        (("drift", "lib/fir.ttl"), "there is 1 dated essay, and drift needs two (`date:`"),
    ],
)
def test_a_bad_request_is_told_in_one_line(shelf, args, words):
    """What is wrong and what to do, and exit code 2."""
    result = run(*args)
    assert result.exit_code == 2
    assert words in result.stderr


def test_drift_follows_an_author_through_a_library(shelf):
    """The same turns by files and by library, as text and as JSON."""
    result = run("drift", "--library", "lib", "--author", "Elm")
    assert result.exit_code == 0
    assert result.stdout == run("drift", "lib/elm.ttl", "lib/later.ttl").stdout
    assert "Reversed (1)" in result.stdout
    told = run("drift", "lib/elm.ttl", "lib/later.ttl", "--format", "json").stdout
    assert json.loads(told)["counts"]["hedged"] == 1
    assert run("drift", "lib/elm.ttl", "lib/later.ttl", "-o", "turns.json").exit_code == 0
    assert (shelf / "turns.json").read_text("utf-8") == told
