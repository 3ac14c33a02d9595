"""Turn treebank sentences into the documents that the pipeline learns from.

A document holds one or more paragraphs; between two paragraphs stands the
whitespace token that the tokeniser makes of a blank line.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from .treebank import Sentence, Word, documents, paragraphs

Paragraph = Sequence[Sentence]

#: What a blank line between two paragraphs becomes.
BLANK_LINE = Word("\n\n", "\n\n", "SPACE", "_SP", "_", -1, "dep", space=False)


def reference(vocab: Vocab, parts: Iterable[Paragraph]) -> Doc:
    """Build the annotated Doc of some paragraphs."""
    words: list[Word] = []
    heads: list[int] = []
    for part in parts:
        if words:
            words[-1] = _glued(words[-1])
            heads.append(len(words) - 1)
            words.append(BLANK_LINE)
        for item in part:
            heads.extend(len(words) + word.head for word in item.words)
            words.extend(item.words)
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        lemmas=[word.lemma for word in words],
        pos=[word.upos for word in words],
        tags=[word.xpos for word in words],
        morphs=["" if word.feats == "_" else word.feats for word in words],
        heads=heads,
        deps=["ROOT" if word.deprel == "root" else word.deprel for word in words],
    )


def bare(doc: Doc) -> Doc:
    """Copy the tokens of a Doc without their annotation."""
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
    )


def example(vocab: Vocab, parts: Iterable[Paragraph]) -> Example:
    """Pair the bare and the annotated Doc of some paragraphs."""
    gold = reference(vocab, parts)
    return Example(bare(gold), gold)


def chunks(sentences: Iterable[Sentence], rng: random.Random, *, max_words: int) -> list[list[list[Sentence]]]:
    """Cut documents into chunks of paragraphs of a random size, in random order.

    Sizes run from a single sentence to `max_words`, so that the parser meets
    sentences both alone and among their neighbours.
    """
    found = [chunk for document in documents(sentences) for chunk in _cut(document, rng, max_words)]
    rng.shuffle(found)
    return found


def _cut(document: Sequence[Sentence], rng: random.Random, max_words: int) -> Iterator[list[list[Sentence]]]:
    chunk: list[list[Sentence]] = []
    left = rng.randint(1, max_words)
    for part in paragraphs(document):
        chunk.append([])
        for item in part:
            chunk[-1].append(item)
            left -= len(item.words)
            if left <= 0:
                yield chunk
                chunk, left = [[]], rng.randint(1, max_words)
        if not chunk[-1]:
            chunk.pop()
    if chunk:
        yield chunk


def batches(examples: Iterable[Example], words: int) -> Iterator[list[Example]]:
    """Group examples until each group holds about so many words."""
    batch: list[Example] = []
    size = 0
    for item in examples:
        batch.append(item)
        size += len(item.x)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _glued(word: Word) -> Word:
    return replace(word, space=False)
