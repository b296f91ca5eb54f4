"""The outbox: in a demonstration no letter leaves the machine, and here they can be read.

Letters hold links that sign people in, so outside of a demonstration there is no such page for anybody.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

from flask import Blueprint, render_template
from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from survey.letters import PAGES
from survey.storage.engine.database import db
from survey.storage.mail.letters import Letter, letters_with_people
from survey.storage.people.people import Person
from survey.web.request.access import in_demonstration
from survey.web.request.moments import moment
from survey.web.request.site.configured import settings
from survey.web.request.visit import nothing_here, visit

pages = Blueprint("outbox", __name__)

MOST = 100
LINK = re.compile(r"(https?://[^\s<>]+)")
LARGEST_ID = 2**31 - 1


@pages.get("/<lang>/outbox")
@in_demonstration
def listed() -> str:
    """List the letters written last."""
    with Session(db.engine) as session:
        found = letters_with_people(session, MOST)
        return render_template(
            "account/outbox.html", letters=[_shown(letter, person) for letter, person in found]
        )


@pages.get("/<lang>/outbox/<int:letter_id>")
@in_demonstration
def letter(letter_id: int) -> str:
    """Show a letter as it would arrive."""
    with Session(db.engine) as session:
        found = session.get(Letter, letter_id) if letter_id <= LARGEST_ID else None
        person = session.get(Person, found.person_id) if found else None
        if found is None or person is None:
            raise nothing_here()
        return render_template("account/letter.html", letter=_shown(found, person))


def linked(paragraph: str) -> Markup:
    """Return a paragraph with its line breaks and with working links; our own links lead to this server."""
    lines = (Markup("").join(_alive(part) for part in LINK.split(line)) for line in paragraph.split("\n"))
    return Markup("<br>").join(lines)


def _alive(part: str) -> Markup:
    if not LINK.fullmatch(part):
        return escape(part)
    base = settings().base_url.rstrip("/")
    own = part.removeprefix(PAGES) if part.startswith(f"{PAGES}/") else part
    return Markup('<a href="{}">{}</a>').format(own, part.replace(PAGES, base))


def _shown(found: Letter, person: Person) -> SimpleNamespace:
    return SimpleNamespace(
        id=found.id,
        to=person.name,
        address=person.email,
        subject=found.subject,
        paragraphs=[linked(paragraph) for paragraph in found.plain.strip().split("\n\n")],
        language=found.language,
        written=moment(visit(), found.written_at),
    )
