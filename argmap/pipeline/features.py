"""Describe each unit of a Doc by named features: what the linear models, and later ones, decide on.

    lemma=x pair=x_y first=x open=x_y last=x    its words; names are NAME, numbers are NUMBER
    root=x root.tag=T subject=x aux=x ...       its main clause
    lex:NAME rule:FAMILY.NAME                   what lexicons and rules find in it
    is:x has:x size=x at=x                      its form and its place
    prev:... next:...                           the form of its neighbours
    future future:...                           how it, and what is around it, speaks of the future
    v0 v1 ...                                   the mean of its words' vectors, scaled
    encoder:x                                   what the encoder answers, where it has read the Doc
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from spacy.tokens import Doc, Span

from argmap.pipeline.clauses import clause_of, place_of, subject_word
from argmap.pipeline.dates import Phrase
from argmap.pipeline.futures import asks, future_features
from argmap.pipeline.outlook import outlook
from argmap.pipeline.patterns import Found, Patterns
from argmap.pipeline.reading import Reading, reading
from argmap.pipeline.table import Numbers, Table, dimensions, listed
from argmap.pipeline.terms import Hit, TermIndex
from argmap.pipeline.vectors import Vectors, vectors
from argmap.pipeline.words import Words, words
from argmap.resources import lexicon

__all__ = ["FAMILIES", "LEXICONS", "Describer", "View", "described"]

#: The lexicons and rule families whose finds are features.
LEXICONS = (
    "boosters", "change-words", "connectives-conclusion", "connectives-contrast", "evaluation", "event-words",
    "example-words", "hedges-possible", "hedges-probable", "normative", "opinion-nouns", "people-nouns",
    "reporting-verbs", "research-words", "signposts",
)
FAMILIES = ("certainty", "claims", "evidence", "predictions")

#: The families whose finds are told apart by where in the sentence they stand.
PLACED = ("predictions.", "claims.should", "claims.opinion")

#: Parts of speech of what is no word.
UNWORDED = frozenset({"PUNCT", "SPACE", "SYM", "X"})
#: Parts of speech whose words go by one name.
NAMED = {"PROPN": "NAME", "NUM": "NUMBER"}
OPENING = frozenset("\"“‘'«❝`") | {"``"}
CLOSING = frozenset("\"”’'»❞") | {"''"}
#: More words of a unit than this are not looked at, so that a text without sentence ends stays cheap.
MOST = 400
#: Feature values are small counts; vectors are scaled to their size.
VECTOR_SCALE = 3.0
#: Log-odds of the encoder are cut off here, and scaled.
FAR, TOLD_SCALE = 6.0, 2.0


@dataclass(slots=True)
class View:
    """A unit, its words of time, its features, where the words behind them stand, and the rules that fired in it."""

    span: Span
    columns: Words
    start: int
    end: int
    root: int = -1
    features: dict[str, float] = field(default_factory=dict)
    vector: Numbers | None = None
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    times: Sequence[Phrase] = ()
    number: int = 0

    @property
    def row(self) -> dict[str, float]:
        """All that the models of a unit look at: its features by name, and its vector as v0, v1, ..."""
        vector = () if self.vector is None else self.vector.tolist()
        return {**self.features, **dict(zip(dimensions(len(vector)), vector, strict=True))}

    def add(self, name: str, start: int = -1, end: int = -1, value: float = 1.0) -> None:
        """Set a feature and, where it has any, its words; the first place counts."""
        self.features[name] = value
        if start >= 0:
            self.places.setdefault(name, (start, end))


class Describer:
    """Describes units; made once, for its rules and lexicons."""

    def __init__(self) -> None:
        self._patterns = Patterns(*FAMILIES)
        self._index = TermIndex((name, term) for name in LEXICONS for term in lexicon(name))

    def __call__(self, doc: Doc) -> list[View]:
        """Describe every unit of doc.spans["units"]."""
        columns = words(doc)
        units = list(doc.spans.get("units", ()))
        times = doc._.times or [()] * len(units)
        views = [_view(number, span, columns, found)
                 for number, (span, found) in enumerate(zip(units, times, strict=True))]
        self._find(columns, views)
        for view in views:
            _words(view, columns)
            _clause(view, columns)
            _form(view, columns)
            _cues(view, self._index.find(columns.spelled(view.start, view.end)))
            for name, at in future_features(view.span, view.root, times=view.times):
                view.add(f"future:{name}", at, at + 1)
        _place_vectors(views, vectors(doc))
        carried = [[name for name in view.features if name[:3] in OPENINGS and name.startswith(CARRIED)]
                   for view in views]
        _neighbours(views, carried)
        further = outlook([view.features for view in views], [view.span.label_ for view in views])
        for view, features in zip(views, further, strict=True):
            view.features.update(features)
        told = reading(doc)
        if told is not None:
            for view in views:
                view.features.update(told_features(told, view.number))
        return views

    def _find(self, columns: Words, views: Sequence[View]) -> None:
        """Hand each rule match to the unit that it starts in, family by family."""
        at = {i: view for view in views for i in range(view.start, view.end)}
        for found in sorted(self._patterns.find(columns), key=lambda found: found.rule.name.partition(".")[0]):
            view = at.get(found.start)
            if view is not None and found.end <= view.span.end:
                view.found.append(found)


def told_features(told: Reading, unit: int) -> dict[str, float]:
    """Give what the encoder says of a unit, as log-odds that are scaled to the size of the other features."""
    chances = {**told.roles(unit), **told.certainties(unit)}
    logits = {name: math.log(max(chance, 1e-6) / max(1 - chance, 1e-6)) for name, chance in chances.items()}
    logits |= {name: told.logit(unit, name) for name in ("prediction", "holder")}
    return {f"encoder:{name}": max(-FAR, min(FAR, logit)) / TOLD_SCALE for name, logit in logits.items()}


def _view(number: int, span: Span, columns: Words, times: tuple[Phrase, ...]) -> View:
    """Begin the view of a unit; `root` is its main verb, -1 in a text without a parse."""
    root = columns.root(span.start, span.end)
    return View(span, columns, span.start, min(span.end, span.start + MOST), root if columns.deps[root] else -1,
                times=times, number=number)


def _words(view: View, columns: Words) -> None:
    previous = "^"
    seen = 0
    # Written out, as is nothing else here: it runs for every word.
    features, place = view.features, view.places.setdefault
    for i, pos in enumerate(columns.poses[view.start : view.end], view.start):
        if pos in UNWORDED:
            continue
        word = NAMED[pos] if pos in NAMED else columns.lemmas[i]
        single, pair = f"lemma={word}", f"pair={previous}_{word}"
        features[single] = features[pair] = 1.0
        place(single, (i, i + 1))
        place(pair, (max(view.start, i - 1), i + 1))
        seen += 1
        if seen <= 2:
            view.add(f"first={word}" if seen == 1 else f"open={previous}_{word}", i, i + 1)
        previous = word
    view.add(f"pair={previous}_$")


def _clause(view: View, columns: Words) -> None:
    """Describe the main clause: its verb, its subject, its auxiliaries."""
    root = view.root
    if not view.start <= root < view.end:
        return
    view.add(f"root={_name(columns, root)}", root, root + 1)
    view.add(f"root.tag={columns.tags[root]}")
    for i in range(view.start, view.end):
        if columns.heads[i] == root and i != root:
            dep = columns.deps[i]
            if dep.startswith(("nsubj", "csubj", "expl")):
                view.add(f"subject={_name(columns, i)}", i, i + 1)
                view.add(f"subject.pos={columns.poses[i]}")
            elif dep.startswith("aux"):
                view.add(f"aux={columns.forms[i]}", i, i + 1)
            elif dep == "cop":
                view.add(f"cop={columns.forms[i]}", i, i + 1)
                view.add(f"cop.tag={columns.tags[i]}")
            elif dep in ("ccomp", "xcomp", "advcl", "mark", "parataxis", "conj", "obj"):
                view.add(f"root.{dep}")


def _name(columns: Words, i: int) -> str:
    return NAMED.get(columns.poses[i]) or columns.lemmas[i]


def _form(view: View, columns: Words) -> None:
    """Describe the shape of a unit: its kind, length, marks, share of names and numbers."""
    forms = columns.forms[view.start : view.end]
    poses = columns.poses[view.start : view.end]
    size = len(poses) - sum(map(poses.count, ("PUNCT", "SPACE", "SYM")))
    view.add(f"is:{view.span.label_}")
    view.add(f"size={_bucket(size, (1, 3, 5, 8, 12, 18, 26, 38))}")
    view.add(f"last={forms[-1] if not forms[-1].isalnum() else 'WORD'}")
    view.add("v:names", value=poses.count("PROPN") / max(1, size))
    view.add("v:numbers", value=poses.count("NUM") / max(1, size))
    view.add("v:size", value=min(size, 60) / 20)
    view.add(f"names={_bucket(poses.count('PROPN'), (0, 1, 2, 4, 7))}")
    tags, own = set(columns.tags[view.start : view.end]), set(forms)
    for tag in ("VBD", "VBZ", "VBP", "MD", "JJR", "JJS", "VB"):
        if tag in tags:
            view.add(f"has:{tag}")
    if "VERB" not in poses and "AUX" not in poses:
        view.add("has:no-verb")
    for name, marks in MARKS.items():
        if not marks.isdisjoint(own):
            view.add(f"has:{name}")
    for name in PERSONS:
        if not _person(name).isdisjoint(own):
            view.add(f"has:{name}")


@cache
def _person(name: str) -> frozenset[str]:
    return frozenset(lexicon(f"persons-{name}"))


#: Whom a unit speaks of, each with a lexicon of pronouns.
PERSONS = ("i", "we", "you")
MARKS: Mapping[str, frozenset[str]] = {
    "question": frozenset({"?"}),
    "exclamation": frozenset({"!"}),
    "quote": OPENING | CLOSING,
    "colon": frozenset({":"}),
    "bracket": frozenset("()[]"),
    "bar": frozenset("|"),
    "percent": frozenset({"%"}),
    "money": frozenset("$€£"),
}


def _bucket(value: int, steps: Sequence[int]) -> str:
    return next((str(step) for step in steps if value <= step), "more")


def _cues(view: View, hits: Iterator[Hit]) -> None:
    """Add what lexicons and rules find."""
    counts: dict[str, int] = {}
    for hit in hits:
        view.hits.append(hit)
        counts[hit.key] = counts.get(hit.key, 0) + 1
        view.add(f"lex:{hit.key}", hit.start, hit.end)
    for name, count in counts.items():
        if count > 1:
            view.add(f"lex:{name}*{min(count, 3)}")
    for found in view.found:
        name = f"rule:{found.rule.name}"
        view.add(name, found.start, found.end)
        if view.root >= 0 and found.rule.name.startswith(PLACED):
            at = found.start
            view.add(f"{name}@{place_of(view.columns, at, view.root)}", at, found.end)
            view.add(f"{name}|subject={subject_word(view.columns, at)}", at, found.end)
            if "future" in found.rule.fields and not asks(view.span):
                _future(view, found)


def _future(view: View, found: Found) -> None:
    """Describe a sure sign of the future, whichever rule found it, by the clause that it stands in."""
    columns, at = view.columns, found.start
    place, clause = place_of(columns, at, view.root), clause_of(columns, at, view.root)
    subject = subject_word(columns, at)
    for name in ("future", f"future@{place}", f"future|clause={clause}", f"future|subject={subject}",
                 f"future@{place}|subject={subject}"):
        view.add(name, found.start, found.end)
    if "has:question" not in view.features and clause == "main":
        view.add("future:asserted", found.start, found.end)


def _place_vectors(views: Sequence[View], known: Vectors) -> None:
    """Give each unit the mean of its words' vectors, all of one length."""
    if not views:
        return
    means = np.array([known.mean(view.span.start, view.span.end) for view in views])
    norms = np.sqrt((means * means).sum(axis=1))
    scaled = np.round((means * (VECTOR_SCALE / np.where(norms > 0, norms, 1))[:, None]).astype(np.float64), 3)
    for view, norm, vector in zip(views, norms.tolist(), scaled, strict=True):
        view.vector = vector if norm > 0 else None


