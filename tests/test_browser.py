"""The page in real Chromium, with every host unreachable: what a reader sees, clicks, types and links to."""

import time
from itertools import combinations, pairwise

import pytest
from selenium.webdriver.common.keys import Keys

from argmap.model import ArgumentMap, Document, Evidence, Inference, Kind, Mechanism, Proposition, Scheme, Selector
from argmap.render import to_html
from argmap.render.payload import payload
from tests.browser import NOWHERE, Reader, chromium, silent_host
from tests.maps import ash, claim, example_map

pytestmark = pytest.mark.browser

ATTACKS = (
    "<script>window.__x=1</script>", "</script><script>window.__x=1</script>", '" onload=', "' onload='window.__x=1",
    '<img src=x onerror="window.__x=1">', "<svg onload=window.__x=1>", "javascript:window.__x=1", "href=window.__x",
    "{{ 7*7 }}", "${window.__x=1}", "<!-- -->", "]]>", "&lt;b&gt;",
)


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def reader(browser, tmp_path):
    return Reader(browser, tmp_path)


def number_of(amap, text):
    """The number of the proposition with these words."""
    data = payload(amap)
    [prop] = [prop for prop in amap.propositions if prop.text == text]
    return [node["id"] for node in data["nodes"]].index(prop.id)


def from_sentences(sentences, pairs=(), *, resting=False, **fields):
    """Make a map of sentences, each a claim, with supports given as pairs of their numbers."""
    text = "\n\n".join(sentences)
    doc = Document(text=text, **{"title": "Made up", "author": "A. Writer", "date": "2026-01-01", **fields})
    props, at = [], 0
    for i, sentence in enumerate(sentences):
        start = text.index(sentence, at)
        at = start + len(sentence)
        evidence = (Evidence(selector=Selector.at(doc, start, at), rule=sentence[:40], cue=sentence[:40]),)
        props.append(Proposition(id=f"p-{i}", text=sentence, kind=list(Kind)[i % 3], evidence=evidence,
                                 holder=sentence[:40] if i % 4 == 3 else "author",
                                 mechanisms=(sentence[:40],) if resting else ()))
    infs = [Inference(id=f"i-{a}-{b}", scheme=Scheme.SUPPORT, premises=(props[a].id,), conclusion=props[b].id,
                      evidence=props[a].evidence) for a, b in pairs]
    mechanisms = tuple(Mechanism(id=s[:40], label=s, definition=s, alternatives=(s,)) for s in sentences if resting)
    return ArgumentMap(documents=(doc,), propositions=tuple(props), inferences=tuple(infs), mechanisms=mechanisms,
                       generator=sentences[0])


