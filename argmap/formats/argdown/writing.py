"""From a map to Argdown: a statement for each proposition, under it what supports and attacks it.

Joint premises become an argument with its premises and conclusion spelt out. What Argdown has no sign for (ids,
certainty, horizons) stands in the data after a statement, where loads() finds it again.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from argmap.formats.essays import holder_of, with_essays
from argmap.formats.text import printable
from argmap.model import AUTHOR, ArgumentMap, Certainty, Document, Inference, Kind, Proposition, Scheme

__all__ = ["dumps"]

#: The signs of what stands below a statement.
SIGNS = {Scheme.SUPPORT: "+", Scheme.ATTACK: "-"}
#: What would be markup where it stands for itself: characters, comments, shortcodes, fences.
MARKUP = re.compile(r"[\\#*_\[<{}]|/(?=[/*])|=(?==)|(?<==)=|\.(?=\S+?\.)|:(?=\S+?:)")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
IN_TAG = re.compile(r"[()#\s]+")
TITLE_WORDS, TITLE_LENGTH = 7, 60
UNTITLED = "Statement"


def dumps(amap: ArgumentMap) -> str:
    """Write a map as Argdown."""
    return "\n\n".join(_blocks(amap)) + "\n"


def _blocks(amap: ArgumentMap) -> Iterator[str]:
    pairs = list(with_essays(amap))
    titles = dict(_titles(amap.propositions))
    inferences = [item for item in amap.inferences if {*item.premises, item.conclusion} <= titles.keys()]
    joint = [item for item in inferences if item.scheme is Scheme.SUPPORT and len(item.premises) > 1]
    below: dict[str, list[Inference]] = defaultdict(list)
    for item in inferences:
        below[item.conclusion].append(item)
    yield _front_matter(amap)
    if not amap.propositions and len(amap.documents) < 2:
        yield "# Nothing is claimed"  # to Argdown a file without a heading or a statement is an error
    for document in amap.documents:
        if len(amap.documents) > 1:
            yield _heading(document)
        for prop in (prop for prop, essay in pairs if essay.id == document.id):
            yield _statement(prop, document, titles, below[prop.id])
    for number, item in enumerate(joint, 1):
        yield from _argument(number, item, titles)


def _front_matter(amap: ArgumentMap) -> str:
    fields = _essay(amap.documents[0]) if len(amap.documents) == 1 else {}
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return "\n".join(["===", *lines, "==="])


def _heading(document: Document) -> str:
    fields = {name: value for name, value in _essay(document).items() if name != "title"}
    return f"# {_escaped(document.title) or 'Essay'} {_data(fields)}".rstrip()


def _essay(document: Document) -> Mapping[str, str]:
    named = (("title", document.title), ("author", document.author), ("date", document.date), ("url", document.url),
             ("lang", document.language))
    return {name: _quoted(value) for name, value in named if _plain(value)}


def _titles(props: Sequence[Proposition]) -> Iterator[tuple[str, str]]:
    """Name each proposition by its first words, and by a number where others begin so."""
    used: dict[str, int] = {}
    taken: set[str] = set()
    for prop in props:
        base = " ".join(WORD.findall(printable(prop.text))[:TITLE_WORDS])[:TITLE_LENGTH].strip(" -'’") or UNTITLED
        title = base
        while title in taken:
            used[base] = used.get(base, 1) + 1
            title = f"{base} {used[base]}"
        taken.add(title)
        yield prop.id, title


def _statement(
    prop: Proposition, document: Document, titles: Mapping[str, str], inferences: Sequence[Inference]
) -> str:
    text = _escaped(prop.text)
    parts = [f"[{titles[prop.id]}]" + (f": {text}" if text else ""), *_tags(prop), _data(_facts(prop, document))]
    single = [item for item in inferences if item.scheme is Scheme.ATTACK or len(item.premises) == 1]
    lines = [f"  {SIGNS[item.scheme]} [{titles[key]}]" for item in single for key in item.premises]
    return "\n".join([" ".join(filter(None, parts)), *lines])


def _tags(prop: Proposition) -> list[str]:
    names = (IN_TAG.sub(" ", printable(name)).strip() for name in prop.mechanisms)
    return [f"#({name})" for name in names if name]


def _facts(prop: Proposition, document: Document) -> Mapping[str, str]:
    """Give what Argdown has no sign for, where it is not what a reader takes for granted."""
    horizon = prop.horizon
    named = {
        "id": prop.id,
        "kind": prop.kind.value if prop.kind is not Kind.CLAIM else "",
        "certainty": prop.certainty.value if prop.certainty is not Certainty.CERTAIN else "",
        "negated": "true" if prop.negated else "",
        "author": holder_of(prop, document) if prop.holder != AUTHOR else "",
        "horizon": horizon.text if horizon else "",
        "earliest": (horizon.earliest or "") if horizon else "",
        "latest": (horizon.latest or "") if horizon else "",
    }
    return {name: _quoted(value) for name, value in named.items() if _plain(value)}


def _argument(number: int, item: Inference, titles: Mapping[str, str]) -> Iterator[str]:
    """Spell out the premises that support a conclusion only together."""
    yield f"<Argument {number}>"
    premises = [f"({at}) [{titles[key]}]" for at, key in enumerate(item.premises, 1)]
    yield "\n".join([*premises, "-----", f"({len(premises) + 1}) [{titles[item.conclusion]}]"])


def _data(fields: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}" if fields else ""


def _plain(text: str) -> str:
    return " ".join(printable(text).split())


def _quoted(text: str) -> str:
    """Write a YAML string in which no brace and no fence can be seen."""
    written = json.dumps(_plain(text), ensure_ascii=False)
    return written.replace("{", "\\x7b").replace("}", "\\x7d").replace("==", "\\x3d\\x3d")


def _escaped(text: str) -> str:
    """Write text on one line so that all of it stands for itself.

    >>> _escaped("Rule #1: [sic] *all*")
    'Rule \\\\#1: \\\\[sic] \\\\*all\\\\*'
    """
    return MARKUP.sub(lambda found: f"\\{found[0]}", _plain(text))
