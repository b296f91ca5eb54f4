"""How tests fill in a form as people do: by the names of its inputs, which no language changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

EVERYWHERE = """([texts, others]) => {
    const inputs = document.querySelectorAll("#typed input[type=text], #typed textarea");
    for (const one of inputs) one.value = one.localName === "textarea" ? texts : others;
    return inputs.length;
}"""
STANDING = """() => [...new FormData(document.getElementById("typed"))]
    .filter(([name]) => !["section", "typed_in", "carried"].includes(name) && !name.endsWith("~entry"))
    .map(([name, value]) => [name, value.replaceAll("\\r\\n", "\\n")])"""
CARRIED = """() => JSON.parse(document.querySelector("[name=carried]").value || "{}")"""

# In paragraphs, as people write: one of two million letters takes a browser a quarter of a minute.
TOO_MUCH = """(area) => {
    area.value = `${"beaucoup ".repeat(100)}\n`.repeat(2_600);
    return area.value.length;
}"""


def box(page: Page, name: str) -> Locator:
    """The input of that name."""
    return page.locator(f'[name="{name}"]')


def tick(page: Page, name: str, code: str) -> Locator:
    """The radio button or box of that name for a choice."""
    return page.locator(f'[name="{name}"][value="{code}"]')


def write(page: Page, name: str, text: str) -> None:
    """Type into an input and leave it, as the Tab key does."""
    box(page, name).fill(text)
    box(page, name).blur()


def check(page: Page) -> None:
    """Press the button that checks a section and goes on."""
    page.locator("button.primary").click()


def switch(page: Page, language: str) -> None:
    """Press the button that shows the same page in another language."""
    page.locator(f"button[name=switch][value='{language}']").click()


def press(page: Page, name: str, value: str = "") -> None:
    """Press one of the buttons inside the form."""
    page.locator(f'button[name="{name}"]' + (f'[value="{value}"]' if value else "")).first.click()


def go_to(page: Page, section: str) -> None:
    """Open the list of sections and press the one wanted."""
    page.locator(".steps > summary").click()
    press(page, "go", section)


def type_everywhere(page: Page, narrative: str, line: str) -> int:
    """Put one text into every narrative and another into every line; tell how many there are."""
    count: int = page.evaluate(EVERYWHERE, [narrative, line])
    return count


def standing(page: Page) -> list[list[str]]:
    """What stands in all inputs of the section, by name."""
    found: list[list[str]] = page.evaluate(STANDING)
    return found


def carried(page: Page) -> dict[str, list[str]]:
    """What travels along from the other sections."""
    found: dict[str, list[str]] = page.evaluate(CARRIED)
    return found
