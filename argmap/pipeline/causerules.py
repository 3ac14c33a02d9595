"""The rule language of rules/causes.toml: trigger words, and paths from them to the cause and the effect.

The head of that file explains the language to who writes rules; this module checks and compiles it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from spacy.tokens import Span, Token

from argmap.errors import ResourceError
from argmap.pipeline import roles, surface
from argmap.pipeline.roles import Role
from argmap.pipeline.spans import Cut, base, clause_cuts, noun_cuts, phrase_cuts
from argmap.resources import Rule, rules

if TYPE_CHECKING:
    from argmap.pipeline.causereading import Seen

__all__ = ["Candidate", "CauseRule", "Failure", "Obstacle", "attempts", "compile_rule", "compiled", "find"]

FAMILY = "causes"
STEP = re.compile(r"^(?P<move>head|child)(?::(?P<labels>[a-z:|]+))?(?:/(?P<words>\S+))?$")
VIEWS = frozenset({"agent", "theme", "subject", "clause", "noun", "phrase"})
JUMPS = frozenset({"governed", "host", "modified", "before", "link", "root"})
KEYS = frozenset({"lemma", "lower", "pos", "label", "cause", "effect", "with", "without", "regex"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A causal link that a rule proposes: its trigger words, each end with the ways to cut it.

    `seen` is what the encoder makes of it, where it has read the unit.
    """

    rule: CauseRule
    words: tuple[Token, ...]
    cause: Role
    effect: Role
    seen: Seen | None = None

    @property
    def anchor(self) -> Token:
        """The first of the trigger words."""
        return self.words[0]


class Obstacle(StrEnum):
    """Why trigger words made no candidate."""

    NO_CAUSE = "no cause found"
    NO_EFFECT = "no effect found"
    NO_END = "neither cause nor effect found"
    ONE_END = "one word is found as cause and effect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Trigger words of a rule of which nothing came."""

    rule: CauseRule
    words: tuple[Token, ...]
    obstacle: Obstacle


@dataclass(frozen=True, slots=True)
class Trigger:
    """Trigger words found in a sentence, and the word that the last of them, a preposition, introduces."""

    words: tuple[Token, ...]
    link: Token | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One move from word to word: to the head or a dependent with such a label and such a small word, or a jump."""

    move: str
    labels: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def follow(self, token: Token, trigger: Trigger) -> Token | None:
        """Make the move, or give None where there is nothing to move to."""
        if self.move in JUMPS:
            return _JUMP[self.move](token, trigger)
        if self.move == "head":
            return token.head if token.head != token and self._fits(token.dep_, token.head) else None
        return next((child for child in token.children if self._fits(child.dep_, child)), None)

    def _fits(self, label: str, token: Token) -> bool:
        if self.labels and label not in self.labels and base(label) not in self.labels:
            return False
        return not self.words or token.lower_ in self.words \
            or any(child.lower_ in self.words for child in token.lefts)


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the trigger's first word, and how what is there is seen."""

    steps: tuple[Step, ...]
    view: str

    @property
    def embraces(self) -> bool:
        """Whether the trigger words may stand inside the end: an adverb does in its clause."""
        first = self.steps[0] if self.steps else None
        return self.view == "clause" and first is not None and first.move in ("modified", "head") and not first.labels

    @property
    def hangs(self) -> bool:
        """Whether the end is what the introduced words hang on: parsers often err about that."""
        return any(step.move == "host" for step in self.steps)

    @property
    def open(self) -> bool:
        """Whether the end lies beside the trigger, so that it can be cut by words alone too."""
        return self.view in ("agent", "subject", "theme") or any(
            step.move in ("host", "governed", "link") for step in self.steps)

    def walk(self, trigger: Trigger) -> Token | None:
        """Follow every step, or give None."""
        token: Token | None = trigger.words[0]
        for step in self.steps:
            if token is None:
                return None
            token = step.follow(token, trigger)
        return token


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseRule:
    """One compiled rule."""

    name: str
    polarity: str
    terms: Mapping[str, tuple[tuple[str, ...], ...]]
    lemma: bool
    pos: frozenset[str]
    labels: frozenset[str]
    cause: tuple[Path, ...]
    effect: tuple[Path, ...]
    needs: tuple[Path, ...]
    lacks: tuple[Path, ...]
    regex: re.Pattern[str] | None

    def triggers(self, token: Token) -> Iterator[Trigger]:
        """Yield the trigger that begins at a word, if the rule has one there; the longest term wins."""
        for term in self.terms.get(token.lemma_.lower() if self.lemma else token.lower_, ()):
            if self.pos and token.pos_ not in self.pos:
                continue
            if self.labels and base(token.dep_) not in self.labels:
                continue
            trigger = _verbal(token, term) if self.lemma else _literal(token, term)
            if trigger is not None:
                yield trigger
                return

    def suits(self, trigger: Trigger) -> bool:
        """Tell whether a trigger has around it what the rule asks for, and nothing that it excludes."""
        return all(path.walk(trigger) is not None for path in self.needs) \
            and all(path.walk(trigger) is None for path in self.lacks)