def described(views: Sequence[View]) -> Table:
    """Lay out all that the models of a unit look at, a row a unit."""
    width = max((len(view.vector) for view in views if view.vector is not None), default=0)
    vectors = [np.zeros(width) if view.vector is None else view.vector for view in views]
    return Table(len(views), listed([view.features for view in views]), vectors=np.array(vectors) if width else None)


#: What a unit knows of its neighbours: the features whose names begin so.
CARRIED = (
    "first=", "has:colon", "has:i", "has:no-verb", "has:question", "has:quote", "is:", "last=", "lex:reporting-verbs",
    "lex:signposts", "root.tag=", "rule:claims.should", "rule:evidence", "rule:predictions.will",
)
#: How these begin: looked up first, which settles it for most names.
OPENINGS = frozenset(name[:3] for name in CARRIED)


def _neighbours(views: Sequence[View], carried: Sequence[Sequence[str]]) -> None:
    """Let each unit know the form of the units beside it, and where in the essay it stands."""
    for at, view in enumerate(views):
        for label, near in (("prev", at - 1), ("next", at + 1)):
            if 0 <= near < len(views):
                view.features.update((f"{label}:{name}", 1.0) for name in carried[near])
            else:
                view.add(f"{label}:none")
        view.add(f"at={min(9, 10 * at // max(1, len(views)))}")
        if at < 3:
            view.add(f"at:{at}")
        view.add("at:new-block" if _opens(views, at) else "at:in-block")
        if _in_list(views, at):
            view.add("is:in-list")


def _opens(views: Sequence[View], at: int) -> bool:
    if at == 0:
        return True
    between = views[at].columns.texts[views[at - 1].span.end : views[at].span.start]
    return any("\n" in text for text in between)


def _in_list(views: Sequence[View], at: int) -> bool:
    return views[at].span.label_ == "item" and at > 0 and views[at - 1].span.label_ == "item"
