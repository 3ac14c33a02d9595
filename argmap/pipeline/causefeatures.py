"""What the models go by when they weigh a causal candidate and choose how far its ends reach: named features."""

from __future__ import annotations

import math

from spacy.tokens import Doc

from argmap.pipeline.causereading import seen_cut_features, seen_link_features
from argmap.pipeline.causerules import Candidate
from argmap.pipeline.linear import Features
from argmap.pipeline.roles import Role, is_passive
from argmap.pipeline.spans import Cut, base, is_clause

__all__ = ["cut_features", "link_features"]

#: Upper bounds of the length classes, in words.
LENGTHS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 30)
#: Labels of dependents that make an end long.
HELD = frozenset({"acl", "advcl", "conj", "appos", "parataxis", "ccomp", "punct"})


def _length(count: int) -> str:
    return next((f"<={bound}" for bound in LENGTHS if count <= bound), "long")


def cut_features(candidate: Candidate, side: str, role: Role, cut: Cut) -> Features:
    """Describe one way to cut one end: its name, its length, what stands just inside and just outside."""
    doc, family = candidate.anchor.doc, candidate.rule.name
    longest = max(other.end - other.start for other in role.cuts)
    share = (cut.end - cut.start) / longest
    head = role.head.pos_
    names = [
        f"{cut.name}", f"{cut.name}|{family}", f"{cut.name}|{head}", f"{cut.name}|{role.route}",
        f"length {_length(cut.end - cut.start)}", f"length {_length(cut.end - cut.start)}|{family}",
        f"after {_after(doc, cut)}", f"after {_after(doc, cut)}|{_kind(cut)}",
        f"first {doc[cut.start].pos_}", f"first {doc[cut.start].dep_}|{_kind(cut)}", f"last {doc[cut.end - 1].pos_}",
        f"before {doc[cut.start - 1].pos_ if cut.start else 'start'}",
        f"ways {min(len(role.cuts), 8)}|{_kind(cut)}",
    ]
    names += [f"holds {label}" for label in _labels(doc, cut)]
    names += _context(candidate, cut)
    found = {f"{side}: {name}": 1.0 for name in names}
    found[f"{side}: share"] = share
    found[f"{side}: share|{family}"] = share
    return found | _seen(candidate, side, cut)


def _seen(candidate: Candidate, side: str, cut: Cut) -> dict[str, float]:
    return seen_cut_features(candidate, side, cut) if candidate.seen else {}


def _context(candidate: Candidate, cut: Cut) -> list[str]:
    """Tell where the trigger stands and whether the cut is one phrase: how many of its words hang on others."""
    doc, anchor = candidate.anchor.doc, candidate.anchor
    outside = sum(not cut.start <= token.head.i < cut.end or token.head == token for token in doc[cut.start : cut.end]
                  if token.pos_ != "PUNCT")
    previous = doc[anchor.i - 1].pos_ if anchor.i > anchor.sent.start else "start"
    return [f"hanging {min(outside, 4)}", f"hanging {min(outside, 4)}|{_kind(cut)}", f"{cut.name}|previous {previous}",
            f"side {cut.end <= anchor.i}|{candidate.rule.name}|previous {previous}"]


def _kind(cut: Cut) -> str:
    return cut.name.rpartition(".")[2]


def _after(doc: Doc, cut: Cut) -> str:
    if cut.end >= len(doc):
        return "end"
    following = doc[cut.end]
    return following.text if following.is_punct else base(following.dep_)


def _labels(doc: Doc, cut: Cut) -> list[str]:
    span = doc[cut.start : min(cut.end, cut.start + 60)]
    return sorted({base(token.dep_) for token in span} & HELD)


