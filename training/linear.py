"""Fit the linear models that ship: logistic regression over named features, the same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from argmap.pipeline.linear import Features, LinearModel


def fit(rows: Sequence[Features], answers: Sequence[str], *, penalty: float = 1.0, least: int = 3,
        positive: str | None = None, weights: Sequence[float] | None = None) -> LinearModel:
    """Train on features and their answers; rare features are left out, weights are rounded to 4 places.

    Args:
        penalty: the strength of the L2 penalty (1 / C).
        least: how many rows a feature must occur in to be kept.
        positive: for a yes/no question, the answer that is "yes".
        weights: how much each row counts.
    """
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    kept = [{name: value for name, value in row.items() if counts[name] >= least} for row in rows]
    vectorizer = DictVectorizer(sort=True)
    matrix = vectorizer.fit_transform(kept)
    classifier = LogisticRegression(C=1 / penalty, max_iter=2000, solver="lbfgs")
    labels = np.array([answer == positive for answer in answers]) if positive else np.array(answers)
    classifier.fit(matrix, labels, sample_weight=None if weights is None else np.asarray(weights))
    names = vectorizer.get_feature_names_out()
    if len(classifier.classes_) == 2 and not positive:
        coefficients = np.vstack([-classifier.coef_ / 2, classifier.coef_ / 2])
        bias = np.concatenate([-classifier.intercept_ / 2, classifier.intercept_ / 2])
    else:
        coefficients, bias = classifier.coef_, classifier.intercept_
    table = {str(name): tuple(round(float(value), 4) for value in coefficients[:, column])
             for column, name in enumerate(names) if np.abs(coefficients[:, column]).max() >= 5e-4}
    classes = (positive,) if positive else tuple(map(str, classifier.classes_))
    return LinearModel(classes, table, tuple(round(float(value), 4) for value in bias))
