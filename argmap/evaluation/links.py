"""Score causal links: which labelled link each one matches, and what it says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argmap.evaluation.answers import Answers, FoundLink
from argmap.evaluation.counts import Graded, Item, Judgement, Outcome
from argmap.evaluation.gold import GoldEssay, GoldLink
from argmap.evaluation.matching import SAME, Bag, Place, bag, covering, token_f1
from argmap.evaluation.measures import Grade, Measure
from argmap.evaluation.parts import Part

__all__ = ["Match", "link_part", "match_links", "score_links"]

#: What a link that is negated, or not, is called.
SAID = {True: "denied", False: "stated"}


@dataclass(frozen=True, slots=True)
class Match:
    """A link that was found, the units that its effect stands in, and the labelled link that it matches, if any.

    `turned` is a labelled link that it would match with cause and effect exchanged.
    """

    link: FoundLink
    units: tuple[int, ...]
    gold: GoldLink | None = None
    turned: GoldLink | None = None


@dataclass(frozen=True, slots=True)
class _Labelled:
    link: GoldLink
    cause: Bag
    effect: Bag

    def alike(self, cause: Bag, effect: Bag) -> float:
        """Say how alike two ends are to the labelled ones: as the less alike of them."""
        return min(token_f1(cause, self.cause), token_f1(effect, self.effect))


def match_links(
    gold: GoldEssay, links: Sequence[FoundLink], text: str, places: Sequence[Place]
) -> tuple[list[Match], list[GoldLink]]:
    """Match each link in turn with the labelled one that it is most alike, each labelled link once.

    Both ends must say the same (token F1), and the effect stand in a unit of the labelled link.
    Returns the matches and the labelled links that nothing matches.
    """
    left = [_Labelled(link, bag(link["cause"]), bag(link["effect"])) for link in gold.causal]
    found = []
    for link in links:
        cause, effect = bag(text[slice(*link.cause)]), bag(text[slice(*link.effect)])
        units = covering(places, *link.effect)
        near = [one for one in left if one.link["i"] in units or one.link["cause_i"] in units]
        best = max(near, key=lambda one: one.alike(cause, effect), default=None)
        if best is not None and best.alike(cause, effect) >= SAME:
            left.remove(best)
            found.append(Match(link, tuple(units), gold=best.link))
        else:
            turned = next((one.link for one in left if one.alike(effect, cause) >= SAME), None)
            found.append(Match(link, tuple(units), turned=turned))
    return found, [one.link for one in left]


def score_links(gold: GoldEssay, answers: Answers, places: Sequence[Place]) -> Part:
    """Count links, the units that hold an effect, and what matched links say."""
    return link_part(gold, *match_links(gold, answers.links, answers.text, places), answers.text)


def link_part(gold: GoldEssay, found: Sequence[Match], missed: Sequence[GoldLink], text: str) -> Part:
    """Count what `match_links` found."""
    pairs = [(_item(match.gold), match.gold, match.link) for match in found if match.gold is not None]
    extra = tuple(_shown(match, text) for match in found if match.gold is None)
    units = {Item((link["i"],)) for link in gold.causal}
    effects = {Item((unit,)) for match in found for unit in match.units}
    turned = [(_shown(match, text), _quoted(match.turned)) for match in found if match.turned]
    return Part(
        outcomes={
            Measure.LINK: Outcome(tuple(item for item, _, _ in pairs), extra, tuple(map(_item, missed))),
            Measure.CAUSAL_UNIT: Outcome.of(units, effects, universe=len(gold.units)),
        },
        grades={
            Grade.POLARITY: Graded.of((item, gold["polarity"], str(link.polarity)) for item, gold, link in pairs),
            Grade.NEGATION: Graded.of((item, SAID[gold["negated"]], SAID[link.negated]) for item, gold, link in pairs),
            Grade.DIRECTION: Graded.of(
                [(item, item.words, item.words) for item, _, _ in pairs]
                + [(item, right, item.words) for item, right in turned]
            ),
        },
        judged={
            Measure.LINK: tuple(
                Judgement(match.link.confidence, match.gold is not None)
                for match in found if match.link.confidence is not None
            ),
        },
    )


def _item(link: GoldLink) -> Item:
    units = (link["i"],) if link["i"] == link["cause_i"] else (link["cause_i"], link["i"])
    return Item(units, _quoted(link))


def _quoted(link: GoldLink) -> str:
    return f"{link['cause']} → {link['effect']} ({link['polarity']})"


def _shown(match: Match, text: str) -> Item:
    cause, effect = (text[slice(*place)] for place in (match.link.cause, match.link.effect))
    return Item(match.units, f"{cause} → {effect} ({match.link.polarity})")
