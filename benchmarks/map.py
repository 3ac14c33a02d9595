"""The page in headless Chromium beside plain pyvis on the same graph, in the same run.

    python -m benchmarks.map [--sizes 100 1000 10000 20000] [--patience 60] [--json FILE] [--check]

`python` is what it takes to make the page, `busy` what the page computes until it rests, `pan costs` and `zoom costs`
what it computes a frame, `filter` and `select` what it computes from a click to the frame that shows it: time of the
processor, which other programs on the machine change little. `search` is from a keystroke to the list of hits.

Both pages are opened in a fresh browser in which no host name resolves. Prints, for each size, what argmap's page
takes, the budget, what plain pyvis takes, and the ratio; --check ends in 1 where a figure is more than twice its
budget. Needs chromium and chromedriver.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyvis.network import Network
from selenium.common.exceptions import WebDriverException
from urllib3.exceptions import HTTPError

from argmap.model import ArgumentMap
from argmap.render import Engine, to_html
from benchmarks.synthetic import synthetic
from tests.browser import Reader, chromium

Figures = dict[str, float]
SLACK = 2
#: What a page of so many propositions may take: megabytes, seconds, frames a second, milliseconds.
BUDGETS: dict[int, Figures] = {
    100: {"file": 0.6, "python": 0.3, "first draw": 0.6, "interactive": 0.8, "pan": 55, "zoom": 55,
          "search": 5, "filter": 80, "select": 80},
    1_000: {"file": 1.0, "python": 1, "first draw": 1.3, "interactive": 1.6, "pan": 40, "zoom": 40,
            "search": 10, "filter": 250, "select": 100},
    10_000: {"file": 5.5, "python": 5, "first draw": 1.5, "interactive": 2.0, "pan": 40, "zoom": 40,
             "search": 20, "filter": 300, "select": 400},
    20_000: {"file": 11, "python": 12, "first draw": 2.0, "interactive": 3.0, "pan": 30, "zoom": 30,
             "search": 30, "filter": 600, "select": 600},
}
UNITS = {
    "file": "MB", "python": "s", "first draw": "s", "interactive": "s", "busy": "s", "pan": "fps", "pan costs": "ms",
    "zoom": "fps", "zoom costs": "ms", "search": "ms", "filter": "ms", "select": "ms", "requests": "", "console": "",
}
MORE_IS_BETTER = ("pan", "zoom")
#: Before any script of the page: notes long tasks, and when vis-network first drew. It works on both pages unchanged.
HOOK = """
window.__long = []; window.__drawn = 0; let kept;
new PerformanceObserver(list => list.getEntries().forEach(e => __long.push(e.startTime + e.duration)))
  .observe({ type: "longtask", buffered: true });
Object.defineProperty(window, "network", { configurable: true, get: () => kept, set: made => {
  kept = made; made.on("afterDrawing", () => { __drawn = __drawn || performance.now(); }); } });
"""
#: Counts frames until the moves are over.
COUNT = """
window.__moves = { frames: 0, start: performance.now(), over: false };
const step = () => { __moves.frames += 1; if (!__moves.over) requestAnimationFrame(step); };
requestAnimationFrame(step);
"""
COUNTED = "__moves.over = true; return [__moves.frames, (performance.now() - __moves.start) / 1000]"
CANVAS = "const b = document.querySelector('.vis-network').getBoundingClientRect();"
#: What a reader does, and the wait for the frame that shows it.
SHOWN = "requestAnimationFrame(() => setTimeout(arguments[0]))"
#: A word typed letter by letter, and what each letter takes until the hits are listed.
TYPED = """
const field = document.getElementById("search"), hits = document.getElementById("hits"), word = "trust";
field.focus();
const start = performance.now();
for (let i = 1; i <= word.length; i++) {
  field.value = word.slice(0, i);
  field.dispatchEvent(new Event("input"));
  hits.getBoundingClientRect();
}
return (performance.now() - start) / word.length;
"""
ACTS = {
    "filter": ["document.querySelector('[data-filter=\"kind:prediction\"]').click();"] * 2,
    "select": [f"document.querySelectorAll('#hits button')[{hit}].click();" for hit in range(3)],
}


def main() -> None:
    """Measure every size, print the table, and write it as JSON where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=sorted(BUDGETS))
    parser.add_argument("--patience", type=float, default=60, help="seconds to wait for a page to draw")
    parser.add_argument("--json", type=Path, help="write all figures here")
    parser.add_argument("--check", action="store_true", help="exit 1 where a figure is over twice its budget")
    chosen = parser.parse_args()
    results = {size: measure(size, chosen.patience) for size in chosen.sizes}
    over = [line for size, result in results.items() for line in report(size, result)]
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
    if chosen.check and over:
        sys.exit("\n".join(["more than twice the budget:", *over]))


def measure(size: int, patience: float) -> dict[str, Figures]:
    """Make both pages of one graph, and open them one after the other."""
    amap = synthetic(size)
    # The same layout on every machine, so that figures can be compared.
    pages: dict[str, Callable[[], str]] = {
        "argmap": lambda: to_html(amap, engine=Engine.LAYERED),
        "pyvis": lambda: plain(amap),
    }
    found = {}
    for name, make in pages.items():
        start = time.process_time()
        html = make()
        figures = {"python": time.process_time() - start, "file": len(html.encode()) / 1e6}
        found[name] = figures | opened(html, patience, ours=name == "argmap")
    return found


