"""The audit: which sentences with a cue yielded nothing, and why."""

from __future__ import annotations

import json

import pytest
import spacy
from click.testing import CliRunner
from spacy.tokens import Span

from argmap.audit import Reason, Sort, audit
from argmap.audit.finding import Units
from argmap.audit.links import survey_links
from argmap.audit.relations import survey_relations
from argmap.audit.show import rows
from argmap.cli import main
from argmap.extract import extract
from argmap.model import Certainty, Document, Kind
from argmap.pipeline.mentions import PropositionMention
from argmap.resources import rules

ESSAY = Document(title="The mill", text="""\
Cheap grain lowers the price of bread. The baker arrived with his sister. The old wheel is not strong enough.

The mill will close by 2030. Will anybody miss it? The law says what a tenant may do.

Flour is too dear. However, the miller sells at a loss. For example, a sack of rye costs half as much as in spring. \
Because the river is low, the wheel stands still, and so the weavers have left. They say that new owners would come. \
In fact, nobody has asked. Some argue that the mill is a ruin. The walls stand firm, and the roof could last for years.
""")


@pytest.fixture(scope="module")
def surveys():
    """Audit the essay once."""
    [found] = audit([ESSAY])
    return {survey.sort: survey for survey in found.surveys}


def why(survey, words):
    """Find the finding of the sentence that begins with some words."""
    return next(one for one in survey.findings if one.text.startswith(words))


@pytest.mark.model
def test_every_finding_quotes_its_sentence_and_its_cue(surveys):
    """Each points at a sentence of the text, at words in it, and at a rule that there is."""
    known = {rule.name for family in ("causes", "predictions", "relations") for rule in rules(family)}
    findings = [one for survey in surveys.values() for one in survey.findings]
    assert len(findings) > 5
    for one in findings:
        assert " ".join(ESSAY.text[one.start : one.end].split()) == one.text
        assert one.start <= one.cue_start < one.end
        assert ESSAY.text[one.cue_start :].startswith(one.cue.split()[0])
        assert one.rule in known
        assert (one.confidence is None) == (one.threshold is None)


@pytest.mark.model
def test_what_yielded_something_is_counted_but_not_listed(surveys):
    """A sentence that the map has a link, a prediction or a relation of is no finding."""
    [amap] = extract([ESSAY])
    ends = [end.selector for link in amap.links for item in link.statements for end in (item.cause, item.effect)]
    bets = [prop for prop in amap.propositions if prop.kind is Kind.PREDICTION]
    said = {Sort.LINK: [end.start for end in ends], Sort.PREDICTION: [prop.start for prop in bets]}
    for sort, places in said.items():
        assert places
        assert surveys[sort].sentences > len(surveys[sort].findings)
        assert not any(one.start <= place < one.end for one in surveys[sort].findings for place in places)


@pytest.mark.model
def test_reasons_follow_from_the_numbers(surveys):
    """What is below the threshold is below it; what lost to a rival is not."""
    for survey in surveys.values():
        assert survey.sentences >= len(survey.findings)
        for one in survey.findings:
            if one.reason is Reason.BELOW:
                assert one.confidence < one.threshold
            if one.reason is Reason.RIVAL:
                assert one.confidence >= one.threshold
            if one.reason is Reason.NO_CANDIDATE:
                assert one.confidence is None
                assert one.detail


@pytest.mark.model
def test_a_trigger_without_an_effect_is_told_from_an_unlikely_link(surveys):
    """A reader sees whether a rule or the model has to be mended."""
    enough = why(surveys[Sort.LINK], "The old wheel")
    assert (enough.rule, enough.cue, enough.reason, enough.detail) == (
        "causes.enough", "enough", Reason.NO_CANDIDATE, "no effect found")
    sister = why(surveys[Sort.LINK], "The baker")
    assert (sister.rule, sister.cue, sister.reason) == ("causes.with", "with", Reason.BELOW)
    assert sister.detail.startswith("his sister → ")


@pytest.mark.model
def test_a_future_word_in_a_question_or_a_general_truth_is_explained(surveys):
    """No prediction, with the probability, the threshold and what the sentence was taken for."""
    asked = why(surveys[Sort.PREDICTION], "Will anybody")
    assert (asked.cue, asked.reason) == ("Will", Reason.QUESTION)
    law = why(surveys[Sort.PREDICTION], "The law says")
    assert (law.cue, law.rule, law.reason) == ("may do", "predictions.open-modal", Reason.BELOW)
    assert law.detail.startswith("taken for ")


@pytest.mark.model
def test_a_sentence_that_is_too_long_is_named_as_such(nlp):
    """The rules do not read it, and the audit says so."""
    doc = spacy.blank("en")("because " + "word " * 450)
    doc.spans["units"] = [Span(doc, 0, len(doc), label="sentence")]
    [one] = survey_links(doc, Units(doc)).findings
    assert (one.cue, one.reason) == ("because", Reason.LONG)
    assert one.detail == "451 words and marks; no more than 400 are read"


@pytest.mark.model
def test_a_link_that_another_says_better_names_its_rival(nlp):
    """Of several ways to say the same the likelier is kept, and a sentence whose link went says which is kept."""
    doc = nlp("Cheap grain lowers the price of bread.")
    doc._.causes = ()
    [one] = survey_links(doc, Units(doc)).findings
    assert one.reason is Reason.RIVAL
    assert one.detail == "Cheap grain → the price of bread; kept: Cheap grain → the price of bread"


