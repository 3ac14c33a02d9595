"""The tables of an evaluation, for people: as rows of text that a terminal or a Markdown page can show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from argmap.evaluation.intervals import DRAWS
from argmap.evaluation.measures import Grade, Measure
from argmap.evaluation.mistakes import Mistake, mistakes, sample
from argmap.evaluation.parts import EssayScore
from argmap.evaluation.reliability import calibration_error, reliable
from argmap.evaluation.report import by_author, report

__all__ = ["Sheet", "sheets", "to_markdown"]

NONE = "–"
#: The figures of an essay or author in one row, each under a short head.
IN_A_ROW: Mapping[Measure | Grade, str] = {
    Measure.CLAIM: "claim", Measure.PREDICTION: "predict.", Measure.HORIZON: "horizon", Measure.MECHANISM: "mech.",
    Measure.HOLDER: "holder", Measure.LINK: "link", Measure.CAUSAL_UNIT: "unit", Measure.RELATION: "relat.",
    Measure.ATTACK: "attack", Grade.CERTAINTY: "cert.",
}
#: How much is shown of a unit's text, and of the name of an essay or author beside its figures.
LONGEST, LONGEST_NAME = 300, 40
MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table; `left` are the columns set flush left, the others hold figures; `spaced` is one of many words."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: frozenset[str] = frozenset({""})
    note: str = ""
    spaced: bool = False


def sheets(
    scores: Sequence[EssayScore], *, per_essay: bool = False, per_author: bool = False, reliability: bool = False,
    errors: int = 0,
) -> Iterator[Sheet]:
    """Set the figures over all essays, and what else is asked for."""
    yield from _score_sheets(scores)
    if per_author:
        yield _matrix("By author", "author", by_author(scores))
    if per_essay:
        yield _matrix("By essay", "essay", {one.name: [one] for one in scores})
    if reliability:
        yield from _reliability_sheets(scores)
    if errors:
        yield from _mistake_sheets(scores, errors)


def _score_sheets(scores: Sequence[EssayScore]) -> tuple[Sheet, Sheet]:
    """Set the figures over all essays: those of lists, and those of questions with one answer."""
    figures = report(scores, intervals=True)
    intervals = f"95 % intervals: the essays drawn anew {DRAWS:,} times" if len(scores) > 1 else ""
    measures = Sheet(
        title=_size(scores),
        columns=("", "precision", "recall", "F1", "95 % interval", "labelled", "found", "yes everywhere"),
        rows=tuple(_measured(name, figures[name]) for name in Measure),
    )
    grades = Sheet(
        title="What is said of that which is both found and labelled",
        columns=("", "accuracy", "95 % interval", "of"),
        rows=tuple(_graded(name, figures[name]) for name in Grade),
        note=intervals,
    )
    return measures, grades


def _size(scores: Sequence[EssayScore]) -> str:
    authors = len({one.author for one in scores})
    units = sum(len(one.units) for one in scores)
    return f"{_many(len(scores), 'essay')} by {_many(authors, 'author')}, {_many(units, 'unit')}"


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _measured(name: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    return (name, *(_share(row[key]) for key in ("p", "r", "f1")), _interval(row, "f1"), str(row["gold"]),
            str(row["system"]), _share(row["all_yes_f1"]) if "all_yes_f1" in row else "")


def _graded(name: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    return name, _share(row["accuracy"]), _interval(row, "accuracy"), str(row["n"])


def _share(value: float | None) -> str:
    """Write a share as tables do: .912."""
    return NONE if value is None else f"{value:.3f}".removeprefix("0")


def _interval(row: Mapping[str, Any], key: str) -> str:
    ends = (row.get("interval") or {}).get(key)
    return " to ".join(map(_share, ends)) if ends else NONE


def _matrix(title: str, head: str, groups: Mapping[str, Sequence[EssayScore]]) -> Sheet:
    whole = {"all": [one for group in groups.values() for one in group]} if len(groups) > 1 else {}
    return Sheet(
        title=title,
        columns=(head, "units", *IN_A_ROW.values()),
        rows=tuple(_row(name, group) for name, group in (*groups.items(), *whole.items())),
        left=frozenset({head}),
        note=f"F1; {IN_A_ROW[Grade.CERTAINTY]} is accuracy; {NONE} where nothing is labelled and nothing found",
    )


def _row(name: str, group: Sequence[EssayScore]) -> tuple[str, ...]:
    figures = report(group)
    shown = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME - 1]}…"
    return shown, str(sum(len(one.units) for one in group)), *(_short(figures[key]) for key in IN_A_ROW)


def _short(row: Mapping[str, Any]) -> str:
    """Write a figure with two decimals: of one essay more would pretend."""
    there = row["n"] if "n" in row else row["gold"] or row["system"]
    return f"{row.get('f1', row.get('accuracy')):.2f}".removeprefix("0") if there else NONE


def _reliability_sheets(scores: Sequence[EssayScore]) -> Iterator[Sheet]:
    """Set for each measure how often what was found with such a confidence is right."""
    for name, found in reliable(scores).items():
        yield Sheet(
            title=f"How far the confidence of a {name} can be believed",
            columns=("confidence", "found", "mean", "share right", "gap"),
            rows=tuple(
                (f"{one.low:.1f} to {one.high:.1f}", str(one.found), _share(one.confidence), _share(one.share),
                 _signed(one.gap))
                for one in found
            ),
            left=frozenset({"confidence"}),
            note=f"expected calibration error {_share(calibration_error(found))}",
        )


def _signed(value: float) -> str:
    """Write a difference as tables do: +.070."""
    return ("−" if round(value, 3) < 0 else "+") + _share(abs(value))


def _mistake_sheets(scores: Sequence[EssayScore], most: int) -> Iterator[Sheet]:
    """Set up to `most` mistakes of each kind, spread over the essays."""
    for measure, kind, rows in mistakes(scores):
        shown, number = sample(rows, most), sum(map(len, rows))
        part = f", {len(shown)} of them shown" if len(shown) < number else ""
        said = any(one.words for one in shown)
        yield Sheet(
            title=f"{measure}: {number} {kind}{part}",
            columns=("essay", "unit", *(["what"] if said else []), "text"),
            rows=tuple(
                (one.essay, " → ".join(map(str, one.units)), *([one.words] if said else []), _text(one))
                for one in shown
            ),
            left=frozenset({"essay", "what", "text"}),
            spaced=True,
        )


def _text(one: Mistake) -> str:
    words = " → ".join(" ".join(text.split()) for text in one.texts)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def to_markdown(sheets: Iterable[Sheet]) -> str:
    """Write tables for a Markdown page; nothing in the cells is taken for a mark."""
    return "\n".join(_page(sheet) for sheet in sheets)


def _page(sheet: Sheet) -> str:
    lines = [
        f"**{_plain(sheet.title)}**",
        "",
        _line(sheet.columns),
        _line("---" if column in sheet.left else "--:" for column in sheet.columns),
        *(_line(map(_plain, row)) for row in sheet.rows),
        "",
        *([_plain(sheet.note), ""] if sheet.note else ()),
    ]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Let no character of a text be a mark of Markdown's."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))
