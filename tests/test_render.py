"""The page without a browser: its markup, its policy, its data, and that nothing from an essay becomes markup."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings

from argmap.errors import ResourceError
from argmap.model import ArgumentMap, Document, Evidence, Inference, Kind, Polarity, Proposition, Scheme, Selector
from argmap.render import By, Engine, bets, sides, to_html, to_pyvis
from argmap.render.page import PARTS, TABLES, script
from argmap.render.payload import PAGE, encodings, payload, words
from argmap.render.reading import Mark, blocks, utf16
from argmap.render.roles import main_thesis
from tests.maps import HOSTILE, argument_maps, ash, claim, concept, example_map, link


class Page(HTMLParser):
    """Collects tags, their attributes, and the text of scripts and of the title."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.scripts, self.title = [], [], ""
        self._in = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._in = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag):
        self._in = ""

    def handle_data(self, data):
        if self._in == "script":
            self.scripts[-1] += data
        elif self._in == "title":
            self.title += data

    @property
    def data(self):
        """The page's data, its tables unpacked as the page's script does."""
        data = json.loads(self.scripts[0])
        for name in TABLES:
            keys, rows = data[name]["keys"], data[name]["rows"]
            data[name] = [{key: value for key, value in zip(keys, row, strict=False) if value != 0} for row in rows]
        return data

    @property
    def shape(self):
        """The tags with the names of their attributes: the same for every map."""
        return [(tag, sorted(attrs)) for tag, attrs in self.tags]


SHAPE = Page(to_html(ArgumentMap())).shape


def test_equal_maps_give_equal_pages():
    """CI compares the shipped pages byte for byte."""
    assert to_html(example_map()) == to_html(example_map())


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_the_page_does_not_depend_on_the_hash_seed(seed):
    """Sets and dicts of strings do not show in the output."""
    source = (
        "import hashlib; from argmap.render import to_html; from tests.maps import example_map;"
        "print(hashlib.sha256(to_html(example_map()).encode()).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", source], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True,
        check=True,
    )
    assert run.stdout.strip() == hashlib.sha256(to_html(example_map()).encode()).hexdigest()


@settings(max_examples=60, deadline=None)
@given(argument_maps())
def test_no_text_of_an_essay_becomes_markup(amap):
    """Whatever stands in any field, the page has the same tags and attributes as that of an empty map."""
    page = Page(to_html(amap))
    assert page.shape == SHAPE
    assert len(page.data["documents"]) == len(amap.documents)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_title_is_shown_as_it_is(text):
    """A title cannot close the title tag, and surrogates and line ends do not break the page."""
    page = Page(to_html(ArgumentMap(), title=text))
    assert page.shape == SHAPE
    if text.isprintable() and text.strip():
        assert page.title == f"{text} · argument map"


def test_a_lone_surrogate_does_not_stop_the_page_from_being_written():
    """A broken character in a source is shown as one."""
    doc = Document(text="It is \ud800 so.", title="\udfff", author="a\ud800")
    html = to_html(ArgumentMap(documents=(doc,), propositions=(claim(doc, "It is \ud800 so"),)))
    assert "It is \ufffd so" in html.encode("utf-8").decode("utf-8")


def test_the_policy_names_the_hash_of_each_script():
    """A browser runs these two scripts and no other."""
    page = Page(to_html(example_map()))
    [policy] = [attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy"]
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
        for script in page.scripts[1:]
    ]
    assert f"script-src {' '.join(hashes)};" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe-inline" not in policy.replace("style-src 'unsafe-inline'", "")
    assert "unsafe-eval" not in policy


def test_a_browser_reads_the_scripts_as_they_were_hashed():
    """No carriage return or null, which HTML parsers change, stands in a script."""
    assert not re.search("[\r\x00]", to_html(example_map()))


