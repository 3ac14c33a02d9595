"""Find what each unit puts forward: claim, prediction or evidence; how surely, by whom, on what, by when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from argmap.model import AUTHOR, Certainty, Horizon, Kind
from argmap.pipeline import mechanisms
from argmap.pipeline.certainty import certainty, is_negated
from argmap.pipeline.features import Describer, View, described
from argmap.pipeline.holders import Guess, Holders
from argmap.pipeline.mentions import PropositionMention
from argmap.pipeline.panel import Weighed
from argmap.pipeline.shelf import Shelf, shelf
from argmap.pipeline.timing import choose

__all__ = ["FACTORY", "Propositions", "Told", "decide", "make_propositions"]

FACTORY = "argmap_propositions"
ROLE, PREDICTION, OTHER_HOLDER = "role", "prediction", "other"
#: How many of the features that speak for a kind are looked at for a rule.
MOST = 12
#: What a feature adds to the name of a rule: where in the sentence it fired, with what subject.
PLACE = re.compile(r"[@|].*")

if not Doc.has_extension("propositions"):
    Doc.set_extension("propositions", default=())


class Propositions:
    """The component: describes units, asks the trained models, and leaves a mention for each that says something."""

    def __init__(self) -> None:
        self._describe = Describer()
        self._holders = Holders()

    def __call__(self, doc: Doc) -> Doc:
        """Find the propositions of a Doc."""
        return self.set_annotations(doc, self.match(doc))

    def match(self, doc: Doc) -> list[PropositionMention]:
        """List the propositions in the order of the text, at most one a unit."""
        views, parts = self._describe(doc), shelf(doc)
        guesses = self._holders(doc, [view.span for view in views])
        told, least = Told.of(views, parts), parts.thresholds()
        decisions = [decide(roles, future, least) for roles, future in told.chances()]
        named = mechanisms.named(doc)
        return [_mention(view, own, kind, chance, told, named, parts)
                for view, own, (kind, chance) in zip(views, guesses, decisions, strict=True) if kind is not None]

    def set_annotations(self, doc: Doc, found: Sequence[PropositionMention]) -> Doc:
        """Leave the mentions in doc._.propositions."""
        doc._.propositions = tuple(found)
        return doc


class Told(NamedTuple):
    """What the two models of kind make of the units of a Doc."""

    role: Weighed
    prediction: Weighed

    @classmethod
    def of(cls, views: Sequence[View], parts: Shelf) -> Told:
        """Ask both."""
        return cls(*parts.panel(ROLE, PREDICTION).weigh(described(views)))

    def chances(self) -> list[tuple[Mapping[str, float], float]]:
        """Give for each unit the probability of each role, and that it is a prediction."""
        return list(zip(self.role.distributions(), self.prediction.chances(), strict=True))

    def reasons(self, unit: int, kind: Kind) -> tuple[str, ...]:
        """Name what speaks most for a kind in a unit, strongest first."""
        if kind is Kind.PREDICTION:
            return self.prediction.reasons(unit, PREDICTION, most=MOST)
        return self.role.reasons(unit, str(kind), most=MOST)


def decide(roles: Mapping[str, float], future: float, least: Mapping[str, float]) -> tuple[Kind | None, float]:
    """Weigh the answers of the two models of kind.

    >>> decide({"claim": 0.6, "evidence": 0.3, "other": 0.1}, 0.9, {"claim": 0.5, "prediction": 0.5})
    (<Kind.PREDICTION: 'prediction'>, 0.9)
    """
    if future >= least["prediction"]:
        return Kind.PREDICTION, future
    if roles["claim"] >= least["claim"]:
        return Kind.CLAIM, roles["claim"]
    if roles["evidence"] >= roles["other"]:
        return Kind.EVIDENCE, roles["evidence"]
    return None, roles["other"]


def _mention(
    view: View, guesses: Sequence[Guess], kind: Kind, chance: float, told: Told, named: Sequence[mechanisms.Place],
    parts: Shelf,
) -> PropositionMention:
    rule, cue = _reason(view, kind, told)
    return PropositionMention(
        start=view.span.start_char,
        end=view.span.end_char,
        kind=kind,
        certainty=Certainty.CERTAIN if kind is Kind.EVIDENCE else certainty(view, parts.model("certainty")),
        rule=rule,
        negated=is_negated(view.span),
        holder=holder(guesses, view, parts),
        mechanisms=mechanisms.inside(named, view.span),
        horizon=_horizon(view, parts) if kind is Kind.PREDICTION else None,
        cue=cue,
        confidence=round(chance, 4),
    )


def holder(guesses: Sequence[Guess], view: View, parts: Shelf) -> str:
    """Name who holds a unit: the likeliest of those proposed, or else the author."""
    model, least = parts.model("holder"), parts.thresholds()["holder"]
    author = view.span.doc._.author
    best = max(
        ((model.probabilities(guess.features)[OTHER_HOLDER], guess.holder) for guess in guesses),
        key=lambda pair: pair[0],
        default=(0.0, AUTHOR),
    )
    return best[1] if best[0] >= least and best[1] and best[1] != author else AUTHOR


def _horizon(view: View, parts: Shelf) -> Horizon | None:
    return choose(view, parts.model("horizon"), least=parts.thresholds()["horizon"])


def _reason(view: View, kind: Kind, told: Told) -> tuple[str, str]:
    """Name the rule that speaks for a kind, and its words; else the model and the words that it went by."""
    family = {Kind.PREDICTION: "predictions.", Kind.CLAIM: "claims.", Kind.EVIDENCE: "evidence."}[kind]
    reasons = told.reasons(view.number, kind)
    for reason in reasons:
        rule = PLACE.sub("", reason.removeprefix("rule:"))
        if rule.startswith(family):
            return rule, _words(view, reason)
    placed = [reason for reason in reasons if reason in view.places][:2]
    model = PREDICTION if kind is Kind.PREDICTION else ROLE
    return f"model.{model}", " … ".join(dict.fromkeys(_words(view, reason) for reason in placed))


def _words(view: View, reason: str) -> str:
    start, end = view.places[reason]
    return view.columns.quote(start, end)


@Language.factory(FACTORY, requires=["doc.spans"], assigns=["doc._.propositions"])
def make_propositions(nlp: Language, name: str) -> Propositions:  # noqa: ARG001 -- spaCy's signature
    """Make the component."""
    return Propositions()
