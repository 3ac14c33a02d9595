"""What two essays share, where they are opposed, and what only one says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from argmap.align.means import means
from argmap.diff import (
    Agreement,
    Disagreement,
    Group,
    OnlyIn,
    Side,
    cruxes,
    diff,
    differ,
    findings,
    group,
    mirrored,
    to_json,
    to_text,
)
from argmap.errors import ModelError
from argmap.formats import read_dataset, read_graph
from argmap.model import ArgumentMap, Certainty, Document, Finding, Polarity, Scheme
from argmap.query import run
from argmap.rdf import to_jsonld, to_nquads, to_trig, to_turtle
from argmap.validate import validate
from tests.maps import argument_maps, ash, birch, claim, concept, inference, link
from tests.pairs import compared_map, elm, fir

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

#: Said by both sides, so that no two sentences stand alone in their collection.
FILLER = ("Rivers carry silt to the sea.", "The orchestra tuned before the concert.")


def essay(*sentences, author="Ash", **fields):
    """Map an essay whose every sentence is a claim."""
    document = Document(text=" ".join(sentences), author=author, date="2026-01-01")
    props = tuple(claim(document, sentence.rstrip("."), **fields) for sentence in sentences)
    return ArgumentMap(documents=(document,), propositions=props)


def compare(left, right, **fields):
    """Compare two one-sentence essays; give the one change that is about both, or None."""
    changes = diff(essay(left, author="Ash"), essay(right, author="Birch", **fields))
    both = [change for change in changes if not isinstance(change, OnlyIn)]
    return both[0] if both else None


def causal(cause, effect, polarity, *, negated=False, author="Ash"):
    """Map an essay with one causal link."""
    document = Document(text=f"{cause} does something to {effect}.", author=author)
    said = claim(document, document.text.rstrip("."))
    ends = (concept(cause), cause), (concept(effect), effect)
    made = link(said, document, *ends, "does something to", polarity, negated=negated)
    return ArgumentMap(documents=(document,), concepts=tuple(item for item, _ in ends), links=(made,))


def of_links(left, right):
    """Name the kind of the first change between two causal links."""
    return type(next(diff(left, right)))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Cheap chips speed up the adoption of local models.", "Adoption of local models speeds up with cheap chips."),
        ("The licence protects small publishers.", "Small publishers are protected by the licence."),
        ("The new tariff is not safe for farmers.", "The new tariff is dangerous for farmers."),
        ("The tax raises the risk of default.", "The tax lowers the safety against default."),
    ],
)
def test_diff_agrees_on_the_same_matter_said_in_other_words(left, right):
    """Other order, voice and inflection, and a reversal that is reversed again, are agreement."""
    assert isinstance(compare(left, right), Agreement)


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("The licence protects small publishers.", "The licence does not protect small publishers.",
         "denied by: - / not"),
        ("Nobody can enforce the new treaty.", "Courts can enforce the new treaty.", "denied by: nobody / -"),
        ("The treaty raises the price of chips.", "The treaty lowers the price of chips.",
         "opposite words: raises / lowers"),
        ("The ban on exports is reasonable.", "The ban on exports is unreasonable.",
         "opposite words: reasonable / unreasonable"),
    ],
)
def test_diff_opposes_by_a_denial_or_an_antonym_and_names_it(left, right, reason):
    """A disagreement shows the words that make it one, on the side that has them."""
    found = compare(left, right)
    assert isinstance(found, Disagreement)
    assert reason in map(str, found.why)


def test_diff_takes_the_denial_that_extraction_found():
    """A proposition that is denied by words outside its span is opposed to the same one asserted."""
    found = compare("The licence protects small publishers.", "The licence protects the small publishers.",
                    negated=True)
    assert isinstance(found, Disagreement)
    assert "denied by: - / denied" in map(str, found.why)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The treaty protects small publishers in Europe.", "The treaty protects organic farms in Europe."),
        ("Some ministers like the treaty on fishing.", "Some ministers hate the treaty on fishing rights."),
        ("The port can grow with the new treaty.", "The import rules grow with the new treaty."),
    ],
)
def test_diff_never_opposes_by_likeness_alone(left, right):
    """Without a denial or an antonym there is no disagreement, however alike two sentences are."""
    assert not isinstance(compare(left, right), Disagreement)


def test_diff_does_not_take_a_denial_of_something_else():
    """A denial in a clause on another matter does not oppose what the two sentences share."""
    found = compare("The treaty protects small publishers in Europe.",
                    "The treaty protects small publishers in Europe, and hardly anybody reads it.")
    assert isinstance(found, Agreement)


def test_diff_forces_nothing_below_the_threshold():
    """Two sentences on different matters are in only one map each."""
    changes = list(diff(essay(FILLER[0]), essay(FILLER[1], author="Birch")))
    assert [(change.side, change.item.text) for change in changes] == [
        (Side.A, FILLER[0].rstrip(".")), (Side.B, FILLER[1].rstrip(".")),
    ]


def test_diff_threshold_can_be_set():
    """A higher threshold turns a loose match into two that stand alone."""
    left = essay("Cheap chips speed up the adoption of local models.")
    right = essay("The adoption of local models grows when chips are cheap.", author="Birch")
    assert isinstance(next(diff(left, right, threshold=0.2)), Agreement)
    assert all(isinstance(change, OnlyIn) for change in diff(left, right, threshold=0.9999))


def test_diff_matches_one_to_one():
    """A sentence that fits two is matched with one, and the other stands alone."""
    left = essay("The licence protects small publishers.")
    right = essay("Small publishers are protected by the licence.", "This licence protects small publishers well.",
                  author="Birch")
    assert [type(change) for change in diff(left, right)] == [Agreement, OnlyIn]


def test_diff_says_nothing_of_empty_sentences():
    """Pronouns and function words alone are never alike."""
    assert compare("It is so.", "It was so.") is None


def test_diff_certainty_is_a_note_and_no_opposition():
    """The same claim, certain here and possible there, is shared, and the difference is shown."""
    found = compare("The licence protects small publishers.", "The licence protects small publishers.",
                    certainty=Certainty.POSSIBLE)
    assert isinstance(found, Agreement)
    assert [str(reason) for reason in found.why] == ["the same words", "certainty: certain / possible"]


def test_diff_opposes_what_one_reports_and_rejects_to_one_who_holds_it():
    """A view that an author reports and attacks is not the author's; whoever holds it is opposed to the author."""
    text = "Birch says that the licence protects small publishers. But the law is void."
    document = Document(text=text, author="Ash")
    reported = claim(document, "the licence protects small publishers", holder="Birch")
    own = claim(document, "the law is void")
    attack = inference(document, Scheme.ATTACK, (own,), reported, "But")
    left = ArgumentMap(documents=(document,), propositions=(reported, own), inferences=(attack,))
    found = next(diff(left, essay("The licence protects small publishers.", author="Birch")))
    assert isinstance(found, Disagreement)
    assert "reported and rejected: Birch / -" in map(str, found.why)


