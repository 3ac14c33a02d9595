"""Rule files that somebody has broken: every family says which file and which rule is wrong, in one line."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from argmap import resources
from argmap.errors import ResourceError
from argmap.pipeline import causerules, causes, periods, relation_rules, timepatterns
from tests.families import FAMILIES

pytestmark = pytest.mark.model

#: A text in which every family has something to do.
TEXT = "Critics argue that rent will rise by 2030 because the harbour grows. However, this is a myth."
CACHES = (resources.rules, resources.lexicon, causerules.compiled, causes._indexes, timepatterns.patterns,
          periods._patterns, relation_rules._rules, relation_rules._patterns)

#: Patterns that are wrong in each kind of family, and what is said of them.
TOKENS = [(3, "pattern is a list of tables"), (["because"], "pattern is a list of tables"),
          ([{"LOWERED": "because"}], "a token has no LOWERED"), ([{"LOWER": "x", "OP": "often"}], "OP is ?, * or +"),
          ([{"TEXT": {"REGEX": "("}}], "TEXT REGEX: "), ([{"TEXT": {"LIKE": "x"}}], "TEXT is a value or any of"),
          ([{"TEXT": {"IN": 3}}], "TEXT IN: ")]
EXPRESSIONS = [(3, "pattern is a regular expression"), ("(", "not a regular expression"), ("[", "not a regular")]
PATTERNS = {
    "causes": [("because", "pattern is a table"), ({"lemma": "cause"}, "pattern needs lemma or lower, cause and"),
               ({"lemma": 3, "cause": "agent", "effect": "theme"}, "lemma in pattern is a text"),
               ({"lemma": "cause", "cause": "up", "effect": "theme"}, "'up' is no step"),
               ({"word": "cause", "cause": "agent", "effect": "theme"}, "pattern is a table with keys"),
               ({"regex": "("}, "regex does not compile"), ({"regex": "a"}, "regex needs the groups")],
    "certainty": TOKENS,
    "claims": TOKENS,
    "evidence": TOKENS,
    "holders": TOKENS,
    "horizons": EXPRESSIONS,
    "periods": [*EXPRESSIONS, ("soon", "to read this, it needs the field or group")],
    "predictions": TOKENS,
    "relations": [("because", "pattern is a table of at and terms"), ({"at": "middle"}, "at is one of"),
                  ({"at": "start"}, "start needs terms"), ({"at": "start", "terms": 3}, "terms is a list of texts"),
                  ({"at": "shared", "terms": ["so"]}, "shared goes without terms"),
                  ({"at": "start", "terms": ["so"], "holder": "me"}, "pattern is a table of at and terms")],
}
CASES = [(family, pattern, message) for family, found in PATTERNS.items() for pattern, message in found]


@pytest.fixture(scope="module")
def doc(nlp):
    """Read the text by the rules that ship."""
    return nlp(TEXT)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Work on a copy of the rules and lexicons, and forget what was compiled from it afterwards."""
    for name in ("rules", "lexicons"):
        shutil.copytree(resources.PACKAGE / name, tmp_path / name)
    (tmp_path / "models").symlink_to(resources.PACKAGE / "models")
    monkeypatch.setattr(resources, "PACKAGE", tmp_path)
    yield tmp_path / "rules"
    monkeypatch.undo()
    for cached in CACHES:
        cached.cache_clear()


def _toml(value):
    """Write a value of a rule as TOML: JSON but for its tables."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {_toml(item)}' for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _broken(folder: Path, family: str, doc, change) -> str:
    """Change the first rule of a family, run the family, and give what the error says."""
    path = folder / f"{family}.toml"
    entries = tomllib.loads(path.read_text("utf-8"))["rule"]
    change(entries)
    path.write_text("\n".join("[[rule]]\n" + "\n".join(f"{key} = {_toml(value)}" for key, value in entry.items())
                              for entry in entries), "utf-8")
    for cached in CACHES:
        cached.cache_clear()
    with pytest.raises(ResourceError) as caught:
        list(FAMILIES[family](doc))
    return str(caught.value)


@pytest.mark.parametrize(("family", "pattern", "message"), CASES)
def test_a_wrong_pattern_names_file_and_rule(doc, folder, family, pattern, message):
    """Whatever a pattern holds that the family cannot run, the error says so and where."""
    name = tomllib.loads((folder / f"{family}.toml").read_text("utf-8"))["rule"][0]["name"]
    said = _broken(folder, family, doc, lambda entries: entries[0].update(pattern=pattern))
    assert said.startswith(f"rules/{family}.toml: rule '{family}.{name}': ")
    assert message in said


@pytest.mark.parametrize("family", FAMILIES)
def test_a_missing_field_names_file_and_rule(doc, folder, family):
    """A rule without its example is refused."""
    entry = tomllib.loads((folder / f"{family}.toml").read_text("utf-8"))["rule"][0]
    said = _broken(folder, family, doc, lambda entries: entries[0].pop("example"))
    assert said == f"rules/{family}.toml: rule '{entry['name']}' lacks example"


@pytest.mark.parametrize("family", FAMILIES)
def test_an_unknown_key_names_file_and_rule(doc, folder, family):
    """A misspelt key would otherwise do nothing, in silence."""
    entry = tomllib.loads((folder / f"{family}.toml").read_text("utf-8"))["rule"][0]
    said = _broken(folder, family, doc, lambda entries: entries[0].update(exmaple="It rains."))
    assert said.startswith(f"rules/{family}.toml: rule '{entry['name']}': unknown key exmaple")


@pytest.mark.parametrize("family", FAMILIES)
def test_a_name_given_twice_names_file_and_rule(doc, folder, family):
    """Two rules of one name could not be told apart in a map."""
    entry = tomllib.loads((folder / f"{family}.toml").read_text("utf-8"))["rule"][0]
    said = _broken(folder, family, doc, lambda entries: entries.append(entries[0]))
    assert said == f"rules/{family}.toml: rule names given twice: {family}.{entry['name']}"


@pytest.mark.parametrize("family", FAMILIES)
def test_bad_toml_names_the_file(doc, folder, family):
    """A bracket that is never closed is found with its place."""
    path = folder / f"{family}.toml"
    path.write_text(path.read_text("utf-8") + "\n[[rule]\n", "utf-8")
    for cached in CACHES:
        cached.cache_clear()
    with pytest.raises(ResourceError, match=rf"^rules/{family}\.toml: not valid TOML: .*line \d+"):
        list(FAMILIES[family](doc))


def test_an_empty_lexicon_is_named(doc, folder):
    """A rule whose words are gone says which list is empty."""
    (folder.parent / "lexicons" / "reporting-verbs.txt").write_text("# nothing\n", "utf-8")
    for cached in CACHES:
        cached.cache_clear()
    with pytest.raises(ResourceError, match=r"lexicons/reporting-verbs\.txt: this lexicon has no terms"):
        list(FAMILIES["holders"](doc))
