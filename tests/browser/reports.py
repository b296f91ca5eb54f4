"""Madagascar's report in a browser: a world made once and copied for each test, and how one enters."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from sqlalchemy import create_engine, select, text, update

from survey.actions.demo.sampling import make_demonstration
from survey.settings import Settings, data_folder
from survey.storage.engine import migrating
from survey.storage.engine.connecting import engine_for
from survey.storage.engine.database import options_for, prepare, writing
from survey.storage.engine.installation import mark_as_demo
from survey.storage.people.people import Person
from survey.storage.people.signing_in import SignedIn
from survey.web.app import create_app
from tests.web.reported import NOW, number, reporting_on

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from playwright.sync_api import BrowserContext, Page
    from sqlalchemy import Engine

    from tests.web.reported import Reporting

PATIENCE = 60_000
"""Milliseconds: only a failing test waits so long, and a machine that others use too is slow at times."""
LAST_YEAR = (
    number("f.number", 11.0, reference_year=2018),
    number("f.text", "The old plan"),
    number("w.story", "Once upon a time."),
    number("w.laws", "yes", "one"),
)

COUNT_ACTIONS = """for (const kind of ["click", "keydown"]) addEventListener(kind, (event) => {
    if (event.isTrusted) sessionStorage.actions = Number(sessionStorage.actions ?? 0) + 1;
}, true);"""


def engine_on(file: Path) -> Engine:
    """A database in a file."""
    url = f"sqlite:///{file}"
    engine = create_engine(url, **options_for(url))
    prepare(engine)
    return engine


def make_template(folder: Path) -> Reporting:
    """Make the world that tests copy: a demonstration, so that its letters can be read in the outbox."""
    engine = engine_on(folder / "survey.sqlite3")
    migrating.upgrade(engine)
    with writing(engine) as session:
        mark_as_demo(session)
    made = reporting_on(engine, str(engine.url), folder, demo=True, mirror=True)
    made.accepted_last_year(*LAST_YEAR)
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    return made


def copied(made: Reporting, template: Path, folder: Path) -> Reporting:
    """The same world in a database of its own."""
    shutil.copy(template / "survey.sqlite3", folder)
    engine = engine_on(folder / "survey.sqlite3")
    settings = Settings(
        forms=template / "forms",
        translations=data_folder("translations"),
        database_url=str(engine.url),
        demo=True,
        mirror=True,
    )
    app = create_app(settings, library=made.app.extensions["survey-library"])
    world = replace(made, app=app, engine=engine, now=NOW)
    world.questionnaire = made.questionnaire
    app.extensions["survey-clock"] = lambda: world.now
    return world


DEMONSTRATED = {"desk": "Sam Secretariat%", "reviewer": "Wim Reviewer%"}
"""Who is signed in to the sample data, by name."""


def demonstration_in(folder: Path) -> Flask:
    """The sample data in a folder, with some of its people signed in."""
    settings = Settings(demo=True, mirror=True, database_url=f"sqlite:///{folder / 'survey.sqlite3'}")
    engine = engine_for(settings.database_url)
    migrating.upgrade(engine)
    now = datetime.now(UTC)
    make_demonstration(settings, engine, now)
    with writing(engine) as session:
        for who, name in DEMONSTRATED.items():
            person = session.scalars(select(Person).where(Person.name.like(name))).one()
            token = sha256(f"session-of-{who}".encode()).hexdigest()
            session.add(SignedIn(person_id=person.id, token_sha256=token, began_at=now, seen_at=now))
    engine.dispose()
    return create_app(settings)


def enter_as(context: BrowserContext, address: str, who: str) -> None:
    """Give a browser the session of one of those who are signed in."""
    context.add_cookies([{"name": "survey-session", "value": f"session-of-{who}", "url": address}])


def address(world: Reporting, *parts: str, lang: str = "en") -> str:
    """The address of a page of this year's report."""
    return "/".join((world.address, lang, "reports", world.form, "2020", "MDG", *parts))


def enter(world: Reporting, context: BrowserContext, who: str = "focal") -> None:
    """Sign somebody in in a browser."""
    world.signed_in(who)
    enter_as(context, world.address, who)


def end_sessions(world: Reporting, at: object) -> None:
    """End all sessions, or, with no time, let them go on."""
    with writing(world.engine) as session:
        session.execute(update(SignedIn).values(ended_at=at))


def speaks(world: Reporting, who: str, lang: str) -> None:
    """Let somebody's letters come in a language."""
    with writing(world.engine) as session:
        session.execute(update(Person).where(Person.id == world.people[who]).values(language=lang))


def state(page: Page, name: str) -> None:
    """Wait until the page says so of its saving."""
    expect(page.locator("#save-state")).to_have_attribute("data-state", name, timeout=PATIENCE)


def kept_on_device(page: Page) -> int:
    """How many sections have answers that only this device keeps."""
    count: int = page.evaluate(
        "Object.keys(localStorage).filter((name) => name.startsWith('survey/')).length"
    )
    return count


def open_letter(page: Page, world: Reporting, lang: str) -> None:
    """Open the letter that was written last, as it would arrive."""
    page.goto(f"{world.address}/{lang}/outbox")
    page.locator(".cards a").first.click()


def sign_in_by_letter(page: Page, world: Reporting, lang: str, who: str = "focal") -> None:
    """From the sign-in page that is open: ask for the letter, follow its link, press the button."""
    page.locator("#email").fill(f"{who}@example.org")
    page.locator("main button.primary").click()
    page.locator("#code").wait_for()
    open_letter(page, world, lang)
    page.locator("main a", has_text=re.compile("/sign-in/link/")).click()
    page.locator("main button.primary").click()
