"""Find whose position a unit reports: rules propose somebody, a linear model tells a report from a mention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from spacy.tokens import Doc, Span

from argmap.model import AUTHOR
from argmap.pipeline.clauses import clause_of, place_of
from argmap.pipeline.patterns import Found, Patterns
from argmap.pipeline.quotations import QUOTES, quotations
from argmap.pipeline.words import Words, words
from argmap.resources import lexicon

__all__ = ["Guess", "Holders"]

#: Stands for whoever was reported last, until that is known.
BEFORE = "\x00before"
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
#: Dependents that a holder's name goes without.
TRIMMED = frozenset({"acl", "acl:relcl", "appos", "parataxis", "punct", "cc", "conj", "advcl", "discourse"})
#: Dependents after a noun that belong to its name.
FOLLOWING = ("nmod", "flat", "compound", "nummod", "case")
#: Dependents that tell a report from other uses of a verb.
TELLING = frozenset({"ccomp", "parataxis", "xcomp", "obj", "advcl", "aux", "mark", "aux:pass"})
MARKS = frozenset(QUOTES)
SPEAKERS = frozenset({"holders.speaker"})
#: How many words of a unit are looked at.
LONGEST = 400
#: The most words that name a holder.
MOST = 14


@dataclass(frozen=True, slots=True)
class Guess:
    """Somebody who may hold what a unit says: the name, the rule, the words that say so, what the model looks at."""

    holder: str
    rule: str
    cue: str
    features: Mapping[str, float] = field(default_factory=dict)


class Holders:
    """Proposes holders; made once, for its rules."""

    def __init__(self) -> None:
        self._patterns = Patterns("holders")

    def __call__(self, doc: Doc, units: Sequence[Span]) -> list[tuple[Guess, ...]]:
        """Propose for each unit those who may hold it, the likeliest kind of report first."""
        columns, people = words(doc), _entities_by_unit(doc, units)
        at = {i: number for number, unit in enumerate(units) for i in range(unit.start, _end(unit))}
        reported: list[list[Guess]] = [[] for _ in units]
        for found in self._patterns.find(columns):
            number = at.get(found.start)
            if number is not None:
                reported[number] += _reported(columns, found, units[number], people[number])
        resolved = _resolved(reported, people)
        quoted = _quoted(units, resolved, people)
        return [tuple(own) + tuple(others) for own, others in zip(resolved, quoted, strict=True)]


def _end(unit: Span) -> int:
    """Look no further into a unit than this, so that a text without sentence ends stays cheap."""
    return min(unit.end, unit.start + LONGEST)


def _reported(columns: Words, found: Found, unit: Span, people: Sequence[Span]) -> Iterator[Guess]:
    """Read the holder off a rule's match, or yield nothing where there is none."""
    fields, start = found.rule.fields, found.start
    if fields.get("opens") and start != unit.start:
        return
    if fields.get("apart") and not _stands_apart(columns, start, unit):
        return
    name, place = _name(columns, found, unit), fields["holder"]
    if not name or not _fits(columns, name, str(fields.get("needs", ""))):
        return
    if place not in ("words", "before") and _is_own(columns, name):
        return
    holder = BEFORE if place == "before" else columns.quote(name.start, name.stop)
    features = _features(columns, found, name, unit, people)
    yield Guess(holder, found.rule.name, columns.quote(start, found.end), features)


def _name(columns: Words, found: Found, unit: Span) -> range | None:
    """Find the words that name the holder, where the rule says that they stand."""
    place, start, end = found.rule.fields["holder"], found.start, found.end
    if place == "subject":
        return _subject(columns, start, unit)
    if place == "after":
        return _phrase_after(columns, end, unit)
    if place == "possessor":
        return _possessor(columns, start)
    if place == "words":
        return range(start + int(found.rule.fields.get("skip", 0)), end)
    return {"before": range(start, end), "speaker": range(start, end - 1), "last": range(start + 1, end)}.get(place)


def _stands_apart(columns: Words, mark: int, unit: Span) -> bool:
    """Tell a dash between words from the hyphen of "Brown-Jones"."""
    before = mark - 1
    return mark == unit.start or bool(columns.spaced[before] or columns.spaces[before] or columns.puncts[before])


