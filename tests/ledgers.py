"""Invented bets and a ledger of how they turned out, for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from argmap.assemble import assemble
from argmap.bets import Bet, Ledger, Outcome, bets
from argmap.bets.ledger import resolution, withdrawal
from argmap.bets.record import to_turtle
from argmap.model import AUTHOR, ArgumentMap, Certainty, Document, Horizon, Kind
from tests.maps import ash, birch, cedar, claim, sorted_map

WHO = "Lee Cedar"


def predictions(*sentences: str, said: str = "2026-04-15", horizons: tuple[Horizon | None, ...] = (),
                holder: str = AUTHOR, author: str = "Kit Rowan",
                certainty: Certainty = Certainty.CERTAIN) -> ArgumentMap:
    """Map an essay of predictions, one a paragraph, without reasons."""
    doc = Document(text="\n\n".join(sentences), title="What will come", author=author, date=said)
    times = dict(enumerate(horizons))
    props = [claim(doc, sentence, kind=Kind.PREDICTION, horizon=times.get(i), holder=holder, certainty=certainty)
             for i, sentence in enumerate(sentences)]
    return sorted_map((doc,), props, (), (), (), ())


def read(*sentences: str, **fields: object) -> tuple[Bet, ...]:
    """Give the bets of such an essay, in the order of its sentences."""
    found = {bet.words: bet for bet in bets(predictions(*sentences, **fields))}
    return tuple(found[" ".join(sentence.split())] for sentence in sentences)


def judged(*pairs: tuple[Bet, str]) -> Ledger:
    """Resolve bets, one after the other."""
    ledger = Ledger()
    for bet, outcome in pairs:
        made = resolution(ledger, bet=bet.id, words=bet.words, outcome=Outcome(outcome), by=WHO, on=date(2028, 5, 1))
        ledger = Ledger((*ledger.entries, made))
    return ledger


def example_bets() -> tuple[ArgumentMap, tuple[Bet, ...]]:
    """Give three essays as one map, and their bets."""
    amap = assemble([ash(), birch(), cedar()])
    return amap, bets(amap)


def example_ledger() -> Ledger:
    """Resolve two bets of theirs, and take one resolution back: everything occurs that a ledger may hold."""
    _, known = example_bets()
    ledger = Ledger()
    for bet, outcome in zip(known, (Outcome.NO, Outcome.YES), strict=False):
        made = resolution(ledger, bet=bet.id, words=bet.words, outcome=outcome, by=WHO, on=date(2028, 5, 1),
                          evidence="https://example.org/prices?a=1&b=2", note="By the median.")
        ledger = Ledger((*ledger.entries, made))
    made = withdrawal(ledger, bet=known[1].id, by="Ash Willow", on=date(2028, 5, 3), note="Another model.")
    return Ledger((*ledger.entries, made))


def ledger_turtle() -> str:
    """Write that ledger as Turtle."""
    return to_turtle(example_ledger().entries)


def forged(ledger: Ledger) -> str:
    """Write a ledger whose first entry was changed by hand."""
    first, *rest = ledger.entries
    return to_turtle([replace(first, by="Somebody Else"), *rest])
