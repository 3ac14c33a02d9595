"""What a bet keeps: how likely, when, on what condition, settled by what, resting on what; and what comes of it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest

from argmap.assemble import assemble
from argmap.bets import bets, chances, conditions, due, fallout, find, score, settling
from argmap.bets.ledger import Ledger
from argmap.bets.words import FAMILIES, rules
from argmap.errors import LedgerError
from argmap.model import Certainty, Horizon, Kind, Scheme
from tests.ledgers import example_bets, judged, predictions, read
from tests.maps import ash, claim, inference, sorted_map

READERS = {
    "chances": lambda text: [(one.rule, {"low": one.low, "high": one.high, "words": one.words})
                             for one in chances.find(text)],
    "conditions": lambda text: [(one.rule, {"cue": one.cue, "words": one.words}) for one in conditions.of_words(text)],
    "settlings": lambda text: [(one.rule, {"cue": one.cue, "words": one.words})
                               for one in settling.tests(text) + settling.figures(text)],
}
ALL = [rule for family in FAMILIES for rule in rules(family)]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_rule_finds_its_example_and_leaves_its_counterexamples(rule):
    """Each rule of bets finds what it promises in its example, and nothing in its counterexamples."""
    reader = READERS[rule.name.partition(".")[0]]
    found = [fields for name, fields in reader(rule.example) if name == rule.name]
    assert any(rule.expect.items() <= fields.items() for fields in found), reader(rule.example)
    assert [text for text in rule.counterexamples if rule.name in dict(reader(text))] == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("There is a 70% chance of it.", 0.7, 0.7),
        ("I am 90 percent sure of it.", 0.9, 0.9),
        ("It is between 60% and 80% likely.", 0.6, 0.8),
        ("There is more than a 50% chance.", 0.5, 1.0),
        ("There is a less than 10% chance.", 0.0, 0.1),
        ("A 90% or higher probability.", 0.9, 1.0),
        ("I put the odds of this at 40%.", 0.4, 0.4),
        ("The odds are 3 to 1.", 0.75, 0.75),
        ("The odds are 10 to 1 against it.", 0.0909, 0.0909),
        ("It is a 3-to-1 shot.", 0.25, 0.25),
        ("Chances are one in five.", 0.2, 0.2),
        ("A two-thirds chance, I say.", 0.6667, 0.6667),
        ("It is fifty-fifty.", 0.5, 0.5),
        ("p(ruin) = .05 for me.", 0.05, 0.05),
        ("It will almost certainly fall.", 0.95, 0.99),
        ("It is very unlikely to fall.", 0.05, 0.2),
        ("It is not likely to fall.", 0.2, 0.45),
        ("It isn’t probable.", 0.2, 0.45),
        ("It is more likely than not.", 0.5, 1.0),
        ("It is very likely, I give it a 70% chance.", 0.7, 0.7),
        ("70% of models will probably be open.", 0.55, 0.8),
    ],
)
def test_chance_is_what_the_words_or_numbers_say(text, low, high):
    """Numbers go before words, words mean what the table says, a denial turns them round."""
    first = chances.find(text)[0]
    assert (first.low, first.high) == (low, high)


@pytest.mark.parametrize("text", [
    "It will fall.", "It may fall.", "I think it falls.", "A 200% chance.", "It took 3 to 4 years.", "We won 3 to 1.",
    "Some 70% will fall.", "Those are 0 to 0 odds.", "More remote work will come.", "",
])
def test_no_chance_is_made_up(text):
    """Where neither words of probability nor numbers of it stand, there is no chance."""
    assert chances.find(text) == ()


def test_table_of_words_says_who_says_so():
    """Each word of probability has a range within 0 and 1, and a source."""
    for term, (low, high, source) in chances.table().items():
        assert 0 <= low <= high <= 1, term
        assert source in ("ICD-203", "IPCC", "PHIA", "meaning")


def test_bet_keeps_what_its_essay_says():
    """Who, when, how sure, on what it rests near and far, with mechanisms and causes."""
    _, known = example_bets()
    bet = next(item for item in known if item.words.startswith("Open models will match"))
    assert (bet.holder, bet.said, bet.horizon, bet.latest) == (
        "Ash Willow", "2026-05-04", "by early 2028", date(2028, 4, 30))
    assert {(ground.steps, ground.text[:12]) for ground in bet.grounds} == {
        (1, "Last year th"), (1, "Distillation"), (2, "a small team")}
    assert [ground.steps for ground in bet.grounds] == [1, 1, 2]
    assert {ground.mechanisms for ground in bet.grounds} == {(), ("distillation",)}
    reported = next(item for item in known if item.words == "export rules will stop this")
    assert reported.holder == "Rowan Birch"
    assert reported.mechanisms == ("regulation",)
    assert [ground.text for ground in reported.against] == ["the rules slow chips, not ideas"]


def test_support_in_a_circle_ends():
    """Two predictions that support each other rest on each other once, not for ever."""
    amap = predictions("Prices will fall.", "Chips will be cheap.")
    [doc], (one, two) = amap.documents, amap.propositions
    steps = [inference(doc, Scheme.SUPPORT, (a,), b, "will") for a, b in ((one, two), (two, one))]
    known = bets(replace(amap, inferences=tuple(steps)))
    assert {bet.id: [ground.id for ground in bet.grounds] for bet in known} == {one.id: [two.id], two.id: [one.id]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("If the rules hold, prices will fall.", [("If", "the rules hold")]),
        ("Prices will fall unless the rules hold.", [("unless", "the rules hold")]),
        ("Prices will fall only if the rules hold.", [("only if", "the rules hold")]),
        ("Prices will fall, even if the rules hold.", []),
        ("We will see if prices fall.", []),
        ("It looks as if prices will fall.", []),
    ],
)
def test_condition_is_read_off_the_words(text, found):
    """What a bet depends on is told apart from what it holds against, and from questions."""
    [bet] = read(text)
    assert [(item.cue, item.words) for item in bet.conditions] == found


def test_chance_of_a_condition_is_not_that_of_the_bet():
    """How likely the condition is says nothing of how likely the bet is."""
    [bet] = read("If a ban is very likely, prices will fall.")
    assert bet.chance is None


def test_what_would_settle_it_is_found_in_its_own_paragraph():
    """A test that the essay names beside a bet is kept in its words; one in another paragraph is not."""
    doc_text = "Prices will halve by 2028. I will be wrong if a card costs more.\n\nThe test will be another one."
    amap = predictions("Prices will halve by 2028")
    doc = replace(amap.documents[0], text=doc_text, id="")
    [bet] = bets(sorted_map((doc,), [claim(doc, "Prices will halve by 2028", kind=Kind.PREDICTION)], (), (), (), ()))
    assert [item.words for item in bet.settlings] == ["I will be wrong if a card costs more."]
    [other] = read("A run will cost $10 billion.")
    assert [item.words for item in other.settlings] == ["$10 billion"]


@pytest.mark.parametrize(
    ("horizon", "first", "last"),
    [
        (Horizon(text="in 2027", earliest="2027", latest="2027"), date(2027, 1, 1), date(2027, 12, 31)),
        (Horizon(text="in February", earliest="2028-02", latest="2028-02"), date(2028, 2, 1), date(2028, 2, 29)),
        (Horizon(text="from 2027 on", earliest="2027-01-01"), date(2027, 1, 1), None),
        (Horizon(text="soon", earliest="whenever", latest="9999999999"), None, None),
        (Horizon(text="in 2027", earliest="2027-13-01", latest="2027-02-30"), None, None),
    ],
)
def test_dates_of_other_tools_are_read_as_whole_months_and_years(horizon, first, last):
    """A graph may give a year or a month; what is no date is none, and no error."""
    [bet] = read("Prices will fall.", horizons=(horizon,))
    assert (bet.earliest, bet.latest) == (first, last)


def test_what_is_assumed_or_unknown_is_said():
    """A missing essay date leaves words relative, a season has its hemisphere, and both are told."""
    horizons = (Horizon(text="within two years"),)
    [bet] = read("Prices will fall within two years.", said="", horizons=horizons)
    assert ["stays relative" in note for note in bet.notes] == [True]
    summer = Horizon(text="this summer", earliest="2026-06-01", latest="2026-08-31")
    [north] = read("Prices will fall.", horizons=(summer,))
    assert north.notes == ("“this summer” is a season of the northern hemisphere, which is taken where none is named",)
    [south] = read("Prices will fall.", horizons=(Horizon(text="this austral summer", latest="2027-02-28"),))
    assert south.notes == ("“this austral summer” is a season of the southern hemisphere",)
    [two] = read("A 70% chance by 2027 and a 90% chance by 2030.")
    assert two.notes == ("its words hold other chances too: a 90% chance",)


def test_bet_is_found_by_the_beginning_of_its_id():
    """A short id will do; an unknown or ambiguous one is told with what to do."""
    known = read("Prices will fall.", "Chips will be cheap.")
    assert find(known, known[0].id[:9]) == known[0]
    for key, message in (("p-", "2 bets have an id that begins with 'p-'"), ("p-none", "no bet has the id 'p-none'"),
                         ("", "no bet has the id ''")):
        with pytest.raises(LedgerError, match=message):
            find(known, key)


def test_claims_are_no_bets():
    """Only predictions come due."""
    assert {bet.prop.kind for bet in bets(ash())} == {Kind.PREDICTION}
    assert len(bets(ash())) == 2


def dated(last, first=None):
    return Horizon(text="then", earliest=first, latest=last)


def test_due_tells_what_can_be_judged_from_what_comes():
    """The last day itself counts as due; what is resolved is not asked for; open ends and no dates stand apart."""
    known = read("A will fall.", "B will fall.", "C will fall.", "D will fall.", "E will fall.",
                 horizons=(dated("2027-01-01"), dated("2027-01-02"), dated(None, "2026-06-01"), None,
                           dated("2026-12-31")))
    found = due(known, judged((known[4], "no")), on=date(2027, 1, 1))
    assert (found.now, found.coming, found.open, found.undated) == ((known[0],), (known[1],), (known[2],), (known[3],))
    assert due(known, Ledger(), on=date(2026, 12, 30)).now == ()


def test_scores_are_those_worked_out_by_hand():
    """Brier and log score over numbers and the middles of words; partly and unclear are counted, not scored."""
    known = read("A 70% chance of A.", "A 90% chance of B.", "It is unlikely that C.", "D will be.",
                 "A 50% chance of E.", "A 40% chance of F.")
    ledger = judged(*zip(known, ("yes", "no", "no", "yes", "partly", "unclear"), strict=True))
    [record] = score(known, ledger)
    assert record.outcomes == {"yes": 2, "no": 2, "partly": 1, "unclear": 1}
    assert (record.right, record.judged, record.scored, record.open) == (3, 4, 3, 0)
    assert record.brier == round((0.3**2 + 0.9**2 + 0.325**2) / 3, 4)
    assert record.log == round((math.log(0.7) + math.log(0.1) + math.log(0.675)) / 3, 4)
    assert [(part.count, part.said, part.came) for part in record.bins] == [
        (0, None, None), (1, 0.325, 0.0), (0, None, None), (1, 0.7, 1.0), (1, 0.9, 0.0)]
    assert record.few
    assert record.interval == (0.3006, 0.9544)


def test_certain_chance_that_fails_has_a_finite_log_score():
    """Nobody's log score is infinite: 100 % counts as 99 %."""
    known = read("A 100% chance of A.")
    [record] = score(known, judged((known[0], "no")))
    assert (record.brier, record.log) == (1.0, round(math.log(0.01), 4))


