"""What follows from the links alone: which proposition carries the most, and which stand alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from argmap.model import AUTHOR, ArgumentMap, Proposition, Scheme
from argmap.plain import SENTENCE_CLOSE

__all__ = ["linked", "main_thesis", "strength"]

#: Where counting stops, so that a chain of many thousands takes no quadratic time.
MOST = 1000
#: Fewer words than this say what an essay is about only if they name a mechanism.
FEW_WORDS = 6


def linked(amap: ArgumentMap) -> frozenset[str]:
    """Collect the ids of propositions that some inference joins to another."""
    return frozenset(key for inf in amap.inferences for key in (inf.conclusion, *inf.premises))


def main_thesis(amap: ArgumentMap) -> Proposition | None:
    """Choose the proposition with the most support beneath it; of equals one that supports nothing, and the first.

    One that says what it is about ("I disagree." does not), in a sentence and not a heading, and in the author's own
    name, goes before any other that is supported.
    """
    joined, weight = linked(amap), strength(amap)
    texts = {doc.id: doc.text for doc in amap.documents}
    premises = {key for inf in amap.inferences if inf.scheme is Scheme.SUPPORT for key in inf.premises}
    known = [prop for prop in amap.propositions if prop.id in joined] or amap.propositions

    def rank(prop: Proposition) -> tuple[bool, bool, int, bool, int, str]:
        own = weight.get(prop.id, 0)
        alone = _can_stand_alone(prop, texts.get(prop.document, ""))
        return not own, not alone, -own, prop.id in premises, prop.start, prop.id

    return min(known, key=rank, default=None)


def _can_stand_alone(prop: Proposition, text: str) -> bool:
    """Tell whether a proposition, read without the text of its essay, says what its author holds of what."""
    says_much = bool(prop.mechanisms) or len(prop.text.split()) >= FEW_WORDS
    return prop.holder == AUTHOR and says_much and _is_closed(prop, text)


def _is_closed(prop: Proposition, text: str) -> bool:
    """Tell whether a proposition's line ends it as a sentence: a heading does not."""
    line = text.find("\n", prop.end)
    rest = prop.end, line if line >= 0 else len(text)
    return SENTENCE_CLOSE.search(prop.text) is not None or SENTENCE_CLOSE.search(text, *rest) is not None


def strength(amap: ArgumentMap) -> dict[str, int]:
    """Count, for every conclusion, the propositions that support it, directly or through others, up to MOST."""
    premises: dict[str, list[str]] = defaultdict(list)
    for inf in amap.inferences:
        if inf.scheme is Scheme.SUPPORT:
            premises[inf.conclusion] += inf.premises
    return {key: len(_beneath(key, premises)) for key in premises}


def _beneath(start: str, premises: dict[str, list[str]]) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting and len(seen) < MOST:
        fresh: Sequence[str] = [key for key in premises.get(waiting.pop(), ()) if key not in seen]
        seen.update(fresh)
        waiting += fresh
    return seen - {start}
