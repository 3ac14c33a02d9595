"""What leans on bets that failed: the claims that they support, and the mechanisms that they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from argmap.bets.bet import Bet
from argmap.bets.grounds import Ground, Reasons
from argmap.bets.ledger import Ledger
from argmap.bets.score import came_right
from argmap.formats.essays import holder_of, with_essays
from argmap.model import ArgumentMap
from argmap.plain import one_line

__all__ = ["Fallout", "Leaning", "Mechanism", "fallout"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """A proposition that failed bets support: which, how far away, and how many supports are left without them."""

    ground: Ground
    holder: str
    bets: tuple[str, ...]
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism:
    """How the bets that rest on a mechanism turned out, themselves or by what supports them."""

    label: str
    failed: tuple[str, ...]
    held: tuple[str, ...]
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallout:
    """The bets that failed, what leans on them, the mechanisms under them, and the reasons that were given for them."""

    failed: tuple[Bet, ...]
    claims: tuple[Leaning, ...]
    mechanisms: tuple[Mechanism, ...]
    reasons: tuple[Leaning, ...]


def fallout(amap: ArgumentMap, known: Sequence[Bet], ledger: Ledger) -> Fallout:
    """Follow the bets that failed up to what leans on them, and down to what they lean on."""
    reasons = Reasons(amap)
    verdicts = {bet.id: came_right(bet, ledger.outcome(bet.id)) for bet in known}
    failed = tuple(bet for bet in known if verdicts[bet.id] is False)
    holders = {prop.id: one_line(holder_of(prop, document)) for prop, document in with_essays(amap)}
    shaken = {ground.id for ground in reasons.leaning(bet.id for bet in failed)} | {bet.id for bet in failed}

    def leanings(pairs: Sequence[tuple[Bet, Ground]]) -> tuple[Leaning, ...]:
        nearest: dict[str, Ground] = {}
        under: dict[str, list[str]] = defaultdict(list)
        for bet, ground in pairs:
            nearest[ground.id] = min(ground, nearest.get(ground.id, ground))
            under[ground.id].append(bet.id)
        return tuple(
            Leaning(ground=ground, holder=holders[ground.id], bets=tuple(sorted(under[ground.id])),
                    left=_left(reasons, ground.id, shaken))
            for ground in sorted(nearest.values())
        )

    return Fallout(
        failed=failed,
        claims=leanings([(bet, ground) for bet in failed for ground in reasons.leaning([bet.id])]),
        mechanisms=_mechanisms(known, verdicts),
        reasons=leanings([(bet, ground) for bet in failed for ground in bet.grounds]),
    )


def _left(reasons: Reasons, key: str, shaken: set[str]) -> int:
    """Count the supports of a proposition that use no failed bet, and nothing that leans on one."""
    return sum(not shaken.intersection(premises) for premises in reasons.reasons.get(key, ()))


def _mechanisms(known: Sequence[Bet], verdicts: dict[str, bool | None]) -> tuple[Mechanism, ...]:
    """List the mechanisms under failed bets, those under most of them first."""
    resting: dict[str, list[Bet]] = defaultdict(list)
    for bet in known:
        for label in sorted({*bet.mechanisms, *(label for ground in bet.grounds for label in ground.mechanisms)}):
            resting[label].append(bet)
    found = [
        Mechanism(
            label=label,
            failed=tuple(bet.id for bet in own if verdicts[bet.id] is False),
            held=tuple(bet.id for bet in own if verdicts[bet.id] is True),
            open=sum(verdicts[bet.id] is None for bet in own),
        )
        for label, own in resting.items()
    ]
    return tuple(sorted((item for item in found if item.failed), key=lambda item: (-len(item.failed), item.label)))
