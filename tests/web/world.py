"""A small world of countries, rounds and people in a real database, and browsers that walk through it."""

from __future__ import annotations

import html
import re
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from sqlalchemy import event
from sqlalchemy.orm import Session

from survey.catalogs import Catalogs
from survey.languages import LANGUAGES
from survey.questionnaire.reading import read_text
from survey.reads.library import library_of
from survey.storage.engine.database import db, writing
from survey.storage.engine.installation import mark_as_demo
from survey.storage.figures.editions import FiguresEdition, keep_edition, settled_in
from survey.storage.mail.letters import Letter
from survey.storage.people.people import Grant, Person, SharedSection
from survey.storage.people.signing_in import SignedIn
from survey.storage.reports.reports import Report
from survey.storage.rounds.reporters import Reporter
from survey.storage.rounds.rounds import Round
from survey.web.app import create_app
from tests.filled import filled
from tests.web.pages import HEAD, LENIENT, SECTION

NOW = datetime(2020, 5, 1, 12, 0, tzinfo=UTC)
FORM = HEAD + "".join(
    SECTION.format(id=one) + f"      - {{id: {one}.q, kind: text, label: Question of {one}}}\n"
    for one in ("s1", "s2", "s3")
)
REGIONS = {"MDG": "AFR", "CHL": "AME", "NPL": "ASI"}
PEOPLE = {
    "focal": ("focal_point", "MDG", None),
    "contributor": ("contributor", "MDG", None),
    "other_focal": ("focal_point", "CHL", None),
    "reviewer": ("reviewer", None, "AFR"),
    "other_reviewer": ("reviewer", None, "AME"),
    "world_reviewer": ("reviewer", None, None),
    "secretariat": ("secretariat", None, None),
    "administrator": ("administrator", None, None),
}


@dataclass
class World:
    """An application on a database with three countries, two rounds and a person of each sort."""

    app: object
    engine: object
    now: datetime = NOW
    people: dict = field(default_factory=dict)
    reports: dict = field(default_factory=dict)
    grants: dict = field(default_factory=dict)

    def later(self, **span):
        """Let time go by."""
        self.now += timedelta(**span)
        return self

    def change(self, report, **values):
        """Bring a report (by country, or by country and year) into another state."""
        with writing(self.engine) as session:
            row = session.get(Report, self.reports[report if isinstance(report, tuple) else (report, 2020)])
            for name, value in values.items():
                setattr(row, name, value)
            if row.state not in ("open", "draft"):
                row.submitted_at = self.now
            if row.state in ("accepted", "published"):
                row.accepted_at = self.now

    def release(self, year=2020):
        """Release the figures of the reports that are accepted, even if there are none."""
        with writing(self.engine) as session:
            (this,) = session.query(Round).where(Round.year == year)
            edition = FiguresEdition(round_id=this.id, number=1, released_at=self.now)
            keep_edition(session, edition, settled_in(session, this.id))

    def close(self, year):
        """Close the round of a year."""
        with writing(self.engine) as session:
            for one in session.query(Round).where(Round.year == year):
                one.closed_at = self.now

    def letters(self):
        """All letters, the first one first."""
        with Session(self.engine, expire_on_commit=False) as session:
            return session.query(Letter).order_by(Letter.id).all()

    def browser(self, base_url="http://localhost"):
        """A browser without cookies."""
        return Walker(self, base_url)

    def signed_in_by_letter(self, who):
        """A browser in which a person is signed in, through a letter as everybody."""
        walker = self.browser().ask(f"{who}@example.org")
        return walker.press(walker.link())

    def signed_in(self, who):
        """A browser in which a person is signed in, as a letter's link leaves it; no page is open."""
        token = uuid4().hex
        with writing(self.engine) as session:
            hashed = sha256(token.encode()).hexdigest()
            person = self.people[who]
            session.add(SignedIn(person_id=person, token_sha256=hashed, began_at=self.now, seen_at=self.now))
        walker = self.browser()
        walker.client.set_cookie("survey-session", token)
        return walker


