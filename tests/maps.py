"""Argument maps for tests: one believable example by two authors, and hypothesis strategies for any map at all.

`example_map()` is small enough to know by heart; `argument_maps()` draws maps with hostile text in every field.
All of them are sorted as `argmap.assemble.assemble` sorts, so that a lossless round trip gives an equal value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from argmap.assemble import assemble, by_document
from argmap.model import (
    AUTHOR,
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
    inference_id,
    link_id,
    proposition_id,
)

__all__ = [
    "HOSTILE", "argument_maps", "ash", "birch", "cedar", "circle", "claim", "concept", "essay", "example_map", "find",
    "from_sentences", "hostile_text", "inference", "link", "link_ids", "sorted_map", "sound_maps",
]

GENERATOR = "argmap 0.1.0 with en_argmap_core 1.0"

ASH_TEXT = """\
The gap will close

Open models will match closed ones by early 2028. Distillation lowers the cost of catching up, because a small \
team can learn from the outputs of a large one. Last year three open releases reached the scores of closed models \
within seven months.

Critics such as Rowan Birch argue that export rules will stop this. They are wrong: the rules slow chips, not ideas.
"""

BIRCH_TEXT = """\
The gap will stay

Closed labs keep their lead. Distillation does not lower the cost of research, since every copy needs an original. \
Export rules raise the price of compute. Open models may match closed ones, but only on old tasks.
"""

CEDAR_TEXT = "Export rules do not slow chips. More chips lower the price of compute, so prices will fall in 2027.\n"


def find(document: Document, words: str) -> Selector:
    """Select the first place of some words in a document; ValueError if they are not there."""
    start = document.text.index(words)
    return Selector.at(document, start, start + len(words))


def claim(
    document: Document, words: str, *, rule: str = "propositions.plain", cue: str = "", confidence: float = 0.9,
    kind: Kind = Kind.CLAIM, **fields: Any,
) -> Proposition:
    """Put forward some words of a document."""
    selector = find(document, words)
    return Proposition(
        id=proposition_id(document.id, selector.start, selector.end),
        text=" ".join(words.split()),
        kind=kind,
        evidence=(Evidence(selector=selector, rule=rule, cue=cue, confidence=confidence),),
        **fields,
    )


def concept(label: str, *mechanisms: str) -> Concept:
    """Name a thing by its normal form."""
    return Concept(id=content_id("c", label.lower()), label=label, mechanisms=tuple(sorted(mechanisms)))


def link(
    said: Proposition, document: Document, cause: tuple[Concept, str], effect: tuple[Concept, str], marker: str,
    polarity: Polarity, *, negated: bool = False, antecedent: str = "", certainty: Certainty = Certainty.CERTAIN,
) -> CausalLink:
    """State a causal link within a proposition; each end is a concept with the words for it."""
    ends = [CausalEnd(concept=item.id, selector=find(document, words)) for item, words in (cause, effect)]
    cause_end = CausalEnd(concept=cause[0].id, selector=ends[0].selector, antecedent=antecedent)
    evidence = Evidence(
        selector=said.evidence[0].selector, rule="causes.verb", cue=marker, confidence=0.8,
    )
    return CausalLink(
        id=link_id(cause[0].id, effect[0].id, polarity, negated=negated),
        cause=cause[0].id,
        effect=effect[0].id,
        polarity=polarity,
        negated=negated,
        statements=(
            CausalStatement(cause=cause_end, effect=ends[1], evidence=evidence, certainty=certainty,
                            propositions=(said.id,)),
        ),
    )


def inference(
    document: Document, scheme: Scheme, premises: Sequence[Proposition], conclusion: Proposition, cue: str
) -> Inference:
    """Let propositions support or attack another, because of a cue in the text."""
    selector = find(document, cue)
    evidence = Evidence(selector=selector, rule=f"relations.{scheme}", cue=cue, confidence=0.7)
    keys = tuple(sorted(prop.id for prop in premises))
    return Inference(
        id=inference_id(scheme, keys, conclusion.id), scheme=scheme, premises=keys, conclusion=conclusion.id,
        evidence=(evidence,),
    )


MECHANISMS = (
    Mechanism(id="compute", label="compute", alternatives=("GPUs", "chips"), broader="economics",
              definition="Access to the chips and power that training needs."),
    Mechanism(id="distillation", label="distillation", alternatives=("teacher-student training",), broader="training",
              definition="Training a model on the outputs of another."),
    Mechanism(id="economics", label="economics", definition="Costs, prices and funding."),
    Mechanism(id="governance", label="governance", definition="Rules and who sets them."),
    Mechanism(id="regulation", label="regulation", alternatives=("export rules",), broader="governance",
              definition="Law that binds those who make or use models."),
    Mechanism(id="training", label="training", definition="How models are made."),
)

GAP = concept("cost of catching up")
RESEARCH = concept("cost of research")
DISTILLATION = concept("distillation", "distillation")
RULES = concept("export rules", "regulation")
COMPUTE = concept("price of compute", "compute")
CHIPS = concept("chips", "compute")


def ash() -> ArgumentMap:
    """Map the essay of Ash, who expects open models to catch up and reports what Birch holds."""
    doc = Document(text=ASH_TEXT, title="The gap will close", author="Ash Willow", date="2026-05-04",
                   url="https://example.org/ash/the-gap?v=1")
    match = claim(
        doc, "Open models will match closed ones by early 2028", kind=Kind.PREDICTION, cue="will",
        horizon=Horizon(text="by early 2028", earliest=None, latest="2028-04-30"), certainty=Certainty.PROBABLE,
    )
    cost = claim(doc, "Distillation lowers the cost of catching up", mechanisms=("distillation",))
    learn = claim(doc, "a small team can learn from the outputs of a large one", certainty=Certainty.POSSIBLE)
    scores = claim(doc, "Last year three open releases reached the scores of closed models within seven months",
                   kind=Kind.EVIDENCE, rule="propositions.evidence", cue="Last year")
    reported = claim(doc, "export rules will stop this", kind=Kind.PREDICTION, holder="Rowan Birch",
                     mechanisms=("regulation",), cue="argue")
    wrong = claim(doc, "the rules slow chips, not ideas", mechanisms=("compute", "regulation"))
    links = (
        link(cost, doc, (DISTILLATION, "Distillation"), (GAP, "the cost of catching up"), "lowers", Polarity.LOWERS),
        link(wrong, doc, (RULES, "the rules"), (CHIPS, "chips"), "slow", Polarity.LOWERS, antecedent=reported.id),
    )
    inferences = (
        inference(doc, Scheme.SUPPORT, (learn,), cost, "because"),
        inference(doc, Scheme.SUPPORT, (cost, scores), match, "Last year"),
        inference(doc, Scheme.ATTACK, (wrong,), reported, "They are wrong"),
    )
    return sorted_map((doc,), (match, cost, learn, scores, reported, wrong), (DISTILLATION, GAP, RULES, CHIPS), links,
                   inferences, MECHANISMS)


def birch() -> ArgumentMap:
    """Map the essay of Birch, who denies what Ash says of distillation."""
    doc = Document(text=BIRCH_TEXT, title="The gap will stay", author="Rowan Birch", date="2026-06-20")
    lead = claim(doc, "Closed labs keep their lead")
    denies = claim(doc, "Distillation does not lower the cost of research", negated=True,
                   mechanisms=("distillation",))
    copies = claim(doc, "every copy needs an original")
    price = claim(doc, "Export rules raise the price of compute", mechanisms=("compute", "regulation"))
    may = claim(doc, "Open models may match closed ones", kind=Kind.PREDICTION, certainty=Certainty.POSSIBLE, cue="may")
    old = claim(doc, "only on old tasks")
    links = (
        link(denies, doc, (DISTILLATION, "Distillation"), (RESEARCH, "the cost of research"), "lower",
             Polarity.LOWERS, negated=True),
        link(price, doc, (RULES, "Export rules"), (COMPUTE, "the price of compute"), "raise", Polarity.RAISES,
             certainty=Certainty.PROBABLE),
    )
    inferences = (
        inference(doc, Scheme.SUPPORT, (copies,), denies, "since"),
        inference(doc, Scheme.ATTACK, (old,), may, "but"),
    )
    return sorted_map((doc,), (lead, denies, copies, price, may, old), (DISTILLATION, RESEARCH, RULES, COMPUTE), links,
                   inferences, MECHANISMS)


def cedar() -> ArgumentMap:
    """Map a note that contradicts Ash on export rules, and leads on from chips to the price of compute."""
    doc = Document(text=CEDAR_TEXT, title="A note on chips", author="Lee Cedar", date="2026-07-01")
    denies = claim(doc, "Export rules do not slow chips", negated=True, mechanisms=("regulation",))
    price = claim(doc, "More chips lower the price of compute", mechanisms=("compute",))
    soon = claim(doc, "prices will fall in 2027", kind=Kind.PREDICTION, cue="will",
                 horizon=Horizon(text="in 2027", earliest="2027-01-01", latest="2027-12-31"))
    links = (
        link(denies, doc, (RULES, "Export rules"), (CHIPS, "chips"), "slow", Polarity.LOWERS, negated=True),
        link(price, doc, (CHIPS, "More chips"), (COMPUTE, "the price of compute"), "lower", Polarity.LOWERS),
    )
    so = inference(doc, Scheme.SUPPORT, (price,), soon, "so")
    return sorted_map((doc,), (denies, price, soon), (RULES, CHIPS, COMPUTE), links, (so,), MECHANISMS)


def example_map() -> ArgumentMap:
    """Join the two essays: they meet at the concepts of distillation and of export rules."""
    one, two = ash(), birch()
    concepts = {item.id: item for item in (*one.concepts, *two.concepts)}
    return sorted_map(
        (*one.documents, *two.documents), (*one.propositions, *two.propositions), tuple(concepts.values()),
        (*one.links, *two.links), (*one.inferences, *two.inferences), MECHANISMS,
    )


def from_sentences(
    sentences: Sequence[str], pairs: Sequence[tuple[int, int]] = (), *, resting: bool = False, **fields: str
) -> ArgumentMap:
    """Make a map of sentences, of each kind in turn, with supports given as pairs of their numbers.

    `resting` gives each a mechanism of its own words; every fourth is held by somebody named by its words.
    """
    text = "\n\n".join(sentences)
    doc = Document(text=text, **{"title": "Made up", "author": "A. Writer", "date": "2026-01-01", **fields})
    props: list[Proposition] = []
    at = 0
    for i, sentence in enumerate(sentences):
        start = text.index(sentence, at)
        at = start + len(sentence)
        evidence = (Evidence(selector=Selector.at(doc, start, at), rule=sentence[:40], cue=sentence[:40]),)
        props.append(Proposition(id=f"p-{i}", text=sentence, kind=list(Kind)[i % 3], evidence=evidence,
                                 holder=sentence[:40] if i % 4 == 3 else "author",
                                 mechanisms=(sentence[:40],) if resting else ()))
    infs = [Inference(id=f"i-{a}-{b}", scheme=Scheme.SUPPORT, premises=(props[a].id,), conclusion=props[b].id,
                      evidence=props[a].evidence) for a, b in pairs]
    mechanisms = tuple(Mechanism(id=s[:40], label=s, definition=s, alternatives=(s,)) for s in sentences if resting)
    return ArgumentMap(documents=(doc,), propositions=tuple(props), inferences=tuple(infs), mechanisms=mechanisms,
                       generator=sentences[0])


def essay(n: int) -> ArgumentMap:
    """Make a map of n sentences, short and long, four in five supporting one before them."""
    words = ["the", "cost", "of", "an", "open", "model", "falls", "while", "its", "users", "write", "what"]
    sentences = [f"Sentence {i}: " + " ".join(words[: 4 + i * 7 % 15] * (1 + i % 2)) + "." for i in range(n)]
    return from_sentences(sentences, [(i, (i * i) // (i + 3)) for i in range(1, n) if i % 5])


def circle(*signs: Polarity) -> ArgumentMap:
    """Map an essay in which each thing acts on the next with the given signs, and the last on the first."""
    names = ["alpha", "beta", "gamma", "delta", "omega"][: len(signs)]
    sentences = [f"The {name} moves the {names[(i + 1) % len(names)]}." for i, name in enumerate(names)]
    doc = Document(text="\n\n".join(sentences), title="A circle", author="Lee Cedar", date="2026-07-01")
    props = [claim(doc, sentence[:-1]) for sentence in sentences]
    things = [concept(name) for name in names]
    links = []
    for i, sign in enumerate(signs):
        after = things[(i + 1) % len(names)]
        selector = props[i].evidence[0].selector
        ends = [CausalEnd(concept=thing.id, selector=selector) for thing in (things[i], after)]
        evidence = Evidence(selector=selector, rule="causes.verb", cue="moves", confidence=0.8)
        said = CausalStatement(cause=ends[0], effect=ends[1], evidence=evidence, propositions=(props[i].id,))
        links.append(CausalLink(id=content_id("l", things[i].id, after.id, sign), cause=things[i].id, effect=after.id,
                                polarity=sign, negated=False, statements=(said,)))
    return sorted_map((doc,), props, things, links, (), ())


def link_ids(amap: ArgumentMap) -> list[str]:
    """List the ids of a map's causal links."""
    return [item.id for item in amap.links]


