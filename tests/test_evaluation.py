"""The score of labelled essays: what is counted, how sure the figures are, and what a user sees of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from argmap.cli import main
from argmap.errors import GraphError
from argmap.evaluation import Measure, essays, from_json, from_map, report, score
from argmap.evaluation.answers import Answers, FoundLink, FoundProposition, from_gold, read
from argmap.evaluation.counts import Counts, Judgement
from argmap.evaluation.gold import GoldEssay
from argmap.evaluation.intervals import draws, figures
from argmap.evaluation.matching import place
from argmap.evaluation.measures import Grade
from argmap.evaluation.mistakes import mistakes, sample
from argmap.evaluation.reliability import bins, calibration_error
from argmap.evaluation.sheets import Sheet, to_markdown
from argmap.formats.json import dumps
from argmap.model import Document
from tests.conftest import ROOT

CASES = ROOT / "tests" / "cases" / "evaluation"
GOLD, SYSTEM = CASES / "gold", CASES / "system"

#: What the labels of tests/cases/evaluation say of the answers there: right, extra, missed.
COUNTS = {
    "claim": (12, 2, 1), "prediction": (2, 1, 2), "horizon": (2, 1, 1), "mechanism": (6, 1, 0),
    "holder is another": (1, 0, 1), "causal link": (3, 2, 3), "causal unit": (4, 1, 1), "relation": (5, 4, 3),
    "relation, any type": (6, 3, 2), "attack": (1, 1, 1),
}
#: Right answers, and all answers.
GRADES = {
    "certainty": (10, 12), "causal polarity": (3, 3), "causal negation": (2, 3), "causal direction": (3, 4),
}
#: The fields that score.py, the scorer that came with the labels, prints too.
FIELDS = ("p", "r", "f1", "gold", "system", "all_yes_f1", "accuracy", "n")


@pytest.fixture
def scores():
    """Score the answers of tests/cases/evaluation."""
    return [score(gold, read(SYSTEM, gold.name)) for gold in essays(GOLD)]


def run(*args):
    """Run `argmap eval` in this process."""
    return CliRunner().invoke(main, ["eval", *map(str, args)])


def test_every_measure_counts_what_is_right_extra_and_missed(scores):
    """Claims, bets, dates, mechanisms, holders, causes and relations, each as the labels have it."""
    found = report(scores)
    assert {name: tuple(found[name][key] for key in ("tp", "fp", "fn")) for name in COUNTS} == COUNTS
    assert {name: (round(found[name]["accuracy"] * found[name]["n"]), found[name]["n"]) for name in GRADES} == GRADES


def test_totals_are_the_sum_of_the_essays(scores):
    """The figure over all essays counts items, not essays."""
    for name in Measure:
        parts = [one.outcomes[name].counts for one in scores]
        whole = report(scores)[name]
        assert (whole["tp"], whole["fp"], whole["fn"]) == tuple(
            sum(getattr(part, key) for part in parts) for key in ("right", "extra", "missed")
        )


def test_labels_agree_with_themselves():
    """The same labelling twice is agreement everywhere; how far two labellers agree is read off the same table."""
    found = report([score(gold, from_gold(gold)) for gold in essays(GOLD)])
    assert {found[name]["f1"] for name in Measure} == {1.0}
    assert {found[name]["accuracy"] for name in Grade} == {1.0}


@pytest.mark.shared
@pytest.mark.model
@pytest.mark.parametrize("kind", ["extracted", "labels"])
def test_figures_are_those_of_the_scorer_that_came_with_the_labels(shared, dev_maps, tmp_path, kind):
    """Field by field, over all essays and for each, from the maps themselves and from their JSON."""
    gold = shared / "gold" / "dev"
    for name, amap in dev_maps.items():
        (tmp_path / f"{name}.json").write_text(dumps(amap), encoding="utf-8")
    system = tmp_path if kind == "extracted" else gold
    scorer = [sys.executable, shared / "gold" / "score.py", gold, system, "--json"]
    wanted = json.loads(subprocess.run(scorer, capture_output=True, text=True, check=True).stdout)
    scores = [score(essay, read(system, essay.name)) for essay in essays(gold)]
    if kind == "extracted":
        assert scores == [score(essay, from_map(dev_maps[essay.name])) for essay in essays(gold)]
    assert _scorers(report(scores)) == wanted["all"]
    assert {one.name: _scorers(report([one])) for one in scores} == wanted["essays"]


def _scorers(found):
    """Reduce a report to what score.py prints: its fields, and no question that nobody was asked but direction."""
    return {
        name: {key: value for key, value in row.items() if key in FIELDS}
        for name, row in found.items() if row.get("n", 1) or name == Grade.DIRECTION
    }


def labelled(*units, causal=()):
    """Label units of a text of our own; each is a claim of the author."""
    rows = [{"i": at, "text": text, "role": "claim", "prediction": False, "horizon": None, "certainty": "certain",
             "holder": "author", "mechanisms": []} for at, text in enumerate(units)]
    text = " ".join(units)
    return GoldEssay("own", Document(text=text), rows, causal, [], place(units, text), "Ada")


def cause(at, words, effect, polarity="+"):
    """Label a causal link within a unit."""
    return {"i": at, "cause_i": at, "cause": words, "effect": effect, "polarity": polarity, "negated": False}


def test_a_proposition_speaks_for_every_unit_that_it_covers_by_half():
    """Half of the shorter of the two is enough, so that other ways to cut a text are counted fairly."""
    gold = labelled("Rain falls.", "Rivers rise high.", "Towns flood.")
    prop = FoundProposition(id="1", place=(0, 21), kind="claim")
    outcome = score(gold, Answers(text=gold.document.text, propositions=(prop,))).outcomes[Measure.CLAIM]
    assert [item.units for item in outcome.right] == [(0,), (1,)]
    assert [item.units for item in outcome.missed] == [(2,)]


def test_each_labelled_link_is_matched_once_by_the_first_that_says_the_same():
    """Saying one thing twice is no better than saying it once, and the nearer labelled link is taken."""
    gold = labelled("Cold rain fills rivers.", causal=(cause(0, "rain", "rivers"), cause(0, "Cold rain", "rivers")))
    link = FoundLink(cause=(0, 9), effect=(16, 22), polarity="-")
    found = score(gold, Answers(text=gold.document.text, links=(link, link, link)))
    assert found.outcomes[Measure.LINK].counts == Counts(2, 1, 0)
    right = [item.words for item in found.outcomes[Measure.LINK].right]
    assert right == ["Cold rain → rivers (+)", "rain → rivers (+)"]
    assert (found.grades[Grade.POLARITY].right, found.grades[Grade.POLARITY].answers) == (0, 2)


def test_a_link_turned_round_is_extra_and_counts_against_direction():
    """Cause and effect exchanged is a mistake of its own kind, shown with both wordings."""
    gold = labelled("Rain fills rivers.", causal=(cause(0, "Rain", "rivers"),))
    link = FoundLink(cause=(11, 17), effect=(0, 4), polarity="+")
    found = score(gold, Answers(text=gold.document.text, links=(link,)))
    assert found.outcomes[Measure.LINK].counts == Counts(0, 1, 1)
    [slip] = found.grades[Grade.DIRECTION].slips
    assert (slip.labelled, slip.found) == ("Rain → rivers (+)", "rivers → Rain (+)")


def test_a_unit_that_the_text_of_a_system_lacks_counts_as_missed():
    """A system that drops text is not let off for it, and a user is told."""
    gold = labelled("Rain falls.", "Rivers rise.")
    prop = FoundProposition(id="1", place=(0, 12), kind="claim")
    found = score(gold, Answers(text="Rivers rise.", propositions=(prop,)))
    assert found.lost == (0,)
    assert found.outcomes[Measure.CLAIM].counts == Counts(1, 0, 1)


def test_intervals_are_the_ends_of_what_other_essays_would_give(scores):
    """Of two essays every draw is one, the other or both; the same essays give the same interval again."""
    pair = [Counts(8, 2, 0), Counts(3, 1, 6)]
    drawn = draws(2)
    assert figures(pair, drawn)["f1"] == pytest.approx((pair[1].f1, pair[0].f1))
    assert figures([pair[0], Counts()], drawn)["f1"] == pytest.approx((pair[0].f1, pair[0].f1))
    assert figures([Counts(), Counts()], drawn)["f1"] is None
    assert report(scores, intervals=True) == report(scores, intervals=True)
    claim = report(scores, intervals=True)["claim"]
    assert claim["interval"]["f1"][0] <= claim["f1"] <= claim["interval"]["f1"][1]
    assert "interval" not in report(scores[:1], intervals=True)["claim"]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_bins_hold_everything_that_has_a_confidence(rows):
    """Each judgement is in the one bin that its confidence falls into, and the error is between 0 and 1."""
    found = bins([Judgement(*row) for row in rows])
    assert sum(one.found for one in found) == len(rows)
    assert sum(one.right for one in found) == sum(right for _, right in rows)
    assert all(one.low - 1e-9 <= one.confidence <= one.high + 1e-9 for one in found)
    assert [one.low for one in found] == sorted({one.low for one in found})
    assert 0 <= calibration_error(found) <= 1


def test_calibration_error_is_the_mean_gap():
    """Ten things said to be sure by .9 of which seven are right are off by .2."""
    judged = [Judgement(0.9, number < 7) for number in range(10)] + [Judgement(0.3, number < 3) for number in range(10)]
    low, high = bins(judged)
    assert (low.low, high.low) == (0.3, 0.9)
    assert (low.gap, high.gap) == (pytest.approx(0), pytest.approx(-0.2))
    assert calibration_error((low, high)) == pytest.approx(0.1)


def test_mistakes_name_the_unit_and_quote_it(scores):
    """A reader can look each mistake up: essay, unit, what was missed or found, the words of the text."""
    found = {(measure, kind): [one for row in rows for one in row] for measure, kind, rows in mistakes(scores)}
    [missed] = found["holder is another", "missed"]
    assert (missed.essay, missed.units, missed.texts) == ("mill", (5,), ("Some fear that the village empties.",))
    assert [one.words for one in found["mechanism", "extra"]] == ["pricing"]
    assert "labelled stated, found denied" not in [one.words for one in found["causal negation", "wrong"]]
    assert [one.words for one in found["causal negation", "wrong"]] == [
        "A low river → floods (+): labelled denied, found stated"
    ]
    [turned] = found["causal direction", "wrong"]
    assert turned.words.startswith("labelled the river is low → the wheel stands still (+), found the wheel")
    assert {len(one.units) for one in found["relation", "missed"]} == {2}


def test_a_sample_takes_from_every_essay():
    """The first essay's mistakes do not hide those of the others."""
    assert sample([[1, 2, 3, 4], [], [5], [6, 7]], 4) == [1, 2, 5, 6]
    assert sample([[1], [2]], 0) == []


