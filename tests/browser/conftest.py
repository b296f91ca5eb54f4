"""A real Chromium for tests of what happens in the page: one browser a worker, a fresh context each test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The distribution's Chromium, started once a worker."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield started
        started.close()


@pytest.fixture
def languages() -> str:
    """What the browser says in Accept-Language; parametrize it to read as somebody else."""
    return "en"


@pytest.fixture
def context(browser: Browser, languages: str) -> Iterator[BrowserContext]:
    """A browser without cookies or cache from other tests."""
    fresh = browser.new_context(
        locale=languages.split(",")[0].split(";")[0],
        extra_http_headers={"Accept-Language": languages},
        timezone_id="UTC",
    )
    fresh.set_default_timeout(10_000)
    yield fresh
    fresh.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the console and the page complained of; a test that provokes a complaint clears it."""
    return []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A blank page; a test in which it complains fails."""
    fresh = context.new_page()
    fresh.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    fresh.on("pageerror", lambda error: complaints.append(str(error)))
    yield fresh
    assert not complaints
