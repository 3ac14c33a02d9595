"""Fill in ontology/README.md from the ontology: the drawing and the Turtle of example.ttl, and a table of all terms.

    python -m docs.make_vocabulary
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from argmap.output import write
from argmap.vocab import AIF, ARGMAP, DCTERMS, OA, PREFIXES, PROV, SCHEMA

ONTOLOGY = Path(__file__).parent.parent / "ontology"
PAGE = ONTOLOGY / "README.md"
#: What is drawn of the example: each class with the words in its box, and the shape of the box.
BOXES = (
    (AIF["I-node"], (AIF.claimText, ARGMAP.certainty, ARGMAP.horizonTo), '["{}"]'),
    (AIF["RA-node"], (), '(["{}"])'),
    (PROV.Agent, (SCHEMA.name,), '(("{}"))'),
    (SCHEMA.Article, (DCTERMS.title, DCTERMS.date), '["{}"]'),
    (ARGMAP.CausalLink, (ARGMAP.polarity,), '(["{}"])'),
    (ARGMAP.CausalStatement, (ARGMAP.certainty,), '["{}"]'),
    (ARGMAP.Concept, (SKOS.prefLabel,), '["{}"]'),
    (SKOS.Concept, (SKOS.prefLabel,), '[/"{}"/]'),
    (OA.Annotation, (ARGMAP.rule, ARGMAP.confidence), '["{}"]'),
    (OA.SpecificResource, (OA.start, OA.end), '["{}"]'),
)
SOLID = (AIF.Premise, AIF.Conclusion, ARGMAP.heldBy, SCHEMA.about, ARGMAP.states, ARGMAP.statedBy, ARGMAP.cause,
         ARGMAP.effect, SKOS.closeMatch, OA.hasBody, OA.hasTarget, OA.hasSource)
DOTTED = (ARGMAP.supports, ARGMAP.lowers)


def main() -> None:
    """Write the page anew."""
    write(PAGE, filled(PAGE.read_text("utf-8")))


def filled(page: str) -> str:
    """Put what the ontology says between the markers of the page."""
    ontology = Graph().parse(ONTOLOGY / "argmap.ttl", format="turtle")
    example = (ONTOLOGY / "example.ttl").read_text("utf-8")
    parts = {
        "drawing": f"```mermaid\n{drawing(Graph().parse(data=example, format='turtle'))}\n```",
        "example": f"```turtle\n{example}```",
        "own terms": terms(ontology, own=True),
        "other terms": terms(ontology, own=False),
    }
    for name, text in parts.items():
        page = re.sub(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda m, text=text: f"{m[1]}{text}\n{m[2]}", page,
                      flags=re.DOTALL)
    return page


def drawing(graph: Graph) -> str:
    """Draw the example as a Mermaid flowchart: all its items, and the evidence of one proposition."""
    boxes = dict(_boxes(graph))
    keys = {node: f"n{number}" for number, node in enumerate(boxes)}
    lines = ["graph LR", *(f"  {keys[node]}{box}" for node, box in boxes.items())]
    for names, arrow in ((SOLID, "-- {} -->"), (DOTTED, "-. {} .->")):
        lines += [
            f"  {keys[subject]} {arrow.format(_short(name))} {keys[value]}"
            for name in names for subject, value in sorted(graph.subject_objects(name), key=_by_text)
            if subject in keys and value in keys
        ]
    return "\n".join(lines)


def _by_text(pair: tuple[Node, Node]) -> tuple[str, str]:
    return str(pair[0]), str(pair[1])


def _boxes(graph: Graph) -> Iterator[tuple[Node, str]]:
    shown = _evidence(graph)
    for kind, words, shape in BOXES:
        for node in sorted(graph.subjects(RDF.type, kind)):
            if kind in (OA.Annotation, OA.SpecificResource) and node not in shown:
                continue
            types = sorted(graph.objects(node, RDF.type), key=lambda it: _short(it).startswith("argmap:"))
            lines = [", ".join(map(_short, types)), *(line for name in words for line in _words(graph, node, name))]
            yield node, shape.format("<br>".join(lines))


def _evidence(graph: Graph) -> set[Node]:
    """Take the evidence of the proposition that a causal link is stated by, and its place."""
    [prop] = graph.objects(None, ARGMAP.statedBy)
    notes = set(graph.subjects(OA.hasBody, prop))
    return notes | {place for note in notes for place in graph.objects(note, OA.hasTarget)}


def _words(graph: Graph, node: Node, name: URIRef) -> Iterator[str]:
    holder = node
    if name in (OA.start, OA.end):
        [holder] = graph.objects(node, OA.hasSelector)
    for value in graph.objects(holder, name):
        text = str(value).replace('"', "'")
        yield text if name in (AIF.claimText, SKOS.prefLabel, SCHEMA.name, DCTERMS.title) else f"{_local(name)} {text}"


def terms(ontology: Graph, *, own: bool) -> str:
    """List the classes, then the properties, with what they mean and link."""
    groups = (("class", (OWL.Class, RDFS.Datatype)),
              ("property", (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)))
    lines = []
    for title, kinds in groups:
        found = {node for kind in kinds for node in ontology.subjects(RDF.type, kind) if isinstance(node, URIRef)}
        mine = sorted((node for node in found if str(node).startswith(str(ARGMAP._NS)) is own), key=_short)
        heads = (f"| {title} | meaning | for example |", "|---|---|---|")
        if own and title == "property":
            heads = ("| property | meaning | from → to | for example |", "|---|---|---|---|")
        lines += [*heads, *(_row(ontology, node, arrows=own and title == "property") for node in mine), ""]
    return "\n".join(lines).rstrip("\n")


def _row(ontology: Graph, node: Node, *, arrows: bool) -> str:
    meaning = str(ontology.value(node, SKOS.definition) or ontology.value(node, SKOS.scopeNote))
    cells = [f"`{_short(node)}`", meaning]
    if arrows:
        ends = [ontology.value(node, name) for name in (RDFS.domain, RDFS.range)]
        cells.append(" → ".join(_classes(ontology, end) for end in ends))
    cells.append(str(ontology.value(node, SKOS.example)))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _classes(ontology: Graph, node: Node | None) -> str:
    if isinstance(node, BNode):
        members = Collection(ontology, ontology.value(node, OWL.unionOf))
        return " or ".join(map(_short, members))
    return _short(node)


def _short(node: Node | None) -> str:
    text = str(node)
    return next((f"{name}:{text[len(start):]}" for name, start in PREFIXES.items() if text.startswith(start)), text)


def _local(node: URIRef) -> str:
    return _short(node).partition(":")[2]


if __name__ == "__main__":
    main()