def test_the_page_points_at_nothing_outside_itself():
    """No tag loads anything: no src, no link, no address in the style."""
    html = to_html(example_map())
    for tag, attrs in Page(html).tags:
        assert tag not in ("link", "img", "iframe", "base", "object", "embed"), tag
        assert not {"src", "href", "action", "srcset"} & set(attrs), tag
    style = (PAGE / "map.css").read_text("utf-8")
    assert "url(" not in style
    assert "@import" not in style
    assert "sourceMappingURL" not in html


def test_ids_are_unique():
    """Labels and live regions point at one element each."""
    ids = [attrs["id"] for _, attrs in Page(to_html(example_map())).tags if "id" in attrs]
    assert len(ids) == len(set(ids))


FORBIDDEN = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\.on[a-z]+ = (?!null)|srcdoc"


@pytest.mark.parametrize("part", PARTS)
def test_the_script_makes_elements_by_hand_only(part):
    """Text never goes through an HTML parser, and vis-network gets no titles, which it would show as HTML."""
    source = (PAGE / part).read_text("utf-8")
    assert re.findall(FORBIDDEN, source) == []
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", source)


def luminance(colour):
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def theme_colours(theme):
    """The page's colour variables in a theme, with those of the kinds and links."""
    style = (PAGE / "map.css").read_text("utf-8")
    light, dark = re.search(r":root \{(.*?)\}.*?:root\[data-theme=.dark.\] \{(.*?)\}", style, re.DOTALL).groups()
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", dark if theme == "dark" else light))
    looks = encodings()
    return colours | {name: look[theme] for group in ("nodes", "links") for name, look in looks[group].items()}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_has_contrast_enough(theme):
    """4.5 to 1 on every ground that it is set on (WCAG 2.2, 1.4.3)."""
    colours = theme_colours(theme)
    words_ = {"ink", "muted", "focus", *encodings()["nodes"], *encodings()["links"]}
    low = {
        (word, ground): round(contrast(colours[word], colours[ground]), 2)
        for word in words_ for ground in ("paper", "panel", "soft", "frame")
        if contrast(colours[word], colours[ground]) < 4.5
    }
    assert low == {}
    assert contrast(colours["ink"], colours["glow"]) > 4.5
    assert contrast(colours["claim"], "#10202b" if theme == "dark" else "#ffffff") > 4.5


def test_initials_can_be_read_on_the_colours_of_authors():
    """White on each of them, and no two alike."""
    colours = encodings()["authors"]
    assert min(contrast("#ffffff", colour) for colour in colours) > 4.5
    assert len(set(colours)) == len(colours) == 8


def test_every_part_of_the_script_is_used():
    """A file that nothing includes is dead."""
    assert {*PARTS, *bets.PARTS, *sides.PARTS} == {path.name for path in PAGE.glob("*.js")}


def test_the_data_says_of_each_proposition_what_the_map_says():
    """Words, kind, certainty, holder, horizon, mechanisms and evidence survive the way into the page."""
    amap = ash()
    data = Page(to_html(amap)).data
    whole = json.loads(json.dumps(payload(amap, engine=Engine.AUTO)))
    for name in TABLES:
        whole[name] = [{key: value for key, value in record.items() if value != 0} for record in whole[name]]
    assert data == whole
    for prop in amap.propositions:
        [node] = [node for node in data["nodes"] if node["id"] == prop.id]
        assert words(node, data["documents"]) == prop.text
        assert node["kind"] == prop.kind
        assert node.get("certainty", "certain") == prop.certainty
        assert node.get("holder", "author") == prop.holder
        assert [data["nodes"][at]["id"] for at in node.get("mechanisms", [])] == list(prop.mechanisms)
        [[document, start, end, rule, cue, confidence]] = node["evidence"]
        assert data["documents"][document]["text"][start:end] == prop.evidence[0].selector.exact
        assert (data["rules"][rule], cue, confidence) == (
            prop.evidence[0].rule, prop.evidence[0].cue, prop.evidence[0].confidence,
        )
    [dated] = [node["horizon"] for node in data["nodes"] if "horizon" in node]
    assert dated == {"text": "by early 2028", "from": None, "to": "2028-04-30", "label": "by 2028"}


