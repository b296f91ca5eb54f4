"""Two rounds of a small form with eleven countries, whose reports are accepted through the real actions."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from survey.actions.answers.changes import Change
from survey.actions.answers.saving import save
from survey.actions.context import Context
from survey.actions.figures.releasing import release_figures
from survey.actions.people.people import NewPerson, NewRole, add_person, grant_role
from survey.actions.reports.reporting import accept, reopen
from survey.actions.reports.submitting import submit
from survey.actions.rounds.rounds import NewRound, open_round
from survey.answers.replies import Reply
from survey.countries import ILO_SCHEME
from survey.settings import Settings, data_folder
from survey.storage.engine.database import db, writing
from survey.storage.people.people import SharedSection
from survey.storage.people.signing_in import SignedIn
from survey.storage.reports.reports import Report
from survey.web.app import create_app
from survey.workflow import ReportRef
from tests.web.pages import HEAD, LENIENT

NOW = datetime(2020, 5, 4, 10, 0, tzinfo=UTC)
COUNTRIES = ("MDG", "GHA", "TUN", "MAR", "UGA", "CHL", "PER", "MEX", "NPL", "VNM", "ALB")
FORM = (
    HEAD
    + """\
  - id: figures
    title: Figures
    questions:
      - id: f.reached
        kind: number
        unit: persons
        adds_up: yes
        by: [sex]
        label: Persons reached
        evidence: yes
        headline: changes
      - {id: f.share, kind: number, unit: percent, label: Share of schools}
      - {id: f.plan, kind: yes_no, partly: yes, label: Is there a plan?, headline: changes}
      - {id: f.since, kind: year, label: Since when?}
      - id: f.laws
        kind: yes_no
        label: Laws in force
        rows: {one: First law, two: Second law}
      - {id: f.money, kind: number, unit: money, adds_up: yes, label: Money spent}
      - {id: f.part, kind: number, unit: persons, adds_up: yes, label: Persons of these}
      - {id: f.whole, kind: number, unit: persons, adds_up: yes, label: Persons of all}
      - id: f.done
        kind: number
        unit: percent
        rate_of: {part: f.part, whole: f.whole}
        label: Share of persons
      - {id: f.ways, kind: choices, label: Ways taken, choices: {talk: Talking, law: Law-making, pay: Paying}}
  - id: words
    title: Words
    questions:
      - {id: w.story, kind: narrative, words: 200, label: What happened}