@cache
def compiled() -> tuple[CauseRule, ...]:
    """Compile every rule of rules/causes.toml, once a process."""
    return tuple(compile_rule(rule) for rule in rules(FAMILY))


def compile_rule(rule: Rule) -> CauseRule:
    """Check one rule and make it ready to run; errors name the file and the rule."""
    pattern = rule.pattern
    if not isinstance(pattern, Mapping) or not set(pattern) <= KEYS:
        raise _wrong(rule, f"pattern is a table with keys from {', '.join(sorted(KEYS))}")
    polarity = str(rule.fields.get("polarity", "+"))
    if polarity not in ("+", "-", "?"):
        raise _wrong(rule, "polarity is +, - or ?")
    regex = _regex(rule, pattern)
    terms = [str(term) for term in _listed(pattern.get("lemma", pattern.get("lower", ())))]
    if regex is None and not (terms and pattern.get("cause") and pattern.get("effect")):
        raise _wrong(rule, "pattern needs lemma or lower, cause and effect; or regex")
    return CauseRule(
        name=rule.name, polarity=polarity, terms=_indexed(terms), lemma="lemma" in pattern,
        pos=frozenset(_listed(pattern.get("pos", ()))), labels=frozenset(_listed(pattern.get("label", ()))),
        cause=_paths(rule, pattern, "cause"), effect=_paths(rule, pattern, "effect"),
        needs=_paths(rule, pattern, "with"), lacks=_paths(rule, pattern, "without"), regex=regex)


def _wrong(rule: Rule, what: str) -> ResourceError:
    return ResourceError(f"rule {rule.name!r}: {what}", where=f"rules/{FAMILY}.toml")


def _regex(rule: Rule, pattern: Mapping[str, Any]) -> re.Pattern[str] | None:
    if "regex" not in pattern:
        return None
    try:
        found = re.compile(str(pattern["regex"]), re.IGNORECASE | re.VERBOSE)
    except re.error as error:
        raise _wrong(rule, f"regex does not compile: {error}") from error
    if not {"cause", "effect", "marker"} <= set(found.groupindex):
        raise _wrong(rule, "regex needs the groups cause, effect and marker")
    return found


def _listed(value: Any) -> Sequence[str]:
    return [value] if isinstance(value, str) else [item for part in value for item in
                                                   ([part] if isinstance(part, str) else part)]


def _indexed(terms: Sequence[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for term in terms:
        words = tuple(term.lower().split())
        table.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=lambda words: (-len(words), words))) for first, found in table.items()}


def _paths(rule: Rule, pattern: Mapping[str, Any], key: str) -> tuple[Path, ...]:
    return tuple(_path(rule, text) for text in _listed(pattern.get(key, ())))


def _path(rule: Rule, text: str) -> Path:
    words = text.split()
    view = words.pop() if words and words[-1] in VIEWS else "phrase"
    return Path(tuple(_step(rule, word) for word in words), view)


def _step(rule: Rule, word: str) -> Step:
    if word in JUMPS:
        return Step(word)
    found = STEP.match(word)
    if not found:
        raise _wrong(rule, f"{word!r} is no step; steps are {', '.join(sorted(JUMPS))},"
                           " head:LABELS, child:LABELS/WORDS")
    return Step(found["move"], _split(found["labels"]), _split(found["words"]))


def _split(text: str | None) -> frozenset[str]:
    return frozenset(text.split("|")) if text else frozenset()


def find(rule: CauseRule, sentence: Span) -> Iterator[Candidate]:
    """Yield what a rule with an expression proposes in one sentence."""
    if rule.regex is not None:
        yield from _literal_matches(rule, rule.regex, sentence)


def attempts(token: Token, possible: Sequence[CauseRule], sentence: Span) -> Iterator[Candidate | Failure]:
    """Yield what comes of rules with a trigger that may begin at this word: a candidate, or why there is none."""
    for rule in possible:
        for trigger in rule.triggers(token):
            if rule.suits(trigger):
                found = _attempt(rule, trigger, sentence)
                yield Failure(rule=rule, words=trigger.words, obstacle=found) if isinstance(found, Obstacle) else found


