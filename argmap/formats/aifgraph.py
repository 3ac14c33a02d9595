"""AIF as a graph of nodes and edges, whatever file it came in, and the map that it makes.

Premises lead into an RA-node and its conclusion out of it; what attacks leads into a CA-node and what is attacked out
of it; a locution leads over a YA-node to what it says. https://www.arg-tech.org/wp-content/uploads/2011/09/aif-spec.pdf
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from argmap.errors import GraphError
from argmap.formats.imported import Drawn, Page, Place, Said, bounded, build, plural, tagged
from argmap.formats.table import Imported
from argmap.model import AUTHOR, Document, Proposition, Scheme

__all__ = ["AifGraph", "AifNode", "check_ids", "to_map"]

SCHEMES = {"RA": Scheme.SUPPORT, "CA": Scheme.ATTACK}
LOCUTION, INFORMATION, ILLOCUTION = "L", "I", "YA"
#: Node types that say who speaks when: read for holders, and not kept.
DIALOGUE = ("L", "TA", "YA")
#: Node types that a map has no place for.
FOREIGN = {"MA": "rephrase", "PA": "preference"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AifNode:
    """A node of any type."""

    type: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AifGraph:
    """What an AIF file holds.

    Args:
        nodes: every node by its id.
        edges: pairs of ids, from and to.
        text: the text that was analysed, "" where the file has none.
        places: where in that text the words of a node stand.
        speakers: who says a node, by its id.
        known: what argmap knows of a node from a map that the file holds besides.
        title, author, date, url: what is known of the text.
    """

    nodes: Mapping[str, AifNode]
    edges: Sequence[tuple[str, str]]
    text: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)
    speakers: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, Proposition] = field(default_factory=dict)
    title: str = ""
    author: str = ""
    date: str = ""
    url: str = ""


def to_map(graph: AifGraph, *, source: str) -> Imported:
    """Make a map of the information nodes, supports and attacks; `source` names the format.

    An attack on an inference (an undercut) is read as an attack on what that inference rests on. The only speaker of
    a file is its author; of several, each holds what they say.

    Raises:
        GraphError: there is no information node.
    """
    view = _View(graph)
    holders = {key: view.holder(key) for key, node in graph.nodes.items() if node.type == INFORMATION}
    author = graph.author or _only(holders.values())
    page = Page(graph.text)
    places = {key: view.find(key, page) for key in holders}
    said = [
        _said(key, view.words(key), places[key], AUTHOR if holder == author else holder, graph.known.get(key))
        for key, holder in holders.items()
    ]
    document = Document(text=page.text, title=graph.title, author=author, date=graph.date, url=graph.url, language="")
    drawn = bounded(view.drawn(places))
    mechanisms = tagged(name for item in said for name in item.mechanisms)
    amap = build(document, said, drawn, source=source, mechanisms=mechanisms)
    return Imported(amap=amap, left_out=tuple(view.left_out(drawn)))


def _only(holders: Collection[str]) -> str:
    """Name who says everything; "" where several speak, or the file does not tell of each who does."""
    names = set(holders)
    return names.pop() if len(names) == 1 and AUTHOR not in names else ""


def _said(key: str, text: str, places: tuple[Place, ...], holder: str, known: Proposition | None) -> Said:
    if known is None:
        return Said(key=key, text=text, places=places, holder=holder)
    return Said(key=key, text=text, places=places, holder=holder, kind=known.kind, certainty=known.certainty,
                negated=known.negated, mechanisms=known.mechanisms, horizon=known.horizon)


class _View:
    """An AIF graph with what leads into and out of each node."""

    def __init__(self, graph: AifGraph) -> None:
        self.graph = graph
        self.into: dict[str, list[str]] = defaultdict(list)
        self.out: dict[str, list[str]] = defaultdict(list)
        self.lost: Counter[str] = Counter()
        for start, end in dict.fromkeys(graph.edges):
            if start not in graph.nodes or end not in graph.nodes:
                self.lost["edge from or to a node that is not there"] += 1
            elif self._type(start) == self._type(end) == INFORMATION:
                self.lost["edge between two I-nodes"] += 1
            else:
                self.into[end].append(start)
                self.out[start].append(end)

    def _type(self, key: str) -> str:
        return self.graph.nodes[key].type

    def words(self, key: str) -> str:
        """Give a node's text on one line."""
        return " ".join(self.graph.nodes[key].text.split()) or key

    def locutions(self, key: str) -> list[str]:
        """List the locutions that say an information node."""
        acts = [act for act in self.into[key] if self._type(act) == ILLOCUTION]
        return [start for act in acts for start in self.into[act] if self._type(start) == LOCUTION]

    def holder(self, key: str) -> str:
        """Name who says an information node first; AUTHOR where the file does not tell."""
        names = [self.graph.speakers.get(name, "") for name in (key, *self.locutions(key))]
        return next(filter(None, names), AUTHOR)

    def find(self, key: str, page: Page) -> tuple[Place, ...]:
        """Say where an information node stands: as marked, where its words are, or added below the text.

        A locution's words may stand after its speaker's name.
        """
        names = (key, *self.locutions(key))
        marked = sorted({self.graph.places[name] for name in names if name in self.graph.places})
        if marked:
            return tuple(marked)
        words = [self.graph.nodes[name].text.strip() for name in names]
        words += [text.partition(":")[2].strip() for text in words[1:]]
        found = next(filter(None, map(page.find, words)), None)
        return (found or page.add(self.words(key)),)

    def premises(self, key: str) -> list[str]:
        """List the information nodes that lead into an inference or conflict."""
        return [start for start in self.into[key] if self._type(start) == INFORMATION]

    def drawn(self, places: Mapping[str, Sequence[Place]]) -> Iterator[Drawn]:
        """Yield the supports and attacks, one for each node that is concluded or attacked, where the premise stands."""
        for key in (key for key, node in self.graph.nodes.items() if node.type in SCHEMES):
            scheme, premises = SCHEMES[self._type(key)], tuple(self.premises(key))
            targets = [end for end in self.out[key] if self._type(end) == INFORMATION]
            under = [end for end in self.out[key] if self._type(end) in SCHEMES]
            if scheme is Scheme.SUPPORT and under:
                self.lost["support of an inference"] += len(under)
            if not premises or not (targets or under):
                self.lost[f"{self._type(key)}-node without a premise or a conclusion"] += 1
                continue
            place = replace(places[premises[0]][0], cue=" ".join(self.graph.nodes[key].text.split()))
            for target in targets:
                yield Drawn(scheme=scheme, premises=premises, conclusion=target, place=place)
            for target in (name for end in under for name in self.premises(end) if scheme is Scheme.ATTACK):
                yield Drawn(scheme=scheme, premises=premises, conclusion=target, place=place, undercut=True)

    def left_out(self, drawn: Sequence[Drawn]) -> Iterator[str]:
        """Say what the map does not hold of the graph, or holds otherwise."""
        types = Counter(node.type for node in self.graph.nodes.values())
        for name, noun in FOREIGN.items():
            if types[name]:
                yield f"{plural(types[name], noun)} ({name}-nodes) left out"
        talk = sum(types[name] for name in DIALOGUE)
        if talk:
            yield f"{plural(talk, 'node')} of dialogue ({', '.join(DIALOGUE)}) read for who says what, and not kept"
        known = {INFORMATION, *SCHEMES, *DIALOGUE, *FOREIGN}
        strange = sum(number for name, number in types.items() if name not in known)
        if strange:
            yield f"{plural(strange, 'node')} of no known type left out"
        for noun, number in sorted(self.lost.items()):
            yield f"{number} times left out: {noun}"
        undercuts = sum(item.undercut for item in drawn)
        if undercuts:
            yield f"{plural(undercuts, 'undercut')} read as an attack on what the inference rests on"


def check_ids(ids: Sequence[str]) -> None:
    """Refuse two nodes of one id, since no edge could tell them apart.

    Raises:
        GraphError: an id comes twice.
    """
    twice = [key for key, number in Counter(ids).items() if number > 1]
    if twice:
        raise GraphError(f"has two nodes of the id {twice[0][:80]!r}")
