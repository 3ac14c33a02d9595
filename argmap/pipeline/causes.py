"""Find causal links: rules propose them, one model chooses how far each end reaches, another weighs each link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from argmap.pipeline import linear
from argmap.pipeline.anaphora import antecedent
from argmap.pipeline.causefeatures import cut_features, link_features
from argmap.pipeline.causerules import Candidate, CauseRule, candidates, compiled, find
from argmap.pipeline.mentions import CausalMention, End
from argmap.pipeline.polarity import certainty, is_negated, polarity
from argmap.pipeline.spans import Cut

__all__ = ["FACTORY", "match", "matches", "proposals", "set_annotations"]

FACTORY = "argmap_causes"
#: How probable a link must be to be reported; where F1 over held-out authors is best (training/causes.py prints it).
THRESHOLD = 0.35
#: Sentences with more words than this are not read: nothing in them is a sentence.
LONGEST = 400

if not Doc.has_extension("causes"):
    Doc.set_extension("causes", default=())


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate with its two ends cut out."""

    candidate: Candidate
    cause: Cut
    effect: Cut
    confidence: float = 1.0


@Language.component(FACTORY, requires=["token.dep", "token.head", "token.pos", "token.lemma", "doc.sents"],
                    assigns=["doc._.causes"])
def component(doc: Doc) -> Doc:
    """Annotate a parsed Doc with its causal links."""
    return set_annotations(doc, match(doc))


def match(doc: Doc) -> tuple[CausalMention, ...]:
    """Find the causal links that are likely enough, in the order of the text."""
    model = linear.load("causes")
    return decided([weighed(proposal, model) for proposal in proposals(doc)])


def matches(doc: Doc) -> tuple[CausalMention, ...]:
    """Find every causal link that a rule proposes, likely or not, in the order of the text."""
    return _mentions(proposals(doc))


def set_annotations(doc: Doc, found: Sequence[CausalMention]) -> Doc:
    """Keep the links in doc._.causes."""
    doc._.causes = tuple(found)
    return doc


def proposals(doc: Doc) -> list[Proposal]:
    """Run every rule and cut the ends of what it proposes."""
    model = linear.load("causes-spans")
    return [chosen(candidate, model) for candidate in candidates_in(doc)]


def candidates_in(doc: Doc) -> Iterator[Candidate]:
    """Yield what the rules propose, sentence by sentence."""
    if not len(doc) or not doc.has_annotation("DEP"):
        return
    words, lemmas, surface = _indexes()
    for sentence in doc.sents:
        if len(sentence) > LONGEST:
            continue
        for token in sentence:
            yield from candidates(token, words.get(token.lower_, ()))
            yield from candidates(token, lemmas.get(token.lemma_.lower(), ()))
        for rule in surface:
            yield from find(rule, sentence)


@cache
def _indexes() -> tuple[Mapping[str, list[CauseRule]], Mapping[str, list[CauseRule]], list[CauseRule]]:
    """List the rules by the word, the lemma that their triggers begin with, and those that are expressions."""
    words: dict[str, list[CauseRule]] = {}
    lemmas: dict[str, list[CauseRule]] = {}
    for rule in compiled():
        for first in rule.terms:
            (lemmas if rule.lemma else words).setdefault(first, []).append(rule)
    return words, lemmas, [rule for rule in compiled() if rule.regex is not None]


def chosen(candidate: Candidate, model: linear.LinearModel) -> Proposal:
    """Choose the likeliest cut of each end."""
    return Proposal(candidate, _likeliest(candidate, "cause", model), _likeliest(candidate, "effect", model))


def _likeliest(candidate: Candidate, side: str, model: linear.LinearModel) -> Cut:
    role = candidate.cause if side == "cause" else candidate.effect
    if len(role.cuts) == 1:
        return role.cuts[0]
    label = model.labels[0]
    scores = [model.probabilities(cut_features(candidate, side, role, cut))[label] for cut in role.cuts]
    return role.cuts[scores.index(max(scores))]


def decided(found: Iterable[Proposal], threshold: float = THRESHOLD) -> tuple[CausalMention, ...]:
    """Keep what is likely enough, the best of each group of rivals, in the order of the text."""
    return _mentions(_best(proposal for proposal in found if proposal.confidence >= threshold))


def weighed(proposal: Proposal, model: linear.LinearModel) -> Proposal:
    """Give a proposal its probability."""
    features = link_features(proposal.candidate, proposal.cause, proposal.effect)
    return Proposal(proposal.candidate, proposal.cause, proposal.effect, model.probabilities(features)[model.labels[0]])


def _best(weighed: Iterable[Proposal]) -> list[Proposal]:
    """Keep the likeliest of those that say the same: the same trigger, or nearly the same ends."""
    kept: list[Proposal] = []
    ordered = sorted(weighed, key=lambda proposal: (-proposal.confidence, proposal.effect.start, proposal.cause.start))
    for proposal in ordered:
        if not any(_rivals(proposal, other) for other in kept):
            kept.append(proposal)
    return kept


def _rivals(one: Proposal, other: Proposal) -> bool:
    if one.candidate.anchor == other.candidate.anchor:
        return True
    straight = _alike(one.cause, other.cause) and _alike(one.effect, other.effect)
    return straight or (_alike(one.cause, other.effect) and _alike(one.effect, other.cause))


def _alike(one: Cut, other: Cut) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= 0.5 * (one.end - one.start + other.end - other.start)


def _mentions(found: Iterable[Proposal]) -> tuple[CausalMention, ...]:
    mentions = [_mention(proposal) for proposal in found]
    return tuple(sorted(mentions, key=lambda link: (min(link.cause.start, link.effect.start), link.marker_start,
                                                    link.effect.start, link.effect.end, link.cause.start, link.rule)))


def _mention(proposal: Proposal) -> CausalMention:
    candidate = proposal.candidate
    doc, start, marker = candidate.anchor.doc, candidate.anchor.idx, _marker(candidate)
    return CausalMention(
        cause=_end(doc, proposal.cause), effect=_end(doc, proposal.effect), polarity=polarity(candidate, proposal.effect),
        rule=candidate.rule.name, marker=marker, marker_start=start, negated=is_negated(candidate),
        certainty=certainty(candidate), confidence=round(proposal.confidence, 4))


def _marker(candidate: Candidate) -> str:
    """Quote the trigger: its words from the first to the last where they stand together, else the first."""
    indices = sorted(token.i for token in candidate.words)
    doc = candidate.anchor.doc
    if indices[-1] - indices[0] < len(indices) + 2 and indices[0] == candidate.anchor.i:
        return doc[indices[0] : indices[-1] + 1].text
    return candidate.anchor.text


def _end(doc: Doc, cut: Cut) -> End:
    span: Span = doc[cut.start : cut.end]
    return End(start=span.start_char, end=span.end_char, antecedent=antecedent(span))