def sorted_map(
    documents: Sequence[Document], propositions: Sequence[Proposition], concepts: Sequence[Concept],
    links: Sequence[CausalLink], inferences: Sequence[Inference], mechanisms: Sequence[Mechanism],
    generator: str = GENERATOR,
) -> ArgumentMap:
    """Make a map of parts in any order."""

    def by_id(item: Any) -> str:
        return str(item.id)

    return ArgumentMap(
        documents=tuple(sorted(documents, key=by_id)),
        propositions=tuple(sorted(propositions, key=lambda prop: (prop.document, prop.start, prop.end, prop.id))),
        concepts=tuple(sorted(concepts, key=by_id)),
        links=tuple(sorted(links, key=by_id)),
        inferences=tuple(sorted(inferences, key=by_id)),
        mechanisms=tuple(sorted(mechanisms, key=by_id)),
        generator=generator,
    )


#: Strings that break careless writers of RDF, HTML, CSV, SPARQL and JSON.
HOSTILE = (
    "", " ", "\n", "\r\n", "\t", "\\", "a\\", "\\u0041", '"', '"""', "''' \"", "</script>", "<!--", "]]>",
    "<b onload=x>", "\u202eright to left", "שלום", "😀👩\u200d👧", "e\u0301", "\ufeff", "\x00", "\x7f\x85\u2028\u2029",
    "\ufffe", "https://example.org/a b", "<https://example.org/>", "_:b0", "@en", "^^xsd:date", "} UNION {",
    "SERVICE <http://x/>", "%2F..%2F", "../..", "=1+1", "{{ x }}", "${x}", "&amp;", "a,b;c", "2026-02-30", "0000",
    "-1", "author",
)


