"""Audit causal links: sentences with words of causing and no link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from spacy.tokens import Doc, Span

from argmap.audit.finding import Finding, Reason, Sort, Survey, Units, finding
from argmap.pipeline import causes
from argmap.pipeline.causecandidates import Failure, Obstacle
from argmap.pipeline.causes import Proposal
from argmap.pipeline.mentions import CausalMention
from argmap.pipeline.shelf import shelf
from argmap.pipeline.words import Words, words

__all__ = ["survey_links"]

T = TypeVar("T")

#: How near a failure came to a candidate, the nearest first.
NEAREST = (Obstacle.ONE_END, Obstacle.NO_EFFECT, Obstacle.NO_CAUSE, Obstacle.NO_END)


def survey_links(doc: Doc, units: Units) -> Survey:
    """Find the sentences with a trigger of rules/causes.toml in which no causal link has its marker or an end."""
    columns, threshold = words(doc), shelf(doc).thresholds()[causes.QUESTION]
    weighed = causes.weighed_in(doc)
    kept = causes.likeliest(weighed, threshold)
    proposals = _by_unit(units, ((columns.offsets[one.candidate.anchor], one) for one in weighed))
    failed = [attempt for attempt in causes.attempts_in(doc) if isinstance(attempt, Failure)]
    failures = _by_unit(units, ((columns.offsets[attempt.words[0]], attempt) for attempt in failed))
    unread = dict(_unread(columns, units))
    said = {units.at(place) for mention in doc._.causes for place in _places(mention)}
    cued = sorted({*proposals, *failures, *unread})
    return Survey(sort=Sort.LINK, sentences=len(cued), findings=tuple(
        unread[number] if number in unread
        else _rejected(units.spans[number], proposals[number], kept, threshold) if number in proposals
        else _failed(columns, units.spans[number], failures[number])
        for number in cued if number not in said
    ))


def _by_unit(units: Units, found: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    """Put what was found at a place in the text with its unit."""
    groups: dict[int, list[T]] = defaultdict(list)
    for place, item in found:
        groups[units.at(place)].append(item)
    return groups


def _places(mention: CausalMention) -> tuple[int, ...]:
    return mention.marker_start, mention.cause.start, mention.effect.start


def _unread(columns: Words, units: Units) -> Iterator[tuple[int, Finding]]:
    """Yield the sentences that are too long to be read, if they hold a word that a trigger begins with."""
    for number, unit in enumerate(units.spans):
        places = range(unit.start, unit.end) if len(unit) > causes.LONGEST else range(0)
        cue = next((at for at in places if causes.opens_trigger(columns, at)), None)
        if cue is not None:
            yield number, finding(Sort.LINK, unit, _cue(columns, [cue]), "", Reason.LONG,
                                  detail=f"{len(unit)} words and marks; no more than {causes.LONGEST} are read")


def _rejected(
    unit: Span, proposals: Sequence[Proposal], kept: Sequence[Proposal], threshold: float
) -> Finding:
    """Say what became of the likeliest proposal of a unit."""
    best = max(proposals, key=lambda one: one.confidence)
    rival = next((one for one in kept if causes.rivals(best, one)), None)
    lost = best.confidence >= threshold and rival is not None
    detail = f"{_quoted(best)}; kept: {_quoted(rival)}" if lost and rival else _quoted(best)
    return finding(
        Sort.LINK, unit, _cue(best.candidate.columns, best.candidate.words), best.candidate.rule.name,
        Reason.RIVAL if lost else Reason.BELOW,
        detail=detail, chance=(best.confidence, threshold),
    )


def _quoted(proposal: Proposal) -> str:
    columns = proposal.candidate.columns
    cause, effect = (columns.quote(cut.start, cut.end) for cut in (proposal.cause, proposal.effect))
    return f"{cause} → {effect}"


def _failed(columns: Words, unit: Span, failures: Sequence[Failure]) -> Finding:
    """Say where the rule failed that came nearest."""
    nearest = min(failures, key=lambda failure: (NEAREST.index(failure.obstacle), failure.words[0]))
    return finding(Sort.LINK, unit, _cue(columns, nearest.words), nearest.rule.name, Reason.NO_CANDIDATE,
                   detail=nearest.obstacle)


def _cue(columns: Words, found: Sequence[int]) -> tuple[str, int]:
    """Quote trigger words and say where the first of them stands."""
    return " ".join(columns.texts[at] for at in found), columns.offsets[found[0]]
