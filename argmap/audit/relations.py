"""Audit support and attack: sentences with a connective and no relation of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc, Span

from argmap.audit.finding import Finding, Reason, Sort, Survey, Units, finding
from argmap.model import Scheme
from argmap.pipeline import relations
from argmap.pipeline.decode import MOST_TARGETS
from argmap.pipeline.mentions import RelationMention
from argmap.pipeline.relation_rules import Cue, cues
from argmap.pipeline.relations import Weighed
from argmap.pipeline.shelf import shelf
from argmap.resources import Rule, rules

__all__ = ["survey_relations"]


def survey_relations(doc: Doc, units: Units) -> Survey:
    """Find the sentences with a connective of rules/relations.toml and no relation of the scheme that it announces."""
    weighed = relations.weighed(doc, shelf(doc))
    numbers = {units.at(mention.start): index for index, mention in enumerate(doc._.propositions)}
    cued, findings = 0, []
    for number, unit in enumerate(units.spans):
        fired = _connectives(unit)
        index = numbers.get(number)
        cued += bool(fired)
        if fired and not _yields(fired, index, doc._.relations):
            findings.append(_finding(doc, unit, fired, index, weighed))
    return Survey(sort=Sort.RELATION, sentences=cued, findings=tuple(findings))


def _connectives(unit: Span) -> dict[str, Cue]:
    """Find the connectives of a unit by rule."""
    found = cues(unit.text, unit.start_char)
    return {rule.name: found[rule.name] for rule in _announcing() if rule.name in found}


def _announcing() -> list[Rule]:
    return [rule for rule in rules("relations") if rule.fields.get("connective")]


def _yields(fired: Mapping[str, Cue], index: int | None, found: Iterable[RelationMention]) -> bool:
    schemes = {Scheme(rule.fields["scheme"]) for rule in _announcing() if rule.name in fired}
    return any(index in (mention.source, mention.target) and mention.scheme in schemes for mention in found)


def _finding(
    doc: Doc, unit: Span, fired: Mapping[str, Cue], index: int | None, weighed: Sequence[Weighed]
) -> Finding:
    """Say what became of the likeliest pair that a connective proposes."""
    name = next(iter(fired))
    if index is None:
        return _found(unit, fired, name, Reason.NOTHING)
    pairs = [(one, proposal) for one in weighed if (proposal := _by(one, fired, index))]
    if not pairs:
        return _found(unit, fired, name, Reason.NO_CANDIDATE, detail=_reach(name))
    one, proposal = max(pairs, key=lambda pair: pair[0].related)
    limit = relations.limits(shelf(doc))
    other = proposal.target if proposal.source == index else proposal.source
    mention = doc._.propositions[other]
    detail = f"with: {doc.text[mention.start : mention.end]}"
    if one.related < limit.first:
        return _found(unit, fired, proposal.rule, Reason.BELOW, detail=detail, chance=(one.related, limit.first))
    judged = relations.judge(*one, limit)
    if judged is not None and judged.scheme is not proposal.scheme:
        detail = f"{judged.scheme} {detail}"
        return _found(unit, fired, proposal.rule, Reason.OTHER, detail=detail, chance=(one.attack, limit.attack))
    detail = f"{_lost(one, proposal, doc._.relations, limit)}; {detail}"
    return _found(unit, fired, proposal.rule, Reason.RIVAL, detail=detail, chance=(one.related, limit.first))


def _found(
    unit: Span, fired: Mapping[str, Cue], name: str, reason: Reason, *, detail: str = "",
    chance: tuple[float, float] | None = None,
) -> Finding:
    cue = fired[name]
    return finding(Sort.RELATION, unit, (cue.text, cue.start), name, reason, detail=detail, chance=chance)


def _reach(name: str) -> str:
    """Say where a rule looked for the other end."""
    fields = next(rule.fields for rule in rules("relations") if rule.name == name)
    return f"no claim among the {fields['reach']} propositions {fields['other']} it"


def _by(pair: Weighed, names: Mapping[str, Cue], index: int) -> RelationMention | None:
    """Give what one of these rules proposes for a pair, if this proposition is in it."""
    return next((one for one in pair.proposals if one.rule in names and index in (one.source, one.target)), None)


def _lost(one: Weighed, proposal: RelationMention, found: Iterable[RelationMention], limit: relations.Limits) -> str:
    """Say why a likely pair was not taken."""
    already = sum(mention.source == proposal.source for mention in found)
    if already >= MOST_TARGETS:
        return f"its source has {MOST_TARGETS} likelier ones"
    if already and one.related < limit.second:
        return f"a second one of its source needs {limit.second:.2f}"
    return "it would close a circle"