def test_every_link_of_the_map_is_an_edge_of_the_page():
    """Premises point at their conclusion, causes at their effect, with the words that say so."""
    amap = ash()
    data = payload(amap)
    ids = [node["id"] for node in data["nodes"]]
    edges = {(edge["kind"], ids[edge["from"]], ids[edge["to"]]) for edge in data["edges"]}
    inferred = {(inf.scheme.value, key, inf.conclusion) for inf in amap.inferences for key in inf.premises}
    caused = {("lowers", link.cause, link.effect) for link in amap.links}
    assert edges == inferred | caused


def test_words_that_are_not_those_of_the_text_are_kept():
    """A proposition whose text was put in order shows that text, not the raw characters."""
    doc = Document(text="Open models,\n  they say, win.")
    prop = claim(doc, "Open models,\n  they say, win", rule="x")
    data = payload(ArgumentMap(documents=(doc,), propositions=(replace(prop, text="Open models win"),)))
    assert words(data["nodes"][0], data["documents"]) == "Open models win"
    data = payload(ArgumentMap(documents=(doc,), propositions=(prop,)))
    assert "text" not in data["nodes"][0]
    assert words(data["nodes"][0], data["documents"]) == "Open models, they say, win"


def test_essays_stand_in_the_order_of_their_dates():
    """A debate is read from its beginning."""
    assert [essay["date"] for essay in payload(example_map())["documents"]] == ["2026-05-04", "2026-06-20"]


def supports(doc, *pairs):
    """Let each pair (premise, conclusion) of a document's words be a support."""
    props = {text: claim(doc, text) for pair in pairs for text in pair}
    infs = [
        Inference(id=f"i-{i}", scheme=Scheme.SUPPORT, premises=(props[a].id,), conclusion=props[b].id,
                  evidence=props[a].evidence)
        for i, (a, b) in enumerate(pairs)
    ]
    return ArgumentMap(documents=(doc,), propositions=tuple(props.values()), inferences=tuple(infs))


def test_the_map_opens_at_the_proposition_with_most_support_beneath_it():
    """Support counts through others; of two in a circle the first in the text is taken."""
    doc = Document(text="One. Two. Three. Four. Five.")
    thesis = main_thesis(supports(doc, ("Three", "Two"), ("Two", "One"), ("Five", "Four")))
    assert thesis is not None
    assert thesis.text == "One"
    thesis = main_thesis(supports(doc, ("Three", "Two"), ("Two", "Three")))
    assert thesis is not None
    assert thesis.text == "Two"
    assert main_thesis(ArgumentMap()) is None


def test_the_map_does_not_open_at_a_bare_turn():
    """"I disagree." may carry most of an essay, and says nothing to one who has not read it."""
    text = "I disagree. Cheap tugs will keep the small ports in business. They save fuel. They need no pilot."
    said = text.replace(". ", ".|").split("|")
    thesis = main_thesis(supports(Document(text=text), (said[2], said[1]), (said[1], said[0]), (said[3], said[0])))
    assert thesis is not None
    assert thesis.text == said[1]


def test_the_map_does_not_open_at_a_heading():
    """A heading names what its section is for; the sentence that says it is what a reader wants to see first."""
    text = "The gap that no crane can ever show\n\nCheap tugs will keep the small ports in business. They save fuel."
    said = [line for line in text.replace(". ", ".\n").split("\n") if line]
    thesis = main_thesis(supports(Document(text=text), (said[2], said[1]), (said[1], said[0])))
    assert thesis is not None
    assert thesis.text == said[1]


def test_runs_cut_the_text_at_both_ends_of_every_mark():
    """Claims may nest and overlap; each stretch of text knows all of them, and no character is lost."""
    text = "Why so\n\nA is B, since C.\n\n- one item\n\n> a quote"
    found = blocks(Document(text=text), [Mark(8, 24, 0), Mark(16, 23, 1), Mark(8, 18, 2)])
    assert [block.kind for block in found] == ["h", "p", "i", "q"]
    ends = [found[1].start, *(end for end, _ in found[1].runs)]
    assert [text[a:b] for a, b in pairwise(ends)] == ["A is B, ", "si", "nce C", "."]
    assert [sorted(items) for _, items in found[1].runs] == [[0, 2], [0, 1, 2], [0, 1], [0]]


