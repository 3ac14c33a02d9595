"""Every IRI that argmap uses: its own vocabulary and shapes, AIF, Web Annotation, and where things get their names."""

# ruff: noqa: N815 - terms are spelled as their vocabularies spell them

from __future__ import annotations

from urllib.parse import quote, unquote

from rdflib import DCTERMS, PROV, RDF, RDFS, SH, SKOS, VOID, XSD
from rdflib import SDO as SCHEMA
from rdflib.namespace import DefinedNamespace, Namespace
from rdflib.term import URIRef

from argmap.errors import GraphError

__all__ = [
    "AIF", "ANNOTATION_CONTEXT", "ARGMAP", "BASE", "DCTERMS", "KINDS", "MANIFEST", "OA", "PREFIXES", "PROV", "RDF",
    "RDFS", "SCHEMA", "SCHEMA_CONTEXT", "SH", "SHAPE", "SKOS", "UNION", "VOID", "XSD", "iri", "key_of",
]


class ARGMAP(DefinedNamespace):
    """What argmap adds: kinds of proposition, certainty, horizons, and causes, which AIF has no word for."""

    _NS = Namespace("https://w3id.org/argmap/ontology#")
    _fail = True

    Agreement: URIRef  #: a comparison: two authors say the same
    Claim: URIRef  #: a proposition that is neither a prediction nor evidence
    Prediction: URIRef  #: a proposition about what will be
    Grounds: URIRef  #: a proposition that reports what was seen or measured
    Comparison: URIRef  #: what comparing two authors found in their items
    Concept: URIRef  #: the thing at one end of a causal link
    Crux: URIRef  #: an opposition on which much of both arguments rests
    OnlyIn: URIRef  #: a comparison: one author says it, the other nothing like it
    OppositeEffect: URIRef  #: an opposition: by one mechanism opposite effects
    Opposition: URIRef  #: a comparison: two authors say opposite things on one matter
    OtherGrounds: URIRef  #: an agreement that rests on other mechanisms
    OtherTerms: URIRef  #: an agreement on a prediction, but not on when or how surely
    CausalLink: URIRef  #: one thing is said to bring about, raise or lower another
    CausalStatement: URIRef  #: one place that states a causal link
    CausalEnd: URIRef  #: the words for a cause or an effect
    Resolution: URIRef  #: somebody's judgement of how a prediction turned out
    Withdrawal: URIRef  #: a judgement is taken back
    CertaintyValue: URIRef  #: the datatype of certain, probable, possible
    OutcomeValue: URIRef  #: the datatype of yes, no, partly, unclear
    PolarityValue: URIRef  #: the datatype of +, -, ?

    antecedent: URIRef  #: the proposition that a pronoun takes up
    attacks: URIRef  #: the one-hop form of a CA-node
    because: URIRef  #: why two items were compared, in words
    cause: URIRef  #: the concept that brings about
    causeEnd: URIRef  #: the words for the cause
    causes: URIRef  #: the one-hop form of a causal link that is not denied
    certainty: URIRef  #: how far the author commits
    concept: URIRef  #: the concept that words stand for
    confidence: URIRef  #: how sure the tool is
    cruxWeight: URIRef  #: how much of both arguments rests on a crux
    cue: URIRef  #: the words that gave it away
    effect: URIRef  #: the concept that is brought about
    effectEnd: URIRef  #: the words for the effect
    follows: URIRef  #: the entry of a ledger before this one
    heldBy: URIRef  #: who holds a proposition
    horizonFrom: URIRef  #: the earliest date that a prediction's horizon means
    horizonText: URIRef  #: the author's words for when
    horizonTo: URIRef  #: the latest date that a prediction's horizon means
    judgedText: URIRef  #: the words of a prediction when it was judged
    libraryVersion: URIRef  #: the version of a library's layout
    lowers: URIRef  #: causes, and the more the less
    negated: URIRef  #: whether it is denied
    outcome: URIRef  #: how a prediction turned out
    polarity: URIRef  #: whether the cause raises or lowers the effect
    raises: URIRef  #: causes, and the more the more
    resolves: URIRef  #: the prediction that is judged
    rule: URIRef  #: the rule or model that found it
    score: URIRef  #: how sure it is that two items are on one matter
    sideA: URIRef  #: the one author's item of a comparison
    sideB: URIRef  #: the other author's item of a comparison
    statedBy: URIRef  #: the proposition that states a causal link
    states: URIRef  #: the causal link that is stated
    supports: URIRef  #: the one-hop form of an RA-node
    withdraws: URIRef  #: the judgement that is taken back


