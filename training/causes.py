"""Train the three models of argmap/pipeline/causes.py and print how well links are found in essays by authors left out.

    python -m training.causes --gold SHARED/gold/train [--folds build/encoder] [--report]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc

from argmap.evaluation.answers import FoundLink
from argmap.evaluation.counts import Counts, ratio
from argmap.evaluation.gold import GoldEssay
from argmap.evaluation.links import link_part, match_links
from argmap.evaluation.matching import SAME, Bag, bag, token_f1
from argmap.evaluation.measures import Grade, Measure
from argmap.evaluation.parts import Part
from argmap.evaluation.reliability import bins
from argmap.evaluation.report import total
from argmap.pipeline import causes
from argmap.pipeline.causecandidates import Candidate
from argmap.pipeline.causefeatures import cut_features, link_features
from argmap.pipeline.linear import Features, LinearModel
from argmap.pipeline.mentions import CausalMention
from argmap.pipeline.panel import Panel
from argmap.pipeline.polarity import polarity_features
from argmap.pipeline.roles import Role
from argmap.pipeline.spans import Cut
from argmap.pipeline.table import Table
from training import options, thresholds
from training.authors import folds
from training.linear import fit
from training.propositions import parsed

YES = "causal"
SPAN = "reaches"
#: Penalty of the two regressions, chosen by F1 over held-out authors.
PENALTY = {"link": 8.0, "span": 5.0, "sign": 3.0}
#: The thresholds that are tried, in hundredths; those whose F1 is within LEVEL of the best are as good as it.
THRESHOLDS = range(10, 61, 2)
LEVEL = 0.004


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
    cuts: Table


#: Essays with what was proposed in them, weighed.
Weighed = list[tuple[Essay, list[causes.Proposal]]]


def prepare(gold: GoldEssay, doc: Doc) -> Essay:
    """Run the rules over an essay and line what they propose up with its labels."""
    labelled = [(bag(link["cause"]), bag(link["effect"])) for link in gold.causal]
    found = list(causes.candidates_in(doc))
    cuts = cut_features(found)
    rows = iter(cuts.rows())
    return Essay(gold, doc, [sample(candidate, gold, doc, labelled, rows) for candidate in found], cuts)


def sample(
    candidate: Candidate, gold: GoldEssay, doc: Doc, labelled: Sequence[tuple[Bag, Bag]], rows: Iterator[Features]
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
        if min(cause, effect) >= SAME and cause * effect > best:
            best, found = cause * effect, index
    shares = {}
    if found is not None:
        shares = {side: [token_f1(words, labelled[found][place]) for words in bags[side]]
                  for place, side in enumerate(("cause", "effect"))}
    own = {side: list(islice(rows, len(role.cuts))) for side, role in ends(candidate)}
    return Sample(candidate, found, own, shares)


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
    return sample.shares["cause"][sample.candidate.cause.cuts.index(cause)] >= SAME \
        and sample.shares["effect"][sample.candidate.effect.cuts.index(effect)] >= SAME


def fit_spans(train: Iterable[Essay]) -> LinearModel:
    """Learn which cut of an end comes nearest to the labelled words."""
    rows: list[Features] = []
    answers: list[str] = []
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


def cut(essay: Essay, spans: Panel) -> list[tuple[Sample, causes.Proposal]]:
    """Cut both ends of every candidate, as causes.proposals does, over features that are already there."""
    [weighed] = spans.weigh(essay.cuts)
    found = causes.cut_out([sample.candidate for sample in essay.samples], weighed.chances())
    return list(zip(essay.samples, found, strict=True))


def fit_links(train: Sequence[Essay]) -> tuple[LinearModel, LinearModel]:
    """Learn how likely a candidate is to match a labelled link, and how likely some cuts of it are to match one.

    Its ends are cut by models that never saw its author.
    """
    rows, answers, causal = [], [], []
    for rest, held in split(train):
        spans = Panel(fit_spans(rest))
        for sample, one in (pair for essay in held for pair in cut(essay, spans)):
            rows.append(link_features(one.candidate, one.cause, one.effect, one.sure))
            answers.append(YES if matched(sample, one.cause, one.effect) else "")
            causal.append(YES if sample.gold is not None else "")
    links, triggers = (fit(rows, wanted, penalty=PENALTY["link"], positive=YES) for wanted in (answers, causal))
    return links, triggers


def split(all_essays: Sequence[Essay], *, most: int = 4) -> Iterator[tuple[list[Essay], list[Essay]]]:
    """Split by author, as training.authors does."""
    for _, inside, outside in folds([essay.gold for essay in all_essays], most=most):
        yield [all_essays[at] for at in inside], [all_essays[at] for at in outside]


@dataclass
class Score:
    """What evaluation counts of links, essay by essay; and for each rule how many links it found, how many right."""

    parts: list[Part] = field(default_factory=list)
    rules: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def counts(self, name: Measure) -> Counts:
        """Add a measure up over all essays."""
        return total(part.outcomes[name].counts for part in self.parts)

    def share(self, name: Grade) -> float:
        """Give the share of right answers over all essays."""
        grades = [part.grades[name] for part in self.parts]
        return ratio(sum(graded.right for graded in grades), sum(graded.answers for graded in grades))

    def line(self) -> str:
        """Print all of it in one line."""
        links, units = self.counts(Measure.LINK), self.counts(Measure.CAUSAL_UNIT)
        return (f"link P {links.precision:.3f} R {links.recall:.3f} F1 {links.f1:.3f}"
                f"  unit P {units.precision:.3f} R {units.recall:.3f} F1 {units.f1:.3f}"
                f"  polarity {self.share(Grade.POLARITY):.3f} negation {self.share(Grade.NEGATION):.3f}"
                f" direction {self.share(Grade.DIRECTION):.3f}  links {links.found}")


def count(essay: Essay, mentions: Sequence[CausalMention], score: Score) -> None:
    """Count the mentions of one essay."""
    gold, text = essay.gold, essay.doc.text
    links = [
        FoundLink(cause=(link.cause.start, link.cause.end), effect=(link.effect.start, link.effect.end),
                  polarity=link.polarity, negated=link.negated, confidence=link.confidence)
        for link in mentions
    ]
    found, missed = match_links(gold, links, text, gold.spans)
    score.parts.append(link_part(gold, found, missed, text))
    for mention, match in zip(mentions, found, strict=True):
        tally = score.rules[mention.rule]
        tally[0] += 1
        tally[1] += match.gold is not None


def held_out(all_essays: Sequence[Essay]) -> tuple[Weighed, LinearModel]:
    """Weigh every labelled essay by models that never saw its author; also give the scale of their confidence."""
    judged = []
    for train, held in split(all_essays):
        spans, links, signs = Panel(fit_spans(train)), Panel(*fit_links(train)), fit_signs(train)
        judged += [(essay, cut(essay, spans), links, signs)
                   for essay in held if not essay.gold.written]
    rows, answers = [], []
    for _, cuts, links, _ in judged:
        rows += causes.score_features([proposal for _, proposal in cuts], links)
        answers += [YES if matched(sample, one.cause, one.effect) else "" for sample, one in cuts]
    scale = fit(rows, answers, penalty=1e-3, positive=YES)
    return [(essay, causes.weighed([one for _, one in cuts], causes.Judges(links, signs, scale)))
            for essay, cuts, links, signs in judged], scale


def fit_signs(train: Iterable[Essay]) -> LinearModel:
    """Learn the polarity of links, from those that are labelled."""
    rows, answers = [], []
    for essay in train:
        for sample in essay.samples:
            if sample.gold is not None:
                best = max(range(len(sample.candidate.effect.cuts)), key=sample.shares["effect"].__getitem__)
                rows.append(polarity_features(sample.candidate, sample.candidate.effect.cuts[best]))
                answers.append(essay.gold.causal[sample.gold]["polarity"])
    return fit(rows, answers, penalty=PENALTY["sign"])


def scored(weighed: Weighed, threshold: float) -> Score:
    """Score what a threshold lets through."""
    score = Score()
    for essay, proposals in weighed:
        count(essay, causes.decided(proposals, threshold), score)
    return score


def threshold_of(weighed: Weighed) -> float:
    """Choose a threshold: the middle of those that are about as good as the best, by F1 of links and of their units."""
    scores = {}
    for step in THRESHOLDS:
        score = scored(weighed, step / 100)
        scores[step] = (score.counts(Measure.LINK).f1 + score.counts(Measure.CAUSAL_UNIT).f1) / 2
    good = [step for step, value in scores.items() if value >= max(scores.values()) - LEVEL]
    return round(sum(good) / len(good) / 100, 2)


def report(
    all_essays: Sequence[Essay], weighed: Weighed, chosen: float,
    out: Callable[[str], None] = print,
) -> None:
    """Print the figures over held-out authors: by threshold, by rule, by confidence."""
    reachable = sum(len({sample.gold for sample in essay.samples} - {None}) for essay in all_essays)
    out(f"labelled links {sum(len(essay.gold.causal) for essay in all_essays)}, within reach of the rules {reachable},"
        f" candidates {sum(len(essay.samples) for essay in all_essays)}")
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        out(f"{threshold:.2f}  {scored(weighed, threshold).line()}")
    score = scored(weighed, chosen)
    out(f"{chosen:.2f}  {score.line()}  chosen")
    raw = scored([(essay, [causes.Proposal(one.candidate, one.cause, one.effect) for one in found])
                  for essay, found in weighed], 0.0)
    out(f"{'rule':32} {'kept':>5} {'right':>5} {'precision':>9}   before the model (best of rivals)")
    for rule in sorted(set(score.rules) | set(raw.rules)):
        kept, right = score.rules[rule]
        before, hits = raw.rules[rule]
        out(f"{rule:32} {kept:5} {right:5} {right / max(1, kept):9.2f}   {before:5} {hits / max(1, before):.2f}")
    for one in bins([judgement for part in score.parts for judgement in part.judged[Measure.LINK]]):
        out(f"confidence {one.confidence:.2f}: {one.share:.2f} right of {one.found}")


def main() -> None:
    """Read the labelled essays, print the report if asked, train on all and write the models."""
    parser = options.parser(__doc__)
    parser.add_argument("--report", action="store_true", help="print how every rule does")
    chosen = parser.parse_args()
    folder = options.output(chosen)
    labelled = options.golds(chosen)
    fit_all(labelled, parsed(labelled, chosen.folds), folder, in_full=chosen.report)


def fit_all(golds: Sequence[GoldEssay], docs: Sequence[Doc], folder: Path, *, in_full: bool = False) -> None:
    """Train the models, choose the threshold and the scale of confidence, and write them."""
    prepared = [prepare(gold, doc) for gold, doc in zip(golds, docs, strict=True)]
    weighed, scale = held_out(prepared)
    threshold = threshold_of(weighed)
    print(f"{threshold:.2f}  {scored(weighed, threshold).line()}", flush=True)
    if in_full:
        report(prepared, weighed, threshold)
    links, triggers = fit_links(prepared)
    models = {"causes": links, "causes-triggers": triggers, "causes-spans": fit_spans(prepared),
              "causes-signs": fit_signs(prepared), "causes-scale": scale}
    for name, model in models.items():
        (folder / f"{name}.json").write_text(model.to_json(), "utf-8")
    thresholds.keep(folder, {causes.QUESTION: threshold})


if __name__ == "__main__":
    main()
