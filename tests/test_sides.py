"""The page of a diff: as safe as the map, and in real Chromium what it shows and does."""

import json
import re

import pytest
from hypothesis import given, settings
from selenium.webdriver.common.keys import Keys

from argmap.diff import cruxes, diff
from argmap.model import ArgumentMap
from argmap.render import diff_to_html
from argmap.render.payload import PAGE
from argmap.render.sides import PARTS
from tests.browser import NOWHERE, Reader, chromium, silent_host
from tests.maps import argument_maps, from_sentences
from tests.pairs import elm, fir
from tests.test_browser import ATTACKS, hostile_map
from tests.test_render import FORBIDDEN, Page, contrast


def page_of(a, b, **fields):
    """Compare two maps, and make the page."""
    changes = tuple(diff(a, b))
    return diff_to_html(a, b, changes, cruxes(changes, a, b), **fields)


def data_of(page):
    """Read what the page's script reads."""
    return json.loads(page.scripts[0])


SHAPE = Page(page_of(ArgumentMap(), ArgumentMap())).shape


def test_equal_diffs_give_equal_pages():
    """CI compares the shipped pages byte for byte."""
    assert page_of(elm(), fir()) == page_of(elm(), fir())


@settings(max_examples=40, deadline=None)
@given(argument_maps(), argument_maps())
def test_no_text_of_an_essay_becomes_markup(a, b):
    """Whatever stands in any field of either side, the page has the tags and attributes of an empty diff."""
    page = Page(page_of(a, b))
    assert page.shape == SHAPE
    assert len(data_of(page)["documents"]) == len({doc.id for amap in (a, b) for doc in amap.documents})


