"""How bets turned out: a list of entries that only grows. To undo is one more entry, so that nothing is forgotten.

Each entry names the one before it, and its id is the hash of all that it says: an entry that was changed or taken out
shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from argmap.errors import LedgerError
from argmap.ids import completed
from argmap.model import content_id

__all__ = ["WEB", "Entry", "Ledger", "Outcome", "Resolution", "Withdrawal", "entry_id", "resolution", "withdrawal"]

#: The most characters of a name, an address, a note.
NAME, ADDRESS, NOTE = 200, 2000, 10_000
#: An address on the web; nothing in it ends a line or a tag.
WEB = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")


class Outcome(StrEnum):
    """How a bet turned out. Unclear: it was looked at, and cannot be said."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Somebody judged a bet on a day. `words` are the bet's own as they were read; `after` is the entry before."""

    id: str
    bet: str
    outcome: Outcome
    by: str
    on: str
    words: str
    evidence: str = ""
    note: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Somebody took a resolution back on a day."""

    id: str
    resolution: str
    by: str
    on: str
    note: str = ""
    after: str = ""


Entry: TypeAlias = Resolution | Withdrawal


@dataclass(frozen=True)
class Ledger:
    """The entries, the first one first."""

    entries: tuple[Entry, ...] = ()

    @property
    def last(self) -> str:
        """The id of the last entry, "" where there is none."""
        return self.entries[-1].id if self.entries else ""

    @cached_property
    def standing(self) -> Mapping[str, Resolution]:
        """Give for each bet the resolution that counts: the last one that was not taken back."""
        gone = {entry.resolution for entry in self.entries if isinstance(entry, Withdrawal)}
        return {entry.bet: entry for entry in self.entries if isinstance(entry, Resolution) and entry.id not in gone}

    def history(self, bet: str) -> tuple[Entry, ...]:
        """List all that was ever said of a bet."""
        own = {entry.id for entry in self.entries if isinstance(entry, Resolution) and entry.bet == bet}
        return tuple(
            entry for entry in self.entries
            if entry.id in own or (isinstance(entry, Withdrawal) and entry.resolution in own)
        )

    def outcome(self, bet: str) -> Outcome | None:
        """Tell how a bet turned out, None while it is open."""
        found = self.standing.get(bet)
        return found.outcome if found else None

    def find(self, key: str) -> str:
        """Give the id of the resolved bet that has this id, or alone begins so.

        Raises:
            LedgerError: none does, or several do.
        """
        return completed(key, self.standing, noun="resolved bet", hint="only what is resolved can be taken back",
                         error=LedgerError)

    def strangers(self, known: Iterable[str]) -> tuple[Resolution, ...]:
        """List the resolutions that count and are of none of these bets."""
        ids = set(known)
        return tuple(entry for key, entry in self.standing.items() if key not in ids)


def resolution(
    ledger: Ledger, *, bet: str, words: str, outcome: Outcome, by: str, on: date, evidence: str = "", note: str = ""
) -> Resolution:
    """Make the entry that resolves a bet.

    Raises:
        LedgerError: the bet is resolved already, or a field holds what it must not.
    """
    standing = ledger.standing.get(bet)
    if standing:
        raise LedgerError(f"is resolved already: {standing.outcome}, by {standing.by} on {standing.on}", where=bet,
                          hint="`argmap bets unresolve` takes that back and keeps it in the history")
    if evidence and (len(evidence) > ADDRESS or not WEB.fullmatch(evidence)):
        raise LedgerError(f"evidence is an address that starts with http:// or https://, not {evidence[:80]!r}",
                          where=bet)
    made = Resolution(id="", bet=bet, outcome=outcome, by=_name(by, bet), on=on.isoformat(), words=words,
                      evidence=evidence, note=_note(note, bet), after=ledger.last)
    return replace(made, id=entry_id(made))


def withdrawal(ledger: Ledger, *, bet: str, by: str, on: date, note: str = "") -> Withdrawal:
    """Make the entry that takes the resolution of a bet back.

    Raises:
        LedgerError: the bet is not resolved, or a field holds what it must not.
    """
    standing = ledger.standing.get(bet)
    if not standing:
        raise LedgerError("is not resolved, so there is nothing to take back", where=bet)
    made = Withdrawal(id="", resolution=standing.id, by=_name(by, bet), on=on.isoformat(), note=_note(note, bet),
                      after=ledger.last)
    return replace(made, id=entry_id(made))


def entry_id(entry: Entry) -> str:
    """Name an entry by all that it says."""
    if isinstance(entry, Withdrawal):
        return content_id("u", entry.after, entry.resolution, entry.by, entry.on, entry.note)
    return content_id("o", entry.after, entry.bet, entry.outcome, entry.by, entry.on, entry.words, entry.evidence,
                      entry.note)


def _name(text: str, bet: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > NAME or not name.isprintable():
        raise LedgerError(f"a resolution says who judged, in 1 to {NAME} plain characters", where=bet,
                          hint="--by NAME, or ARGMAP_BY")
    return name


def _note(text: str, bet: str) -> str:
    note = text.strip()
    if len(note) > NOTE:
        raise LedgerError(f"a note has at most {NOTE:,} characters", where=bet)
    if not note.replace("\n", "").replace("\t", "").replace("\r", "").isprintable():
        raise LedgerError("a note holds plain text, and this one has control characters", where=bet)
    return note
