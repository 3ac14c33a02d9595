"""Argdown: what people write is read as Argdown's own parser reads it, and what we write is Argdown."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings

from argmap.errors import GraphError
from argmap.formats import read_graph
from argmap.formats.argdown import dumps, loads
from argmap.model import Certainty, Kind, Scheme
from tests.conftest import ROOT
from tests.maps import argument_maps, ash, example_map

SUPPORT, ATTACK = Scheme.SUPPORT, Scheme.ATTACK
PEERS = ROOT / "tests" / "peers"
CASES = sorted((ROOT / "tests" / "cases" / "argdown").glob("*.argdown"))
#: What @argdown/core calls its relations; those that are symmetric are attacks either way.
TYPES = {"support": SUPPORT, "entails": SUPPORT, "attack": ATTACK, "contrary": ATTACK, "undercut": ATTACK}


def read(source):
    """Read Argdown as its statements and its relations in words."""
    amap = loads(source).amap
    words = {prop.id: prop.text for prop in amap.propositions}
    relations = {(item.scheme, tuple(sorted(words[key] for key in item.premises)), words[item.conclusion])
                 for item in amap.inferences}
    return sorted(words.values()), relations


def drawn(peer):
    """List the relations that @argdown/core found, in words, and the steps of arguments as argmap draws them."""
    words = {title: item["text"] for title, item in [*peer["arguments"].items(), *peer["statements"].items()]}
    for kind, source, target in peer["relations"]:
        end = words[target.removeprefix("inference of ")]
        if kind == "contradictory":
            yield ATTACK, (end,), words[source]
            yield ATTACK, (words[source],), end
        else:
            yield TYPES[kind], (words[source],), end


@pytest.fixture(scope="module")
def argdown(tmp_path_factory):
    """Let Argdown's own parser read what we write."""
    if not shutil.which("node") or not (PEERS / "node_modules" / "@argdown" / "core").is_dir():
        pytest.skip("needs Argdown's own parser: tests/peers/install")
    path = tmp_path_factory.mktemp("argdown") / "map.argdown"

    def read(text):
        path.write_text(text, "utf-8")
        call = ["node", PEERS / "argdown.js", "--json", path]
        return json.loads(subprocess.run(call, capture_output=True, check=True).stdout)

    return read


def same_as_peer(amap, peer):
    """Argdown's own parser finds no error, and the statements, joint arguments and relations that the map has.

    What bears on itself it counts or not, as it comes, and is left out.
    """
    joint = [item for item in amap.inferences if item.scheme is SUPPORT and len(item.premises) > 1]
    single = {(item.scheme, key, item.conclusion) for item in amap.inferences if item not in joint
              for key in item.premises if key != item.conclusion}
    assert peer["errors"] == []
    assert len(peer["statements"]) == len(amap.propositions)
    assert len(peer["arguments"]) == len(joint)
    assert len([item for item in peer["relations"] if item[1] != item[2]]) == len(single)


@pytest.mark.parametrize("path", sorted((ROOT / "graphs").glob("*.ttl")), ids=lambda path: path.stem)
def test_argdowns_own_parser_reads_the_seeds(path, argdown):
    """Nothing of a seed's argument is lost or added on the way into another program, and all words come along."""
    amap = read_graph(path)
    peer = argdown(dumps(amap))
    same_as_peer(amap, peer)
    assert sorted(item["text"] for item in peer["statements"].values()) == sorted(
        " ".join(prop.text.split()) for prop in amap.propositions)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(amap=argument_maps())
