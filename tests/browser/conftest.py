"""A real Chromium and the real application: one browser and one server a worker, a fresh context each test.

A page in which the console, the policy of the page or the network complains fails its test.
"""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from survey.settings import Settings
from survey.web.app import create_app
from tests.browser.reports import (
    PATIENCE,
    copied,
    copied_demonstration,
    enter_as,
    make_demonstration_in,
    make_template,
)
from tests.made_once import made_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.web.reported import Reporting

SMALL_FORMS = Path(__file__).parents[1] / "forms/good"

expect.set_options(timeout=PATIENCE)

OWN = ("http://127.0.0.1:", "http://localhost:", "http://conditions.test")
"""Where pages of tests may ask for something: this machine, by its address or its name."""

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Silent(WSGIRequestHandler):
    """Answers without a line in the log for each request; connections are kept, as servers do."""

    protocol_version = "HTTP/1.1"

    def log(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application on a free port of this machine; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def in_the_mirror(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with the tester's right-to-left language, and a database that nobody else has."""
    return Settings(
        mirror=True, database_url=f"sqlite:///{tmp_path_factory.mktemp('site') / 'survey.sqlite3'}"
    )


@pytest.fixture(scope="session")
def site(in_the_mirror: Settings) -> Iterator[str]:
    """The address of the real application with the real forms."""
    with served(create_app(in_the_mirror)) as address:
        yield address


@pytest.fixture(scope="session")
def small_site(in_the_mirror: Settings) -> Iterator[str]:
    """The address of the same application with the tiny forms, which show one feature each."""
    with served(create_app(in_the_mirror, forms=SMALL_FORMS)) as address:
        yield address


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reporting, Path]:
    """A world with a report of last year and one of this year, made once a worker."""
    folder = tmp_path_factory.mktemp("template")
    return make_template(folder), folder


@pytest.fixture
def world(template: tuple[Reporting, Path], tmp_path: Path) -> Iterator[Reporting]:
    """A copy of it, served."""
    made = copied(*template, tmp_path)
    with served(made.app) as address:
        made.address = address
        yield made
    made.engine.dispose()


@pytest.fixture(scope="session")
def demonstration_template() -> Path:
    """The sample data of two rounds."""
    return made_once("demonstration-of-today", make_demonstration_in)


@pytest.fixture(scope="module")
def demonstration(demonstration_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a copy of it: what the tests of one file change, those of the next do not see."""
    with served(copied_demonstration(demonstration_template, tmp_path_factory.mktemp("copied"))) as address:
        yield address


@pytest.fixture
def desk(demonstration: str, context: BrowserContext) -> str:
    """The same, with the secretariat signed in."""
    enter_as(context, demonstration, "desk")
    return demonstration


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
def scripts() -> bool:
    """Whether the browser runs scripts; parametrize it to read without them."""
    return True


@pytest.fixture
def lasts(request: pytest.FixtureRequest) -> bool:
    """Whether a page goes on to the next test: those of a site keep nothing, and a new one costs a second."""
    return bool({"site", "small_site", "desk"} & set(request.fixturenames))


@pytest.fixture(scope="session")
def lasting(browser: Browser) -> Iterator[dict[tuple[str, bool], BrowserContext]]:
    """The browsers that go from test to test, by the languages of their reader and whether scripts run."""
    known: dict[tuple[str, bool], BrowserContext] = {}
    yield known
    for context in known.values():
        context.close()


@pytest.fixture
def context(
    browser: Browser,
    lasting: dict[tuple[str, bool], BrowserContext],
    languages: str,
    scripts: bool,
    lasts: bool,
) -> Iterator[BrowserContext]:
    """A browser without cookies from other tests, and without their cache unless it lasts."""
    if lasts:
        if (languages, scripts) not in lasting:
            lasting[languages, scripts] = context_for(browser, languages, scripts)
        lasting[languages, scripts].clear_cookies()
        yield lasting[languages, scripts]
        return
    fresh = context_for(browser, languages, scripts)
    yield fresh
    fresh.close()


def context_for(browser: Browser, languages: str, scripts: bool) -> BrowserContext:
    """A browser of somebody who reads these languages, with or without scripts."""
    fresh = browser.new_context(
        locale=languages.split(",")[0].split(";")[0],
        extra_http_headers={"Accept-Language": languages},
        timezone_id="UTC",
        java_script_enabled=scripts,
    )
    fresh.set_default_timeout(PATIENCE)
    return fresh


@pytest.fixture
def complaints() -> list[str]:
    """What the console and the page complained of; a test that provokes a complaint clears it."""
    return []


@pytest.fixture
def addresses() -> list[str]:
    """Every address that the page asked for, in order."""
    return []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str], addresses: list[str]) -> Iterator[Page]:
    """A page like new; a test in which it complains, or asks other machines for something, fails."""
    found = like_new(context.pages[0]) if context.pages else context.new_page()
    heard = {
        "console": lambda said: said.type == "error" and complaints.append(said.text),
        "pageerror": lambda error: complaints.append(str(error)),
        "dialog": lambda dialog: complaints.append(dialog.message) or dialog.dismiss(),
        "request": lambda request: addresses.append(request.url),
    }
    for event, listener in heard.items():
        found.on(event, listener)
    yield found
    for event, listener in heard.items():
        found.remove_listener(event, listener)
    assert not complaints
    assert not [one for one in addresses if not one.startswith(OWN)]


def like_new(page: Page) -> Page:
    """A page that a test has left, as wide as a new one, on screen, with nothing intercepted."""
    page.unroute_all()
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(media="null", color_scheme="null")
    return page
