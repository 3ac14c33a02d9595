"""The command line, as a user has it: output, messages, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.cli import main
from argmap.cli.table import table_text
from argmap.rdf import to_turtle
from tests.conftest import ROOT
from tests.maps import ash, birch

ESSAY = "# On cost\n\nDistillation reduces the cost of training. Open models will win by 2028.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in a folder with an essay and two graphs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "essay.md").write_text(ESSAY, encoding="utf-8")
    (tmp_path / "ash.ttl").write_text(to_turtle(ash()), encoding="utf-8")
    (tmp_path / "birch.ttl").write_text(to_turtle(birch()), encoding="utf-8")
    return tmp_path


def run(*args, text=None):
    """Run a command in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args], input=text)


def lines(result):
    """Give the lines of stderr."""
    return result.stderr.strip().splitlines()


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help_that_ends_in_an_example(command):
    """A user who asks for help sees how it is done."""
    text = run(command, "--help").stdout
    assert "Example:" in text
    assert f"argmap {command}" in text


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_in_the_readme(command):
    """The README names every command."""
    assert f"argmap {command}" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.model
def test_extract_writes_each_format(folder):
    """The ending of the file says the format."""
    for name in ("a.ttl", "a.trig", "a.nq", "a.jsonld", "a.json"):
        result = run("extract", "essay.md", "-o", name)
        assert (result.exit_code, result.output) == (0, "")
        assert (folder / name).stat().st_size > 500
    assert json.loads((folder / "a.json").read_text("utf-8"))["document"]["title"] == "On cost"


@pytest.mark.model
def test_extract_reads_stdin_and_prints_turtle(folder):
    """`-` is stdin, and stdout is the default."""
    result = run("extract", "-", text=ESSAY)
    assert result.exit_code == 0
    assert result.stdout.startswith("@prefix")


@pytest.mark.parametrize("form", ["turtle", "trig"])
def test_a_graph_goes_from_command_to_command(folder, form):
    """What `argmap extract` prints is a graph at stdin too, and not read as an essay."""
    graph = run("convert", "ash.ttl", "-", "--to", form).stdout
    done = subprocess.run([sys.executable, "-m", "argmap", "query", "-", "essays", "--format", "csv"], input=graph,
                          capture_output=True, text=True, env={**os.environ}, cwd=folder)
    assert (done.stdout, done.stderr) == (run("query", "ash.ttl", "essays", "--format", "csv").stdout, "")


@pytest.mark.model
def test_extract_into_a_folder_writes_one_file_per_essay(folder):
    """A folder gets one graph per essay, and is made if it is missing."""
    (folder / "two.txt").write_text("Closed models will stay ahead.", encoding="utf-8")
    assert run("extract", "essay.md", "two.txt", "-o", "out/", "--format", "json").exit_code == 0
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["essay.json", "two.json"]


@pytest.mark.model
def test_build_makes_graphs_and_maps_and_says_where(folder):
    """One command from a folder of essays to graphs, maps and a table."""
    (folder / "in").mkdir()
    (folder / "in" / "a.md").write_text(ESSAY, encoding="utf-8")
    (folder / "in" / "b.md").write_text("Closed models will stay ahead.", encoding="utf-8")
    (folder / "in" / "README.md").write_text("Not an essay.", encoding="utf-8")
    result = run("build", "in", "-o", "out")
    assert result.exit_code == 0
    written = sorted(path.name for path in (folder / "out").iterdir())
    assert written == ["a.html", "a.ttl", "all.html", "b.html", "b.ttl"]
    assert "predictions" in result.stdout
    assert str(Path("out") / "all.html") in result.stdout