def hostile_text(*, max_size: int = 12) -> st.SearchStrategy[str]:
    """Draw any text, often a nasty one."""
    return st.one_of(st.sampled_from(HOSTILE), st.text(max_size=max_size))


def _ids(prefix: str) -> st.SearchStrategy[str]:
    return st.integers(0, 10**6).map(lambda number: content_id(prefix, number))


mechanism_ids = st.one_of(
    st.from_regex(r"[a-z]{1,6}(-[a-z]{1,4})?", fullmatch=True),
    st.sampled_from(("..", "a b", "é", "a/b#c", "%41", "open weights?")),
)
confidences = st.floats(0, 1, allow_nan=False)
dates = st.one_of(
    st.none(), st.dates().map(str), st.integers(1000, 2999).map(str), st.sampled_from(("2027-04", "2026-02-30", "soon"))
)
horizons = st.builds(Horizon, text=hostile_text(), earliest=dates, latest=dates)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw an essay with any text in any field."""
    return Document(
        text=draw(hostile_text(max_size=60)), title=draw(hostile_text()), author=draw(hostile_text()),
        date=draw(dates) or "", url=draw(st.one_of(st.just("https://example.org/x"), hostile_text())),
        language=draw(st.sampled_from(("en", "de", "en-GB", "", "not a tag"))),
    )


@st.composite
def selectors(draw: st.DrawFn, among: Sequence[Document]) -> Selector:
    """Draw a place in one of the documents."""
    document = draw(st.sampled_from(among))
    start = draw(st.integers(0, len(document.text)))
    return Selector.at(document, start, draw(st.integers(start, len(document.text))))


@st.composite
def evidences(draw: st.DrawFn, among: Sequence[Document]) -> Evidence:
    """Draw a reason to say that one of the documents said something."""
    return Evidence(
        selector=draw(selectors(among)), rule=draw(hostile_text()), cue=draw(hostile_text()),
        confidence=draw(confidences),
    )


def _several(draw: st.DrawFn, among: Sequence[Document]) -> tuple[Evidence, ...]:
    return tuple(sorted(draw(st.sets(evidences(among), min_size=1, max_size=2))))


def _mechanism_ids(draw: st.DrawFn) -> tuple[str, ...]:
    return tuple(sorted(draw(st.sets(mechanism_ids, max_size=2))))


@st.composite
def propositions(draw: st.DrawFn, among: Sequence[Document]) -> Proposition:
    """Draw a proposition of one document."""
    return Proposition(
        id=draw(_ids("p")), text=draw(hostile_text()), kind=draw(st.sampled_from(Kind)),
        evidence=_several(draw, [draw(st.sampled_from(among))]), certainty=draw(st.sampled_from(Certainty)),
        negated=draw(st.booleans()), holder=draw(st.one_of(st.just(AUTHOR), hostile_text())),
        mechanisms=_mechanism_ids(draw), horizon=draw(st.none() | horizons),
    )


@st.composite
def statements(
    draw: st.DrawFn, among: Sequence[Document], concepts: Sequence[Concept], props: Sequence[Proposition]
) -> CausalStatement:
    """Draw a place that states a causal link."""
    keys = [prop.id for prop in props]
    evidence = draw(evidences(among))
    here = [document for document in among if document.id == evidence.selector.document]
    ends = [
        CausalEnd(
            concept=draw(st.sampled_from(concepts)).id, selector=draw(selectors(here)),
            antecedent=draw(st.sampled_from(["", *keys])),
        )
        for _ in range(2)
    ]
    said = draw(st.sets(st.sampled_from(keys), max_size=2)) if keys else ()
    return CausalStatement(
        cause=ends[0], effect=ends[1], evidence=evidence, certainty=draw(st.sampled_from(Certainty)),
        propositions=tuple(sorted(said)),
    )


@st.composite
def causal_links(
    draw: st.DrawFn, among: Sequence[Document], concepts: Sequence[Concept], props: Sequence[Proposition]
) -> CausalLink:
    """Draw a causal link between known concepts, stated in one to three places."""
    said = draw(st.lists(statements(among, concepts, props), min_size=1, max_size=3, unique_by=_place))
    return CausalLink(
        id=draw(_ids("l")), cause=draw(st.sampled_from(concepts)).id, effect=draw(st.sampled_from(concepts)).id,
        polarity=draw(st.sampled_from(Polarity)), negated=draw(st.booleans()),
        statements=tuple(sorted(said, key=_place)),
    )


def _place(statement: CausalStatement) -> tuple[Evidence, int, int]:
    return statement.evidence, statement.cause.selector.start, statement.effect.selector.start


@st.composite
def inferences(draw: st.DrawFn, among: Sequence[Document], props: Sequence[Proposition]) -> Inference:
    """Draw a support or an attack between known propositions."""
    keys = st.sampled_from([prop.id for prop in props])
    return Inference(
        id=draw(_ids("i")), scheme=draw(st.sampled_from(Scheme)),
        premises=tuple(sorted(draw(st.sets(keys, min_size=1, max_size=3)))), conclusion=draw(keys),
        evidence=_several(draw, among),
    )


concepts = st.builds(
    Concept, id=_ids("c"), label=hostile_text(), mechanisms=st.sets(mechanism_ids, max_size=2).map(sorted).map(tuple)
)
mechanisms = st.builds(
    Mechanism, id=mechanism_ids, label=hostile_text(), definition=hostile_text(), broader=st.just("") | mechanism_ids,
    alternatives=st.sets(hostile_text(), max_size=2).map(sorted).map(tuple),
)


@st.composite
def argument_maps(draw: st.DrawFn) -> ArgumentMap:
    """Draw a whole map: none to three essays, and anything argmap could say of them."""
    docs = draw(st.lists(documents(), max_size=3, unique_by=lambda item: item.id))
    things = draw(st.lists(concepts, max_size=3, unique_by=lambda item: item.id))
    props = _list(draw, propositions(docs)) if docs else []
    return sorted_map(
        docs, props, things,
        _list(draw, causal_links(docs, things, props)) if docs and things else [],
        _list(draw, inferences(docs, props)) if props else [],
        draw(st.lists(mechanisms, max_size=3, unique_by=lambda item: item.id)),
        draw(hostile_text()),
    )


def _list(draw: st.DrawFn, items: st.SearchStrategy[Any]) -> list[Any]:
    return draw(st.lists(items, max_size=3, unique_by=lambda item: item.id))


@st.composite
def sound_maps(draw: st.DrawFn) -> ArgumentMap:
    """Draw a map as argmap could write it: hostile words everywhere, but quotes, ids and links in order."""
    docs = draw(st.lists(documents(), max_size=3, unique_by=lambda item: item.id))
    scheme = draw(st.lists(mechanisms, max_size=3, unique_by=lambda item: item.id))
    keys = [item.id for item in scheme]
    scheme = [replace(item, broader=item.broader if item.broader in keys else "") for item in scheme]
    things = [
        replace(item, label=item.label or "it", mechanisms=_some(draw, keys))
        for item in draw(st.lists(concepts, min_size=1, max_size=3, unique_by=lambda item: item.id))
    ]
    generator = draw(hostile_text())
    parts = [_sound_part(draw, document, things, keys) for document in docs]
    whole = [replace(part, concepts=tuple(things), mechanisms=tuple(scheme), generator=generator) for part in parts]
    return assemble(by_document(assemble(whole)))


def _some(draw: st.DrawFn, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(draw(st.sets(st.sampled_from(keys), max_size=2)))) if keys else ()


def _sound_part(
    draw: st.DrawFn, document: Document, things: Sequence[Concept], schemes: Sequence[str]
) -> ArgumentMap:
    """Draw what one essay says; one without text says nothing."""
    if not document.text:
        return ArgumentMap(documents=(document,))
    props = [_sound_proposition(draw, document, schemes) for _ in range(draw(st.integers(0, 3)))]
    props = list({prop.id: prop for prop in props}.values())
    linked = [_sound_link(draw, document, things, props) for _ in range(draw(st.integers(0, 2)))]
    argued = [_sound_inference(draw, document, props) for _ in range(draw(st.integers(0, 2)) if len(props) > 1 else 0)]
    return ArgumentMap(documents=(document,), propositions=tuple(props), links=tuple(linked), inferences=tuple(argued))


def _sound_selector(draw: st.DrawFn, document: Document) -> Selector:
    start = draw(st.integers(0, len(document.text) - 1))
    return Selector.at(document, start, draw(st.integers(start + 1, len(document.text))))


def _sound_evidence(draw: st.DrawFn, selector: Selector) -> Evidence:
    return Evidence(selector=selector, rule=draw(hostile_text()) or "rule", cue=draw(hostile_text()),
                    confidence=draw(confidences))


def _sound_proposition(draw: st.DrawFn, document: Document, schemes: Sequence[str]) -> Proposition:
    selector = _sound_selector(draw, document)
    days = sorted(draw(st.lists(st.dates().map(str), max_size=2)))
    horizon = Horizon(text=draw(hostile_text()), earliest=days[0] if days else None, latest=days[-1] if days else None)
    return Proposition(
        id=proposition_id(document.id, selector.start, selector.end), text=draw(hostile_text()) or "words",
        kind=draw(st.sampled_from(Kind)), evidence=(_sound_evidence(draw, selector),),
        certainty=draw(st.sampled_from(Certainty)), negated=draw(st.booleans()),
        holder=draw(st.one_of(st.just(AUTHOR), hostile_text())), mechanisms=_some(draw, schemes),
        horizon=draw(st.sampled_from((None, horizon))),
    )


def _sound_link(
    draw: st.DrawFn, document: Document, things: Sequence[Concept], props: Sequence[Proposition]
) -> CausalLink:
    cause, effect = (draw(st.sampled_from(things)).id for _ in range(2))
    polarity, negated, keys = draw(st.sampled_from(Polarity)), draw(st.booleans()), [prop.id for prop in props]
    ends = [
        CausalEnd(concept=concept, selector=_sound_selector(draw, document),
                  antecedent=draw(st.sampled_from(["", *keys])))
        for concept in (cause, effect)
    ]
    said = CausalStatement(
        cause=ends[0], effect=ends[1], evidence=_sound_evidence(draw, _sound_selector(draw, document)),
        certainty=draw(st.sampled_from(Certainty)), propositions=_some(draw, keys),
    )
    return CausalLink(id=link_id(cause, effect, polarity, negated=negated), cause=cause, effect=effect,
                      polarity=polarity, negated=negated, statements=(said,))


def _sound_inference(draw: st.DrawFn, document: Document, props: Sequence[Proposition]) -> Inference:
    scheme = draw(st.sampled_from(Scheme))
    conclusion, *rest = draw(st.permutations([prop.id for prop in props]))
    premises = tuple(sorted(rest[:1] if scheme is Scheme.ATTACK else rest))
    return Inference(
        id=inference_id(scheme, premises, conclusion), scheme=scheme, premises=premises, conclusion=conclusion,
        evidence=(_sound_evidence(draw, _sound_selector(draw, document)),),
    )
