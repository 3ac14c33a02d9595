"""Explaining an item: its sentence, its rule and cue, its links, for every kind of item and any id."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.errors import GraphError
from argmap.explain import Tie, explain, to_json, to_text
from argmap.model import ArgumentMap, Document, Horizon, Mechanism, Polarity
from argmap.rdf import names
from argmap.vocab import iri
from tests.maps import argument_maps, ash, birch, claim, example_map


def _prop(amap, start):
    return next(prop for prop in amap.propositions if prop.text.startswith(start))


def _ties(explanation):
    return {(tie.relation, tie.text) for tie in explanation.ties}


def test_proposition_shows_its_sentence_rule_and_links():
    """A prediction is shown in its sentence, with holder, horizon, rule, cue and what supports it."""
    amap = ash()
    found = explain(amap, _prop(amap, "Open").id)
    assert found.kind == "prediction"
    assert dict(found.facts) == {
        "certainty": "probable", "holder": "Ash Willow (the author)", "horizon": "by early 2028 (until 2028-04-30)",
    }
    [passage] = found.passages
    assert (passage.before, passage.after) == ("", ".")
    assert passage.words == "Open models will match closed ones by early 2028"
    assert (passage.title, passage.rule, passage.cue) == ("The gap will close", "propositions.plain", "will")
    assert _ties(found) == {
        ("is supported by", "Distillation lowers the cost of catching up"),
        ("is supported by", _prop(amap, "Last year").text),
    }


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [("2027-01-01", "2027-12-31", "soon (2027-01-01 to 2027-12-31)"), ("2027-01-01", None, "soon (from 2027-01-01)"),
     (None, None, "soon")],
)
def test_horizon_shows_its_dates(earliest, latest, expected):
    """A horizon is shown with the dates that it means, open ends left open."""
    document = Document(text="It will rain soon.")
    horizon = Horizon(text="soon", earliest=earliest, latest=latest)
    amap = ArgumentMap(documents=(document,), propositions=(claim(document, "It will rain", horizon=horizon),))
    assert dict(explain(amap, "p-").facts)["horizon"] == expected


def test_reported_view_names_its_holder_and_who_attacks_it():
    """A view that the author reports shows the other party, the attack on it, and where it is taken up."""
    amap = ash()
    found = explain(amap, _prop(amap, "export rules will").id)
    assert dict(found.facts)["holder"] == "Rowan Birch"
    assert found.passages[0].before == "Critics such as Rowan Birch argue that "
    assert _ties(found) == {
        ("is attacked by", "the rules slow chips, not ideas"), ("is taken up in", "export rules → chips (lowers)"),
        ("rests on", "regulation"),
    }


def test_causal_link_shows_its_ends_and_who_states_it():
    """A denied link says so, and leads to its cause, its effect and the proposition that states it."""
    amap = birch()
    [link] = [item for item in amap.links if item.negated]
    found = explain(amap, link.id)
    assert (found.kind, found.text) == ("causal link", "distillation → cost of research (does not lower)")
    assert dict(found.facts) == {"polarity": "-", "negated": "yes", "certainty": "certain"}
    assert _ties(found) == {
        ("cause", "distillation"), ("effect", "cost of research"),
        ("is stated by", "Distillation does not lower the cost of research"),
    }


def test_inference_shows_its_cue_in_the_sentence():
    """A support is shown by the connective that stands for it."""
    amap = ash()
    item = next(item for item in amap.inferences if item.evidence[0].cue == "because")
    found = explain(amap, item.id)
    assert found.kind == "support"
    assert found.passages[0].words == "because"
    assert found.passages[0].before == "Distillation lowers the cost of catching up, "
    assert _ties(found) == {
        ("from", "a small team can learn from the outputs of a large one"),
        ("to", "Distillation lowers the cost of catching up"),
    }


def test_concept_shows_all_its_places():
    """A concept that two authors name is shown in both sentences, with both links."""
    amap = example_map()
    concept = next(item for item in amap.concepts if item.label == "export rules")
    found = explain(amap, concept.id)
    assert {passage.words for passage in found.passages} == {"the rules", "Export rules"}
    assert ("is the cause in", "export rules → price of compute (raises)") in _ties(found)
    assert ("is grounded in", "regulation") in _ties(found)


def test_mechanism_shows_its_definition_and_what_rests_on_it():
    """A mechanism is explained by its definition, its place in the scheme and the propositions that it is found in."""
    found = explain(example_map(), "distillation")
    assert dict(found.facts)["definition"] == "Training a model on the outputs of another."
    assert ("is under", "training") in _ties(found)
    assert len(found.passages) == 2


def test_document_lists_what_it_puts_forward():
    """A document is explained by its author and its propositions in the order of the text."""
    amap = ash()
    found = explain(amap, amap.documents[0].id)
    assert [tie.id for tie in found.ties] == [prop.id for prop in amap.propositions]
    assert dict(found.facts)["author"] == "Ash Willow"


def test_id_may_be_shortened():
    """The shortest beginning that names one item will do."""
    amap = ash()
    key = _prop(amap, "Open").id
    assert explain(amap, key[:6]) == explain(amap, key)


def test_shared_beginning_lists_the_ids():
    """A beginning that several ids share is refused with those ids."""
    with pytest.raises(GraphError, match=r"^6 items have an id that begins with 'p-': p-\w{16}, .*, \.\.\. \(give"):
        explain(ash(), "p-")


def test_unknown_id_hints_at_the_nearest():
    """A misspelt id is answered with the id that comes nearest, or with how to list ids."""
    with pytest.raises(GraphError, match=r"no item has the id 'distilation' \(did you mean distillation\?\)"):
        explain(ash(), "distilation")
    with pytest.raises(GraphError, match="lists ids"):
        explain(ArgumentMap(), "")


def test_mechanism_never_hides_another_item():
    """A user's mechanism that bears a document's id does not stand in its way."""
    document = Document(text="x")
    amap = ArgumentMap(documents=(document,), mechanisms=(Mechanism(id=document.id, label="trap"),))
    assert explain(amap, document.id).kind == "document"


def test_sentence_ends_where_the_words_end():
    """Words that hold the sentence's full stop do not draw the next sentence in, and line ends part sentences."""
    document = Document(text="Title\nIt rains. It pours. It stops.")
    amap = ArgumentMap(documents=(document,), propositions=(claim(document, "It pours."), claim(document, "It rains")))
    places = [explain(amap, prop.id).passages[0] for prop in amap.propositions]
    assert [(place.before, place.after) for place in places] == [("", ""), ("", ".")]


