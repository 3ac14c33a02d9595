"""Tell where in a sentence a word stands: in its main clause, in what is said there, or in an aside."""

from __future__ import annotations

from spacy.tokens import Token

__all__ = ["clause_of", "place_of", "subject_word"]

#: Clauses that hang on the main one without being what is asserted.
ASIDE = frozenset({"advcl", "acl", "acl:relcl", "parataxis", "appos", "advcl:relcl"})
#: Tags of question words, which join a clause as well.
WH = frozenset({"WRB", "WP", "WDT", "WP$"})
SUBJECTS = ("nsubj", "csubj", "expl")
#: No word is looked for higher above another than this.
MOST = 12


def place_of(token: Token, root: int) -> str:
    """Tell where a word stands: "root" on the main verb, "conj" joined to it, "below" it, or in an "aside"."""
    inner = False
    for steps in range(MOST):
        if token.i == root:
            return "aside" if inner else "root" if steps <= 1 else "below"
        if token.dep_ == "conj" and token.head.i == root:
            return "conj"
        inner = inner or token.dep_ in ASIDE
        token = token.head
    return "aside"


def clause_of(token: Token, root: int) -> str:
    """Name the clause that a word stands in by what joins it: "if", "because", "how", ...; "main" for none."""
    for _ in range(MOST):
        mark = next((child for child in token.lefts if child.dep_ == "mark" or child.tag_ in WH), None)
        if mark is not None:
            return mark.lower_
        if token.i == root or token.head is token:
            return "main"
        if token.dep_ in ASIDE:
            return token.dep_
        token = token.head
    return "deep"


def subject_word(token: Token) -> str:
    """Name the subject of the clause that a word helps to build: a pronoun as it is, other words by their kind."""
    verb = token.head if token.dep_.startswith(("aux", "cop", "advmod", "mark")) else token
    for child in verb.lefts:
        if child.dep_.startswith(SUBJECTS):
            return child.lower_ if child.pos_ == "PRON" else child.pos_
    return "none"