class AIF(DefinedNamespace):
    """The Argument Interchange Format, in the spelling of its published RDF."""

    _NS = Namespace("http://www.arg.dundee.ac.uk/aif#")
    _fail = True
    _extras = ("I-node", "RA-node", "CA-node")

    Conclusion: URIRef  #: from an RA-node to what it supports
    ConflictedElement: URIRef  #: from a CA-node to what it attacks
    ConflictingElement: URIRef  #: from a CA-node to what attacks
    Premise: URIRef  #: from an RA-node to what it rests on
    claimText: URIRef  #: the words of an I-node


class OA(DefinedNamespace):
    """The terms of the Web Annotation vocabulary that argmap uses."""

    _NS = Namespace("http://www.w3.org/ns/oa#")
    _fail = True

    Annotation: URIRef
    SpecificResource: URIRef
    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef
    end: URIRef
    exact: URIRef
    hasBody: URIRef
    hasSelector: URIRef
    hasSource: URIRef
    hasTarget: URIRef
    prefix: URIRef
    start: URIRef
    suffix: URIRef


class SHAPE(DefinedNamespace):
    """What is checked besides the SHACL shapes of ontology/shapes.ttl, under names from the same namespace."""

    _NS = Namespace("https://w3id.org/argmap/shapes#")
    _fail = True
    _extras = ("comparison-sides", "content-id", "exact-words", "graph-name", "horizon-order", "link-ends", "one-hop",
               "same-essay", "words-around")


#: The JSON-LD contexts of schema.org and of the Web Annotation model, by the names that their readers know.
SCHEMA_CONTEXT = "https://schema.org"
ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Where everything that argmap extracts is named: BASE + kind + "/" + id.
BASE = "https://w3id.org/argmap/"
#: The graph in which a library writes down which essays it holds.
MANIFEST = URIRef(f"{BASE}library")
#: The graph at a server in which a library keeps what all its essays say, each triple once.
UNION = URIRef(f"{BASE}library/union")
#: The kinds of things that have names, each with its prefix in Turtle and in queries.
KINDS = {
    "document": "doc",
    "agent": "agent",
    "extraction": "run",
    "generator": "gen",
    "proposition": "prop",
    "inference": "inf",
    "concept": "concept",
    "mechanism": "mech",
    "link": "link",
    "statement": "stmt",
    "end": "end",
    "evidence": "ev",
    "place": "place",
    "selector": "sel",
    "comparison": "cmp",
}
#: The prefixes that argmap writes, and that queries may use without declaring them.
PREFIXES = {
    "aif": str(AIF._NS),
    "argmap": str(ARGMAP._NS),
    "dcterms": str(DCTERMS),
    "oa": str(OA._NS),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "skos": str(SKOS),
    "xsd": str(XSD),
} | {prefix: f"{BASE}{kind}/" for kind, prefix in KINDS.items()}


def iri(kind: str, key: str) -> URIRef:
    """Name a thing by its kind and id; any id will do, and key_of() gives it back.

    >>> iri("mechanism", "open weights")
    rdflib.term.URIRef('https://w3id.org/argmap/mechanism/open%20weights')
    """
    local = quote(key, safe="", errors="surrogatepass")
    return URIRef(f"{BASE}{kind}/{local if local.strip('.') else local.replace('.', '%2E')}")


def key_of(node: object, kind: str) -> str:
    """Give the id in an IRI of the given kind.

    Raises:
        GraphError: the node is no such IRI.
    """
    start = f"{BASE}{kind}/"
    if not isinstance(node, URIRef) or not node.startswith(start) or len(node) == len(start):
        raise GraphError(f"should be named {start}ID", where=node)
    return unquote(node[len(start) :], errors="surrogatepass")