def test_a_mark_outside_the_text_is_left_out():
    """A graph made from another version of an essay still opens."""
    assert [block.runs for block in blocks(Document(text="short"), [Mark(2, 900, 0), Mark(3, 3, 1)])] == [((5, ()),)]


def test_offsets_count_as_scripts_count():
    """An emoji is one character here and two in a browser."""
    count = utf16("a😀b")
    assert [count(at) for at in range(4)] == [0, 1, 3, 4]


def test_the_notebook_view_has_the_nodes_and_places_of_the_page():
    """pyvis' own Network shows the same map, without concepts, and with labels as text."""
    amap = example_map()
    network = to_pyvis(amap)
    data = payload(amap)
    shown = [node for node in data["nodes"] if node["kind"] != "concept"]
    props = [node for node in shown if node["kind"] != "mechanism"]
    pills = [(node["x"], node["y"]) for node in shown if node["kind"] == "mechanism"]
    at = data["arrangements"][0]["at"]
    assert [(node["x"], node["y"]) for node in network.nodes] == [*zip(at[::2], at[1::2], strict=True), *pills]
    assert len(network.nodes) == len(props) + len(pills)
    assert len(network.edges) == sum(len(inf.premises) for inf in amap.inferences)
    assert "Distillation lowers the cost" in network.nodes[0]["label"] + network.nodes[1]["label"]
    assert "vis-network" in network.generate_html()


def long_essay(sections, each):
    """Make an essay of many sections, each claim supporting the one before it."""
    text, spans = "", []
    for section in range(sections):
        text += f"Part {section}\n\n"
        for i in range(each):
            spans.append((len(text), len(text) + len(f"Claim {section} {i} holds.")))
            text += f"Claim {section} {i} holds. "
        text += "\n\n"
    doc = Document(text=text, title="Long")
    props = [
        Proposition(id=f"p-{i}", text=text[a:b], kind=Kind.CLAIM,
                    evidence=(Evidence(selector=Selector.at(doc, a, b), rule="r"),))
        for i, (a, b) in enumerate(spans)
    ]
    infs = [
        Inference(id=f"i-{i}", scheme=Scheme.SUPPORT, premises=(b.id,), conclusion=a.id, evidence=b.evidence)
        for i, (a, b) in enumerate(pairwise(props))
    ]
    return ArgumentMap(documents=(doc,), propositions=tuple(props), inferences=tuple(infs))


def frames(data, name):
    """The frames of one way to set out the argument."""
    return next(found["frames"] for found in data["arrangements"] if found["name"] == name)


def test_a_long_essay_is_shown_by_its_sections():
    """More than five hundred boxes at once are a wall; every one is in the frame of the heading above it."""
    data = payload(long_essay(30, 20))
    assert [found["name"] for found in data["arrangements"]] == ["section"]
    assert [frame["label"] for frame in frames(data, "section")] == [f"Part {i}" for i in range(30)]
    assert sorted(key for frame in frames(data, "section") for key in frame["nodes"]) == list(range(600))
    assert [found["name"] for found in payload(long_essay(3, 20))["arrangements"]] == ["argument", "section"]


def test_a_section_that_is_too_long_is_shown_in_parts():
    """An essay without headings is cut by the order of its text."""
    labels = [frame["label"] for frame in frames(payload(long_essay(1, 600)), "section")]
    assert labels == [f"Part 0 ({i} of 4)" for i in range(1, 5)]


