"""A country and its reviewer from submission to annual review: one writes Spanish, the other French."""

import pytest
from playwright.sync_api import expect

from tests.browser.filling import box, tick
from tests.browser.looking import findings_in, overflow, too_small, unfold, violations
from tests.browser.places import MIRROR
from tests.browser.reports import PATIENCE, address, enter, speaks
from tests.web.queries.test_queries import asked
from tests.web.reported import number
from tests.web.reviewed import add_readers, give_back, submit_again
from tests.web.reviews.test_annual_reviews import LACKING, review

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
PAGES = ("steps", "changes", "queries", "queries/1", "ask/f.text", "review")
ASKED = "Ce chiffre se rapporte-t-il à 2018 ou à 2019 ?"
REPLIED = "A 2019. El ministerio corrige la cifra."
OBSERVED = "Des progrès nets dans trois ministères."
SEND = "main button.primary"


class Somebody:
    """A person with a browser of their own, who reads one language and complains of nothing."""

    def __init__(self, world, browser, who, lang):
        self.world, self.lang, self.complaints = world, lang, []
        speaks(world, who, lang)
        self.context = browser.new_context(locale=lang, timezone_id="UTC")
        self.context.set_default_timeout(PATIENCE)
        enter(world, self.context, who)
        self.page = self.context.new_page()
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, *parts):
        """Open a page of the report, and look at it closely."""
        self.page.goto(address(self.world, *parts, lang=self.lang))
        return self.look()

    def look(self):
        """The page is in the language, accessible, and fits a phone."""
        expect(self.page.locator("html")).to_have_attribute("lang", self.lang)
        self.page.set_viewport_size({"width": PHONE, "height": 800})
        assert [] == [*overflow(self.page), *violations(self.page)], self.page.url
        self.page.set_viewport_size({"width": DESK, "height": 800})
        return self

    def press(self, what):
        """Press something, and look at the page that follows."""
        self.page.locator(what).first.click()
        self.page.wait_for_load_state()
        return self.look()

    def says(self, *words, where="main"):
        """The page says this."""
        for one in words:
            expect(self.page.locator(where).first).to_contain_text(one)
        return self

    def letter(self, name):
        """Open the last letter to somebody in the outbox."""
        self.page.goto(f"{self.world.address}/{self.lang}/outbox")
        self.page.locator(".cards li", has_text=name).first.locator("a").first.click()
        expect(self.page.locator("main .note")).to_have_attribute("lang", self.lang)
        return self


@pytest.fixture
def readers(world):
    """The world with those who read."""
    add_readers(world)
    return world


@pytest.fixture
def people(readers, browser):
    """The focal point, who reads Spanish, and the reviewer, who reads French."""
    found = Somebody(readers, browser, "focal", "es"), Somebody(readers, browser, "reviewer", "fr")
    yield found
    for one in found:
        one.context.close()
        assert [] == one.complaints


def hand_over(focal):
    """Submit the report as its focal point does."""
    focal.open("submit")
    tick(focal.page, "publishes", "yes").check()
    focal.press(SEND)
    focal.page.wait_for_url("**/receipt")


def ask(reviewer):
    """From the summary to the answer, and ask about it."""
    reviewer.letter("Awa A.").says("Madagascar")
    reviewer.open("summary")
    reviewer.open("figures").press("a[href$='/ask/f.number']")
    box(reviewer.page, "words").fill(ASKED)
    reviewer.press(SEND).says(ASKED)
    return reviewer.page.url.partition("?")[0].rpartition("/")[2]


def reply(focal, query):
    """Find the query at the question, and reply to it."""
    focal.letter("Ms R.").says("Solicitudes de aclaración", ASKED)
    focal.open("figures")
    expect(focal.page.locator(".query-note p[lang=fr]")).to_have_text(ASKED)
    focal.press(f".query-note a[href$='/queries/{query}']")
    box(focal.page, "words").fill(REPLIED)
    focal.press(SEND).says(REPLIED)


def return_it(reviewer, query):
    """Read the reply, and return the report so that the answer can be corrected."""
    reviewer.open("queries", query)
    expect(reviewer.page.locator(".move p[lang=es]")).to_have_text(REPLIED)
    reviewer.open("steps")
    reviewer.page.locator("#reason-return").fill("Merci de corriger ce chiffre.")
    reviewer.press("form[action$='/return'] button")
    expect(reviewer.page.locator("[role=status]")).to_be_visible()


def correct(focal):
    """Correct the answer and submit again."""
    focal.letter("Ms R.").says("Merci de corriger ce chiffre.")
    focal.open("figures")
    box(focal.page, "f.number").fill("15")
    focal.page.locator("#typed .actions button.primary").click()
    focal.page.wait_for_url("**/words")
    assert 15.0 == focal.world.value("f.number")
    hand_over(focal)


def settle_and_accept(reviewer, query):
    """See what changed, close the query, accept."""
    reviewer.open("steps").press("main a[href$='/changes']").says("14", "15")
    reviewer.open("queries", query).press("main button.secondary")
    reviewer.open("steps").press("form[action$='/accept'] button")
    expect(reviewer.page.locator("[role=status]")).to_be_visible()


def test_from_the_submission_to_the_annual_review(people):
    focal, reviewer = people
    plan, figure = number("f.text", "Plan"), number("f.number", 14.0, reference_year=2019)
    focal.world.save("focal", plan, figure, number("f.yes", "no"), number("w.story", "Todo bien."))
    hand_over(focal)
    query = ask(reviewer)
    reply(focal, query)
    return_it(reviewer, query)
    correct(focal)
    settle_and_accept(reviewer, query)
    focal.letter("Ms R.")
    focal.open("steps").says("Awa A.")
    reviewer.open("review")
    tick(reviewer.page, "substantial", "yes").check()
    box(reviewer.page, "observations").fill(OBSERVED)
    reviewer.press(SEND)
    focal.letter("Ms R.").page.goto(f"{focal.world.address}/es/countries/MDG")
    focal.look()
    expect(focal.page.locator(".review dd[lang=fr]").first).to_have_text(OBSERVED)


def look(page, lang, width, where):
    """What careful eyes find on a page as it is, and with everything unfolded."""
    page.goto(where)
    found = overflow(page)
    unfold(page)
    found += [*findings_in(page, lang if width != PHONE else ""), *overflow(page)]
    if width == PHONE:
        found += too_small(page, 44)
    return found


@pytest.mark.parametrize("lang", ["en", MIRROR])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_of_those_who_review_are_for_everybody(readers, context, page, lang, width):
    readers.save("focal", number("f.text", "A plan"), number("f.number", 14.0))
    submit_again(readers)
    asked(readers, "f.number")
    give_back(readers)
    readers.save("focal", number("f.number", 15.0))
    submit_again(readers)
    for year in (2019, 2020):
        review(readers, "desk", year, **LACKING)
    review(readers, "desk", 2020, saw=1, **{**LACKING, "observations": "Better words."})
    enter(readers, context, "desk")
    page.set_viewport_size({"width": width, "height": 800})
    pages = [address(readers, one, lang=lang) for one in PAGES]
    pages.append(f"{readers.address}/{lang}/countries/MDG")
    found = {one: look(page, lang, width, one) for one in pages}
    assert [] == [f"{one}: {what}" for one, what in found.items() if what]
