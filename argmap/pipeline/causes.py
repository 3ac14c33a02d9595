"""Find causal links: rules propose them, one model chooses how far each end reaches, two others weigh each link."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from argmap.model import Polarity
from argmap.pipeline.anaphora import antecedent, subject_antecedent
from argmap.pipeline.causecandidates import Candidate, Failure, attempts, find
from argmap.pipeline.causefeatures import cut_features, link_features
from argmap.pipeline.causereading import ENCODER, Sight
from argmap.pipeline.causerules import CauseRule, compiled
from argmap.pipeline.linear import Features, LinearModel
from argmap.pipeline.mentions import CausalMention, End
from argmap.pipeline.panel import Panel
from argmap.pipeline.polarity import certainty, is_negated, judged, polarity
from argmap.pipeline.reading import reading
from argmap.pipeline.shelf import Shelf, shelf
from argmap.pipeline.spans import Cut
from argmap.pipeline.table import Ints, Numbers, Table, listed, ranges
from argmap.pipeline.words import Words, words

__all__ = [
    "FACTORY", "LONGEST", "QUESTION", "Judges", "Proposal", "attempts_in", "decided", "likeliest", "match", "matches",
    "opens_trigger", "proposals", "rivals", "score_features", "set_annotations", "weighed_in",
]

FACTORY = "argmap_causes"
#: The name of the question in the table of thresholds.
QUESTION = "causal"
#: Sentences with more words than this are not read: nothing in them is a sentence.
LONGEST = 400
#: Two cuts say nearly the same from this on, as F1 of their words.
CLOSE = 0.5
#: Rivals are looked for among the links whose effects begin about so many words away.
NEAR = 64

#: A rule that is an expression, with it.
Surface = tuple[CauseRule, re.Pattern[str]]

if not Doc.has_extension("causes"):
    Doc.set_extension("causes", default=())


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate with its two ends cut out; `sure` is how probable it is that each is cut well."""

    candidate: Candidate
    cause: Cut
    effect: Cut
    sure: tuple[float, float] = (1.0, 1.0)
    polarity: Polarity = Polarity.UNKNOWN
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Judges:
    """The models that weigh a link: whether it is right and whether its trigger is causal, which way, and how sure."""

    links: Panel
    signs: LinearModel
    scale: LinearModel

    @classmethod
    def load(cls, parts: Shelf) -> Judges:
        """Load those that ship."""
        return cls(parts.panel("causes", "causes-triggers"), *map(parts.model, ("causes-signs", "causes-scale")))


@Language.component(FACTORY, requires=["token.dep", "token.head", "token.pos", "token.lemma", "doc.sents"],
                    assigns=["doc._.causes"])
def component(doc: Doc) -> Doc:
    """Annotate a parsed Doc with its causal links."""
    return set_annotations(doc, match(doc))


def match(doc: Doc) -> tuple[CausalMention, ...]:
    """Find the causal links that are likely enough, in the order of the text."""
    threshold = shelf(doc).thresholds()[QUESTION]
    return _taken_up(doc, decided(weighed_in(doc, least=threshold), threshold))


def matches(doc: Doc) -> tuple[CausalMention, ...]:
    """Find every causal link that is proposed, likely or not, in the order of the text; polarity is the rule's.

    What their ends take up is left open.
    """
    return _mentions(replace(one, polarity=polarity(one.candidate, one.effect)) for one in proposals(doc))


def set_annotations(doc: Doc, found: Sequence[CausalMention]) -> Doc:
    """Keep the links in doc._.causes."""
    doc._.causes = tuple(found)
    return doc


def weighed_in(doc: Doc, *, least: float = 0.0) -> list[Proposal]:
    """Weigh everything that a rule proposes; of links less likely than `least` the polarity is left open."""
    return weighed(proposals(doc), Judges.load(shelf(doc)), least=least)


def proposals(doc: Doc) -> list[Proposal]:
    """Run every rule and cut the ends of what it proposes."""
    found = list(candidates_in(doc))
    [weighed] = shelf(doc).panel("causes-spans").weigh(cut_features(found))
    return cut_out(found, weighed.chances())


def candidates_in(doc: Doc) -> Iterator[Candidate]:
    """Yield what the rules propose, sentence by sentence, as the encoder sees it, and then what it proposes itself."""
    found = (attempt for attempt in attempts_in(doc) if isinstance(attempt, Candidate))
    told = reading(doc)
    if told is None:
        yield from found
        return
    sight = Sight(doc, told)
    yield from map(sight.look, found)
    yield from sight.proposed()


