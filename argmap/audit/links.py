"""Audit causal links: sentences with words of causing and no link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from spacy.tokens import Doc, Span, Token

from argmap.audit.finding import Finding, Reason, Sort, Survey, Units, finding
from argmap.pipeline import causes
from argmap.pipeline.causerules import Failure, Obstacle
from argmap.pipeline.causes import Proposal
from argmap.pipeline.mentions import CausalMention

__all__ = ["survey_links"]

T = TypeVar("T")

#: How near a failure came to a candidate, the nearest first.
NEAREST = (Obstacle.ONE_END, Obstacle.NO_EFFECT, Obstacle.NO_CAUSE, Obstacle.NO_END)


def survey_links(doc: Doc, units: Units) -> Survey:
    """Find the sentences with a trigger of rules/causes.toml in which no causal link has its marker or an end."""
    weighed = causes.weighed_in(doc)
    kept = causes.likeliest(weighed)
    proposals = _by_unit(units, ((proposal.candidate.anchor, proposal) for proposal in weighed))
    failures = _by_unit(units, (
        (attempt.words[0], attempt) for attempt in causes.attempts_in(doc) if isinstance(attempt, Failure)
    ))
    unread = dict(_unread(units))
    said = {units.at(place) for mention in doc._.causes for place in _places(mention)}
    cued = sorted({*proposals, *failures, *unread})
    return Survey(sort=Sort.LINK, sentences=len(cued), findings=tuple(
        unread[number] if number in unread
        else _rejected(units.spans[number], proposals[number], kept) if number in proposals
        else _failed(units.spans[number], failures[number])
        for number in cued if number not in said
    ))


def _by_unit(units: Units, found: Iterable[tuple[Token, T]]) -> dict[int, list[T]]:
    """Put what was found at a word with the unit of the word."""
    groups: dict[int, list[T]] = defaultdict(list)
    for token, item in found:
        groups[units.at(token.idx)].append(item)
    return groups


def _places(mention: CausalMention) -> tuple[int, ...]:
    return mention.marker_start, mention.cause.start, mention.effect.start


def _unread(units: Units) -> Iterator[tuple[int, Finding]]:
    """Yield the sentences that are too long to be read, if they hold a word that a trigger begins with."""
    for number, unit in enumerate(units.spans):
        cue = next(filter(causes.opens_trigger, unit), None) if len(unit) > causes.LONGEST else None
        if cue is not None:
            yield number, finding(Sort.LINK, unit, (cue.text, cue.idx), "", Reason.LONG,
                                  detail=f"{len(unit)} words and marks; no more than {causes.LONGEST} are read")


def _rejected(unit: Span, proposals: Sequence[Proposal], kept: Sequence[Proposal]) -> Finding:
    """Say what became of the likeliest proposal of a unit."""
    best = max(proposals, key=lambda one: one.confidence)
    rival = next((one for one in kept if causes.rivals(best, one)), None)
    lost = best.confidence >= causes.THRESHOLD and rival is not None
    detail = f"{_quoted(best)}; kept: {_quoted(rival)}" if lost and rival else _quoted(best)
    return finding(
        Sort.LINK, unit, _cue(best.candidate.words), best.candidate.rule.name, Reason.RIVAL if lost else Reason.BELOW,
        detail=detail, chance=(best.confidence, causes.THRESHOLD),
    )


def _quoted(proposal: Proposal) -> str:
    doc = proposal.candidate.anchor.doc
    cause, effect = (doc[cut.start : cut.end].text for cut in (proposal.cause, proposal.effect))
    return f"{cause} → {effect}"


def _failed(unit: Span, failures: Sequence[Failure]) -> Finding:
    """Say where the rule failed that came nearest."""
    nearest = min(failures, key=lambda failure: (NEAREST.index(failure.obstacle), failure.words[0].i))
    return finding(Sort.LINK, unit, _cue(nearest.words), nearest.rule.name, Reason.NO_CANDIDATE,
                   detail=nearest.obstacle)


def _cue(words: Sequence[Token]) -> tuple[str, int]:
    """Quote trigger words and say where the first of them stands."""
    return " ".join(word.text for word in words), words[0].idx