def test_map_of_graphs_is_one_page(folder):
    """Two graphs make one page that holds both texts."""
    assert run("map", "ash.ttl", "birch.ttl", "-o", "map.html").exit_code == 0
    page = (folder / "map.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "Ash Willow" in page
    assert "Rowan Birch" in page


@pytest.mark.parametrize(
    ("name", "start"), [("m.svg", "<svg"), ("m.graphml", "<?xml"), ("m.html", "<!doctype html>")]
)
def test_map_writes_what_the_ending_of_its_file_says(folder, name, start):
    """A picture for a paper, a graph for another program, the page for a reader."""
    assert run("map", "ash.ttl", "-o", name).exit_code == 0
    assert (folder / name).read_text("utf-8").startswith(start)
    if name != "m.html":
        assert run("map", "ash.ttl", "-o", "-", "--format", name[2:]).stdout == (folder / name).read_text("utf-8")


def test_map_writes_two_tables_and_says_where(folder):
    """Nodes and edges with their places, each in a file of its own."""
    result = run("map", "ash.ttl", "birch.ttl", "-o", "m.csv", "--layout", "layered")
    assert (result.exit_code, result.stdout.split()) == (0, ["m-nodes.csv", "m-edges.csv"])
    assert run("map", "ash.ttl", "-o", "M.CSV", "--layout", "layered").stdout.split() == ["M-nodes.CSV", "M-edges.CSV"]
    rows = list(csv.DictReader(io.StringIO((folder / "m-nodes.csv").read_text("utf-8"))))
    assert {row["node"] for row in rows} == {"proposition", "concept", "mechanism"}
    assert run("map", "ash.ttl", "-o", "-", "--format", "csv").exit_code == 2
    assert "CSV is more than one file" in lines(run("map", "ash.ttl", "-o", "-", "--format", "csv"))[0]


def test_map_is_set_out_and_laid_out_as_asked(folder):
    """The causes as a picture, frames by mechanism, the same bytes on every machine; what cannot be is said."""
    assert run("map", "ash.ttl", "-o", "c.svg", "--view", "causes").exit_code == 0
    assert "Distillation lowers" not in (folder / "c.svg").read_text("utf-8")
    both = ("map", "ash.ttl", "birch.ttl", "-o", "-", "--layout", "layered", "--by", "mechanism")
    assert run(*both).stdout == run(*both).stdout
    refused = run("map", "ash.ttl", "-o", "-", "--by", "essay")
    assert refused.exit_code == 2
    assert lines(refused) == ["argmap: this map cannot be set out by essay (it can by argument, mechanism)"]


def test_query_by_name_as_table_csv_and_json(folder):
    """A named query with a parameter gives rows in each format."""
    args = ("query", "ash.ttl", "causes-of", "--set", "concept=cost of catching up")
    assert "istillation" in run(*args).stdout
    rows = list(csv.reader(io.StringIO(run(*args, "--format", "csv").stdout)))
    assert len(rows) == 2
    data = json.loads(run(*args, "--format", "json").stdout)
    assert set(data["head"]["vars"]) == set(rows[0])


def test_min_confidence_cuts_graphs_too(folder):
    """What is unsure stays out of the page, the answer and the comparison, whatever made the graph."""
    args = ("query", "ash.ttl", "SELECT ?p { ?p a argmap:CausalLink }", "--format", "csv")
    assert len(run(*args).stdout.splitlines()) == 3
    assert len(run(*args, "--min-confidence", "0.85").stdout.splitlines()) == 1
    for name, least in (("all.html", "0"), ("sure.html", "0.85"), ("none.html", "0.95")):
        assert run("map", "ash.ttl", "-o", name, "--min-confidence", least).exit_code == 0
    sizes = [len((folder / name).read_text("utf-8")) for name in ("all.html", "sure.html", "none.html")]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3
    assert run("diff", "ash.ttl", "birch.ttl").exit_code == 1
    assert run("diff", "ash.ttl", "birch.ttl", "--min-confidence", "0.95").exit_code == 0


def test_ids_in_a_table_can_be_copied(folder):
    """An id stands on one line, in whichever column."""
    assert "document_id" in (shown := run("query", "ash.ttl", "birch.ttl", "outline").stdout)
    assert re.search(r"p-[0-9a-f]{16}   d-[0-9a-f]{16}\n", shown)


def test_query_list_names_every_query(folder):
    """--list shows what can be asked."""
    from argmap.resources import queries

    text = run("query", "--list").stdout
    assert all(name in text for name in queries())


def test_query_from_file_and_from_the_command_line(folder):
    """Users' own SPARQL, with argmap's prefixes known."""
    sparql = "SELECT ?text { ?p a argmap:Prediction ; aif:claimText ?text }"
    (folder / "q.rq").write_text(sparql, encoding="utf-8")
    assert run("query", "ash.ttl", sparql).stdout == run("query", "ash.ttl", "-f", "q.rq").stdout


def test_query_writes_markdown_and_turtle(folder):
    """Rows as a Markdown table; the triples of a CONSTRUCT as Turtle, and of nothing else."""
    text = run("query", "ash.ttl", "essays", "--format", "markdown").stdout
    assert text.splitlines()[0] == "| date | author | title | propositions | id |"
    construct = "CONSTRUCT { ?p argmap:heldBy ?a } { ?p argmap:heldBy ?a }"
    assert "argmap:heldBy agent:" in run("query", "ash.ttl", construct, "--format", "turtle").stdout
    result = run("query", "ash.ttl", "essays", "--format", "turtle")
    assert result.exit_code == 2
    assert lines(result) == ["argmap: a SELECT has no triples to write as Turtle (use CONSTRUCT or DESCRIBE)"]


def test_query_asks_several_graphs_as_one(folder):
    """What two authors say is counted together."""
    rows = list(csv.reader(io.StringIO(run("query", "ash.ttl", "birch.ttl", "essays", "--format", "csv").stdout)))
    assert [row[1] for row in rows[1:]] == ["Ash Willow", "Rowan Birch"]
    (folder / "q.rq").write_text("SELECT ?d { ?d a schema:Article }", encoding="utf-8")
    result = run("query", "ash.ttl", "birch.ttl", "-f", "q.rq", "--format", "csv", "--limit", "1")
    assert (len(result.stdout.splitlines()), result.stderr) == (2, "1 row (cut at --limit)\n")


def test_diff_says_by_its_exit_code_whether_maps_differ(folder):
    """0 for the same graph, 1 for another."""
    assert run("diff", "ash.ttl", "ash.ttl").exit_code == 0
    result = run("diff", "ash.ttl", "birch.ttl", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)


def test_explain_shows_the_words_and_the_rule(folder):
    """An id of the graph is explained by its sentence."""
    prop = ash().propositions[0]
    result = run("explain", prop.id, "ash.ttl")
    assert result.exit_code == 0
    assert prop.evidence[0].rule in result.stdout
    assert prop.text in " ".join(result.stdout.split())


def test_mechanisms_are_listed(folder):
    """The concepts of the scheme, with definitions."""
    rows = json.loads(run("mechanisms", "--format", "json").stdout)
    assert {"distillation", "rlhf", "regulation", "open-weights"} <= {row["id"] for row in rows}
    assert all(row["definition"] for row in rows)


BAD = {
    "empty.md": b"",
    "binary.md": b"\x89PNG\r\n\x1a\n\x00",
    "latin.txt": b"caf\xe9",
    "front.md": b"---\ntitle: [\n---\nText",
    "big.txt": b"word " * 6_000_000,
    "broken.ttl": b"@prefix : <x> . :a :b",
    "other.ttl": b"<http://example.org/a> <http://example.org/b> <http://example.org/c> .",
    "broken.json": b"{",
    "noise.nq": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("name", [*BAD, "missing.md", "missing.ttl", "."])
@pytest.mark.parametrize("command", ["extract", "map", "diff", "query", "explain", "validate"])
def test_bad_input_ends_in_one_line_and_exit_2(folder, command, name):
    """Whatever is wrong with a file: one line that names it, exit 2, nothing written."""
    if name in BAD:
        (folder / name).write_bytes(BAD[name])
    before = sorted(path.name for path in folder.iterdir())
    args = {
        "extract": ("extract", name, "-o", "out.ttl"), "map": ("map", name, "-o", "out.html"),
        "diff": ("diff", name, "ash.ttl"), "query": ("query", name, "holders"), "explain": ("explain", "p-1", name),
        "validate": ("validate", name),
    }[command]
    result = run(*args)
    assert result.exit_code == 2, result.output
    [line] = lines(result)
    assert line.startswith(f"argmap: {name}: "), line
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.parametrize("output", ["none/out.ttl", "none/out/", "/proc/none/out.ttl"])
def test_missing_output_folder_is_refused_before_the_work(folder, output):
    """The essay is not read for nothing."""
    result = run("extract", "essay.md", "-o", output)
    assert result.exit_code == 2
    [line] = lines(result)
    assert "folder" in line


def test_a_folder_for_a_file_is_refused_before_the_work(folder):
    """A page cannot take a folder's place, and that is said before what else is wrong."""
    assert lines(run("map", "missing.ttl", "-o", ".")) == ["argmap: .: is a folder, not a file (name a file in it)"]


def test_missing_graph_is_called_missing_whatever_its_ending(folder):
    """A typing error is not answered with a list of formats."""
    for name, words in (("ash.tll", "no such file"), (".", "is a folder, not a graph (name the files in it)")):
        assert lines(run("validate", name)) == [f"argmap: {name}: {words}"]


@pytest.mark.model
def test_unwritable_output_is_refused(folder):
    """A place that cannot be written to is named."""
    result = run("extract", "essay.md", "-o", "/proc/out.ttl")
    assert result.exit_code == 2
    [line] = lines(result)
    assert line.startswith("argmap: /proc/out.ttl: cannot be written")


@pytest.mark.model
def test_unfit_models_are_refused(folder):
    """A pipeline that is not there, or has no UD parser, is refused by name."""
    import spacy

    spacy.blank("en").to_disk(folder / "blank")
    for model, message in (("no_such_model", "cannot load"), ("blank", "has no parser")):
        result = run("extract", "essay.md", "--model", model)
        assert result.exit_code == 2
        [line] = lines(result)
        assert message in line


def test_broken_mechanism_file_is_refused(folder):
    """A user's own scheme that cannot be read is named."""
    (folder / "mine.ttl").write_text("not turtle", encoding="utf-8")
    result = run("mechanisms", "--mechanisms", "mine.ttl")
    assert result.exit_code == 2
    [line] = lines(result)
    assert "mine.ttl" in line


def test_usage_errors_exit_2(folder):
    """A wrong flag is click's own message."""
    assert run("extract").exit_code == 2
    assert run("query", "ash.ttl").exit_code == 2
    assert run("query", "ash.ttl", "holders", "--set", "x").exit_code == 2


def test_an_unexpected_error_is_one_line_too(folder, monkeypatch):
    """No traceback reaches a user unless asked for."""

    def fail(*_args, **_named):
        raise ZeroDivisionError("oops\nsecond line")

    monkeypatch.setattr("argmap.cli.sources.load", fail)
    result = run("query", "ash.ttl", "holders")
    assert result.exit_code == 2
    assert lines(result) == ["argmap: internal error: ZeroDivisionError: oops second line (ARGMAP_DEBUG=1 shows where; "
                             "please report it)"]
    monkeypatch.setenv("ARGMAP_DEBUG", "1")
    assert isinstance(run("query", "ash.ttl", "holders").exception, ZeroDivisionError)


def test_an_error_does_not_command_the_terminal(folder):
    """A name in a graph that holds escape codes is told without them."""
    amap = replace(ash(), documents=(replace(ash().documents[0], author="A\x1b[2J\x1b]0;x\x07"),))
    Path("hostile.ttl").write_text(to_turtle(amap), "utf-8")
    result = run("drift", "hostile.ttl", "--author", "nobody")
    assert result.exit_code == 2
    assert "no author 'nobody'" in result.stderr
    assert "\x1b" not in result.stderr


def test_a_closed_pipe_is_no_error(folder):
    """`argmap query ... | head` ends quietly."""
    command = f"{sys.executable} -m argmap query ash.ttl 'SELECT * {{ ?s ?p ?o }}' --format csv | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env={**os.environ}, cwd=folder)
    assert done.stderr == ""
    assert done.stdout.startswith("s,p,o") or done.stdout.strip()


def test_help_imports_no_heavy_library():
    """--help answers at once: neither spaCy nor rdflib is loaded for it."""
    code = ("import sys\nfrom argmap.cli import main\n"
            "main(['--help'], standalone_mode=False)\n"
            "print(sorted({'spacy', 'rdflib', 'numpy', 'networkx', 'rich'} & set(sys.modules)), file=sys.stderr)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"




@pytest.mark.parametrize("command", ["extract", "map", "convert", "bets export"])
def test_an_ending_that_names_no_format_is_refused_before_the_work(tmp_path, command):
    """A misspelt ending is not written as something else."""
    graph, out = tmp_path / "ash.ttl", tmp_path / "out.foo"
    graph.write_text(to_turtle(ash()), encoding="utf-8")
    option = [] if command == "convert" else ["-o"]
    result = CliRunner().invoke(main, [*command.split(), str(graph), *option, str(out)])
    assert result.exit_code == 2
    assert "no format is written in files of this ending" in result.stderr
    assert not out.exists()


def test_a_piped_table_breaks_no_cell():
    """What a table holds can be searched line by line where no terminal limits its width."""
    words = "so many words " * 30
    text = table_text(("id", "words"), [("p-1", words), ("p-2", "few")], title=words, note=words)
    assert [line.split("   ")[0] for line in text.splitlines() if line.startswith("p-")] == ["p-1", "p-2"]
    assert text.count(words.strip()) == 3