def test_the_table_shows_figures_intervals_and_what_yes_everywhere_would_get():
    """One line a measure; .870 is F1."""
    result = run(GOLD, "--system", SYSTEM)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = {line[:18].strip(): line.split() for line in result.stdout.splitlines()}
    assert result.stdout.startswith("3 essays by 2 authors, 16 units\n")
    assert lines["claim"][1:4] == [".857", ".923", ".889"]
    assert lines["claim"][-3:] == ["13", "14", ".897"]
    assert lines["causal direction"][2] == ".750"
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_more_tables_are_shown_when_asked_for():
    """By essay, by author, reliability and mistakes."""
    text = run(GOLD, "--system", SYSTEM, "--per-essay", "--by-author", "--reliability", "--errors", "1").stdout
    assert re.search(r"^mill +6 +1\.00 ", text, re.M)
    assert re.search(r"^Ida Moor +10 ", text, re.M)
    assert "How far the confidence of a causal link can be believed" in text
    assert "expected calibration error" in text
    assert "claim: 2 extra, 1 of them shown" in text
    plain = run(GOLD, "--system", SYSTEM).stdout
    assert not re.search(r"mill|Ida Moor|confidence|extra", plain)


def test_json_has_counts_and_only_what_is_asked_for():
    """A program reads the same figures, with tp, fp and fn of each essay."""
    data = json.loads(run(GOLD, "--system", SYSTEM, "--format", "json").stdout)
    assert set(data) == {"all"}
    assert data["all"]["attack"]["tp"] == 1
    args = ("--per-essay", "--by-author", "--reliability", "--errors", "1", "--format", "json")
    data = json.loads(run(GOLD, "--system", SYSTEM, *args).stdout)
    assert set(data) == {"all", "essays", "authors", "reliability", "errors"}
    assert [data["essays"][name]["claim"]["tp"] for name in ("ferry", "mill", "tram")] == [4, 6, 2]
    assert {one["kind"] for one in data["errors"]} == {"missed", "extra", "wrong"}
    assert sum(one["found"] for one in data["reliability"]["causal link"]["bins"]) == 5