class Walker:
    """A browser without scripts: it opens pages and presses the buttons of their forms."""

    def __init__(self, world, base_url):
        self.world, self.base = world, base_url
        self.client = world.app.test_client()
        self.page, self.response = "", None

    def open(self, path, **how):
        return self._keep(self.client.get(path, base_url=self.base, **how))

    def send(self, path, data=None, **how):
        """Send something to an address with the token of the page that is open."""
        if self.response is None:
            self.open("/en/home")
        found = re.search(r'name="csrf" value="([^"]+)"', self.page)
        whole = {"csrf": found.group(1) if found else "", **(data or {})}
        return self._keep(self.client.post(path, base_url=self.base, data=whole, **how))

    def ask(self, email, path="/en/sign-in"):
        """Ask for a letter."""
        values = {"email": email}
        self.open(path)
        if found := re.search(r'name="next" value="([^"]+)"', self.page):
            values["next"] = html.unescape(found.group(1))
        return self.send("/en/sign-in", values).follow()

    def press(self, path):
        """Open a page and press its button."""
        self.open(path)
        return self.send(path)

    def follow(self):
        return self.open(self.response.location) if self.response.location else self

    def link(self):
        """The path of the link in the letter written last."""
        return re.search(r"https?://[^/]+(/\S+/link/\S+)", self.world.letters()[-1].plain).group(1)

    def code(self):
        """The code in the letter written last."""
        return re.search(r"^\s+(\d{6,8})$", self.world.letters()[-1].plain, re.MULTILINE).group(1)

    @property
    def status(self):
        return self.response.status_code

    @property
    def words(self):
        """What the page says, without its tags."""
        found = re.search(r"<main.*?</main>", self.page, re.DOTALL)
        whole = re.sub(r"<[^>]+>", " ", found.group(0) if found else self.page)
        return " ".join(html.unescape(whole).split())

    def _keep(self, response):
        self.response, self.page = response, response.get_data().decode(errors="replace")
        response.close()
        return self


def world_on(engine, url, **settings):
    """Make the world in an empty database."""
    library = library_of([read_text(FORM.encode(), "small")], Catalogs(), dict(LANGUAGES))
    demo = bool(settings.get("demo"))
    people, reports, grants = filled(engine, ("small", demo), lambda: _fill(engine, demo))
    cache = Path(tempfile.gettempdir()) / f"survey-files-{uuid4()}"
    app = create_app(library=library, database_url=url, **{"cache": cache, **LENIENT, **settings})
    world = World(app, engine, people=people, reports=reports, grants=grants)
    app.extensions["survey-clock"] = lambda: world.now
    return world


def _fill(engine, demo):
    world = World(None, engine)
    with writing(engine) as session:
        if demo:
            mark_as_demo(session)
        _add_all(session, world)
    return world.people, world.reports, world.grants


def _add_all(session, world):
    for code in REGIONS:
        session.add(Reporter(code=code, kind="country", names={}))
    for email, (role, reporter, region) in PEOPLE.items():
        person = Person(email=f"{email}@example.org", name=f"Person {email}", language="en", added_at=NOW)
        session.add(person)
        session.flush()
        grant = Grant(
            person_id=person.id,
            role=role,
            reporter=reporter,
            region=region,
            since=date(2019, 1, 1),
            until=None,
        )
        session.add(grant)
        session.flush()
        world.people[email], world.grants[email] = person.id, grant.id
    for year in (2019, 2020):
        this = _round(year)
        session.add(this)
        session.flush()
        for code, region in REGIONS.items():
            report = Report(round_id=this.id, reporter=code, region=region, state="open")
            session.add(report)
            session.flush()
            world.reports[code, year] = report.id
    report_id, grant_id = world.reports["MDG", 2020], world.grants["contributor"]
    for section, may in (("s1", "edit"), ("s2", "comment")):
        session.add(
            SharedSection(grant_id=grant_id, report_id=report_id, section=section, may=may, wanted_by=None)
        )


def _round(year):
    return Round(
        form="small",
        year=year,
        edition="2020",
        source=FORM.encode(),
        sha256=sha256(FORM.encode()).hexdigest(),
        opens_on=date(year, 3, 1),
        closes_on=date(year, 5, 31),
        zone="Europe/Zurich",
        opened_at=NOW,
    )


class Counting:
    """How many queries an application asks while this is open."""

    def __init__(self, app):
        self.app, self.asked = app, []

    def __enter__(self):
        with self.app.app_context():
            self.engine = db.engine
        event.listen(self.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_):
        event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, _connection, _cursor, statement, *_):
        if not statement.startswith("BEGIN"):
            self.asked.append(statement)
