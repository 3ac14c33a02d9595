"""Read CoNLL-U treebanks into plain values."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word; `head` counts from 0 within the sentence, the root heads itself."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool
    misc: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, whether a paragraph or a document begins with it, and that document's name."""

    words: tuple[Word, ...]
    new_paragraph: bool = False
    new_document: bool = False
    document: str = ""

    @property
    def text(self) -> str:
        """The sentence as it was written, without a space at its end."""
        return "".join(word.form + " " * word.space for word in self.words).rstrip()


def read(path: Path) -> list[Sentence]:
    """Read a `.conllu` or `.conllu.gz` file.

    Enhanced dependencies, empty nodes and multiword ranges are dropped; the
    space after a range is kept on its last word.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [sentence(block) for block in _blocks(lines)]


def sentence(lines: Iterable[str]) -> Sentence:
    """Parse the comment and word lines of one sentence."""
    result = Sentence(words=())
    words: list[Word] = []
    inside, no_space = 0, False
    for line in lines:
        if line.startswith("#"):
            result = _with_comment(result, line)
            continue
        fields = line.split("\t")
        if "-" in fields[0]:
            inside, no_space = int(fields[0].split("-")[1]), "SpaceAfter=No" in fields[9]
        elif "." not in fields[0]:
            number = int(fields[0])
            glued = "SpaceAfter=No" in fields[9]
            if number <= inside:
                glued = number < inside or no_space
            words.append(_word(fields, space=not glued))
    return replace(result, words=tuple(words))


def documents(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Group sentences by document."""
    return _group(sentences, lambda item: item.new_document)


def paragraphs(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Group sentences by paragraph; a new document always begins a new one."""
    return _group(sentences, lambda item: item.new_document or item.new_paragraph)


def _group(sentences: Iterable[Sentence], starts: Callable[[Sentence], bool]) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for item in sentences:
        if starts(item) and group:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _word(fields: list[str], *, space: bool) -> Word:
    number, head = int(fields[0]), int(fields[6])
    return Word(
        form=fields[1],
        lemma=fields[2],
        upos=fields[3],
        xpos=fields[4],
        feats=fields[5],
        head=(head or number) - 1,
        deprel=fields[7],
        space=space,
        misc=fields[9],
    )


def _with_comment(item: Sentence, line: str) -> Sentence:
    name = line[1:].split("=")[0].split("::")[0].strip()
    if name.startswith("newdoc"):
        return replace(item, new_document=True, document=line.partition("=")[2].strip())
    if name.split()[0:1] in (["newpar"],):
        return replace(item, new_paragraph=True)
    return item


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        stripped = line.rstrip("\n")
        if stripped:
            block.append(stripped)
        elif block:
            yield block
            block = []
    if block:
        yield block
