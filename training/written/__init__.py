"""Essays that were written, and labelled, for training: many voices and fields where the labelled essays have few.

Each .toml file is one essay by an author who does not exist; facts in it are made up, also where firms, models and laws
are named that there are. Texts and labels are our own, under the guide that the labelled essays are labelled under.
Nothing is measured on them.

    title, author, date
    units         text, role; of claims certainty and holder where they are not "certain" and "author"; prediction,
                  horizon, mechanisms where there are any
    causal        i, cause_i (where the cause stands in another unit), cause, effect, polarity, marker, negated
    relations     from, to, type
    paragraphs    units that begin one; headings ("# ") and list items ("- ") always do
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from argmap.evaluation.gold import GoldEssay, GoldLink, GoldUnit
from argmap.evaluation.matching import place
from argmap.model import AUTHOR, Certainty, Kind
from argmap.readers import markdown

__all__ = ["essays"]

FOLDER = Path(__file__).parent
#: What stands in a block of its own, and the mark that Markdown takes away.
OWN_BLOCK, HEADING = re.compile(r"#+ |- |\d+\. "), re.compile(r"^#+ ")


def essays(folder: Path = FOLDER) -> Iterator[GoldEssay]:
    """Yield the essays, sorted by name, as if they were labelled ones."""
    for path in sorted(folder.glob("*.toml")):
        yield essay(path.stem, tomllib.loads(path.read_text("utf-8")))


def essay(name: str, data: Mapping[str, Any]) -> GoldEssay:
    """Make a labelled essay of what a file says."""
    rows = [_unit(number, row) for number, row in enumerate(data["units"])]
    texts = [row["text"] for row in data["units"]]
    document = markdown.parse(_markdown(texts, set(data.get("paragraphs", ()))), name)
    return GoldEssay(
        name=name, document=document, units=rows, causal=[_link(row) for row in data.get("causal", ())],
        relations=data.get("relations", ()), spans=place([row["text"] for row in rows], document.text),
        author=data["author"], written=True)


def _unit(number: int, row: Mapping[str, Any]) -> GoldUnit:
    claim = row["role"] == Kind.CLAIM
    return GoldUnit(
        i=number, text=HEADING.sub("", row["text"]), role=row["role"], prediction=row.get("prediction", False),
        horizon=row.get("horizon"), certainty=row.get("certainty", Certainty.CERTAIN) if claim else None,
        holder=row.get("holder", AUTHOR) if claim else None, mechanisms=list(row.get("mechanisms", ())))


def _link(row: Mapping[str, Any]) -> GoldLink:
    found: Any = {"cause_i": row["i"], "negated": False, "marker": "", **row}
    link: GoldLink = found
    return link


def _markdown(texts: Sequence[str], begins: Set[int]) -> str:
    """Lay the units out: sentences of a paragraph on one line, what stands alone in a block of its own."""
    parts: list[str] = []
    alone = True
    for number, text in enumerate(texts):
        starts = bool(OWN_BLOCK.match(text))
        parts += [text] if alone or starts or number in begins else [f"{parts.pop()} {text}"]
        alone = starts
    return "\n\n".join(parts)
