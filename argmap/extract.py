"""From a parsed Doc to an ArgumentMap: the only place where spaCy's objects become argmap's values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from argmap import __version__
from argmap.assemble import above, assemble
from argmap.confident import confident
from argmap.mechanisms import scheme
from argmap.model import (
    ArgumentMap,
    CausalEnd,
    CausalLink,
    CausalStatement,
    Concept,
    Document,
    Evidence,
    Inference,
    Mechanism,
    Proposition,
    Selector,
    content_id,
    inference_id,
    link_id,
    proposition_id,
)
from argmap.pipeline.load import load, parse
from argmap.pipeline.mechanisms import Place, inside, named
from argmap.pipeline.mentions import CausalMention, End, PropositionMention, RelationMention
from argmap.readers import read

__all__ = ["extract", "extract_files"]


def extract_files(
    sources: Iterable[Path | str], *, model: str = "", mechanisms: tuple[str, ...] = (), fast: bool = False,
    min_confidence: float = 0.0,
) -> Iterator[ArgumentMap]:
    """Read essays and yield the map of each, in order."""
    yield from extract(map(read, sources), model=model, mechanisms=mechanisms, fast=fast,
                       min_confidence=min_confidence)


def extract(
    documents: Iterable[Document], *, model: str = "", mechanisms: tuple[str, ...] = (), fast: bool = False,
    min_confidence: float = 0.0,
) -> Iterator[ArgumentMap]:
    """Yield the map of each essay, in order; items below `min_confidence` are left out, `fast` spares the encoder.

    >>> [amap] = extract([Document(text="Open models will win because they are cheap.")])
    >>> amap.propositions[0].kind.value
    'prediction'
    """
    nlp = load(model, mechanisms=mechanisms, fast=fast)
    known = scheme(mechanisms)
    for document in documents:
        # What spaCy keeps of an essay's words goes with the essay; nothing of it lives on in the map.
        with nlp.memory_zone():
            [doc] = parse(nlp, [document])
            amap = to_map(doc, document, nlp=nlp, known=known)
            del doc
        yield confident(amap, min_confidence)


def to_map(doc: Doc, document: Document, *, nlp: Language, known: Sequence[Mechanism]) -> ArgumentMap:
    """Turn the mentions that the pipeline left on a Doc into an ArgumentMap."""
    props = [_proposition(mention, document) for mention in doc._.propositions]
    found = named(doc)
    pairs = [_link(mention, doc, document, props, found) for mention in doc._.causes]
    part = ArgumentMap(
        documents=(document,),
        propositions=tuple(props),
        concepts=tuple(concept for _, concepts in pairs for concept in concepts),
        links=tuple(link for link, _ in pairs),
        inferences=tuple(_inference(mention, document, props) for mention in doc._.relations),
        generator=f"argmap {__version__} with {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}",
    )
    return assemble([_with_mechanisms(part, known)])


def _evidence(document: Document, start: int, end: int, *, rule: str, cue: str, confidence: float) -> Evidence:
    selector = Selector.at(document, start, end)
    return Evidence(selector=selector, rule=rule, cue=" ".join(cue.split()), confidence=round(confidence, 2))


def _proposition(mention: PropositionMention, document: Document) -> Proposition:
    return Proposition(
        id=proposition_id(document.id, mention.start, mention.end),
        text=" ".join(document.text[mention.start : mention.end].split()),
        kind=mention.kind,
        evidence=(
            _evidence(document, mention.start, mention.end, rule=mention.rule, cue=mention.cue,
                      confidence=mention.confidence),
        ),
        certainty=mention.certainty,
        negated=mention.negated,
        holder=mention.holder,
        mechanisms=tuple(sorted(mention.mechanisms)),
        horizon=mention.horizon,
    )


def _inference(mention: RelationMention, document: Document, props: Sequence[Proposition]) -> Inference:
    premise, conclusion = props[mention.source], props[mention.target]
    return Inference(
        id=inference_id(mention.scheme, (premise.id,), conclusion.id),
        scheme=mention.scheme,
        premises=(premise.id,),
        conclusion=conclusion.id,
        evidence=(
            _evidence(document, mention.cue_start, mention.cue_start + len(mention.cue), rule=mention.rule,
                      cue=mention.cue, confidence=mention.confidence),
        ),
    )


def _link(
    mention: CausalMention, doc: Doc, document: Document, props: Sequence[Proposition], found: Sequence[Place]
) -> tuple[CausalLink, tuple[Concept, Concept]]:
    cause, effect = (_concept(end, doc, document, found) for end in (mention.cause, mention.effect))
    marker = slice(mention.marker_start, mention.marker_start + len(mention.marker))
    start = min(mention.cause.start, mention.effect.start, marker.start)
    end = max(mention.cause.end, mention.effect.end, marker.stop)
    statement = CausalStatement(
        cause=_end(mention.cause, cause, document, props),
        effect=_end(mention.effect, effect, document, props),
        evidence=_evidence(document, start, end, rule=mention.rule, cue=mention.marker, confidence=mention.confidence),
        certainty=mention.certainty,
        propositions=tuple(prop.id for prop in _touched(props, mention.effect.start, mention.effect.end)),
    )
    link = CausalLink(
        id=link_id(cause.id, effect.id, mention.polarity, negated=mention.negated),
        cause=cause.id,
        effect=effect.id,
        polarity=mention.polarity,
        negated=mention.negated,
        statements=(statement,),
    )
    return link, (cause, effect)


def _end(end: End, concept: Concept, document: Document, props: Sequence[Proposition]) -> CausalEnd:
    antecedent = ""
    if end.antecedent:
        antecedent = next((prop.id for prop in _touched(props, *end.antecedent)), "")
    selector = Selector.at(document, end.start, end.end)
    return CausalEnd(concept=concept.id, selector=selector, antecedent=antecedent)


def _touched(props: Sequence[Proposition], start: int, end: int) -> Sequence[Proposition]:
    """Slice out the propositions that share characters with [start, end); they are in order and share none."""
    first = bisect_right(props, start, key=lambda prop: prop.end)
    return props[first : bisect_left(props, end, lo=first, key=lambda prop: prop.start)]


def _concept(end: End, doc: Doc, document: Document, found: Sequence[Place]) -> Concept:
    """Merge ends by their normal form; a pronoun never meets another one, but stands for what it takes up."""
    span = _span(doc, end.start, end.end)
    if end.antecedent:
        taken = _span(doc, *end.antecedent)
        pointing = end.end if end.pointing is None else end.pointing
        rest = _span(doc, pointing, end.end)
        label = f"{document.text[end.start : pointing]} → {taken.text} {rest.text}"
        key = f"{_normal(taken)} {_normal(rest)}".strip() or f"{document.id}:{end.antecedent[0]}"
    else:
        label = span.text
        key = _normal(span) or f"{document.id}:{end.start}"
    return Concept(id=content_id("c", key), label=" ".join(label.split()), mechanisms=inside(found, span))


def _span(doc: Doc, start: int, end: int) -> Span:
    """Cover characters of a Doc by whole tokens."""
    if start >= end:
        return doc[0:0]
    span = doc.char_span(start, end, alignment_mode="expand")
    return doc[0:0] if span is None else span


def _normal(span: Span) -> str:
    """Give the lemmas of a span's content words; "" where it has none, as a bare pronoun."""
    return " ".join(token.lemma_.lower() for token in span if _content(token))


def _content(token: Token) -> bool:
    return token.pos_ not in ("DET", "PUNCT", "SPACE", "PRON", "SYM") and (token.is_alpha or token.like_num)


def _with_mechanisms(part: ArgumentMap, known: Sequence[Mechanism]) -> ArgumentMap:
    """Add the concepts of the mechanism scheme that the map uses, and those above them."""
    used = {key for prop in part.propositions for key in prop.mechanisms}
    used |= {key for concept in part.concepts for key in concept.mechanisms}
    named = above(known, used)
    return replace(part, mechanisms=tuple(item for item in known if item.id in named))
