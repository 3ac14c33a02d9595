"""Find the mechanisms that a text names: the scheme's labels propose, a linear model over their context decides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from spacy.language import Language
from spacy.tokens import Doc, Span

from argmap.mechanisms import Term, terms
from argmap.pipeline.linear import LinearModel
from argmap.pipeline.mechanismfeatures import HIDDEN, features, is_hidden, scene
from argmap.pipeline.reading import reading
from argmap.pipeline.shelf import shelf
from argmap.pipeline.terms import Hit, TermIndex
from argmap.pipeline.words import Spelled, Words, words

__all__ = [
    "FACTORY", "GROUP", "MODEL", "Candidate", "Mechanisms", "Place", "inside", "make_mechanisms", "named", "spans",
]

FACTORY = "argmap_mechanisms"
GROUP = "mechanisms"
MODEL = "mechanism"

Place = tuple[int, int, str]

#: How many mechanisms one unit may be about.
MOST = 4
#: How many letters a word with a plural s has more than.
SHORTEST = 3
#: The log-odds from which on the encoder alone proposes a mechanism; others are cut off at FAR, and all are scaled.
SEEN, FAR, TOLD_SCALE = -2.2, 6.0, 2.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mechanism that a unit may be about, the words that propose it, and what the model looks at.

    Args:
        own: features that count for this mechanism alone.
        shared: features that count for any.
    """

    unit: int
    mechanism: str
    hits: tuple[Hit, ...]
    own: Mapping[str, float]
    shared: Mapping[str, float]

    @property
    def features(self) -> dict[str, float]:
        """All that the model looks at; what is of this mechanism alone has its name and a bar before it."""
        return {**self.shared, **{f"{self.mechanism}|{name}": value for name, value in self.own.items()}}


class Mechanisms:
    """The component: `candidates` proposes, `match` keeps those that the model takes for named."""

    def __init__(self, paths: Iterable[str] = (), *, model: LinearModel | None = None) -> None:
        found = terms(tuple(paths))
        self._index = TermIndex((_key(term), term.words) for term in found)
        self._given = model

    def __call__(self, doc: Doc) -> Doc:
        """Mark the mechanisms of a Doc."""
        return self.set_annotations(doc, self.match(doc))

    def candidates(self, doc: Doc) -> list[Candidate]:
        """Propose every mechanism that a unit has a term of, with the features that judge it."""
        return list(propose(doc, self._index))

    def match(self, doc: Doc) -> list[Span]:
        """List the terms of the mechanisms that units are about; `label` is the mechanism."""
        parts = shelf(doc)
        least, judge = parts.thresholds()[MODEL], self._given or parts.model(MODEL)
        chances = ((_chance(candidate, judge), candidate) for candidate in self.candidates(doc))
        return spans(doc, [(chance, candidate) for chance, candidate in chances if chance >= least])

    def set_annotations(self, doc: Doc, found: list[Span]) -> Doc:
        """Leave the terms in doc.spans["mechanisms"], in the order of the text."""
        doc.spans[GROUP] = sorted(found, key=lambda span: (span.start, span.end, span.label_))
        return doc


def spans(doc: Doc, likely: Iterable[tuple[float, Candidate]]) -> list[Span]:
    """Mark where the likeliest mechanisms of each unit stand, in the order of the text."""
    kept: dict[int, list[tuple[float, Candidate]]] = {}
    for chance, candidate in likely:
        kept.setdefault(candidate.unit, []).append((chance, candidate))
    best = (
        candidate
        for pairs in kept.values()
        for _, candidate in sorted(pairs, key=lambda pair: (-pair[0], pair[1].mechanism))[:MOST]
    )
    units = doc.spans.get("units", ())
    found = {(start, end, candidate.mechanism) for candidate in best for start, end in _places(candidate, units)}
    return [Span(doc, start, end, label=name) for start, end, name in sorted(found)]


