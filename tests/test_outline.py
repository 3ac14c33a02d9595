"""The lists: the argument as an outline and the bets on a line of years, by keyboard and for screen readers."""

import pytest
from selenium.webdriver.common.keys import Keys

from argmap.model import ArgumentMap, Certainty, Document, Horizon, Kind, Polarity, Scheme
from argmap.render import to_html
from tests.maps import ash, circle, claim, concept, essay, example_map, from_sentences, inference, link

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", ["map", "outline", "predictions", "causes"])
def test_axe_finds_nothing_serious(reader, view, dark):
    """Names, roles, order and contrast are right in every view and both themes, with and without a selection."""
    reader.open(to_html(example_map()), f"#v={view}", dark=dark)
    assert reader.faults() == []
    first = reader.all("#list button[data-node], #card .jump")[0]
    first.click()
    reader.settle()
    assert reader.texts("#card .words") != []
    assert reader.faults() == []


@pytest.mark.parametrize("pane", ["legend", "view", "text"])
def test_axe_finds_nothing_serious_on_a_phone(reader, pane):
    """The same holds for the tabs."""
    reader.open(to_html(example_map()), "#v=outline", size=(390, 844))
    reader.click(f'[data-pane="{pane}"]')
    assert reader.faults() == []


def test_axe_finds_nothing_serious_in_the_help(reader):
    """The dialog has a name, and its keys can be read."""
    reader.open(to_html(ash()))
    reader.press("?")
    assert reader.faults() == []


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


def test_tab_reaches_every_control_and_shows_where_it_is(reader):
    """From the views to the essay, each stop has a ring around it."""
    reader.open(to_html(ash()), "#v=outline")
    reached = set()
    for _ in range(90):
        reader.press(Keys.TAB)
        stop = reader.js(
            "const e = document.activeElement; const s = getComputedStyle(e);"
            "const pane = e.closest('header, aside, #list, #card, #text');"
            "return [pane && (pane.id || pane.tagName), s.outlineStyle !== 'none' || e === document.body]"
        )
        assert stop[1]
        reached.add(stop[0])
        if stop[0] == "text":
            break
    assert {"HEADER", "legend", "list", "card", "text"} <= reached


def test_a_branch_folds_by_keyboard_and_says_so(reader):
    """Left shuts, right opens, the focus stays, and a screen reader hears which it is."""
    amap = from_sentences(["One is so.", "Two is so.", "Three is so."], [(1, 0), (2, 1)])
    reader.open(to_html(amap), "#v=outline")
    reader.js("document.querySelector('#list button.node').focus()")
    reader.press(Keys.ARROW_LEFT)
    assert reader.texts("#list button.node > span[dir]") == ["One is so."]
    fold = reader.find("#list .fold")
    assert (fold.get_attribute("aria-expanded"), fold.accessible_name) == ("false", "Show 1 beneath")
    assert reader.js("return document.activeElement.dataset.node") == "0"
    reader.press(Keys.ARROW_RIGHT)
    assert len(reader.texts("#list button.node > span[dir]")) == 3
    assert reader.find("#list .fold").get_attribute("aria-expanded") == "true"


def test_a_screen_reader_hears_relation_kind_and_words(reader):
    """The name of a row says it all, in that order, within nested lists."""
    reader.open(to_html(ash()), "#v=outline")
    names = [row.accessible_name for row in reader.all("#list button.node")]
    assert any(name.startswith("supports Claim: Distillation lowers the cost of catching up") for name in names)
    assert reader.js(
        "return [...document.querySelectorAll('#list li li')].every(e => e.parentElement.tagName === 'UL' &&"
        "e.parentElement.parentElement.tagName === 'LI')"
    )
    assert reader.find("#status").get_attribute("aria-live") == "polite"


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


def test_the_outline_tells_the_causes_and_their_loops(reader):
    """What the drawing shows is all in the lists."""
    reader.open(to_html(circle(Polarity.RAISES, Polarity.RAISES)), "#v=outline")
    assert reader.texts("#list h2") == ["Causes", "Loops", "Standing alone"]
    assert "alpha raises beta" in reader.texts("#list .jump")
    assert any(words.startswith("R1 reinforcing") for words in reader.texts("#list .jump"))


def test_predictions_are_sorted_by_when_they_are_due(reader):
    """Dated bets first, under their year, then those without a date."""
    reader.open(to_html(example_map()), "#v=predictions")
    assert reader.texts("#list h2") == ["2028 1", "No date given 2"]
    assert reader.texts("#list .due-words")[0] == "by early 2028"
    assert len(reader.all("#list button.bet")) == 3


def test_bets_that_stand_alone_are_bets_too(reader):
    """What thins out the map leaves the predictions alone, and their legend counts predictions only."""
    words = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")
    amap = from_sentences([f"{word} is so." for word in words], [(2, 0), (3, 0)])
    reader.open(to_html(amap), "#v=predictions&f=-kind:prediction")
    bets = [prop.text for prop in amap.propositions if prop.kind is Kind.PREDICTION]
    assert len(bets) == len(reader.all("#list .bet")) == 3
    assert reader.texts("#status")[0].startswith("3 of 3 predictions shown")
    assert reader.texts("#legend legend") == ["Held by"]
    assert reader.texts("#legend span.count") == ["2", "1"]
    reader.click("#legend input")
    assert len(reader.all("#list .bet")) == 1


def test_a_bet_says_how_sure_on_what_condition_and_why(reader):
    """Its certainty, the words of its condition, and each claim that it rests on as a button."""
    doc = Document(text="If chips get cheap, open models will win in 2028. Prices fall. Law may stop it.",
                   title="Bets", author="Lee Cedar", date="2026-07-01")
    bet = claim(doc, "If chips get cheap, open models will win in 2028", kind=Kind.PREDICTION,
                certainty=Certainty.PROBABLE,
                horizon=Horizon(text="in 2028", earliest="2028-01-01", latest="2028-12-31"))
    falls, law = claim(doc, "Prices fall"), claim(doc, "Law may stop it")
    cheap, win = concept("cheap chips"), concept("open models win")
    said = link(bet, doc, (cheap, "chips get cheap"), (win, "open models will win"), "If", Polarity.RAISES)
    why, but = ((Scheme.SUPPORT, (falls,), bet, "Prices"), (Scheme.ATTACK, (law,), bet, "Law"))
    relations = (inference(doc, *why), inference(doc, *but))
    amap = ArgumentMap(documents=(doc,), propositions=(bet, falls, law), concepts=(cheap, win), links=(said,),
                       inferences=relations)
    reader.open(to_html(amap), "#v=predictions")
    assert reader.texts("#list .due-words") == ["in 2028"]
    assert reader.texts("#list .sureness") == ["probable"]
    assert reader.texts("#list .given") == ["on condition if chips get cheap"]
    assert reader.texts("#list .grounds .jump") == ["supported byPrices fall", "attacked byLaw may stop it"]
    bar = reader.find("#list .due")
    assert bar.get_attribute("class") == "due probable"
    # The year is the last of the three that the line shows: 731 of 1,096 days lie before it.
    assert bar.get_attribute("style") == "left: 66.6058%; width: 33.3029%;"
    reader.click("#list .bet")
    assert "Only if chips get cheap" in reader.texts("#card .fact")
    reader.choose("#list .grounds .jump", "Prices fall")
    assert reader.texts("#card .words") == ["Prices fall"]
