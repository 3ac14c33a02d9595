"""Read labelled essays: the text as argmap reads it, the labels, and where each labelled unit stands in the text.

A labelled essay is NAME.md with NAME.gold.json beside it:

    essay, author, date     its NAME, who wrote it, when
    units                   i, text, role (claim, evidence, other), prediction, horizon, certainty, holder, mechanisms
    causal                  i and cause_i (the units of the effect and of the cause), cause, effect, polarity, negated
    relations               from, to (units), type (support, attack)
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

from argmap.errors import ReadError
from argmap.evaluation.matching import Place, covering, place
from argmap.model import Certainty, Document, Kind, Polarity, Scheme
from argmap.readers import read

__all__ = ["ENDING", "GoldEssay", "GoldLink", "GoldRelation", "GoldUnit", "chosen", "essays", "gold_essay", "names"]

ENDING = ".gold.json"
HINT = "a labelled essay is NAME.md with its labels in NAME.gold.json"


class GoldUnit(TypedDict):
    """A sentence, heading or list item with its labels."""

    i: int
    text: str
    role: str
    prediction: bool
    horizon: str | None
    certainty: str | None
    holder: str | None
    mechanisms: list[str]


class GoldLink(TypedDict):
    """A causal link as labelled: its words in the units `cause_i` and `i`."""

    i: int
    cause_i: int
    cause: str
    effect: str
    polarity: str
    negated: bool
    marker: str


GoldRelation = TypedDict("GoldRelation", {"from": int, "to": int, "type": str})


@dataclass(frozen=True)
class GoldEssay:
    """One essay with its labels; `spans[i]` is where units[i] stands in the document's text, or None.

    One that was `written` for training is learnt from, but nothing is measured on it.
    """

    name: str
    document: Document
    units: Sequence[GoldUnit]
    causal: Sequence[GoldLink]
    relations: Sequence[GoldRelation]
    spans: Sequence[Place]
    author: str = ""
    written: bool = False

    def covering(self, start: int, end: int) -> list[int]:
        """List the units that a stretch of the document's text speaks for."""
        return covering(self.spans, start, end)

    def words(self, unit: int, words: str) -> Place:
        """Find words of a unit in the document's text."""
        span = self.spans[unit]
        if span is None:
            return None
        at = self.document.text.find(words, span[0], span[1] + 2)
        return None if at < 0 else (at, at + len(words))


def names(folder: Path) -> list[str]:
    """List the labelled essays of a folder, sorted.

    Raises:
        ReadError: no such folder, or none in it.
    """
    if not folder.is_dir():
        raise ReadError("no such folder", where=folder, hint=HINT)
    found = sorted(path.name.removesuffix(ENDING) for path in folder.glob(f"*{ENDING}"))
    if not found:
        raise ReadError("holds no labelled essay", where=folder, hint=HINT)
    return found


def chosen(folder: Path, wanted: Sequence[str]) -> list[str]:
    """Find the labelled essays of a folder that are named, by NAME or by the name of a file; all without a name.

    Raises:
        ReadError: one is not there, or has no labels.
    """
    known = names(folder)
    found = {Path(name).name.removesuffix(ENDING).removesuffix(".md") for name in wanted}
    for name in sorted(found.difference(known)):
        labelled = (folder / f"{name}.md").exists()
        what = f"{name} has no labels" if labelled else f"there is no essay {name}"
        raise ReadError(what, where=folder, hint=HINT)
    return [name for name in known if name in found or not found]


def essays(folder: Path, wanted: Sequence[str] = ()) -> Iterator[GoldEssay]:
    """Yield the labelled essays of a folder, or those that are named, sorted by name."""
    for name in chosen(folder, wanted):
        yield gold_essay(folder, name)


