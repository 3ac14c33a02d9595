"""How large each node's box is and what is written in it: the words are broken into lines here, in Python."""

from __future__ import annotations

from argmap.model import AUTHOR, Certainty, Concept, Horizon, Kind, Mechanism, Proposition
from argmap.render.measure import is_rtl, width, wrap

__all__ = ["METRICS", "concept", "horizon_label", "mechanism", "proposition"]

#: Sizes in pixels that the page's painter shares.
METRICS = {"pad": 12, "size": 13, "line": 18, "small": 11, "head": 24}
WIDTH = 280
LINES = 5
Card = dict[str, object]


def proposition(prop: Proposition, *, tags: str = "") -> Card:
    """Size a proposition's card: a line that says what it is, its mechanisms beside it, then its words.

    A thesis gets no larger card: its place and its fill tell it.
    """
    pad, small = METRICS["pad"], METRICS["small"]
    lines = wrap(prop.text, room=WIDTH - 2 * pad, size=METRICS["size"], lines=LINES) or ("",)
    head = _one_line(" · ".join(_said_of(prop)), WIDTH - 2 * pad - 20, small)
    left = WIDTH - 2 * pad - 20 - width(head, small) - 12
    return {
        "w": WIDTH,
        "h": METRICS["head"] + len(lines) * METRICS["line"] + pad,
        "head": head,
        "tags": _one_line(tags, left, small) if left > 48 else "",
        "lines": lines,
        "rtl": is_rtl(prop.text),
    }


def concept(item: Concept) -> Card:
    """Size a concept's box: its label, as narrow as it will go."""
    return _label(item.label, most=210, lines=4)


def mechanism(item: Mechanism) -> Card:
    """Size a mechanism's pill."""
    return _label(item.label, most=190, lines=2, extra=22)


def horizon_label(horizon: Horizon | None) -> str:
    """Shorten a horizon to its years.

    >>> horizon_label(Horizon(text="early 2027", earliest="2027-01-01", latest="2027-04-30"))
    '2027'
    >>> horizon_label(Horizon(text="by 2030", latest="2030-12-31"))
    'by 2030'
    """
    if horizon is None:
        return ""
    first, last = ((date or "")[:4] for date in (horizon.earliest, horizon.latest))
    if first and last:
        return first if first == last else f"{first}–{last}"
    return f"by {last}" if last else f"from {first}" if first else horizon.text


def _said_of(prop: Proposition) -> list[str]:
    """List what a card says before its words: who holds it, how surely, when; the plain case says nothing."""
    return [
        *([prop.holder] if prop.holder != AUTHOR else []),
        *(["denied"] if prop.negated else []),
        *([prop.certainty.value] if prop.certainty is not Certainty.CERTAIN else []),
        *([horizon_label(prop.horizon)] if prop.kind is Kind.PREDICTION and prop.horizon else []),
    ]


def _label(text: str, *, most: int, lines: int, extra: int = 0) -> Card:
    pad, size = METRICS["pad"], METRICS["size"]
    broken = wrap(text, room=most - 2 * pad - extra, size=size, lines=lines) or ("",)
    wide = max(width(line, size) for line in broken) + 2 * pad + extra
    return {
        "w": max(56, round(wide + 1)),
        "h": len(broken) * METRICS["line"] + 16,
        "head": "",
        "tags": "",
        "lines": broken,
        "rtl": is_rtl(text),
    }


def _one_line(text: str, room: float, size: float) -> str:
    return next(iter(wrap(text, room=room, size=size, lines=1)), "")
