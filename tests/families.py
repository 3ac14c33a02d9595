"""What the rules of each family find in a Doc, before any trained model judges it.

A family plugs in by one line in FAMILIES: a function that lists its matches as pairs of the rule's full name and the
fields that `expect` may ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from spacy.tokens import Doc, Span

from argmap.model import Certainty, Kind
from argmap.pipeline import causes, dates, features, holders, relations
from argmap.pipeline.mentions import PropositionMention
from argmap.pipeline.periods import period, readings

SAID = date(2026, 4, 15)
Matches = Iterator[tuple[str, dict[str, Any]]]


def cues(doc: Doc) -> Matches:
    """List what the families that are features of a unit find."""
    for view in features.Describer()(doc):
        for found in view.found:
            level = found.rule.fields.get("level")
            yield found.rule.name, {"cue": doc[found.start : found.end].text, "certainty": level}


def reports(doc: Doc) -> Matches:
    """List whose position is reported."""
    for guesses in holders.Holders()(doc, list(doc.spans["units"])):
        for guess in guesses:
            yield guess.rule, {"holder": guess.holder}


def horizons(doc: Doc) -> Matches:
    """List words of time with their dates."""
    for phrase in dates.find(doc.text, SAID):
        bounds = {"earliest": phrase.horizon.earliest, "latest": phrase.horizon.latest}
        yield phrase.rule, {"text": phrase.horizon.text, **{name: day for name, day in bounds.items() if day}}


def periods(doc: Doc) -> Matches:
    """List which rules read a stretch of the calendar, and the stretch that all of them come to."""
    stretch = period(doc.text, SAID)
    for name in readings(doc.text):
        yield name, {"earliest": stretch[0].isoformat(), "latest": stretch[1].isoformat()} if stretch else {}


def causal(doc: Doc) -> Matches:
    """List the causal links that the rules propose."""
    for link in causes.matches(doc):
        ends = {"cause": link.cause, "effect": link.effect}
        yield link.rule, {
            **{name: doc.text[end.start : end.end] for name, end in ends.items()},
            "polarity": str(link.polarity), "marker": link.marker, "negated": link.negated,
        }


def related(doc: Doc) -> Matches:
    """List the pairs that the rules propose as support or attack; a unit that no model took is a claim."""
    known = {mention.start: mention for mention in doc._.propositions}
    doc._.propositions = tuple(known.get(unit.start_char) or _plain_claim(unit) for unit in doc.spans["units"])
    words = [doc.text[mention.start : mention.end] for mention in doc._.propositions]
    for found in relations.matches(doc):
        yield found.rule, {"source": words[found.source], "target": words[found.target], "type": str(found.scheme),
                           "cue": found.cue}


def _plain_claim(unit: Span) -> PropositionMention:
    return PropositionMention(start=unit.start_char, end=unit.end_char, kind=Kind.CLAIM, rule="test",
                              certainty=Certainty.CERTAIN)


#: Rule family to what lists its matches in a Doc.
FAMILIES: dict[str, Callable[[Doc], Matches]] = {
    "causes": causal,
    "certainty": cues,
    "claims": cues,
    "evidence": cues,
    "holders": reports,
    "horizons": horizons,
    "periods": periods,
    "predictions": cues,
    "relations": related,
}
