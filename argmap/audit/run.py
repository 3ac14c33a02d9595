"""Audit essays: extract them, and look at what the components rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language

from argmap.audit.finding import Audit, Units
from argmap.audit.links import survey_links
from argmap.audit.predictions import survey_predictions
from argmap.audit.relations import survey_relations
from argmap.model import Document
from argmap.pipeline.features import Describer
from argmap.pipeline.load import load, parse
from argmap.readers import read

__all__ = ["audit", "audit_files"]


def audit_files(
    sources: Iterable[Path | str], *, model: str = "", mechanisms: tuple[str, ...] = (), fast: bool = False
) -> Iterator[Audit]:
    """Read essays and yield the audit of each, in order."""
    yield from audit(map(read, sources), model=model, mechanisms=mechanisms, fast=fast)


def audit(
    documents: Iterable[Document], *, model: str = "", mechanisms: tuple[str, ...] = (), fast: bool = False
) -> Iterator[Audit]:
    """Yield for each essay the sentences that hold a cue and yielded nothing of its sort, and why."""
    nlp = load(model, mechanisms=mechanisms, fast=fast)
    describe = Describer()
    for document in documents:
        yield _audit(document, nlp, describe)


def _audit(document: Document, nlp: Language, describe: Describer) -> Audit:
    [doc] = parse(nlp, [document])
    units = Units(doc)
    surveys = survey_links(doc, units), survey_predictions(doc, units, describe), survey_relations(doc, units)
    return Audit(document=document, surveys=surveys)
