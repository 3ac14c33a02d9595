"""Chromium for tests: a fresh profile, no host that answers, and words for what a reader does on a map's page."""

import json
import os
import shutil
import socket
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from selenium_axe_python import Axe

NEEDS = "needs Debian's chromium and chromium-driver"
NOWHERE = "MAP * ~NOTFOUND"
PATIENCE = 30


@contextmanager
def chromium(hosts=NOWHERE, strategy="normal"):
    """Start a browser in which every host name resolves as `hosts` says; a missing browser fails in CI.

    With the strategy "none" it does not wait for a page to load.
    """
    program, driver = (shutil.which(name) for name in ("chromium", "chromedriver"))
    if not program or not driver:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NEEDS)
    options = ChromeOptions()
    options.binary_location = program
    options.page_load_strategy = strategy
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                 "--no-first-run", "--disable-background-networking", "--disable-component-update",
                 f"--host-resolver-rules={hosts}", "--force-prefers-reduced-motion"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = Chrome(options=options, service=Service(driver))
    try:
        yield browser
    finally:
        browser.quit()


@contextmanager
def silent_host():
    """Listen, and never answer: the resolver rule that sends every host there."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        yield f"MAP * 127.0.0.1:{listener.getsockname()[1]}"


class Reader:
    """Opens pages, and looks and clicks as a reader would."""

    def __init__(self, browser, folder: Path):
        self.browser, self.folder = browser, folder

    def open(self, html, fragment="", *, size=(1440, 900), dark=False):
        """Write a page to a file, and visit it."""
        path = self.folder / "map.html"
        path.write_text(html, "utf-8", newline="\n")
        return self.visit(path, fragment, size=size, dark=dark)

    def visit(self, path, fragment="", *, size=(1440, 900), dark=False):
        """Load a page from its file, wait until its map is drawn, and return this reader."""
        self.command("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1,
                     mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", features=[scheme])
        self.browser.get("about:blank")
        self.browser.get_log("browser"), self.browser.get_log("performance")
        self.browser.get(path.as_uri() + fragment)
        self.until("return document.body.dataset.ready === 'yes'")
        self.settle()
        return self

    def command(self, name, **arguments):
        return self.browser.execute_cdp_cmd(name, arguments)

    def js(self, source, *arguments):
        return self.browser.execute_script(source, *arguments)

    def until(self, source, *arguments):
        """Wait until a script returns something true, and return it."""
        return WebDriverWait(self.browser, PATIENCE, 0.05).until(lambda _: self.js(source, *arguments))

    def settle(self):
        """Wait for two frames."""
        self.browser.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))"
        )

    def find(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector):
        """Read what stands in every matching element, shown or not."""
        return [element.get_property("textContent") for element in self.all(selector)]

    def click(self, selector):
        self.find(selector).click()
        self.settle()

    def press(self, *keys):
        ActionChains(self.browser).send_keys(*keys).perform()
        self.settle()

    def click_point(self, x, y):
        """Click a point of the window."""
        for kind in ("mousePressed", "mouseReleased"):
            self.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        # vis-network waits to see whether a second click makes it a double one.
        self.settle()

    def click_node(self, number):
        """Click the middle of a node's box on the map."""
        self.click_point(*self.spot(number))

    def spot(self, number):
        """Find the middle of a node's box in the window."""
        return self.js(
            "const p = network.canvasToDOM(network.getPosition(arguments[0]));"
            "const r = document.getElementById('canvas').getBoundingClientRect(); return [p.x + r.left, p.y + r.top]",
            number,
        )

    def drag_node(self, number, dx, dy):
        """Drag a node's box over the map."""
        x, y = self.spot(number)
        for kind, at, button in (("mouseMoved", (x, y), "none"), ("mousePressed", (x, y), "left"),
                                 ("mouseMoved", (x + dx / 2, y + dy / 2), "left"),
                                 ("mouseMoved", (x + dx, y + dy), "left"), ("mouseReleased", (x + dx, y + dy), "left")):
            self.command("Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], button=button, clickCount=1)
        self.settle()

    def hover_node(self, number):
        """Move the pointer over a node's box."""
        x, y = self.spot(number)
        for away in (3, 0):
            self.command("Input.dispatchMouseEvent", type="mouseMoved", x=x + away, y=y)
        self.settle()

    def choose(self, selector, words):
        """Click the match that says these words."""
        next(element for element in self.all(selector) if words in element.get_property("textContent")).click()
        self.settle()

    def faults(self, rules=("wcag2a", "wcag2aa", "wcag21aa", "best-practice")):
        """List what axe-core finds serious or critical in the page as it stands: rule, and the element."""
        axe = Axe(self.browser)
        axe.inject()
        found = axe.run(options={"runOnly": list(rules)})["violations"]
        return [(fault["id"], node["html"]) for fault in found if fault["impact"] in ("serious", "critical")
                for node in fault["nodes"]]

    def hash(self):
        """Read the state in the address, as a dict."""
        return self.js("return Object.fromEntries(new URLSearchParams(location.hash.slice(1)))")

    def in_sight(self, selector, pane):
        """Tell whether the first match lies within a pane's window."""
        return self.js(
            "const a = document.querySelector(arguments[0]).getBoundingClientRect();"
            "const b = document.querySelector(arguments[1]).getBoundingClientRect();"
            "return a.top >= b.top - 1 && a.top < b.bottom && a.height > 0", selector, pane,
        )

    def shown_boxes(self):
        """Measure the boxes that are on the map: their numbers to [left, top, right, bottom]."""
        return self.js(
            "return network.body.data.nodes.get().filter(n => !n.hidden).map(n => {"
            "const b = network.getBoundingBox(n.id); return [n.id, b.left, b.top, b.right, b.bottom]})"
        )

    def painted(self):
        """Count the pixels of the map that something is drawn on."""
        return self.js(
            "const c = document.querySelector('#canvas canvas');"
            "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            "let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n"
        )

    def complaints(self):
        """List what the console says."""
        return [entry["message"] for entry in self.browser.get_log("browser")]

    def requests(self):
        """List the addresses that the page asked for."""
        messages = (json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance"))
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]
