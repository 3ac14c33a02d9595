"""Names: every term is spelled as its vocabulary spells it, and every id has one IRI."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.term import URIRef

from argmap.errors import GraphError
from argmap.vocab import AIF, ARGMAP, KINDS, OA, PREFIXES, iri, key_of


def test_misspelt_term_fails():
    """A term that a vocabulary does not have is an error, not a new term."""
    for namespace in (ARGMAP, AIF, OA):
        with pytest.raises(AttributeError):
            namespace.clam  # noqa: B018 - the access is what fails


def test_aif_terms_have_aifs_spelling():
    """AIF's hyphens and capitals are kept."""
    assert str(AIF["I-node"]) == "http://www.arg.dundee.ac.uk/aif#I-node"
    assert str(AIF.Premise) == "http://www.arg.dundee.ac.uk/aif#Premise"


@given(key=st.text(min_size=1), kind=st.sampled_from(sorted(KINDS)))
def test_any_id_has_an_iri_and_back(key, kind):
    """Whatever stands in an id, its IRI is made of plain characters and gives it back."""
    node = iri(kind, key)
    assert node.isascii()
    assert "/../" not in f"{node}/"
    assert key_of(node, kind) == key


def test_iri_of_another_kind_is_refused():
    """An IRI of another kind, or of another site, is not mistaken for an id."""
    for node in (iri("link", "l-1"), URIRef("https://example.org/p-1"), "p-1", iri("proposition", "")):
        with pytest.raises(GraphError, match="should be named"):
            key_of(node, "proposition")


def test_prefixes_are_distinct():
    """No two prefixes stand for one namespace, and none for the start of another."""
    names = sorted(PREFIXES.values())
    assert not [(one, two) for one, two in pairwise(names) if two.startswith(one)]
