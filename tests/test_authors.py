"""Folds that hold authors out."""

from __future__ import annotations

from dataclasses import dataclass, field

from training.authors import by_essay, folds


@dataclass
class Essay:
    author: str
    units: list = field(default_factory=lambda: [{}])


ESSAYS = [Essay(author) for author in "abacadab"]


def test_folds_hold_every_author_out_once():
    """No author is ever on both sides, and each essay is held out exactly once."""
    seen = []
    for _, inside, outside in folds(ESSAYS, most=3):
        assert not {ESSAYS[at].author for at in inside} & {ESSAYS[at].author for at in outside}
        assert sorted(inside + outside) == list(range(len(ESSAYS)))
        seen += outside
    assert sorted(seen) == list(range(len(ESSAYS)))


def test_by_essay_holds_every_essay_out_once():
    """Folds over essays share none between their sides either."""
    held = [at for _, inside, outside in by_essay(ESSAYS, most=3) for at in outside if at not in inside]
    assert sorted(held) == list(range(len(ESSAYS)))
