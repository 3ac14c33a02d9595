"""Find whose position a unit reports: rules propose somebody, a linear model tells a report from a mention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from spacy.tokens import Doc, Span, Token

from argmap.model import AUTHOR
from argmap.pipeline.clauses import clause_of, place_of
from argmap.pipeline.patterns import Found, Patterns
from argmap.pipeline.quotations import QUOTES, quotations
from argmap.pipeline.words import words
from argmap.resources import lexicon

__all__ = ["Guess", "Holders"]

#: Stands for whoever was reported last, until that is known.
BEFORE = "\x00before"
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
#: Dependents that a holder's name goes without.
TRIMMED = frozenset({"acl", "acl:relcl", "appos", "parataxis", "punct", "cc", "conj", "advcl", "discourse"})
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
        at = {i: number for number, unit in enumerate(units) for i in range(unit.start, _end(unit))}
        reported: list[list[Guess]] = [[] for _ in units]
        for found in self._patterns.find(words(doc)):
            number = at.get(found.start)
            if number is not None:
                reported[number] += _reported(doc, found, units[number])
        resolved = _resolved(doc, units, reported)
        return [tuple(own) + tuple(quoted) for own, quoted in zip(resolved, _quoted(doc, units, resolved), strict=True)]


def _end(unit: Span) -> int:
    """Look no further into a unit than this, so that a text without sentence ends stays cheap."""
    return min(unit.end, unit.start + LONGEST)


def _reported(doc: Doc, found: Found, unit: Span) -> Iterator[Guess]:
    """Read the holder off a rule's match, or yield nothing where there is none."""
    place = found.rule.fields["holder"]
    verb = doc[found.start]
    name: Span | None = None
    holder = ""
    if place == "subject":
        name = _subject(verb, unit)
    elif place == "after":
        name = _phrase_after(doc, found.end, unit)
    elif place == "possessor":
        name = _possessor(verb)
    elif place == "words":
        name = doc[found.start + int(found.rule.fields.get("skip", 0)) : found.end]
    elif place == "before":
        name, holder = doc[found.start : found.end], BEFORE
    elif place in ("speaker", "last"):
        name = doc[found.start : found.end - 1] if place == "speaker" else doc[found.start + 1 : found.end]
    if found.rule.fields.get("opens") and found.start != unit.start:
        return
    if found.rule.fields.get("apart") and not _stands_apart(verb, unit):
        return
    if name is None or not len(name) or not _fits(name, str(found.rule.fields.get("needs", ""))):
        return
    if place not in ("words", "before") and _is_own(name):
        return
    cue = doc[found.start : found.end].text
    yield Guess(holder or name.text, found.rule.name, cue, _features(found, verb, name, unit))


def _stands_apart(mark: Token, unit: Span) -> bool:
    """Tell a dash between words from the hyphen of "Brown-Jones"."""
    before = mark.i == unit.start or bool(mark.nbor(-1).whitespace_) or mark.nbor(-1).is_space
    return before or mark.nbor(-1).is_punct


def _subject(verb: Token, unit: Span) -> Span | None:
    """Find who does what a verb says: its subject, that of the verb that it hangs on, or "by whom" of a passive."""
    agent = _agent(verb)
    if agent is not None:
        return _phrase(agent)
    for token in (verb, *(head for head in (verb.head, verb.head.head) if verb.dep_ in ("conj", "xcomp", "ccomp"))):
        for child in token.lefts:
            if child.dep_ in SUBJECTS and unit.start <= child.i < unit.end:
                relative = child.tag_ in ("WP", "WDT") and token.dep_ == "acl:relcl" and token.head.i < child.i
                return _phrase(token.head if relative else child)
        if token is not verb and token.pos_ not in ("VERB", "AUX"):
            break
        if verb.dep_ == "ccomp":
            break
    if verb.dep_ in ("acl", "acl:relcl") and verb.head.i < verb.i and verb.tag_ != "VBN":
        return _phrase(verb.head)
    after = next((child for child in verb.rights if child.dep_ in SUBJECTS), None)
    return _phrase(after) if after is not None else None


def _agent(verb: Token) -> Token | None:
    """Find "Brown" in "as stated by Brown"."""
    if verb.tag_ != "VBN":
        return None
    obliques = (child for child in verb.rights if child.dep_.startswith("obl"))
    return next((one for one in obliques if any(word.lower_ == "by" for word in one.lefts)), None)


def _phrase(head: Token) -> Span:
    """Cut a noun phrase without its clauses and asides."""
    start = end = head.i
    for child in head.children:
        preposition = child.dep_ == "case" and child.i < head.i
        if child.dep_ not in TRIMMED and not preposition and abs(child.i - head.i) < MOST:
            low, high = child.left_edge.i, child.right_edge.i
            if child.i < head.i:
                start = min(start, low)
            elif high - head.i < MOST and child.dep_.startswith(("nmod", "flat", "compound", "nummod", "case")):
                end = max(end, high)
    return head.doc[max(start, head.i - MOST) : end + 1]


def _phrase_after(doc: Doc, at: int, unit: Span) -> Span | None:
    """Take the noun phrase that begins where a match ends."""
    for token in doc[at : min(unit.end, at + 6)]:
        if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ not in ("compound", "nmod:poss", "flat"):
            phrase = _phrase(token)
            return doc[max(at, phrase.start) : phrase.end]
        if token.pos_ in ("VERB", "AUX", "SCONJ", "PUNCT"):
            return None
    return None


