"""Fill the tables of spaCy's rule lemmatiser: WordNet's from spacy-lookups-data, and what the treebanks teach."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from spacy.language import Language
from spacy.lookups import Lookups, Table, load_lookups
from spacy.tokens import Doc

from .treebank import Sentence, Word

Tables = dict[str, dict[str, Any]]

TABLES = ("lemma_index", "lemma_exc", "lemma_rules")

#: The rule that lower-cases a form which no other rule fits; names are left as they are.
LOWER = ["", ""]
NAME = "propn"


def fill(nlp: Language, sentences: Iterable[Sentence]) -> None:
    """Set the lemmatiser's tables, then add an exception for each treebank form that they get wrong."""
    words = [word for sentence in sentences for word in sentence.words]
    lookups = load_lookups("en", tables=list(TABLES))
    parts = sorted({word.upos.lower() for word in words})
    tables = {name: _plain(lookups.get_table(name), parts) for name in TABLES}
    tables["lemma_rules"] = with_lower(tables["lemma_rules"], parts)
    _set(nlp, tables)
    tables["lemma_exc"] = merged(tables["lemma_exc"], learnt(nlp, words))
    _set(nlp, tables)


def learnt(nlp: Language, words: Collection[Word]) -> dict[str, dict[str, list[str]]]:
    """Map part of speech and lower-cased form to the treebanks' usual lemma, where the tables give another."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for word in words:
        votes[word.upos, word.form.lower().replace("’", "'")][word.lemma] += 1
    usual = {key: counts.most_common(1)[0][0] for key, counts in votes.items()}
    result: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for upos, form in sorted({key for key, guess in _guesses(nlp, words) if guess != usual[key]}):
        for mark in "'’" if "'" in form else "'":
            result[upos.lower()][form.replace("'", mark)] = [usual[upos, form]]
    return dict(result)


def with_lower(rules: Mapping[str, Any], parts: Iterable[str]) -> dict[str, Any]:
    """Give each part of speech without rules, but names, the one that lower-cases.

    >>> with_lower({"noun": [["s", ""]]}, ["noun", "pron", "propn"])
    {'noun': [['s', '']], 'pron': [['', '']]}
    """
    return {part: rules.get(part, [LOWER]) for part in sorted(parts) if part != NAME}


def merged(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Join two tables of exceptions; the second wins."""
    return {part: {**old.get(part, {}), **new.get(part, {})} for part in sorted({*old, *new})}


def _guesses(nlp: Language, words: Iterable[Word]) -> Iterable[tuple[tuple[str, str], str]]:
    lemmatizer = nlp.get_pipe("lemmatizer")
    for upos, feats, form in sorted({(word.upos, word.feats, word.form) for word in words}):
        morph = "" if feats == "_" else feats
        token = Doc(nlp.vocab, words=[form], pos=[upos], morphs=[morph])[0]
        yield (upos, form.lower().replace("’", "'")), lemmatizer.lemmatize(token)[0]


def _plain(table: Table, parts: Iterable[str]) -> dict[str, Any]:
    """Key a table by part of speech again; inside, spaCy keys it by hashes."""
    return {part: table[part] for part in parts if part in table}


def _set(nlp: Language, tables: Tables) -> None:
    lookups = Lookups()
    for name, table in tables.items():
        lookups.add_table(name, table)
    lemmatizer = nlp.get_pipe("lemmatizer")
    lemmatizer.lookups = lookups
    lemmatizer.cache = {}
