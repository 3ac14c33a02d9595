"""An audit for people, as rows, and for programs, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from argmap.audit.finding import Audit, Finding, Survey
from argmap.output import json_text

__all__ = ["COLUMNS", "heading", "rows", "to_json"]

COLUMNS = ("cue", "why", "sentence")
#: How much is shown of a sentence, and of what else there is to say.
LONGEST, LONGEST_DETAIL = 300, 160


def heading(survey: Survey) -> str:
    """Say how many sentences of a survey yielded nothing.

    >>> from argmap.audit.finding import Sort
    >>> heading(Survey(sort=Sort.LINK, sentences=12, findings=()))
    'causal link: 0 of 12 sentences with a cue yielded none'
    """
    return f"{survey.sort}: {len(survey.findings)} of {survey.sentences} sentences with a cue yielded none"


def rows(survey: Survey) -> list[tuple[str, ...]]:
    """List the findings of a survey, one a row."""
    return [(one.cue, _why(one), _short(one.text, LONGEST)) for one in survey.findings]


def _why(one: Finding) -> str:
    """Give the reason, the numbers and the rule, then what else there is to say."""
    numbers = "" if one.confidence is None else f", {_share(one.confidence)} of {_share(one.threshold or 0)}"
    parts = [f"{one.reason}{numbers}", one.rule, _short(one.detail, LONGEST_DETAIL)]
    return " · ".join(filter(None, parts))


def _share(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def to_json(audits: Iterable[Audit]) -> str:
    """Write audits: one object for one essay, a list of them for several."""
    data = [_essay(audit) for audit in audits]
    return json_text(data[0] if len(data) == 1 else data)


def _essay(audit: Audit) -> dict[str, Any]:
    document = audit.document
    return {
        "document": {"id": document.id, "title": document.title, "author": document.author},
        "surveys": [
            {"sort": str(survey.sort), "sentences": survey.sentences,
             "findings": [{**asdict(one), "sort": str(one.sort), "reason": str(one.reason)} for one in survey.findings]}
            for survey in audit.surveys
        ],
    }
