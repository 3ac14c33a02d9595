"""The page in real Chromium, with every host unreachable: what it shows, what it never runs, and how it prints."""

import time
from dataclasses import replace
from itertools import combinations
from urllib.parse import quote

import pytest

from argmap.model import ArgumentMap, Document, Horizon, Kind, Polarity
from argmap.render import Engine, to_html, to_svg
from argmap.render.payload import payload
from tests.browser import NOWHERE, Reader, chromium, silent_host
from tests.maps import ash, concept, essay, example_map, from_sentences, link

pytestmark = pytest.mark.browser

ATTACKS = (
    "<script>window.__x=1</script>", "</script><script>window.__x=1</script>", '" onload=', "' onload='window.__x=1",
    '<img src=x onerror="window.__x=1">', "<svg onload=window.__x=1>", "javascript:window.__x=1", "href=window.__x",
    "{{ 7*7 }}", "${window.__x=1}", "<!-- -->", "]]>", "&lt;b&gt;",
    "<iframe srcdoc='<script>parent.__x=1</script>'>", '<a href="javascript:window.__x=1">on</a>',
    "<body onpageshow=window.__x=1>", "<style>body{display:none}</style>", "<base href=//example.org>",
    "\\u003cscript\\u003ewindow.__x=1", "%3Cscript%3Ewindow.__x=1",
)


@pytest.mark.parametrize("answer", ["not found", "silent"])
def test_the_page_draws_with_every_host_unreachable(tmp_path, answer):
    """Whether names do not resolve or hosts never answer: nothing is asked for, and nothing is amiss."""
    with silent_host() as silent, chromium(NOWHERE if answer == "not found" else silent) as browser:
        reader = Reader(browser, tmp_path).open(to_html(example_map()))
        assert reader.painted() > 5000
        assert [url for url in reader.requests() if not url.startswith(("file:", "blob:", "data:"))] == []
        assert reader.complaints() == []


def hostile_map():
    """A map with an attack in every field that comes from an essay or a file, headings and ids included."""
    amap = from_sentences(ATTACKS, [(i, 0) for i in range(1, len(ATTACKS))], title=ATTACKS[1], author=ATTACKS[4],
                          resting=True, date=ATTACKS[2], url="javascript:window.__x=1")
    [doc], props = amap.documents, amap.propositions
    named = {prop.id: f"p-{attack}" for prop, attack in zip(props, ATTACKS, strict=True)}
    dated = tuple(
        replace(prop, id=named[prop.id], kind=Kind.PREDICTION,
                horizon=Horizon(text=attack, earliest=attack, latest=attack))
        for prop, attack in zip(props, ATTACKS, strict=True)
    )
    things = [replace(concept(attack), id=f"c-{attack}") for attack in ATTACKS]
    links = tuple(
        replace(link(prop, doc, (one, prop.text), (other, prop.text), attack, Polarity.RAISES), id=f"l-{attack}")
        for i, (prop, one, attack) in enumerate(zip(dated, things, ATTACKS, strict=True))
        for other in [things[i - 1]]
    )
    inferences = tuple(
        replace(inf, id=named[inf.conclusion], conclusion=named[inf.conclusion],
                premises=tuple(named[key] for key in inf.premises))
        for inf in amap.inferences
    )
    return replace(amap, propositions=dated, inferences=inferences, concepts=tuple(things), links=links)


@pytest.mark.parametrize("view", ["map", "outline", "predictions", "causes"])
def test_markup_in_an_essay_is_shown_and_never_run(reader, view):
    """Every field that comes from an essay or a file is text, in every view."""
    node = quote(("c-" if view == "causes" else "p-") + ATTACKS[1])
    more = "".join(f"&{name}={quote(ATTACKS[0])}" for name in "faxgzwhm")
    reader.open(to_html(hostile_map()), f"#v={view}&n={node}&q={ATTACKS[4]}{more}")
    assert reader.js("return window.__x") is None
    assert reader.complaints() == []
    reader.press("\ue00c")  # Esc
    assert reader.texts("#title") == [ATTACKS[1]]
    while reader.all("#legend .more"):
        reader.click("#legend .more")
    for attack in ATTACKS:
        assert attack in reader.texts("#text")[0]
        assert view == "causes" or attack[:40] in reader.texts("#legend")[0]
    assert ATTACKS[1] in reader.texts("#card")[0]
    for jump in range(2):
        reader.all("#card .jump")[jump].click()
        reader.settle()
    reader.press("fe?")
    assert reader.js("return window.__x") is None
    assert reader.complaints() == []
    assert reader.all("#text a, #text img, #text svg, #card img, #list img, #tip img, #crumbs img") == []


