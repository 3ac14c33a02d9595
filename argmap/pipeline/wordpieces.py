"""Cut words into the pieces that the encoder has vectors for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

from argmap.errors import ModelError

__all__ = ["FIRST", "LAST", "WordPieces"]

#: The pieces that begin a window of text and end each unit in it, as in BERT (Devlin et al. 2019).
FIRST, LAST = "[CLS]", "[SEP]"
UNKNOWN = "[UNK]"
#: No word is cut into more pieces than this.
MOST = 12
STRAIGHT = str.maketrans({"’": "'", "‘": "'"})


class WordPieces:
    """The pieces of one vocabulary, read from a tokenizer.json."""

    def __init__(self, path: Path) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises Exception itself
            raise ModelError(f"not a tokenizer: {error}", where=path, hint="`make model` trains it again") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        marks = [self._tokenizer.token_to_id(piece) for piece in (FIRST, LAST, UNKNOWN)]
        if None in marks:
            raise ModelError("its vocabulary lacks the pieces of BERT", where=path, hint="`make model` trains it again")
        self.first, self.last, self._unknown = (int(mark) for mark in marks if mark is not None)

    def __call__(self, forms: Sequence[str]) -> list[tuple[int, ...]]:
        """Give the pieces of each word; white space has none, and what is not known is one unknown piece."""
        kinds = sorted({form for form in forms if not form.isspace()})
        straight = [form.translate(STRAIGHT) for form in kinds]
        encoded = self._tokenizer.encode_batch(straight, add_special_tokens=False)
        known = {form: tuple(one.ids[:MOST]) or (self._unknown,) for form, one in zip(kinds, encoded, strict=True)}
        return [known.get(form, ()) for form in forms]
