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

from argmap.errors import ResourceError
from argmap.pipeline import roles, surface
from argmap.pipeline.roles import Role
from argmap.pipeline.spans import Cut, clause_cuts, noun_cuts, phrase_cuts
from argmap.pipeline.words import Words
from argmap.resources import Rule, rules

if TYPE_CHECKING:
    from argmap.pipeline.causereading import Seen

__all__ = ["Candidate", "CauseRule", "Failure", "Obstacle", "attempts", "compile_rule", "compiled", "find"]

FAMILY = "causes"
STEP = re.compile(r"^(?P<move>head|child)(?::(?P<labels>[a-z:|]+))?(?:/(?P<words>\S+))?$")
VIEWS = frozenset({"agent", "theme", "subject", "clause", "noun", "phrase"})
JUMPS = frozenset({"governed", "host", "modified", "before", "link", "root"})
#: What a particle is to its verb.
PARTICLES = frozenset({"compound", "advmod", "obl", "case", "obj", "xcomp"})
KEYS = frozenset({"lemma", "lower", "pos", "label", "cause", "effect", "with", "without", "regex"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A causal link that a rule proposes: its trigger words, each end with the ways to cut it.

    Words are named by their index in `columns`. `seen` is what the encoder makes of it, where it has read the unit.
    """

    columns: Words
    rule: CauseRule
    words: tuple[int, ...]
    cause: Role
    effect: Role
    seen: Seen | None = None

    @property
    def anchor(self) -> int:
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
    """Trigger words of a rule of which nothing came, named by their index."""

    rule: CauseRule
    words: tuple[int, ...]
    obstacle: Obstacle


@dataclass(frozen=True, slots=True)
class Trigger:
    """Trigger words found in a sentence, and the word that the last of them, a preposition, introduces."""

    words: tuple[int, ...]
    link: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One move from word to word: to the head or a dependent with such a label and such a small word, or a jump."""

    move: str
    labels: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def follow(self, columns: Words, at: int, trigger: Trigger) -> int | None:
        """Make the move, or give None where there is nothing to move to."""
        if self.move in JUMPS:
            return _JUMP[self.move](columns, at, trigger)
        if self.move == "head":
            head = columns.heads[at]
            return head if head != at and self._fits(columns, at, head) else None
        return next((child for child in columns.children(at) if self._fits(columns, child, child)), None)

    def _fits(self, columns: Words, labelled: int, at: int) -> bool:
        if self.labels and columns.deps[labelled] not in self.labels and columns.bases[labelled] not in self.labels:
            return False
        return not self.words or columns.lowers[at] in self.words \
            or any(columns.lowers[child] in self.words for child in columns.lefts[at])


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

    def walk(self, columns: Words, trigger: Trigger) -> int | None:
        """Follow every step, or give None."""
        at: int | None = trigger.words[0]
        for step in self.steps:
            if at is None:
                return None
            at = step.follow(columns, at, trigger)
        return at


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

    def triggers(self, columns: Words, at: int) -> Iterator[Trigger]:
        """Yield the trigger that begins at a word, if the rule has one there; the longest term wins."""
        if (self.pos and columns.poses[at] not in self.pos) or (self.labels and columns.bases[at] not in self.labels):
            return
        for term in self.terms.get(columns.stems[at] if self.lemma else columns.lowers[at], ()):
            trigger = _verbal(columns, at, term) if self.lemma else _literal(columns, at, term)
            if trigger is not None:
                yield trigger
                return

    def suits(self, columns: Words, trigger: Trigger) -> bool:
        """Tell whether a trigger has around it what the rule asks for, and nothing that it excludes."""
        return all(path.walk(columns, trigger) is not None for path in self.needs) \
            and all(path.walk(columns, trigger) is None for path in self.lacks)


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


def find(columns: Words, rule: CauseRule, sentence: range) -> Iterator[Candidate]:
    """Yield what a rule with an expression proposes in one sentence."""
    if rule.regex is None:
        return
    at = columns.offsets[sentence.start]
    for match in rule.regex.finditer(columns.quote(sentence.start, sentence.stop)):
        marker, cause, effect = (columns.within(at + start, at + end) for start, end in
                                 map(match.span, ("marker", "cause", "effect")))
        if marker and cause and effect:
            yield Candidate(columns=columns, rule=rule, words=tuple(marker), cause=_role(columns, cause),
                            effect=_role(columns, effect))


def _role(columns: Words, span: range) -> Role:
    return Role(columns.root(span.start, span.stop), "words", (Cut("words", span.start, span.stop),))


def attempts(
    columns: Words, at: int, possible: Sequence[CauseRule], sentence: range
) -> Iterator[Candidate | Failure]:
    """Yield what comes of rules with a trigger that may begin at this word: a candidate, or why there is none."""
    for rule in possible:
        for trigger in rule.triggers(columns, at):
            if rule.suits(columns, trigger):
                found = _attempt(columns, rule, trigger, sentence)
                yield Failure(rule=rule, words=trigger.words, obstacle=found) if isinstance(found, Obstacle) else found


def _attempt(columns: Words, rule: CauseRule, trigger: Trigger, sentence: range) -> Candidate | Obstacle:
    nothing = range(0)
    cause, effect = _end(columns, rule.cause, trigger, nothing), _end(columns, rule.effect, trigger, nothing)
    if cause and effect:
        if cause.head == effect.head:
            return Obstacle.ONE_END
        cause = _parted(columns, rule.cause, trigger, cause, effect)
        effect = _parted(columns, rule.effect, trigger, effect, cause)
    elif not cause and not effect:
        return Obstacle.NO_END
    cause = _widened(columns, rule.cause, trigger, cause, sentence)
    effect = _widened(columns, rule.effect, trigger, effect, sentence)
    if not cause or not cause.cuts:
        return Obstacle.NO_CAUSE
    if not effect or not effect.cuts:
        return Obstacle.NO_EFFECT
    return Candidate(columns=columns, rule=rule, words=trigger.words, cause=cause, effect=effect)


def _widened(
    columns: Words, paths: Sequence[Path], trigger: Trigger, role: Role | None, sentence: range
) -> Role | None:
    """Add the cuts that go by words alone; a role that the parse does not fill is filled by them."""
    if not any(path.open for path in paths):
        return role and _outside(role, role.cuts, paths, trigger)
    words, hangs = trigger.words, any(path.hangs for path in paths)
    if role is None:
        return Role(words[0], "words", tuple(_blind(columns, paths[0], hangs=hangs, sentence=sentence, words=words)))
    if role.head not in sentence:
        return role
    more = [*_above(columns, role)] if hangs else []
    if role.head < words[0] or hangs:
        more += surface.before(columns, sentence, words)
    if hangs:
        more += surface.beyond(columns, sentence, words)
    elif role.head > words[-1]:
        more += surface.after(columns, sentence, words)
    return _outside(role, (*role.cuts, *_new(role.cuts, more)), paths, trigger)


def _blind(columns: Words, path: Path, *, hangs: bool, sentence: range, words: Sequence[int]) -> Iterator[Cut]:
    """Cut by words alone, on the side of the trigger on which such an end stands."""
    if hangs or path.view in ("agent", "subject"):
        yield from surface.before(columns, sentence, words)
    if hangs:
        yield from surface.beyond(columns, sentence, words)
    elif path.view not in ("agent", "subject"):
        yield from surface.after(columns, sentence, words)


def _outside(role: Role, cuts: Sequence[Cut], paths: Sequence[Path], trigger: Trigger) -> Role:
    """Leave out the cuts that hold the trigger itself, but where it is an adverb of the clause."""
    if any(path.embraces for path in paths):
        return Role(role.head, role.route, tuple(cuts))
    at = trigger.words[0]
    return Role(role.head, role.route, tuple(cut for cut in cuts if not cut.start <= at < cut.end))


def _new(known: Sequence[Cut], more: Sequence[Cut]) -> Iterator[Cut]:
    seen = {(cut.start, cut.end) for cut in known}
    for cut in more:
        if (cut.start, cut.end) not in seen:
            seen.add((cut.start, cut.end))
            yield cut


def _above(columns: Words, role: Role) -> Iterator[Cut]:
    """Cut the clauses above the one that the parse hangs a subordinate clause on, up to the trigger's side of it."""
    at, inside = role.head, role.cuts[0]
    for level in (1, 2):
        if columns.heads[at] == at:
            return
        at = columns.heads[at]
        for cut in phrase_cuts(columns, at):
            if cut.name in ("full", "plain", "subject") and cut.end - cut.start < 60 and cut != inside:
                yield Cut(f"above{level}.{cut.name}", cut.start, cut.end)


def _parted(columns: Words, paths: Sequence[Path], trigger: Trigger, end: Role, other: Role) -> Role:
    """Cut an end again without the words that it must leave to the other one."""
    avoid = _shun(columns, end, other, trigger)
    return (_end(columns, paths, trigger, avoid) or end) if avoid else end


def _shun(columns: Words, end: Role, other: Role, trigger: Trigger) -> range:
    """Say which words one end must leave to the other: those of the other's subtree, if they lie inside its own."""
    own, others = columns.subtree(end.head), columns.subtree(other.head)
    if other.head in own and end.head not in others:
        words = [at for at in trigger.words if at in own]
        return range(min([others.start, *words]), max([others.stop - 1, *words]) + 1)
    return range(0)


def _end(columns: Words, paths: Sequence[Path], trigger: Trigger, avoid: range) -> Role | None:
    for path in paths:
        at = path.walk(columns, trigger)
        if at is None:
            continue
        role = _seen(columns, path.view, at, trigger, avoid)
        if role is not None and role.cuts:
            return role
    return None


def _seen(columns: Words, view: str, at: int, trigger: Trigger, avoid: range) -> Role | None:
    if view == "agent":
        return roles.agent(columns, at)
    if view == "subject":
        return roles.subject(columns, at)
    if view == "theme":
        return roles.theme(columns, at, link=trigger.link)
    cutter = {"clause": clause_cuts, "noun": noun_cuts, "phrase": phrase_cuts}[view]
    return Role(at, view, tuple(cutter(columns, at, avoid)))


def _literal(columns: Words, at: int, term: Sequence[str]) -> Trigger | None:
    """Find a term's words one after the other."""
    end = at + len(term)
    return Trigger(tuple(range(at, end))) if tuple(columns.lowers[at:end]) == term else None


def _verbal(columns: Words, at: int, term: Sequence[str]) -> Trigger | None:
    """Find a verb's or noun's particle or preposition, beside it or among its dependents."""
    words = [at]
    for word in term[1:-1]:
        at += 1
        if at >= len(columns) or word not in (columns.stems[at], columns.lowers[at]):
            return None
        words.append(at)
    return Trigger(tuple(words)) if len(term) == 1 else _completed(columns, words, term[-1])


def _completed(columns: Words, words: Sequence[int], last: str) -> Trigger | None:
    """Find a term's last word: a particle of its first, or the preposition of what depends on it."""
    lowers, bases = columns.lowers, columns.bases
    for holder in words:
        for child in columns.rights[holder]:
            if lowers[child] == last and bases[child] in PARTICLES:
                return Trigger((*words, child))
            for small in columns.lefts[child]:
                if lowers[small] == last and bases[small] in ("case", "mark"):
                    return Trigger(tuple(words) if small in words else (*words, small), child)
    return None


def _governed(columns: Words, _at: int, trigger: Trigger) -> int | None:
    """Find the word that trigger words introduce: the first one above the last of them that is none of them."""
    words = trigger.words
    at = words[-1]
    for _ in range(len(words) + 1):
        if at not in words:
            return at if at > words[0] else None
        right = [child for child in columns.rights[at]
                 if child not in words and columns.bases[child] not in ("punct", "fixed")]
        head = columns.heads[at]
        if head == at or (head < words[0] and right):
            return right[0] if right else None
        at = head
    return None


def _modified(columns: Words, _at: int, trigger: Trigger) -> int | None:
    """Find the first word above the trigger words that is none of them."""
    at = trigger.words[0]
    for _ in range(len(trigger.words) + 1):
        if at not in trigger.words:
            return at
        if columns.heads[at] == at:
            return None
        at = columns.heads[at]
    return None


def _host(columns: Words, at: int, trigger: Trigger) -> int | None:
    """Find what the introduced word and the trigger words hang on."""
    start = _governed(columns, at, trigger)
    if start is None:
        return None
    at = columns.heads[start]
    for _ in range(len(trigger.words) + 1):
        if at not in trigger.words:
            return at if at != start else None
        if columns.heads[at] == at:
            return None
        at = columns.heads[at]
    return None


def _before(columns: Words, at: int, trigger: Trigger) -> int | None:
    """Find the clause before the one that the trigger words stand in: in the sentence, else the last sentence."""
    clause = _modified(columns, at, trigger)
    clause = at if clause is None else clause
    if columns.heads[clause] < clause and columns.bases[clause] in ("conj", "parataxis", "advcl", "ccomp", "acl"):
        return columns.heads[clause]
    return _last_sentence(columns, clause)


def _last_sentence(columns: Words, at: int) -> int | None:
    at = columns.sentence(at).start - 1
    while at >= 0 and columns.spaces[at]:
        at -= 1
    return _root(columns, at, None) if at >= 0 else None


def _link(_columns: Words, _at: int, trigger: Trigger) -> int | None:
    return trigger.link


def _root(columns: Words, at: int, _trigger: Trigger | None) -> int:
    sentence = columns.sentence(at)
    return columns.root(sentence.start, sentence.stop)


_JUMP: Mapping[str, Callable[[Words, int, Trigger], int | None]] = {
    "governed": _governed, "host": _host, "modified": _modified, "before": _before, "link": _link, "root": _root,
}