def test_markup_in_an_essay_is_never_run_in_the_picture(reader, tmp_path):
    """An SVG file may hold scripts; ours does not, whatever stands in the essay."""
    path = tmp_path / "map.svg"
    path.write_text(to_svg(hostile_map()), "utf-8")
    reader.browser.get(path.as_uri())
    assert reader.js("return window.__x") is None
    assert reader.js("return [...document.querySelectorAll('script, a, image, foreignObject')].length") == 0
    assert ATTACKS[1] in reader.texts("title")[0]


def test_a_script_that_gets_into_the_page_does_not_run(reader):
    """The policy holds even where escaping would not."""
    reader.open(to_html(example_map()))
    reader.js("const s = document.createElement('script'); s.textContent = 'window.__x = 1'; document.body.append(s)")
    assert reader.js("return window.__x") is None


def test_only_web_addresses_become_links(reader):
    """The essay's own address is a link that tells the other side nothing."""
    reader.open(to_html(ash()))
    [link] = reader.all("#text a")
    assert link.get_attribute("href") == "https://example.org/ash/the-gap?v=1"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_the_theme_follows_the_system_and_can_be_turned(reader):
    """Dark when the system is dark; the button turns it, and a reload keeps it."""
    html = to_html(example_map())
    reader.open(html, dark=True)
    assert reader.js("return document.documentElement.dataset.theme") == "dark"
    dark = reader.js("return getComputedStyle(document.body).backgroundColor")
    reader.click("#tools button")
    assert reader.js("return document.documentElement.dataset.theme") == "light"
    assert reader.js("return getComputedStyle(document.body).backgroundColor") != dark
    reader.js("localStorage.clear()")


