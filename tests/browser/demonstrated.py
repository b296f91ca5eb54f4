"""The sample data of two rounds in a browser: what a demonstration shows, and how one enters it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from survey.actions.sampling import make_demonstration
from survey.settings import Settings
from survey.storage import migrating
from survey.storage.connecting import engine_for
from survey.storage.database import writing
from survey.storage.people import Person
from survey.storage.signing_in import SignedIn
from survey.web.app import create_app
from tests.browser.conftest import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext

PEOPLE = {"secretariat": "Sam Secretariat%", "reviewer": "Wim Reviewer%"}


@contextmanager
def demonstrated(folder: Path) -> Iterator[str]:
    """The sample data, served; gives the address."""
    settings = replace(
        Settings(), demo=True, mirror=True, database_url=f"sqlite:///{folder / 'survey.sqlite3'}"
    )
    engine = engine_for(settings.database_url)
    migrating.upgrade(engine)
    now = datetime.now(UTC)
    make_demonstration(settings, engine, now)
    with writing(engine) as session:
        for who, name in PEOPLE.items():
            person = session.query(Person).filter(Person.name.like(name)).one()
            token = sha256(f"session-of-{who}".encode()).hexdigest()
            session.add(SignedIn(person_id=person.id, token_sha256=token, began_at=now, seen_at=now))
    with served(create_app(settings)) as address:
        yield address
    engine.dispose()


def sign_in(context: BrowserContext, address: str, who: str) -> None:
    """Sign one of the people in."""
    context.add_cookies([{"name": "survey-session", "value": f"session-of-{who}", "url": address}])
