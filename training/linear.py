"""Fit the linear models that ship: logistic regression over named features, the same bytes every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from argmap.pipeline.linear import Features, LinearModel
from training.authors import spread

#: Groups of authors that are left out in turn by `stacked`, and the penalty of what weighs the two sides there.
GROUPS, TOP_PENALTY = 4, 1.0
#: Weights nearer to 0 are left out, so that what ships stays small.
LEAST_WEIGHT = 0.03


def fit(rows: Sequence[Features], answers: Sequence[str], *, penalty: float = 1.0, least: int = 3,
        positive: str | None = None) -> LinearModel:
    """Train on features and their answers; rare features are left out, weights are rounded to 4 places.

    Args:
        penalty: the strength of the L2 penalty (1 / C).
        least: how many rows a feature must occur in to be kept.
        positive: for a yes/no question, the answer that is "yes".
    """
    matrix, names = _table(rows, least)
    labels = np.array([answer == positive for answer in answers]) if positive else np.array(answers)
    classifier = _regression(penalty).fit(matrix, labels)
    if len(classifier.classes_) == 2 and not positive:
        coefficients = np.vstack([-classifier.coef_ / 2, classifier.coef_ / 2])
        bias = np.concatenate([-classifier.intercept_ / 2, classifier.intercept_ / 2])
    else:
        coefficients, bias = classifier.coef_, classifier.intercept_
    return _model((positive,) if positive else tuple(map(str, classifier.classes_)), names, coefficients, bias)


def stacked(rows: Sequence[Features], answers: Sequence[str], authors: Sequence[str], *, told: Callable[[str], bool],
            penalty: float, least: int, positive: str | None = None) -> LinearModel:
    """Train on what argmap sees itself, then weigh its answers on authors left out against what the encoder tells.

    Trained at once, the many features that are seen fit their own examples too well and leave the few told ones, which
    are from an encoder without the author, too little weight (stacked generalization; Wolpert 1992). The two stages
    are both linear, so that they make one model.

    Args:
        told: which features, by name, are the encoder's.
    """
    matrix, names = _table(rows, least)
    labels = np.array([answer == positive for answer in answers]) if positive else np.array(answers)
    is_told = np.array([told(name) for name in names])
    seen, more = matrix[:, ~is_told], matrix[:, is_told].toarray()
    base = _regression(penalty).fit(seen, labels)
    honest = np.zeros((len(labels), len(base.intercept_)))
    for left_out in spread(Counter(authors), most=GROUPS):
        inside = ~np.isin(authors, left_out)
        scores = _regression(penalty).fit(seen[inside], labels[inside]).decision_function(seen[~inside])
        honest[~inside] = scores.reshape(-1, honest.shape[1])
    top = _regression(TOP_PENALTY).fit(np.column_stack([honest, more]), labels)
    scale, rest = np.split(top.coef_, [honest.shape[1]], axis=1)
    weights = np.zeros((len(top.intercept_), len(names)))
    weights[:, ~is_told], weights[:, is_told] = scale @ base.coef_, rest
    known = (positive,) if positive else tuple(map(str, base.classes_))
    return _model(known, names, weights, top.intercept_ + scale @ base.intercept_)


def _model(labels: tuple[str, ...], names: Iterable[str], weights: npt.NDArray[np.float64],
           bias: npt.NDArray[np.float64]) -> LinearModel:
    """Round the weights (labels, names) and leave out the small ones."""
    table = {str(name): tuple(round(float(value), 4) for value in weights[:, column])
             for column, name in enumerate(names) if np.abs(weights[:, column]).max() >= LEAST_WEIGHT}
    return LinearModel(labels, table, tuple(round(float(value), 4) for value in bias))


def _table(rows: Sequence[Features], least: int) -> tuple[Any, npt.NDArray[np.str_]]:
    """Lay features out as a sparse matrix, without those of fewer than `least` rows, and name its columns."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    kept = [{name: value for name, value in row.items() if counts[name] >= least} for row in rows]
    vectorizer = DictVectorizer(sort=True)
    return vectorizer.fit_transform(kept).tocsr(), vectorizer.get_feature_names_out()


def _regression(penalty: float) -> Any:
    return LogisticRegression(C=1 / penalty, max_iter=2000, solver="lbfgs")
