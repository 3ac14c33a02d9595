"""The table of formats: what is promised to be carried is, bytes never change, and bad files end in one line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pkgutil import resolve_name

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.errors import GraphError
from argmap.formats import FORMATS, dumps, files, load, loads, named, read_graph, reader_of, writer_of
from argmap.formats.parts import Part, count, lost
from argmap.model import ArgumentMap
from argmap.validate import to_json, validate
from tests.conftest import ROOT
from tests.maps import argument_maps, ash, example_map

LENIENT = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WRITTEN = [form for form in FORMATS if form.writers]
READ = [form for form in FORMATS if form.reader]
BOTH = [form for form in WRITTEN if form.reader]
WHOLE = [form for form in BOTH if form.keeps == frozenset(Part)]


def _name(form):
    return form.name


def written(form, amap):
    """Write a map to the bytes of a one-file format."""
    [text] = form.write(amap).values()
    return text.encode("utf-8", "replace")


def plain(text):
    """Give text as the formats that tidy it do: control characters and runs of spaces are one space."""
    from argmap.formats.text import printable

    return " ".join(printable(text).split())


@pytest.mark.parametrize("form", WHOLE, ids=_name)
def test_formats_that_carry_everything_do(form):
    """A map of two essays comes back as the equal value."""
    assert loads(written(form, example_map()), form).amap == example_map()


@pytest.mark.parametrize("name", ["json", "xaif"])
@LENIENT
@given(amap=argument_maps())
def test_json_and_xaif_hold_any_argument(name, amap):
    """Whatever the texts, names and dates: essays, propositions and relations come back as they were."""
    found = loads(written(named(name), amap), named(name)).amap
    assert found.documents == amap.documents
    assert found.propositions == amap.propositions
    assert found.inferences == amap.inferences


def drawn(amap, number):
    """List who supports or attacks whom, by the numbers of the propositions, joint premises one by one."""
    return {(item.scheme, number[key], number[item.conclusion]) for item in amap.inferences for key in item.premises}


def numbered(props):
    """Number propositions in their order."""
    return {prop.id: number for number, prop in enumerate(props)}


@LENIENT
@given(amap=argument_maps())
def test_aif_holds_the_argument_of_any_map(amap):
    """Words and relations survive AIF, in the order of ids; a joint attack becomes one attack for each premise."""
    form = named("aif")
    found = loads(written(form, amap), form).amap
    props = sorted(amap.propositions, key=lambda prop: prop.id)
    for prop, read in zip(props, found.propositions, strict=True):
        assert read.text == " ".join(prop.text.split()) or not prop.text.split()
    assert drawn(amap, numbered(props)) == drawn(found, numbered(found.propositions))


@LENIENT
@given(amap=argument_maps().filter(lambda amap: amap.propositions and all(plain(p.text) for p in amap.propositions)))
def test_argdown_holds_statements_and_relations_of_any_map(amap):
    """Words, kinds, certainty, denial, horizons and relations survive Argdown, in order, with single spaces."""
    form = named("argdown")
    found = loads(written(form, amap), form).amap
    for prop, read in zip(amap.propositions, found.propositions, strict=True):
        assert (read.text, read.kind, read.certainty, read.negated) == (
            plain(prop.text), prop.kind, prop.certainty, prop.negated)
        if prop.horizon and plain(prop.horizon.text):
            assert read.horizon.text == plain(prop.horizon.text)
    assert drawn(amap, numbered(amap.propositions)) == drawn(found, numbered(found.propositions))


def test_argdown_keeps_authors():
    """Each statement of several essays still has the name of whoever holds it; one essay keeps its author."""
    amap, form = example_map(), named("argdown")
    found = loads(written(form, amap), form).amap
    names = {document.id: document.author for document in amap.documents}
    for prop, read in zip(amap.propositions, found.propositions, strict=True):
        assert read.holder == (names[prop.document] if prop.holder == "author" else prop.holder)
    one = loads(written(form, ash()), form).amap
    assert one.documents[0].author == "Ash Willow"
    assert {prop.holder for prop in one.propositions} == {"author", "Rowan Birch"}


@pytest.mark.parametrize("name", ["argdown", "aif", "xaif"])
def test_what_is_read_of_other_formats_is_sound(name):
    """Imported graphs conform to the shapes like any other, each id the hash of its place."""
    assert to_json(validate(loads(written(named(name), example_map()), named(name)).amap)) == "[]\n"


@pytest.mark.parametrize("form", [form for form in WRITTEN if form not in WHOLE], ids=_name)
@LENIENT
@given(amap=argument_maps())
def test_every_writer_writes_any_map(form, amap):
    """Whatever a map holds, each format writes it, twice the same."""
    once, twice = form.write(amap), form.write(amap)
    assert once == twice
    assert all(text.endswith("\n") for text in once.values())


def test_bytes_do_not_depend_on_the_process():
    """Two processes with different hash seeds write the same bytes in every format."""
    code = (
        "import sys, hashlib; from tests.maps import example_map; from argmap.formats import FORMATS\n"
        "for form in FORMATS:\n"
        "    for part, text in form.write(example_map()).items():\n"
        "        print(form.name, part, hashlib.sha256(text.encode()).hexdigest())"
    )
    path = os.pathsep.join([str(ROOT), *sys.path])
    runs = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
                       capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].splitlines()) == sum(len(form.writers) for form in FORMATS)


@pytest.mark.parametrize(
    ("path", "reader", "writer"),
    [
        ("a.ttl", "turtle", "turtle"), ("A.TTL", "turtle", "turtle"), ("a.aif.ttl", "aif", "aif"),
        ("a.json", "json", "json"), ("a.xaif.json", "xaif", "xaif"), ("a.jsonld", "jsonld", "jsonld"),
        ("a.claims.jsonld", "jsonld", "claims"), ("a.argdown", "argdown", "argdown"), ("a.xml", "microtexts", None),
        ("a.kialo.txt", "kialo", None), ("a.txt", None, None), ("a.md", None, None), ("a.csv", None, "csv"),
        ("a.argdown.md", "argdown", "argdown"), ("a", None, None), ("-", None, None),
    ],
)
def test_longest_ending_tells_the_format(path, reader, writer):
    """Essays are no graphs, and a double ending wins over its last part."""
    found = reader_of(path), writer_of(path)
    assert (reader, writer) == tuple(form.name if form else None for form in found)


def test_every_function_of_the_table_is_there():
    """No format names a reader or a writer that does not exist."""
    for form in FORMATS:
        for name in filter(None, [form.reader, *form.writers.values()]):
            assert callable(resolve_name(name))


def test_unknown_format_is_refused_with_the_known_ones():
    """A name that no format has."""
    with pytest.raises(GraphError, match=r"no format is called 'word'.*turtle, trig"):
        named("word")


def test_loss_is_counted():
    """What stands at its neutral value is no loss; the rest is counted by its kind."""
    numbers = count(ash())
    assert numbers[Part.HORIZONS] == 1
    assert numbers[Part.CERTAINTY] == 2
    assert numbers[Part.CAUSES] == 2
    assert lost(ash(), set(Part) - {Part.HORIZONS, Part.JOINT}) == "horizons (1)"
    assert lost(ash(), set(Part)) == ""


def test_files_of_several_parts_have_names_of_their_own(tmp_path):
    """CSV is two files beside each other."""
    paths = [path.name for path, _ in dumps(ash(), named("csv"), tmp_path / "out.csv")]
    assert paths == ["out-nodes.csv", "out-edges.csv"]


def test_docs_say_what_the_table_says():
    """docs/exchange.md has a row for each format with its endings, whether it is read and written, and its losses."""
    text = (ROOT / "docs" / "exchange.md").read_text("utf-8")
    rows = {cells[0].strip("` "): cells for cells in
            (line.strip("|").split("|") for line in text.splitlines() if line.startswith("| `"))}
    assert set(rows) == {form.name for form in FORMATS}
    for form in FORMATS:
        _, endings, read, write, left_out, _ = (cell.strip() for cell in rows[form.name])
        assert endings == " ".join(f"`{ending}`" for ending in form.endings)
        assert (read, write) == ("yes" if form.reader else "", "yes" if form.writers else "")
        missing = ", ".join(part.value for part in Part if part not in form.keeps)
        assert left_out == ((missing or "nothing") if form.writers else "")


def refusal(data, form):
    """Say why bytes are refused; "" if they are a map."""
    try:
        assert isinstance(loads(data, form).amap, ArgumentMap)
    except GraphError as error:
        return str(error)
    return ""


BAD = [b"", b" \n", b"\xff\xfe", b"\x00", b"{", b"[" * 100_000, b"<" * 1000, b"{}", b"[]", b"17", b"null", b"<a/>"]


@pytest.mark.parametrize("form", READ, ids=_name)
@pytest.mark.parametrize("data", BAD, ids=range(len(BAD)))
def test_bad_bytes_end_in_an_error_of_ours(form, data):
    """Whatever bytes a file holds, reading it gives a map or one line that says what is wrong."""
    line = refusal(data, form)
    assert "\n" not in line
    assert len(line) < 500


@pytest.mark.parametrize("form", READ, ids=_name)
@LENIENT
@given(data=st.data())
def test_damaged_files_end_in_an_error_of_ours(form, data):
    """A file of ours with a piece cut out or put in is read, or refused in one line."""
    known = {"ntriples": "nquads", "rdfxml": "aif", "microtexts": "graphml", "kialo": "argdown"}
    source = written(named(known.get(form.name, form.name)), ash())
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, min(len(source), start + 40)))
    piece = data.draw(st.one_of(st.binary(max_size=12), st.sampled_from((b"{", b"[", b"<", b"(1) ", b"\n--\n"))))
    assert "\n" not in refusal(source[:start] + piece + source[end:], form)


def test_too_large_file_is_not_read(tmp_path, monkeypatch):
    """One endless line is refused as soon as it is over the limit, in every format."""
    monkeypatch.setattr(files, "MAX_BYTES", 2 * 1024**2)
    for form in READ:
        path = tmp_path / f"big{form.endings[0]}"
        path.write_bytes(b"x" * (2 * 1024**2 + 1))
        with pytest.raises(GraphError, match="is larger than 2 MB"):
            load(path)


def test_endless_input_is_not_read_to_its_end(monkeypatch):
    """A gigabyte on stdin costs no more memory than the limit."""
    class Endless:
        asked = 0

        def read(self, size):
            self.asked += size
            return b"[" * size

    class Stdin:
        buffer = Endless()

    monkeypatch.setattr(sys, "stdin", Stdin)
    monkeypatch.setattr(files, "MAX_BYTES", 1024**2)
    with pytest.raises(GraphError, match=r"^-: is larger than 1 MB$"):
        load("-", form="argdown")
    assert Stdin.buffer.asked == 1024**2 + 1


def test_error_names_the_file_and_the_line(tmp_path):
    """What is wrong in a text is said with the place."""
    (tmp_path / "a.argdown").write_text("[A]: One.\n\n+ [B]: Two.\n", encoding="utf-8")
    with pytest.raises(GraphError, match=re.escape("a.argdown: line 3: a relation (+) that is not indented")):
        read_graph(tmp_path / "a.argdown")


def test_json_and_rdf_of_other_tools_are_known_by_their_content(tmp_path):
    """xAIF in a .json file and AIF in a .ttl file are read as what they are."""
    for name, kind in (("a.json", "xaif"), ("a.ttl", "aif")):
        (tmp_path / name).write_bytes(written(named(kind), ash()))
        assert {prop.text for prop in read_graph(tmp_path / name).propositions} == {
            prop.text for prop in ash().propositions}