def _possessor(noun: Token) -> Span | None:
    owner = next((child for child in noun.children if child.dep_ == "nmod:poss"), None)
    if owner is None:
        return None
    phrase = _phrase(owner)
    end = phrase.end
    while end > phrase.start + 1 and phrase.doc[end - 1].tag_ == "POS":
        end -= 1
    return phrase.doc[phrase.start : end]


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon(name))


def _is_own(name: Span) -> bool:
    """Tell the writer, the reader and empty subjects from somebody else; "that manual" is somebody."""
    first = name[0]
    determines = len(name) > 1 and first.dep_ in ("det", "nmod:poss")
    return first.lower_ in _list("first-persons") or (not determines and first.lower_ in _list("no-holders"))


def _fits(name: Span, needs: str) -> bool:
    if needs == "people":
        return _is_people(name)
    return needs != "name" or any(token.pos_ == "PROPN" for token in name)


def _is_people(name: Span) -> bool:
    head = name.root
    return head.lemma_.lower() in _list("people-nouns") or head.pos_ == "PROPN" or head.lower_ in _list("third-persons")


def _features(found: Found, verb: Token, name: Span, unit: Span) -> dict[str, float]:
    """Describe a report: its verb, its subject, and what is reported."""
    head = name.root
    features = {
        f"rule:{found.rule.name}": 1.0,
        f"{found.rule.name}|verb={verb.lemma_.lower()}": 1.0,
        f"verb.tag={verb.tag_}": 1.0,
        f"holder.pos={head.pos_}": 1.0,
        f"holder={head.lemma_.lower() if head.pos_ != 'PROPN' else 'NAME'}": 1.0,
        f"first={unit[0].lower_}": 1.0,
        f"is:{unit.label_}": 1.0,
    }
    features.update(_manner(verb, name, unit))
    if name[0].pos_ in ("DET", "PRON"):
        features[f"holder.first={name[0].lower_}"] = 1.0
    if verb.dep_ == "ROOT":
        features["verb:root"] = 1.0
    for child in verb.children:
        if child.dep_ in ("ccomp", "parataxis", "xcomp", "obj", "advcl", "aux", "mark", "aux:pass"):
            features[f"verb.{child.dep_}"] = 1.0
            features[f"{'strong' if verb.lemma_ in _list('strong-reporting-verbs') else 'weak'}.{child.dep_}"] = 1.0
    if verb.dep_ != "ROOT":
        features[f"verb.dep={verb.dep_}"] = 1.0
    if verb.lemma_.lower() in _list("strong-reporting-verbs"):
        features["verb:strong"] = 1.0
    if _is_people(name):
        features["holder:people"] = 1.0
    for entity in _entities_in(unit):
        if entity.start < name.end and name.start < entity.end:
            features[f"holder:{entity.label_}"] = 1.0
    if any(token.text in QUOTES for token in unit[:LONGEST]):
        features["has:quote"] = 1.0
    if any(token.lower_ in _list("turns") for token in unit.doc[verb.i + 1 : _end(unit)]):
        features["then:turn"] = 1.0
    if any(token.lower_ in _list("first-persons") for token in unit[:LONGEST]):
        features["has:first-person"] = 1.0
    features["early"] = 1.0 if name.start - unit.start < 4 else 0.0
    return features


def _manner(verb: Token, name: Span, unit: Span) -> dict[str, float]:
    """Describe how surely a report is one: a word of speech, by people, of a whole clause, not under a condition."""
    strength = "strong" if verb.lemma_.lower() in _list("strong-reporting-verbs") else "weak"
    people = "people" if _is_people(name) else "thing"
    clause = next((child.dep_ for child in verb.children if child.dep_ in ("ccomp", "parataxis")), "none")
    root = unit.root.i
    modal = next((child.lemma_.lower() for child in verb.lefts if child.tag_ == "MD"), "none")
    return {
        f"report={strength}|{people}|{clause}": 1.0,
        f"report={strength}|{people}": 1.0,
        f"report.in={clause_of(verb, root)}": 1.0,
        f"report.at={place_of(verb, root)}": 1.0,
        f"report.modal={modal}": 1.0,
    }


def _entities_in(unit: Span) -> list[Span]:
    return [entity for entity in unit.doc.spans.get("entities", ()) if unit.start <= entity.start < unit.end]


def _resolved(doc: Doc, units: Sequence[Span], reported: Sequence[Sequence[Guess]]) -> list[list[Guess]]:
    """Put the last name before it for a pronoun; a pronoun that nobody was named for stays as it is."""
    last_person = last_any = ""
    found = []
    people = _entities_by_unit(doc, units)
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


def _quoted(doc: Doc, units: Sequence[Span], reported: Sequence[Sequence[Guess]]) -> list[list[Guess]]:
    """Give what is quoted to whoever it may be said by."""
    people = _entities_by_unit(doc, units)
    named = [_who(own, entities) for own, entities in zip(reported, people, strict=True)]
    speakers = [next((guess.holder for guess in own if guess.rule in SPEAKERS), "") for own in reported]
    found: list[list[Guess]] = [[] for _ in units]
    for quotation in quotations(units, named, speakers):
        cue = units[quotation.unit][:1].text
        found[quotation.unit].append(Guess(quotation.holder or AUTHOR, "holders.quoted", cue, quotation.features))
    return found


def _who(reported: Sequence[Guess], people: Sequence[Span]) -> str:
    """Name whoever a unit reports, or the first person or organisation that it names."""
    names = (guess.holder for guess in reported if "holder:people" in guess.features)
    entities = (entity.text for entity in people if entity.label_ in ("PERSON", "ORG"))
    return next(chain(names, entities), "")
