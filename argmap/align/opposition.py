"""Whether two texts on the same matter agree or are opposed: only words that deny or reverse decide, never likeness."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from argmap.align.words import clauses, stem, terms, words
from argmap.resources import lexicon

__all__ = ["Opposition", "antonyms", "denials", "oppose"]

#: A word with a negative prefix is as long as this without it, or it is no such word ("import" and "port").
SHORTEST = 5

#: How many words of content a denial reaches past itself, within its clause. This and LEAST_SHARE were chosen on
#: the train part of the data that training/diff.py reads.
REACH = 6

#: How many words of content after an antonym tell what it is said of.
COMPANY = 2

#: The clause of a denial holds this share of what both texts speak of, or the denial is about something else.
LEAST_SHARE = 0.34


@dataclass(frozen=True, slots=True)
class Opposition:
    """Where two texts deny or reverse each other.

    Args:
        denied: words that both have and just one of them denies.
        by: the denying words of the left and of the right text.
        reversed: pairs of antonyms, both asserted or both denied.
    """

    denied: tuple[str, ...] = ()
    by: tuple[str, str] = ("", "")
    reversed: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Tell whether the texts are opposed; what is reversed twice is said again."""
        return bool(self.denied) != (len(self.reversed) % 2 == 1)


def oppose(left: str, right: str, *, left_denied: bool = False, right_denied: bool = False) -> Opposition:
    """Compare what two texts on the same matter deny and reverse.

    A denial counts when it bears on a word that the other text asserts, and when nothing in the other text makes up
    for it: an antonym of a denied word, or a word such as "lack" or "prevent".

    Args:
        left: a text.
        right: a text.
        left_denied: the left text is known to be denied, by words outside it where it has none.
        right_denied: so is the right one.

    >>> bool(oppose("Openness lowers the risk.", "Openness does not lower the risk."))
    True
    >>> bool(oppose("The rule is not safe.", "The rule is dangerous."))
    False
    """
    ours, theirs = _scoped(left, all_denied=left_denied), _scoped(right, all_denied=right_denied)
    pairs = antonyms(left, right)
    split = {pair: ours.get(stem(pair[0]), False) != theirs.get(stem(pair[1]), False) for pair in pairs}
    by = (_denying(left, known=left_denied), _denying(right, known=right_denied))
    denied = _denied(left, right, ours, theirs)
    if any(split.values()) or _makes_up(*((left, right) if any(theirs.values()) else (right, left))):
        denied = ()
    return Opposition(denied, by if denied else ("", ""), tuple(pair for pair in pairs if not split[pair]))


def _denied(left: str, right: str, ours: Mapping[str, bool], theirs: Mapping[str, bool]) -> tuple[str, ...]:
    """List the shared stems that just one text denies, if only that one denies, and denies the shared matter."""
    if any(ours.values()) == any(theirs.values()):
        return ()
    denying = left if any(ours.values()) else right
    both = ours.keys() & theirs.keys()
    found = {form for form in both if ours[form] != theirs[form]}
    parts = [{stem(word) for word in clause} for clause in clauses(denying)]
    central = any(part & found and len(part & both) >= LEAST_SHARE * len(both) for part in parts)
    return tuple(sorted(found)) if central else ()


def antonyms(left: str, right: str) -> tuple[tuple[str, str], ...]:
    """Pair the words of two texts that say the opposite of each other; each word is used once.

    A word that the other text has too, or has a synonym of, opposes nothing there; nor do two words that are said
    of different things.

    >>> antonyms("Openness raises the risk.", "Openness lowers the risk.")
    (('raises', 'lowers'),)
    >>> antonyms("It is unreasonable.", "It is reasonable.")
    (('unreasonable', 'reasonable'),)
    >>> antonyms("Raising wages cuts crime.", "Increasing wages means less crime.")
    ()
    >>> antonyms("It serves small shops.", "It serves large farms.")
    ()
    """
    ours, theirs = _forms(left), _forms(right)
    own, other = _unmet(ours, theirs), _unmet(theirs, ours)
    found = []
    for form, word in own.items():
        counterpart = next((key for key in other if _opposite(form, key, word, other[key])), None)
        if counterpart is not None:
            found.append((word, other.pop(counterpart)))
    return tuple(pair for pair in found if _same_company(left, right, *pair))


