"""Bets that come due: what the predictions of a map say, a ledger of how they turned out, and what that says.

The ledger is a file of its own: nothing that people judge ever goes into what was extracted.
"""

from argmap.bets.bet import Bet, bets, find
from argmap.bets.chances import Chance
from argmap.bets.due import Due, due
from argmap.bets.fallout import Fallout, fallout
from argmap.bets.ledger import Ledger, Outcome, Resolution, Withdrawal
from argmap.bets.score import Record, score

__all__ = [
    "Bet", "Chance", "Due", "Fallout", "Ledger", "Outcome", "Record", "Resolution", "Withdrawal", "bets", "due",
    "fallout", "find", "score",
]
