"""`argmap library` and what takes a library, as a user has them: output, messages, exit codes."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from argmap.cli import main
from argmap.endpoint import Endpoint
from argmap.rdf import to_turtle
from tests.maps import ash, birch, cedar
from tests.virtuoso import NAME, emptied


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in a folder with three graphs, and name a library in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARGMAP_LIBRARY", "lib")
    for name, amap in (("ash", ash()), ("birch", birch()), ("cedar", cedar())):
        (tmp_path / f"{name}.ttl").write_text(to_turtle(amap), encoding="utf-8")
    return tmp_path


def run(*args: str):
    """Run a command in this process."""
    return CliRunner().invoke(main, args)


@pytest.mark.parametrize("command", ["add", "update", "remove", "list", "info"])
def test_every_command_has_help_that_ends_in_an_example(command):
    """A user who asks for help sees how it is done."""
    text = run("library", command, "--help").stdout
    assert f"argmap library {command}" in text.rpartition("Example:")[2]


def test_add_list_info_remove(folder):
    """The life of a library, with what each command says."""
    said = run("library", "add", "ash.ttl", "birch.ttl")
    assert said.exit_code == 0
    ids = [ash().documents[0].id, birch().documents[0].id]
    assert said.stdout.splitlines() == [
        f"added  {ids[0]}  2026-05-04  Ash Willow: The gap will close",
        f"added  {ids[1]}  2026-06-20  Rowan Birch: The gap will stay",
    ]
    assert said.stderr == "2 added\n"
    assert run("library", "add", "ash.ttl").stdout.startswith(f"unchanged  {ids[0]}")
    rows = json.loads(run("library", "list", "--format", "json").stdout)
    assert [(row["id"], row["title"], row["claims"]) for row in rows] == [
        (ids[0], "The gap will close", 3), (ids[1], "The gap will stay", 5),
    ]
    assert "Ash Willow" in run("library", "list").stdout
    told = json.loads(run("library", "info", "--check", "--format", "json").stdout)
    assert (told["folder"], told["version"], told["essays"], told["problems"]) == ("lib", "1", 2, [])
    assert told["claims"] == sum(row["claims"] for row in rows)
    assert json.loads(run("library", "info", ids[0][:6], "--format", "json").stdout)["author"] == "Ash Willow"
    assert run("library", "remove", ids[0][:6]).stdout.startswith(f"removed  {ids[0]}")
    assert len(json.loads(run("library", "list", "--format", "json").stdout)) == 1
    assert run("library", "remove", *ids).exit_code == 2


def test_update_says_by_its_exit_code_whether_all_were_there(folder):
    """New essays are left out, exit code 1; with --sync the library becomes just what is named."""
    run("library", "add", "ash.ttl", "birch.ttl")
    assert run("library", "update", "ash.ttl").exit_code == 0
    result = run("library", "update", "ash.ttl", "cedar.ttl")
    assert result.exit_code == 1
    assert "not in the library  " in result.stdout
    result = run("library", "update", "ash.ttl", "cedar.ttl", "--sync")
    assert (result.exit_code, [line.split()[0] for line in result.stdout.splitlines()]) == (
        0, ["unchanged", "added", "removed"],
    )
    assert "Rowan Birch" not in run("library", "list").stdout


def test_damage_is_found_by_info_and_its_exit_code(folder):
    """--check reads everything; exit code 1 when something is not whole."""
    from argmap.library import open_library

    run("library", "add", "ash.ttl")
    with open_library("lib").place.writing() as session:
        session.update("INSERT DATA { <http://example.org/s> <http://example.org/p> <http://example.org/o> }")
    assert run("library", "info").exit_code == 0
    result = run("library", "info", "--check")
    assert result.exit_code == 1
    assert "wrong about http://example.org/s" in " ".join(result.stdout.split())


def test_commands_take_a_library_for_a_source(folder):
    """A question to a library; a map, a comparison or an explanation of all or some of its essays."""
    run("library", "add", "ash.ttl", "birch.ttl")
    assert "The gap will stay" in run("query", "lib", "essays", "--format", "csv").stdout
    assert run("map", "lib", "-o", "all.html").exit_code == 0
    page = (folder / "all.html").read_text("utf-8")
    assert "Ash Willow" in page
    assert "Rowan Birch" in page
    assert run("diff", "lib#willow", "ash.ttl").exit_code == 0
    assert run("diff", "lib#willow", "lib#birch").exit_code == 1
    prop = ash().propositions[0]
    assert prop.text in " ".join(run("explain", prop.id, "lib").stdout.split())


BAD = {
    ("library", "list", "--library", "none"): "none: no such library",
    ("library", "add", "ash.ttl", "--library", "."): ".: is a folder that holds other things, such as 'ash.ttl'",
    ("library", "add", "ash.ttl", "--library", "ash.ttl"): "ash.ttl: is a file, and a library is a folder",
    ("library", "add", "ash.ttl", "--library", "a/b/c"): "a/b/c: cannot be read or written: No such file or directory",
    ("library", "add", "none.ttl"): "none.ttl: ",
    ("library", "remove", "d-1"): "lib: no such library",
    ("library", "update", "ash.ttl"): "lib: no such library",
    ("library", "list", "--library", "http://127.0.0.1:9/"): "http://127.0.0.1:9/: cannot be reached",
    ("library", "list", "--library", "https://"): "https://: is no http or https address",
    ("query", ".", "essays"): ".: is a folder, but no library of argmap's",
    ("query", "http://127.0.0.1:9/", "essays"): "http://127.0.0.1:9/: cannot be reached",
    ("map", "ash.ttl#birch", "-o", "x.html"): "ash.ttl#birch: ",
}


@pytest.mark.parametrize("args", BAD, ids=" ".join)
def test_bad_place_ends_in_one_line_and_exit_2(args, folder):
    """Whatever is wrong with a place: one line that names it, exit 2, nothing made."""
    before = sorted(path.name for path in folder.iterdir())
    result = run(*args)
    assert result.exit_code == 2, result.output
    [line] = result.stderr.strip().splitlines()
    assert line.startswith(f"argmap: {BAD[args]}"), line
    assert sorted(path.name for path in folder.iterdir()) == before


def test_words_that_no_essay_has_are_told(folder):
    """DIR#WORDS without such an essay is no empty map."""
    run("library", "add", "ash.ttl")
    result = run("map", "lib#nobody", "-o", "x.html")
    assert result.exit_code == 2
    assert result.stderr.startswith("argmap: lib: no essay there has 'nobody' in its author or title")


def test_library_at_a_server(folder, virtuoso, monkeypatch):
    """The same commands with addresses for queries, updates and graphs, and the password from the environment."""
    place: Endpoint = emptied(virtuoso)
    monkeypatch.setenv("ARGMAP_USER", NAME)
    monkeypatch.setenv("ARGMAP_PASSWORD", NAME)
    at = ("--library", place.url, "--update-url", place.update_url)
    assert run("library", "add", "ash.ttl", *at).exit_code == 0
    stored = ("--graph-store-url", f"{place.url}-graph-crud-auth")
    assert run("library", "add", "birch.ttl", *at, *stored).exit_code == 0
    assert "The gap will stay" in run("query", place.url, "essays", "--format", "csv").stdout
    told = json.loads(run("library", "info", "--check", "--format", "json", *at).stdout)
    assert (told["queries"], told["essays"], told["problems"]) == (place.url, 2, [])
    assert run("library", "remove", ash().documents[0].id, *at).exit_code == 0
    assert "Ash Willow" not in run("library", "list", "--library", place.url).stdout