def _same_company(left: str, right: str, ours: str, theirs: str) -> bool:
    """Tell whether what follows one word is in the other text, where anything follows both."""
    near, far = _topics(_company(left, ours)), _topics(_company(right, theirs))
    if not near or not far:
        return True
    return not (near.isdisjoint(_topics(_forms(right))) and far.isdisjoint(_topics(_forms(left))))


def _topics(forms: Collection[str]) -> set[str | int]:
    """Add to stems the rows of antonyms.txt that they stand in, for "risk" and "safety" are one topic."""
    found: set[str | int] = set(forms)
    return found | {row for form in forms for row, _ in _sides().get(form, ())}


def _company(text: str, word: str) -> set[str]:
    clause = next((clause for clause in clauses(text) if word in clause), [word])
    after = [other for other in clause[clause.index(word) + 1 :] if other not in terms("align-function-words")]
    return {stem(other) for other in after[:COMPANY]}


def denials(text: str) -> tuple[str, ...]:
    """List the words of a text that deny.

    >>> denials("Nobody can't see it")
    ('nobody', "can't")
    """
    return tuple(word for word in words(text) if _denies(word))


def _denying(text: str, *, known: bool) -> str:
    return ", ".join(denials(text)) or ("denied" if known else "")


def _denies(word: str) -> bool:
    return word in terms("align-denials") or word.endswith("n't")


def _scoped(text: str, *, all_denied: bool) -> Mapping[str, bool]:
    """Map each stem of content to whether a denial bears on it."""
    found: dict[str, bool] = {}
    everything = all_denied and not denials(text)
    for clause in clauses(text):
        left = 0
        for word in clause:
            if _denies(word):
                left = REACH
            elif word not in terms("align-function-words"):
                found[stem(word)] = found.get(stem(word), False) or left > 0 or everything
                left -= 1
    return found


def _makes_up(asserting: str, denying: str) -> bool:
    """Tell whether a text without a denial has a word of its own that says no in another way."""
    here, there = _forms(asserting), _forms(denying)
    return any(form in _implicit() for form in here if form not in there)


def _without_prefix(word: str) -> list[str]:
    return [word.removeprefix(prefix) for prefix in lexicon("align-negative-prefixes") if word.startswith(prefix)]


def _forms(text: str) -> dict[str, str]:
    """Map the stem of each word to its first form in the text."""
    forms: dict[str, str] = {}
    for word in words(text):
        forms.setdefault(stem(word), word)
    return forms


def _unmet(forms: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """Keep the words for which the other text has neither the same word nor a synonym."""
    sides = {side for form in others for side in _sides().get(form, ())}
    return {
        form: word for form, word in forms.items() if form not in others and sides.isdisjoint(_sides().get(form, ()))
    }


def _opposite(one: str, other: str, word: str, other_word: str) -> bool:
    """Tell whether two stems are opposites by the lexicon, or one of their words is the other with a prefix."""
    across = {(row, not left) for row, left in _sides().get(one, ())}
    if not across.isdisjoint(_sides().get(other, ())):
        return True
    return _prefixed(one, other_word) or _prefixed(other, word)


def _prefixed(form: str, word: str) -> bool:
    return any(len(rest) >= SHORTEST and stem(rest) == form for rest in _without_prefix(word))


@cache
def _sides() -> Mapping[str, frozenset[tuple[int, bool]]]:
    """Map each stem to the rows of antonyms.txt that it stands in, and whether left of the bar."""
    table: dict[str, set[tuple[int, bool]]] = {}
    for row, line in enumerate(lexicon("antonyms")):
        for at, side in enumerate(line.split("|")):
            for word in side.split(","):
                table.setdefault(stem(word.strip()), set()).add((row, at == 0))
    return {form: frozenset(places) for form, places in table.items()}


@cache
def _implicit() -> frozenset[str]:
    return frozenset(map(stem, lexicon("align-implicit-negatives")))