def test_diff_does_not_count_a_bare_report_as_held():
    """What an author only reports is neither shared with nor opposed to what the other holds."""
    left = essay("The licence protects small publishers.", holder="Critics")
    right = essay("The licence does not protect small publishers.", author="Birch")
    assert all(isinstance(change, OnlyIn) for change in diff(left, right))


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        (("rules", "chip prices", Polarity.RAISES, False), Agreement),
        (("rules", "chip prices", Polarity.LOWERS, False), Disagreement),
        (("rules", "chip prices", Polarity.RAISES, True), Disagreement),
        (("rules", "chip prices", Polarity.LOWERS, True), Agreement),
        (("rules", "chip prices", Polarity.UNKNOWN, False), Agreement),
        (("the rules", "prices of chips", Polarity.LOWERS, False), Disagreement),
        (("rules", "rainfall", Polarity.RAISES, False), OnlyIn),
        (("weather", "chip prices", Polarity.LOWERS, False), OnlyIn),
    ],
)
def test_diff_links_meet_by_concept_and_part_by_polarity(fields, kind):
    """Causal links meet at the same or similar concepts; polarity and denial decide, and cancel each other."""
    cause, effect, polarity, negated = fields
    left = causal("rules", "chip prices", Polarity.RAISES)
    assert of_links(left, causal(cause, effect, polarity, negated=negated, author="Birch")) is kind