def test_boxes_lie_within_the_frame_of_their_group():
    """A frame is around what it names, and no frame on another."""
    data = payload(long_essay(9, 70))
    at = data["arrangements"][0]["at"]
    for frame in frames(data, "section"):
        for key in frame["nodes"]:
            node, x, y = data["nodes"][key], at[2 * key], at[2 * key + 1]
            assert frame["x"] <= x - node["w"] / 2
            assert x + node["w"] / 2 <= frame["x"] + frame["w"]
            assert frame["y"] <= y - node["h"] / 2
            assert y + node["h"] / 2 <= frame["y"] + frame["h"]
    for one, other in combinations(frames(data, "section"), 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        assert beside or one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]


def test_several_essays_open_side_by_side_and_meet_at_mechanisms():
    """A frame for each essay, named by author, year and title; by mechanism, both authors stand in one frame."""
    data = payload(example_map())
    assert [found["name"] for found in data["arrangements"]] == ["essay", "argument", "mechanism"]
    labels = [frame["label"] for frame in frames(data, "essay")]
    assert labels[:2] == ["Ash Willow · 2026 · The gap will close", "Rowan Birch · 2026 · The gap will stay"]
    assert labels[2:] == ["Standing alone"]
    essays = [{data["nodes"][key]["evidence"][0][0] for key in frame["nodes"]} for frame in frames(data, "mechanism")]
    assert {0, 1} in essays


def test_a_map_is_set_out_as_it_is_asked_to_be():
    """The first way is the one that the page opens with; one that a map does not have is refused."""
    assert payload(example_map(), by=By.MECHANISM)["arrangements"][0]["name"] == "mechanism"
    with pytest.raises(ResourceError, match=r"cannot be set out by essay \(it can by argument"):
        payload(ash(), by=By.ESSAY)


def test_what_a_prediction_depends_on_is_in_the_data():
    """The condition is the words that state it, found by the causal link whose cue is a word of condition."""
    doc = Document(text="If chips get cheap, open models will win.", title="t")
    prop = claim(doc, "If chips get cheap, open models will win", kind=Kind.PREDICTION)
    cheap, win = concept("cheap chips"), concept("open models win")
    said = link(prop, doc, (cheap, "chips get cheap"), (win, "open models will win"), "If", Polarity.RAISES)
    data = payload(ArgumentMap(documents=(doc,), propositions=(prop,), concepts=(cheap, win), links=(said,)))
    [[document, start, end, cue]] = data["nodes"][0]["given"]
    assert (data["documents"][document]["text"][start:end], cue) == ("chips get cheap", "If")


def test_the_page_has_the_loops_that_the_causes_make():
    """Nodes in the order of causation, and what the loop does."""
    doc = Document(text="Cheap chips raise demand. Demand raises the price of chips.", title="t")
    one, two = claim(doc, "Cheap chips raise demand"), claim(doc, "Demand raises the price of chips")
    chips, demand = concept("chips"), concept("demand")
    links = (link(one, doc, (chips, "Cheap chips"), (demand, "demand"), "raise", Polarity.RAISES),
             link(two, doc, (demand, "Demand"), (chips, "the price of chips"), "raises", Polarity.LOWERS))
    data = payload(ArgumentMap(documents=(doc,), propositions=(one, two), concepts=(chips, demand), links=links))
    [loop] = data["loops"]
    assert loop["kind"] == "balancing"
    assert {data["nodes"][key]["id"] for key in loop["nodes"]} == {chips.id, demand.id}


def test_the_script_in_the_page_is_the_parts_without_comments():
    """What is left out is nothing that runs."""
    lean = script()
    assert not re.search(r"^\s|^//|\n\n", lean, re.MULTILINE)
    for part in PARTS:
        for line in (PAGE / part).read_text("utf-8").splitlines():
            assert not line.strip() or line.strip().startswith("//") or line.strip() in lean


def test_a_page_holds_the_words_of_an_essay_once():
    """Six hundred claims add less than 300 bytes each to the page, their text included."""
    small, large = (len(to_html(amap).encode()) for amap in (ArgumentMap(), long_essay(30, 20)))
    assert small < 645_000
    assert (large - small) / 600 < 300