def essay(n):
    """Make a map of n long sentences, each supporting one before it."""
    words = ["the", "cost", "of", "an", "open", "model", "falls", "while", "its", "users", "write", "what"]
    sentences = [f"Sentence {i}: " + " ".join(words[: 4 + i * 7 % 15] * (1 + i % 2)) + "." for i in range(n)]
    return from_sentences(sentences, [(i, (i * i) // (i + 3)) for i in range(1, n) if i % 5])


@pytest.mark.parametrize("answer", ["not found", "silent"])
def test_the_page_draws_with_every_host_unreachable(tmp_path, answer):
    """Whether names do not resolve or hosts never answer: nothing is asked for, and nothing is amiss."""
    with silent_host() as silent, chromium(NOWHERE if answer == "not found" else silent) as browser:
        reader = Reader(browser, tmp_path).open(to_html(example_map()))
        assert reader.painted() > 5000
        assert [url for url in reader.requests() if not url.startswith(("file:", "blob:", "data:"))] == []
        assert reader.complaints() == []


@pytest.mark.parametrize("view", ["map", "outline", "predictions", "causes"])
def test_markup_in_an_essay_is_shown_and_never_run(reader, view):
    """Every field that comes from an essay or a file is text, in every view."""
    amap = from_sentences(ATTACKS, [(i, 0) for i in range(1, len(ATTACKS))], title=ATTACKS[1], author=ATTACKS[4],
                          resting=True, date=ATTACKS[2], url="javascript:window.__x=1")
    reader.open(to_html(amap), f"#v={view}&n=p-1&q={ATTACKS[4]}&f=-{ATTACKS[0]}")
    assert reader.js("return window.__x") is None
    assert reader.complaints() == []
    reader.press(Keys.ESCAPE)
    assert reader.texts("#title") == [ATTACKS[1]]
    while reader.all("#legend .more"):
        reader.click("#legend .more")
    for attack in ATTACKS:
        assert attack in reader.texts("#text")[0]
        assert view == "causes" or attack[:40] in reader.texts("#legend")[0]
    assert ATTACKS[1] in reader.texts("#card")[0]
    assert reader.all("#text a, #text img, #text svg, #card img") == []


def test_a_script_that_gets_into_the_page_does_not_run(reader):
    """The policy holds even where escaping would not."""
    reader.open(to_html(example_map()))
    reader.js("const s = document.createElement('script'); s.textContent = 'window.__x = 1'; document.body.append(s)")
    assert reader.js("return window.__x") is None


def test_a_node_clicked_shows_its_sentence(reader):
    """The sentence is highlighted and scrolled to, the card names the links, the address the node."""
    amap = essay(60)
    reader.open(to_html(amap))
    seen = reader.js("return network.body.data.nodes.get().filter(n => !n.hidden).map(n => n.id).filter(n => {"
                     "const p = network.canvasToDOM(network.getPosition(n));"
                     "return p.x > 60 && p.x < 700 && p.y > 60 && p.y < 600 })")
    premises = {amap.propositions.index(amap.proposition(key)) for inf in amap.inferences for key in inf.premises}
    node = max(premises & set(seen))
    reader.click_node(node)
    text = amap.propositions[node].text
    assert reader.until("return [...document.querySelectorAll('.hl')].map(e => e.textContent)") == [text]
    assert reader.in_sight(".hl", "#text")
    assert text in reader.texts("#card .words")
    assert "supports (1)" in reader.texts("#card h3")
    assert reader.hash()["n"] == amap.propositions[node].id


def test_a_sentence_clicked_selects_its_node(reader):
    """From the text back to the map: the node comes into view."""
    amap = essay(60)
    reader.open(to_html(amap))
    run = reader.all("#text .run")[47]
    reader.js("arguments[0].scrollIntoView({block: 'center'})", run)
    run.click()
    reader.settle()
    assert reader.hash()["n"] == "p-47"
    assert reader.texts("#card .words") == [amap.propositions[47].text]
    x, y, wide, high = reader.js(
        "const p = network.canvasToDOM(network.getPosition(47)), c = document.getElementById('canvas');"
        "return [p.x, p.y, c.clientWidth, c.clientHeight]"
    )
    assert 0 < x < wide
    assert 0 < y < high


def test_nested_claims_are_reached_by_clicking_again(reader):
    """The innermost claim first, then the one around it."""
    doc = Document(text="He says that it works.", title="Nested")
    amap = ArgumentMap(documents=(doc,), propositions=(claim(doc, "He says that it works"), claim(doc, "it works")))
    reader.open(to_html(amap))
    inner = reader.all("#text .run")[1]
    for expected in ("it works", "He says that it works"):
        inner.click()
        reader.settle()
        assert reader.texts("#card .words") == [expected]


def test_a_link_clicked_says_what_found_it(reader):
    """The words, the rule, its cue and its confidence stand in the card."""
    amap = ash()
    reader.open(to_html(amap))
    node = number_of(amap, "Distillation lowers the cost of catching up")
    reader.click_node(node)
    reader.until("return document.querySelector('#card .reason')")
    reader.click("#card .reason")
    assert reader.texts("#card .between") == ["supports"]
    assert reader.texts("#card code") == ["relations.support"]
    assert "on “because”" in reader.texts("#card .proof")[0]
    assert "70 % confidence" in reader.texts("#card .sure")[0]


def test_a_line_on_the_map_can_be_clicked(reader):
    """Links are found under the pointer although boxes are what vis-network knows."""
    amap = ash()
    reader.open(to_html(amap))
    a, b = (number_of(amap, text) for text in ("a small team can learn from the outputs of a large one",
                                                "Distillation lowers the cost of catching up"))
    boxes = {key: box for key, *box in reader.shown_boxes()}
    middle = {"x": (boxes[a][0] + boxes[b][2]) / 2, "y": (boxes[a][1] + boxes[a][3]) / 2}
    spot = reader.js("const p = network.canvasToDOM(arguments[0]);"
                     "const r = document.getElementById('canvas').getBoundingClientRect();"
                     "return [p.x + r.left, p.y + r.top]", middle)
    reader.click_point(*spot)
    reader.until("return document.querySelector('#card .between')")
    assert reader.texts("#card .between") == ["supports"]


def test_the_legend_counts_and_filters(reader):
    """Each row says how many there are, and hides or shows them; the status line says what is left."""
    amap = example_map()
    reader.open(to_html(amap))
    counts = dict(zip(reader.texts("#legend .name"), reader.texts("#legend .count"), strict=True))
    for name, kind in (("Claims", Kind.CLAIM), ("Predictions", Kind.PREDICTION), ("Evidence", Kind.EVIDENCE)):
        assert counts[name] == str(sum(prop.kind is kind for prop in amap.propositions))
    before = {key for key, *_ in reader.shown_boxes()}
    reader.click('[data-filter="kind:prediction"]')
    gone = before - {key for key, *_ in reader.shown_boxes()}
    nodes = payload(amap)["nodes"]
    assert {nodes[key]["kind"] for key in gone} == {"prediction"}
    assert len(gone) == 3
    assert "1 filter changed" in reader.texts("#status")[0]
    reader.click("#legend .reset")
    assert {key for key, *_ in reader.shown_boxes()} == before


def test_what_stands_alone_is_left_out_until_asked_for(reader):
    """Propositions without a link do not crowd the map, and the status line says that they are there."""
    amap = example_map()
    reader.open(to_html(amap))
    assert "2 that stand alone are left out" in reader.texts("#status")[0]
    before = len(reader.shown_boxes())
    reader.click('[data-filter="stands:alone"]')
    assert len(reader.shown_boxes()) == before + 2


def test_search_finds_words_and_goes_to_them(reader):
    """A slash, some letters, Enter: the first that matches is selected; accents and case do not matter."""
    amap = from_sentences(["Cafés are open.", "Bars are shut.", "No bar is a café."], [(1, 0), (2, 0)])
    reader.open(to_html(amap))
    reader.press("/", "CAFE")
    reader.until("return document.querySelectorAll('#hits button').length === 2")
    reader.press(Keys.ENTER)
    assert reader.texts("#card .words") == ["Cafés are open."]
    reader.press(Keys.ENTER)
    assert reader.texts("#card .words") == ["No bar is a café."]
    assert "2 matches for “CAFE”" in reader.texts("#status")[0]


def test_a_link_to_a_view_opens_it_again(reader):
    """Node, view, search, hops and filters are in the address; opened anew, it shows the same."""
    amap = example_map()
    html = to_html(amap)
    reader.open(html)
    reader.click('[data-filter="kind:evidence"]')
    reader.click('[data-view="outline"]')
    reader.all("#list button.node")[1].click()
    reader.press("2")
    fragment = reader.js("return location.hash")
    card, rows = reader.texts("#card .words"), reader.texts("#list button.node")
    reader.open(html, fragment)
    assert reader.texts("#card .words") == card
    assert reader.texts("#list button.node") == rows
    assert reader.hash()["h"] == "2"
    assert not reader.find('[data-filter="kind:evidence"]').is_selected()


@pytest.mark.parametrize("fragment", ["#n=nobody&v=nowhere&h=9&f=-x&f=&e=1", "#%", "#v=__proto__", "#n=constructor"])
def test_a_broken_link_opens_the_map(reader, fragment):
    """What an address names and is not there is passed over."""
    reader.open(to_html(example_map()), fragment)
    assert reader.hash() == {"v": "map"} or fragment == "#%"
    assert reader.complaints() == []
    assert reader.painted() > 5000


def test_an_argument_can_be_walked_by_keyboard_alone(reader):
    """From the map to the outline, down the list, to a node, and back out."""
    amap = ash()
    reader.open(to_html(amap))
    reader.press("o")
    assert reader.hash()["v"] == "outline"
    reader.js("document.querySelector('#list button.node').focus()")
    reader.press(Keys.ARROW_DOWN, Keys.ENTER)
    assert reader.texts("#card .words") == ["Distillation lowers the cost of catching up"]
    reader.press(Keys.ESCAPE)
    assert reader.texts("#card .words") == []
    reader.press("p")
    assert reader.hash()["v"] == "predictions"
    reader.press("?")
    assert reader.js("return document.getElementById('help').open")


def test_the_outline_tells_every_proposition(reader):
    """Nested lists hold what the map holds: each claim once in full, with the word for its link."""
    amap = essay(40)
    reader.open(to_html(amap), "#v=outline&f=%2Bstands:alone")
    told = set(reader.texts("#list button.node > span[dir]"))
    assert told == {prop.text for prop in amap.propositions}
    assert set(reader.texts("#list button.node > em")) == {"supports"}


def test_circles_of_support_end(reader):
    """Two claims that support each other are told without going round for ever."""
    amap = from_sentences(["One is so.", "Two is so."], [(0, 1), (1, 0)])
    reader.open(to_html(amap), "#v=outline")
    assert set(reader.texts("#list button.node > span[dir]")) == {"One is so.", "Two is so."}
    reader.press("m")
    assert len(reader.shown_boxes()) == 2


def test_a_long_list_goes_on_when_asked(reader):
    """A book's outline opens at once; the rest is one button away, and on paper all of it is there."""
    amap = from_sentences([f"Claim {i} holds." for i in range(700)], [(1, 0)])
    reader.open(to_html(amap), "#v=outline&f=%2Bstands:alone")
    assert len(reader.all("#list button.node")) == 302
    reader.click("#list .link")
    assert len(reader.all("#list button.node")) == 602
    reader.js("window.dispatchEvent(new Event('beforeprint'))")
    assert len(reader.all("#list button.node")) == 700


def test_a_deep_argument_is_told_to_its_end(reader):
    """A chain of four hundred claims neither exhausts the browser nor runs out of the window."""
    amap = from_sentences([f"Claim {i} holds." for i in range(400)], [(i + 1, i) for i in range(399)])
    reader.open(to_html(amap), "#v=outline")
    assert len(set(reader.texts("#list button.node > span[dir]"))) == 400
    assert reader.complaints() == []


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


@pytest.mark.parametrize("n", [60, 300])
def test_no_two_boxes_on_the_map_overlap(reader, n):
    """The browser's boxes are those that Python placed, and none lies on another."""
    reader.open(to_html(essay(n)), "#v=map&f=%2Bstands:alone")
    boxes = sorted((box for _, *box in reader.shown_boxes()), key=lambda box: box[0])
    assert len(boxes) == n
    near = (pair for pair in combinations(boxes, 2) if pair[0][2] > pair[1][0] + 1)
    assert [pair for pair in near if pair[0][1] < pair[1][3] - 1 and pair[1][1] < pair[0][3] - 1] == []


def test_causes_are_shown_with_their_sign(reader):
    """Concepts are nodes of their own view; a link's card quotes the statement and leads to the claim."""
    amap = ash()
    reader.open(to_html(amap), f"#v=causes&e={amap.links[0].id}")
    assert len(reader.shown_boxes()) == len(amap.concepts)
    assert reader.texts("#card .between") == ["lowers"]
    assert len(reader.texts("#card q")) == 1
    reader.click("#card .proof .jump")
    assert reader.hash()["v"] == "map"
    assert len(reader.texts("#card .words")) == 1


def test_predictions_are_sorted_by_when_they_are_due(reader):
    """Dated bets first, under their year, then those without a date."""
    reader.open(to_html(example_map()), "#v=predictions")
    assert reader.texts("#list h2") == ["2028", "No date given"]
    assert reader.texts("#list .due-words")[0] == "by early 2028"
    assert len(reader.all("#list button.bet")) == 3


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


def test_a_long_essay_opens_by_sections(reader):
    """Choose a section and see its argument; a link to a node opens the section that holds it."""
    sentences = [(f"Part {i // 20}" if i % 20 == 0 else f"Claim {i} holds.") for i in range(620)]
    amap = from_sentences(sentences, list(pairwise(range(619, 0, -1))))
    html = to_html(amap)
    reader.open(html)
    assert len(reader.shown_boxes()) == len(payload(amap)["groups"])
    reader.click_node("section-3")
    reader.until("return network.body.data.nodes.get().every(n => typeof n.id === 'number')")
    shown = len(reader.shown_boxes())
    assert 0 < shown <= 150
    reader.open(html, "#v=map&n=p-500")
    assert "500" in {str(key) for key, *_ in reader.shown_boxes()}


ODD = {
    "empty": ArgumentMap(),
    "one": from_sentences(["It is so."], author="", title="", date=""),
    "long words": from_sentences(["a" * 300, "ש" * 40 + " שלום"], [(0, 1)]),
}


@pytest.mark.parametrize("amap", ODD.values(), ids=ODD)
@pytest.mark.parametrize("view", ["map", "outline", "predictions", "causes"])
def test_small_and_odd_maps_open(reader, amap, view):
    """No node, one node, no word to break at: no view complains."""
    reader.open(to_html(amap), f"#v={view}")
    assert reader.complaints() == []
    assert reader.js("return document.documentElement.scrollWidth") == 1440


def test_the_picture_is_a_png(reader, tmp_path):
    """The export button saves what the map shows."""
    reader.open(to_html(example_map()))
    reader.command("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    reader.all("#tools button")[1].click()
    deadline = time.monotonic() + 20
    while not (found := list(tmp_path.glob("*.png"))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found[0].read_bytes().startswith(b"\x89PNG")
    assert reader.complaints() == []


def test_paper_gets_the_outline_and_the_evidence(reader):
    """Printed, a map is its lists, with the rule and the confidence of each claim."""
    reader.open(to_html(ash()))
    reader.js("window.dispatchEvent(new Event('beforeprint'))")
    reader.command("Emulation.setEmulatedMedia", media="print")
    assert reader.find("#list").is_displayed()
    assert not reader.find("#canvas").is_displayed()
    assert "propositions.plain · 90 %" in [p.text for p in reader.all("#list .paper")]
    reader.command("Emulation.setEmulatedMedia", media="")
