"""Measure every rule of every family on the labelled essays: how often it proposes, how often rightly, what is shown.

    python -m training.rules --shared SHARED [--format table|markdown] [-o FILE]

A proposal is what a rule finds before any model judges it; shown is what is left of it in the map, by the pipeline that
ships. What right means for each family stands in HEADS, and in docs/rules.md, which this writes.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from argmap.evaluation.gold import GoldEssay, essays
from argmap.model import AUTHOR
from argmap.output import write
from argmap.pipeline import causes, relations
from argmap.pipeline.mentions import CausalMention, PropositionMention
from argmap.pipeline.periods import readings
from argmap.pipeline.table import Table
from argmap.pipeline.timing import times
from argmap.resources import Rule, families, rules
from training.causes import Essay as CausalEssay
from training.causes import Score, count
from training.external import table
from training.propositions import Essay, prepare

#: A rule that is right less often is weak; one that proposes less often cannot be judged.
LOW, FEW = 0.5, 10


@dataclass
class Tally:
    """What one rule proposes and what is shown of it, each with how many are right."""

    proposed: int = 0
    right: int = 0
    shown: int = 0
    shown_right: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the proposals that are right, None where there are none."""
        return self.right / self.proposed if self.proposed else None

    @property
    def shown_precision(self) -> float | None:
        """Share of what is shown that is right, None where nothing is."""
        return self.shown_right / self.shown if self.shown else None


@dataclass
class Report:
    """A tally for each rule, by its full name."""

    tallies: dict[str, Tally] = field(default_factory=dict)

    def add(self, rule: str, *, right: bool, shown: bool = False, number: int = 1) -> None:
        """Count a proposal, or something shown."""
        tally = self.tallies.setdefault(rule, Tally())
        if shown:
            tally.shown += number
            tally.shown_right += number * right
        else:
            tally.proposed += number
            tally.right += number * right


@dataclass(frozen=True)
class Judged:
    """A labelled essay, its Doc as the pipeline leaves it, and its units as the components describe them."""

    doc: Doc
    essay: Essay

    @property
    def gold(self) -> GoldEssay:
        """The labels."""
        return self.essay.gold

    def units(self) -> Iterator[tuple[int, Mapping[str, Any], PropositionMention | None]]:
        """Yield each labelled unit: its number among the views, its label, and what the pipeline says of it."""
        said = {mention.start: mention for mention in self.doc._.propositions}
        for number, (view, label) in enumerate(zip(self.essay.views, self.essay.labels, strict=True)):
            if label is not None:
                yield number, label, said.get(view.span.start_char)


def _kinds(report: Report, judged: Judged, family: str, is_right: Callable[[Mapping[str, Any]], bool]) -> None:
    """Judge a family that speaks for a kind of unit: each rule once a unit."""
    for number, label, mention in judged.units():
        right = is_right(label)
        for rule in sorted({found.rule.name for found in judged.essay.views[number].found}):
            if rule.startswith(family):
                report.add(rule, right=right)
        if mention and mention.rule.startswith(family):
            report.add(mention.rule, right=right, shown=True)


def _claims(report: Report, judged: Judged) -> None:
    _kinds(report, judged, "claims.", lambda label: label["role"] == "claim")


def _evidence(report: Report, judged: Judged) -> None:
    _kinds(report, judged, "evidence.", lambda label: label["role"] == "evidence")


def _predictions(report: Report, judged: Judged) -> None:
    _kinds(report, judged, "predictions.", lambda label: bool(label["prediction"]))


def _certainty(report: Report, judged: Judged) -> None:
    for number, label, mention in judged.units():
        found = {one.rule.name: one.rule.fields["level"] for one in judged.essay.views[number].found
                 if one.rule.name.startswith("certainty.")}
        for rule, level in sorted(found.items()) if label["role"] == "claim" else ():
            report.add(rule, right=label["certainty"] == level)
            if mention and mention.certainty == level:
                report.add(rule, right=label["certainty"] == level, shown=True)