def _subject(columns: Words, verb: int, unit: Span) -> range | None:
    """Find who does what a verb says: its subject, that of the verb that it hangs on, or "by whom" of a passive."""
    agent = _agent(columns, verb)
    if agent is not None:
        return _phrase(columns, agent)
    label, head = columns.deps[verb], columns.heads[verb]
    for steps, at in enumerate((verb, head, columns.heads[head]) if label in ("conj", "xcomp", "ccomp") else (verb,)):
        for child in columns.lefts[at]:
            if columns.deps[child] in SUBJECTS and unit.start <= child < unit.end:
                relative = columns.tags[child] in ("WP", "WDT") and columns.deps[at] == "acl:relcl"
                return _phrase(columns, columns.heads[at] if relative and columns.heads[at] < child else child)
        if label == "ccomp" or (steps and columns.poses[at] not in ("VERB", "AUX")):
            break
    if label in ("acl", "acl:relcl") and head < verb and columns.tags[verb] != "VBN":
        return _phrase(columns, head)
    after = next((child for child in columns.rights[verb] if columns.deps[child] in SUBJECTS), None)
    return None if after is None else _phrase(columns, after)


def _agent(columns: Words, verb: int) -> int | None:
    """Find "Brown" in "as stated by Brown"."""
    if columns.tags[verb] != "VBN":
        return None
    obliques = (child for child in columns.rights[verb] if columns.deps[child].startswith("obl"))
    return next((one for one in obliques if any(columns.lowers[word] == "by" for word in columns.lefts[one])), None)


def _phrase(columns: Words, head: int) -> range:
    """Cut a noun phrase without its clauses and asides."""
    start = end = head
    for child in columns.children(head):
        label = columns.deps[child]
        preposition = label == "case" and child < head
        if label not in TRIMMED and not preposition and abs(child - head) < MOST:
            low, high = columns.firsts[child], columns.lasts[child]
            if child < head:
                start = min(start, low)
            elif high - head < MOST and label.startswith(FOLLOWING):
                end = max(end, high)
    return range(max(0, start, head - MOST), end + 1)


def _phrase_after(columns: Words, at: int, unit: Span) -> range | None:
    """Take the noun phrase that begins where a match ends."""
    for token in range(at, min(unit.end, at + 6)):
        pos = columns.poses[token]
        if pos in ("NOUN", "PROPN", "PRON") and columns.deps[token] not in ("compound", "nmod:poss", "flat"):
            phrase = _phrase(columns, token)
            return range(max(at, phrase.start), phrase.stop)
        if pos in ("VERB", "AUX", "SCONJ", "PUNCT"):
            return None
    return None


def _possessor(columns: Words, noun: int) -> range | None:
    owner = next((child for child in columns.children(noun) if columns.deps[child] == "nmod:poss"), None)
    if owner is None:
        return None
    phrase = _phrase(columns, owner)
    end = phrase.stop
    while end > phrase.start + 1 and columns.tags[end - 1] == "POS":
        end -= 1
    return range(phrase.start, end)


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon(name))


def _is_own(columns: Words, name: range) -> bool:
    """Tell the writer, the reader and empty subjects from somebody else; "that manual" is somebody."""
    first = columns.lowers[name.start]
    determines = len(name) > 1 and columns.deps[name.start] in ("det", "nmod:poss")
    return first in _list("first-persons") or (not determines and first in _list("no-holders"))


def _fits(columns: Words, name: range, needs: str) -> bool:
    if needs == "people":
        return _is_people(columns, name)
    return needs != "name" or "PROPN" in columns.poses[name.start : name.stop]


def _is_people(columns: Words, name: range) -> bool:
    head = columns.root(name.start, name.stop)
    return columns.stems[head] in _list("people-nouns") or columns.poses[head] == "PROPN" \
        or columns.lowers[head] in _list("third-persons")


def _features(columns: Words, found: Found, name: range, unit: Span, people: Sequence[Span]) -> dict[str, float]:
    """Describe a report: its verb, its subject, and what is reported."""
    verb, head, end = found.start, columns.root(name.start, name.stop), _end(unit)
    features = {
        f"rule:{found.rule.name}": 1.0,
        f"{found.rule.name}|verb={columns.stems[verb]}": 1.0,
        f"verb.tag={columns.tags[verb]}": 1.0,
        f"holder.pos={columns.poses[head]}": 1.0,
        f"holder={columns.stems[head] if columns.poses[head] != 'PROPN' else 'NAME'}": 1.0,
        f"first={columns.lowers[unit.start]}": 1.0,
        f"is:{unit.label_}": 1.0,
    }
    features.update(_manner(columns, verb, name, columns.root(unit.start, unit.end)))
    if columns.poses[name.start] in ("DET", "PRON"):
        features[f"holder.first={columns.lowers[name.start]}"] = 1.0
    features.update((trait, 1.0) for trait in _verb(columns, verb))
    if _is_people(columns, name):
        features["holder:people"] = 1.0
    for entity in people:
        if entity.start < name.stop and name.start < entity.end:
            features[f"holder:{entity.label_}"] = 1.0
    if not MARKS.isdisjoint(columns.texts[unit.start : end]):
        features["has:quote"] = 1.0
    if not _list("turns").isdisjoint(columns.lowers[verb + 1 : end]):
        features["then:turn"] = 1.0
    if not _list("first-persons").isdisjoint(columns.lowers[unit.start : end]):
        features["has:first-person"] = 1.0
    features["early"] = 1.0 if name.start - unit.start < 4 else 0.0
    return features