def gold_essay(folder: Path, name: str) -> GoldEssay:
    """Read one labelled essay.

    Raises:
        ReadError: text or labels are missing, are broken, or do not belong together.
    """
    path = folder / f"{name}{ENDING}"
    labels = _labels(path, name)
    source = folder / f"{name}.md"
    document = read(source)
    units = [unit["text"] for unit in labels["units"]]
    spans = place(units, document.text)
    _check_text(path, units, spans, source)
    author = labels.get("author") or document.author
    return GoldEssay(name, document, labels["units"], labels["causal"], labels["relations"], spans, author)


def _check_text(path: Path, units: Sequence[str], spans: Sequence[Place], source: Path) -> None:
    """Refuse labels of another text; a unit may still carry Markdown marks that argmap's reader takes away."""
    if all(spans):
        return
    raw = place(units, source.read_text("utf-8-sig"))
    for at, (span, marked) in enumerate(zip(spans, raw, strict=True)):
        if span is None and marked is None:
            words = " ".join(units[at].split())
            shown = words if len(words) <= 60 else f"{words[:60]}…"
            raise _wrong(path, f"unit {at} is not in {source.name}: {shown!r}",
                         hint="are these the labels of another text?")


def _labels(path: Path, name: str) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise ReadError("no such file", where=path, hint=HINT) from error
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", where=path) from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"is not valid JSON: {error}", where=path) from error
    if not isinstance(data, dict):
        raise _wrong(path, "is no table of labels")
    for key in ("units", "causal", "relations"):
        if not isinstance(data.get(key), list):
            raise _wrong(path, f"lacks the list {key!r}")
    if data.get("essay") != name:
        raise _wrong(path, f"is called {str(data.get('essay'))[:80]!r} inside", hint="give both the same name, once")
    if not isinstance(data.get("author", ""), str):
        raise _wrong(path, "author is no text")
    _check_rows(path, data)
    return data


Test = Callable[[Any], bool]


def _is(*kinds: type) -> Test:
    """Test the type of a value; a truth value is no number."""
    return lambda value: isinstance(value, kinds) and not (isinstance(value, bool) and bool not in kinds)


def _among(*values: str | None) -> Test:
    return lambda value: isinstance(value, str | None) and value in values


def _number(numbers: Sequence[int]) -> Test:
    return lambda value: _is(int)(value) and value in numbers


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


UNIT: Mapping[str, Test] = {
    "text": _words, "role": _among(Kind.CLAIM, Kind.EVIDENCE, "other"), "prediction": _is(bool),
    "horizon": _is(str, type(None)), "certainty": _among(*Certainty, None), "holder": _is(str, type(None)),
    "mechanisms": _texts,
}
LINK: Mapping[str, Test] = {
    "cause": _words, "effect": _words, "polarity": _among(*Polarity), "negated": _is(bool),
}
RELATION: Mapping[str, Test] = {"type": _among(*Scheme)}


def _check_rows(path: Path, data: Mapping[str, list[Any]]) -> None:
    """Refuse a field that is missing or has a value that the guide does not know; name the row and the field."""
    unit = _number(range(len(data["units"])))
    for at, row in enumerate(data["units"]):
        _check(path, f"unit {at}", row, {"i": _number([at]), **UNIT})
    for at, row in enumerate(data["causal"]):
        _check(path, f"causal link {at}", row, {"i": unit, "cause_i": unit, **LINK})
    for at, row in enumerate(data["relations"]):
        _check(path, f"relation {at}", row, {"from": unit, "to": unit, **RELATION})


def _check(path: Path, what: str, row: Any, tests: Mapping[str, Test]) -> None:
    if not isinstance(row, dict):
        raise _wrong(path, f"{what} is no table of labels")
    for field, test in tests.items():
        if field not in row:
            raise _wrong(path, f"{what} lacks {field!r}")
        if not test(row[field]):
            raise _wrong(path, f"{what}: {field} cannot be {str(row[field])[:60]!r}")


def _wrong(path: Path, what: str, *, hint: str = HINT) -> ReadError:
    return ReadError(what, where=path, hint=hint)

