"""Tell where in a sentence a word stands: in its main clause, in what is said there, or in an aside.

Words are named by their index in the columns of a Doc.
"""

from __future__ import annotations

from argmap.pipeline.words import Words

__all__ = ["clause_of", "place_of", "subject_word"]

#: Clauses that hang on the main one without being what is asserted.
ASIDE = frozenset({"advcl", "acl", "acl:relcl", "parataxis", "appos", "advcl:relcl"})
#: Tags of question words, which join a clause as well.
WH = frozenset({"WRB", "WP", "WDT", "WP$"})
SUBJECTS = ("nsubj", "csubj", "expl")
#: What hangs on the verb of its clause without being its subject or object.
HELPERS = ("aux", "cop", "advmod", "mark")
#: No word is looked for higher above another than this.
MOST = 12


def place_of(columns: Words, at: int, root: int) -> str:
    """Tell where a word stands: "root" on the main verb, "conj" joined to it, "below" it, or in an "aside"."""
    inner = False
    for steps in range(MOST):
        if at == root:
            return "aside" if inner else "root" if steps <= 1 else "below"
        label, head = columns.deps[at], columns.heads[at]
        if label == "conj" and head == root:
            return "conj"
        inner = inner or label in ASIDE
        at = head
    return "aside"


def clause_of(columns: Words, at: int, root: int) -> str:
    """Name the clause that a word stands in by what joins it: "if", "because", "how", ...; "main" for none."""
    for _ in range(MOST):
        for child in columns.lefts[at]:
            if columns.deps[child] == "mark" or columns.tags[child] in WH:
                return columns.lowers[child]
        if at == root:
            return "main"
        if columns.deps[at] in ASIDE:
            return columns.deps[at]
        at = columns.heads[at]
    return "deep"


def subject_word(columns: Words, at: int) -> str:
    """Name the subject of the clause that a word helps to build: a pronoun as it is, other words by their kind."""
    verb = columns.heads[at] if columns.deps[at].startswith(HELPERS) else at
    for child in columns.lefts[verb]:
        if columns.deps[child].startswith(SUBJECTS):
            return columns.lowers[child] if columns.poses[child] == "PRON" else columns.poses[child]
    return "none"
