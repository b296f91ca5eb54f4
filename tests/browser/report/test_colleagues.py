"""The colleague's part from end to end: invited, signed in from the mail, seen at work, left with nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from survey.storage.engine import migrating
from survey.storage.engine.database import options_for, prepare
from survey.storage.mail.letters import Letter
from survey.storage.people.people import Grant
from survey.storage.people.people import Person as Row
from tests.browser.conftest import served
from tests.browser.filling import box, tick
from tests.browser.looking import findings_in, overflow, too_small, unfold
from tests.browser.reports import PATIENCE
from tests.web.reported import number, reporting_on

pytestmark = pytest.mark.browser

LOVA = "lova@justice.example"


@pytest.fixture
def world(tmp_path):
    url = f"sqlite:///{tmp_path}/survey.sqlite3"
    engine = create_engine(url, **options_for(url))
    prepare(engine)
    migrating.upgrade(engine)
    made = reporting_on(engine, url, tmp_path, mirror=True)
    with served(made.app) as address:
        made.address = address
        office = made.app.extensions["survey-office"]
        made.app.extensions["survey-office"] = replace(office, base_url=address)
        yield made
    engine.dispose()


@pytest.fixture
def focal(world, context, page):
    """The focal point's page, signed in."""
    world.signed_in("focal")
    context.add_cookies([{"name": "survey-session", "value": "session-of-focal", "url": world.address}])
    return page


@pytest.fixture
def lova(browser):
    """The page of a colleague in a browser of their own."""
    own = browser.new_context(locale="fr", timezone_id="UTC")
    own.set_default_timeout(PATIENCE)
    yield own.new_page()
    own.close()


def address(world, *parts, lang="en"):
    return "/".join((world.address, lang, "reports", world.form, "2020", "MDG", *parts))


def newest_letter(world, kind):
    with Session(world.engine) as session:
        wanted = select(Letter).where(Letter.kind == kind).order_by(Letter.id.desc())
        return session.scalars(wanted).first()


def open_mail(world, page, kind):
    """Look at the newest letter of a kind, as a mail program shows it."""
    page.goto("about:blank")
    page.set_content(newest_letter(world, kind).html)


def invite(world, focal, lang):
    """Fill in and send the invitation."""
    focal.goto(address(world, "colleagues", lang=lang))
    box(focal, "email").fill(LOVA)
    box(focal, "name").fill("Lova A.")
    box(focal, "works_at").fill("Justice")
    tick(focal, "language", lang).check()
    tick(focal, "section", "words").check()
    box(focal, "note").fill("S.V.P.")
    focal.locator("main button.primary").click()
    expect(focal.locator("p[role=status]")).to_contain_text("Lova A.")


def sign_in_from_mail(world, lova):
    """From the invitation through the door to the report."""
    open_mail(world, lova, "colleague_invited")
    lova.locator("a").click()
    box(lova, "email").fill(LOVA)
    lova.locator("main button.primary").click()
    expect(box(lova, "code")).to_be_visible()
    open_mail(world, lova, "sign_in")
    lova.locator("a").click()
    lova.locator("main button.primary").click()


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_the_colleagues_part_from_the_mail_to_the_last_section_taken_back(world, focal, lova, lang):
    world.save("focal", number("f.text", "Only ours"))
    invite(world, focal, lang)
    assert lang == newest_letter(world, "colleague_invited").language
    sign_in_from_mail(world, lova)
    expect(lova).to_have_url(address(world, lang=lang))
    expect(lova.locator(".task-name a")).to_have_count(1)
    lova.locator(".task-name a").click()
    box(lova, "w.story").fill("Une histoire")
    box(lova, "w.story").blur()
    expect(lova.locator("#save-state")).to_have_attribute("data-state", "done")
    assert "Une histoire" == world.value("w.story")

    focal.goto(address(world, "words", lang=lang))
    expect(focal.locator("#others")).to_contain_text("Lova A. (Justice)")
    focal.goto(address(world, "colleagues", lang=lang))
    expect(focal.locator(".cards").first).to_contain_text("Words")
    expect(focal.locator(".cards .counts").first).to_contain_text("1")
    focal.locator(".cards a.lone:has-text('Lova A.')").click()
    focal.locator("form[action$='/withdraw'] button").click()
    expect(focal.locator("p[role=status]")).to_be_visible()
    expect(focal.locator("main")).not_to_contain_text(LOVA)
    assert lang == newest_letter(world, "sections_withdrawn").language

    for parts in ((), ("words",), ("check",), ("downloads",), ("history", "w.story"), ("colleagues",)):
        lova.goto(address(world, *parts, lang=lang))
        expect(lova).to_have_url(re.compile("/sign-in\\?next="))
        assert "Une histoire" not in lova.content()
    box(lova, "email").fill(LOVA)
    lova.locator("main button.primary").click()
    expect(box(lova, "code")).to_be_visible()
    open_mail(world, lova, "nothing_open")
    expect(lova.locator("a[href*='/link/']")).to_have_count(0)