def test_markdown_is_a_page_of_tables():
    """The tables go into a page as they are."""
    text = run(GOLD, "--system", SYSTEM, "--format", "markdown").stdout
    assert "| --- | --: | --: |" in text
    assert re.search(r"^\| claim \| \.857 \| \.923 \| \.889 \| \.\d+ to ", text, re.M)


def test_markdown_takes_no_text_for_a_mark():
    """Whatever an essay holds, a cell stays a cell."""
    sheet = Sheet(title="*x*", columns=("a", "b"), rows=(("a|b\n<b>", "[x](y) `z`"),))
    line = to_markdown([sheet]).splitlines()[4]
    assert line == r"| a\|b \<b\> | \[x\](y) \`z\` |"


def test_named_essays_alone_are_scored():
    """By name or by file."""
    for name in ("mill", "mill.md", GOLD / "mill.md", GOLD / "mill.gold.json"):
        assert run(GOLD, name, "--system", SYSTEM).stdout.startswith("1 essay by 1 author, 6 units")


def test_what_a_system_did_not_read_is_left_out_and_named(tmp_path):
    """Figures over some essays are not taken for figures over all."""
    shutil.copy(SYSTEM / "tram.json", tmp_path)
    result = run(GOLD, "--system", tmp_path)
    assert result.stderr == f"argmap: {tmp_path}: nothing for ferry, mill, left out\n"
    assert result.stdout.startswith("1 essay ")
    for folder, message in ((tmp_path, "holds no NAME.json for these essays"), (tmp_path / "none", "no such folder")):
        result = run(GOLD, "mill", "--system", folder)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"argmap: {folder}: {message}")


