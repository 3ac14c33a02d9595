"""The values that argmap passes around: frozen, slotted, comparable, made of tuples."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "AUTHOR",
    "ArgumentMap",
    "CausalEnd",
    "CausalLink",
    "CausalStatement",
    "Certainty",
    "Compared",
    "Comparison",
    "Concept",
    "Document",
    "Evidence",
    "Finding",
    "Horizon",
    "Inference",
    "Kind",
    "Mechanism",
    "Polarity",
    "Proposition",
    "Scheme",
    "Selector",
    "comparison_id",
    "content_id",
    "document_id",
    "inference_id",
    "link_id",
    "proposition_id",
]

#: The holder of what an essay's own author puts forward.
AUTHOR = "author"


def content_id(prefix: str, *parts: object) -> str:
    """Name a thing by what it is: equal parts give the equal id, in every run and on every machine.

    >>> content_id("p", "doc", 0, 12) == content_id("p", "doc", 0, 12)
    True
    """
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"))
    return f"{prefix}-{digest.hexdigest()[:16]}"


class Kind(StrEnum):
    """What a proposition does in the essay."""

    CLAIM = "claim"
    PREDICTION = "prediction"
    EVIDENCE = "evidence"


class Certainty(StrEnum):
    """How far the author commits to a proposition (FactBank's scale). Not the tool's confidence."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Polarity(StrEnum):
    """Whether a cause raises or lowers its effect, or neither is said."""

    RAISES = "+"
    LOWERS = "-"
    UNKNOWN = "?"


class Scheme(StrEnum):
    """The two argument relations: AIF's RA-node and CA-node."""

    SUPPORT = "support"
    ATTACK = "attack"


class Compared(StrEnum):
    """What a comparison compares."""

    PROPOSITION = "proposition"
    LINK = "link"


class Finding(StrEnum):
    """What a comparison found: one of the first three, and of which kinds it is besides."""

    AGREEMENT = "agreement"
    OPPOSITION = "opposition"
    ONLY_IN = "only in"
    OTHER_GROUNDS = "other grounds"
    OTHER_TERMS = "other terms"
    OPPOSITE_EFFECT = "opposite effect"
    CRUX = "crux"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An essay as plain text. `id` hashes text, author, title and date; offsets count its code points."""

    text: str
    title: str = ""
    author: str = ""
    date: str = ""
    url: str = ""
    language: str = "en"
    id: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", document_id(self))


def document_id(document: Document) -> str:
    """Name an essay by its title, author, date and text."""
    return content_id("d", document.title, document.author, document.date, document.text)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Selector:
    """A place in a document's text, in code points, with the words there and around (Web Annotation)."""

    document: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def at(cls, document: Document, start: int, end: int, *, around: int = 32) -> Selector:
        """Select text[start:end], and keep `around` code points of context on either side."""
        text = document.text
        return cls(
            document=document.id,
            start=start,
            end=end,
            exact=text[start:end],
            prefix=text[max(0, start - around) : start],
            suffix=text[end : end + around],
        )


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Evidence:
    """Why argmap says that the essay said it: the words, the rule or model that found them, its cue.

    `confidence` (0 to 1) is the tool's, measured on held-out essays; it says nothing of the author's certainty.
    """

    selector: Selector
    rule: str
    cue: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Horizon:
    """When a prediction is due: the author's words and the ISO dates that they mean, None where open."""

    text: str
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """What somebody puts forward at one place in an essay (AIF's I-node).

    `holder` is AUTHOR, or the name of the other party whose position is reported.
    `mechanisms` are concept ids of the mechanism scheme, sorted.
    """

    id: str
    text: str
    kind: Kind
    evidence: tuple[Evidence, ...]
    certainty: Certainty = Certainty.CERTAIN
    negated: bool = False
    holder: str = AUTHOR
    mechanisms: tuple[str, ...] = ()
    horizon: Horizon | None = None

    @property
    def document(self) -> str:
        """The id of the document that says it."""
        return self.evidence[0].selector.document

    @property
    def start(self) -> int:
        """Where it begins, in code points of its document's text."""
        return self.evidence[0].selector.start

    @property
    def end(self) -> int:
        """Where it ends, in code points of its document's text."""
        return self.evidence[0].selector.end


def proposition_id(document: str, start: int, end: int) -> str:
    """Name the proposition that stands in the document with this id, from code point start to end."""
    return content_id("p", document, start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism:
    """A concept of the mechanism scheme; `broader` is the id of its parent, or ""."""

    id: str
    label: str
    alternatives: tuple[str, ...] = ()
    broader: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """The thing at one end of causal links, merged over an essay or over many by its normal form.

    `id` hashes the normal form alone, so that two authors meet at it. `mechanisms` are the ids it is grounded in.
    """

    id: str
    label: str
    mechanisms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalEnd:
    """One end of a causal link as the text has it: the span, its concept, and what a pronoun takes up.

    `antecedent` is the id of the proposition that a pronoun such as "This" points back to, or "".
    """

    concept: str
    selector: Selector
    antecedent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalStatement:
    """One place that states a causal link: its two ends, its words of causing, who says it how surely."""

    cause: CausalEnd
    effect: CausalEnd
    evidence: Evidence
    certainty: Certainty = Certainty.CERTAIN
    propositions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalLink:
    """One thing is said to bring about, raise, lower or prevent another; all the places that say so.

    `id` hashes the concepts, the polarity and the negation, not the document.
    """

    id: str
    cause: str
    effect: str
    polarity: Polarity
    negated: bool
    statements: tuple[CausalStatement, ...]

    @property
    def verb(self) -> str:
        """What the cause does to the effect, in words: "raises", "does not lower"."""
        stem = {Polarity.RAISES: "raise", Polarity.LOWERS: "lower", Polarity.UNKNOWN: "affect"}[self.polarity]
        return f"does not {stem}" if self.negated else f"{stem}s"

    def worded(self, cause: str, effect: str) -> str:
        """Say the link with words for its ends; the verb stands beside them, so that it need not agree in number."""
        return f"{cause} → {effect} ({self.verb})"


def link_id(cause: str, effect: str, polarity: Polarity, *, negated: bool) -> str:
    """Name the causal link between the concepts with these ids, in whatever essay it is stated."""
    return content_id("l", cause, effect, polarity, negated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """Premises support a conclusion, or one proposition attacks another."""

    id: str
    scheme: Scheme
    premises: tuple[str, ...]
    conclusion: str
    evidence: tuple[Evidence, ...]


def inference_id(scheme: Scheme, premises: Iterable[str], conclusion: str) -> str:
    """Name the support or attack between the propositions with these ids."""
    return content_id("i", scheme, *sorted(premises), conclusion)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing two authors found in two items, or in one that has no counterpart.

    Args:
        id: names the kind and the ids of both sides.
        kind: what is compared.
        findings: what was found, first what it is before all.
        a: the id of the one author's item, "" where it is only in the other.
        b: the id of the other author's.
        score: how sure it is that the two are on one matter (0 to 1); None where there is one alone.
        reasons: in words, what brings them together and what sets them apart.
        weight: how much of both arguments rests on a crux (0 to 1); None if it is none.
    """

    id: str
    kind: Compared
    findings: tuple[Finding, ...]
    a: str = ""
    b: str = ""
    score: float | None = None
    reasons: tuple[str, ...] = ()
    weight: float | None = None


def comparison_id(kind: Compared, a: str, b: str) -> str:
    """Name the comparison of the items with these ids."""
    return content_id("x", kind, a, b)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentMap:
    """Everything that one or more essays put forward. Each tuple is sorted, so that equal maps are equal values.

    `comparisons` is what `argmap diff` found in two authors; no essay says it.
    """

    documents: tuple[Document, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    concepts: tuple[Concept, ...] = ()
    links: tuple[CausalLink, ...] = ()
    inferences: tuple[Inference, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    generator: str = ""
    _index: dict[str, Proposition] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._index.update((prop.id, prop) for prop in self.propositions)

    def proposition(self, key: str) -> Proposition | None:
        """Look a proposition up by its id."""
        return self._index.get(key)

    def of_document(self, key: str) -> Iterable[Proposition]:
        """Yield the propositions of one document, in the order of the text."""
        return (prop for prop in self.propositions if prop.document == key)