def test_what_is_typed_when_the_sections_are_taken_back_is_kept_and_not_saved(world, focal, lova):
    invite(world, focal, "fr")
    sign_in_from_mail(world, lova)
    lova.goto(address(world, "words", lang="fr"))
    focal.locator(".cards a.lone:has-text('Lova A.')").click()
    focal.locator("form[action$='/withdraw'] button").click()
    expect(focal.locator("p[role=status]")).to_be_visible()
    box(lova, "w.story").fill("Trop tard")
    box(lova, "w.story").blur()
    expect(lova.locator("#save-state")).to_have_attribute("data-state", "error")
    assert not world.value("w.story")


def test_an_invitation_is_sent_by_keyboard_alone(world, focal, complaints):
    focal.goto(address(world, "colleagues"))
    go_to(focal, "email")
    focal.keyboard.press("Enter")
    expect(focal.locator("#summary")).to_be_visible()
    complaints.clear()  # the browser itself complains of the status 400
    links = focal.locator("#summary a")
    assert ["#email", "#name", "#section"] == [one.get_attribute("href") for one in links.all()]
    links.first.focus()
    focal.keyboard.press("Enter")
    assert "email" == focal.evaluate("document.activeElement.id")
    for text in (LOVA, "Lova A.", "Justice"):
        focal.keyboard.type(text)
        focal.keyboard.press("Tab")
    for key in ("ArrowDown", "Tab", "Space"):
        focal.keyboard.press(key)
    assert tick(focal, "language", "fr").is_checked() and tick(focal, "section", "figures").is_checked()
    focal.keyboard.press("Enter")
    expect(focal.locator("p[role=status]")).to_contain_text("Lova A.")
    assert "fr" == newest_letter(world, "colleague_invited").language


def go_to(page, name):
    """Press the Tab key until an input has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"the Tab key does not lead to {name}")


@pytest.mark.parametrize("scripts", [False])
def test_without_scripts_sections_are_shared_and_changed(world, focal):
    invite(world, focal, "es")
    focal.locator(".cards a.lone:has-text('Lova A.')").click()
    box(focal, "may.words").select_option("comment")
    box(focal, "may.lists").select_option("edit")
    focal.locator("main button.primary").click()
    expect(focal.locator(".cards").first).to_contain_text("Comenta: ")
    expect(focal.locator(".cards").first).to_contain_text("Lists")


@pytest.mark.parametrize("lang", ["en", "fr", "ar-XB"])
@pytest.mark.parametrize("width", [360, 1200])
def test_the_pages_of_colleagues_are_for_everybody(world, focal, complaints, lang, width):
    focal.set_viewport_size({"width": width, "height": 800})
    invite(world, focal, "fr")
    with Session(world.engine) as session:
        person = session.scalars(select(Row).where(Row.email == LOVA)).one()
        grant = session.scalars(select(Grant.id).where(Grant.person_id == person.id)).one()
    world.people["lova"] = person.id
    world.save("lova", number("w.story", "A story"))
    world.save("colleague", number("f.text", "A plan"))
    found = {}
    for name, parts in (("all", ("colleagues",)), ("one", ("colleagues", str(grant))), ("seen", ("words",))):
        focal.goto(address(world, *parts, lang=lang))
        found[name] = look(focal, width, lang)
    focal.goto(address(world, "colleagues", lang=lang))
    focal.locator("main button.primary").click()
    expect(focal.locator("#summary")).to_be_visible()
    found["wrong"] = look(focal, width, lang)
    complaints.clear()  # the browser itself complains of the status 400
    assert {} == {name: what for name, what in found.items() if what}


def look(page, width, lang):
    """Everything that careful eyes find on the page that is open."""
    unfold(page)
    small = too_small(page, 44) if width == 360 else []
    return [*findings_in(page, lang), *overflow(page), *small]