def test_argdowns_own_parser_reads_any_map(amap, argdown):
    """Whatever an essay's words are, they break no syntax of Argdown's and make no statement of their own."""
    same_as_peer(amap, argdown(dumps(amap)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_reads_what_argdowns_own_parser_reads(path):
    """Statements, tags and relations are those that @argdown/core 1.7.5 found (tests/peers/argdown.js --json)."""
    peer = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert peer["errors"] == []
    found = loads(path.read_text("utf-8"))
    statements, relations = read(path.read_text("utf-8"))
    theirs = [item["text"] for item in peer["statements"].values()]
    gists = [item["text"] for item in peer["arguments"].values()]
    assert sorted(theirs + gists) == statements
    tags = {item["text"]: item["tags"] for item in peer["statements"].values() if item["tags"]}
    assert tags == {prop.text: sorted(prop.mechanisms, key=tags[prop.text].index)
                    for prop in found.amap.propositions if prop.mechanisms}
    single = {item for item in relations if len(item[1]) == 1}
    assert set(drawn(peer)) <= single
    spelt_out = {item["text"] for item in peer["arguments"].values() if item["steps"]}
    assert all(item[2] in spelt_out or item[1][0] in spelt_out for item in single - set(drawn(peer)))


def test_steps_of_an_argument_are_inferences():
    """Premises support what they are said to be used for, together; the last step goes over the argument."""
    _, relations = read((ROOT / "tests" / "cases" / "argdown" / "steps.argdown").read_text("utf-8"))
    assert {(SUPPORT, ("First.", "Second."), "Hence the middle."), (SUPPORT, ("Fourth.", "Hence the middle."), "Chain"),
            (SUPPORT, ("Chain",), "Open models win."), (ATTACK, ("It does not follow.",), "Chain")} <= relations


def test_an_argument_of_which_nothing_else_is_said_is_its_inference():
    """No proposition is made of a mere title."""
    statements, relations = read("<Why>\n\n(1) One.\n(2) Two.\n----\n(3) Three.\n")
    assert statements == ["One.", "Three.", "Two."]
    assert relations == {(SUPPORT, ("One.", "Two."), "Three.")}


@pytest.mark.parametrize(
    ("sign", "scheme", "upward"),
    [("+", SUPPORT, True), ("<+", SUPPORT, True), ("+>", SUPPORT, False), ("-", ATTACK, True), ("<-", ATTACK, True),
     ("->", ATTACK, False), ("_", ATTACK, True), ("<_", ATTACK, True), ("_>", ATTACK, False)],
)
def test_each_sign_draws_its_relation(sign, scheme, upward):
    """A sign says what the relation is, and which way it goes."""
    _, relations = read(f"[A]: One.\n  {sign} <B>: Two.\n")
    assert relations == {(scheme, ("Two.",), "One.") if upward else (scheme, ("One.",), "Two.")}


def test_each_item_points_at_its_words_in_the_text():
    """The text below the front matter is the document; statements and relations stand where they are written."""
    body = "[A]: One *fine*\n   day. #tag {kind: evidence}\n  - [B]: Two. // so what\n"
    amap = loads(f"===\ntitle: T\n===\n{body}").amap
    [document] = amap.documents
    assert document.text == body
    first, second = amap.propositions
    assert (first.text, first.evidence[0].selector.exact) == ("One fine day.", "One *fine*\n   day.")
    assert (first.kind, first.mechanisms, first.evidence[0].rule) == (Kind.EVIDENCE, ("tag",), "import.argdown")
    assert (second.text, second.kind, second.certainty) == ("Two.", Kind.CLAIM, Certainty.CERTAIN)
    [attack] = amap.inferences
    assert (attack.evidence[0].selector.exact, attack.evidence[0].cue) == ("-", "-")
    for item in (*first.evidence, *second.evidence, *attack.evidence):
        assert document.text[item.selector.start : item.selector.end] == item.selector.exact


def test_undercuts_are_told_apart():
    """An undercut is an attack whose rule says what it was, and the reader says so too."""
    found = loads("<A>: One.\n  _ <B>: Two.\n  - <C>: Three.\n")
    assert {item.evidence[0].rule for item in found.amap.inferences} == {
        "import.argdown", "import.argdown.undercut"}
    assert found.left_out == ("1 undercut read as an attack on the argument",)


def test_front_matter_and_sections_give_authors():
    """The author of the front matter is the essay's, that of a section or statement holds what stands there."""
    amap = loads("===\ntitle: T\nauthor: Kim\ndate: 2026-03-04\nurl: https://example.org/t\n===\n\n[A]: One.\n\n"
                 "# By another {author: Lee}\n\n[B]: Two.\n\n[C]: Three. {author: Kim}\n").amap
    [document] = amap.documents
    assert (document.title, document.author, document.date, document.url) == (
        "T", "Kim", "2026-03-04", "https://example.org/t")
    assert {prop.text: prop.holder for prop in amap.propositions} == {"One.": "author", "Two.": "Lee",
                                                                     "Three.": "author"}


def test_tags_that_name_mechanisms_are_those():
    """A tag of the mechanism scheme comes with its definition and what is above it; others are concepts by name."""
    amap = loads("[A]: One. #distillation #(of mine)\n").amap
    known = {item.id: item for item in amap.mechanisms}
    assert known["distillation"].definition
    assert known["distillation"].broader in known
    assert known["of mine"].label == "of mine"


def test_cycles_and_repetition_are_what_they_are():
    """Statements may support each other in a circle, and saying a relation twice does not double it."""
    _, relations = read("[A]\n  + [B]\n  + [B]\n\n[B]\n  + [C]\n\n[C]\n  + [A]\n  + [C]\n")
    assert relations == {(SUPPORT, ("B",), "A"), (SUPPORT, ("C",), "B"), (SUPPORT, ("A",), "C"),
                         (SUPPORT, ("C",), "C")}


def test_any_depth_that_fits_is_read():
    """No nesting is too deep: neither a thousand levels in each other nor ten thousand lines up and down."""
    depth = 1_200
    lines = [f"{' ' * at}+ [{at}]" for at in range(1, depth)]
    assert len(loads("\n".join(["[0]", *lines])).amap.inferences) == depth - 1
    stairs = "\n".join(["[0]", *(f"{' ' * (1 + at % 60)}+ [{at}]" for at in range(10_000))])
    assert len(loads(stairs).amap.propositions) == 10_000


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[A]: One.\n\n  + [B]\n", r"line 3: a relation \(\+\) that is not indented"),
        ("[A]: One.\n+ [B]\n", r"line 2: a relation \(\+\) that is not indented"),
        ("[A]\n  +\n", r"line 2: nothing follows '\+'"),
        ("[A] and more\n", r"line 1: words after \[A\]"),
        ("===\ntitle: T\n", "line 1: front matter is opened by === and never closed"),
        ("===\ntitle: [\n===\n[A]\n", "line 2: data is not valid YAML"),
        ("[A]: One. {kind: [}\n", "line 1: data is not valid YAML"),
        ("\n\n(1) One.\n(2) Two.\n", "line 3: an argument that does not end in a conclusion"),
        ("(1) One.\n----\n", "line 1: an argument that does not end in a conclusion"),
        ("(1) One.\n----\n----\n(2) Two.\n", "line 3: an inference without premises"),
        ("(1) One.\n-- because\n(2) Two.\n", "line 2: an inference that is not closed"),
        ("(1) One.\n-- {uses: [7]} --\n(2) Two.\n", r"line 2: an inference that uses \(7\)"),
        ("Text\n----\nmore\n", r"line 2: an inference \(--\) outside"),
        ("// nothing\n", "holds no statement"),
        ("# Only a heading\n", "holds no statement"),
        ("word " * 250_000, "more than the 1,000,000 characters"),
    ],
)
def test_broken_argdown_is_refused_with_its_line(source, message):
    """What breaks Argdown's rules is said with the line that it stands on."""
    with pytest.raises(GraphError, match=message):
        loads(source)