def test_long_sentence_is_cut():
    """A sentence of a hundred thousand words is shown around the words only."""
    document = Document(text="a " * 50_000 + "It pours " + "b " * 50_000)
    amap = ArgumentMap(documents=(document,), propositions=(claim(document, "It pours"),))
    assert len(to_text(explain(amap, amap.propositions[0].id))) < 1_000


def test_text_marks_the_words():
    """The text form gives kind, id, facts, marked sentence, reason and links, in that order."""
    amap = ash()
    prop = _prop(amap, "a small team")
    conclusion = _prop(amap, "Distillation")
    assert to_text(explain(amap, prop.id)) == (
        f"claim {prop.id}\n"
        "  a small team can learn from the outputs of a large one\n"
        "\n"
        "  certainty: possible\n"
        "  holder: Ash Willow (the author)\n"
        "\n"
        "  The gap will close, characters 123 to 177:\n"
        "    Distillation lowers the cost of catching up, because "
        "[[a small team can learn from the outputs of a large one]].\n"
        "    found by propositions.plain, confidence 0.90\n"
        "\n"
        f"  supports {conclusion.id}: Distillation lowers the cost of catching up\n"
    )


def test_json_holds_the_same():
    """The JSON form has the same facts, passages and ties."""
    amap = ash()
    found = explain(amap, _prop(amap, "a small").id)
    data = json.loads(to_json(found))
    assert data["facts"] == dict(found.facts)
    assert [Tie(**tie) for tie in data["ties"]] == list(found.ties)
    assert data["passages"][0]["words"] == found.text


@settings(max_examples=60, deadline=None)
@given(data=st.data(), amap=argument_maps())
def test_any_item_of_any_map_is_explained(data, amap):
    """Every id of any map has an explanation that moves no cursor, and JSON that parses."""
    items = (*amap.documents, *amap.propositions, *amap.concepts, *amap.links, *amap.inferences, *amap.mechanisms)
    if not items:
        return
    found = explain(amap, data.draw(st.sampled_from(items)).id)
    assert json.loads(to_json(found))["id"] == found.id
    assert all(line.isprintable() for line in to_text(found).split("\n"))


def _id(node):
    return str(node).rpartition("/")[2]


def test_agent_shows_what_it_wrote_and_holds():
    """Who meets an agent's id in a graph learns who that is; an essay without an author has a nameless one."""
    amap = ash()
    found = explain(amap, _id(names.agent("Ash Willow")))
    assert (found.kind, found.text, found.passages) == ("agent", "Ash Willow", ())
    assert ("wrote", "The gap will close") in _ties(found)
    assert ("holds", "Open models will match closed ones by early 2028") in _ties(found)
    nameless = Document(text="x")
    assert explain(ArgumentMap(documents=(nameless,)), _id(names.author(nameless))).text == "somebody who is not named"


def test_evidence_shows_its_place_rule_and_what_it_is_of():
    """The id of an annotation leads to the words, the rule that found them, and the item."""
    amap = ash()
    prop = _prop(amap, "Open")
    [item] = prop.evidence
    found = explain(amap, _id(names.evidence(iri("proposition", prop.id), item)))
    assert (found.kind, found.text) == ("evidence", item.selector.exact)
    assert found.passages == explain(amap, prop.id).passages
    assert _ties(found) == {("shows that somebody said", prop.text)}


def test_statement_of_a_link_and_its_ends_show_their_words():
    """The places that state a link, and the words for its cause and effect, are told in their sentence."""
    amap = ash()
    link = amap.links[0]
    [said, *_] = link.statements
    found = explain(amap, _id(names.statement(link.id, said)))
    assert found.passages[0].words == said.evidence.selector.exact
    assert dict(found.facts)["cause"] == said.cause.selector.exact
    assert ("states", link.id) in {(tie.relation, tie.id) for tie in found.ties}
    end = explain(amap, _id(names.end(said.effect)))
    assert (end.text, end.passages[0].words) == (said.effect.selector.exact, said.effect.selector.exact)
    assert {(tie.relation, tie.id) for tie in end.ties} >= {("stands for", link.effect), ("is an end of", link.id)}


def test_links_are_worded_for_one_and_for_many():
    """Beside the arrow the verb need not agree with a cause of many or of one."""
    link = replace(ash().links[0], polarity=Polarity.LOWERS, negated=False)
    assert link.worded("open models", "cost") == "open models → cost (lowers)"