def plain(amap: ArgumentMap) -> str:
    """Draw propositions and their links as somebody would who has pyvis alone."""
    network = Network(directed=True, cdn_resources="in_line", notebook=False, height="800px")
    for prop in amap.propositions:
        network.add_node(prop.id, label=prop.text, shape="box")
    for inference in amap.inferences:
        for premise in inference.premises:
            network.add_edge(premise, inference.conclusion, label=inference.scheme.value)
    return str(network.generate_html())


@contextmanager
def patient(patience: float) -> Iterator[Reader]:
    """Start a browser that gives up on a page which does not answer."""
    with tempfile.TemporaryDirectory() as folder, chromium(strategy="none") as browser:
        browser.command_executor.client_config.timeout = patience + 30
        browser.set_script_timeout(patience)
        yield Reader(browser, Path(folder))


def opened(html: str, patience: float, *, ours: bool) -> Figures:
    """Open a page, wait until it has drawn and rests, and use it; a page that never draws has no further figures."""
    figures: Figures = {}
    try:
        with patient(patience) as reader:
            reader.command("Page.addScriptToEvaluateOnNewDocument", source=HOOK)
            reader.command(
                "Emulation.setDeviceMetricsOverride", width=1440, height=900, deviceScaleFactor=1, mobile=False
            )
            reader.command("Performance.enable", timeDomain="threadTicks")
            path = reader.folder / "map.html"
            path.write_text(html, "utf-8", newline="\n")
            reader.browser.get(path.as_uri())
            figures |= loaded(reader, patience)
            figures["busy"] = busy(reader)
            figures |= pan(reader) | zoom(reader)
            if ours:
                figures["search"] = reader.js(TYPED)
                figures |= {act: cost(reader, scripts) for act, scripts in ACTS.items()}
            figures["requests"] = len([url for url in reader.requests() if url.startswith("http")])
            figures["console"] = len(reader.complaints())
    except (WebDriverException, HTTPError, TimeoutError):
        figures["gave up after"] = patience
    return figures


def loaded(reader: Reader, patience: float) -> Figures:
    """Wait for the first drawing, and then until no long task has run for two seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        drawn, now, long = reader.js("return [window.__drawn, performance.now(), window.__long || []]")
        rest = max([drawn, *long])
        if drawn and now - rest > 2000:
            return {"first draw": drawn / 1000, "interactive": rest / 1000}
        time.sleep(0.1)
    raise TimeoutError


def busy(reader: Reader) -> float:
    """Read how many seconds of the processor the page's main thread has taken."""
    metrics = reader.command("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


def pan(reader: Reader) -> Figures:
    """Drag the map to and fro."""
    x, y = reader.js(CANVAS + "return [b.left + 12, b.bottom - 12]")
    mouse(reader, "mousePressed", x, y)
    moves = [(x + 6 * abs(20 - i % 40), y - 4 * abs(15 - i % 30)) for i in range(90)]
    figures = during(reader, "pan", [("mouseMoved", at) for at in moves])
    mouse(reader, "mouseReleased", *moves[-1])
    return figures


def zoom(reader: Reader) -> Figures:
    """Turn the wheel in and out."""
    at = reader.js(CANVAS + "return [b.left + b.width / 2, b.top + b.height / 2]")
    return during(reader, "zoom", [("mouseWheel", at)] * 60)


def during(reader: Reader, name: str, events: list[tuple[str, Any]]) -> Figures:
    """Count frames while mouse events come in, and what each of them costs."""
    before = busy(reader)
    reader.js(COUNT)
    for i, (kind, at) in enumerate(events):
        mouse(reader, kind, *at, turn=-40 if i % 20 < 10 else 40)
    frames, seconds = reader.js(COUNTED)
    return {name: frames / seconds, f"{name} costs": 1000 * (busy(reader) - before) / frames}


def mouse(reader: Reader, kind: str, x: float, y: float, *, turn: float = 0) -> None:
    """Send one event of the mouse."""
    wheel = {"deltaX": 0, "deltaY": turn} if kind == "mouseWheel" else {}
    reader.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1, **wheel)


def cost(reader: Reader, acts: list[str]) -> float:
    """Find what an act costs, with the frame that shows it, in milliseconds of the processor: the mean of several."""
    before = busy(reader)
    for act in acts:
        reader.browser.execute_async_script(act + SHOWN)
    return 1000 * (busy(reader) - before) / len(acts)


def report(size: int, result: dict[str, Figures]) -> list[str]:
    """Print one size, and return what is over twice its budget."""
    ours, theirs = result["argmap"], result["pyvis"]
    budgets = BUDGETS.get(size, {})
    over = []
    print(f"\n{size:,} propositions{' ' * 12}argmap     budget      pyvis   pyvis / argmap")
    for name, unit in UNITS.items():
        if name not in ours:
            print(f"  {name:12} {unit:4} {'never drew':>18}")
            continue
        value, budget, peer = ours[name], budgets.get(name), theirs.get(name)
        if budget and (value < budget / SLACK if name in MORE_IS_BETTER else value > budget * SLACK):
            over.append(f"{name} at {size:,}: {value:.3g} {unit}, budget {budget:g}")
        ratio = f"{peer / value:.2f}" if peer is not None and value else ""
        gone = f"> {theirs['gave up after']:g} s" if "gave up after" in theirs and unit in ("s", "fps", "ms") else ""
        print(f"  {name:12} {unit:4} {value:18.3g} {'' if budget is None else f'{budget:g}':>10} "
              f"{gone if peer is None else f'{peer:.3g}':>10} {ratio:>10}")
    return over


if __name__ == "__main__":
    main()
