"""The page of bets in real Chromium, with every host unreachable."""

from __future__ import annotations

from datetime import date

import pytest

from argmap.bets import Ledger, bets
from argmap.bets.ledger import Outcome, resolution
from argmap.model import Horizon
from argmap.render.bets import to_html
from tests.ledgers import example_bets, example_ledger, predictions, read
from tests.test_browser import ATTACKS

pytestmark = pytest.mark.browser
SEEN = date(2027, 12, 31)


def page(on=SEEN):
    _, known = example_bets()
    return to_html(known, example_ledger(), title="Three essays", on=on)


def states(reader):
    return reader.js("return [...document.querySelectorAll('.group')].map(g => [g.dataset.state, "
                     "g.querySelectorAll('details').length])")


def test_page_groups_bets_as_seen_from_a_day(reader):
    """What can be judged, what comes, what has no date and what is judged stand apart; another day sorts anew."""
    reader.open(page())
    assert states(reader) == [["coming", 1], ["undated", 2], ["judged", 1]]
    assert reader.texts("#status") == ["4 of 4 bets, seen from 2027-12-31"]
    reader.js("const on = document.getElementById('on'); on.value = '2028-04-30';"
              "on.dispatchEvent(new Event('change'))")
    assert states(reader)[0] == ["now", 1]
    assert [url for url in reader.requests() if not url.startswith(("file:", "blob:", "data:"))] == []
    assert reader.complaints() == []


def test_page_without_a_day_is_seen_from_the_readers(reader):
    """The same bytes are right on any day: the day of reading is shown."""
    reader.open(page(on=None))
    today = reader.js("const d = new Date(), two = n => String(n).padStart(2, '0');"
                      "return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`")
    assert reader.js("return document.getElementById('on').value") == today


def test_filters_and_search_choose_what_is_shown(reader):
    """A holder or a state that is switched off is gone; words are found in bets and names; nothing left is said."""
    reader.open(page())
    reader.click("[data-group='who:Rowan Birch']")
    assert ["undated", 2] not in states(reader)
    reader.click("[data-group='state:judged']")
    assert states(reader) == [["coming", 1]]
    reader.press("/")
    reader.press("nothing like it")
    assert reader.texts("#list") == ["No bet passes the filters."]


def test_keyboard_opens_a_bet_with_its_history(reader):
    """Tab and Enter are enough to see what a bet rests on and who judged it by what."""
    _, known = example_bets()
    reader.open(page())
    reader.js("document.getElementById(arguments[0]).querySelector('summary').focus()", known[0].id)
    reader.press("\ue007")
    [words] = reader.texts(".group details[open] .grounds")
    assert "rests on More chips lower the price of compute" in words
    assert "2028-05-01 no, by Lee Cedar · By the median. · https://example.org/prices?a=1&b=2" in words
    [link] = reader.all("details[open] .grounds a[href^='https://example.org/prices']")
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_address_of_a_bet_opens_it(reader):
    """A link to one bet shows that bet."""
    _, known = example_bets()
    reader.open(page(), f"#{known[1].id}")
    assert reader.js("return document.querySelector('.group details[open]').id") == known[1].id


def test_records_are_on_the_page(reader):
    """Each author's record stands there as the terminal prints it, small numbers said to be small."""
    reader.open(page())
    assert reader.texts("#scores tbody tr td:first-child")[:4] == ["Ash Willow", "Lee Cedar", "Rowan Birch", "all"]
    assert "Fewer than 10 bets are judged, too few to say much, of anybody." in reader.texts("#scores .quiet")


def hostile():
    """Bets with an attack in every field that comes from an essay or a ledger."""
    horizons = tuple(Horizon(text=attack, earliest=attack, latest=attack) for attack in ATTACKS)
    known = bets(predictions(*ATTACKS, horizons=horizons, author=ATTACKS[1], said=ATTACKS[4]))
    ledger = Ledger()
    for bet in known:
        made = resolution(ledger, bet=bet.id, words=bet.words, outcome=Outcome.NO, by=ATTACKS[0], on=SEEN,
                          evidence="https://example.org/'onload=window.__x=1", note=bet.words)
        ledger = Ledger((*ledger.entries, made))
    return to_html(known, ledger, title=ATTACKS[1], on=SEEN)


def test_markup_in_essays_and_ledgers_is_never_run(reader):
    """Every field that comes from an essay, a ledger or the address is text."""
    reader.open(hostile(), f"#{ATTACKS[0]}")
    reader.js("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    reader.settle()
    assert reader.js("return window.__x") is None
    assert reader.complaints() == []
    words = reader.texts("#list")[0]
    for attack in ATTACKS:
        assert attack in words
    assert reader.all("#list img, #list svg, #list script, #scores img") == []


def test_script_that_gets_into_the_page_does_not_run(reader):
    """The policy holds even where escaping would not."""
    reader.open(page())
    reader.js("const s = document.createElement('script'); s.textContent = 'window.__x = 1'; document.body.append(s)")
    assert reader.js("return window.__x") is None


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_page_is_accessible_and_fits(reader, dark, width):
    """In both themes, on a phone and on a desk: nothing serious for axe, nothing that runs out of the window."""
    _, known = example_bets()
    reader.open(page(), f"#{known[0].id}", size=(width, 844), dark=dark)
    assert reader.js("return document.documentElement.dataset.theme") == ("dark" if dark else "light")
    assert reader.faults() == []
    assert reader.js("return document.documentElement.scrollWidth") <= width


def test_page_of_many_bets_shows_them_in_parts(reader):
    """A group of a thousand shows its first ones, and more when asked."""
    reader.open(to_html(read(*(f"Thing {n} will come." for n in range(450))), Ledger(), on=SEEN))
    assert states(reader) == [["undated", 200]]
    reader.click(".more")
    assert states(reader) == [["undated", 400]]


def test_no_bet_is_no_error(reader):
    """A page of nothing says so."""
    reader.open(to_html((), Ledger(), on=SEEN))
    assert reader.texts("#list") == ["No bet was found."]
    assert reader.complaints() == []
