"""What a reader does with the map: clicks, filters, searches, focuses, folds, moves, and opens it again from a link."""

from itertools import pairwise

import pytest
from selenium.webdriver.common.keys import Keys

from argmap.model import ArgumentMap, Document, Kind, Polarity
from argmap.render import By, Engine, to_html
from argmap.render.payload import payload
from tests.maps import ash, circle, claim, essay, example_map, from_sentences

pytestmark = pytest.mark.browser


def number_of(amap, text):
    """The number of the proposition with these words."""
    data = payload(amap)
    [prop] = [prop for prop in amap.propositions if prop.text == text]
    return [node["id"] for node in data["nodes"]].index(prop.id)


def tree():
    """A map of seven: 0 <- 1, 2; 1 <- 3, 4; 2 <- 5; 5 <- 6."""
    words = ["Zero", "One", "Two", "Three", "Four", "Five", "Six"]
    pairs = [(1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (6, 5)]
    return from_sentences([f"{word} is so." for word in words], pairs)


def look(reader):
    """All that a view says."""
    return shown(reader), [reader.texts(f"#{name}") for name in ("card", "crumbs", "status", "list")]


def shown(reader):
    """The numbers of the nodes on the map."""
    return sorted(key for key, *_ in reader.shown_boxes())


def test_a_node_clicked_shows_its_sentence(reader):
    """The sentence is highlighted and scrolled to, the card names the links, the address the node."""
    amap = essay(60)
    reader.open(to_html(amap))
    node = max(amap.propositions.index(amap.proposition(key)) for inf in amap.inferences for key in inf.premises)
    reader.click_node(node)
    text = amap.propositions[node].text
    assert reader.until("return [...document.querySelectorAll('.hl')].map(e => e.textContent)") == [text]
    assert reader.in_sight(".hl", "#text")
    assert text in reader.texts("#card .words")
    assert "supports (1)" in reader.texts("#card h2")
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


def test_the_card_says_all_that_is_known(reader):
    """Holder, certainty, when it is due, the rule, its cue and its confidence, and what rests on what."""
    amap = ash()
    reader.open(to_html(amap))
    reader.click_node(number_of(amap, "Open models will match closed ones by early 2028"))
    reader.until("return document.querySelector('#card .words')")
    card = reader.texts("#card")[0]
    for words in ("Prediction", "held by Ash Willow", "probable", "main thesis", "by early 2028", "open to 2028-04-30",
                  "supported by (2)", "propositions.plain", "on “will”", "90 % confidence"):
        assert words in card
    reader.choose("#card .jump", "Distillation lowers")
    assert "rests on" in reader.texts("#card h2")
    assert "states that" in reader.texts("#card h2")
    reader.choose("#card .jump:has(.k-mechanism)", "distillation")
    assert "Training a model on the outputs of another." in reader.texts("#card")[0]
    assert "relied on by (2)" in reader.texts("#card h2")


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
    assert "also in these words" in reader.texts("#card h2")


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
    a = number_of(amap, "a small team can learn from the outputs of a large one")
    boxes = {key: box for key, *box in reader.shown_boxes()}
    middle = {"x": (boxes[a][0] + boxes[a][2]) / 2, "y": boxes[a][1] - 6}
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
    counts = dict(zip(reader.texts("#legend .name"), reader.texts("#legend span.count"), strict=True))
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


def test_only_shows_one_value_and_then_all_again(reader):
    """One click leaves the predictions alone, another brings back the rest."""
    amap = example_map()
    reader.open(to_html(amap), "#v=map&a=argument")
    before = shown(reader)
    kinds = payload(amap)["nodes"]
    reader.js("document.querySelector('[aria-label=\"Only Predictions\"]').click()")
    reader.settle()
    assert {kinds[key]["kind"] for key in shown(reader)} == {"prediction"}
    reader.js("document.querySelector('[aria-label=\"Only Predictions\"]').click()")
    reader.settle()
    assert set(before) <= set(shown(reader))


def test_the_slider_hides_what_argmap_is_less_sure_of(reader):
    """Nodes and links beneath the confidence that is asked for leave the map, and the address remembers it."""
    amap = ash()
    html = to_html(amap)
    reader.open(html)
    all_of_them = shown(reader)
    reader.find('[data-filter="sure"]').send_keys(Keys.ARROW_RIGHT * 16)
    reader.settle()
    assert reader.texts("#legend output") == ["at least 80 %"]
    assert reader.hash()["m"] == "0.8"
    assert shown(reader) == all_of_them
    assert reader.js("return document.querySelectorAll('#list em.l-support').length") == 0
    reader.press("o")
    assert reader.texts("#list button.node > em") == []
    reader.open(html, "#v=map&m=0.95")
    assert shown(reader) == []
    assert "Nothing passes the filters." in reader.texts("#empty")
    reader.click("#legend .reset")
    assert shown(reader) == all_of_them


def test_authors_are_told_apart_and_filtered(reader):
    """Initials in a colour of their own on card and legend; a filter by author, one by date, and where they meet."""
    amap = example_map()
    reader.open(to_html(amap))
    assert set(reader.texts("#legend .chip")) == {"AW", "RB"}
    assert len({chip.value_of_css_property("background-color") for chip in reader.all("#legend .chip")}) == 2
    essays = [node["evidence"][0][0] if node.get("evidence") else None for node in payload(amap)["nodes"]]
    reader.click('[data-filter="author:Ash Willow"]')
    assert {essays[key] for key in shown(reader)} == {1}
    reader.click("#legend .reset")
    reader.click('[data-filter="written:2026-06"]')
    assert {essays[key] for key in shown(reader)} == {0}
    reader.click("#legend .reset")
    assert "where they meet" in reader.texts("#card h2")
    reader.choose("#card .jump", "regulation")
    resting = [words for words in reader.texts("#card h2") if "(" in words]
    assert resting == ["Ash Willow (2)", "Rowan Birch (1)", "concepts (1)"]


def test_causes_are_filtered_by_author_too(reader):
    """A concept that only the other author speaks of goes with its links."""
    amap = example_map()
    reader.open(to_html(amap), "#v=causes")
    before = shown(reader)
    counts = dict(zip(reader.texts("#legend .name"), reader.texts("#legend span.count"), strict=True))
    assert (counts["Ash Willow"], counts["Rowan Birch"]) == ("2", "2")
    reader.click('[data-filter="author:Rowan Birch"]')
    gone = {payload(amap)["nodes"][key]["text"] for key in set(before) - set(shown(reader))}
    assert gone == {"cost of research", "price of compute"}


def test_mechanisms_join_what_rests_on_them(reader):
    """Hidden at first, so that the argument is seen; ticked, they stand beside it, one for all authors."""
    amap = example_map()
    data = payload(amap)
    reader.open(to_html(amap), "#v=map&a=argument")
    mechanisms = {key for key, node in enumerate(data["nodes"]) if node["kind"] == "mechanism"}
    assert not mechanisms & set(shown(reader))
    reader.click('[data-filter="kind:mechanism"]')
    assert mechanisms <= set(shown(reader))
    reader.open(to_html(amap, by=By.MECHANISM))
    assert "All 4 groups" not in reader.texts("#crumbs")[0]
    assert reader.find('[data-by="mechanism"]').get_attribute("aria-pressed") == "true"


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


@pytest.mark.parametrize("state", [
    "n=p-2&v=map&h=2", "v=outline&f=-kind:evidence&n=p-1", "v=map&z=p-2&h=3", "v=map&x=p-1", "v=map&m=0.5&q=two",
    "v=predictions&n=p-1", "a=mechanism&g=0&v=map", "e=i-1-0&v=map",
])
def test_a_link_to_a_view_opens_it_again(reader, state):
    """Node, link, view, search, hops, focus, folds, filters, confidence, order and group are in the address."""
    amap = from_sentences([f"{word} is so." for word in ("Zero", "One", "Two", "Three", "Four", "Five", "Six")],
                          [(1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (6, 5)], resting=True)
    html = to_html(amap)
    reader.open(html, "#" + state)
    wanted = dict(part.split("=") for part in state.split("&"))
    assert reader.hash() == wanted
    before = look(reader)
    reader.open(html, reader.js("return location.hash"))
    assert look(reader) == before


def test_what_is_done_stands_in_the_address(reader):
    """Clicks and keys write the state that a link opens."""
    reader.open(to_html(tree()))
    reader.click('[data-filter="kind:evidence"]')
    reader.click_node(1)
    reader.until("return document.querySelector('#card .words')")
    reader.press("2")
    reader.press("e")
    assert reader.hash() == {"f": "-kind:evidence", "n": "p-1", "h": "2", "x": "p-1", "v": "map"}
    reader.press("f")
    assert reader.hash()["z"] == "p-1"


@pytest.mark.parametrize("fragment", [
    "#n=nobody&v=nowhere&h=9&f=-x&f=&e=1", "#%", "#v=__proto__", "#n=constructor", "#g=99&a=toString&z=x&x=y&w=z&m=7",
    "#g=-1", "#m=NaN&h=0",
])
def test_a_broken_link_opens_the_map(reader, fragment):
    """What an address names and is not there is passed over."""
    reader.open(to_html(example_map()), fragment)
    assert reader.hash() == {"v": "map"} or fragment == "#%"
    assert reader.complaints() == []
    assert reader.painted() > 5000


def test_focus_shows_a_neighbourhood_alone(reader):
    """Only what is so many links away, and back to where one was."""
    reader.open(to_html(tree()), "#v=map&n=p-2")
    reader.press("f")
    assert shown(reader) == [0, 2, 5]
    assert "focus, 1 link away" in reader.texts("#status")[0]
    reader.press("2")
    assert shown(reader) == [0, 1, 2, 5, 6]
    reader.press("3")
    assert shown(reader) == [0, 1, 2, 3, 4, 5, 6]
    places = reader.js("return network.getPositions([0, 2, 5, 6])")
    assert places["0"]["y"] < places["2"]["y"] < places["5"]["y"] < places["6"]["y"]
    reader.press("b")
    assert "z" not in reader.hash()
    assert len(shown(reader)) == 7
    reader.press("f", Keys.ESCAPE, Keys.ESCAPE)
    assert "z" not in reader.hash()


def test_boxes_in_focus_do_not_overlap(reader):
    """A hub with forty neighbours is set in rows."""
    amap = from_sentences([f"Claim {i} holds." for i in range(41)], [(i, 0) for i in range(1, 41)])
    reader.open(to_html(amap), "#v=map&z=p-0")
    boxes = sorted((box for _, *box in reader.shown_boxes()), key=lambda box: box[0])
    assert len(boxes) == 41
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            assert one[2] <= other[0] or one[3] <= other[1] or other[3] <= one[1]


def test_collapse_hides_what_is_beneath_and_says_how_many(reader):
    """Folded, the premises of a claim are gone from the map; unfolded, they are back; the outline folds with it."""
    reader.open(to_html(tree()), "#v=map&n=p-1")
    reader.choose("#card .plain", "Collapse 2 beneath")
    assert shown(reader) == [0, 1, 2, 5, 6]
    assert "2 collapsed" in reader.texts("#status")[0]
    reader.press("o")
    assert set(reader.texts("#list button.node > span[dir]")) == {
        "Zero is so.", "One is so.", "Two is so.", "Five is so.", "Six is so."}
    reader.press("m", "e")
    assert len(shown(reader)) == 7
    reader.press("e")
    box = next(box for key, *box in reader.shown_boxes() if key == 1)
    spot = reader.js("const p = network.canvasToDOM({x: arguments[0], y: arguments[1]});"
                     "const r = document.getElementById('canvas').getBoundingClientRect();"
                     "return [p.x + r.left, p.y + r.top]", (box[0] + box[2]) / 2, box[3] - 2)
    reader.click_point(*spot)
    reader.until("return !new URLSearchParams(location.hash.slice(1)).has('x')")
    assert len(shown(reader)) == 7


def test_what_is_also_reached_otherwise_is_not_collapsed(reader):
    """A premise of two claims stays while one of them is open."""
    amap = from_sentences(["One is so.", "Two is so.", "Both are shared."], [(2, 0), (2, 1)])
    reader.open(to_html(amap), "#v=map&x=p-0")
    assert shown(reader) == [0, 1, 2]
    reader.open(to_html(amap), "#v=map&x=p-0&x=p-1")
    assert shown(reader) == [0, 1]


def test_a_node_that_is_searched_for_is_shown_though_it_was_collapsed(reader):
    """Nothing that is asked for stays hidden."""
    reader.open(to_html(tree()), "#v=map&x=p-0")
    assert shown(reader) == [0]
    reader.press("/", "six", Keys.ENTER)
    assert 6 in shown(reader)
    assert reader.hash()["n"] == "p-6"


def test_back_goes_where_one_was(reader):
    """Each selection can be undone, with the view that it was in."""
    reader.open(to_html(tree()))
    for node in (0, 1):
        reader.click_node(node)
        reader.until("return new URLSearchParams(location.hash.slice(1)).get('n') === arguments[0]", f"p-{node}")
    reader.press("o")
    reader.choose("#list button.node", "Six is so.")
    reader.press("b")
    assert reader.hash()["n"] == "p-1"
    reader.press("b")
    assert reader.hash() == {"n": "p-0", "v": "map"}


def test_arrows_walk_the_map(reader):
    """Up to what a claim bears on, down to what bears on it, sideways to its neighbours."""
    reader.open(to_html(tree()))
    seen = []
    for key in (Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_RIGHT, Keys.ARROW_UP, Keys.ARROW_UP):
        reader.press(key)
        seen.append(reader.hash()["n"])
    assert seen == ["p-0", "p-1", "p-3", "p-4", "p-1", "p-0"]


def test_a_box_says_all_its_words_under_the_pointer(reader):
    """Where the map shows only the gist, the pointer brings up the sentence."""
    amap = essay(60)
    reader.open(to_html(amap))
    number = max(range(60), key=lambda key: len(amap.propositions[key].text))
    reader.hover_node(number)
    reader.until("return !document.getElementById('tip').hidden")
    assert amap.propositions[number].text in reader.texts("#tip")[0]
    reader.press(Keys.ESCAPE)
    assert reader.complaints() == []


def test_a_box_that_is_moved_stays_where_it_was_put(reader):
    """Dragged, it keeps its place over a reload, until all are put back."""
    html = to_html(tree())
    reader.open(html)
    before = reader.js("return network.getPosition(3)")
    reader.drag_node(3, 90, 60)
    moved = reader.until("const p = network.getPosition(3); return Math.abs(p.x - arguments[0]) > 30 && p", before["x"])
    reader.open(html)
    assert reader.js("return network.getPosition(3)") == pytest.approx(moved, abs=1)
    reader.choose("#zoom [aria-label^='Put']", "")
    assert reader.js("return network.getPosition(3)") == before
    reader.open(html)
    assert reader.js("return network.getPosition(3)") == before


def test_relaxed_boxes_do_not_overlap(reader):
    """Springs move them for three seconds, on request only; then no box lies on another."""
    reader.open(to_html(essay(40)))
    before = reader.shown_boxes()
    reader.press("r")
    reader.until("return localStorage.length > 0")
    reader.settle()
    after = reader.shown_boxes()
    assert after != before
    for i, (_, left, top, right, bottom) in enumerate(after):
        for _, left2, top2, right2, bottom2 in after[i + 1 :]:
            assert left >= right2 - 1 or left2 >= right - 1 or top >= bottom2 - 1 or top2 >= bottom - 1
    reader.js("localStorage.clear()")
    assert reader.complaints() == []


def test_a_map_that_is_pushed_about_shows_what_is_there(reader):
    """There and back it looks as before; what is filtered then goes, and what is chosen is marked."""
    reader.open(to_html(essay(40)), "#v=map&f=%2Bstands:alone")
    before = reader.painted()
    push = "network.moveTo({offset: {x: arguments[0], y: 0}, position: network.getViewPosition()})"
    for way in (160, 40, -90, -110):
        reader.js(push, way)
        reader.settle()
    assert reader.painted() == pytest.approx(before, rel=0.02)
    reader.click('[data-filter="kind:evidence"]')
    assert reader.painted() < before * 0.8
    fewer = reader.painted()
    for _ in range(3):
        reader.js(push, 0)
        reader.settle()
    assert reader.painted() == pytest.approx(fewer, rel=0.02)
    reader.press("h", Keys.ARROW_DOWN)
    assert reader.painted() > fewer


def test_a_map_stands_still_until_it_is_asked_to_move(reader):
    """No physics on load: boxes are where Python put them."""
    amap = tree()
    at = payload(amap)["arrangements"][0]["at"]
    reader.open(to_html(amap, engine=Engine.LAYERED))
    places = reader.js("return network.getPositions()")
    assert [value for key in range(7) for value in (places[str(key)]["x"], places[str(key)]["y"])] == at


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


def test_loops_are_named_and_shown(reader):
    """Reinforcing or balancing, with every step and the words that state it."""
    amap = circle(Polarity.RAISES, Polarity.LOWERS, Polarity.RAISES)
    reader.open(to_html(amap), "#v=causes")
    assert "loops (1)" in reader.texts("#card h2")
    reader.choose("#card .chain", "B1 balancing")
    assert reader.texts("#card .kicker") == ["Loop B1"]
    assert reader.texts("#card .between") == ["raises", "lowers", "raises"]
    assert len(reader.texts("#card q")) == 3
    assert len(reader.all("#text .hl, #text .hl-soft")) >= 3
    fragment = reader.js("return location.hash")
    reader.open(to_html(amap), fragment)
    assert reader.texts("#card .kicker") == ["Loop B1"]


def test_chains_run_from_any_concept_on_request(reader):
    """Onward and back, with what they do in all; a chosen one is lit, step by step."""
    amap = circle(Polarity.RAISES, Polarity.LOWERS, Polarity.LOWERS, Polarity.RAISES)
    start = next(thing for thing in amap.concepts if thing.label == "alpha")
    reader.open(to_html(amap), f"#v=causes&n={start.id}")
    assert [words[:16] for words in reader.texts("#card .chain")] == ["R1 reinforcing: "]
    reader.choose("#card .plain", "Chains from here")
    assert reader.texts("#card .chain")[0] == "alpha raises beta lowers gamma lowers delta"
    reader.choose("#card .plain", "Chains to here")
    assert "beta lowers gamma lowers delta raises alpha" in reader.texts("#card .chain")
    reader.choose("#card .chain", "alpha raises beta lowers gamma lowers delta")
    assert reader.texts("#card .facts") == ["3 steps; in all, the first raises the last."]
    assert reader.texts("#card .between") == ["raises", "lowers", "lowers"]


def sections(n, per=20):
    """An essay of n lines, of which every `per`-th is a heading and the others a chain of claims."""
    lines = [(f"Part {i // per}" if i % per == 0 else f"Claim {i} holds.") for i in range(n)]
    return from_sentences(lines, list(pairwise(range(n - 1, 0, -1))))


def test_a_long_essay_opens_by_sections(reader):
    """Frames show every section; a click looks into one, and a link to a node shows it."""
    amap = sections(620)
    html = to_html(amap)
    reader.open(html)
    assert len(shown(reader)) == 619
    scale = reader.js("return network.getScale()")
    frame = payload(amap)["arrangements"][0]["frames"][3]
    spot = reader.js("const p = network.canvasToDOM({x: arguments[0], y: arguments[1]});"
                     "const r = document.getElementById('canvas').getBoundingClientRect();"
                     "return [p.x + r.left, p.y + r.top]", frame["x"] + frame["w"] / 2, frame["y"] + frame["h"] / 2)
    reader.click_point(*spot)
    reader.until("return new URLSearchParams(location.hash.slice(1)).has('g')")
    assert reader.hash()["g"] == "3"
    assert frame["label"] in reader.texts("#crumbs")[0]
    assert reader.js("return network.getScale()") > scale
    reader.press(Keys.ESCAPE)
    assert "g" not in reader.hash()
    reader.open(html, "#v=map&n=p-500")
    assert 500 in shown(reader)
    assert reader.complaints() == []


def test_a_book_opens_as_boxes_for_its_parts(reader):
    """At most forty boxes with the links between them; inside one, its claims and what they bear on elsewhere."""
    amap = sections(3000)
    html = to_html(amap)
    reader.open(html)
    keys = [key for key, *_ in reader.shown_boxes()]
    assert 2 <= len(keys) <= 40
    assert all(str(key).startswith("section-") for key in keys)
    reader.click_node("section-0")
    reader.until("return document.querySelector('#crumbs .where')")
    inner = [key for key, *_ in reader.shown_boxes()]
    reader.click_node(inner[1])
    reader.until("return network.body.data.nodes.get().some(n => typeof n.id === 'number')")
    members = [key for key, *_ in reader.shown_boxes()]
    assert 0 < len([key for key in members if isinstance(key, int)]) <= 150
    ghosts = [key for key in members if str(key).startswith("ghost-")]
    assert ghosts
    reader.click_node(ghosts[0])
    reader.until("return !network.body.data.nodes.get(arguments[0])", ghosts[0])
    assert reader.complaints() == []


def test_search_and_links_open_the_part_of_a_book_that_holds_what_is_asked_for(reader):
    """A node deep in a large map is two steps away: its words, and Enter."""
    html = to_html(sections(3000))
    reader.open(html, "#v=map&n=p-2222")
    assert 2222 in {key for key, *_ in reader.shown_boxes()}
    reader.press(Keys.ESCAPE, "/", "Claim 1234 holds", Keys.ENTER)
    assert 1234 in {key for key, *_ in reader.shown_boxes()}
    assert reader.texts("#card .words") == ["Claim 1234 holds."]


def test_a_node_can_be_focused_in_a_book(reader):
    """The neighbourhood reaches over the borders of parts."""
    reader.open(to_html(sections(3000)), "#v=map&z=p-2021&h=2")
    assert {2019, 2021, 2023} <= {key for key, *_ in reader.shown_boxes()} | {2019, 2023}
    assert 2021 in {key for key, *_ in reader.shown_boxes()}
    assert len(reader.shown_boxes()) == 5
