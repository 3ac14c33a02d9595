"""Find what each unit puts forward: claim, prediction or evidence; how surely, by whom, on what, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from argmap.model import AUTHOR, Certainty, Horizon, Kind
from argmap.pipeline import mechanisms
from argmap.pipeline.certainty import certainty, is_negated
from argmap.pipeline.features import Describer, View
from argmap.pipeline.holders import Guess, Holders
from argmap.pipeline.mentions import PropositionMention
from argmap.pipeline.shelf import Shelf, shelf
from argmap.pipeline.timing import choose

__all__ = ["FACTORY", "Propositions", "decide", "make_propositions", "weigh"]

FACTORY = "argmap_propositions"
PREDICTION, OTHER_HOLDER = "prediction", "other"
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
        roles = decide_roles(views, parts)
        mentions = (_mention(view, own, role, parts) for view, own, role in zip(views, guesses, roles, strict=True))
        return [mention for mention in mentions if mention is not None]

    def set_annotations(self, doc: Doc, found: Sequence[PropositionMention]) -> Doc:
        """Leave the mentions in doc._.propositions."""
        doc._.propositions = tuple(found)
        return doc


def decide_roles(views: Sequence[View], parts: Shelf) -> list[tuple[Kind | None, float]]:
    """Give each unit its kind, None for one that puts nothing forward, and the probability of that."""
    least = parts.thresholds()
    return [decide(roles, future, least) for roles, future in weigh(views, parts)]


def weigh(views: Sequence[View], parts: Shelf) -> Iterator[tuple[Mapping[str, float], float]]:
    """Yield for each unit the probability of each role, and that it is a prediction."""
    role, prediction = parts.model("role"), parts.model("prediction")
    for view in views:
        yield role.probabilities(view.row), prediction.probability(view.row)


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
    view: View, guesses: Sequence[Guess], role: tuple[Kind | None, float], parts: Shelf
) -> PropositionMention | None:
    kind, chance = role
    if kind is None:
        return None
    rule, cue = _reason(view, kind, parts)
    return PropositionMention(
        start=view.span.start_char,
        end=view.span.end_char,
        kind=kind,
        certainty=Certainty.CERTAIN if kind is Kind.EVIDENCE else certainty(view, parts.model("certainty")),
        rule=rule,
        negated=is_negated(view.span),
        holder=holder(guesses, view, parts),
        mechanisms=mechanisms.inside(view.span.doc, view.span),
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


def _reason(view: View, kind: Kind, parts: Shelf) -> tuple[str, str]:
    """Name the rule that speaks for a kind, and its words; else the model and the words that it went by."""
    family = {Kind.PREDICTION: "predictions.", Kind.CLAIM: "claims.", Kind.EVIDENCE: "evidence."}[kind]
    name, label = (PREDICTION, PREDICTION) if kind is Kind.PREDICTION else ("role", str(kind))
    reasons = parts.model(name).reasons(view.row, label, most=12)
    for reason in reasons:
        rule = PLACE.sub("", reason.removeprefix("rule:"))
        if rule.startswith(family):
            return rule, _words(view, reason)
    placed = [reason for reason in reasons if reason in view.places][:2]
    return f"model.{name}", " … ".join(dict.fromkeys(_words(view, reason) for reason in placed))


def _words(view: View, reason: str) -> str:
    start, end = view.places[reason]
    return view.columns.quote(start, end)


@Language.factory(FACTORY, requires=["doc.spans"], assigns=["doc._.propositions"])
def make_propositions(nlp: Language, name: str) -> Propositions:  # noqa: ARG001 -- spaCy's signature
    """Make the component."""
    return Propositions()
