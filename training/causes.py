"""Train the three models of argmap/pipeline/causes.py and print how well links are found in essays by authors left out.

    python -m training.causes --gold SHARED/gold/train [--report]
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from argmap.pipeline import causes
from argmap.pipeline.causefeatures import cut_features, link_features
from argmap.pipeline.causerules import Candidate
from argmap.pipeline.linear import Features, LinearModel
from argmap.pipeline.roles import Role
from argmap.pipeline.spans import Cut
from argmap.resources import PACKAGE
from training.gold import GoldEssay, essays
from training.linear import fit

YES = "causal"
SPAN = "reaches"
#: Penalty of the two regressions, chosen by F1 over held-out authors.
PENALTY = {"link": 8.0, "span": 5.0}


@dataclass
class Sample:
    """A candidate of an essay, and the labelled link that it can be made to match, if any."""

    candidate: Candidate
    gold: int | None
    rows: dict[str, list[Features]]
    shares: dict[str, list[float]] = field(default_factory=dict)


@dataclass
class Essay:
    """A labelled essay with its parse and what the rules propose in it."""

    gold: GoldEssay
    doc: Doc
    samples: list[Sample]


def token_f1(one: Counter[str], other: Counter[str]) -> float:
    """Compare two bags of words as score.py does."""
    shared = sum((one & other).values())
    return 2 * shared / (sum(one.values()) + sum(other.values())) if one and other else 0.0


def bag(text: str) -> Counter[str]:
    """Count the words of a text as score.py does."""
    return Counter(re.findall(r"\w+", text.lower()))


def prepare(gold: GoldEssay, doc: Doc) -> Essay:
    """Run the rules over an essay and line what they propose up with its labels."""
    labelled = [(bag(link["cause"]), bag(link["effect"])) for link in gold.causal]
    return Essay(gold, doc, [sample(candidate, gold, doc, labelled) for candidate in causes.candidates_in(doc)])


def sample(
    candidate: Candidate, gold: GoldEssay, doc: Doc, labelled: Sequence[tuple[Counter[str], Counter[str]]]
) -> Sample:
    """Find the labelled link that some cuts of a candidate match best."""
    bags = {side: [bag(doc[one.start : one.end].text) for one in role.cuts] for side, role in ends(candidate)}
    near = near_units(candidate, gold, doc)
    best, found = 0.0, None
    for index, link in enumerate(gold.causal):
        if link["i"] not in near and link["cause_i"] not in near:
            continue
        cause = max(token_f1(words, labelled[index][0]) for words in bags["cause"])
        effect = max(token_f1(words, labelled[index][1]) for words in bags["effect"])
        if min(cause, effect) >= 0.5 and cause * effect > best:
            best, found = cause * effect, index
    shares = {}
    if found is not None:
        shares = {side: [token_f1(words, labelled[found][place]) for words in bags[side]]
                  for place, side in enumerate(("cause", "effect"))}
    rows = {side: cut_features(candidate, side, role) for side, role in ends(candidate)}
    return Sample(candidate, found, rows, shares)


def near_units(candidate: Candidate, gold: GoldEssay, doc: Doc) -> set[int]:
    """List the units that the ends of a candidate stand in."""
    near = set()
    for role in (candidate.cause, candidate.effect):
        cut = max(role.cuts, key=lambda cut: cut.end - cut.start)
        span = doc[cut.start : cut.end]
        near |= set(gold.covering(span.start_char, span.end_char))
    return near


def matched(sample: Sample, cause: Cut, effect: Cut) -> bool:
    """Tell whether the cuts chosen for a candidate match its labelled link."""
    if sample.gold is None:
        return False
    return sample.shares["cause"][sample.candidate.cause.cuts.index(cause)] >= 0.5 \
        and sample.shares["effect"][sample.candidate.effect.cuts.index(effect)] >= 0.5


def fit_spans(train: Iterable[Essay]) -> LinearModel:
    """Learn which cut of an end comes nearest to the labelled words."""
    rows, answers = [], []
    for sample in (sample for essay in train for sample in essay.samples if sample.gold is not None):
        for side, _ in ends(sample.candidate):
            nearest = max(sample.shares[side])
            rows += sample.rows[side]
            answers += [SPAN if share >= nearest - 0.02 else "" for share in sample.shares[side]]
    return fit(rows, answers, penalty=PENALTY["span"], positive=SPAN)


def ends(candidate: Candidate) -> Iterator[tuple[str, Role]]:
    """Yield the two ends with their names."""
    yield "cause", candidate.cause
    yield "effect", candidate.effect


def cut(sample: Sample, spans: LinearModel) -> causes.Proposal:
    """Cut both ends of a candidate, as causes.chosen does, over features that are already there."""
    return causes.cut_out(sample.candidate, sample.rows, spans)


def fit_links(train: Sequence[Essay]) -> tuple[LinearModel, LinearModel]:
    """Learn how likely a candidate is to match a labelled link, and how likely some cuts of it are to match one.

    Its ends are cut by models that never saw its author.
    """
    rows, answers, causal = [], [], []
    for rest, held in folds(train, most=4):
        spans = fit_spans(rest)
        for sample in (sample for essay in held for sample in essay.samples):
            one = cut(sample, spans)
            rows.append(link_features(one.candidate, one.cause, one.effect, one.sure))
            answers.append(YES if matched(sample, one.cause, one.effect) else "")
            causal.append(YES if sample.gold is not None else "")
    return tuple(fit(rows, wanted, penalty=PENALTY["link"], positive=YES) for wanted in (answers, causal))


def folds(all_essays: Sequence[Essay], *, most: int = 6) -> Iterator[tuple[list[Essay], list[Essay]]]:
    """Split by author: each in turn is left out, the authors with the fewest labels together."""
    sizes: Counter[str] = Counter()
    for essay in all_essays:
        sizes[essay.gold.document.author] += len(essay.gold.causal)
    ranked = [author for author, _ in sorted(sizes.items(), key=lambda item: (-item[1], item[0]))]
    groups: dict[str, int] = {author: min(rank, most - 1) for rank, author in enumerate(ranked)}
    for group in sorted(set(groups.values())):
        held = [essay for essay in all_essays if groups[essay.gold.document.author] == group]
        yield [essay for essay in all_essays if groups[essay.gold.document.author] != group], held


def weigh(essay: Essay, spans: LinearModel, links: LinearModel, triggers: LinearModel) -> list[causes.Proposal]:
    """Cut and weigh every candidate of an essay."""
    return [causes.weighed(cut(sample, spans), links, triggers) for sample in essay.samples]


@dataclass
class Score:
    """Counts of links and units found, as score.py counts them."""

    right: int = 0
    found: int = 0
    gold: int = 0
    unit_right: int = 0
    unit_found: int = 0
    unit_gold: int = 0
    polarity: int = 0
    negation: int = 0
    turned: int = 0
    rules: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    bins: dict[int, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0.0]))

    def f1(self) -> float:
        """F1 of links."""
        return 2 * self.right / max(1, self.found + self.gold)

    def unit_f1(self) -> float:
        """F1 of units that hold an effect."""
        return 2 * self.unit_right / max(1, self.unit_found + self.unit_gold)

    def line(self) -> str:
        """Print all of it in one line."""
        return (f"link P {self.right / max(1, self.found):.3f} R {self.right / max(1, self.gold):.3f}"
                f" F1 {self.f1():.3f}"
                f"  unit P {self.unit_right / max(1, self.unit_found):.3f}"
                f" R {self.unit_right / max(1, self.unit_gold):.3f} F1 {self.unit_f1():.3f}"
                f"  polarity {self.polarity / max(1, self.right):.3f} negation {self.negation / max(1, self.right):.3f}"
                f" direction {self.right / max(1, self.right + self.turned):.3f}  links {self.found}")


def count(essay: Essay, mentions: Sequence[Any], score: Score) -> None:
    """Count the mentions of one essay as score.py does."""
    gold, text = essay.gold, essay.doc.text
    left = list(gold.causal)
    for link in mentions:
        cause, effect = bag(text[link.cause.start : link.cause.end]), bag(text[link.effect.start : link.effect.end])
        near = gold.covering(link.effect.start, link.effect.end)
        rated = [(min(token_f1(cause, bag(other["cause"])), token_f1(effect, bag(other["effect"]))), -place)
                 for place, other in enumerate(left) if other["i"] in near or other["cause_i"] in near]
        best = max(rated, default=(0.0, 0))
        hit = best[0] >= 0.5
        tally = score.rules[link.rule]
        tally[0] += 1
        tally[1] += hit
        box = score.bins[int(min(link.confidence, 0.999) * 10)]
        box[0] += 1
        box[1] += hit
        box[2] += link.confidence
        if hit:
            other = left.pop(-best[1])
            score.right += 1
            score.polarity += other["polarity"] == link.polarity
            score.negation += other["negated"] == link.negated
        else:
            score.turned += any(min(token_f1(effect, bag(other["cause"])), token_f1(cause, bag(other["effect"]))) >= 0.5
                                for other in left)
    score.found += len(mentions)
    score.gold += len(gold.causal)
    wanted = {link["i"] for link in gold.causal}
    units = {unit for link in mentions for unit in gold.covering(link.effect.start, link.effect.end)}
    score.unit_right += len(wanted & units)
    score.unit_found += len(units)
    score.unit_gold += len(wanted)


def held_out(all_essays: Sequence[Essay]) -> list[tuple[Essay, list[causes.Proposal]]]:
    """Weigh every essay by models that never saw its author."""
    found = []
    for train, held in folds(all_essays):
        spans = fit_spans(train)
        links, triggers = fit_links(train)
        found += [(essay, weigh(essay, spans, links, triggers)) for essay in held]
    return found


def scored(weighed: Sequence[tuple[Essay, list[causes.Proposal]]], threshold: float) -> Score:
    """Score what a threshold lets through."""
    score = Score()
    for essay, proposals in weighed:
        count(essay, causes.decided(proposals, threshold), score)
    return score


def report(all_essays: Sequence[Essay], out: Callable[[str], None] = print) -> None:
    """Print the figures over held-out authors: by threshold, by rule, by confidence."""
    weighed = held_out(all_essays)
    reachable = sum(len({sample.gold for sample in essay.samples} - {None}) for essay in all_essays)
    out(f"labelled links {sum(len(essay.gold.causal) for essay in all_essays)}, within reach of the rules {reachable},"
        f" candidates {sum(len(essay.samples) for essay in all_essays)}")
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        out(f"{threshold:.2f}  {scored(weighed, threshold).line()}")
    out(f"chosen {causes.THRESHOLD}")
    score = scored(weighed, causes.THRESHOLD)
    raw = scored([(essay, [causes.Proposal(one.candidate, one.cause, one.effect) for one in found])
                  for essay, found in weighed], 0.0)
    out(f"{'rule':32} {'kept':>5} {'right':>5} {'precision':>9}   before the model (best of rivals)")
    for rule in sorted(set(score.rules) | set(raw.rules)):
        kept, right = score.rules[rule]
        before, hits = raw.rules[rule]
        out(f"{rule:32} {kept:5} {right:5} {right / max(1, kept):9.2f}   {before:5} {hits / max(1, before):.2f}")
    for _, (number, hits, total) in sorted(score.bins.items()):
        out(f"confidence {total / number:.2f}: {hits / number:.2f} right of {number:.0f}")


def main() -> None:
    """Read the labelled essays, print the report if asked, train on all and write the models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--report", action="store_true")
    chosen = parser.parse_args()
    from argmap.pipeline.load import load, parse

    labelled = list(essays(chosen.gold))
    nlp = load()
    needed = ("argmap_blocks", "argmap_units")
    later = [name for name in nlp.pipe_names if name.startswith("argmap_") and name not in needed]
    with nlp.select_pipes(disable=later):
        docs = list(parse(nlp, [essay.document for essay in labelled]))
    prepared = [prepare(gold, doc) for gold, doc in zip(labelled, docs, strict=True)]
    if chosen.report:
        report(prepared)
    links, triggers = fit_links(prepared)
    for name, model in (("causes-spans", fit_spans(prepared)), ("causes", links), ("causes-triggers", triggers)):
        write(name, model)


def write(name: str, model: LinearModel) -> None:
    """Write a model where argmap looks for it."""
    (PACKAGE / "models" / f"{name}.json").write_text(model.to_json(), "utf-8")


if __name__ == "__main__":
    main()
