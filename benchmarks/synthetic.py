"""Argument maps of any size, made up: their shape is that of real ones, their words say nothing."""

from __future__ import annotations

import random

from argmap.model import (
    ArgumentMap,
    CausalEnd,
    CausalLink,
    CausalStatement,
    Certainty,
    Concept,
    Document,
    Evidence,
    Horizon,
    Inference,
    Kind,
    Mechanism,
    Polarity,
    Proposition,
    Scheme,
    Selector,
    content_id,
)

__all__ = ["synthetic"]

WORDS = (
    "open", "closed", "models", "labs", "compute", "data", "costs", "prices", "funding", "rules", "training",
    "weights", "chips", "users", "markets", "agents", "benchmarks", "gains", "risks", "rivals", "states", "firms",
    "research", "quality", "trust", "demand", "supply", "growth", "talent", "policy",
)
VERBS = ("raise", "lower", "change", "drive", "slow", "shape", "limit", "help", "need", "follow")
MECHANISMS = 24
SECTION = 60
PARAGRAPH = 6


def synthetic(size: int, *, seed: int = 7) -> ArgumentMap:
    """Make a map of `size` propositions in sections, with 0.65 links and 0.4 causes to each."""
    draw = random.Random(seed)  # noqa: S311 - made-up essays, the same ones in every run
    sentences = [_sentence(draw, number) for number in range(size)]
    document, spans = _document(sentences)
    mechanisms = tuple(
        Mechanism(id=f"m-{number:02}", label=f"{WORDS[number]} and {WORDS[-1 - number]}", definition="Made up.")
        for number in range(MECHANISMS)
    )
    props = tuple(_proposition(draw, document, span) for span in spans)
    concepts, links = _causes(draw, document, props)
    return ArgumentMap(
        documents=(document,), propositions=props, concepts=concepts, links=links,
        inferences=_inferences(draw, props), mechanisms=mechanisms, generator="made up",
    )


def _sentence(draw: random.Random, number: int) -> str:
    words = [draw.choice(WORDS) for _ in range(draw.randint(5, 20))]
    words[1] = draw.choice(VERBS)
    return f"Point {number}: {' '.join(words)}."


def _document(sentences: list[str]) -> tuple[Document, list[tuple[int, int]]]:
    """Join sentences to paragraphs under headings, and say where each sentence stands."""
    text, spans = "", []
    for number, sentence in enumerate(sentences):
        if number % SECTION == 0:
            text += f"\n\nPart {number // SECTION + 1}\n\n"
        elif number % PARAGRAPH == 0:
            text += "\n\n"
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + " "
    return Document(text=text, title="A made-up essay", author="Nobody", date="2026-01-01"), spans


def _proposition(draw: random.Random, document: Document, span: tuple[int, int]) -> Proposition:
    kind = draw.choices(list(Kind), (0.7, 0.2, 0.1))[0]
    year = draw.randint(2026, 2032)
    due = Horizon(text=f"in {year}", earliest=f"{year}-01-01", latest=f"{year}-12-31")
    selector = Selector.at(document, *span)
    return Proposition(
        id=content_id("p", *span), text=selector.exact, kind=kind,
        evidence=(Evidence(selector=selector, rule="made.up", cue="Point", confidence=draw.randint(30, 99) / 100),),
        certainty=draw.choices(list(Certainty), (0.8, 0.12, 0.08))[0],
        negated=draw.random() < 0.1,
        mechanisms=tuple(sorted({f"m-{draw.randrange(MECHANISMS):02}" for _ in range(draw.randint(0, 2))})),
        horizon=due if kind is Kind.PREDICTION and draw.random() < 0.5 else None,
    )


def _inferences(draw: random.Random, props: tuple[Proposition, ...]) -> tuple[Inference, ...]:
    """Let claims bear on a claim a few sentences before, now and then on one far away."""
    found = {}
    for number in range(1, len(props)):
        if draw.random() > 0.65:
            continue
        target = draw.randrange(number) if draw.random() < 0.05 else max(0, number - draw.randint(1, 8))
        scheme = Scheme.ATTACK if draw.random() < 0.12 else Scheme.SUPPORT
        key = content_id("i", scheme, props[number].id, props[target].id)
        found[key] = Inference(id=key, scheme=scheme, premises=(props[number].id,), conclusion=props[target].id,
                               evidence=props[number].evidence)
    return tuple(found[key] for key in sorted(found))


def _causes(
    draw: random.Random, document: Document, props: tuple[Proposition, ...]
) -> tuple[tuple[Concept, ...], tuple[CausalLink, ...]]:
    """State causes; nine in ten of their ends are named once only, as in real essays."""
    common = [f"{one} {other}" for one in WORDS for other in WORDS][: 2 + len(props) // 40]
    concepts: dict[str, Concept] = {}
    found: dict[str, CausalLink] = {}
    for number, prop in enumerate(props):
        if draw.random() > 0.4:
            continue
        ends = []
        for name, at in (("cause", prop.start), ("effect", prop.end - 8)):
            label = draw.choice(common) if draw.random() < 0.1 else f"{draw.choice(common)} {name} {number}"
            concept = concepts.setdefault(label, Concept(id=content_id("c", label), label=label))
            ends.append(CausalEnd(concept=concept.id, selector=Selector.at(document, at, at + 6)))
        polarity = draw.choice(list(Polarity))
        key = content_id("l", ends[0].concept, ends[1].concept, polarity)
        said = CausalStatement(cause=ends[0], effect=ends[1], evidence=prop.evidence[0], propositions=(prop.id,))
        found[key] = CausalLink(id=key, cause=ends[0].concept, effect=ends[1].concept, polarity=polarity,
                                negated=False, statements=(said,))
    ordered = sorted(concepts.values(), key=lambda concept: concept.id)
    return tuple(ordered), tuple(found[key] for key in sorted(found))
