"""Data files: what a broken one says of itself."""

from __future__ import annotations

import pytest

from argmap.errors import ResourceError
from argmap.resources import families, lexicon, ontology_path, parse_rules, queries, rules

GOOD = """
[[rule]]
name = "because"
pattern = [{LOWER = "because"}]
example = "It works because it is simple."
expect = {marker = "because"}
counterexamples = ["It works."]
"""


def test_a_rule_carries_its_family_and_its_own_fields():
    """The name of a rule says which file it is in."""
    [rule] = parse_rules(GOOD + "polarity = '+'\n", "causes")
    assert rule.name == "causes.because"
    assert rule.fields == {"polarity": "+"}
    assert rule.counterexamples == ("It works.",)


@pytest.mark.parametrize(("family", "line", "message"), [
    ("causes", "colour = 'red'", "rule 'because': unknown key colour; it may have polarity"),
    ("claims", "level = 'possible'", "rule 'because': unknown key level"),
    ("causes", "polarity = 'up'", "rule 'because': polarity must be one of +, -, ?"),
    ("certainty", "", "rule 'because': lacks level"),
    ("holders", "holder = 'after'\nopens = 1", "rule 'because': opens must be true or false"),
    ("holders", "holder = 'after'\nskip = true", "rule 'because': skip must be a whole number"),
    ("horizons", "earliest = 'said'\nlatest = 'soon'", "rule 'because': latest must be one of said, n, m"),
    ("periods", "read = 'part'\npart = [0.5]", "rule 'because': part must be a list of two numbers"),
    ("periods", "read = 'year'\nunless = 3", "rule 'because': unless must be a text"),
    ("relations", "other = 'before'\nfrom = 'this'\nscheme = 'support'", "rule 'because': lacks reach"),
])
def test_the_own_fields_of_a_family_are_checked(family, line, message):
    """A field that the family does not know, lacks or cannot read is named with its rule."""
    with pytest.raises(ResourceError) as caught:
        parse_rules(f"{GOOD}{line}\n", family)
    assert str(caught.value).startswith(f"rules/{family}.toml: {message}")


@pytest.mark.parametrize("field", ["name", "pattern", "example", "expect", "counterexamples"])
def test_a_rule_without_a_field_is_refused(field):
    """The error names the file, the rule and the field."""
    lines = [line for line in GOOD.splitlines() if not line.startswith(field)]
    with pytest.raises(ResourceError) as caught:
        parse_rules("\n".join(lines), "causes")
    assert str(caught.value) == f"rules/causes.toml: rule '{'?' if field == 'name' else 'because'}' lacks {field}"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[[rule]\n", "not valid TOML"),
        ("", "no rules"),
        ("rule = 3", "rules are [[rule]] tables"),
        (GOOD + GOOD, "rule names given twice: causes.because"),
        (GOOD.replace("{marker = \"because\"}", "3"), "expect is a table"),
        (GOOD.replace("[{LOWER = \"because\"}]", "[{lexicon = \"no-such-lexicon\"}]"), "no-such-lexicon"),
    ],
)
def test_a_broken_rule_file_is_refused(source, message):
    """Each way to break a rule file has its own message."""
    with pytest.raises(ResourceError) as caught:
        parse_rules(source, "causes")
    assert message in str(caught.value)


@pytest.mark.parametrize("family", families())
def test_every_rule_file_loads(family):
    """Each family that ships is well-formed."""
    assert rules(family)


def test_every_lexicon_says_where_it_comes_from_and_lists_no_term_twice():
    """A word list names its source and licence at its head."""
    from argmap.resources import PACKAGE

    for path in sorted((PACKAGE / "lexicons").glob("*.txt")):
        head = [line for line in path.read_text("utf-8").splitlines()[:4] if line.startswith("#")]
        assert "Licence" in " ".join(head), path.name
        terms = lexicon(path.stem)
        assert sorted(set(terms)) == sorted(terms), path.name


def test_ontology_and_queries_are_found():
    """The files of the top-level ontology/ folder are there, wherever argmap is installed."""
    assert ontology_path("argmap.ttl").is_file()
    assert ontology_path("mechanisms.ttl").is_file()
    assert "causes-of" in queries()
    with pytest.raises(ResourceError, match="missing from the installation"):
        ontology_path("none.ttl")
