"""Resolved bets as schema.org ClaimReviews in JSON-LD. https://schema.org/ClaimReview"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from argmap.bets.bet import Bet
from argmap.bets.ledger import Ledger, Outcome, Resolution
from argmap.formats.claims import claim
from argmap.model import ArgumentMap
from argmap.output import json_text
from argmap.vocab import SCHEMA_CONTEXT, iri

__all__ = ["to_reviews"]

#: Outcomes as ratings from 1 to 3; unclear is no rating.
RATINGS = {Outcome.NO: 1, Outcome.PARTLY: 2, Outcome.YES: 3}
NAMES = {Outcome.NO: "Did not come about", Outcome.PARTLY: "Came about in part", Outcome.YES: "Came about",
         Outcome.UNCLEAR: "Cannot be said"}


def to_reviews(amap: ArgumentMap, known: Iterable[Bet], ledger: Ledger) -> str:
    """Write what people judged: of which words, by whom, when, how they turned out, by which evidence."""
    mechanisms = {item.id: item for item in amap.mechanisms}
    reviews = [
        _review(found, claim(bet.prop, bet.document, mechanisms), bet)
        for bet in known if (found := ledger.standing.get(bet.id))
    ]
    return json_text({"@context": SCHEMA_CONTEXT, "@graph": reviews})


def _review(found: Resolution, reviewed: dict[str, Any], bet: Bet) -> dict[str, Any]:
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": NAMES[found.outcome]}
    if found.outcome in RATINGS:
        rating |= {"ratingValue": RATINGS[found.outcome], "worstRating": 1, "bestRating": 3}
    record = {
        "@type": "ClaimReview",
        "@id": str(iri("entry", found.id)),
        "claimReviewed": bet.words,
        "itemReviewed": reviewed,
        "reviewRating": rating,
        "author": {"@type": "Person", "name": found.by},
        "datePublished": found.on,
        "citation": found.evidence,
        "reviewBody": found.note,
    }
    return {name: value for name, value in record.items() if value}
