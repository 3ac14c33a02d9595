"""Words of a text as they are compared: lower case, endings cut, contractions and possessives taken apart."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from argmap.resources import lexicon

__all__ = ["clauses", "shared", "stem", "terms", "words"]

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
CLAUSE = re.compile(r"[,;:.!?()\[\]—–\n]+(?=\W|$)|[—–]")
POSSESSIVE = re.compile(r"['’]s?$")

#: What is left of a word when its ending is cut: as many letters at least.
SHORTEST = 4

#: A word that is longer than this is no word; its rest is left out.
LONGEST = 64

#: A text is compared by as many words as this; a sentence that is longer says more than one thing.
MOST = 400


def words(text: str) -> list[str]:
    """List the words of a text in order.

    >>> words("Openness won't  harm Meta's lead—much.")
    ['openness', "won't", 'harm', 'meta', 'lead', 'much']
    """
    found = islice(WORD.finditer(text.lower().replace("’", "'")), MOST)
    return [POSSESSIVE.sub("", match[0][:LONGEST]) for match in found]


def clauses(text: str) -> list[list[str]]:
    """Part the words of a text where punctuation or a word such as "because" parts them.

    >>> clauses("It will not work, and it costs 1.5 billion")
    [['it', 'will', 'not', 'work'], ['it', 'costs', '1', '5', 'billion']]
    """
    parted: list[list[str]] = []
    for piece in CLAUSE.split(text, MOST):
        parted.append([])
        for word in words(piece):
            if word in terms("align-clause-words"):
                parted.append([])
            else:
                parted[-1].append(word)
    return [clause for clause in parted if clause]


def shared(left: str, right: str) -> list[str]:
    """List the words of content of the left text whose stems the right text has, each once, in order.

    >>> shared("Models will be secured.", "The model is secure, and that will do.")
    ['models', 'secured']
    """
    there = {stem(word) for word in words(right)}
    own = {stem(word): word for word in reversed(words(left)) if word not in terms("align-function-words")}
    return [word for form, word in reversed(own.items()) if form in there]


@cache
def terms(name: str) -> frozenset[str]:
    """Load lexicons/NAME.txt as a set."""
    return frozenset(lexicon(name))


@cache
def stem(word: str) -> str:
    """Cut the ending off a word, so that forms of one word meet.

    >>> [stem(word) for word in ("models", "secures", "security", "adoption", "adopted", "policies")]
    ['model', 'secur', 'secur', 'adopt', 'adopt', 'policy']
    """
    for ending, instead in _suffixes():
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= SHORTEST:
            return word[: len(word) - len(ending)] + instead
    return word


@cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    rows = (line.split() for line in lexicon("align-suffixes"))
    return tuple((row[0], row[1] if len(row) > 1 else "") for row in rows)