def test_the_page_runs_one_script_and_points_at_nothing():
    """The policy allows the page's own script by its hash and nothing else; no tag loads anything."""
    page = Page(page_of(elm(), fir()))
    [policy] = [attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy"]
    assert re.search(r"script-src 'sha256-[^' ]+';", policy)
    assert policy.startswith("default-src 'none';")
    for tag, attrs in page.tags:
        assert tag not in ("link", "img", "iframe", "base", "object", "embed"), tag
        assert not {"src", "href", "action", "srcset"} & set(attrs), tag
    style = (PAGE / "diff.css").read_text("utf-8")
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("part", PARTS)
def test_the_script_makes_elements_by_hand_only(part):
    """Text never goes through an HTML parser."""
    assert re.findall(FORBIDDEN, (PAGE / part).read_text("utf-8")) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_of_the_sides_have_contrast_enough(theme):
    """The letters of A and B, and the sign of opposition, can be read on their grounds."""
    def colours(name):
        text = (PAGE / name).read_text("utf-8")
        light, dark = re.search(r":root \{(.*?)\}.*?:root\[data-theme=.dark.\] \{(.*?)\}", text, re.DOTALL).groups()
        return dict(re.findall(r"--([\w-]+): (#\w{6});", dark if theme == "dark" else light))

    grounds = colours("map.css")
    for name, colour in colours("diff.css").items():
        assert min(contrast(colour, grounds[ground]) for ground in ("panel", "paper")) >= 4.5, name


def test_a_huge_diff_is_written_whole():
    """Every claim of two essays of 400 is in the page, and its words stand in it."""
    sides = [from_sentences([f"{name} {at} grows in the field." for at in range(400)], [], author=name)
             for name in ("Wheat", "Barley")]
    data = data_of(Page(page_of(*sides)))
    assert {item["text"] for item in data["items"]} >= {prop.text for amap in sides for prop in amap.propositions}


@pytest.mark.browser
@pytest.mark.parametrize("answer", ["not found", "silent"])
def test_the_page_opens_with_every_host_unreachable(tmp_path, answer):
    """Nothing is asked for, and nothing is amiss."""
    with silent_host() as silent, chromium(NOWHERE if answer == "not found" else silent) as browser:
        reader = Reader(browser, tmp_path).open(page_of(elm(), fir()))
        assert [url for url in reader.requests() if not url.startswith(("file:", "blob:", "data:"))] == []
        assert reader.complaints() == []


@pytest.mark.browser
def test_the_sides_face_each_other(reader):
    """A stands left, B right, what both say between them, and what is opposed is marked."""
    reader.open(page_of(elm(), fir()))
    left, right = reader.js(
        "return ['.facing .side-a', '.facing .side-b'].map(s => document.querySelector(s).getBoundingClientRect().left)"
    )
    shared = reader.js("return document.querySelector('.shared').getBoundingClientRect().left")
    assert left < shared < right
    assert reader.texts(".facing .sign") == ["≠", "⇅"]
    alone = reader.js(
        "return ['a', 'b'].map(s => document.querySelector('#group-only-' + s).getBoundingClientRect().left)"
    )
    assert alone[0] < alone[1]


@pytest.mark.browser
def test_a_click_shows_both_sentences_in_their_essays(reader):
    """Both essays open side by side, each at its sentence; the address remembers which; Esc closes them."""
    reader.open(page_of(elm(), fir()))
    assert not reader.find("#pair").is_displayed()
    reader.click(".facing")
    assert reader.texts("#text-a .hl") == ["The licence protects small publishers"]
    assert reader.texts("#text-b .hl") == ["The licence does not protect small publishers"]
    assert reader.in_sight("#text-a .hl", "#text-a")
    assert reader.in_sight("#text-b .hl", "#text-b")
    assert "denied by: – / not" in reader.texts("#chosen")[0]
    kept = reader.js("return location.hash")
    reader.press(Keys.ESCAPE)
    assert not reader.find("#pair").is_displayed()
    reader.open(page_of(elm(), fir()), kept)
    assert reader.texts("#text-b .hl") == ["The licence does not protect small publishers"]


@pytest.mark.browser
def test_a_sentence_of_an_essay_leads_to_what_was_found_in_it(reader):
    """A click in the text chooses the finding that the words are part of."""
    reader.open(page_of(elm(), fir()))
    reader.click(".facing")
    reader.choose("#text-a .said", "Somebody must pay for libraries")
    assert reader.texts("#text-b .hl") == ["Somebody must pay for libraries"]
    assert "Shared" in reader.texts("#chosen .lead")[0]


@pytest.mark.browser
def test_cruxes_stand_on_top_and_lead_to_their_claims(reader):
    """The table says how much of either argument rests on a crux; a click opens it."""
    reader.open(page_of(elm(), fir()))
    [row] = reader.texts("#cruxes tbody tr")
    assert "31 %" in row
    assert "29 %" in row
    above = "return document.querySelector('#cruxes').getBoundingClientRect().top"
    assert reader.js(above) < reader.js(above.replace("#cruxes", "#rows"))
    reader.click(".crux")
    assert reader.texts("#text-a .hl") == ["The licence protects small publishers"]


@pytest.mark.browser
def test_search_and_switches_leave_rows_out(reader):
    """The line below says how many are left; nothing found is said."""
    reader.open(page_of(elm(), fir()))
    rows = "return [...document.querySelectorAll('.change')].filter(row => row.offsetParent).length"
    whole = reader.js(rows)
    reader.press("/", "licence")
    assert reader.js(rows) == 1
    reader.press("qqq")
    assert reader.find("#none").is_displayed()
    reader.press(Keys.ESCAPE)
    assert reader.js(rows) == whole
    reader.click("[data-group=opposed]")
    assert reader.js(rows) == whole - 1
    assert reader.texts("#status")[0].startswith(f"{whole - 1} of {whole} findings shown")


@pytest.mark.browser
def test_keys_alone_reach_a_finding_and_its_essays(reader):
    """Down, down, Enter opens the second row without a mouse."""
    reader.open(page_of(elm(), fir()))
    reader.press(Keys.ARROW_DOWN)
    reader.press(Keys.ARROW_DOWN)
    reader.press(Keys.ENTER)
    assert "Same mechanism, opposite effect" in reader.texts("#chosen .lead")[0]


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_the_page_is_open_to_everybody(reader, dark, size):
    """axe-core finds nothing serious, wide or narrow, in either theme, and nothing runs out sideways."""
    reader.open(page_of(elm(), fir()), size=size, dark=dark)
    reader.click(".facing")
    assert reader.faults() == []
    assert reader.js("return document.documentElement.scrollWidth <= window.innerWidth")
    assert reader.js("const lanes = document.querySelector('#lanes'); return lanes.scrollWidth <= lanes.clientWidth")


@pytest.mark.browser
def test_markup_in_an_essay_is_shown_and_never_run(reader):
    """Every field that comes from an essay, a file or the address is text."""
    html = page_of(hostile_map(), from_sentences([f"{attack} is not so" for attack in ATTACKS], [], title=ATTACKS[0],
                                                 author=ATTACKS[1]), title=ATTACKS[4])
    reader.open(html, f"#x={ATTACKS[0]}&off={ATTACKS[1]}&q=")
    reader.click(".change")
    assert reader.js("return window.__x") is None
    assert reader.complaints() == []
    assert reader.texts("#title") == [ATTACKS[4]]
    for attack in ATTACKS:
        assert attack in reader.texts("#text-a")[0]
    assert reader.all("#lanes img, #lanes a, #text-a img, #text-a a, #text-b script") == []


@pytest.mark.browser
def test_a_diff_of_nothing_says_so(reader):
    """A page without findings tells that the sides are the same."""
    reader.open(page_of(elm(), elm()))
    assert reader.texts("#status") == ["No difference: both sides are the same."]
