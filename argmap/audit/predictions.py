"""Audit predictions: sentences that speak of the future and are no prediction."""

from __future__ import annotations

from spacy.tokens import Doc

from argmap.audit.finding import Finding, Reason, Sort, Survey, Units, finding
from argmap.model import Kind
from argmap.pipeline.features import Describer, View
from argmap.pipeline.futures import asks
from argmap.pipeline.patterns import Found
from argmap.pipeline.propositions import Told
from argmap.pipeline.shelf import shelf

__all__ = ["survey_predictions"]

FAMILY = "predictions."
#: What a sentence that is no prediction is taken for.
KINDS = {Kind.CLAIM: "a claim", Kind.EVIDENCE: "evidence", None: "neither claim nor evidence"}


def survey_predictions(doc: Doc, units: Units, describe: Describer) -> Survey:
    """Find the sentences with a cue of rules/predictions.toml that are no prediction."""
    views, parts = describe(doc), shelf(doc)
    kinds = {units.at(mention.start): mention.kind for mention in doc._.propositions}
    least = parts.thresholds()["prediction"]
    cued, findings = 0, []
    for view, (_, chance) in zip(views, Told.of(views, parts).chances(), strict=True):
        cues = [found for found in view.found if found.rule.name.startswith(FAMILY)]
        kind = kinds.get(units.at(view.span.start_char))
        cued += bool(cues)
        if cues and kind is not Kind.PREDICTION:
            findings.append(_finding(view, cues, kind, chance, least))
    return Survey(sort=Sort.PREDICTION, sentences=cued, findings=tuple(findings))


def _finding(view: View, cues: list[Found], kind: Kind | None, chance: float, least: float) -> Finding:
    """Name the surest sign of the future, and what the sentence was taken for."""
    cue = min(cues, key=lambda found: ("future" not in found.rule.fields, found.start))
    words = view.span.doc[cue.start : cue.end]
    return finding(
        Sort.PREDICTION, view.span, (words.text, words.start_char), cue.rule.name,
        Reason.QUESTION if asks(view.span) else Reason.BELOW,
        detail=f"taken for {KINDS[kind]}",
        chance=(chance, least),
    )