def link_features(candidate: Candidate, cause: Cut, effect: Cut, sure: tuple[float, float]) -> Features:
    """Describe a proposed link: its rule and words, their mood, its ends and how surely they are cut."""
    rule, anchor = candidate.rule.name, candidate.anchor
    term = " ".join(token.lemma_.lower() for token in candidate.words)
    names = [
        f"rule {rule}", f"term {term}", f"rule {rule}|tag {anchor.tag_}", f"tag {anchor.tag_}",
        f"label {base(anchor.dep_)}", f"rule {rule}|label {base(anchor.dep_)}",
        f"head {anchor.head.lemma_.lower()}|{base(anchor.dep_)}", f"passive {is_passive(anchor)}|{rule}",
        f"cause route {candidate.cause.route}", f"cause route {candidate.cause.route}|{rule}",
        f"effect route {candidate.effect.route}", f"effect route {candidate.effect.route}|{rule}",
        *_end("cause", candidate.cause, cause, rule), *_end("effect", candidate.effect, effect, rule),
        *_mood(candidate), *_place(candidate, cause, effect),
    ]
    found = dict.fromkeys(names, 1.0)
    found |= {"sure of cause": sure[0], "sure of effect": sure[1], "sure of both": sure[0] * sure[1],
              "sure of both, logarithm": math.log(max(0.01, sure[0] * sure[1]))}
    return found | (seen_link_features(candidate, cause, effect) if candidate.seen else {})


def _end(side: str, role: Role, cut: Cut, rule: str) -> list[str]:
    doc, head = role.head.doc, role.head
    length = _length(cut.end - cut.start)
    names = [
        f"{side} {head.pos_}", f"{side} {head.pos_}|{rule}",
        f"{side} length {length}", f"{side} length {length}|{rule}",
        f"{side} clause {is_clause(head)}|{rule}", f"{side} cut {cut.name}",
        f"{side} first {doc[cut.start].lower_}" if cut.end - cut.start < 3 or doc[cut.start].pos_ in ("DET", "PRON")
        else f"{side} first {doc[cut.start].pos_}",
        f"{side} head {head.lemma_.lower()}",
    ]
    if head.pos_ == "PRON":
        names.append(f"{side} pronoun {head.lower_}|{rule}")
    if head.ent_type_ or head.pos_ == "PROPN":
        names.append(f"{side} name")
    return names


def _mood(candidate: Candidate) -> list[str]:
    anchor = candidate.anchor
    names = [f"has {base(child.dep_)} {child.lower_}" for child in anchor.lefts
             if base(child.dep_) in ("aux", "mark", "advmod", "cop")]
    for side, head in (("cause", candidate.cause.head), ("effect", candidate.effect.head)):
        names += [f"{side} has {child.lower_}" for child in head.lefts if base(child.dep_) in ("aux", "det", "mark")]
        names += [f"{side} tag {head.tag_}"]
        names += [f"{side} comparative" for child in (head, *head.lefts) if child.tag_ in ("JJR", "RBR")][:1]
    if anchor.head != anchor:
        names += [f"head has {child.lower_}" for child in anchor.head.lefts if base(child.dep_) == "aux"]
    return names


def _place(candidate: Candidate, cause: Cut, effect: Cut) -> list[str]:
    doc, anchor, rule = candidate.anchor.doc, candidate.anchor, candidate.rule.name
    first, second = (cause, effect) if cause.start <= effect.start else (effect, cause)
    gap = second.start - first.end
    last = doc[len(doc) - 1] if anchor.sent.end >= len(doc) else doc[anchor.sent.end - 1]
    start = anchor.i == anchor.sent.start
    between = doc[first.end : max(first.end, min(second.start, first.end + 40))]
    return [
        f"order {cause.start <= effect.start}|{rule}",
        f"gap {_length(max(gap, 0))}", f"gap {_length(max(gap, 0))}|{rule}",
        f"overlap {gap < 0}", f"between comma {any(token.text == ',' for token in between)}|{rule}",
        f"starts {start}|{rule}", f"question {last.text == '?'}", f"same sentence {_same(doc, cause, effect)}",
        f"previous word {doc[anchor.i - 1].lower_ if anchor.i else ''}|{rule}",
    ]


def _same(doc: Doc, cause: Cut, effect: Cut) -> bool:
    low, high = sorted((cause.start, effect.start))
    return not any(token.is_sent_start for token in doc[low + 1 : high + 1])