def test_diff_links_of_pronouns_never_meet():
    """What "this" stands for in one essay is not what "that" stands for in another."""
    left, right = causal("this", "it", Polarity.RAISES), causal("that", "they", Polarity.LOWERS, author="Birch")
    assert of_links(left, right) is OnlyIn


def test_diff_of_the_example_shows_both_authors():
    """Two authors who differ on distillation are opposed there, and share a bet that one of them hedges."""
    changes = list(diff(ash(), birch()))
    opposed = {change.a.text: change.b.text for change in changes if isinstance(change, Disagreement)}
    said = "Distillation does not lower the cost of research"
    assert opposed["Distillation lowers the cost of catching up"] == said
    shared = [change for change in changes if isinstance(change, Agreement)]
    assert [(change.a.text, change.b.source) for change in shared] == [
        ("Open models will match closed ones by early 2028", "Rowan Birch, 2026-06-20")
    ]


def test_diff_bounds_endless_sentences():
    """A sentence of 40,000 different words is compared by its beginning, in the memory that is there."""
    endless = " ".join(f"word{number}" for number in range(40_000))
    found = compare(f"The licence protects {endless}.", f"The licence never protects {endless} {endless}.")
    assert isinstance(found, Disagreement)


@SLOW
@given(argument_maps())
def test_diff_of_a_map_with_itself_is_empty(amap):
    """A map differs from itself in nothing, whatever its text, and what stands in both is no finding."""
    assert list(diff(amap, amap)) == []


@SLOW
@given(argument_maps(), argument_maps())
def test_diff_mirrors(left, right):
    """diff(b, a) is diff(a, b) with the sides swapped, and what is in neither is in no diff."""
    there, back = list(diff(left, right)), list(diff(right, left))
    assert sorted(map(repr, there)) == sorted(repr(mirrored(change)) for change in back)


def test_diff_mirrors_where_there_is_much_to_match():
    """The two directions agree on maps with matches, ties and oppositions."""
    left = essay("The licence protects small publishers.", "The licence protects publishers that are small.", *FILLER)
    right = essay("Small publishers are protected by the licence.", "The licence never protects small publishers.",
                  FILLER[1], author="Birch")
    there, back = set(diff(left, right)), {mirrored(change) for change in diff(right, left)}
    assert there == back
    assert any(isinstance(change, Disagreement) for change in there)


def test_diff_does_not_depend_on_the_order_of_a_map():
    """The same items in another order give the same diff."""
    left, right = ash(), birch()
    turned = replace(left, propositions=left.propositions[::-1], links=left.links[::-1])
    assert list(diff(left, right)) == list(diff(turned, right))