def luminance(colour):
    """Relative luminance of [red, green, blue] (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_on_the_map_have_contrast_enough(reader, dark):
    """Read off the canvas itself: the darkest and lightest pixels of a card differ by 4.5 to 1 or more."""
    amap = ash()
    reader.open(to_html(amap), "#v=map&f=%2Bstands:alone", dark=dark)
    for number, node in enumerate(payload(amap)["nodes"]):
        if node["kind"] not in ("claim", "prediction", "evidence"):
            continue
        pixels = reader.js(
            "const n = arguments[0], s = network.getScale(), p = network.canvasToDOM(network.getPosition(n));"
            "const c = document.querySelector('#canvas canvas'), r = c.width / c.clientWidth;"
            "const [w, h] = [s * 200, s * 24];"
            "return [...c.getContext('2d').getImageData((p.x - w / 2) * r, p.y * r, w * r, h * r).data]", number,
        )
        shades = sorted(luminance(pixels[at : at + 3]) for at in range(0, len(pixels), 4))
        assert (shades[-1] + 0.05) / (shades[0] + 0.05) > 4.5


def test_a_narrow_window_gets_tabs_and_the_outline(reader):
    """On a phone one pane is seen at a time, and nothing runs out of the window."""
    reader.open(to_html(essay(20)), size=(390, 844))
    assert reader.hash()["v"] == "outline"
    visible = "return ['legend', 'view', 'text'].filter(id => document.getElementById(id).offsetParent !== null)"
    reader.click('[data-pane="text"]')
    assert reader.js("return document.elementFromPoint(195, 500).closest('#text') !== null")
    reader.click('[data-pane="legend"]')
    assert reader.js("return document.elementFromPoint(195, 500).closest('#legend') !== null")
    assert "text" not in reader.js(visible)
    assert reader.js("return document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("view", ["map", "outline", "predictions", "causes"])
@pytest.mark.parametrize("width", [320, 390, 768, 1024])
def test_nothing_runs_out_of_a_window_of_any_width(reader, view, width):
    """No view scrolls sideways, and no header is cut off."""
    reader.open(to_html(example_map()), f"#v={view}", size=(width, 800))
    assert reader.js("return document.documentElement.scrollWidth") <= width
    for tab in reader.all("#views button"):
        box = tab.rect
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


LONG = "so " * 400 + "on."
EMOJI = "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 wins \U0001f1e9\U0001f1ea."
HEBREW = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd 2030."
ODD = {
    "empty": ArgumentMap(),
    "no text": ArgumentMap(documents=(Document(text=""),)),
    "one": from_sentences(["It is so."], author="", title="", date=""),
    "long words": from_sentences(["a" * 300, "ש" * 40 + " שלום"], [(0, 1)]),
    "long text": from_sentences([LONG, "Short."], [(0, 1)]),
    "emoji": from_sentences([EMOJI, EMOJI * 9], [(1, 0)]),
    "right to left": from_sentences([HEBREW, HEBREW * 5, "Left."], [(1, 0), (2, 0)]),
}


@pytest.mark.parametrize("amap", ODD.values(), ids=ODD)
@pytest.mark.parametrize("view", ["map", "outline", "predictions", "causes"])
def test_small_and_odd_maps_open(reader, amap, view):
    """No node, one node, no word to break at, no author, no date: no view complains, nothing runs out of it."""
    reader.open(to_html(amap), f"#v={view}&f=%2Bstands:alone")
    assert reader.complaints() == []
    assert reader.js("return document.documentElement.scrollWidth") == 1440
    panes = "return [...document.querySelectorAll('#card, #list, #legend')]"
    assert reader.js(panes + ".every(e => e.scrollWidth <= e.clientWidth + 1)")
    if view == "map" and amap.propositions:
        reader.click_node(0)
        assert reader.until("return document.querySelector('#card .words')").get_property("textContent")
        assert reader.complaints() == []


def test_words_that_run_from_the_right_do_so_everywhere(reader):
    """Card, reader and outline take the direction of the words themselves."""
    reader.open(to_html(ODD["right to left"]), "#v=outline&n=p-1")
    for selector in ("#card .words", "#text .b-p", "#list button.node span[dir]"):
        assert reader.js("return getComputedStyle(document.querySelector(arguments[0])).direction", selector) == "rtl"


def test_no_word_of_a_card_lies_outside_its_box(reader):
    """Every pixel beside a box of long words is that of the paper."""
    reader.open(to_html(ODD["long words"]), "#v=map")
    left, right = reader.js(
        "const b = network.getBoundingBox(0), s = network.getScale();"
        "const c = document.querySelector('#canvas canvas'), x = c.getContext('2d'), r = c.width / c.clientWidth;"
        "return [b.left - 14, b.right + 4].map(u => { const p = network.canvasToDOM({x: u, y: b.top});"
        "const d = x.getImageData(p.x * r, p.y * r, 9 * s * r, (b.bottom - b.top) * s * r).data;"
        "return d.some((v, i) => i % 4 === 3 && v) })"
    )
    assert (left, right) == (False, False)


@pytest.mark.parametrize("engine", [Engine.LAYERED, Engine.AUTO])
@pytest.mark.parametrize("n", [60, 300, 500])
def test_no_two_boxes_on_the_map_overlap(reader, n, engine):
    """The browser's boxes are those that Python placed, and none lies on another."""
    reader.open(to_html(essay(n), engine=engine), "#v=map&f=%2Bstands:alone")
    boxes = sorted((box for _, *box in reader.shown_boxes()), key=lambda box: box[0])
    assert len(boxes) == n
    assert overlaps(boxes) == []


def overlaps(boxes):
    """List the pairs of boxes, sorted by their left sides, of which one lies on the other."""
    near = (pair for pair in combinations(boxes, 2) if pair[0][2] > pair[1][0] + 1)
    return [pair for pair in near if pair[0][1] < pair[1][3] - 1 and pair[1][1] < pair[0][3] - 1]