def _holders(report: Report, judged: Judged) -> None:
    for number, label, mention in judged.units():
        guesses = judged.essay.guesses[number] if label["role"] == "claim" else ()
        right = label["holder"] != "author"
        for rule in sorted({guess.rule for guess in guesses}):
            report.add(rule, right=right)
        if mention and mention.holder != AUTHOR:
            for rule in sorted({guess.rule for guess in guesses if guess.holder == mention.holder}):
                report.add(rule, right=right, shown=True)


def _horizons(report: Report, judged: Judged) -> None:
    """Judge words of time in predictions, and with them the rules that read their dates."""
    for number, label, mention in judged.units():
        for time in times(judged.essay.views[number]) if label["prediction"] else ():
            words = time.horizon.text
            right = words.lower().split() == str(label["horizon"]).lower().split()
            shown = bool(mention and mention.horizon and mention.horizon.text == words)
            for name in (time.rule, *readings(words)):
                report.add(name, right=right)
                if shown:
                    report.add(name, right=right, shown=True)


def _causes(report: Report, judged: Judged) -> None:
    """Judge each rule by itself: of its own proposals that say the same, the likeliest counts."""
    own: dict[str, list[causes.Proposal]] = {}
    for proposal in causes.weighed_in(judged.doc):
        own.setdefault(proposal.candidate.rule.name, []).append(proposal)
    for found in own.values():
        _links(report, judged, causes.decided(found, 0.0))
    _links(report, judged, judged.doc._.causes, shown=True)


def _links(report: Report, judged: Judged, found: Sequence[CausalMention], *, shown: bool = False) -> None:
    score = Score()
    count(CausalEssay(judged.gold, judged.doc, [], Table(0)), found, score)
    for rule, (number, right) in score.rules.items():
        report.add(rule, right=True, shown=shown, number=right)
        report.add(rule, right=False, shown=shown, number=number - right)


def _relations(report: Report, judged: Judged) -> None:
    labels = {(row["from"], row["to"], row["type"]) for row in judged.gold.relations}
    units = [judged.gold.covering(mention.start, mention.end) for mention in judged.doc._.propositions]
    for shown, found in ((False, relations.matches(judged.doc)), (True, judged.doc._.relations)):
        for pair in found:
            ends = product(units[pair.source], units[pair.target])
            report.add(pair.rule, right=any((*both, str(pair.scheme)) in labels for both in ends), shown=shown)


#: What judges the families, and for each what stands above its table: what is right.
JUDGES: Sequence[Callable[[Report, Judged], None]] = (
    _causes, _certainty, _claims, _evidence, _holders, _horizons, _predictions, _relations)
HEADS: Mapping[str, str] = {
    "causes": "A link is right if both ends share half of their words with those of a labelled link. Each rule is\n"
              "judged by itself: of its own proposals with the same marker or ends the likeliest counts, cut by the\n"
              "model that ships.",
    "certainty": "In claims: the rule is right if the label is its level. Shown: the claim has the rule's level.",
    "claims": "A unit in which the rule fires is right if it is labelled a claim. Shown: units whose `rule` names it.",
    "evidence": "As with claims, for units labelled evidence.",
    "holders": "In claims: right if the holder is labelled another than the author. Shown: its holder was chosen.",
    "horizons": "In predictions: right if the words are exactly the labelled horizon. Shown: they were chosen.",
    "periods": "These read the dates of a horizon's words. The labels have no dates, so what is counted is whether\n"
               "the words that the rule reads are a labelled horizon; its example says what dates it gives.",
    "predictions": "As with claims, for units labelled a prediction.",
    "relations": "A pair is right if it is labelled with that direction and type.",
}


def measure(judged: Iterable[Judged]) -> Report:
    """Judge every family in every essay."""
    report = Report()
    for essay in judged:
        for judge in JUDGES:
            judge(report, essay)
    return report


def labelled(folder: Path) -> Iterator[Judged]:
    """Run the whole pipeline over labelled essays."""
    from argmap.pipeline.load import load, parse

    golds = list(essays(folder))
    docs = list(parse(load(fast=True), [gold.document for gold in golds]))
    for essay, doc in zip(prepare(golds, docs), docs, strict=True):
        yield Judged(doc, essay)


