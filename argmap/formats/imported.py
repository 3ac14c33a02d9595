"""From what another tool's file says to a map: its text becomes the document, and each item points at its words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap import __version__
from argmap.assemble import assemble
from argmap.errors import GraphError
from argmap.mechanisms import scheme
from argmap.model import (
    AUTHOR,
    ArgumentMap,
    Certainty,
    Document,
    Evidence,
    Horizon,
    Inference,
    Kind,
    Mechanism,
    Proposition,
    Scheme,
    Selector,
    inference_id,
    proposition_id,
)
from argmap.readers.source import MAX_CHARACTERS

__all__ = ["Drawn", "Page", "Place", "Said", "bounded", "build", "check_length", "plural", "tagged"]

#: How many characters are searched for the words of a file's statements before the rest count as not found.
MAX_EFFORT = 2_000_000_000
#: How many statements a file may have, and how many premises all its relations together.
MAX_STATEMENTS = 100_000
MAX_TIES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where the imported text says something, in code points, and by which of its words or signs."""

    start: int
    end: int
    cue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement of the file: its name there, its words, and where they stand.

    What the source does not tell keeps the neutral value: a claim, certain, not negated, the author's.
    """

    key: str
    text: str
    places: tuple[Place, ...]
    kind: Kind = Kind.CLAIM
    certainty: Certainty = Certainty.CERTAIN
    negated: bool = False
    holder: str = AUTHOR
    mechanisms: tuple[str, ...] = ()
    horizon: Horizon | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A relation of the file between statements, by their names there."""

    scheme: Scheme
    premises: tuple[str, ...]
    conclusion: str
    place: Place
    undercut: bool = False


class Page:
    """A text to find words in, and to which words that are not in it are added, a paragraph each.

    Raises:
        GraphError: the text grows past what one essay may have.
    """

    def __init__(self, text: str = "") -> None:
        self._parts = [text] if text else []
        self._text = text
        self._length = len(text)
        self._from = 0
        self._effort = MAX_EFFORT
        check_length(self._length)

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self._parts)

    def find(self, words: str) -> Place | None:
        """Find whole words in the text that was there at first: after those found last, or else from the top."""
        start = self._search(words, self._from)
        if start < 0:
            start = self._search(words, 0)
        end = start + len(words)
        around = (self._text[max(0, start - 1) : start] + words[:1], words[-1:] + self._text[end : end + 1])
        if start < 0 or any(len(edge) > 1 and edge.isalnum() for edge in around):
            return None
        self._from = end
        return Place(start=start, end=end)

    def _search(self, words: str, begin: int) -> int:
        if not words or self._effort < 0:
            return -1
        start = self._text.find(words, begin)
        self._effort -= (start if start >= 0 else len(self._text)) - begin
        return start

    def add(self, words: str, *, gap: str = "\n\n") -> Place:
        """Put words after the text, parted from it by `gap`."""
        gap = gap if self._parts else ""
        self._parts += [gap, words]
        start = self._length + len(gap)
        self._length = start + len(words)
        check_length(self._length)
        return Place(start=start, end=self._length)


def check_length(length: int) -> None:
    """Refuse more text than one essay may have.

    Raises:
        GraphError: it has more.
    """
    if length > MAX_CHARACTERS:
        raise GraphError(f"has more than the {MAX_CHARACTERS:,} characters of text that one essay may have",
                         hint="split it")


def tagged(names: Iterable[str]) -> tuple[Mechanism, ...]:
    """Describe the concepts that tags name: those of the mechanism scheme with what is above them, others by name."""
    wanted = sorted(set(names))
    if not wanted:
        return ()
    known = {item.id: item for item in scheme()}
    found: dict[str, Mechanism] = {}
    for name in wanted:
        while name and name not in found:
            found[name] = known.get(name) or Mechanism(id=name, label=name)
            name = found[name].broader
    return tuple(found.values())


def bounded(drawn: Iterable[Drawn]) -> list[Drawn]:
    """List relations, unless a few dense nodes of a file stand for more of them than a map may have.

    Raises:
        GraphError: there are more.
    """
    found: list[Drawn] = []
    ties = 0
    for item in drawn:
        ties += len(item.premises)
        if ties > MAX_TIES:
            raise GraphError(f"draws more than {MAX_TIES:,} lines from premises to conclusions")
        found.append(item)
    return found


def build(
    document: Document, said: Sequence[Said], drawn: Iterable[Drawn], *, source: str,
    mechanisms: Iterable[Mechanism] = (),
) -> ArgumentMap:
    """Make a map of what a file says; `source` names the format in rules and as what made the map.

    Raises:
        GraphError: it holds no statement, or too many.
    """
    if not said:
        raise GraphError("holds no statement")
    if len(said) > MAX_STATEMENTS:
        raise GraphError(f"has {len(said):,} statements, more than the {MAX_STATEMENTS:,} that one map may have",
                         hint="split it")
    ids = dict(zip((item.key for item in said), _ids(said, document), strict=True))
    return assemble([ArgumentMap(
        documents=(document,),
        propositions=tuple(_proposition(item, ids[item.key], document, source) for item in said),
        inferences=tuple(_inferences(drawn, document, ids, source)),
        mechanisms=tuple(mechanisms),
        generator=f"argmap {__version__} from {source}",
    )])


def plural(number: int, noun: str) -> str:
    """Count things in words.

    >>> plural(2, "undercut")
    '2 undercuts'
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _ids(said: Sequence[Said], document: Document) -> Iterator[str]:
    """Name each statement by where it stands; where several stand in one place, the later ones by a number too."""
    used: Counter[str] = Counter()
    for item in said:
        first = min(item.places)
        key = proposition_id(document.id, first.start, first.end)
        used[key] += 1
        yield key if used[key] == 1 else f"{key}.{used[key]}"


def _evidence(place: Place, document: Document, rule: str) -> Evidence:
    return Evidence(selector=Selector.at(document, place.start, place.end), rule=rule, cue=place.cue)


def _proposition(item: Said, key: str, document: Document, source: str) -> Proposition:
    return Proposition(
        id=key,
        text=item.text,
        kind=item.kind,
        evidence=tuple(sorted({_evidence(place, document, f"import.{source}") for place in item.places})),
        certainty=item.certainty,
        negated=item.negated,
        holder=item.holder,
        mechanisms=tuple(sorted(set(item.mechanisms))),
        horizon=item.horizon,
    )


def _inferences(
    drawn: Iterable[Drawn], document: Document, ids: Mapping[str, str], source: str
) -> Iterator[Inference]:
    """Bring together what is drawn several times, with all the places that draw it."""
    found: dict[tuple[Scheme, tuple[str, ...], str], set[Evidence]] = defaultdict(set)
    for item in drawn:
        premises = tuple(sorted({ids[key] for key in item.premises}))
        rule = f"import.{source}.undercut" if item.undercut else f"import.{source}"
        found[item.scheme, premises, ids[item.conclusion]].add(_evidence(item.place, document, rule))
    for (kind, premises, conclusion), evidence in found.items():
        yield Inference(
            id=inference_id(kind, premises, conclusion), scheme=kind, premises=premises, conclusion=conclusion,
            evidence=tuple(sorted(evidence)),
        )