def _chance(candidate: Candidate, model: LinearModel) -> float:
    """Judge a candidate; a user's own mechanism, which no model knows, counts when a label of it is there."""
    if candidate.mechanism not in model.subjects:
        return 1.0 if any(not is_hidden(hit) for hit in candidate.hits) else 0.0
    return model.chance_of(candidate.mechanism, candidate.own, candidate.shared)


def _places(candidate: Candidate, units: Sequence[Span]) -> list[tuple[int, int]]:
    """Say where a mechanism stands: at its terms, or, where the encoder alone sees it, over the whole unit."""
    if not candidate.hits:
        return [(units[candidate.unit].start, units[candidate.unit].end)]
    return [(hit.start, hit.end) for hit in _shown(candidate.hits)]


def named(doc: Doc) -> list[Place]:
    """List the terms of the mechanisms of a Doc in the order of the text: first token, token after, mechanism."""
    return [(span.start, span.end, span.label_) for span in doc.spans.get(GROUP, ())]


def inside(found: Sequence[Place], outer: Span) -> tuple[str, ...]:
    """List the mechanisms that have a term inside a span, sorted; `found` is what the Doc names."""
    start, stop = outer.start, outer.end
    near = takewhile(lambda place: place[0] < stop, islice(found, bisect_left(found, (start,)), None))
    return tuple(sorted({name for _, end, name in near if end <= stop}))


def propose(doc: Doc, index: TermIndex) -> Iterator[Candidate]:
    """Yield the candidates of every unit, in the order of the text."""
    columns = words(doc)
    units = list(doc.spans.get("units", ()))
    hits = [_longest(list(index.find(_spelled(columns, unit)))) for unit in units]
    about, told = scene(columns, units, hits), reading(doc)
    for at, found in enumerate(hits):
        by_name: dict[str, list[Hit]] = {}
        for hit in found:
            by_name.setdefault(hit.key.lstrip(HIDDEN), []).append(hit)
        answers = told.mechanisms(at) if told else {}
        seen = {name for name, answer in answers.items() if answer >= SEEN}
        for name in sorted(seen | by_name.keys()):
            own = tuple(by_name.get(name, ()))
            alone, shared = features(about, at, name, own)
            if name in answers:
                value = max(-FAR, min(FAR, answers[name])) / TOLD_SCALE
                rank = sum(answer > answers[name] for answer in answers.values())
                alone["encoder"] = shared["encoder"] = value
                shared[f"encoder:rank={min(rank, 6)}"] = 1.0
            yield Candidate(at, name, own, alone, shared)


def _spelled(columns: Words, unit: Span) -> Spelled:
    """List the words of a unit as terms are looked up in it."""
    words = columns.spelled(unit.start, unit.end)
    return words._replace(lemmas=list(map(_singular, words.forms, words.lemmas)))


def _singular(form: str, lemma: str) -> str:
    """Take the s off a plural that the lemmatiser has left as it is, like that of a new acronym.

    >>> _singular("gpus", "gpus")
    'gpu'
    """
    plural = form[-1:] == "s" and lemma == form and len(form) > SHORTEST and form[-2] != "s"
    return form[:-1] if plural else lemma


def _key(term: Term) -> str:
    """Mark hidden labels, so that a hit still knows what it was."""
    return f"{HIDDEN}{term.mechanism}" if term.hidden else term.mechanism


def _shown(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Show the labels of a mechanism, and words that only point at it where there is no label."""
    return [hit for hit in hits if not is_hidden(hit)] or hits


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Drop a hit that lies inside a longer one of the same mechanism, or in an equal one that is no hidden label."""
    reached: dict[str, int] = {}
    kept = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.key.startswith(HIDDEN), hit.key, hit.term)):
        name = hit.key.lstrip(HIDDEN)
        if hit.end > reached.get(name, -1):
            reached[name] = hit.end
            kept.append(hit)
    return kept


@Language.factory(FACTORY, assigns=["doc.spans"], default_config={"files": []})
def make_mechanisms(nlp: Language, name: str, files: list[str]) -> Mechanisms:  # noqa: ARG001 -- spaCy's signature
    """Make the component; `files` are further SKOS files in Turtle."""
    return Mechanisms(files)
