"""Load a syntax model, put argmap's components around it, and run essays through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from argmap.errors import ModelError, ReadError
from argmap.model import Document
from argmap.pipeline import blocks, causes, encoder, entities, horizons, mechanisms, propositions, relations, units
from argmap.pipeline.eightbit import LAYERS, quicken
from argmap.pipeline.tokens import make_doc
from argmap.readers.source import MAX_CHARACTERS
from argmap.resources import lexicon, model_path

__all__ = ["MODEL", "load", "parse", "syntax"]

#: The pipeline that ships.
MODEL = "en_argmap_core"

#: What argmap adds after the parse, in order; each module names its factory.
COMPONENTS = (units, encoder, entities, mechanisms, horizons, propositions, causes, relations)

#: More tokens would take more memory than most machines have; prose of MAX_CHARACTERS has fewer.
MAX_TOKENS = 250_000

#: How many essays a component takes at a time. Vectors are made of few, since larger matrices leave the processor's
#: cache; the parser steps through a fourth of its many at once.
BATCH, BATCHES = 2, {"parser": {"batch_size": 16}}

#: Of more words than this spaCy's lemmatizer need not keep the lemmas; by itself it forgets none.
LEMMAS = 1 << 13

#: A sentence that shows whether a pipeline tags, lemmatises and parses.
PROBE = "Open models were spreading because labs released them."

for name in ("author", "date"):
    if not Doc.has_extension(name):
        Doc.set_extension(name, default="")


@cache
def load(model: str = "", *, mechanisms: tuple[str, ...] = (), fast: bool = False) -> Language:
    """Build the whole pipeline, once a process for each choice of model and extra mechanism files.

    Args:
        model: a spaCy pipeline with Universal Dependencies labels, by name or path; "" for the one that ships.
        mechanisms: SKOS files that add concepts to those of ontology/mechanisms.ttl.
        fast: go without the encoder: rules and small linear models find less, in half the time.

    Raises:
        ModelError: there is no such pipeline, or it does not tag, lemmatise and parse with UD labels.
    """
    nlp = syntax(model)
    nlp.max_length = MAX_CHARACTERS
    nlp.add_pipe(blocks.FACTORY, before="parser")
    for component in COMPONENTS:
        if fast and component is encoder:
            continue
        config = {"files": list(mechanisms)} if component.FACTORY == "argmap_mechanisms" else {}
        nlp.add_pipe(component.FACTORY, config=config)
    return nlp


def parse(nlp: Language, documents: Iterable[Document]) -> Iterator[Doc]:
    """Run essays through the pipeline, in order; each Doc knows its author and date."""
    for doc in nlp.pipe((_doc(nlp, document) for document in documents), batch_size=BATCH, component_cfg=BATCHES):
        yield doc
        _forget(nlp)


def _forget(nlp: Language) -> None:
    """Keep memory flat over many essays."""
    for _, component in nlp.pipeline:
        if isinstance(component, Lemmatizer) and len(component.cache) > LEMMAS:
            component.cache.clear()


def _doc(nlp: Language, document: Document) -> Doc:
    doc = make_doc(nlp, document.text)
    if len(doc) > MAX_TOKENS:
        raise ReadError(f"has {len(doc):,} words and marks, more than the {MAX_TOKENS:,} that one essay may have",
                        where=document.title, hint="split it into chapters")
    doc._.author, doc._.date = document.author, document.date
    return doc


def syntax(model: str = "") -> Language:
    """Load a syntax model as argmap runs it: with the layers in 8 bits that lie beside it, if any do."""
    source: str | Path = model or model_path(MODEL)
    # NumPy's matrix product is half again as fast as spaCy's default, BLIS, on the processors that we measured.
    set_current_ops(NumpyOps(use_blis=False))
    try:
        nlp = spacy.load(source)
    except (OSError, ValueError, ImportError, KeyError) as error:
        reason = str(error).splitlines()[0]
        raise ModelError(f"cannot load this spaCy pipeline: {reason}", where=source,
                         hint="name an installed pipeline or its folder") from error
    if (Path(source) / LAYERS).is_file():
        quicken(nlp, Path(source) / LAYERS)
    _check(nlp, str(source))
    return nlp


def _check(nlp: Language, source: str) -> None:
    """Refuse a pipeline whose annotation the rules could not read."""
    advice = "argmap needs a spaCy pipeline trained on Universal Dependencies, with tagger, parser and lemmatizer"
    if "parser" not in nlp.pipe_names:
        raise ModelError("has no parser", where=source, hint=advice)
    labels = set(nlp.pipe_labels["parser"])
    missing = sorted(set(lexicon("required-labels")) - labels)
    if missing:
        raise ModelError(f"its parser lacks the UD labels {', '.join(missing)}", where=source, hint=advice)
    doc = nlp(PROBE)
    for attribute in ("pos_", "lemma_"):
        if not all(getattr(token, attribute) for token in doc):
            raise ModelError(f"it does not set token.{attribute}", where=source, hint=advice)