@pytest.mark.parametrize("by", ["essay", "argument", "mechanism"])
def test_no_two_boxes_overlap_however_the_map_is_set_out(reader, by):
    """By essay, by argument, by mechanism: all is readable."""
    reader.open(to_html(example_map()), f"#v=map&a={by}&f=%2Bstands:alone")
    assert overlaps(sorted((box for _, *box in reader.shown_boxes()), key=lambda box: box[0])) == []


def test_sixty_boxes_are_seen_at_once(reader):
    """The first view of a map that size shows all of it, with words in letters that can be read."""
    reader.open(to_html(essay(60)), "#v=map&f=%2Bstands:alone")
    outside = reader.js(
        "const c = document.getElementById('canvas');"
        "return network.body.data.nodes.get().filter(n => { const b = network.getBoundingBox(n.id);"
        "const [p, q] = [network.canvasToDOM({x: b.left, y: b.top}), network.canvasToDOM({x: b.right, y: b.bottom})];"
        "return p.x < 0 || p.y < 0 || q.x > c.clientWidth || q.y > c.clientHeight }).length"
    )
    assert outside == 0
    assert reader.all("#minimap[hidden]")


def test_the_first_view_can_be_read(reader):
    """The map opens at the main thesis, at a scale at which its words can be read."""
    amap = essay(150)
    reader.open(to_html(amap))
    main = payload(amap)["main"]
    scale, x, y, wide, high = reader.js(
        "const p = network.canvasToDOM(network.getPosition(arguments[0])), c = document.getElementById('canvas');"
        "return [network.getScale(), p.x, p.y, c.clientWidth, c.clientHeight]", main,
    )
    assert scale >= 0.7
    assert 0 < x < wide
    assert 0 < y < high
    assert "The main thesis and what bears on it" in reader.texts("#crumbs")[0]
    reader.choose("#crumbs .link", "Show all")
    assert reader.js("return network.getScale()") < scale
    assert reader.find("#crumbs").get_property("hidden")


@pytest.mark.parametrize("words", ["of this view", "of the whole map"])
@pytest.mark.parametrize("view", ["map", "outline"])
def test_the_picture_is_a_png(reader, tmp_path, view, words):
    """The menu saves what the map shows, or all of it, from a list too."""
    reader.open(to_html(example_map()), f"#v={view}")
    reader.command("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    reader.click("#tools .save > .icon")
    reader.choose("#save-menu button", words)
    deadline = time.monotonic() + 20
    while not (found := list(tmp_path.glob("*.png"))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found[0].read_bytes().startswith(b"\x89PNG")
    assert reader.complaints() == []


def test_paper_gets_picture_outline_legend_and_evidence(reader):
    """Printed, a map is its picture in light colours and its lists, with what found each claim."""
    reader.open(to_html(ash()), "#v=predictions", dark=True)
    reader.js("window.dispatchEvent(new Event('beforeprint'))")
    dark = {"name": "prefers-color-scheme", "value": "dark"}
    reader.command("Emulation.setEmulatedMedia", media="print", features=[dark])
    assert reader.find("#list").is_displayed()
    assert reader.find("#legend").is_displayed()
    assert not reader.find("#canvas").is_displayed()
    assert "relations.support" not in reader.texts("#list .paper")
    assert "propositions.plain · 90 %" in [p.text for p in reader.all("#list .paper")]
    picture = reader.until("const i = document.querySelector('#print img'); return i && i.naturalWidth && i")
    assert picture.is_displayed()
    assert picture.get_property("naturalWidth") > 400
    assert reader.js("return document.documentElement.dataset.theme") == "light"
    pages = reader.command("Page.printToPDF")["data"]
    assert len(pages) > 20_000
    reader.command("Emulation.setEmulatedMedia", media="", features=[dark])
    reader.js("window.dispatchEvent(new Event('afterprint'))")
    assert reader.all("#print img") == []
    assert reader.js("return document.documentElement.dataset.theme") == "dark"
    assert reader.texts("#list h2")[0].startswith("2028")
    assert reader.complaints() == []
    reader.js("localStorage.clear()")
