"""What SHACL core cannot say, checked here; each check leaves to the shapes what it cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdflib.term import Node, URIRef

from argmap.errors import GraphError
from argmap.model import Scheme
from argmap.rdf.gather import Facts, read_bare_link, read_comparison, read_inference
from argmap.rdf.triples import SCHEME, of_inference, of_link
from argmap.validate.ids import false_ids
from argmap.validate.quotes import misquotations
from argmap.validate.violation import Finding
from argmap.vocab import AIF, ARGMAP, OA, PROV, RDF, SCHEMA, SHAPE

__all__ = ["broken_checks", "misnamed_graphs"]

ARGUED = (ARGMAP.supports, ARGMAP.attacks)
CAUSED = (ARGMAP.causes, ARGMAP.raises, ARGMAP.lowers)
Triple = tuple[Node, URIRef, Node]
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def broken_checks(facts: Facts) -> Iterator[Finding]:
    """Yield whatever breaks a check, in no order."""
    misquoted = tuple(misquotations(facts))
    yield from misquoted
    yield from false_ids(facts, besides={finding.node for finding in misquoted})
    yield from _argued_in_one_hop(facts)
    yield from _caused_in_one_hop(facts)
    yield from _strange_ends(facts)
    yield from _strange_essays(facts)
    yield from _horizons(facts)
    yield from _lopsided(facts)


def misnamed_graphs(facts: Facts, name: Node) -> Iterator[Finding]:
    """Yield the essays in a named graph that is not theirs."""
    yield from (
        _finding(SHAPE["graph-name"], essay, name) for essay in facts.of(RDF.type, SCHEMA.Article) if essay != name
    )


def _finding(check: URIRef, node: Node, value: Node | None = None) -> Finding:
    return Finding(shape=check, component=check, node=node, value=value)


def _argued_in_one_hop(facts: Facts) -> Iterator[Finding]:
    """Supports and attacks in one hop are those of the inferences."""
    said: set[Triple] = set()
    for scheme in Scheme:
        for node in facts.of(RDF.type, SCHEME[scheme][0]):
            try:
                said |= {triple for triple in of_inference(read_inference(facts, node, scheme)) if triple[1] in ARGUED}
            except GraphError:
                return
    yield from _differing(facts, ARGUED, said)


def _caused_in_one_hop(facts: Facts) -> Iterator[Finding]:
    """Causes in one hop are those of the causal links that are not denied."""
    said: set[Triple] = set()
    for node in facts.of(RDF.type, ARGMAP.CausalLink):
        try:
            said |= {triple for triple in of_link(read_bare_link(facts, node)) if triple[1] in CAUSED}
        except GraphError:
            return
    yield from _differing(facts, CAUSED, said)


def _differing(facts: Facts, predicates: tuple[URIRef, ...], said: set[Triple]) -> Iterator[Finding]:
    there: set[Triple] = {(subject, name, value) for name in predicates for subject, value in facts.pairs(name)}
    yield from (_finding(SHAPE["one-hop"], subject, value) for subject, _, value in there ^ said)


def _strange_ends(facts: Facts) -> Iterator[Finding]:
    """The ends of a statement stand for the ends of the link that it states."""
    for statement, link in facts.pairs(ARGMAP.states):
        for name, kind in ((ARGMAP.causeEnd, ARGMAP.cause), (ARGMAP.effectEnd, ARGMAP.effect)):
            meant = facts.all(link, kind)
            ends = [concept for end in facts.all(statement, name) for concept in facts.all(end, ARGMAP.concept)]
            yield from (_finding(SHAPE["link-ends"], statement, end) for end in ends if meant and end not in meant)


def _strange_essays(facts: Facts) -> Iterator[Finding]:
    """What an essay says has its words in that essay."""
    for kind in (AIF["I-node"], ARGMAP.CausalStatement):
        for node in facts.of(RDF.type, kind):
            essays = facts.all(node, PROV.wasQuotedFrom)
            places = [place for note in facts.of(OA.hasBody, node) for place in facts.all(note, OA.hasTarget)]
            sources = [source for place in places for source in facts.all(place, OA.hasSource)]
            yield from (_finding(SHAPE["same-essay"], node, it) for it in sources if essays and it not in essays)


def _horizons(facts: Facts) -> Iterator[Finding]:
    """A horizon has words, and does not end before it begins."""
    for node in facts.of(RDF.type, AIF["I-node"]):
        starts, ends = (list(map(str, facts.all(node, name))) for name in (ARGMAP.horizonFrom, ARGMAP.horizonTo))
        if (starts or ends) and not facts.all(node, ARGMAP.horizonText):
            yield _finding(SHAPE["horizon-order"], node)
        elif any(_backwards(start, end) for start in starts for end in ends):
            yield _finding(SHAPE["horizon-order"], node, facts.all(node, ARGMAP.horizonTo)[0])


def _lopsided(facts: Facts) -> Iterator[Finding]:
    """What two sides say has an item of each, of one kind; what one says has one."""
    for node in facts.of(RDF.type, ARGMAP.Comparison):
        sides = [side for name in (ARGMAP.sideA, ARGMAP.sideB) for side in facts.all(node, name)]
        alone = ARGMAP.OnlyIn in facts.all(node, RDF.type)
        try:
            found = read_comparison(facts, node)
            if alone == bool(found.a and found.b):
                yield _finding(SHAPE["comparison-sides"], node)
        except GraphError:
            if len(sides) in (0, 2):
                yield _finding(SHAPE["comparison-sides"], node)


def _backwards(start: str, end: str) -> bool:
    """Tell whether a period begins after another has ended.

    >>> _backwards("2027-05", "2027"), _backwards("2027-05", "2027-04-30")
    (False, True)
    """
    return bool(DATE.fullmatch(start) and DATE.fullmatch(end)) and start > f"{end}~"