"""
)
PEOPLE = {
    "desk": ("secretariat", None, None),
    "admin": ("administrator", None, None),
    "africa": ("reviewer", None, "AFR"),
    "focal": ("focal_point", "NPL", None),
    "contributor": ("contributor", "NPL", None),
    "nobody": None,
}


def replies_of(number, year):
    """What the country with this number says: known numbers, so that tests can work figures out by hand."""
    value = 100.0 * (number + 1) + (10.0 if year == 2020 else 0.0)
    yield Reply(
        "f.reached", "", {"_T": value, "sex=F": value / 2, "sex=M": value / 2}, reference_year=year - 1
    )
    yield Reply("f.share", "", {"_T": 5.0 * number})
    yield Reply("f.plan", "", {"_T": ("yes", "partly", "no")[number % 3]})
    if number % 2 == 0:
        yield Reply("f.part", "", {"_T": value / 10})
        yield Reply("f.whole", "", {"_T": value * 2 + 100})
    yield Reply("f.since", "", {"_T": 2000 + number})
    yield Reply("f.laws", "one", {"_T": "yes"})
    yield Reply("f.laws", "two", {"_T": "no" if number % 2 else "yes"})
    yield Reply("f.money", "", {"_T": 1000.0 * number}, currency="USD" if number % 2 else "EUR")
    yield Reply("f.ways", "", {"_T": ("talk", "law") if number % 2 else ("talk",)})
    story = (
        "Le comité s’est réuni à Tunis." if number == 2 else f"Story of {COUNTRIES[number]}: we met twice."
    )
    yield Reply("w.story", "", {"_T": story}, lang="fr" if number == 2 else "en")


@dataclass
class Figured:
    """An application on a database with two rounds, and people of each sort."""

    app: object
    engine: object
    rounds: dict
    people: dict = field(default_factory=dict)
    now: datetime = NOW

    def fill(self, year, *countries, state="accepted", replies=replies_of):
        """Let countries say what they have to say, and bring their reports to a state."""
        this = self.rounds[year]
        for code in countries:
            number = COUNTRIES.index(code) if code in COUNTRIES else len(COUNTRIES)
            changes = [Change(one.question, one.row, 0, one) for one in replies(number, year)]
            save(
                this.reports[code],
                this.round_id,
                changes,
                Context(NOW, self.people[code], engine=self.engine),
            )
            for step in {"draft": (), "submitted": (submit,), "accepted": (submit, accept)}[state]:
                self.take(step, year, code)
        return self

    def take(self, step, year, code, *more):
        """Take one step with a report."""
        with Session(self.engine) as session:
            report = session.get_one(Report, self.rounds[year].reports[code])
            ref = ReportRef(report.id, report.reporter, report.region, report.state)
        who, more = (code, (True,)) if step is submit else ("desk", more)
        context = Context(NOW + timedelta(hours=1), self.people[who], engine=self.engine)
        step(ref, *more, context)

    def release(self, *years):
        """Release the figures of rounds (of all, in their order) to those who may not read all answers."""
        for year in years or sorted(self.rounds):
            context = Context(NOW + timedelta(hours=2), self.people["desk"], engine=self.engine)
            release_figures(self.rounds[year].round_id, context)
        return self

    def reopen(self, year, code):
        """Open a report again."""
        self.take(reopen, year, code, "Why")

    def signed_in(self, who, lang="en"):
        """A browser in which somebody is signed in."""
        token = f"session-of-{who}"
        with writing(self.engine) as session:
            hashed = sha256(token.encode()).hexdigest()
            if session.query(SignedIn).where(SignedIn.token_sha256 == hashed).one_or_none() is None:
                person = self.people[who]
                session.add(SignedIn(person_id=person, token_sha256=hashed, began_at=NOW, seen_at=NOW))
        return Reader(self, token, lang)


class Reader:
    """A browser without scripts that reads the pages of figures."""

    def __init__(self, world, token, lang):
        self.world, self.lang = world, lang
        self.client = world.app.test_client()
        self.client.set_cookie("survey-session", token)
        self.page, self.response = "", None

    def open(self, *path, year=2020, **query):
        """Open a page of a round."""
        whole = "/".join((f"/{self.lang}/rounds/small/{year}", *path))
        return self._keep(self.client.get(whole, query_string=query))

    def send(self, *path, year=2020, **values):
        """Send a form of the page that is open."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.page)
        whole = "/".join((f"/{self.lang}/rounds/small/{year}", *path))
        return self._keep(self.client.post(whole, data={"csrf": found.group(1) if found else "", **values}))

    def follow(self):
        """Go where the answer leads."""
        return self._keep(self.client.get(self.response.location))

    def rows(self, after=""):
        """The rows of the first table behind some words, each as its cells' words."""
        table = re.search(r"<table.*?</table>", self.page[self.page.index(after) :], re.DOTALL).group(0)
        body = re.search(r"<tbody>(.*)</tbody>", table, re.DOTALL).group(1)
        bare = re.sub(r'<span class="cell-label">.*?</span>', "", body)
        rows = re.findall(r"<tr>.*?</tr>", bare, re.DOTALL)
        return [[plain(cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)] for row in rows]

    @property
    def status(self):
        return self.response.status_code

    @property
    def words(self):
        """What the page says, without its tags and its plots' own words."""
        found = re.search(r"<main.*?</main>", self.page, re.DOTALL)
        return plain(found.group(0) if found else self.page)

    def _keep(self, response):
        self.response, self.page = response, response.get_data(as_text=True)
        response.close()
        return self


def plain(marked):
    """Words without their tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", marked)).split())


def figured_on(engine, url, folder, text=FORM, countries=COUNTRIES, years=(2019, 2020), **settings):
    """Open rounds in an empty database, with people of each sort; nothing is answered yet."""
    path = folder / "forms" / "small" / "2020.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    chosen = Settings(
        forms=folder / "forms",
        translations=data_folder("translations"),
        database_url=url,
        **{**LENIENT, **settings},
    )
    app = create_app(chosen)
    app.testing = True
    names = (*PEOPLE, *countries)
    ids = {
        who: add_person(
            NewPerson(f"{who}@example.org".lower(), f"Person {who}", "en"), Context(NOW, engine=engine)
        )
        for who in names
    }
    rounds = {
        year: open_round(
            chosen,
            NewRound(
                "small",
                year,
                date(year, 3, 1),
                date(year, 5, 31),
                "UTC",
                countries,
                edition="2020",
                allow_gaps=True,
            ),
            Context(NOW, ids["desk"], engine=engine),
        )
        for year in years
    }  # fmt: skip
    roles = {**PEOPLE, **{code: ("focal_point", code, None) for code in countries}}
    for who, held in roles.items():
        if held is None:
            continue
        grant = grant_role(ids[who], NewRole(*held, date(2019, 1, 1)), Context(NOW, engine=engine))
        if who == "contributor":
            with writing(engine) as session:
                report_id = rounds[years[-1]].reports["NPL"]
                session.add(SharedSection(grant_id=grant, report_id=report_id, section="words", may="edit"))
    world = Figured(app, engine, rounds, ids)
    app.extensions["survey-clock"] = lambda: world.now
    return world


def closed(world):
    """Let the database of a world go."""
    with world.app.app_context():
        db.engine.dispose()


def region_of(code):
    """The region of a country."""
    return ILO_SCHEME.region(code)
