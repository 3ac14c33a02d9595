"""argmap's own JSON: the scored fields, and nothing lost."""

from __future__ import annotations

import json

import pytest

from argmap.errors import GraphError
from argmap.formats.json import dumps, loads
from argmap.model import ArgumentMap
from tests.maps import ash, example_map


def test_scored_fields_are_there():
    """One essay is one object with the fields that the quality score reads."""
    data = json.loads(dumps(ash()))
    text = data["document"]["text"]
    prediction = next(prop for prop in data["propositions"] if prop["horizon"])
    assert text[prediction["start"] : prediction["end"]] == prediction["text"]
    assert prediction["kind"] == "prediction"
    assert prediction["horizon"] == {"text": "by early 2028", "from": None, "to": "2028-04-30"}
    link = next(link for link in data["causal_links"] if link["marker"] == "lowers")
    assert (link["cause"]["text"], link["effect"]["text"], link["polarity"]) == (
        "Distillation", "the cost of catching up", "-",
    )
    assert text[link["effect"]["start"] : link["effect"]["end"]] == "the cost of catching up"
    ids = {prop["id"] for prop in data["propositions"]}
    assert all({relation["from"], relation["to"]} <= ids for relation in data["relations"])
    assert {relation["type"] for relation in data["relations"]} == {"support", "attack"}


@pytest.mark.parametrize("amap", [ash(), example_map(), ArgumentMap()], ids=["one", "two", "none"])
def test_round_trip_is_lossless(amap):
    """What was written is read back as an equal value."""
    assert loads(dumps(amap)) == amap


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "is not valid JSON"),
        ("{", "is not valid JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("{}", "not an argument map: it lacks 'document' (`argmap extract"),
        ("17", "not an argument map: an essay is an object with document,"),
        ("[[]]", "not an argument map: an essay is an object with document,"),
        ('{"document": 3}', "not an argument map"),
        ('{"document": {"id": "d"}, "propositions": []}', "not an argument map: it lacks 'title'"),
    ],
)
def test_bad_json_is_refused_in_one_line(source, message):
    """JSON that is broken or something else is an error that says so."""
    with pytest.raises(GraphError) as caught:
        loads(source)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_offsets_outside_the_text_are_refused():
    """A span that the text does not have is not read as one."""
    data = json.loads(dumps(ash()))
    data["propositions"][0]["evidence"][0]["end"] = 10**9
    with pytest.raises(GraphError, match="do not lie in the text"):
        loads(json.dumps(data))
