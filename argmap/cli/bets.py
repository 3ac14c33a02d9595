"""`argmap bets`: predictions as bets that come due, and a ledger of how they turned out."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from argmap.cli.destination import by_ending, check_folder, emit, spoken
from argmap.cli.options import format_option, min_confidence_option
from argmap.cli.sources import load_maps
from argmap.cli.table import print_table
from argmap.errors import LedgerError
from argmap.output import json_text

if TYPE_CHECKING:
    from argmap.bets import Bet, Ledger
    from argmap.model import ArgumentMap

__all__ = ["bets"]

LEDGER = "argmap-bets.ttl"
OUTCOMES = ("yes", "no", "partly", "unclear")
#: The formats of `argmap bets export`, with the endings of OUT that choose them.
EXPORTS = {
    "csv": (".csv",), "json": (".json",), "ical": (".ics",), "html": (".html", ".htm"), "claimreview": (".jsonld",),
    "fatebook-csv": (), "fatebook-json": (), "metaculus-csv": (), "metaculus-json": (),
}


def today() -> str:
    """Read the clock: the only place that does, for --on where it is not given."""
    return datetime.now(UTC).astimezone().date().isoformat()


def _day(_context: click.Context, option: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day; give YYYY-MM-DD, as 2027-01-01", param=option) from error


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


ledger_option = click.option(
    "--ledger", "path", default=LEDGER, show_default=True, envvar="ARGMAP_LEDGER", metavar="FILE",
    help="Where resolutions are kept. [env: ARGMAP_LEDGER]",
)
graphs_argument = click.argument("sources", nargs=-1, required=True, metavar="GRAPH|ESSAY...")
on_option = click.option("--on", callback=_day, default=today, metavar="DATE",
                         help="The day that counts, as 2027-01-01; today if left out.")
by_option = click.option("--by", default=_login, envvar="ARGMAP_BY", metavar="NAME",
                         help="Who judges; your login name if left out. [env: ARGMAP_BY]")
output_option = click.option("-o", "--output", default="-", metavar="OUT", help="Stdout if left out.")


@click.group()
def bets() -> None:
    """Keep track of predictions: what is due, how it turned out, who was right.

    What people judge goes into a ledger of its own, never into a graph.

    \b
    Example:
      argmap bets due graphs/*.ttl --on 2027-01-01
      argmap bets resolve p-3f2a graphs/essay.ttl --outcome no --evidence https://example.org/prices
      argmap bets score graphs/*.ttl
    """


@bets.command("list")
@graphs_argument
@ledger_option
@click.option("--holder", default="", metavar="WORDS", help="Only those whose holder's name has these words.")
@click.option("--outcome", "outcomes", multiple=True, type=click.Choice(("open", *OUTCOMES)), help="Repeatable.")
@format_option("table", "json", "csv")
@min_confidence_option
def list_(
    sources: Sequence[str], path: str, holder: str, outcomes: Sequence[str], form: str, min_confidence: float
) -> None:
    """List the bets by when they fall due.

    \b
    Example:
      argmap bets list graphs/*.ttl --outcome open --holder Lambert
    """
    from argmap.bets import show

    _, known, ledger = _opened(sources, path, min_confidence)
    chosen = [
        bet for bet in known if holder.lower() in bet.holder.lower()
        and (not outcomes or str(ledger.outcome(bet.id) or "open") in outcomes)
    ]
    if form == "table" and not chosen:
        click.echo(f"None of {len(known)} bets match." if known else "No bets in these graphs.")
    elif form == "table":
        print_table(show.COLUMNS, show.rows(chosen, ledger), spaced=True)
    else:
        records = [show.record(bet, ledger) for bet in chosen]
        emit(show.to_csv(chosen, ledger) if form == "csv" else json_text(records), "-")


@bets.command()
@graphs_argument
@ledger_option
@on_option
@click.option("--next", "coming", type=click.IntRange(min=0), default=10, show_default=True, metavar="N",
              help="How many that come next to show.")
@format_option("table", "json")
@min_confidence_option
def due(sources: Sequence[str], path: str, on: date, coming: int, form: str, min_confidence: float) -> None:
    """List the bets that can be judged now, and those that come next.

    \b
    Example:
      argmap bets due graphs/*.ttl --on 2027-01-01
    """
    from argmap.bets import due as sorted_by_day
    from argmap.bets import show

    _, known, ledger = _opened(sources, path, min_confidence)
    found = sorted_by_day(known, ledger, on=on)
    if form == "json":
        emit(json_text(show.due_record(found, ledger)), "-")
        return
    click.echo(f"Seen from {found.on.isoformat()}\n")
    groups = (
        (f"Can be judged now: {len(found.now)}", found.now),
        (f"Come next: {min(coming, len(found.coming))} of {len(found.coming)}", found.coming[:coming]),
        (f"Have no last day: {len(found.open)}", found.open),
    )
    for title, own in groups:
        print_table(show.COLUMNS, show.rows(own, ledger), title=title, spaced=True)
    relative = sum(bool(bet.horizon) for bet in found.undated)
    click.echo(f"{len(found.undated)} more name no date; of these {relative} have words for when that stay relative.")


@bets.command("show")
@click.argument("key", metavar="ID")
@graphs_argument
@ledger_option
@format_option("table", "json")
@min_confidence_option
def show_(key: str, sources: Sequence[str], path: str, form: str, min_confidence: float) -> None:
    """Show one bet: who, when, how likely, on what condition, what it rests on, its history.

    ID may be shortened as long as it names one bet.

    \b
    Example:
      argmap bets show p-3f2a graphs/essay.ttl
    """
    from argmap.bets import find, show

    _, known, ledger = _opened(sources, path, min_confidence)
    bet = find(known, key)
    if form == "json":
        emit(json_text(show.record(bet, ledger)), "-")
    else:
        print_table(("", ""), list(show.lines(bet, ledger)))


@bets.command()
@click.argument("key", metavar="ID")
@graphs_argument
@click.option("--outcome", required=True, type=click.Choice(OUTCOMES))
@click.option("--evidence", default="", metavar="URL", help="The address of what you go by.")
@click.option("--note", default="", metavar="TEXT")
@by_option
@on_option
@ledger_option
def resolve(
    key: str, sources: Sequence[str], outcome: str, evidence: str, note: str, by: str, on: date, path: str
) -> None:
    """Say how a bet turned out.

    Yes means that what its words speak of came about, also where they call it
    unlikely. The entry is added to the ledger, with who and when.

    \b
    Example:
      argmap bets resolve p-3f2a graphs/essay.ttl --outcome no --evidence https://example.org/prices
    """
    from argmap.bets import Outcome, find, record
    from argmap.bets import ledger as entries

    _, known, _ = _opened(sources, path, 0.0, adding=True)
    bet = find(known, key)
    with record.held(Path(path)):
        made = entries.resolution(record.read(Path(path)), bet=bet.id, words=bet.words, outcome=Outcome(outcome),
                                  by=by, on=on, evidence=evidence, note=note)
        record.append(Path(path), [made])
    click.echo(f"{bet.id}: {outcome}, by {made.by} on {made.on}, in {path}")


@bets.command()
@click.argument("key", metavar="ID")
@click.option("--note", default="", metavar="TEXT", help="Why.")
@by_option
@on_option
@ledger_option
def unresolve(key: str, note: str, by: str, on: date, path: str) -> None:
    """Take a resolution back; it stays in the history.

    \b
    Example:
      argmap bets unresolve p-3f2a --note "the wrong year"
    """
    from argmap.bets import ledger as entries
    from argmap.bets import record

    _check_ledger(path)
    with record.held(Path(path)):
        ledger = record.read(Path(path))
        bet = ledger.find(key)
        made = entries.withdrawal(ledger, bet=bet, by=by, on=on, note=note)
        record.append(Path(path), [made])
    click.echo(f"{bet}: open again, by {made.by} on {made.on}, in {path}")


@bets.command()
@graphs_argument
@ledger_option
@format_option("table", "json")
@min_confidence_option
def score(sources: Sequence[str], path: str, form: str, min_confidence: float) -> None:
    """Give each author's record: counts, Brier and log score, calibration.

    \b
    Example:
      argmap bets score graphs/*.ttl --format json
    """
    from argmap.bets import score as scored
    from argmap.bets import show, tables

    _, known, ledger = _opened(sources, path, min_confidence)
    records = scored(known, ledger)
    if form == "json":
        emit(json_text(show.score_record(records)), "-")
        return
    for table in tables.of_scores(records):
        print_table(table.columns, table.rows, title=table.title, note=table.note, left=table.left)


@bets.command()
@graphs_argument
@ledger_option
@format_option("table", "json")
@min_confidence_option
def fallout(sources: Sequence[str], path: str, form: str, min_confidence: float) -> None:
    """Show which claims and mechanisms lean on bets that failed.

    \b
    Example:
      argmap bets fallout graphs/*.ttl
    """
    from argmap.bets import fallout as followed
    from argmap.bets import show, tables

    amap, known, ledger = _opened(sources, path, min_confidence)
    found = followed(amap, known, ledger)
    if form == "json":
        emit(json_text(show.fallout_record(found, ledger)), "-")
        return
    for table in tables.of_fallout(found):
        print_table(table.columns, table.rows, title=table.title, note=table.note, spaced=True)


@bets.command()
@graphs_argument
@ledger_option
@click.option("--format", "form", type=click.Choice(list(EXPORTS)), help="Default: by OUT's ending, else csv.")
@click.option("--title", default="", help="The title of the HTML page.")
@click.option("--on", callback=_day, default=None, metavar="DATE",
              help="The day that the HTML page is seen from; if left out, the day on which it is read.")
@output_option
@min_confidence_option
def export(
    sources: Sequence[str], path: str, form: str | None, title: str, on: date | None, output: str,
    min_confidence: float,
) -> None:
    """Write the bets for other tools, or as one HTML page.

    Calendars, Fatebook and Metaculus take bets that have a last day; how many are
    left out is said. ClaimReview takes those that are resolved.

    \b
    Example:
      argmap bets export graphs/*.ttl -o bets.html
      argmap bets export graphs/*.ttl -o bets.ics
      argmap bets export graphs/*.ttl --format fatebook-csv -o questions.csv
    """
    check_folder(output)
    from argmap.bets import export as library

    chosen = form or by_ending(output, EXPORTS, default="csv")
    amap, known, ledger = _opened(sources, path, min_confidence)
    written = library.written(amap, known, ledger, chosen, title=title, on=on)
    emit(written.text, output)
    if written.left:
        left = f"{written.left} of {len(known)} bets: {written.why}"
        click.echo(f"argmap: {spoken(output)}: {chosen} cannot carry {left}", err=True)


@bets.command("import")
@click.argument("table", metavar="TABLE.csv")
@graphs_argument
@by_option
@on_option
@ledger_option
def import_(table: str, sources: Sequence[str], by: str, on: date, path: str) -> None:
    """Add the resolutions of a CSV table to the ledger: all of them, or none.

    Its columns are those of `argmap bets list --format csv`, or of what Fatebook
    gives out. Rows without an outcome, and those that say what stands, are passed over.

    \b
    Example:
      argmap bets import judged.csv graphs/*.ttl --by "Lee Cedar"
    """
    from argmap.bets import record, tabled

    text = tabled.read(table)
    _, known, _ = _opened(sources, path, 0.0, adding=True)
    with record.held(Path(path)):
        found = tabled.loads(text, known, record.read(Path(path)), by=by, on=on, name=table)
        if found.entries:
            record.append(Path(path), found.entries)
    click.echo(f"{len(found.entries)} resolved, {found.known} stood already, {found.open} open, in {path}")


def _check_ledger(path: str) -> None:
    """Refuse a ledger that --ledger names and that is not there; where none is named, none may have been begun yet."""
    named = click.get_current_context().get_parameter_source("path") is ParameterSource.COMMANDLINE
    if named and not Path(path).exists():
        raise LedgerError("no such ledger", where=path, hint="`argmap bets resolve` and `import` make one")


def _opened(
    sources: Sequence[str], path: str, min_confidence: float, *, adding: bool = False
) -> tuple[ArgumentMap, tuple[Bet, ...], Ledger]:
    """Read graphs, their bets, and the ledger; what stands in the ledger of other graphs is said on stderr.

    A command that is `adding` to the ledger may make it, and says only what it adds.
    """
    from argmap.assemble import assemble
    from argmap.bets import bets as predictions
    from argmap.bets import record

    if not adding:
        _check_ledger(path)
    own = Path(path).resolve()
    others = [source for source in sources if source == "-" or Path(source).resolve() != own]
    if not others:
        raise click.UsageError("give a GRAPH besides the ledger")
    maps = [amap for _, amap in load_maps(others, min_confidence=min_confidence)]
    amap = maps[0] if len(maps) == 1 else assemble(maps)
    known, ledger = predictions(amap), record.read(Path(path))
    strangers = ledger.strangers(bet.id for bet in known)
    if strangers and not adding:
        count = f"{len(strangers)} resolution is" if len(strangers) == 1 else f"{len(strangers)} resolutions are"
        click.echo(f"argmap: {path}: {count} of bets that these graphs do not hold", err=True)
    return amap, known, ledger
