"""Take the README's pictures from the pages in graphs/: `python -m docs.take_screenshots` from the checkout's root."""

import base64
import sys
from pathlib import Path
from typing import NamedTuple

from tests.browser import Reader, chromium

ROOT = Path(__file__).parent.parent
SIZE = (1280, 760)
#: WebP: a third of the bytes of PNG, and its letters as sharp.
QUALITY = 82
LIMIT = 130_000


class Shot(NamedTuple):
    """One picture: its name, the page in graphs/, the view, what is clicked first, and whether it is dark."""

    name: str
    page: str
    fragment: str
    click: str = ""
    dark: bool = False


ESSAY = "2026-04-lambert-bets-on-open-models"
SHOTS = (
    Shot("map", ESSAY, "#v=map"),
    Shot("essays", "all", "#v=map"),
    Shot("predictions", ESSAY, "#v=predictions"),
    Shot("causes", "all", "#v=causes", "#card .jump", dark=True),
    Shot("diff", "diff-zuckerberg-aschenbrenner", "", ".facing"),
)


def main() -> None:
    """Write docs/img/NAME.webp for every shot, and refuse one that is too large."""
    with chromium() as browser:
        for shot in SHOTS:
            picture = take(Reader(browser, ROOT / "graphs"), shot)
            if len(picture) > LIMIT:
                sys.exit(f"{shot.name}.webp has {len(picture):,} bytes, more than {LIMIT:,}")
            (ROOT / "docs" / "img" / f"{shot.name}.webp").write_bytes(picture)


def take(reader: Reader, shot: Shot) -> bytes:
    """Open a page as a reader would, choose something where there is a choice, and take the picture of the window."""
    reader.visit(ROOT / "graphs" / f"{shot.page}.html", shot.fragment, size=SIZE, dark=shot.dark)
    if shot.click and reader.all(shot.click):
        reader.click(shot.click)
    reader.settle()
    picture = reader.command("Page.captureScreenshot", format="webp", quality=QUALITY)
    return base64.b64decode(picture["data"])


if __name__ == "__main__":
    main()