@pytest.mark.model
def test_eval_extracts_as_extract_does(tmp_path):
    """The figures of an extraction are those of its JSON."""
    done = CliRunner().invoke(main, ["extract", *map(str, sorted(GOLD.glob("*.md"))), "-o", str(tmp_path), "--format",
                                     "json"])
    assert done.exit_code == 0
    extracted = run(GOLD, "--reliability", "--format", "json")
    assert extracted.exit_code == 0
    assert extracted.stdout == run(GOLD, "--system", tmp_path, "--reliability", "--format", "json").stdout
    assert json.loads(extracted.stdout)["all"]["claim"]["f1"] > 0.5


@pytest.fixture
def folder(tmp_path):
    """Copy the labelled essays to where they can be broken."""
    shutil.copytree(GOLD, tmp_path / "gold")
    return tmp_path / "gold"


def edit(path, change):
    """Change the labels of an essay."""
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


WRONG = {
    "unit 1 lacks 'prediction'": lambda data: data["units"][1].pop("prediction"),
    "unit 1: role cannot be 'opinion'": lambda data: data["units"][1].update(role="opinion"),
    "unit 1: prediction cannot be '1'": lambda data: data["units"][1].update(prediction=1),
    "unit 1: mechanisms cannot be 'rlhf'": lambda data: data["units"][1].update(mechanisms="rlhf"),
    "unit 1: i cannot be '7'": lambda data: data["units"][1].update(i=7),
    "unit 1: text cannot be ' '": lambda data: data["units"][1].update(text=" "),
    "unit 1 is no table of labels": lambda data: data["units"].insert(1, "text"),
    "causal link 0: polarity cannot be 'up'": lambda data: data["causal"][0].update(polarity="up"),
    "causal link 0: cause_i cannot be '99'": lambda data: data["causal"][0].update(cause_i=99),
    "relation 2: type cannot be 'rebut'": lambda data: data["relations"][2].update(type="rebut"),
    "relation 0: to cannot be 'True'": lambda data: data["relations"][0].update(to=True),
    "lacks the list 'causal'": lambda data: data.pop("causal"),
    "is called 'mill' inside": lambda data: data.update(essay="mill"),
    "author is no text": lambda data: data.update(author=["Ida"]),
    "unit 2 is not in ferry.md: 'Nobody wrote this.'": lambda data: data["units"][2].update(text="Nobody wrote this."),
}