def as_table(report: Report) -> str:
    """Write one line a rule, families in order, for a terminal."""
    lines = [f"{'rule':34} {'proposed':>8} {'right':>6} {'shown':>6} {'right':>6}"]
    for rule in _all():
        tally = report.tallies.get(rule.name, Tally())
        lines.append(f"{rule.name:34} {tally.proposed:8} {_share(tally.precision):>6} {tally.shown:6}"
                     f" {_share(tally.shown_precision):>6}")
    return "\n".join(lines)


def as_page(report: Report, note: str) -> str:
    """Write docs/rules.md: a table a family, with what each rule finds in its example."""
    parts = [note]
    for family in families():
        head = ("rule", "finds", "in its example", "proposed", "right", "shown", "right")
        rows = [_row(rule, report.tallies.get(rule.name, Tally())) for rule in rules(family)]
        parts.append(f"## {family}\n\n{HEADS[family]}\n\n{table(head, rows, left=3)}")
    return "\n\n".join(parts) + "\n"


def _all() -> Iterator[Rule]:
    return (rule for family in families() for rule in rules(family))


def _row(rule: Rule, tally: Tally) -> list[str]:
    finds = ", ".join(f"{name} *{_plain(str(value))}*" for name, value in rule.expect.items())
    return [f"`{rule.name.partition('.')[2]}`", finds, _plain(rule.example), str(tally.proposed),
            _share(tally.precision), str(tally.shown), _share(tally.shown_precision)]


def _plain(text: str) -> str:
    """Keep a text on its line and inside its cell."""
    return " ".join(text.split()).replace("|", "\\|").replace("*", "\\*")


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


NOTE = """# The rules

Every rule of `argmap/rules/`, with how often it proposes something in the labelled essays of train/, how often that is
right, and what the map shows of it after the models have decided. Written by `make rules`.

The models were trained on these essays, so that what is shown looks better than it will on other texts. A rule need not
be right more often than not: all but those of horizons and periods only propose, and a model that weighs all that was
found decides. A rule that is neither right when it proposes nor of use to the models is mended or removed; what is
below .5 and stays is listed here with the reason. Rules with fewer than {few} proposals are not judged.

{weak}"""

#: Which rules are below .5, and why they stay: by whether what is shown of them is right more often.
STAY: Sequence[tuple[str, str, Callable[[float | None], bool]]] = (
    ("Above .5 in what is shown", "they propose widely, and the models keep what is right.",
     lambda share: share is not None and share >= LOW),
    ("Below .5 there too", "links and relations are kept where F1 is best, at a precision below .5 on new authors;"
     " without these rules fewer would be found.",
     lambda share: share is not None and share < LOW),
    ("Never the reason shown", "they tell the models of kind and certainty what is around, against a label as well as"
     " for it, and name no item themselves.", lambda share: share is None),
)


def weak(report: Report) -> str:
    """Name the rules that propose wrongly more often than not, by what becomes of it, with why they stay."""
    low = [rule.name for rule in _all() if _is_low(report.tallies.get(rule.name, Tally()))]
    parts = []
    for title, reason, fits in STAY:
        names = [f"`{name}`" for name in low if fits(report.tallies[name].shown_precision)]
        text = f"- **{title}**: {reason} {', '.join(names) or 'None'}."
        parts.append(textwrap.fill(text, 120, subsequent_indent="  ", break_on_hyphens=False))
    return "\n".join(parts)


def _is_low(tally: Tally) -> bool:
    return tally.proposed >= FEW and tally.precision is not None and tally.precision < LOW


def main() -> None:
    """Read the command line, measure, print or write the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True, help="the folder with gold/train/")
    parser.add_argument("--format", default="table", choices=["table", "markdown"])
    parser.add_argument("-o", "--output", type=Path, help="write to this file instead")
    options = parser.parse_args()
    report = measure(labelled(options.shared / "gold" / "train"))
    note = NOTE.format(few=FEW, weak=weak(report))
    text = as_table(report) + "\n" if options.format == "table" else as_page(report, note)
    if options.output:
        write(options.output, text)
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
