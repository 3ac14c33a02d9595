"""Tune spaCy's English tokeniser towards the treebanks, as tokens.toml says."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from spacy.lang.char_classes import ALPHA
from spacy.lang.punctuation import HYPHENS
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

DATA = Path(__file__).with_suffix(".toml")

#: Apostrophes that a contraction may be written with.
APOSTROPHES = ("’", "‘")


def tune(nlp: Language) -> None:
    """Change the pipeline's tokeniser in place; it is saved with the pipeline."""
    data = tomllib.loads(DATA.read_text("utf-8"))
    patterns, tokenizer = data["patterns"], nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex([*patterns["prefix"], *nlp.Defaults.prefixes]).search
    tokenizer.suffix_search = compile_suffix_regex([*patterns["suffix"], *nlp.Defaults.suffixes]).search
    infixes = [*patterns["infix"], hyphens(data["bound"]), *_without_hyphens(nlp.Defaults.infixes)]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.token_match = re.compile(f"^(?:{patterns['whole']})$").match
    tokenizer.rules = exceptions(tokenizer.rules or {}, data)


def exceptions(rules: dict[str, Any], data: dict[str, Any]) -> dict[str, list[dict[int, str]]]:
    """List the strings with a split of their own.

    spaCy gives contractions a norm ("n't" is "not"); the treebanks' words have
    none, and the network must see the same in both, so only the split is kept.
    """
    splits = {text: [token[ORTH] for token in tokens] for text, tokens in rules.items()}
    splits |= {text: [text] for text in data["abbreviations"]} | data["contractions"]
    kept = {text: parts for text, parts in splits.items() if text not in data["dropped"]}
    return {text: [{ORTH: part} for part in parts] for text, parts in kept.items()}


def hyphens(bound: Iterable[str]) -> str:
    """Build the pattern of a hyphen between letters that does not follow a bound prefix.

    >>> pattern = re.compile(hyphens(["non"]))
    >>> bool(pattern.search("open-weight")), bool(pattern.search("Non-profit"))
    (True, False)
    """
    forms = sorted({form for word in bound for form in (word, word.capitalize(), word.upper())})
    guards = "".join(f"(?<!^{form})" for form in forms)
    return rf"(?<=[{ALPHA}0-9]){guards}(?:{HYPHENS})(?=[{ALPHA}])"


def curly_norms(rules: Mapping[str, Iterable[Mapping[int, str]]]) -> dict[str, str]:
    """Map the parts of contractions with a curly apostrophe to the straight form that the treebanks hold.

    >>> curly_norms({"isn't": [{ORTH: "is"}, {ORTH: "n't"}]})
    {'n’t': "n't", 'n‘t': "n't"}
    """
    parts = {part[ORTH] for tokens in rules.values() for part in tokens}
    return {
        part.replace("'", mark): part.lower() for part in sorted(parts) if "'" in part for mark in APOSTROPHES
    }


def _without_hyphens(infixes: Iterable[str]) -> list[str]:
    return [pattern for pattern in infixes if HYPHENS not in pattern]