def _verb(columns: Words, verb: int) -> Iterator[str]:
    """Describe the verb of a report by what hangs on it and what it hangs on."""
    label, strong = columns.deps[verb], _list("strong-reporting-verbs")
    if label == "ROOT":
        yield "verb:root"
    for child in columns.children(verb):
        if columns.deps[child] in TELLING:
            yield f"verb.{columns.deps[child]}"
            yield f"{'strong' if columns.cased[verb] in strong else 'weak'}.{columns.deps[child]}"
    if label != "ROOT":
        yield f"verb.dep={label}"
    if columns.stems[verb] in strong:
        yield "verb:strong"


def _manner(columns: Words, verb: int, name: range, root: int) -> dict[str, float]:
    """Describe how surely a report is one: a word of speech, by people, of a whole clause, not under a condition."""
    strength = "strong" if columns.stems[verb] in _list("strong-reporting-verbs") else "weak"
    people = "people" if _is_people(columns, name) else "thing"
    labels = (columns.deps[child] for child in columns.children(verb))
    clause = next((label for label in labels if label in ("ccomp", "parataxis")), "none")
    modal = next((columns.stems[child] for child in columns.lefts[verb] if columns.tags[child] == "MD"), "none")
    return {
        f"report={strength}|{people}|{clause}": 1.0,
        f"report={strength}|{people}": 1.0,
        f"report.in={clause_of(columns, verb, root)}": 1.0,
        f"report.at={place_of(columns, verb, root)}": 1.0,
        f"report.modal={modal}": 1.0,
    }


def _resolved(reported: Sequence[Sequence[Guess]], people: Sequence[Sequence[Span]]) -> list[list[Guess]]:
    """Put the last name before it for a pronoun; a pronoun that nobody was named for stays as it is."""
    last_person = last_any = ""
    found = []
    for number, guesses in enumerate(reported):
        own = []
        for guess in guesses:
            word = guess.holder.lower()
            if word in _list("third-persons") or guess.holder == BEFORE:
                name = last_person if word in ("he", "she") else last_any or last_person
                if guess.holder == BEFORE and not name:
                    continue
                guess = Guess(name or guess.holder, guess.rule, guess.cue,
                              {**guess.features, "pronoun:resolved" if name else "pronoun:open": 1.0})
            else:
                last_any = guess.holder
            own.append(guess)
        for entity in people[number]:
            if entity.label_ == "PERSON":
                last_person = entity.text
        found.append(own)
    return found


def _entities_by_unit(doc: Doc, units: Sequence[Span]) -> list[list[Span]]:
    entities = list(doc.spans.get("entities", ()))
    found: list[list[Span]] = []
    at = 0
    for unit in units:
        while at < len(entities) and entities[at].start < unit.start:
            at += 1
        own = []
        while at < len(entities) and entities[at].start < unit.end:
            own.append(entities[at])
            at += 1
        found.append(own)
    return found


def _quoted(
    units: Sequence[Span], reported: Sequence[Sequence[Guess]], people: Sequence[Sequence[Span]]
) -> list[list[Guess]]:
    """Give what is quoted to whoever it may be said by."""
    named = [_who(own, entities) for own, entities in zip(reported, people, strict=True)]
    speakers = [next((guess.holder for guess in own if guess.rule in SPEAKERS), "") for own in reported]
    found: list[list[Guess]] = [[] for _ in units]
    for quotation in quotations(units, named, speakers):
        unit = units[quotation.unit]
        cue = words(unit.doc).texts[unit.start]
        found[quotation.unit].append(Guess(quotation.holder or AUTHOR, "holders.quoted", cue, quotation.features))
    return found


def _who(reported: Sequence[Guess], people: Sequence[Span]) -> str:
    """Name whoever a unit reports, or the first person or organisation that it names."""
    names = (guess.holder for guess in reported if "holder:people" in guess.features)
    entities = (entity.text for entity in people if entity.label_ in ("PERSON", "ORG"))
    return next(chain(names, entities), "")
