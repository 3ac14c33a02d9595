"""The XML of the arg-microtexts corpora: discourse units, the argument units that they make, and edges between those.

https://github.com/peldszus/arg-microtexts/blob/master/corpus/arggraph.dtd
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from argmap.errors import GraphError
from argmap.formats.imported import Drawn, Page, Place, Said, bounded, build, plural
from argmap.formats.table import Imported
from argmap.model import AUTHOR, Document, Scheme
from argmap.readers.source import clean

__all__ = ["loads"]

ROOT = "arggraph"
SEGMENT, ADDED, UNDERCUT = "seg", "add", "und"
SCHEMES = {"sup": Scheme.SUPPORT, "exa": Scheme.SUPPORT, "reb": Scheme.ATTACK, UNDERCUT: Scheme.ATTACK}
KNOWN = (*SCHEMES, SEGMENT, ADDED)
#: The part of a unit that is not the author's own voice, and whom the scheme says it belongs to.
OPPONENT, OPPONENT_NAME = "opp", "opponent"
UNITS = ("edu", "joint", "adu", "edge")
#: What stands between the discourse units of a text.
GAP = " "


def loads(source: str) -> Imported:
    """Read an argument graph; its discourse units, one after the other, become the document.

    Support by example is a support, an undercut an attack on the source of the edge that it undercuts.

    Raises:
        GraphError: not XML, not such a graph, or an edge that leads nowhere.
    """
    root = _root(source)
    units = {name: _units(root, name) for name in UNITS}
    view = _View(units)
    page = Page()
    lines = {key: page.add(view.words(edu), gap=GAP) for key, edu in units["edu"].items() if view.words(edu)}
    said = [_said(key, adu, view, lines) for key, adu in units["adu"].items()]
    document = Document(text=page.text, title=root.get("id", ""), language="")
    places = {item.key: item.places[0] for item in said}
    drawn = bounded(view.drawn(places))
    undercuts = sum(item.undercut for item in drawn)
    notes = [f"{plural(undercuts, 'undercut')} read as an attack on the source of what it undercuts"] * bool(undercuts)
    notes += [f"{name}: {root.get(name)} left out" for name in ("topic_id", "stance") if root.get(name)]
    return Imported(amap=build(document, said, drawn, source="microtexts"), left_out=tuple(notes))


def _root(source: str) -> Element:
    try:
        root: Element = ElementTree.fromstring(source)
    except ParseError as error:
        line, column = error.position
        problem = str(error).partition(":")[0]
        raise GraphError(f"is not valid XML: {problem} at column {column}", where=f"line {line}") from error
    except DefusedXmlException as error:
        raise GraphError("declares XML entities, which argmap does not expand") from error
    except (ValueError, RecursionError) as error:
        raise GraphError(f"is not valid XML: {error}") from error
    if root.tag != ROOT:
        raise GraphError(f"is XML, but no argument graph: it is <{root.tag[:40]}>, not <{ROOT}>")
    return root


def _units(root: Element, tag: str) -> Mapping[str, Element]:
    found: dict[str, Element] = {}
    for unit in root.iter(tag):
        key = unit.get("id", "")
        if not key or key in found:
            raise GraphError(f"has two <{tag}> of the id {key!r}" if key else f"has a <{tag}> without an id")
        found[key] = unit
    return found


def _said(key: str, adu: Element, view: _View, lines: Mapping[str, Place]) -> Said:
    edus = [edu for edu in view.segments(key) if edu in lines]
    if not edus:
        raise GraphError(f"has no words for the argument unit {key!r}")
    return Said(
        key=key, text=" ".join(view.words(view.units["edu"][edu]) for edu in edus),
        places=_together([lines[edu] for edu in edus]),
        holder=OPPONENT_NAME if adu.get("type") == OPPONENT else AUTHOR,
    )


def _together(places: list[Place]) -> tuple[Place, ...]:
    """Join the discourse units of an argument unit that follow each other."""
    found: list[Place] = []
    for place in sorted(places):
        if found and place.start - found[-1].end <= len(GAP):
            found[-1] = Place(start=found[-1].start, end=place.end)
        else:
            found.append(place)
    return tuple(found)


class _View:
    """The units of a graph with the edges between them."""

    def __init__(self, units: Mapping[str, Mapping[str, Element]]) -> None:
        self.units = units
        self.edges = {key: (edge.get("src", ""), edge.get("trg", "")) for key, edge in units["edge"].items()}
        self.types = {key: edge.get("type", "") for key, edge in units["edge"].items()}
        strange = Counter(kind for kind in self.types.values() if kind not in KNOWN)
        if strange:
            raise GraphError(f"has an edge of the type {min(strange)!r}", hint=f"there are {', '.join(KNOWN)}")
        self.order = {key: number for number, key in enumerate(units["edu"])}
        self.into: dict[str, list[str]] = defaultdict(list)
        for key, (source, target) in self.edges.items():
            if self.types[key] == SEGMENT:
                self.into[target].append(source)

    def words(self, edu: Element) -> str:
        """Give a discourse unit's words on one line."""
        return " ".join(clean("".join(edu.itertext())).split())

    def segments(self, key: str) -> list[str]:
        """List the discourse units of an argument unit, directly or over a joint, in the order of the text."""
        found = {edu for name in self.into[key] for edu in (name, *self.into.get(name, ()))}
        return sorted(found & self.order.keys(), key=self.order.__getitem__)

    def drawn(self, places: Mapping[str, Place]) -> Iterator[Drawn]:
        """Yield the supports and attacks, where their first source stands."""
        added: dict[str, list[str]] = defaultdict(list)
        for key, (source, target) in self.edges.items():
            if self.types[key] == ADDED:
                added[target].append(source)
        for key, kind in self.types.items():
            if kind in SCHEMES:
                source, target = self._ends(key, places)
                premises = tuple(dict.fromkeys((source, *added[key])))
                unknown = [premise for premise in premises if premise not in places]
                if unknown:
                    self._nowhere(key, unknown[0])
                place = Place(start=places[source].start, end=places[source].end, cue=kind)
                yield Drawn(scheme=SCHEMES[kind], premises=premises, conclusion=target, place=place,
                            undercut=kind == UNDERCUT)

    def _ends(self, key: str, places: Mapping[str, Place]) -> tuple[str, str]:
        """Give the argument units that an edge joins: at an edge it ends in that one's source."""
        source, target = self.edges[key]
        if target in self.edges:
            target = self.edges[target][0]
        for end in (source, target):
            if end not in places:
                self._nowhere(key, end)
        return source, target

    def _nowhere(self, key: str, end: str) -> None:
        raise GraphError(f"has an edge {key!r} from or to {end!r}, which is no argument unit")
