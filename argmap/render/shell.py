"""What every page of ours has: one file that fetches nothing, and runs only the scripts it was written with."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from argmap import resources
from argmap.render.payload import PAGE

__all__ = ["as_json", "context", "environment", "filled", "script"]

UNSAFE = re.compile("[<>&\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)


def environment() -> Environment:
    """Open the folder of templates; whatever they are filled with is escaped."""
    return Environment(
        loader=PackageLoader("argmap.render", "page"), autoescape=True, undefined=StrictUndefined
    )


def filled(template: str, values: Mapping[str, Any]) -> str:
    """Fill a template with what context() gives."""
    return environment().get_template(template).render(values)


def context(
    *, title: str, language: str, styles: Sequence[str], scripts: Sequence[str], data: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Give all that shell.html asks for.

    Args:
        title: what the page is called.
        language: the language of what stands in it.
        styles: the names of style files.
        scripts: the scripts, each allowed by its hash.
        data: what the scripts read.
    """
    return {
        "title": SURROGATE.sub("\ufffd", title),
        "language": language,
        "policy": POLICY.format(scripts=" ".join(map(_hash, scripts))),
        "style": Markup("".join(lean(resources.text(PAGE / name)) for name in styles)),  # noqa: S704 - our own files
        "scripts": [Markup(source) for source in scripts],  # noqa: S704 - our own files, held to their hashes
        "data": Markup(as_json(data)),  # noqa: S704 - escaped by as_json
    }


def script(parts: Sequence[str]) -> str:
    """Join a page's own script from its parts, without its comments."""
    joined = "".join(lean(resources.text(PAGE / part)) for part in parts)
    return f'"use strict";\n(() => {{\n{joined}}})();\n'


def lean(source: str) -> str:
    """Leave out indentation, empty lines and lines that are comments; no string of ours runs over a line."""
    lines = (line.strip() for line in source.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def as_json(data: Mapping[str, Any]) -> str:
    """Write JSON that no HTML parser takes for markup.

    >>> as_json({"a": "</script>"})
    '{"a":"\\\\u003c/script\\\\u003e"}'
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", SURROGATE.sub("\ufffd", written))


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