def _attempt(rule: CauseRule, trigger: Trigger, sentence: Span) -> Candidate | Obstacle:
    cause, effect = _end(rule.cause, trigger, range(0)), _end(rule.effect, trigger, range(0))
    if cause and effect:
        if cause.head == effect.head:
            return Obstacle.ONE_END
        cause = _end(rule.cause, trigger, _shun(cause, effect, trigger)) or cause
        effect = _end(rule.effect, trigger, _shun(effect, cause, trigger)) or effect
    elif not cause and not effect:
        return Obstacle.NO_END
    cause, effect = _widened(rule.cause, trigger, cause, sentence), _widened(rule.effect, trigger, effect, sentence)
    if not cause or not cause.cuts:
        return Obstacle.NO_CAUSE
    if not effect or not effect.cuts:
        return Obstacle.NO_EFFECT
    return Candidate(rule=rule, words=trigger.words, cause=cause, effect=effect)


def _widened(paths: Sequence[Path], trigger: Trigger, role: Role | None, sentence: Span) -> Role | None:
    """Add the cuts that go by words alone; a role that the parse does not fill is filled by them."""
    if not any(path.open for path in paths):
        return role and _outside(role, role.cuts, paths, trigger)
    words, hangs = trigger.words, any(path.hangs for path in paths)
    if role is None:
        return Role(words[0], "words", tuple(_blind(paths[0], hangs=hangs, sentence=sentence, words=words)))
    if not sentence.start <= role.head.i < sentence.end:
        return role
    more = [*_above(role)] if hangs else []
    if role.head.i < words[0].i or hangs:
        more += surface.before(sentence, words)
    if hangs:
        more += surface.beyond(sentence, words)
    elif role.head.i > words[-1].i:
        more += surface.after(sentence, words)
    return _outside(role, (*role.cuts, *_new(role.cuts, more)), paths, trigger)


def _blind(path: Path, *, hangs: bool, sentence: Span, words: tuple[Token, ...]) -> Iterator[Cut]:
    """Cut by words alone, on the side of the trigger on which such an end stands."""
    if hangs or path.view in ("agent", "subject"):
        yield from surface.before(sentence, words)
    if hangs:
        yield from surface.beyond(sentence, words)
    elif path.view not in ("agent", "subject"):
        yield from surface.after(sentence, words)


def _outside(role: Role, cuts: Sequence[Cut], paths: Sequence[Path], trigger: Trigger) -> Role:
    """Leave out the cuts that hold the trigger itself, but where it is an adverb of the clause."""
    if any(path.embraces for path in paths):
        return Role(role.head, role.route, tuple(cuts))
    at = trigger.words[0].i
    return Role(role.head, role.route, tuple(cut for cut in cuts if not cut.start <= at < cut.end))


def _new(known: Sequence[Cut], more: Sequence[Cut]) -> Iterator[Cut]:
    seen = {(cut.start, cut.end) for cut in known}
    for cut in more:
        if (cut.start, cut.end) not in seen:
            seen.add((cut.start, cut.end))
            yield cut


def _above(role: Role) -> Iterator[Cut]:
    """Cut the clauses above the one that the parse hangs a subordinate clause on, up to the trigger's side of it."""
    at, inside = role.head, role.cuts[0]
    avoid = range(0)
    for level in (1, 2):
        if at.head == at:
            return
        at = at.head
        for cut in phrase_cuts(at, avoid):
            if cut.name in ("full", "plain", "subject") and cut.end - cut.start < 60 and cut != inside:
                yield Cut(f"above{level}.{cut.name}", cut.start, cut.end)


def _shun(end: Role, other: Role, trigger: Trigger) -> range:
    """Say which words one end must leave to the other: those of the other's subtree, if they lie inside its own."""
    head, above = other.head, end.head
    if above.left_edge.i <= head.i <= above.right_edge.i and not head.left_edge.i <= above.i <= head.right_edge.i:
        words = [token.i for token in trigger.words if above.left_edge.i <= token.i <= above.right_edge.i]
        return range(min([head.left_edge.i, *words]), max([head.right_edge.i, *words]) + 1)
    return range(0)


def _end(paths: Sequence[Path], trigger: Trigger, avoid: range) -> Role | None:
    for path in paths:
        token = path.walk(trigger)
        if token is None:
            continue
        role = _seen(path.view, token, trigger, avoid)
        if role is not None and role.cuts:
            return role
    return None