def connected(*sentences, said=()):
    """Build a Doc without a parse, with a claim for each sentence whose number is in `said`."""
    doc = spacy.blank("en")(" ".join(sentences))
    starts = [sum(len(sentence) + 1 for sentence in sentences[:number]) for number in range(len(sentences))]
    spans = [doc.char_span(start, start + len(text)) for start, text in zip(starts, sentences, strict=True)]
    doc.spans["units"] = spans
    doc._.propositions = tuple(
        PropositionMention(start=span.start_char, end=span.end_char, kind=Kind.CLAIM, certainty=Certainty.CERTAIN,
                           rule="test")
        for number, span in enumerate(spans) if number in said
    )
    return doc


def test_a_connective_in_a_sentence_that_says_nothing_is_explained():
    """There is no relation where there is no proposition."""
    doc = connected("Night trains are slow.", "However, see below.", said=[0])
    survey = survey_relations(doc, Units(doc))
    assert survey.sentences == 1
    [one] = survey.findings
    assert (one.cue, one.rule, one.reason) == ("However", "relations.contrast-opening", Reason.NOTHING)


def test_a_connective_with_nothing_before_it_is_explained():
    """A rule that looks back finds no claim to connect with."""
    doc = connected("However, night trains are slow.", said=[0])
    [one] = survey_relations(doc, Units(doc)).findings
    assert (one.reason, one.detail) == (Reason.NO_CANDIDATE, "no claim among the 4 propositions before it")


@pytest.mark.model
def test_a_connective_whose_pair_was_judged_names_the_other_end(surveys):
    """Whether the pair was unlikely, or taken for the other kind, the words of the other end stand beside it."""
    judged = [one for one in surveys[Sort.RELATION].findings if one.confidence is not None]
    assert judged
    assert all("with: " in one.detail for one in judged)


@pytest.mark.model
@pytest.mark.parametrize("text", ["x", "?!", "Because.", "However,", "will will will", "- so\n- thus\n- because"])
def test_odd_text_is_audited_too(text):
    """Whatever a text holds, there is a survey of each sort."""
    [found] = audit([Document(text=text)])
    assert [survey.sort for survey in found.surveys] == list(Sort)


def test_rules_that_announce_relations_have_words():
    """A rule of rules/relations.toml without words announces nothing that an audit could look for."""
    announcing = [rule for rule in rules("relations") if rule.fields.get("connective")]
    assert announcing
    assert all(rule.pattern.get("terms") for rule in announcing)


@pytest.mark.model
def test_rows_say_reason_numbers_and_rule(surveys):
    """What the table shows of a finding."""
    [row] = [row for row in rows(surveys[Sort.LINK]) if row[2].startswith("The old wheel")]
    assert row == ("enough", "no candidate · causes.enough · no effect found", "The old wheel is not strong enough.")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in a folder with two essays."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mill.txt").write_text(ESSAY.text, encoding="utf-8")
    (tmp_path / "calm.txt").write_text("The sea is calm.", encoding="utf-8")
    return tmp_path


def run(*args):
    """Run `argmap extract --audit` in this process."""
    return CliRunner().invoke(main, ["extract", "--audit", *map(str, args)])


@pytest.mark.model
def test_extract_audit_prints_a_table_for_each_sort(folder):
    """Instead of a graph: how many sentences with a cue yielded none, and which."""
    result = run("mill.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    titles = [line for line in result.stdout.splitlines() if line.endswith("with a cue yielded none")]
    assert [title.split(":")[0] for title in titles] == list(Sort)
    assert "no candidate" in result.stdout
    assert "@prefix" not in result.stdout
    assert "causal link: 0 of 0 sentences" in run("calm.txt").stdout


@pytest.mark.model
def test_extract_audit_as_json(folder):
    """One object for one essay, a list for several; a file's ending says so too."""
    data = json.loads(run("mill.txt", "--format", "json").stdout)
    assert [survey["sort"] for survey in data["surveys"]] == list(Sort)
    assert {"cue", "rule", "reason", "detail", "confidence", "threshold"} <= set(data["surveys"][0]["findings"][0])
    assert run("mill.txt", "calm.txt", "-o", "audit.json").exit_code == 0
    assert [len(one["surveys"]) for one in json.loads((folder / "audit.json").read_text("utf-8"))] == [3, 3]


@pytest.mark.model
def test_extract_audit_of_several_essays_names_each(folder):
    """The table of each essay bears its name, in a file as on the screen."""
    assert run("mill.txt", "calm.txt", "-o", "audit.txt").exit_code == 0
    text = (folder / "audit.txt").read_text("utf-8")
    assert text == run("mill.txt", "calm.txt").stdout
    assert text.startswith("mill.txt: causal link: ")
    assert "calm.txt: prediction: 0 of 0 sentences" in text


@pytest.mark.parametrize("args", [("--format", "turtle"), ("--min-confidence", "0.5"), ("-o", "./")])
def test_extract_audit_refuses_what_it_cannot_mean(folder, args):
    """No graph format, no cut, no folder."""
    result = run("mill.txt", *args)
    assert result.exit_code == 2
    assert "--audit writes one report" in result.stderr
