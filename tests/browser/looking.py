"""What careful eyes check on any page: the rules of accessibility, what overflows, what is too small.

Each function returns findings as texts, so that a test can compare them with none at all.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = """async (options) => (await axe.run({ resultTypes: ["violations"], ...options })).violations
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, any, all, none }) => {
        const reasons = [...any, ...all, ...none].map(({ message }) => message).join("; ");
        return `${id}: ${html.slice(0, 200)} ${reasons.slice(0, 200)}`;
    }))"""

UNFOLD = """() => {
    document.documentElement.classList.remove("js");
    for (const fold of document.querySelectorAll("details")) fold.open = true;
}"""

OVERFLOWING = """() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        const out = right > clientWidth + 1 || left < -1;
        return width && out && getComputedStyle(one).position !== "absolute";
    });
    const said = (one) => `${one.tagName} ${one.id || one.className} ${one.textContent.trim().slice(0, 40)}`;
    return [`${scrollWidth} px wide instead of ${clientWidth}`, ...wide.slice(0, 5).map(said)];
}"""

# What can be pressed, with the label that presses a box or a radio button counted in. A link inside a
# sentence is as high as its line (WCAG 2.5.8 lets it be).
SMALL = """([least, kinds]) => {
    const inSentence = (one) => one.localName === "a" && getComputedStyle(one).display === "inline"
        && one.parentElement.textContent.trim() !== one.textContent.trim();
    const found = [];
    for (const one of document.querySelectorAll(kinds)) {
        if (!one.checkVisibility({ visibilityProperty: true }) || one.closest(".vh, .skip")) continue;
        if (inSentence(one) || one.closest("thead")?.offsetWidth === 1) continue;
        const target = one.matches("[type=radio], [type=checkbox]") ? one.closest("label") ?? one : one;
        const { width, height } = target.getBoundingClientRect();
        if (Math.round(height) < least || Math.round(width) < Math.min(least, 24)) {
            const name = one.name || one.id || one.textContent.trim().slice(0, 40);
            found.push(`${one.localName} ${name}: ${width.toFixed(1)} x ${height.toFixed(1)}`);
        }
    }
    return found;
}"""

PRESSED = "a[href], button, input:not([type=hidden]), select, textarea, summary"
ON_PAPER = """(kinds) => [...document.querySelectorAll(kinds)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .map((one) => one.textContent.trim() || one.className)"""
TYPED_OR_PRESSED = "button, input:not([type=hidden]), select, textarea"
ALL_RULES = {"rules": {"target-size": {"enabled": True}}}
COLOURS = {"runOnly": ["color-contrast"]}
ALL_BUT_COLOURS = {"rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}}
"""A third of the time goes into colours, and colours know no language."""


@lru_cache(maxsize=1)
def script() -> str:
    """The checker, read once."""
    return str(Axe().axe_script)


def violations(page: Page, options: dict[str, object] | None = None) -> list[str]:
    """What axe finds: all its rules, best practice and WCAG 2.2 included, unless told otherwise."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(script())
    found: list[str] = page.evaluate(AXE, ALL_RULES if options is None else options)
    return found


def findings_in(page: Page, language: str) -> list[str]:
    """What axe finds, in light and dark; contrasts in English only, as colours know no language."""
    if language != "en":
        return violations(page, ALL_BUT_COLOURS)
    return [*violations(page), *unreadable_in_the_dark(page)]


def unreadable_in_the_dark(page: Page) -> list[str]:
    """What has too little contrast when the reader's screen is dark."""
    page.emulate_media(color_scheme="dark")
    found = violations(page, COLOURS)
    page.emulate_media(color_scheme="light")
    return found


def unfold(page: Page) -> None:
    """Show everything that a page can show: every fold open, and what is not asked as well."""
    page.evaluate(UNFOLD)


def overflow(page: Page) -> list[str]:
    """What makes a page scroll sideways."""
    found: list[str] = page.evaluate(OVERFLOWING)
    return found


def too_small(page: Page, least: int, kinds: str = PRESSED) -> list[str]:
    """What can be pressed and is less than so many pixels high, or less than 24 wide."""
    found: list[str] = page.evaluate(SMALL, [least, kinds])
    return found
