"""Find the mechanisms that a text names: the scheme's labels propose, a linear model over their context decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc, Span

from argmap.mechanisms import Term, terms
from argmap.pipeline.linear import LinearModel, load
from argmap.pipeline.terms import Hit, TermIndex
from argmap.pipeline.thresholds import thresholds
from argmap.pipeline.words import Words, words

__all__ = ["FACTORY", "GROUP", "Candidate", "Mechanisms", "make_mechanisms", "of_unit"]

FACTORY = "argmap_mechanisms"
GROUP = "mechanisms"
MODEL = "mechanism"
YES = "yes"

#: How many mechanisms one unit may be about.
MOST = 4
#: Parts of speech whose words are the context of a term.
CONTEXT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mechanism that a unit may be about, the words that propose it, and what the model looks at."""

    unit: int
    mechanism: str
    hits: tuple[Hit, ...]
    features: Mapping[str, float]


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
        kept: dict[int, list[tuple[float, Candidate]]] = {}
        least = thresholds()[MODEL]
        for candidate in self.candidates(doc):
            chance = self._chance(candidate)
            if chance >= least:
                kept.setdefault(candidate.unit, []).append((chance, candidate))
        best = (
            candidate
            for pairs in kept.values()
            for _, candidate in sorted(pairs, key=lambda pair: (-pair[0], pair[1].mechanism))[:MOST]
        )
        spans = {(hit.start, hit.end, candidate.mechanism) for candidate in best for hit in _shown(candidate.hits)}
        return [Span(doc, start, end, label=name) for start, end, name in sorted(spans)]

    def set_annotations(self, doc: Doc, found: list[Span]) -> Doc:
        """Leave the terms in doc.spans["mechanisms"]."""
        doc.spans[GROUP] = found
        return doc

    @cached_property
    def _model(self) -> LinearModel:
        return load(MODEL) if self._given is None else self._given

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(name.partition("|")[0] for name in self._model.weights if "|" in name)

    def _chance(self, candidate: Candidate) -> float:
        """Judge a candidate; a user's own mechanism, which no model knows, counts when a label of it is there."""
        if candidate.mechanism not in self._known:
            return 1.0 if any(not _is_hidden(hit) for hit in candidate.hits) else 0.0
        return self._model.probabilities(candidate.features)[YES]


def of_unit(doc: Doc, unit: Span) -> tuple[str, ...]:
    """List the mechanisms that have a term inside a unit, sorted."""
    return tuple(sorted({
        span.label_ for span in doc.spans.get(GROUP, ()) if unit.start <= span.start and span.end <= unit.end
    }))


def propose(doc: Doc, index: TermIndex) -> Iterator[Candidate]:
    """Yield the candidates of every unit, in the order of the text."""
    columns = words(doc)
    units = doc.spans.get("units", ())
    hits = [_longest(list(index.find(columns.spelled(unit.start, unit.end)))) for unit in units]
    named = [{hit.key for hit in found} for found in hits]
    shares = _shares(named)
    for at, unit in enumerate(units):
        if not hits[at]:
            continue
        context = _context(columns, unit)
        near = _near(units, named, at)
        by_name: dict[str, list[Hit]] = {}
        for hit in hits[at]:
            by_name.setdefault(hit.key.lstrip("~"), []).append(hit)
        for name in sorted(by_name):
            own = tuple(by_name[name])
            features = _features(name, own, unit, named[at], near, shares.get(name, 0.0))
            features.update((f"{name}|has:{word}", 1.0) for word in context)
            yield Candidate(at, name, own, features)


def _features(
    name: str, hits: Sequence[Hit], unit: Span, others: Iterable[str], near: Mapping[str, frozenset[str]], share: float
) -> dict[str, float]:
    shown = [hit for hit in hits if not _is_hidden(hit)]
    features = {f"{name}|": 1.0, "shown" if shown else "only-hidden": 1.0, "share": share, f"{name}|share": share}
    features.update((f"{name}|term:{hit.term.lower()}", 1.0) for hit in hits)
    features.update((f"{name}|with:{other}", 1.0) for other in others if other.lstrip("~") != name)
    features["hits"] = min(3, len(hits))
    features["shown.hits"] = min(3, len(shown))
    features["early"] = float(min(hit.start for hit in hits) - unit.start < 5)
    features["density"] = len(hits) / max(4, unit.end - unit.start)
    features[f"is:{unit.label_}"] = 1.0
    for place, names in near.items():
        if name in names:
            features[place] = 1.0
            features[f"{name}|{place}"] = 1.0
    return features


def _key(term: Term) -> str:
    """Mark hidden labels, so that a hit still knows what it was."""
    return f"~{term.mechanism}" if term.hidden else term.mechanism


def _is_hidden(hit: Hit) -> bool:
    return hit.key.startswith("~")


def _shown(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Show the labels of a mechanism, and words that only point at it where there is no label."""
    return [hit for hit in hits if not _is_hidden(hit)] or hits


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Drop a hit that lies inside a longer one of the same mechanism, or in an equal one that is no hidden label."""
    reached: dict[str, int] = {}
    kept = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.key.startswith("~"), hit.key, hit.term)):
        name = hit.key.lstrip("~")
        if hit.end > reached.get(name, -1):
            reached[name] = hit.end
            kept.append(hit)
    return kept


def _shares(named: Sequence[Iterable[str]]) -> dict[str, float]:
    """Tell for each mechanism in which share of the essay's units it has a label."""
    counts: dict[str, int] = {}
    for names in named:
        for name in names:
            if not name.startswith("~"):
                counts[name] = counts.get(name, 0) + 1
    return {name: round(min(1.0, 3 * count / max(10, len(named))), 3) for name, count in counts.items()}


def _near(units: Sequence[Span], named: Sequence[set[str]], at: int) -> dict[str, frozenset[str]]:
    """Collect the mechanisms that have a label in the unit before, the unit after, and the heading above."""
    heading = next((i for i in range(at - 1, max(-1, at - 60), -1) if units[i].label_ == "heading"), None)
    places = {"prev": at - 1, "prev2": at - 2, "next": at + 1}
    near = {place: frozenset(named[i]) for place, i in places.items() if 0 <= i < len(named)}
    if heading is not None:
        near["heading"] = frozenset(named[heading])
    return near


def _context(columns: Words, unit: Span) -> list[str]:
    end = min(unit.end, unit.start + 120)
    return sorted({columns.lemmas[i] for i in range(unit.start, end) if columns.poses[i] in CONTEXT})


@Language.factory(FACTORY, assigns=["doc.spans"], default_config={"files": []})
def make_mechanisms(nlp: Language, name: str, files: list[str]) -> Mechanisms:  # noqa: ARG001 -- spaCy's signature
    """Make the component; `files` are further SKOS files in Turtle."""
    return Mechanisms(files)