def test_diff_is_the_same_in_every_process():
    """The output does not depend on the hash seed, and comparing graphs never imports spaCy."""
    code = ("import sys; from tests.maps import ash, birch; from argmap.diff import diff, to_json; "
            "print(to_json(diff(ash(), birch()))); print('spacy' in sys.modules)")
    outputs = {
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True,
                       text=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs.pop().strip().endswith("False")


def test_differ_is_false_only_where_all_is_shared():
    """The command line's exit code: a map differs from another, and not from itself."""
    assert differ(diff(ash(), birch()))
    assert not differ(diff(ash(), ash()))


@pytest.fixture(scope="module")
def found():
    """What comparing Elm and Fir finds."""
    return tuple(diff(elm(), fir()))


def test_diff_tells_every_kind_of_finding_apart(found):
    """Each change stands under one heading, and has all that is true of it among its findings."""
    assert [(group(change), findings(change)) for change in found if not isinstance(change, OnlyIn)] == [
        (Group.OPPOSED, (Finding.OPPOSITION,)),
        (Group.OPPOSITE_EFFECT, (Finding.OPPOSITION, Finding.OPPOSITE_EFFECT)),
        (Group.OTHER_GROUNDS, (Finding.AGREEMENT, Finding.OTHER_GROUNDS, Finding.OTHER_TERMS)),
        (Group.SHARED, (Finding.AGREEMENT,)),
    ]
    assert findings(found[-1]) == (Finding.ONLY_IN,)


def test_diff_names_the_mechanisms_that_one_conclusion_rests_on(found):
    """The same conclusion on other mechanisms says which, on either side, and where the prediction differs."""
    [change] = [change for change in found if group(change) is Group.OTHER_GROUNDS]
    told = list(map(str, change.why))
    assert {"rests on: distillation / regulation", "certainty: probable / possible",
            "horizon: by early 2028 / by 2030"} <= set(told)


def test_diff_takes_what_both_conclusions_are_about_for_no_grounds():
    """A mechanism that both conclusions name is their matter; only what they rest on besides can differ."""
    left = essay("Chips limit small labs.", mechanisms=("compute",))
    right = essay("Chips limit small labs.", author="Birch", mechanisms=("compute",))
    [change] = diff(left, right)
    assert findings(change) == (Finding.AGREEMENT,)


def test_diff_meets_one_mechanism_under_two_names_only_where_effects_are_opposite():
    """Causes of one mechanism do not make two links agree; opposite effects on one thing make them opposed."""
    def stated(label, polarity, author):
        made = causal(label, "safety", polarity, author=author)
        grounded = tuple(replace(item, mechanisms=("governance",)) if item.label == label else item
                         for item in made.concepts)
        return replace(made, concepts=grounded)

    left = stated("open weights", Polarity.RAISES, "Ash")
    [opposed] = diff(left, stated("published models", Polarity.LOWERS, "Birch"))
    assert group(opposed) is Group.OPPOSITE_EFFECT
    assert opposed.score == 0.75
    assert of_links(left, stated("published models", Polarity.RAISES, "Birch")) is OnlyIn


def test_cruxes_weigh_what_rests_along_support_paths(found):
    """Of Elm's eight claims the licence carries itself, its conclusion whole, and half of the one after that."""
    [crux] = cruxes(found, elm(), fir())
    assert crux.change.a.text == "The licence protects small publishers"
    assert crux.share_a == round((1 + 1 + 1 / 2) / 8, 4)
    assert crux.share_b == round((1 + 1) / 7, 4)
    assert crux.weight == round((crux.share_a * crux.share_b) ** 0.5, 4)


def test_cruxes_of_a_rejected_view_weigh_what_rejects_it():
    """What Ash reports and rejects carries what rests on her rejection, not what she never held."""
    doc = Document(text="Critics say that trade stops war. They forget history. So peace needs treaties.", author="Ash")
    view = claim(doc, "trade stops war", holder="Critics")
    history, peace = claim(doc, "They forget history"), claim(doc, "peace needs treaties")
    steps = (inference(doc, Scheme.ATTACK, (history,), view, "forget"),
             inference(doc, Scheme.SUPPORT, (history,), peace, "So"))
    left = ArgumentMap(documents=(doc,), propositions=(view, history, peace), inferences=steps)
    right = essay("Trade stops war.", author="Birch")
    changes = tuple(diff(left, right))
    [crux] = cruxes(changes, left, right)
    assert (crux.share_a, crux.share_b) == (1.0, 1.0)


def test_cruxes_go_round_a_circle_once():
    """Claims that support each other in a circle neither hang nor count twice."""
    doc = Document(text="The licence protects small publishers. Trust grows. Shops open.", author="Ash")
    props = [claim(doc, words) for words in ("The licence protects small publishers", "Trust grows", "Shops open")]
    ring = tuple(inference(doc, Scheme.SUPPORT, (props[at],), props[(at + 1) % 3], "grows") for at in range(3))
    left = ArgumentMap(documents=(doc,), propositions=tuple(props), inferences=ring)
    right = essay("The licence does not protect small publishers.", author="Birch")
    [crux] = cruxes(tuple(diff(left, right)), left, right)
    assert crux.share_a == 1.0


@SLOW
@given(argument_maps(), argument_maps())
def test_cruxes_mirror(left, right):
    """The cruxes of B and A are those of A and B with the sides swapped."""
    there = cruxes(tuple(diff(left, right)), left, right)
    back = cruxes(tuple(diff(right, left)), right, left)
    assert [(it.change.a, it.change.b, it.weight, it.share_a, it.share_b) for it in there] == [
        (it.change.b, it.change.a, it.weight, it.share_b, it.share_a) for it in back
    ]
    assert all(0 <= share <= 1 for it in there for share in (it.share_a, it.share_b, it.weight))


def test_diff_is_part_of_the_joined_map_in_every_rdf_format(tmp_path):
    """Whoever reads the file gets both graphs and every comparison back, and it is sound."""
    whole = compared_map()
    for ending, write in (("ttl", to_turtle), ("trig", to_trig), ("nq", to_nquads), ("jsonld", to_jsonld)):
        path = tmp_path / f"diff.{ending}"
        path.write_text(write(whole), "utf-8")
        assert read_graph(path) == whole
        assert validate(read_dataset(path)) == ()


def test_named_query_lists_the_opposed_claims():
    """A diff in RDF can be asked which claims are opposed, by whom, and how much rests on them."""
    rows = run(compared_map(), "opposed-claims").rows
    assert [row[:4] for row in rows][:1] == [
        ("Ida Elm", "The licence protects small publishers", "Max Fir", "The licence does not protect small publishers")
    ]


class Letters:
    """An encoder by letters alone, as crude as one can be."""

    def encode(self, sentences):
        """Count the letters of each text."""
        return np.array([[text.lower().count(chr(97 + at)) for at in range(26)] for text in sentences], np.float32)


def test_encoder_of_the_user_takes_the_place_of_word_vectors():
    """Its rows decide how alike whole texts are, and the diff still mirrors."""
    plain, using = means(), replace(means(), encoder=Letters())
    there = list(diff(elm(), fir(), using=using))
    assert there != list(diff(elm(), fir(), using=plain))
    assert {mirrored(change) for change in diff(fir(), elm(), using=using)} == set(there)


def test_encoder_that_is_no_folder_is_an_error(tmp_path):
    """A name that would have to be fetched is refused, and so is a folder without a model."""
    with pytest.raises(ModelError, match="no such folder"):
        means("some-org/some-model")
    with pytest.raises(ModelError, match=r"sentence-transformers is not installed|no encoder"):
        means(str(tmp_path))


def test_to_json_counts_and_shows_both_sides():
    """Programs get the counts, both items with their essays, and each reason by side."""
    data = json.loads(to_json(diff(ash(), birch())))
    assert sum(data["counts"].values()) == len(data["changes"])
    first = data["changes"][0]
    assert (first["change"], first["a"]["source"], first["b"]["source"]) == (
        "disagreement", "Ash Willow, 2026-05-04", "Rowan Birch, 2026-06-20"
    )
    assert {"kind": "denied by", "a": "", "b": "not"} in first["why"]


def test_to_text_fits_and_is_clean():
    """A terminal of 60 columns gets no longer line, and no control character of an essay."""
    hostile = essay("The licence protects \x1b[31msmall\x07 publishers, and so on and so on and so forth, always.")
    text = to_text(diff(hostile, birch()), width=60)
    assert max(map(len, text.splitlines())) <= 60
    assert all(character.isprintable() or character == "\n" for character in text)


def test_to_text_of_nothing_says_so():
    """Two empty maps give one line."""
    assert to_text(diff(ArgumentMap(), ArgumentMap())) == "No difference.\n"
