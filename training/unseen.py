"""Propositions as the pipeline would find them in essays by authors that it has not seen.

What is trained over propositions must learn from ones with the mistakes that it will meet, not from flawless ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from argmap.model import AUTHOR, Certainty, Kind
from argmap.pipeline import mechanisms
from argmap.pipeline.certainty import is_negated
from argmap.pipeline.features import View
from argmap.pipeline.mentions import PropositionMention
from argmap.pipeline.propositions import decide
from training.authors import folds
from training.propositions import Essay, Row, held_out, rows


def propositions(found: Sequence[Essay], least: Mapping[str, float]) -> list[tuple[PropositionMention, ...]]:
    """Make the mentions of each essay with models that were fitted without its author; `least` is their thresholds.

    The mechanisms are left in the Docs.
    """
    _mechanisms(found, least[mechanisms.MODEL])
    roles, futures = _by_unit("role", found), _by_unit("prediction", found)
    holders = _holders(found, least["holder"])
    certainties = _by_unit("certainty", found)
    essays = []
    for at, essay in enumerate(found):
        mentions = []
        for view, unit in zip(essay.views, essay.units, strict=True):
            key = (at, unit)
            if key not in roles:
                continue
            kind, chance = decide(roles[key], futures[key]["prediction"], least)
            if kind is not None:
                sure = certainties.get(key, {})
                certainty = max(sorted(sure), key=sure.__getitem__) if sure else Certainty.CERTAIN
                mentions.append(_mention(view, kind, chance, Certainty(certainty), holders.get(key, AUTHOR)))
        essays.append(tuple(mentions))
    return essays


def _by_unit(name: str, found: Sequence[Essay]) -> dict[tuple[int, int], dict[str, float]]:
    return {(row.essay, row.unit): chances for row, chances in _judged(name, found)}


def _judged(name: str, found: Sequence[Essay]) -> Iterator[tuple[Row, dict[str, float]]]:
    """Yield the examples of a model, each with the probabilities of one that has not seen its author."""
    examples = rows(name, found)
    yield from ((examples[at], chances) for at, chances in sorted(held_out(name, found, examples, folds).items()))


def _holders(found: Sequence[Essay], least: float) -> dict[tuple[int, int], str]:
    """Name the likeliest holder of each unit that is likely enough to have another than the author."""
    best: dict[tuple[int, int], tuple[float, str]] = {}
    for row, chances in _judged("holder", found):
        best[row.essay, row.unit] = max(best.get((row.essay, row.unit), (0.0, "")), (chances["other"], row.key))
    return {key: holder for key, (chance, holder) in best.items() if chance >= least}


def _mechanisms(found: Sequence[Essay], least: float) -> None:
    """Mark the mechanisms that are likely enough in the Doc of each essay."""
    chances = {(row.essay, row.unit, row.key): chance["yes"] for row, chance in _judged(mechanisms.MODEL, found)}
    for at, essay in enumerate(found):
        doc = essay.views[0].span.doc
        likely = [(chances.get((at, essay.units[one.unit], one.mechanism), 0.0), one) for one in essay.candidates]
        doc.spans[mechanisms.GROUP] = mechanisms.spans(doc, [pair for pair in likely if pair[0] >= least])


def _mention(view: View, kind: Kind, chance: float, certainty: Certainty, holder: str) -> PropositionMention:
    span = view.span
    return PropositionMention(start=span.start_char, end=span.end_char, kind=kind, certainty=certainty, holder=holder,
                              rule="held out", negated=is_negated(span), confidence=chance,
                              mechanisms=mechanisms.inside(mechanisms.named(span.doc), span))
