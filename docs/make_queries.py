"""Write docs/queries.md from argmap/queries and the answers of the tests: `python -m docs.make_queries`."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rdflib.term import Literal

from argmap.output import write
from argmap.query import NamedQuery, Result, catalogue, to_markdown

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "queries.md"
CASES = ROOT / "tests" / "cases" / "queries"
#: The most rows that are shown of an answer.
SHOWN = 3
HEAD = """\
# Named queries

```
argmap query GRAPH... NAME --set PARAMETER=VALUE --format table|csv|json|markdown
```

A parameter keeps its default unless it is set; a value is a term of the query, and never becomes part of its syntax.
Each query is plain SPARQL 1.1 without extensions, to be run as it is at any endpoint, and gives the same rows, in the
same order, on Oxigraph, rdflib and Virtuoso. The rows shown are the first ones of the answer over seven invented essays
(`tests/shelf.py`). A query of your own, in a file of the same form, is asked with `-f FILE`.

"""


def main() -> None:
    """Write the page anew."""
    write(PAGE, page())


def page() -> str:
    """Lay out the contents, then each query."""
    contents = "".join(f"- [{named.name}](#{named.name}): {named.title}\n" for named in catalogue())
    return HEAD + contents + "".join("".join(_section(named)) for named in catalogue()) + "\nMade by `make docs`.\n"


def _section(named: NamedQuery) -> Iterator[str]:
    yield f"\n## {named.name}\n\n{named.title}\n\n"
    if named.params:
        rows = [(param.name, param.default, param.meaning) for param in named.params]
        yield _table(("parameter", "default", "meaning"), rows)
    yield _answer(named)
    yield f"<details><summary>SPARQL</summary>\n\n```sparql\n{_body(named)}```\n\n</details>\n"


def _answer(named: NamedQuery) -> str:
    """Show how a call answers: with the defaults if that has rows, else with other values."""
    for case in sorted(CASES.rglob(f"{named.name}.csv")) + sorted(CASES.glob(f"{named.name}@*.csv")):
        columns, *rows = csv.reader(case.read_text("utf-8").splitlines())
        if rows:
            settings = [part for part in case.stem.partition("@")[2].split("&") if part]
            call = " ".join(["argmap query GRAPH", named.name, *(f'--set "{setting}"' for setting in settings)])
            more = f"{len(rows) - SHOWN} rows more.\n\n" if len(rows) > SHOWN else ""
            return f"```\n{call}\n```\n\n{_table(columns, rows[:SHOWN])}{more}"
    return ""


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    terms = tuple(tuple(map(Literal, row)) for row in rows)
    return to_markdown(Result(columns=tuple(columns), terms=terms)) + "\n"


def _body(named: NamedQuery) -> str:
    """Leave out the title and the parameters, which stand above."""
    lines = named.text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#"))


if __name__ == "__main__":
    main()
