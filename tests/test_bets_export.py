"""Bets for other tools, and resolutions back from their tables."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar

from argmap.bets import Ledger, Outcome, bets
from argmap.bets.export import written
from argmap.bets.questions import columns, title
from argmap.bets.tabled import loads
from argmap.errors import LedgerError
from argmap.model import Horizon
from tests.ledgers import example_bets, example_ledger, judged, predictions, read

DAY = date(2028, 5, 1)
BY_2027 = Horizon(text="by 2027", earliest="2026-04-15", latest="2027-12-31")


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def export(form, known=None, ledger=None):
    amap, found = example_bets()
    return written(amap, found if known is None else known, example_ledger() if ledger is None else ledger, form)


def test_fatebook_table_has_its_columns_and_words():
    """Fatebook's import finds its keys; what has no last day is left out and counted."""
    found = export("fatebook-csv")
    rows = table(found.text)
    assert list(rows[0]) == ["questionTitle", "forecast", "qCreatedAt", "resolution", "resolvedAt", "resolveBy",
                             "fCreatedAt", "tags", "notes"]
    assert [(row["resolveBy"], row["resolution"], row["resolvedAt"]) for row in rows] == [
        ("2027-12-31", "NO", "2028-05-01"), ("2028-04-30", "", "")]
    assert (found.left, found.why) == (2, "they have no last day")
    [bet] = read("There is a 60-80% chance of a fall.", horizons=(BY_2027,))
    [row] = json.loads(export("fatebook-json", [bet]).text)
    assert (row["forecast"], row["resolveBy"], row["tags"]) == (0.7, "2027-12-31", ["argmap", bet.id])
    assert set(row) <= set(columns()["fatebook"]["json"])


def test_bet_without_a_chance_has_no_forecast():
    """No number is made up where the essay gives none."""
    [bet] = read("Prices will fall.", horizons=(BY_2027,))
    assert table(export("fatebook-csv", [bet]).text)[0]["forecast"] == ""
    assert "forecast" not in json.loads(export("fatebook-json", [bet]).text)[0]


def test_metaculus_question_says_by_what_to_judge_it():
    """The criteria are the words of the essay, its dates and its conditions; partly and unclear are ambiguous."""
    [bet] = read("If the rules hold, prices will fall.", horizons=(BY_2027,))
    [row] = json.loads(export("metaculus-json", [bet], judged((bet, "partly"))).text)
    assert set(row) == {"title", "resolution_criteria", "fine_print", "close_time", "resolve_time", "resolution",
                        "possibilities"}
    assert row["resolution_criteria"].splitlines() == [
        "Yes, if what these words speak of comes about from 2026-04-15 to 2027-12-31 (“by 2027”): “If the rules hold, "
        "prices will fall.”", "On condition: If the rules hold"]
    assert (row["resolution"], row["resolve_time"], row["possibilities"]) == (
        "ambiguous", "2027-12-31T23:59:59Z", {"type": "binary"})
    assert json.loads(table(export("metaculus-csv", [bet]).text)[0]["possibilities"]) == {"type": "binary"}


def test_calendar_has_one_entry_a_due_date_and_the_same_bytes():
    """Two bets due on one day are one entry; a second run gives the same calendar; resolved ones are gone."""
    known = read("A will fall; really, it will.", "B will fall.", "C will fall.",
                 horizons=(BY_2027, BY_2027, Horizon(text="by 2028", latest="2028-02-29")))
    text = export("ical", known, Ledger()).text
    assert text == export("ical", known, Ledger()).text
    assert text.count("\r\n") == text.count("\n")
    events = Calendar.from_ical(text).walk("VEVENT")
    assert [(event["dtstart"].dt, event["dtend"].dt, str(event["summary"])) for event in events] == [
        (date(2027, 12, 31), date(2028, 1, 1), "2 bets fall due"),
        (date(2028, 2, 29), date(2028, 3, 1), "Due: C will fall.")]
    assert len({str(event["uid"]) for event in events}) == 2
    assert {event["dtstamp"].dt.date() for event in events} == {date(2026, 4, 15)}
    assert "“A will fall; really, it will.”" in str(events[0]["description"])
    left = Calendar.from_ical(export("ical", known, judged((known[2], "yes"))).text).walk("VEVENT")
    assert len(left) == 1


def test_calendar_line_is_not_broken_by_what_an_essay_says():
    """Words that look like calendar lines stay words."""
    [bet] = read("Prices fall.\r\nEND:VEVENT\r\nBEGIN:VEVENT then.", horizons=(BY_2027,))
    assert len(Calendar.from_ical(export("ical", [bet], Ledger()).text).walk("VEVENT")) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("url", "https://example.org/a\nATTENDEE:mailto:a@example.org"), ("url", "https://example.org/\x00"),
     ("title", "bell \x07, escape \x1b"), ("author", "half \ud800"), ("date", "May\r\nATTENDEE:a")])
