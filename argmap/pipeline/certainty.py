"""Judge how far an author commits to a unit's main clause, and whether the clause is denied."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Span

from argmap.model import Certainty
from argmap.pipeline.clauses import place_of
from argmap.pipeline.features import View
from argmap.pipeline.linear import LinearModel
from argmap.pipeline.words import words
from argmap.resources import lexicon

__all__ = ["certainty", "certainty_features", "is_negated"]

FAMILY = "certainty."
#: The labels with which a word of denial hangs on the verb that it denies.
DENYING = ("advmod", "neg", "det", "cc:preconj", "nsubj")


def certainty(view: View, model: LinearModel) -> Certainty:
    """Decide on a unit's certainty; without any hedge it is certain."""
    features = certainty_features(view)
    if not features:
        return Certainty.CERTAIN
    chances = model.probabilities(features)
    return Certainty(max(sorted(chances), key=lambda label: chances[label]))


def certainty_features(view: View) -> dict[str, float]:
    """Describe the hedges of a unit: which, and how near to its main clause; empty where there are none.

    What the encoder says of it is not used: with it, authors left out were judged no better.
    """
    features: dict[str, float] = {}
    for found in view.found:
        if found.rule.name.startswith(FAMILY):
            level = str(found.rule.fields["level"])
            name = found.rule.name.removeprefix(FAMILY)
            opens = found.start - view.start <= 1
            place = "root" if opens else place_of(view.columns, found.end - 1, view.root)
            features.update({name: 1.0, level: 1.0, f"{level}@{place}": 1.0, f"{name}@{place}": 1.0})
            features[f"word={view.columns.lowers[found.end - 1]}@{place}"] = 1.0
            early = found.start - view.start < 4
            features[f"{level}:{'early' if early else 'late'}"] = 1.0
    if not any(level in features for level in ("possible", "probable")):
        return {}
    for name in ("rule:predictions.will", "rule:claims.if-then", "has:question", "has:MD", "lex:reporting-verbs"):
        if name in view.features:
            features[name] = 1.0
    features["size"] = min(60, view.end - view.start) / 20
    return features


def is_negated(unit: Span) -> bool:
    """Tell whether a unit's main clause is denied; with "I do not think that X", X is."""
    columns = words(unit.doc)
    root = columns.root(unit.start, unit.end)
    if not columns.deps[root]:
        return False
    children = list(columns.children(root))
    if any(columns.lowers[child] in _negations() and columns.deps[child].startswith(DENYING) for child in children):
        return True
    subjects = (child for child in children if columns.deps[child].startswith("nsubj"))
    determiners = (word for subject in subjects for word in columns.children(subject) if columns.deps[word] == "det")
    return any(columns.lowers[word] in _negations() for word in determiners)


@cache
def _negations() -> frozenset[str]:
    return frozenset(lexicon("negations"))
