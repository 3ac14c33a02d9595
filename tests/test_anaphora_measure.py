"""How it is measured what pronouns take up: the labels, and the reader of GUM's."""

from __future__ import annotations

import gzip
import json

import pytest

from training.anaphora import LABELS, QUOTA, Tally, form_of
from training.coreference import Mention, texts

CONLLU = """# newdoc id = GUM_essay_harbour
# sent_id = 1
# newpar
1	The	the	DET	DT	_	2	det	_	Entity=(1-object-new-nnnnn-cf1-2-coref
2	mill	mill	NOUN	NN	_	3	nsubj	_	Entity=1)
3	closed	close	VERB	VBD	_	0	root	_	SpaceAfter=No
4	.	.	PUNCT	.	_	3	punct	_	_

# sent_id = 2
1	It	it	PRON	PRP	_	2	nsubj	_	Entity=(1-object-giv:act-nnnnn-cf1-1-ana)
2	fed	feed	VERB	VBD	_	0	root	_	_
3	us	we	PRON	PRP	_	2	obj	_	Entity=(2-person-acc:inf-nnnnn-cf2-1-sgl)|SpaceAfter=No
4	.	.	PUNCT	.	_	2	punct	_	_

"""


def test_labels_hold_offsets_and_no_text():
    """The essays stay where they are: a label is a name, four numbers and three words."""
    labels = json.loads(LABELS.read_text("utf-8"))
    places = [(essay, start) for essay, start, *_ in labels["cases"]]
    assert len(set(places)) == len(places) == sum(QUOTA.values())
    for _, start, form, low, high, kind, half in labels["cases"]:
        assert form in QUOTA
        assert kind in ("noun phrase", "proposition", "none")
        assert half in ("tune", "test")
        assert (low is None and high is None) if kind == "none" else low < high <= start
    halves = [{essay for essay, *_, half in labels["cases"] if half == name} for name in ("tune", "test")]
    assert not halves[0] & halves[1]


def test_mentions_are_read_with_their_offsets(tmp_path):
    """A mention covers its words in the text as it was written, and shares its number with others of the same thing."""
    path = tmp_path / "gum.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    [found] = texts(path)
    assert (found.name, found.text.strip()) == ("GUM_essay_harbour", "The mill closed. It fed us.")
    assert found.mentions == [Mention(0, 8, "1"), Mention(17, 19, "1"), Mention(24, 26, "2")]


@pytest.mark.model
@pytest.mark.parametrize(("found", "right", "exact"), [
    ((0, 8), 1, 1), ((4, 8), 1, 0), ((9, 15), 0, 0), (None, 0, 0)])
def test_an_answer_is_right_by_its_head_or_half_of_its_words(nlp, found, right, exact):
    """Exact is the same words; no answer is right only where there is none."""
    doc = nlp("The mill closed. It fed us.")
    tally = Tally()
    tally.add(doc, [(0, 8)], found)
    assert (tally.number, tally.right, tally.exact) == (1, right, exact)
    tally.add(doc, [], None)
    assert (tally.number, tally.right, tally.exact) == (2, right + 1, exact + 1)


@pytest.mark.model
def test_only_subjects_are_places(nlp):
    """What begins no subject is not measured; "those" counts as "these"."""
    doc = nlp("It hurts. Those hurt. The town needs it.")
    assert [form_of(token) for token in doc if token.lower_ in ("it", "those")] == ["it", "these", ""]
