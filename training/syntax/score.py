"""Measure a pipeline on treebanks: with gold tokens and sentences, and from raw text.

LAS and UAS are counted as in the CoNLL 2018 shared task, over all tokens,
punctuation included, and by the universal part of the relation ("acl:relcl" is
"acl"). spaCy's own count leaves punctuation out and compares whole labels.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Token
from spacy.training import Example

from .corpus import bare, reference
from .raw import RawText, rebuilt
from .treebank import Sentence, Word, documents, read

Scores = dict[str, float]

TREEBANKS = ("ewt", "gum")


def accuracy(nlp: Language, data: Path, split: str) -> dict[str, Scores]:
    """Score one split of each treebank with gold tokens and sentences."""
    return {name: gold_tokens(nlp, sentences) for name, sentences in _sets(data, split)}


def performance(nlp: Language, data: Path, split: str) -> dict[str, Scores]:
    """Score one split of each treebank in both ways."""
    return {
        name: {**gold_tokens(nlp, sentences), **raw_text(nlp, sentences)} for name, sentences in _sets(data, split)
    }


def gold_tokens(nlp: Language, sentences: Sequence[Sentence]) -> Scores:
    """Score each sentence by itself, its tokens given and no sentence start allowed inside."""
    golds = [reference(nlp.vocab, [[item]]) for item in sentences]
    docs = list(nlp.pipe([_closed(bare(gold)) for gold in golds]))
    pairs = [
        (word, token)
        for item, doc in zip(sentences, docs, strict=True)
        for word, token in zip(item.words, doc, strict=True)
    ]
    counted = Scorer.score_deps(
        [Example(doc, gold) for doc, gold in zip(docs, golds, strict=True)], "dep", ignore_labels=("p", "punct")
    )
    return {
        "las": _share(_attached(word, token) and _related(word, token) for word, token in pairs),
        "uas": _share(_attached(word, token) for word, token in pairs),
        "spacy_las": round(float(counted["dep_las"]), 4),
        "spacy_uas": round(float(counted["dep_uas"]), 4),
        "upos": _share(word.upos == token.pos_ for word, token in pairs),
        "xpos": _share(word.xpos == token.tag_ for word, token in pairs),
        "feats": _share(word.feats == (str(token.morph) or "_") for word, token in pairs),
        "lemma": _share(word.lemma == token.lemma_ for word, token in pairs),
        "lemma_any_case": _share(word.lemma.lower() == token.lemma_.lower() for word, token in pairs),
    }


def raw_text(nlp: Language, sentences: Sequence[Sentence]) -> Scores:
    """Score tokens, sentences and relations of documents that the pipeline cuts by itself."""
    texts = [rebuilt(document) for document in documents(sentences)]
    docs = list(nlp.pipe([text.text for text in texts]))
    pairs = list(zip(texts, docs, strict=True))
    return {
        "tokens_f1": _f1((text.tokens, _spans(doc)) for text, doc in pairs),
        "sentences_f1": _f1((text.sentences, _sentence_spans(doc)) for text, doc in pairs),
        "raw_las_f1": _f1((_gold_arcs(text), _arcs(doc)) for text, doc in pairs),
    }


def _sets(data: Path, split: str) -> Iterator[tuple[str, list[Sentence]]]:
    for name in TREEBANKS:
        yield name, read(data / "treebank" / f"{name}-{split}.conllu.gz")


def _closed(doc: Doc) -> Doc:
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def _attached(word: Word, token: Token) -> bool:
    return word.head == token.head.i


def _related(word: Word, token: Token) -> bool:
    return universal(word.deprel) == universal(token.dep_)


def universal(label: str) -> str:
    """Drop the subtype of a relation and spaCy's capitals of the root.

    >>> universal("acl:relcl"), universal("ROOT")
    ('acl', 'root')
    """
    return label.split(":")[0].lower()


def _spans(doc: Doc) -> set[tuple[int, int]]:
    return {_span(token) for token in doc if not token.is_space}


def _span(token: Token) -> tuple[int, int]:
    return token.idx, token.idx + len(token)


def _sentence_spans(doc: Doc) -> set[tuple[int, int]]:
    words = ([token for token in sent if not token.is_space] for sent in doc.sents)
    return {(_span(sent[0])[0], _span(sent[-1])[1]) for sent in words if sent}


def _arcs(doc: Doc) -> set[tuple[object, ...]]:
    return {
        (_span(token), _span(token.head), universal(token.dep_))
        for token in doc
        if not token.is_space
    }


def _gold_arcs(text: RawText) -> set[tuple[object, ...]]:
    return {(span, head, universal(label)) for span, head, label in text.arcs}


def _share(hits: Iterable[bool]) -> float:
    values = list(hits)
    return round(sum(values) / len(values), 4)


def _f1(pairs: Iterable[tuple[Iterable[object], Iterable[object]]]) -> float:
    right = gold = found = 0
    for wanted, got in pairs:
        wanted, got = set(wanted), set(got)
        right, gold, found = right + len(wanted & got), gold + len(wanted), found + len(got)
    return round(2 * right / (gold + found), 4)