def test_calendar_takes_any_fields_of_an_essay(field, value):
    """An address or title of a hostile graph adds no line, no control character, and is no error."""
    amap = predictions("Prices fall.", horizons=(BY_2027,))
    amap = replace(amap, documents=(replace(amap.documents[0], **{field: value}),))
    text = export("ical", bets(amap), Ledger()).text
    assert not any(line.startswith(("ATTENDEE", "URL")) for line in text.splitlines())
    assert not set(text.replace("\r\n", "").encode()).intersection(range(32))


def test_calendar_goes_to_the_end_of_time():
    """A horizon in the last year of the calendar is no error."""
    [bet] = read("Prices fall.", horizons=(Horizon(text="by 2999", latest="2999-12-31"),))
    assert "20000" not in export("ical", [bet], Ledger()).text


def test_claim_reviews_are_of_resolved_bets_only():
    """Who judged which words when, by what; nothing is reviewed that nobody judged."""
    found = export("claimreview")
    [review] = json.loads(found.text)["@graph"]
    assert (review["@type"], review["claimReviewed"], review["author"]["name"], review["datePublished"]) == (
        "ClaimReview", "prices will fall in 2027", "Lee Cedar", "2028-05-01")
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Did not come about", "ratingValue": 1,
                                      "worstRating": 1, "bestRating": 3}
    assert review["itemReviewed"]["@type"] == "Claim"
    assert review["citation"] == "https://example.org/prices?a=1&b=2"
    assert found.left == 3


def test_unclear_bet_is_reviewed_without_a_rating_value():
    """What cannot be said is no number between yes and no."""
    known = bets(predictions("Prices will fall."))
    [review] = json.loads(export("claimreview", known, judged((known[0], "unclear"))).text)["@graph"]
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Cannot be said"}


def test_cells_that_a_spreadsheet_would_run_are_guarded():
    """A bet that begins like a formula is text in a spreadsheet."""
    known = read("=1+1 will be 3.")
    assert table(export("csv", known).text)[0]["words"].startswith("'=1+1")


def imported(text, known, ledger=None):
    return loads(text, known, ledger or Ledger(), by="Ash", on=DAY, name="judged.csv")


def test_own_table_comes_back_with_its_outcomes():
    """Fill in the outcomes of the exported table, and it is imported; what stands already is passed over."""
    amap, known = example_bets()
    rows = table(written(amap, known, example_ledger(), "csv").text)
    for row in rows[1:]:
        row |= {"outcome": "Partly", "note": "'=half", "by": "Bo", "on": "2028-06-01", "evidence": "https://e.org/x"}
    rows[3]["outcome"] = " "
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    found = imported(file.getvalue(), known, example_ledger())
    assert [(entry.outcome, entry.by, entry.on, entry.note) for entry in found.entries] == [
        (Outcome.PARTLY, "Bo", "2028-06-01", "=half")] * 2
    assert (found.open, found.known) == (1, 1)


def test_table_of_fatebook_is_read_by_its_titles_and_tags():
    """Fatebook's own headers will do, and its words for outcomes."""
    one, two = read("Prices will fall.", "Chips will be cheap.", horizons=(BY_2027, BY_2027))
    text = f'Question title,Resolution,Resolved at,Question tags\n"{title(one)}",YES,2028-01-02T10:00:00Z,\n' \
           f'other,AMBIGUOUS,,"argmap, {two.id}"\n'
    found = imported("\ufeff" + text, (one, two))
    assert [(entry.bet, entry.outcome, entry.on, entry.by) for entry in found.entries] == [
        (one.id, Outcome.YES, "2028-01-02", "Ash"), (two.id, Outcome.UNCLEAR, "2028-05-01", "Ash")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has no column for the bet"),
        ("id,when\np-1,yes\n", "or none for its outcome"),
        ("id,outcome\np-0000,yes\n", "line 2: no bet has the id 'p-0000'"),
        ("id,outcome\n{id},maybe\n", "line 2: 'maybe' is no outcome"),
        ("id,outcome,on\n{id},yes,yesterday\n", "line 2: 'yesterday' is no day"),
        ("id,outcome,evidence\n{id},yes,ftp://x\n", "evidence is an address"),
        ("id,outcome\n,yes\n", "line 2: names no bet"),
        ("id,outcome\n{id},yes\n{id},no\n", "line 3: .*is resolved already: yes"),
        ('id,outcome\n"{id},yes\n', "is no CSV"),
        ("id,outcome\n" + "x" * 200_000 + ",yes\n", "is no CSV"),
    ],
)
def test_table_that_is_wrong_is_refused_with_its_line(text, message):
    """One bad row, and nothing is imported; the error says which."""
    known = read("Prices will fall.")
    with pytest.raises(LedgerError, match=message):
        imported(text.replace("{id}", known[0].id), known)