def _seen(view: str, token: Token, trigger: Trigger, avoid: range) -> Role | None:
    if view == "agent":
        return roles.agent(token)
    if view == "subject":
        return roles.subject(token)
    if view == "theme":
        return roles.theme(token, link=trigger.link)
    cutter = {"clause": clause_cuts, "noun": noun_cuts, "phrase": phrase_cuts}[view]
    return Role(token, view, tuple(cutter(token, avoid)))


def _literal(token: Token, term: Sequence[str]) -> Trigger | None:
    """Find a term's words one after the other."""
    doc, at = token.doc, token.i
    if at + len(term) > len(doc) or any(doc[at + i].lower_ != word for i, word in enumerate(term)):
        return None
    return Trigger(tuple(doc[at : at + len(term)]))


def _verbal(token: Token, term: Sequence[str]) -> Trigger | None:
    """Find a verb's or noun's particle or preposition, beside it or among its dependents."""
    words, at = [token], token.i + 1
    for word in term[1:-1]:
        if at >= len(token.doc) or word not in (token.doc[at].lemma_.lower(), token.doc[at].lower_):
            return None
        words.append(token.doc[at])
        at += 1
    if len(term) == 1:
        return Trigger(tuple(words))
    return _completed(words, term[-1])


def _completed(words: list[Token], last: str) -> Trigger | None:
    """Find a term's last word: a particle of its first, or the preposition of what depends on it."""
    for holder in words:
        for child in holder.rights:
            if child.lower_ == last and base(child.dep_) in ("compound", "advmod", "obl", "case", "obj", "xcomp"):
                return Trigger((*words, child))
            for small in child.lefts:
                if small.lower_ == last and base(small.dep_) in ("case", "mark"):
                    return Trigger((*words, small) if small not in words else tuple(words), child)
    return None


def _governed(_token: Token, trigger: Trigger) -> Token | None:
    """Find the word that trigger words introduce: the first one above the last of them that is none of them."""
    words = trigger.words
    at = words[-1]
    for _ in range(len(words) + 1):
        if at not in words:
            return at if at.i > words[0].i else None
        right = [child for child in at.rights if child not in words and base(child.dep_) not in ("punct", "fixed")]
        if at.head == at or (at.head.i < words[0].i and right):
            return right[0] if right else None
        at = at.head
    return None


def _modified(_token: Token, trigger: Trigger) -> Token | None:
    """Find the first word above the trigger words that is none of them."""
    at = trigger.words[0]
    for _ in range(len(trigger.words) + 1):
        if at not in trigger.words:
            return at
        if at.head == at:
            return None
        at = at.head
    return None


def _host(token: Token, trigger: Trigger) -> Token | None:
    """Find what the introduced word and the trigger words hang on."""
    start = _governed(token, trigger)
    if start is None:
        return None
    at = start.head
    for _ in range(len(trigger.words) + 1):
        if at not in trigger.words:
            return at if at != start else None
        if at.head == at:
            return None
        at = at.head
    return None


def _before(token: Token, trigger: Trigger) -> Token | None:
    """Find the clause before the one that the trigger words stand in: in the sentence, else the last sentence."""
    clause = _modified(token, trigger) or token
    if clause.head.i < clause.i and base(clause.dep_) in ("conj", "parataxis", "advcl", "ccomp", "acl"):
        return clause.head
    return _last_sentence(clause)


def _last_sentence(token: Token) -> Token | None:
    start = token.sent.start
    at = start - 1
    while at >= 0 and token.doc[at].is_space:
        at -= 1
    return token.doc[at].sent.root if at >= 0 else None


def _link(_token: Token, trigger: Trigger) -> Token | None:
    return trigger.link


def _root(token: Token, _trigger: Trigger) -> Token | None:
    return token.sent.root


_JUMP: Mapping[str, Callable[[Token, Trigger], Token | None]] = {
    "governed": _governed, "host": _host, "modified": _modified, "before": _before, "link": _link, "root": _root,
}


def _literal_matches(rule: CauseRule, regex: re.Pattern[str], sentence: Span) -> Iterator[Candidate]:
    for match in regex.finditer(sentence.text):
        spans = [_tokens(sentence, match, group) for group in ("marker", "cause", "effect")]
        marker, cause, effect = spans
        if marker and cause and effect:
            yield Candidate(rule=rule, words=tuple(marker), cause=_role(cause), effect=_role(effect))


def _tokens(sentence: Span, match: re.Match[str], group: str) -> Span | None:
    start, end = match.span(group)
    at = sentence.start_char
    return sentence.doc.char_span(at + start, at + end, alignment_mode="contract")


def _role(span: Span) -> Role:
    return Role(span.root, "words", (Cut("words", span.start, span.end),))
