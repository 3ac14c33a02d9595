"""Take the README's pictures from the pages in graphs/: `python -m docs.take_screenshots` from the checkout's root."""

import base64
import sys
from pathlib import Path

from tests.browser import Reader, chromium

ROOT = Path(__file__).parent.parent
ESSAY = "2026-04-lambert-bets-on-open-models"
SIZE = (1180, 700)
LIMIT = 300_000
#: Picture, page in graphs/, view, dark.
SHOTS = (
    ("map", ESSAY, "#v=map", False),
    ("predictions", ESSAY, "#v=predictions", False),
    ("causes", "all", "#v=causes", True),
)


def main() -> None:
    """Write docs/img/NAME.png for every shot, the main thesis of the map selected, and refuse one that is too large."""
    with chromium() as browser:
        for name, page, fragment, dark in SHOTS:
            source = ROOT / "graphs" / f"{page}.html"
            picture = take(Reader(browser, ROOT / "graphs"), source, fragment, dark=dark)
            if len(picture) > LIMIT:
                sys.exit(f"{name}.png has {len(picture):,} bytes, more than {LIMIT:,}")
            (ROOT / "docs" / "img" / f"{name}.png").write_bytes(picture)


def take(reader: Reader, source: Path, fragment: str, *, dark: bool) -> bytes:
    """Open a page as a reader would, choose what the map opens at, and take the picture of the window."""
    reader.visit(source, fragment, size=SIZE, dark=dark)
    if fragment == "#v=map":
        reader.click("#card .jump")
    reader.settle()
    return base64.b64decode(reader.command("Page.captureScreenshot", format="png")["data"])


if __name__ == "__main__":
    main()
