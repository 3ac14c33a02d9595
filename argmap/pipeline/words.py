"""The words of a Doc as plain columns, read once, so that what looks at every token stays fast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

__all__ = ["Word", "Words", "in_units", "words"]

APOSTROPHES = str.maketrans({"’": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a term or a text: its form in small letters, its lemma, and the token that it is part of."""

    form: str
    lemma: str
    token: int


@dataclass(frozen=True, slots=True)
class Words:
    """Columns over the tokens of a Doc."""

    forms: Sequence[str]
    lemmas: Sequence[str]
    poses: Sequence[str]
    tags: Sequence[str]
    deps: Sequence[str]
    heads: Sequence[int]
    shapes: Sequence[str]

    def spelled(self, start: int, end: int) -> list[Word]:
        """List the words of some tokens, with hyphens left out and hyphenated tokens taken apart."""
        found = []
        for i in range(start, end):
            form = self.forms[i]
            if form.isalnum():
                found.append(Word(form, self.lemmas[i], i))
            elif "-" in form[1:-1] or "–" in form[1:-1]:
                parts = [part for part in form.replace("–", "-").split("-") if part]
                found += [Word(part, part, i) for part in parts]
            elif not (form in "-–‑" or form.isspace()):
                found.append(Word(form, self.lemmas[i], i))
        return found


def words(doc: Doc) -> Words:
    """Read the columns; forms and lemmas in small letters with straight apostrophes."""
    forms = [token.lower_.translate(APOSTROPHES) for token in doc]
    return Words(
        forms=forms,
        lemmas=[(token.lemma_.lower() or form).translate(APOSTROPHES) for token, form in zip(doc, forms, strict=True)],
        poses=[token.pos_ for token in doc],
        tags=[token.tag_ for token in doc],
        deps=[token.dep_ for token in doc],
        heads=[token.head.i for token in doc],
        shapes=[token.shape_ for token in doc],
    )


def in_units(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the first token of each unit and the one after its last."""
    for span in doc.spans.get("units", ()):
        yield span.start, span.end
