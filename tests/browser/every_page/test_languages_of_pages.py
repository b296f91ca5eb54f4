"""A page speaks one language: what is said in another is marked, and nothing English is left over."""

import pytest

from survey.languages import TRANSLATED
from tests.browser.filling import check, type_everywhere
from tests.browser.places import MIRROR, NOWHERE, PLAIN, PROGRESS, SECTIONS, UPDATE

pytestmark = pytest.mark.browser


# Every text of a page that people see or hear, with the language in which it is marked.
TEXTS = """async (paths) => {
    const found = {};
    for (const path of paths) {
        const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
        const texts = found[path] = [["", page.title]];
        const walk = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
            const { parentElement, data } = walk.currentNode;
            if (parentElement.closest("script, style, textarea, .languages")) continue;
            texts.push([parentElement.closest("body [lang]")?.lang ?? "", data.trim()]);
        }
        for (const name of ["aria-label", "title", "placeholder", "alt"]) {
            const named = [...page.body.querySelectorAll(`[${name}]`)];
            texts.push(...named.map((one) => ["", one.getAttribute(name)]));
        }
        const script = page.getElementById("conditions");
        const words = script ? Object.values(JSON.parse(script.textContent).words) : [];
        texts.push(...words.map((word) => ["", word]));
    }
    return found;
}"""
LONGEST_ALIKE = 12
ALIKE = {"Pathfinder Survey", "Questionnaires", "Questionnaires · Pathfinder Survey"} | {
    f"The first row: {column}" for column in ("Amount", "A further column")
}
"""What is written the same in two languages; the rows of the gallery have English names only."""


def letters(text):
    """How many letters a text has."""
    return sum(one.isalpha() for one in text)


def texts_of(page, site, language, paths):
    """What is said on pages, and in which language it is marked, page by page."""
    page.goto(f"{site}/{language}/")
    found = page.evaluate(TEXTS, [f"/{language}/{path}" for path in paths])
    return {path: found[f"/{language}/{path}"] for path in paths}


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_english_is_left_over(site, page, complaints, language):
    paths = (*PLAIN, *SECTIONS, NOWHERE)
    english = {text for said in texts_of(page, site, "en", paths).values() for _, text in said}
    left = {
        text: path
        for path, said in texts_of(page, site, language, paths).items()
        for lang, text in said
        if lang != "en" and text in english - ALIKE and letters(text) > LONGEST_ALIKE
    }
    complaints.clear()  # the browser itself complains of the status 404
    assert {} == left


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_falls_back_to_english(site, page, complaints, language):
    paths = [
        one for one in (*PLAIN, *SECTIONS, NOWHERE) if one != "components"
    ]  # its form is English by nature
    said = texts_of(page, site, language, paths)
    complaints.clear()
    assert {} == {text: path for path, texts in said.items() for lang, text in texts if lang == "en"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_wrong_is_said_in_the_language_of_the_page(site, page, language):
    for path in (f"{PROGRESS}/cl_policies", f"{PROGRESS}/budget", f"{UPDATE}/partners"):
        page.goto(f"{site}/{language}/{path}")
        type_everywhere(page, "x", "1.2,3.4 abc")
        check(page)
        page.locator("#summary").wait_for()
        assert [] == page.locator("#summary [lang], .error [lang]").all_text_contents()


def test_the_mirror_mirrors_every_text_of_ours(site, page, complaints):
    said = texts_of(page, site, MIRROR, (*PLAIN, *SECTIONS, NOWHERE))
    complaints.clear()
    plain = {
        text: path
        for path, texts in said.items()
        for _, text in texts
        if letters(text) > LONGEST_ALIKE and "\u202e" not in text and text not in ALIKE
    }
    assert {} == plain


@pytest.mark.parametrize("language", ["en", *TRANSLATED, MIRROR])
def test_the_languages_are_named_in_themselves(site, page, language):
    page.goto(f"{site}/{language}/")
    names = page.locator(".languages a[hreflang]").evaluate_all(
        "all => all.map((one) => [one.lang, one.textContent])"
    )
    assert [["en", "English"], ["fr", "Français"], ["es", "Español"], [MIRROR, "Mirror"]] == names
