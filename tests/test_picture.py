"""The SVG picture: well-formed whatever the essay says, at the places of the page, with its looks and its legend."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from argmap.model import ArgumentMap, Document, Polarity
from argmap.render import By, Engine, View, to_svg
from argmap.render.payload import encodings, payload, words
from argmap.render.scene import places
from tests.maps import HOSTILE, argument_maps, ash, circle, claim, example_map

SVG = "{http://www.w3.org/2000/svg}"
KNOWN = {"svg", "title", "defs", "marker", "path", "circle", "rect", "text", "tspan", "g"}


def parsed(svg):
    """Parse a picture; a program that reads it does the same."""
    return ElementTree.fromstring(svg)  # noqa: S314 - our own output


@settings(max_examples=60, deadline=None)
@given(argument_maps())
def test_a_picture_is_well_formed_whatever_an_essay_says(amap):
    """No text becomes markup, no control character breaks the file, and nothing in it can run or load."""
    for view in View:
        tree = parsed(to_svg(amap, view=view, engine=Engine.LAYERED))
        assert {element.tag.removeprefix(SVG) for element in tree.iter()} <= KNOWN
        for element in tree.iter():
            assert not any(name.startswith("on") or "href" in name for name in element.attrib)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_title_is_shown_as_it_is(text):
    """What XML cannot hold is replaced, all else is kept."""
    title = parsed(to_svg(ArgumentMap(), title=text)).find(f"{SVG}title").text or ""
    if text.isprintable() and text.strip():
        assert title == text


def test_boxes_stand_where_they_stand_on_the_page():
    """The same centre and size for every proposition, and its words in lines."""
    amap = example_map()
    data = payload(amap)
    tree = parsed(to_svg(amap, engine=Engine.LAYERED))
    cards = tree.findall(f"{SVG}g")
    at = data["arrangements"][0]["at"]
    for number, prop in enumerate(amap.propositions):
        key = next(i for i, node in enumerate(data["nodes"]) if node["id"] == prop.id)
        left = at[2 * key] - data["nodes"][key]["w"] / 2
        top = at[2 * key + 1] - data["nodes"][key]["h"] / 2
        [card] = [card for card in cards if card.find(f"{SVG}path").get("d").startswith(
            (f"M{left + 9:g} {top:g}H", f"M{left + 12:g} {top:g}H", f"M{left + 1:g} {top:g}H"))]
        said = " ".join(text.text for text in card.findall(f"{SVG}text")[1:])
        assert said == words(data["nodes"][key], data["documents"]), number


def test_links_end_at_their_boxes_with_their_head():
    """A support has its arrow, an attack its bar, in the colours of the encodings."""
    tree = parsed(to_svg(ash(), engine=Engine.LAYERED))
    looks = encodings()["links"]
    heads = [path.get("marker-end") for path in tree.findall(f"{SVG}path")]
    assert sorted(heads) == ["url(#head-attack)", *["url(#head-support)"] * 3]
    for path in tree.findall(f"{SVG}path"):
        kind = path.get("marker-end")[10:-1]
        assert path.get("stroke") == looks[kind]["light"]
        assert 0.45 <= float(path.get("stroke-opacity")) <= 1
        assert re.fullmatch(r"M[-\d.]+ [-\d.]+C([-\d.]+ ?)+", path.get("d"))


def test_causes_have_their_sign():
    """The picture of the causes says what raises and what lowers."""
    tree = parsed(to_svg(circle(Polarity.RAISES, Polarity.LOWERS), view=View.CAUSES, engine=Engine.LAYERED))
    assert {text.text for text in tree.findall(f"{SVG}text")} == {"+", "−"}
    assert "".join(tree.itertext()).count("alpha") == 1


def test_the_legend_names_what_occurs():
    """A kind or link that the picture lacks is not in its legend."""
    svg = to_svg(ash(), engine=Engine.LAYERED)
    legend = ["".join(group.itertext()).strip() for group in parsed(svg).findall(f"{SVG}g") if group.get("transform")]
    assert legend == ["CClaim", "PPrediction", "EEvidence", "supports", "attacks"]


def test_frames_are_drawn_and_named():
    """Set out by mechanism, each group has its frame and name."""
    svg = to_svg(example_map(), by=By.MECHANISM, engine=Engine.LAYERED)
    names = [text.text for text in parsed(svg).findall(f"{SVG}text")]
    assert names == [frame["label"] for frame in payload(example_map(), by=By.MECHANISM)["arrangements"][0]["frames"]]


def test_nothing_is_cut_off_at_the_edges():
    """The picture is as large as what it holds, and a legend."""
    tree = parsed(to_svg(example_map(), engine=Engine.LAYERED))
    left, top, width, height = map(float, tree.get("viewBox").split())
    for rect in places(payload(example_map())).values():
        if rect.x > 0:
            assert left <= rect.x - rect.w / 2
            assert rect.x + rect.w / 2 <= left + width
            assert top <= rect.y - rect.h / 2
            assert rect.y + rect.h / 2 <= top + height


def test_equal_maps_give_equal_pictures():
    """No clock, no chance."""
    assert to_svg(example_map()) == to_svg(example_map())


def test_words_from_the_right_are_set_from_the_right():
    """A Hebrew claim begins at the right side of its box."""
    doc = Document(text="שלום עולם.", title="t")
    amap = ArgumentMap(documents=(doc,), propositions=(claim(doc, "שלום עולם"),))
    [line] = [text for text in parsed(to_svg(amap)).iter(f"{SVG}text") if text.get("direction") == "rtl"]
    head = next(text for text in parsed(to_svg(amap)).iter(f"{SVG}text") if text.get("font-size") == "11")
    assert float(line.get("x")) > float(head.get("x")) + 200


def test_an_empty_map_is_a_picture_too():
    """Nothing to draw is drawn as nothing."""
    assert parsed(to_svg(ArgumentMap())).find(f"{SVG}g") is None
