"""Causal links: what the rules propose, what survives, and how each link is described."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from argmap.errors import ResourceError
from argmap.model import Certainty, Polarity
from argmap.pipeline import causes
from argmap.pipeline.causerules import compile_rule
from argmap.resources import parse_rules

RULE = """
[[rule]]
name = "push"
pattern = {pattern}
example = "Wind pushes the boat."
expect = {{cause = "Wind"}}
counterexamples = ["The boat lies still."]
"""


def said(doc, link):
    """Quote a link's cause and effect."""
    text = doc.text
    return text[link.cause.start : link.cause.end], text[link.effect.start : link.effect.end]


@pytest.mark.parametrize(("pattern", "problem"), [
    ('{lemma = ["push"], cause = "agent"}', "needs lemma or lower, cause and effect"),
    ('{lemma = ["push"], cause = "agent", effect = "uncle:obj"}', "is no step"),
    ('{lemma = ["push"], cause = "agent", effect = "theme", colour = "red"}', "keys from"),
    ('{regex = "(?P<cause>a)("}', "does not compile"),
    ('{regex = "(?P<cause>a)"}', "groups cause, effect and marker"),
])
def test_causes_wrong_rule_is_named(pattern, problem):
    """A broken rule is refused with its file, its name and what is wrong."""
    rule, = parse_rules(RULE.format(pattern=pattern), "causes")
    with pytest.raises(ResourceError, match=problem) as caught:
        compile_rule(rule)
    assert "rules/causes.toml" in str(caught.value)
    assert "causes.push" in str(caught.value)


def test_causes_wrong_polarity_is_named():
    """A rule with a polarity that does not exist is refused."""
    text = RULE.format(pattern='{lemma = ["push"], cause = "agent", effect = "theme"}') + 'polarity = "up"\n'
    with pytest.raises(ResourceError, match="polarity must be"):
        compile_rule(parse_rules(text, "causes")[0])


@pytest.mark.model
@pytest.mark.parametrize(("text", "ends", "polarity"), [
    ("Rising rents reduce the number of small shops.", ("Rising rents", "the number of small shops"), Polarity.LOWERS),
    ("Higher rents will lead to empty streets.", ("Higher rents", "empty streets"), Polarity.RAISES),
    ("The empty streets are caused by rising rents.", ("rising rents", "The empty streets"), Polarity.RAISES),
])
def test_causes_direction_and_polarity(nlp, text, ends, polarity):
    """Cause and effect keep their places in active and passive sentences, and a lowering verb lowers."""
    doc = nlp(text)
    link, = doc._.causes
    assert (said(doc, link), link.polarity) == (ends, polarity)


@pytest.mark.model
def test_causes_denied_link_is_marked(nlp):
    """A denied link is reported as denied, not dropped and not asserted."""
    doc = nlp("Cheap fuel does not cause traffic jams.")
    assert [(said(doc, link), link.negated) for link in doc._.causes] == [(("Cheap fuel", "traffic jams"), True)]


@pytest.mark.model
def test_causes_hedged_link_is_possible(nlp):
    """What may lead to something is a possible link."""
    doc = nlp("Cheap fuel may lead to traffic jams.")
    assert [link.certainty for link in doc._.causes] == [Certainty.POSSIBLE]


@pytest.mark.model
def test_causes_pronoun_cause_points_back(nlp):
    """A bare "This" stays as it is quoted and points to the sentence before it."""
    doc = nlp("The harbour froze in January. This led to a shortage of coal.")
    link = next(link for link in doc._.causes if said(doc, link)[1] == "a shortage of coal")
    assert said(doc, link)[0] == "This"
    assert link.cause.antecedent is not None
    assert doc.text[slice(*link.cause.antecedent)] == "The harbour froze in January"


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " \n\n ", "🚂 🚂", "because because so because", "‏مرحبا‏ because ‏", ")(\"'"])
def test_causes_odd_text_yields_no_crash(nlp, text):
    """Texts without sentences yield links with real words at both ends, or none."""
    doc = nlp(text)
    assert all(all(said(doc, link)) for link in causes.matches(doc))


@pytest.mark.model
def test_causes_offsets_quote_the_text(nlp):
    """Every span lies within the text and the marker stands where it is said to stand."""
    doc = nlp("Because the mill closed, the town shrank, which hurt the school. So the teachers left.")
    found = causes.matches(doc)
    assert found
    for link in found:
        assert doc.text[link.marker_start :].startswith(link.marker)
        assert all(0 <= end.start < end.end <= len(doc.text) for end in (link.cause, link.effect))


@pytest.mark.model
def test_causes_without_parse_are_none(nlp):
    """A Doc that was never parsed has no links."""
    doc = Doc(Vocab(), words=["Rain", "causes", "floods"])
    assert causes.candidates_in(doc) is not None
    assert list(causes.candidates_in(doc)) == []
