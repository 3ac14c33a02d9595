"""How training chooses the probability from which on an answer is yes."""

from __future__ import annotations

import pytest

from training.plateau import STEPS, curve, plateau


def test_a_curve_counts_what_is_out_of_reach():
    """F1 falls with every right answer that no example could give."""
    pairs = [(0.9, True), (0.2, False)]
    at = STEPS.index(50)
    assert curve(pairs)[at] == pytest.approx(1.0)
    assert curve(pairs, missed=2)[at] == pytest.approx(0.5)
    assert curve([(0.05, False)]) == [0.0] * len(STEPS)


def test_the_middle_of_what_is_as_good_is_chosen():
    """Of a flat top the middle is taken, not its first point; a lone peak is taken as it is."""
    flat = [1.0 if 20 <= step <= 40 else 0.5 for step in STEPS]
    peak = [1.0 if step == 33 else 0.5 for step in STEPS]
    assert plateau(flat) == pytest.approx(0.3)
    assert plateau(peak) == pytest.approx(0.33)


def test_curves_count_alike():
    """The threshold is good on the mean of all curves, whichever of them is the higher."""
    low = [1.0 if 20 <= step <= 30 else 0.0 for step in STEPS]
    high = [1.0 if 30 <= step <= 40 else 0.0 for step in STEPS]
    assert plateau(low, high) == pytest.approx(0.3)
