"""A country's report in an open round, last year's beside it, and browsers of its people."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import update
from sqlalchemy.orm import Session

from survey.actions.answers.changes import Change, ListChange
from survey.actions.answers.saving import save
from survey.actions.context import Context
from survey.actions.people.people import NewPerson, NewRole, add_person, grant_role
from survey.actions.reports.reporting import accept
from survey.actions.reports.submitting import submit
from survey.actions.rounds.rounds import NewRound, close_round, open_round
from survey.answers.replies import Reply
from survey.questionnaire.reading import read_text
from survey.settings import Settings, data_folder
from survey.storage.answers.stored_replies import replies_of
from survey.storage.engine.database import writing
from survey.storage.people.people import SharedSection
from survey.storage.people.signing_in import SignedIn
from survey.storage.reports.reports import Report
from survey.web.app import create_app
from survey.web.report.home import all_pages
from survey.workflow import ReportRef
from tests.filled import filled
from tests.web.pages import HEAD, LENIENT

LAST_YEAR = datetime(2019, 5, 4, 10, 0, tzinfo=UTC)
NOW = datetime(2020, 5, 4, 10, 0, tzinfo=UTC)
FORM = (
    HEAD
    + """\
  - id: figures
    title: Figures
    questions:
      - {id: f.number, kind: number, unit: persons, adds_up: yes, label: Persons reached, evidence: yes}
      - {id: f.sex, kind: number, unit: persons, adds_up: yes, by: [sex], label: Children reached}
      - {id: f.yes, kind: yes_no, label: Is there a plan?, missing: no}
      - {id: f.when, kind: year, label: Since when?, relevant: "${f.yes} = 'yes'"}
      - {id: f.text, kind: text, label: Its name, required: yes}
  - id: words
    title: Words
    questions:
      - {id: w.story, kind: narrative, words: 50, label: What happened}
      - id: w.laws
        kind: yes_no
        label: Laws
        rows: {one: First law, two: Second law}
        missing: no
      - {id: w.laws_year, kind: year, label: In force since, beside: w.laws, missing: no}
  - id: lists
    title: Lists
    questions:
      - id: l.steps
        kind: list
        item: step
        label: Steps
        max: 5
        fields:
          - {id: name, kind: text, label: Name of the step, required: yes}
          - {id: by, kind: year, label: By when, missing: no}
"""
)


@dataclass
class Reporting:
    """An application on a database in which Madagascar reports for 2020, and had reported for 2019."""

    app: object
    engine: object
    form: str
    rounds: dict
    people: dict = field(default_factory=dict)
    now: datetime = NOW

    def later(self, **span):
        """Let time go by."""
        self.now += timedelta(**span)
        return self

    @property
    def report_id(self):
        """This year's report."""
        return self.rounds[2020].reports["MDG"]

    def save(self, who, *replies, year=2020, seen=None):
        """Save answers as somebody, over whatever stands there."""
        this = self.rounds[year]
        kept = self.kept(year)
        changes = [
            Change(
                one.question,
                one.row,
                kept.versions.get((one.question, one.row), 0) if seen is None else seen,
                one,
            )
            for one in replies
        ]
        return save(
            this.reports["MDG"],
            this.round_id,
            changes,
            Context(self.now, self.people[who], engine=self.engine),
        )

    def list_entries(self, who, listed, *codes, year=2020):
        """Give a list its entries."""
        this = self.rounds[year]
        change = ListChange(listed, self.kept(year).versions.get((listed, ""), 0), codes, codes)
        return save(
            this.reports["MDG"],
            this.round_id,
            (),
            Context(self.now, self.people[who], engine=self.engine),
            (change,),
        )

    def kept(self, year=2020):
        """The answers as they are kept."""
        with Session(self.engine) as session:
            return replies_of(session, self.rounds[year].reports["MDG"], self.questionnaire)

    def reply(self, question, row="", year=2020):
        """One answer as it is kept."""
        return self.kept(year).replies.of(question, row)

    def value(self, question, row="", year=2020):
        """The value of one answer."""
        return self.reply(question, row, year).value

    def state(self, **values):
        """Put the report into another state."""
        with writing(self.engine) as session:
            session.execute(update(Report).where(Report.id == self.report_id).values(**values))

    def close(self):
        """Close the round."""
        close_round(self.rounds[2020].round_id, Context(self.now, self.people["desk"], engine=self.engine))

    def accepted_last_year(self, *replies, entries=()):
        """Let last year's report be submitted and accepted with these answers."""
        this = self.rounds[2019]
        if entries:
            self.list_entries("focal", "l.steps", *entries, year=2019)
        self.save("focal", *replies, year=2019)
        ref = ReportRef(this.reports["MDG"], "MDG", "AFR", "draft")
        submit(ref, True, Context(LAST_YEAR, self.people["focal"], engine=self.engine))
        accept(ref, Context(LAST_YEAR + timedelta(days=60), self.people["desk"], engine=self.engine))
        return self

    def signed_in(self, who, lang="en"):
        """A browser in which somebody is signed in."""
        token = f"session-of-{who}"
        with writing(self.engine) as session:
            hashed = sha256(token.encode()).hexdigest()
            if session.query(SignedIn).where(SignedIn.token_sha256 == hashed).one_or_none() is None:
                session.add(
                    SignedIn(
                        person_id=self.people[who], token_sha256=hashed, began_at=self.now, seen_at=self.now
                    )
                )
        return Typist(self, token, lang)


