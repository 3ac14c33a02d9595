"""`argmap convert`, and graphs of every format wherever a graph is asked for."""

from __future__ import annotations

import json

import pytest

from argmap.formats import FORMATS, read_graph
from argmap.rdf import to_turtle
from tests.maps import ash, birch
from tests.test_cli import ESSAY, lines, run

WRITTEN = [form for form in FORMATS if form.writers]
DEBATE = "[A]: Open models win.\n  + [B]: They are cheap.\n  _ <C>: Cheap is not good.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in a folder with a graph and a debate."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ash.ttl").write_text(to_turtle(ash()), encoding="utf-8")
    (tmp_path / "birch.ttl").write_text(to_turtle(birch()), encoding="utf-8")
    (tmp_path / "debate.argdown").write_text(DEBATE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
def test_converts_to_each_format_by_ending(folder, form):
    """The ending says the format; what it cannot carry is said on stderr, and nothing where it carries all."""
    result = run("convert", "ash.ttl", f"out{form.endings[0]}")
    assert (result.exit_code, result.stdout) == (0, "")
    written = {path.name for path in folder.iterdir()} - {"ash.ttl", "birch.ttl", "debate.argdown"}
    assert written == {f"out{part}{form.endings[0]}" for part in form.writers}
    assert bool(result.stderr) == (form.name not in {"turtle", "trig", "nquads", "jsonld", "json", "xaif"})
    if result.stderr:
        [line] = lines(result)
        assert line.startswith(f"argmap: out{form.endings[0]}: {form.title} cannot carry: ")


def test_there_and_back_is_the_same_bytes(folder):
    """Through xAIF and JSON a graph comes back as it was."""
    for step in (("ash.ttl", "a.xaif.json"), ("a.xaif.json", "a.json"), ("a.json", "back.ttl")):
        assert run("convert", *step).exit_code == 0
    assert (folder / "back.ttl").read_bytes() == (folder / "ash.ttl").read_bytes()


def test_losses_are_counted(folder):
    """What Claims have no place for, with how much of it there is."""
    result = run("convert", "ash.ttl", "out.claims.jsonld")
    assert "supports and attacks (3), causal links (2)" in result.stderr
    assert "horizons (1)" in result.stderr
    assert "denials" not in result.stderr


def test_stdin_and_stdout_need_names(folder):
    """`-` has no ending, so the formats are named."""
    result = run("convert", "-", "-", "--from", "argdown", "--to", "json", text=DEBATE)
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["propositions"]) == 3
    assert lines(result) == ["argmap: -: 1 undercut read as an attack on the argument"]
    for args in (("-", "x.ttl"), ("ash.ttl", "-")):
        refused = run("convert", *args, text=DEBATE)
        assert refused.exit_code == 2
        assert len(lines(refused)) == 1


def test_named_formats_win_over_endings(folder):
    """--from and --to say what a name does not."""
    (folder / "debate.txt").write_text(DEBATE, encoding="utf-8")
    assert run("convert", "debate.txt", "out.txt", "--from", "argdown", "--to", "aif").exit_code == 0
    assert (folder / "out.txt").read_text("utf-8").startswith("@prefix")


def test_list_shows_every_format(folder):
    """--list is the table of formats."""
    text = run("convert", "--list").stdout
    assert all(form.name in text for form in FORMATS)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("ash.ttl", "out.foo"), "argmap: out.foo: no format is written in files of this ending (say --to FORMAT)"),
        (("essay.md", "out.ttl"), "argmap: essay.md: is no graph that argmap knows by its ending"),
        (("a.csv", "out.ttl"), "argmap: a.csv: CSV is written, not read"),
        (("none.argdown", "out.ttl"), "argmap: none.argdown: cannot be read: No such file or directory"),
        (("ash.ttl", "none/out.ttl"), "argmap: none/out.ttl: its folder does not exist"),
        (("ash.ttl", "-", "--to", "csv"), "argmap: csv: CSV is more than one file"),
        (("bad.argdown", "out.ttl"), "argmap: bad.argdown: line 2: a relation (+) that is not indented"),
        (("bad.xml", "out.ttl"), "argmap: bad.xml: line 2: is not valid XML"),
        (("bad.kialo.txt", "out.ttl"), "argmap: bad.kialo.txt: holds no numbered claim"),
        (("bad.xaif.json", "out.ttl"), "argmap: bad.xaif.json: is not valid JSON"),
        (("bad.aif.ttl", "out.ttl"), "argmap: bad.aif.ttl: is not valid Turtle"),
        (("bad.rdf", "out.ttl"), "argmap: bad.rdf: line 2: is not valid XML"),
        (("bad.nt", "out.ttl"), "argmap: bad.nt: is not valid N-Triples"),
    ],
)
def test_what_cannot_be_done_ends_in_one_line_and_exit_2(folder, args, message):
    """The file, the line where there is one, and what is wrong; nothing is written."""
    for name in ("bad.argdown", "bad.xml", "bad.kialo.txt", "bad.xaif.json", "bad.aif.ttl", "bad.rdf", "bad.nt"):
        (folder / name).write_text("<a>{\n+ x" if name != "bad.argdown" else "a\n+ x\n", encoding="utf-8")
    before = {path.name for path in folder.iterdir()}
    result = run("convert", *args)
    assert result.exit_code == 2
    [line] = lines(result)
    assert line.startswith(message)
    assert {path.name for path in folder.iterdir()} == before


def test_imported_graphs_go_wherever_graphs_go(folder):
    """An Argdown file is mapped, queried, compared and explained like any graph."""
    assert run("map", "debate.argdown", "-o", "map.html").exit_code == 0
    assert "They are cheap." in (folder / "map.html").read_text("utf-8")
    text = run("query", "debate.argdown", "SELECT ?text { ?p aif:claimText ?text }", "--format", "csv").stdout
    assert "Cheap is not good." in text
    [prop] = [prop for prop in read_graph("debate.argdown").propositions if prop.text == "They are cheap."]
    assert "import.argdown" in run("explain", prop.id, "debate.argdown").stdout
    run("convert", "debate.argdown", "debate.ttl")
    assert run("diff", "debate.argdown", "debate.ttl").exit_code == 0


@pytest.mark.model
def test_extract_writes_foreign_formats_one_file_an_essay(folder):
    """A folder gets a file (of CSV two) for each essay in any format."""
    (folder / "one.md").write_text(ESSAY, encoding="utf-8")
    (folder / "two.txt").write_text("Closed models will stay ahead.", encoding="utf-8")
    (folder / "out").mkdir()
    for name in ("argdown", "csv", "xaif"):
        assert run("extract", "one.md", "two.txt", "-o", "out", "--format", name).exit_code == 0
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "one-edges.csv", "one-nodes.csv", "one.argdown", "one.xaif.json", "two-edges.csv", "two-nodes.csv",
        "two.argdown", "two.xaif.json",
    ]
    assert run("extract", "one.md", "--format", "csv").exit_code == 2
