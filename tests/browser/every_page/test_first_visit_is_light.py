"""A first visit costs little and asks nobody else: measured on the wire, everything compressed."""

from collections import defaultdict

import pytest

from tests.browser.places import PLAIN, SECTIONS, third

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", ["en", "fr", "ar-XB"])]

MOST_REQUESTS = 5
MOST_BYTES = 60_000
MOST_OF_LOOKS_AND_SCRIPTS = 30_000


@pytest.fixture
def lasts():
    """A first visit is made by a browser that has been nowhere."""
    return False


class Wire:
    """What comes over the wire to a page whose browser keeps nothing."""

    def __init__(self, page):
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.kinds = {}
        self.bytes = defaultdict(int)
        self.session.on("Network.responseReceived", self.received)
        self.session.on("Network.loadingFinished", self.finished)
        self.session.send("Network.enable")
        self.session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def received(self, event):
        """Remember what kind of thing a request asked for."""
        self.kinds[event["requestId"]] = event["type"]

    def finished(self, event):
        """Count what it weighed, its head included."""
        self.bytes[event["requestId"]] += event["encodedDataLength"]

    def weigh(self, address, until="load"):
        """Visit a page for the first time: how many requests, the bytes of all, and of looks and scripts."""
        self.kinds.clear()
        self.bytes.clear()
        self.page.goto(address, wait_until=until)
        self.session.send(
            "Runtime.evaluate", {"expression": "0"}
        )  # what finished before has been told by then
        looks = sum(self.bytes[one] for one, kind in self.kinds.items() if kind in ("Stylesheet", "Script"))
        return len(self.kinds), sum(self.bytes.values()), looks


def test_no_page_is_heavy(site, page, language, record_property):
    wire = Wire(page)
    weights = {path: wire.weigh(f"{site}/{language}/{path}") for path in (*PLAIN, *third(language))}
    record_property("heaviest page in bytes", max(whole for _, whole, _ in weights.values()))
    record_property("looks and scripts in bytes", max(looks for *_, looks in weights.values()))
    assert {} == {path: found for path, found in weights.items() if found[1] > MOST_BYTES}
    assert {} == {path: found for path, found in weights.items() if found[2] > MOST_OF_LOOKS_AND_SCRIPTS}


def test_a_page_asks_for_little(site, page, language):
    wire = Wire(page)
    requests, *_ = wire.weigh(f"{site}/{language}/{SECTIONS[0]}", until="networkidle")  # the icon comes last
    assert requests <= MOST_REQUESTS


def test_nothing_is_fetched_twice(site, page, addresses, language):
    page.goto(f"{site}/{language}/{SECTIONS[0]}", wait_until="networkidle")
    page.goto(f"{site}/{language}/{SECTIONS[1]}", wait_until="networkidle")
    fetched = page.evaluate(
        "performance.getEntriesByType('resource').filter((one) => one.transferSize).map((one) => one.name)"
    )
    assert [] == fetched