@pytest.mark.parametrize("source", ["[" * 200_000, "{" * 200_000, "/*" * 100_000, "[a](x" * 40_000, "#(" * 100_000,
                                    "*a " * 70_000, "\\" * 200_000, ".a" * 100_000, "- " * 100_000, "a\n" * 100_000])
def test_hostile_text_takes_linear_time(source):
    """A long run of openers that never close is read or refused, not puzzled over."""
    with suppress(GraphError):
        assert loads(source).amap.propositions


def test_written_argdown_looks_like_argdown():
    """A statement has its words, its mechanisms as tags, the rest as data, and below it what bears on it."""
    text = dumps(ash())
    assert text.startswith('===\ntitle: "The gap will close"\nauthor: "Ash Willow"\ndate: "2026-05-04"\n')
    assert ("[export rules will stop this]: export rules will stop this #(regulation) "
            '{id: "p-db51b55a9d9558b6", kind: "prediction", author: "Rowan Birch"}\n'
            "  - [the rules slow chips not ideas]\n") in text
    assert text.endswith("(1) [Last year three open releases reached the]\n"
                         "(2) [Distillation lowers the cost of catching up]\n-----\n"
                         "(3) [Open models will match closed ones by]\n")
    assert "# The gap will stay {author:" in dumps(example_map())