def attempts_in(doc: Doc) -> Iterator[Candidate | Failure]:
    """Yield what comes of every trigger, sentence by sentence: what the rules propose, and where they fail."""
    if not len(doc) or not doc.has_annotation("DEP"):
        return
    columns = words(doc)
    lowers, stems, surface = _indexes()
    for sentence in columns.sentences:
        if len(sentence) > LONGEST:
            continue
        for at in sentence:
            literal, verbal = lowers.get(columns.lowers[at], ()), stems.get(columns.stems[at], ())
            if literal or verbal:
                yield from attempts(columns, at, (*literal, *verbal), sentence)
        yield from find(columns, surface, sentence)


@cache
def _indexes() -> tuple[Mapping[str, list[CauseRule]], Mapping[str, list[CauseRule]], list[Surface]]:
    """List the rules by the word, the lemma that their triggers begin with, and those that are expressions."""
    lowers: dict[str, list[CauseRule]] = {}
    stems: dict[str, list[CauseRule]] = {}
    for rule in compiled():
        for first in rule.terms:
            (stems if rule.lemma else lowers).setdefault(first, []).append(rule)
    return lowers, stems, [(rule, rule.regex) for rule in compiled() if rule.regex is not None]


def opens_trigger(columns: Words, at: int) -> bool:
    """Tell whether some rule's trigger words begin with a word."""
    lowers, stems, _ = _indexes()
    return columns.lowers[at] in lowers or columns.stems[at] in stems


def cut_out(candidates: Sequence[Candidate], chances: Iterable[float]) -> list[Proposal]:
    """Choose the cut of each end that is likely to share most with the right one.

    Args:
        chances: how likely each cut is the right one, in the order of `cut_features`.
    """
    ends = [role.cuts for one in candidates for role in (one.cause, one.effect)]
    valued = iter(_valued(ends, np.array(list(chances))))
    return [_chosen(one, next(valued), next(valued)) for one in candidates]


def _chosen(candidate: Candidate, first: Sequence[_Valued], second: Sequence[_Valued]) -> Proposal:
    """Choose the best two cuts; the two ends are to share no words where that can be had."""
    best = -1.0
    chosen = max(first, key=_value), max(second, key=_value)
    for one in first:
        for other in second:
            total = one.value + other.value
            if total > best and (one.cut.end <= other.cut.start or other.cut.end <= one.cut.start):
                best, chosen = total, (one, other)
    cause, effect = chosen
    return Proposal(candidate, cause.cut, effect.cut, (cause.near, effect.near))


class _Valued(NamedTuple):
    """A cut, how near it is to all others by weight, and how much weight lies close to it."""

    cut: Cut
    value: float
    near: float


def _value(valued: _Valued) -> float:
    return valued.value


def _valued(ends: Sequence[Sequence[Cut]], chances: Numbers) -> Iterator[list[_Valued]]:
    """Weigh the cuts of each end by how likely each is right; those of all ends at once, each beside all of its end."""
    cuts, sizes = list(chain.from_iterable(ends)), np.array(list(map(len, ends)), dtype=np.int64)
    odds = chances / np.maximum(1e-9, 1 - chances)
    end = np.repeat(np.arange(len(ends)), sizes)
    one, other = ranges((np.cumsum(sizes) - sizes)[end], sizes[end])
    shares = _shares(np.array([(cut.start, cut.end) for cut in cuts]).reshape(-1, 2), one, other)
    total = np.bincount(end, odds)[end]
    values = np.bincount(one, shares * odds[other]) / total
    near = np.bincount(one, (shares >= CLOSE) * odds[other]) / total
    rest = map(_Valued, cuts, values.tolist(), near.tolist())
    return (list(islice(rest, len(several))) for several in ends)


def _shares(spans: Ints, one: Ints, other: Ints) -> Numbers:
    """Compare cuts with others as `_shared` does, all at once."""
    (start, stop), (low, high) = spans[one].T, spans[other].T
    common = np.maximum(0, np.minimum(stop, high) - np.maximum(start, low))
    shares: Numbers = 2 * common / (stop - start + high - low)
    return shares


def _shared(one: Cut, other: Cut) -> float:
    """Compare two cuts as F1 of their words."""
    _, start, end = one
    _, low, high = other
    common = (end if end < high else high) - (start if start > low else low)
    return 2 * common / (end - start + high - low) if common > 0 else 0.0


