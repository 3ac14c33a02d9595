"""`argmap eval`: how good the extraction is on essays with labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from argmap.cli.destination import emit
from argmap.cli.options import Extraction, extraction_options, format_option
from argmap.cli.sources import load_maps
from argmap.cli.table import print_table
from argmap.errors import ReadError

if TYPE_CHECKING:
    from argmap.evaluation import Answers, EssayScore, GoldEssay

__all__ = ["eval_"]

Pairs = Iterator[tuple["GoldEssay", "Answers"]]


@click.command("eval")
@click.argument("folder", metavar="GOLD_DIR")
@click.argument("names", nargs=-1, metavar="[ESSAY...]")
@click.option("--system", metavar="DIR", help="Score the NAME.json in this folder instead of extracting.")
@click.option("--per-essay", is_flag=True, help="Show each essay too.")
@click.option("--by-author", "per_author", is_flag=True, help="Show each author too.")
@click.option("--reliability", is_flag=True, help="Show how far confidences can be believed.")
@click.option("--errors", type=click.IntRange(min=0), default=0, metavar="N",
              help="Show up to N mistakes of each kind, from all essays.")
@format_option("table", "markdown", "json")
@extraction_options
def eval_(
    folder: str, names: Sequence[str], system: str | None, per_essay: bool, per_author: bool,  # noqa: FBT001
    reliability: bool, errors: int, form: str, **chosen: Unpack[Extraction],  # noqa: FBT001
) -> None:
    """Measure the extraction on labelled essays.

    GOLD_DIR holds essays NAME.md with their labels in NAME.gold.json; ESSAY is such a
    NAME. Prints the precision, recall and F1 of what is found, and how often what is
    said of it is right; with 95 % intervals over essays (bootstrap), and the F1 that
    saying yes everywhere would have.

    The folder of --system may hold other labels, NAME.gold.json, instead: how far two
    labellers agree.

    \b
    Example:
      argmap eval gold --by-author
      argmap eval gold --errors 5 my-essay
      argmap eval gold --system before/ --format json
    """
    from argmap.evaluation import essays, score
    from argmap.evaluation.report import to_json
    from argmap.evaluation.sheets import sheets, to_markdown

    golds = list(essays(Path(folder), names))
    if system is None:
        pairs = _extracted(Path(folder), golds, **chosen)
    elif any(chosen.values()):
        raise click.UsageError(
            "--system scores what is there: leave out --model, --mechanisms, --fast and --min-confidence")
    else:
        pairs = _written(Path(system), golds)
    scores = [score(gold, answers) for gold, answers in pairs]
    _warn(scores)
    if form == "json":
        emit(to_json(scores, per_essay=per_essay, per_author=per_author, reliability=reliability, errors=errors), "-")
        return
    shown = sheets(scores, per_essay=per_essay, per_author=per_author, reliability=reliability, errors=errors)
    if form == "markdown":
        emit(to_markdown(shown), "-")
        return
    for sheet in shown:
        print_table(sheet.columns, sheet.rows, title=sheet.title, note=sheet.note, left=sheet.left,
                    spaced=sheet.spaced)


def _extracted(folder: Path, golds: Sequence[GoldEssay], **chosen: Unpack[Extraction]) -> Pairs:
    """Read each essay as `argmap extract` does."""
    from argmap.evaluation import from_map

    sources = [str(folder / f"{gold.name}.md") for gold in golds]
    maps = load_maps(sources, **chosen)
    for gold, (_, amap) in zip(golds, maps, strict=True):
        yield gold, from_map(amap)


def _written(folder: Path, golds: Sequence[GoldEssay]) -> Pairs:
    """Read what was written for each essay; say which have nothing."""
    from argmap.evaluation.answers import read

    if not folder.is_dir():
        raise ReadError("no such folder", where=folder)
    found = [(gold, read(folder, gold.name)) for gold in golds]
    without = [gold.name for gold, answers in found if answers is None]
    if len(without) == len(found):
        raise ReadError("holds no NAME.json for these essays", where=folder,
                        hint="`argmap extract GOLD_DIR/*.md --format json -o DIR` writes them")
    if without:
        click.echo(f"argmap: {folder}: nothing for {', '.join(without)}, left out", err=True)
    yield from ((gold, answers) for gold, answers in found if answers is not None)


def _warn(scores: Sequence[EssayScore]) -> None:
    lost = [f"{one.name} {', '.join(map(str, one.lost))}" for one in scores if one.lost]
    if lost:
        click.echo(f"argmap: units that stand otherwise in the text than in the labels count as not found: "
                   f"{'; '.join(lost)}", err=True)
