"""The only code that finds and parses argmap's data files: lexicons, rules, queries, ontology, trained parts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from argmap.errors import ResourceError
from argmap.rulefields import problem

__all__ = ["Rule", "lexicon", "library_query", "model_path", "ontology_path", "queries", "rules", "text", "wrong_rule"]

PACKAGE = Path(__file__).parent
REQUIRED = ("name", "pattern", "example", "expect", "counterexamples")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One entry of a rules/*.toml file.

    Args:
        name: FAMILY.NAME, the name that every item found by it carries.
        pattern: what the family's component matches, with lexicons filled in.
        example: a sentence in which it finds `expect`.
        expect: fields of the mention that it must find there.
        counterexamples: sentences in which it must find nothing.
        fields: every other key of the entry, with lexicons filled in.
    """

    name: str
    pattern: Any
    example: str
    expect: Mapping[str, Any]
    counterexamples: tuple[str, ...]
    fields: Mapping[str, Any]


def text(path: Path) -> str:
    """Read a data file of ours, or say which is missing."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(f"cannot read this data file: {error}", where=path) from error


@cache
def lexicon(name: str) -> tuple[str, ...]:
    """Load the terms of lexicons/NAME.txt, in file order; `#` starts a comment, blank lines are skipped."""
    lines = (line.split("#", 1)[0].strip() for line in text(PACKAGE / "lexicons" / f"{name}.txt").splitlines())
    terms = tuple(line for line in lines if line)
    if not terms:
        raise ResourceError("this lexicon has no terms", where=f"lexicons/{name}.txt")
    return terms


@cache
def rules(family: str) -> tuple[Rule, ...]:
    """Load and check rules/FAMILY.toml: a list of [[rule]] tables, each with example and counterexample.

    A value {lexicon = "NAME"} anywhere in a rule stands for the list of that lexicon's terms.
    """
    return parse_rules(text(PACKAGE / "rules" / f"{family}.toml"), family)


def parse_rules(source: str, family: str) -> tuple[Rule, ...]:
    """Parse the text of a rule file; errors name the file and the rule."""
    where = _file(family)
    try:
        entries = tomllib.loads(source).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise ResourceError(f"not valid TOML: {error}", where=where) from error
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise ResourceError("rules are [[rule]] tables", where=where)
    found = tuple(_rule(entry, family, where) for entry in entries)
    names = [rule.name for rule in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice or not found:
        raise ResourceError(f"rule names given twice: {', '.join(twice)}" if twice else "no rules", where=where)
    return found


def wrong_rule(rule: Rule, what: str) -> ResourceError:
    """Make the error that names the file and the rule."""
    return ResourceError(f"rule {rule.name!r}: {what}", where=_file(rule.name.partition(".")[0]))


def _file(family: str) -> str:
    return f"rules/{family}.toml"


def _rule(entry: Mapping[str, Any], family: str, where: str) -> Rule:
    name = str(entry.get("name", "?"))
    missing = [key for key in REQUIRED if not entry.get(key)]
    if missing:
        raise ResourceError(f"rule {name!r} lacks {', '.join(missing)}", where=where)
    if not isinstance(entry["expect"], Mapping) or not isinstance(entry["counterexamples"], list):
        raise ResourceError(f"rule {name!r}: expect is a table and counterexamples a list", where=where)
    own = {key: _filled(value) for key, value in entry.items() if key not in REQUIRED}
    wrong = problem(family, own)
    if wrong:
        raise ResourceError(f"rule {name!r}: {wrong}", where=where)
    return Rule(
        name=f"{family}.{name}",
        pattern=_filled(entry["pattern"]),
        example=str(entry["example"]),
        expect=dict(entry["expect"]),
        counterexamples=tuple(map(str, entry["counterexamples"])),
        fields=own,
    )


def _filled(value: Any) -> Any:
    """Replace every {lexicon = NAME} in a TOML value by the list of its terms."""
    if isinstance(value, Mapping):
        if set(value) == {"lexicon"}:
            return list(lexicon(str(value["lexicon"])))
        return {key: _filled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item) for item in value]
    return value


def families() -> tuple[str, ...]:
    """List the rule families: the names of the files in rules/, sorted."""
    return tuple(sorted(path.stem for path in (PACKAGE / "rules").glob("*.toml")))


@cache
def queries() -> Mapping[str, str]:
    """Load every named query: its name to the text of queries/NAME.rq, sorted by name."""
    return {path.stem: text(path) for path in sorted((PACKAGE / "queries").glob("*.rq"))}


@cache
def library_query(name: str) -> str:
    """Load queries/library/NAME, a query or update by which a library keeps itself in order."""
    return text(PACKAGE / "queries" / "library" / name)


def ontology_path(name: str) -> Path:
    """Find ontology/NAME where it is installed (argmap/ontology) or in a checkout (beside argmap/)."""
    for folder in (PACKAGE / "ontology", PACKAGE.parent / "ontology"):
        if (folder / name).is_file():
            return folder / name
    raise ResourceError("this ontology file is missing from the installation", where=name)


def model_path(name: str) -> Path:
    """Find models/NAME, a trained part that ships."""
    path = PACKAGE / "models" / name
    if not path.exists():
        raise ResourceError("this trained part is missing", where=path, hint="`make model` trains it again")
    return path
