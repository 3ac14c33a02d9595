"""Write treebank text the way essays are typeset.

The treebanks hold straight quotes and double hyphens nearly everywhere;
published essays hold curly quotes, long dashes and one-character ellipses.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .treebank import Sentence, Word

OPENING, CLOSING = "“", "”"
APOSTROPHE = "’"
LONG_DASH = "—"
ELLIPSIS = "…"


def typeset(item: Sentence) -> Sentence:
    """Return the sentence with curly quotes, long dashes and ellipses.

    >>> word = Word("n't", "not", "PART", "RB", "_", 0, "root", space=True)
    >>> typeset(Sentence((word,))).words[0].form
    'n’t'
    """
    return replace(item, words=tuple(_typeset_words(item.words)))


def lower(item: Sentence) -> Sentence:
    """Return the sentence in lower case, as carelessly written text has it."""
    words = tuple(replace(word, form=word.form.lower()) for word in item.words)
    return replace(item, words=words)


def _typeset_words(words: Iterable[Word]) -> Iterator[Word]:
    for word in words:
        yield replace(word, form=_form(word))


def _form(word: Word) -> str:
    if word.form in {'"', "``", "''"}:
        return OPENING if word.xpos == "``" else CLOSING
    if word.form == "'":
        return "‘" if word.xpos == "``" else APOSTROPHE
    if word.form in {"-", "--", "---"} and word.upos == "PUNCT" and word.xpos != "HYPH":
        return LONG_DASH
    if word.form == "...":
        return ELLIPSIS
    return word.form.replace("'", APOSTROPHE)
