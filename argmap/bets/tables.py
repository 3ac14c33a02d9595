"""Scores and fallout as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from argmap.bets.fallout import Fallout, Leaning
from argmap.bets.score import FEW, Record

__all__ = ["RULES", "Table", "of_fallout", "of_scores", "small"]

#: What the figures mean, told below them.
RULES = (
    "Right: yes, or no where it was called unlikely; partly and unclear are counted only. Brier: 0 is perfect, always "
    "saying 50 % gives 0.25; log: 0 is perfect, 50 % gives -0.69. Words count as the middle of the range in "
    "lexicons/verbal-probabilities.txt; bets with neither words of it nor a number are not in Brier and log."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns and rows, a line above and a line below; the columns `left` are words, the others figures."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    left: Sequence[str] = ()


def of_scores(records: Sequence[Record]) -> Iterator[Table]:
    """Give the records, then the calibration of whoever stated chances, then how the sure and the unsure did."""
    columns = ("who", "bets", "dated", "open", "yes", "no", "partly", "unclear", "right", "95 %", "Brier", "log", "n")
    yield Table(title="Records", columns=columns, rows=[_row(item) for item in records], left=("who",),
                note=f"{RULES}\n{small(records)}".rstrip())
    for item in records:
        if item.scored:
            few = f"Fewer than {FEW} bets: too few to say much." if item.scored < FEW else ""
            yield Table(title=f"Calibration: {item.holder or 'nobody named'}", left=("chance",), note=few,
                        columns=("chance", "bets", "said", "came"),
                        rows=[(f"{part.low:.0%} to {part.high:.0%}", str(part.count), _share(part.said),
                               _share(part.came)) for part in item.bins])
        if item.by_certainty:
            yield Table(title=f"How sure: {item.holder or 'nobody named'}", columns=("certainty", "judged", "right"),
                        rows=[(level, str(count), str(right)) for level, (count, right) in item.by_certainty.items()],
                        left=("certainty",))


def small(records: Sequence[Record]) -> str:
    """Say of whom too few bets are judged to say much, "" where there are enough of everybody's."""
    few = [item.holder or "nobody named" for item in records if item.few]
    if not few:
        return ""
    whom = "anybody" if len(few) == len(records) else ", ".join(few)
    return f"Fewer than {FEW} bets are judged, too few to say much, of {whom}."


def _row(item: Record) -> tuple[str, ...]:
    share = f"{item.right} of {item.judged}" if item.judged else "-"
    within = f"{item.interval[0]:.0%} to {item.interval[1]:.0%}" if item.interval else "-"
    return (
        item.holder or "nobody named", str(item.bets), str(item.dated), str(item.open),
        *(str(count) for count in item.outcomes.values()), share, within, _figure(item.brier), _figure(item.log),
        str(item.scored),
    )


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.0%}"


def of_fallout(found: Fallout) -> Iterator[Table]:
    """Give the bets that failed, what leans on them, the mechanisms under them, and their reasons."""
    yield Table(title=f"Bets that failed: {len(found.failed)}", columns=("bet", "who", "id"),
                rows=[(bet.words, bet.holder, bet.id) for bet in found.failed])
    leaning = ("claim", "who", "steps", "other supports", "leans on", "id")
    yield Table(title=f"Claims that lean on them: {len(found.claims)}", columns=leaning,
                rows=[_leaning(item) for item in found.claims])
    yield Table(title=f"Mechanisms under them: {len(found.mechanisms)}",
                columns=("mechanism", "wrong", "right", "open"),
                rows=[(item.label, str(len(item.failed)), str(len(item.held)), str(item.open))
                      for item in found.mechanisms])
    reasons = ("reason", "who", "steps", "other supports", "was given for", "id")
    yield Table(title=f"Reasons that were given for them: {len(found.reasons)}", columns=reasons,
                rows=[_leaning(item) for item in found.reasons])


def _leaning(item: Leaning) -> tuple[str, ...]:
    ground = item.ground
    return ground.text, item.holder, str(ground.steps), str(item.left), ", ".join(item.bets), ground.id
