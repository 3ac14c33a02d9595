"""Build the untrained pipeline: its configuration, vectors, tokeniser and labels."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.lookups import Lookups
from spacy.util import load_model_from_config
from spacy.vectors import Vectors
from thinc.api import Config

from . import lemmas, tokens
from .corpus import example
from .treebank import Sentence, documents, paragraphs
from .vectors import FloatMatrix

CONFIG = Path(__file__).with_name("syntax.cfg")

#: What the tokeniser makes of white space is no word, whatever the network says.
SPACE = {"TAG": "_SP", "POS": "SPACE", "MORPH": ""}


def blank(words: Sequence[str], rows: FloatMatrix) -> Language:
    """Make the pipeline of syntax.cfg with these vectors, looked up by a token's norm."""
    nlp = load_model_from_config(Config().from_disk(CONFIG), auto_fill=True)
    tokens.tune(nlp)
    lookups = Lookups()
    lookups.add_table("lexeme_norm", tokens.curly_norms(nlp.tokenizer.rules))
    nlp.vocab.lookups = lookups
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=rows, keys=list(words), name="argmap_minilm", attr="NORM"
    )
    return nlp


def initialize(nlp: Language, sentences: Sequence[Sentence]) -> None:
    """Take the labels and lemmas from the treebanks and draw the first weights."""
    examples = [example(nlp.vocab, list(paragraphs(item))) for item in documents(sentences)]
    nlp.initialize(lambda: examples)
    nlp.get_pipe("attribute_ruler").add([[{"IS_SPACE": True}]], SPACE)
    lemmas.fill(nlp, sentences)


def vocabulary(sentences: Iterable[Sentence], frequent: Sequence[str], *, least: int) -> list[str]:
    """List the words that get a vector: the frequent ones, then those that the treebanks hold so often."""
    counts = Counter(word.form.lower().replace("’", "'") for item in sentences for word in item.words)
    return list(dict.fromkeys([*frequent, *sorted(word for word, count in counts.items() if count >= least)]))