class Typist:
    """A browser without scripts that types into the pages of the report."""

    def __init__(self, world, token, lang):
        self.world, self.lang = world, lang
        self.client = world.app.test_client()
        self.client.set_cookie("survey-session", token)
        self.page, self.response = "", None

    def path(self, *parts):
        """The address of a page of this year's report."""
        return "/".join((f"/{self.lang}/reports", self.world.form, "2020", "MDG", *parts))

    def open(self, *parts, query=""):
        """Open a page of the report."""
        return self._keep(self.client.get(self.path(*parts) + query))

    def press(self, *parts, typed=None, **button):
        """Send the form that is open, with what is typed into it, by a button."""
        data = {**self.inputs(), **(typed or {}), **(button or {"do": "save"})}
        return self._keep(self.client.post(self.path(*parts), data=data))

    def follow(self):
        """Go where the answer leads."""
        return self._keep(self.client.get(self.response.location))

    def autosave(self, section, question, row="", version=0, token=True, **inputs):
        """Save one answer as the script does."""
        name = f"{question}@{row}" if row else question
        values = {
            (name if key == "value" else f"{name}{key}"): value
            for key, value in inputs.pop("also", {}).items()
        }
        values |= {
            name: [inputs["value"]] if isinstance(inputs.get("value"), str) else inputs.get("value", [])
        }
        body = {"question": question, "row": row, "version": version, "inputs": values, "typed_in": self.lang}
        if not self.page:
            self.open(section)
        headers = {"X-CSRF-Token": self.csrf(), "Accept": "application/json"} if token else {}
        return self.client.post(self.path(section, "answers"), json=body, headers=headers)

    def csrf(self):
        """The token of the page that is open."""
        return re.search(r'name="csrf" value="([^"]+)"', self.page).group(1)

    def inputs(self):
        """What stands in the inputs of the form that is open."""
        found = {}
        form = re.search(r'<form id="typed".*?</form>', self.page, re.DOTALL).group(0)
        for tag in re.findall(r"<input[^>]*>", form):
            kind, name = self.attribute(tag, "type"), self.attribute(tag, "name")
            if kind in ("radio", "checkbox") and " checked" not in tag:
                continue
            found.setdefault(name, []).append(self.attribute(tag, "value"))
        for name, inner in re.findall(
            r'<textarea[^>]* name="([^"]*)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL
        ):
            found[name] = [html.unescape(inner)]
        for tag, inner in re.findall(r"(<select[^>]*>)(.*?)</select>", form, re.DOTALL):
            chosen = re.search(r'value="([^"]*)" selected', inner)
            found[self.attribute(tag, "name")] = [chosen.group(1) if chosen else ""]
        return found

    def value(self, name):
        """What stands in one input."""
        return (self.inputs().get(name) or [None])[0]

    @staticmethod
    def attribute(tag, name):
        found = re.search(rf' {name}="([^"]*)"', tag)
        return html.unescape(found.group(1)) if found else ""

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
        self.response, self.page = response, response.get_data(as_text=True)
        return self


def reporting_on(engine, url, folder, text=FORM, modules=(), parameters=None, going_on=None, **settings):
    """Open two rounds of a form in an empty database, with people of each sort; `going_on` does more."""
    slug = re.search(r"questionnaire: (\S+)", text).group(1)
    path = folder / "forms" / slug / "2020.yaml"
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
    for pages in all_pages:
        if pages.name not in app.blueprints:
            app.register_blueprint(pages)
    world = Reporting(app, engine, slug, {})
    world.questionnaire = read_text(text.encode(), slug)

    def fill():
        add_people(world)
        open_rounds(world, chosen, modules=modules, parameters=parameters or {})
        grant_roles(world)
        if going_on:
            going_on(world)
        return world.rounds, world.people, world.now

    key = (text, tuple(modules), repr(parameters), going_on)
    world.rounds, world.people, world.now = filled(engine, key, fill)
    app.extensions["survey-clock"] = lambda: world.now
    return world


PEOPLE = {
    "focal": ("focal_point", "MDG", "Ms R."),
    "colleague": ("focal_point", "MDG", "Rado R."),
    "contributor": ("contributor", "MDG", "Vola V."),
    "stranger": ("focal_point", "NPL", "Mr N."),
    "desk": ("secretariat", None, "The desk"),
}


def add_people(world):
    """Add a person of each sort."""
    for who, (_, _, name) in PEOPLE.items():
        person = NewPerson(f"{who}@example.org", name, "en")
        world.people[who] = add_person(person, Context(LAST_YEAR, engine=world.engine))


def open_rounds(world, settings, **how):
    """Open last year's round and this year's."""
    for year, now in ((2019, LAST_YEAR), (2020, NOW)):
        days = (date(year, 3, 1), date(year, 5, 31))
        new = NewRound(
            world.form, year, *days, "Indian/Antananarivo", ("MDG", "NPL"),
            edition="2020", allow_gaps=True, **how,
        )  # fmt: skip
        context = Context(now, world.people["desk"], engine=world.engine)
        world.rounds[year] = open_round(settings, new, context)


def grant_roles(world):
    """Give everybody a role, and share two sections with the contributor."""
    for who, (role, reporter, _) in PEOPLE.items():
        new = NewRole(role, reporter, None, date(2019, 1, 1))
        grant = grant_role(world.people[who], new, Context(LAST_YEAR, engine=world.engine))
        if who == "contributor":
            share_sections(world, grant)


def share_sections(world, grant):
    """Let a contributor comment on the figures and write the words."""
    with writing(world.engine) as session:
        for section, may in (("figures", "comment"), ("words", "edit")):
            shared = SharedSection(
                grant_id=grant, report_id=world.report_id, section=section, may=may, wanted_by=None
            )
            session.add(shared)


def number(question, value, row="", **parts):
    """The reply that is a number, or anything else with one value."""
    return Reply(question, row, {"_T": value}, **parts)