@pytest.mark.parametrize("message", WRONG)
def test_wrong_labels_are_refused_by_file_row_and_field(folder, message):
    """One line that names the file, the row and the field; nothing is scored."""
    edit(folder / "ferry.gold.json", WRONG[message])
    result = run(folder, "--system", SYSTEM)
    assert (result.exit_code, result.stdout) == (2, "")
    [line] = result.stderr.splitlines()
    assert line.startswith(f"argmap: {folder / 'ferry.gold.json'}: {message}"), line


BROKEN = {
    "is not valid JSON": lambda folder: (folder / "ferry.gold.json").write_text("{", encoding="utf-8"),
    "is no table of labels": lambda folder: (folder / "ferry.gold.json").write_text("[]", encoding="utf-8"),
    "ferry.md: no such file": lambda folder: (folder / "ferry.md").unlink(),
    "ferry has no labels": lambda folder: (folder / "ferry.gold.json").unlink(),
    "there is no essay ferry": lambda folder: [path.unlink() for path in folder.glob("ferry*")],
    "holds no labelled essay": lambda folder: [path.unlink() for path in folder.glob("*.json")],
    "no such folder": shutil.rmtree,
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_folder_without_what_is_needed_is_refused(folder, message):
    """Missing or unreadable files end in one line that says which."""
    BROKEN[message](folder)
    result = run(folder, "ferry", "--system", SYSTEM)
    assert (result.exit_code, result.stdout) == (2, "")
    [line] = result.stderr.splitlines()
    assert line.startswith(f"argmap: {folder}")
    assert message in line


def test_labels_with_markdown_marks_are_of_the_same_text(folder):
    """A unit labelled with its marks is counted as not found, and the user is told; the rest is scored."""
    page = (folder / "ferry.md").read_text("utf-8")
    (folder / "ferry.md").write_text(page.replace("Higher tolls", "Higher [tolls](https://example.org)"), "utf-8")
    edit(folder / "ferry.gold.json", lambda data: data["units"][2].update(
        text="Higher [tolls](https://example.org) reduce the traffic on the bridge."))
    result = run(folder, "ferry", "--system", folder)
    assert result.exit_code == 0
    assert run(folder, "ferry", "--system", SYSTEM).stderr.strip().endswith("count as not found: ferry 2")


@pytest.mark.parametrize(("change", "message"), [
    (lambda data: data.pop("document"), "it lacks 'document'"),
    (lambda data: data["propositions"][0].pop("kind"), "it lacks 'kind'"),
    (lambda data: data["causal_links"][0]["cause"].update(end=10**6), "do not lie in the text"),
    (lambda data: data["relations"][0].update(confidence=7), "confidence 7 is not between 0 and 1"),
])
def test_answers_that_cannot_be_scored_are_refused(change, message):
    """A system's file without the fields that are scored is named as such."""
    data = json.loads((SYSTEM / "mill.json").read_text("utf-8"))
    change(data)
    with pytest.raises(GraphError, match=re.escape(message)):
        from_json(json.dumps(data))


def test_answers_of_another_system_need_only_the_fields_that_are_scored():
    """Certainty, holder, mechanisms, horizon and confidence may be left out."""
    prop = {"id": 1, "start": 0, "end": 4, "kind": "claim"}
    answers = from_json(json.dumps({"document": {"text": "Rain"}, "propositions": [prop], "causal_links": [],
                                    "relations": [{"from": 1, "to": 1, "type": "support"}]}))
    assert answers.propositions == (FoundProposition(id="1", place=(0, 4), kind="claim"),)


def test_options_that_would_change_nothing_are_refused():
    """--model says how to extract, --system that nothing is extracted."""
    result = run(GOLD, "--system", SYSTEM, "--min-confidence", "0.5")
    assert result.exit_code == 2
    assert "leave out" in result.stderr