def weighed(found: Sequence[Proposal], judges: Judges, *, least: float = 0.0) -> list[Proposal]:
    """Give proposals their probability, on a scale set on authors left out, and their polarity from `least` on."""
    rows = score_features(found, judges.links)
    return [replace(one, polarity=judged(one.candidate, one.effect, judges.signs) if chance >= least
                    else Polarity.UNKNOWN, confidence=chance)
            for one, chance in zip(found, map(judges.scale.probability, rows), strict=True)]


def score_features(found: Sequence[Proposal], links: Panel) -> list[Features]:
    """Estimate in two ways whether each proposal is right, and take their mean, as log-odds.

    One model says at once that the link is right; the other that the trigger is causal, times that both ends are cut
    well. Their geometric mean ranks links better than either.
    """
    rows = [link_features(one.candidate, one.cause, one.effect, one.sure) for one in found]
    right, causal = (weighed.chances() for weighed in links.weigh(Table(len(rows), listed(rows))))
    chances = (math.sqrt(direct * trigger * one.sure[0] * one.sure[1])
               for one, direct, trigger in zip(found, right, causal, strict=True))
    return [{"log-odds": math.log(max(chance, 1e-6) / max(1 - chance, 1e-6))} for chance in chances]


def decided(found: Iterable[Proposal], threshold: float) -> tuple[CausalMention, ...]:
    """Keep what is likely enough, the best of each group of rivals, in the order of the text; pronouns are left."""
    return _mentions(likeliest(found, threshold))


def likeliest(found: Iterable[Proposal], threshold: float) -> list[Proposal]:
    """Keep what is likely enough, and of those that say the same the likeliest."""
    kept: dict[int, list[Proposal]] = {}
    enough = (proposal for proposal in found if proposal.confidence >= threshold)
    for proposal in sorted(enough, key=lambda one: (-one.confidence, one.effect.start, one.cause.start)):
        here = proposal.effect.start // NEAR
        if not any(rivals(proposal, other) for place in (here - 1, here, here + 1) for other in kept.get(place, ())):
            kept.setdefault(here, []).append(proposal)
    return [proposal for place in sorted(kept) for proposal in kept[place]]


def rivals(one: Proposal, other: Proposal) -> bool:
    """Tell whether two proposals say the same: by the same trigger, or with nearly the same ends."""
    if one.candidate.anchor == other.candidate.anchor and ENCODER not in (
            one.candidate.rule.name, other.candidate.rule.name):
        return True
    straight = _alike(one.cause, other.cause) and _alike(one.effect, other.effect)
    return straight or (_alike(one.cause, other.effect) and _alike(one.effect, other.cause))


def _alike(one: Cut, other: Cut) -> bool:
    return _shared(one, other) >= CLOSE


def _mentions(found: Iterable[Proposal]) -> tuple[CausalMention, ...]:
    mentions = [_mention(proposal) for proposal in found]
    return tuple(sorted(mentions, key=lambda link: (min(link.cause.start, link.effect.start), link.marker_start,
                                                    link.effect.start, link.effect.end, link.cause.start, link.rule)))


def _mention(proposal: Proposal) -> CausalMention:
    candidate = proposal.candidate
    return CausalMention(
        cause=_end(candidate.columns, proposal.cause), effect=_end(candidate.columns, proposal.effect),
        polarity=proposal.polarity,
        rule=candidate.rule.name, marker=_marker(candidate), marker_start=candidate.columns.offsets[candidate.anchor],
        negated=is_negated(candidate), certainty=certainty(candidate), confidence=round(proposal.confidence, 4))


def _marker(candidate: Candidate) -> str:
    """Quote the trigger: its words from the first to the last where they stand together, else the first."""
    low, high = min(candidate.words), max(candidate.words)
    if high - low == len(candidate.words) - 1:
        return candidate.columns.quote(low, high + 1)
    return candidate.columns.texts[candidate.anchor]


def _end(columns: Words, cut: Cut) -> End:
    return End(start=columns.offsets[cut.start], end=columns.stop(cut.end))


def _taken_up(doc: Doc, links: Iterable[CausalMention]) -> tuple[CausalMention, ...]:
    """Say of every end of some links what it takes up; an end that several share is resolved once."""
    resolve = cache(partial(_resolved, doc))
    return tuple(replace(link, cause=resolve(link.cause), effect=resolve(link.effect)) for link in links)


def _resolved(doc: Doc, end: End) -> End:
    tokens = words(doc).within(end.start, end.end)
    taken = antecedent(doc, tokens.start, tokens.stop)
    if taken is not None:
        return replace(end, antecedent=taken)
    pointing, taken = subject_antecedent(doc, tokens.start, tokens.stop)
    return replace(end, antecedent=taken, pointing=pointing)
