"""Fixtures that several test files share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language

from argmap.endpoint import Endpoint
from argmap.model import ArgumentMap
from tests.virtuoso import installed, running

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Load the whole pipeline, as it ships."""
    from argmap.pipeline.load import load

    return load()


@pytest.fixture(scope="session")
def fast_nlp() -> Language:
    """Load the pipeline without the encoder: rules and small models, as `--fast` has it."""
    from argmap.pipeline.load import load

    return load(fast=True)


@pytest.fixture(scope="session")
def browser():
    """Start one Chromium for all tests, in which no host name resolves."""
    from tests.browser import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def reader(browser, tmp_path):
    """Open pages in the browser, and look and click as a reader would."""
    from tests.browser import Reader

    return Reader(browser, tmp_path)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Find the folder with treebanks and gold essays; users have none, CI must."""
    folder = os.environ.get("ARGMAP_SHARED", "")
    if not folder:
        if os.environ.get("CI") and (ROOT.parent / "shared").is_dir():
            pytest.fail("ARGMAP_SHARED is not set in CI")
        pytest.skip("ARGMAP_SHARED does not name the folder with treebanks and gold essays")
    return Path(folder)


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory) -> Iterator[Endpoint]:
    """Run a SPARQL server that is not ours; users need not have one, CI must."""
    if not installed():
        pytest.skip("needs Virtuoso: tests/peers/install")
    with running(tmp_path_factory.mktemp("virtuoso")) as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def dev_maps(shared: Path) -> dict[str, ArgumentMap]:
    """Extract the development essays, once for all tests that measure them: the essay's name to its map."""
    from argmap.extract import extract_files

    sources = sorted((shared / "gold" / "dev").glob("*.md"))
    return {source.stem: amap for source, amap in zip(sources, extract_files(sources), strict=True)}


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI a test that skips has failed: something that it needs was not installed."""
    outcome = yield
    report = outcome.get_result()
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