def test_each_holder_has_a_record_and_all_together_one():
    """A reported view is on the record of whoever holds it, not of the essay's author."""
    _, known = example_bets()
    records = {record.holder: record for record in score(known, Ledger())}
    assert list(records) == ["Ash Willow", "Lee Cedar", "Rowan Birch", "all"]
    assert (records["Rowan Birch"].bets, records["all"].bets, records["all"].brier) == (2, 4, None)


def test_sure_and_unsure_are_told_apart():
    """How often the certain come right is counted beside how often the possible do."""
    sure = predictions("A will be.")
    unsure = predictions("B may be.", certainty=Certainty.POSSIBLE, author="Bo Elm")
    known = bets(assemble([sure, unsure]))
    records = score(known, judged(*((bet, "yes") for bet in known)))
    assert records[-1].by_certainty == {"certain": (1, 1), "possible": (1, 1)}


def test_fallout_follows_supports_up_and_mechanisms_down():
    """What a failed bet supports leans on it, with the supports that are left; its mechanisms count it as wrong."""
    doc_text = "Chips will be cheap. Prices will fall. Demand is low. All will buy."
    doc = replace(ash().documents[0], text=doc_text, id="")
    chips = claim(doc, "Chips will be cheap", kind=Kind.PREDICTION, mechanisms=("compute",))
    prices = claim(doc, "Prices will fall")
    demand = claim(doc, "Demand is low", mechanisms=("economics",))
    everyone = claim(doc, "All will buy", kind=Kind.PREDICTION)
    steps = [inference(doc, Scheme.SUPPORT, premises, to, "will") for premises, to in
             (((chips,), prices), ((prices,), everyone), ((demand,), everyone))]
    amap = sorted_map((doc,), (chips, prices, demand, everyone), (), (), steps, ash().mechanisms)
    known = bets(amap)
    found = fallout(amap, known, judged((find(known, chips.id), "no")))
    assert [bet.id for bet in found.failed] == [chips.id]
    assert [(item.ground.text, item.ground.steps, item.left) for item in found.claims] == [
        ("Prices will fall", 1, 0), ("All will buy", 2, 1)]
    assert [(item.label, len(item.failed), len(item.held), item.open) for item in found.mechanisms] == [
        ("compute", 1, 0, 1)]
    right = fallout(amap, known, judged((find(known, chips.id), "yes")))
    assert (right.failed, right.claims, right.mechanisms) == ((), (), ())


def test_unlikely_thing_that_happens_is_a_failed_bet():
    """Of what was called unlikely, yes is the failure."""
    amap = predictions("It is unlikely that prices fall.")
    known = bets(amap)
    assert [bet.id for bet in fallout(amap, known, judged((known[0], "yes"))).failed] == [known[0].id]
    assert fallout(amap, known, judged((known[0], "no"))).failed == ()
