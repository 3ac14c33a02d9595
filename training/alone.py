"""The rules alone, and the encoder alone: what the models over both are measured against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product

from spacy.tokens import Doc, Span

from argmap.model import AUTHOR, Certainty, Kind, Polarity, Scheme
from argmap.pipeline import causes, relations
from argmap.pipeline.decode import decode
from argmap.pipeline.features import Describer, View
from argmap.pipeline.holders import Holders
from argmap.pipeline.mechanismfeatures import is_hidden
from argmap.pipeline.mechanisms import GROUP, Mechanisms, inside, named
from argmap.pipeline.mentions import CausalMention, End, PropositionMention, RelationMention
from argmap.pipeline.reading import Link, Reading, reading
from argmap.pipeline.timing import times

#: From how likely on the encoder's answers count when nothing else is asked.
LIKELY = 0.3
#: How many units away it looks for relations.
REACH = 8
HEDGED = (Certainty.POSSIBLE, Certainty.PROBABLE)
KINDS: Mapping[str, Kind] = {"predictions": Kind.PREDICTION, "claims": Kind.CLAIM, "certainty": Kind.CLAIM,
                             "evidence": Kind.EVIDENCE}


def rules(doc: Doc) -> Doc:
    """Take every rule at its word."""
    doc.spans[GROUP] = [Span(doc, hit.start, hit.end, label=one.mechanism) for one in Mechanisms().candidates(doc)
                        for hit in one.hits if not is_hidden(hit)]
    views = Describer()(doc)
    guesses = Holders()(doc, [view.span for view in views])
    mentions = []
    for view, own in zip(views, guesses, strict=True):
        families = {found.rule.name.partition(".")[0] for found in view.found}
        kind = next((kind for family, kind in KINDS.items() if family in families), None)
        if kind is not None:
            said = {found.rule.fields.get("level") for found in view.found}
            sure = next((level for level in HEDGED if level in said), Certainty.CERTAIN)
            mentions.append(mention(view, kind, sure, own[0].holder if own else AUTHOR))
    doc._.propositions = tuple(mentions)
    first = [causes.Proposal(one, one.cause.cuts[0], one.effect.cuts[0], polarity=Polarity(one.rule.polarity))
             for one in causes.candidates_in(doc)]
    doc._.causes = causes.decided(first, 0.0)
    doc._.relations = tuple(decode(relations.matches(doc), least=0.0, second=0.0))
    return doc


def encoder(doc: Doc) -> Doc:
    """Take the encoder's likeliest answer to every question."""
    told = reading(doc)
    if told is None:
        return doc
    units = list(doc.spans["units"])
    doc.spans[GROUP] = [Span(doc, unit.start, unit.end, label=name) for at, unit in enumerate(units)
                        for name, answer in told.mechanisms(at).items() if answer > 0]
    views = Describer()(doc)
    guesses = Holders()(doc, units)
    places, mentions = [], []
    for view, own in zip(views, guesses, strict=True):
        kind = _kind(told, view.number)
        if kind is not None:
            chances = told.certainties(view.number)
            holder = (own[0].holder if own else "another") if told.logit(view.number, "holder") > 0 else AUTHOR
            sure = Certainty(max(sorted(chances), key=chances.__getitem__))
            mentions.append(mention(view, kind, sure, holder))
            places.append(view.number)
    doc._.propositions = tuple(mentions)
    doc._.causes = tuple(link for at, unit in enumerate(units) for link in _links(told, at, unit))
    doc._.relations = tuple(_relations(told, places, mentions))
    return doc


def _kind(told: Reading, unit: int) -> Kind | None:
    roles = told.roles(unit)
    best = max(sorted(roles), key=roles.__getitem__)
    if told.logit(unit, "prediction") > 0:
        return Kind.PREDICTION
    return {"claim": Kind.CLAIM, "evidence": Kind.EVIDENCE}.get(best)


def mention(view: View, kind: Kind, sure: Certainty, holder: str) -> PropositionMention:
    """Make a proposition of a unit; its horizon is the first words of time that rules, or the encoder, find in it."""
    when = [time.horizon for time in times(view)]
    return PropositionMention(
        start=view.span.start_char, end=view.span.end_char, kind=kind, certainty=sure, holder=holder, rule="alone",
        mechanisms=inside(named(view.span.doc), view.span),
        horizon=when[0] if when and kind is Kind.PREDICTION else None)


def _links(told: Reading, number: int, unit: Span) -> Iterator[CausalMention]:
    if len(told.words[number]) < 2:
        return
    kept: list[Link] = []
    for link in told.pairs(number).links():
        if link.chance >= LIKELY and not any(_same(link, other) for other in kept):
            kept.append(link)
            cause, effect = (unit[low:high] for low, high in (link.cause, link.effect))
            best = max(range(len(link.polarity)), key=link.polarity.__getitem__)
            yield CausalMention(
                cause=End(start=cause.start_char, end=cause.end_char), rule="alone", marker="",
                effect=End(start=effect.start_char, end=effect.end_char), marker_start=unit.start_char,
                polarity=Polarity(told.heads.polarities[best]), confidence=round(link.chance, 4))


def _same(one: Link, other: Link) -> bool:
    return any(one.cause == cause and one.effect == effect
               for cause, effect in ((other.cause, other.effect), (other.effect, other.cause)))


def _relations(told: Reading, places: list[int], mentions: list[PropositionMention]) -> list[RelationMention]:
    pairs = [(i, j) for i, j in product(range(len(places)), repeat=2)
             if i != j and abs(places[i] - places[j]) <= REACH and mentions[j].kind is not Kind.EVIDENCE]
    chances = told.related([places[i] for i, _ in pairs], [places[j] for _, j in pairs])
    found = []
    for (i, j), (support, attack) in zip(pairs, chances.tolist(), strict=True):
        scheme = Scheme.ATTACK if attack > support else Scheme.SUPPORT
        found.append(RelationMention(source=i, target=j, scheme=scheme, rule="alone", cue="", cue_start=0,
                                     confidence=support + attack))
    return decode(found, least=LIKELY, second=LIKELY)


#: By name.
VARIANTS: Mapping[str, Callable[[Doc], Doc]] = {"rules": rules, "encoder": encoder}
