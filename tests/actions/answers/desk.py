"""A round, a report and people to work on it, in a few words, on a real database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from survey.actions.answers.saving import Change, ListChange, save, save_entries
from survey.actions.context import Context
from survey.answers.replies import Reply
from survey.questionnaire.model import TOTAL
from survey.storage.answers.answers import Answer, AnswerCell, AnswerChange, Entry
from survey.storage.answers.stored_replies import replies_of
from survey.storage.audit.audit import AuditLine
from survey.storage.engine.database import writing
from survey.storage.people.people import Grant, Person, SharedSection
from survey.storage.reports.reports import Report
from survey.storage.rounds.frozen import frozen
from survey.storage.rounds.reporters import Reporter
from survey.storage.rounds.rounds import Round

NOW = datetime(2020, 5, 31, 9, 30, tzinfo=UTC)
GOOD = Path(__file__).parents[2] / "forms" / "good"

EVERYTHING = """\
questionnaire: everything
edition: "2020"
title: A question of every kind
units:
  persons: {label: persons, measure: count}
  money: {label: amount, measure: money}
breakdowns:
  sex: {label: Sex, total: Both sexes, codes: {F: Girls, M: Boys}}
  age: {label: Age, total: All ages, codes: {Y5T14: 5 to 14 years, Y15T17: 15 to 17 years}}
reported_to: {vnr: Voluntary national review, ilo: ILO supervisory bodies}
currencies: [USD, EUR]
lists:
  next_steps: {label: Next steps, samples: [Train inspectors]}
sections:
  - id: figures
    title: Figures
    questions:
      - {id: children, kind: number, unit: persons, by: [sex, age], adds_up: yes, evidence: yes,
         missing: yes, label: Children}
      - {id: budget, kind: number, unit: money, adds_up: yes, label: Budget}
      - {id: law, kind: yes_no, evidence: [source, link, comment], label: Is there a law?}
      - {id: sector, kind: choice, label: Which sector?, choices: {farms: Farms, mines: Mines}}
      - {id: themes, kind: choices, label: Which themes?,
         choices: {cl: Child labour, fl: Forced labour, ht: Trafficking}}
      - {id: since, kind: year, label: Since which year?}
      - {id: day, kind: date, label: On which day?}
  - id: words
    title: Words
    questions:
      - {id: name, kind: text, label: Name}
      - {id: story, kind: narrative, label: Story}
      - {id: ratified, kind: year, label: Ratified, rows: {C138: Minimum age, C182: Worst forms}}
      - {id: done, kind: yes_no, rows_from: next_steps, label: Has this step been taken?}
      - id: priorities
        kind: list
        item: priority
        label: Priorities
        fields:
          - {id: objective, kind: text, label: Objective}
          - {id: reached, kind: number, unit: persons, adds_up: yes, label: Persons reached}
"""


@dataclass(frozen=True)
class Desk:
    """One report of one reporter, and who may do what with it."""

    engine: object
    round_id: int
    report_id: int
    focal: int
    other_focal: int
    colleague: int
    commenter: int
    reviewer: int
    desk: int
    stranger: int

    def save(self, *changes, person=None, lists=(), now=NOW):
        return save(
            self.report_id,
            self.round_id,
            changes,
            Context(now, person or self.focal, engine=self.engine),
            lists,
        )

    def save_list(self, order, saw=0, added=(), removed=(), person=None, question="priorities"):
        change = ListChange(question, saw, tuple(order), tuple(added), tuple(removed))
        return save_entries(
            self.report_id, self.round_id, change, Context(NOW, person or self.focal, engine=self.engine)
        )

    def kept(self):
        with Session(self.engine) as session:
            this = frozen(session, self.round_id)
            return replies_of(session, self.report_id, this.questionnaire)

    def reply(self, question, row=""):
        return self.kept().replies.of(question, row)

    def entries(self, question="priorities"):
        return self.kept().replies.entries.get(question, ())

    def history(self, question, row=""):
        with Session(self.engine) as session:
            wanted = select(AnswerChange).where(AnswerChange.report_id == self.report_id)
            wanted = wanted.where(AnswerChange.question == question, AnswerChange.row == row)
            return session.scalars(wanted.order_by(AnswerChange.version)).all()

    def audit(self):
        with Session(self.engine) as session:
            return session.scalars(select(AuditLine).order_by(AuditLine.id)).all()

    def report(self):
        with Session(self.engine) as session:
            return session.get_one(Report, self.report_id)

    def counts(self):
        """How many answers, cells, changes, entries and audit lines there are."""
        with Session(self.engine) as session:
            nouns = (Answer, AnswerCell, AnswerChange, Entry, AuditLine)
            return tuple(session.scalar(select(func.count()).select_from(noun)) for noun in nouns)

    def change(self, **values):
        """Set columns of the report or its round, as other actions would."""
        with writing(self.engine) as session:
            report = session.get_one(Report, self.report_id)
            this = session.get_one(Round, self.round_id)
            for name, value in values.items():
                setattr(this if hasattr(this, name) else report, name, value)


def say(question, value=None, row="", saw=0, cells=None, **parts):
    """A change that says one value, or several cells."""
    held = dict(cells or {})
    if value is not None:
        held[TOTAL] = value
    return Change(question, row, saw, Reply(question, row, held, **parts))


def opened(engine, source=EVERYTHING, year=2020, people=None, modules=(), reporter="CHL"):
    """Open a round for one reporter, with people in every role."""
    data = source.encode()
    with writing(engine) as session:
        if session.get(Reporter, reporter) is None:
            session.add(Reporter(code=reporter, kind="country"))
            session.flush()
        this = Round(
            form=source.split("\n")[0].split(": ")[1], year=year, edition=str(year), source=data,
            sha256=sha256(data).hexdigest(), opens_on=date(year, 3, 1), closes_on=date(year, 6, 30),
            modules=list(modules), opened_at=NOW,
        )  # fmt: skip
        session.add(this)
        session.flush()
        report = Report(round_id=this.id, reporter=reporter, region="AME")
        session.add(report)
        session.flush()
        ids = people or _people(session, report, reporter)
        return Desk(engine, this.id, report.id, *ids)


def people_of(desk):
    return (
        desk.focal, desk.other_focal, desk.colleague, desk.commenter, desk.reviewer, desk.desk, desk.stranger,
    )  # fmt: skip


def _people(session, report, reporter):
    roles = (
        ("focal", "focal_point", reporter, None), ("other", "focal_point", reporter, None),
        ("colleague", "contributor", reporter, None), ("commenter", "contributor", reporter, None),
        ("reviewer", "reviewer", None, "AME"), ("desk", "secretariat", None, None),
        ("stranger", None, None, None),
    )  # fmt: skip
    since = (NOW - timedelta(days=400)).date()
    ids = []
    for name, role, held_for, region in roles:
        person = Person(email=f"{name}@example.org", name=name, language="en", added_at=NOW)
        session.add(person)
        session.flush()
        ids.append(person.id)
        if role:
            grant = Grant(person_id=person.id, role=role, reporter=held_for, region=region, since=since)
            session.add(grant)
            session.flush()
            if role == "contributor":
                may = "edit" if name == "colleague" else "comment"
                session.execute(
                    insert(SharedSection).values(
                        grant_id=grant.id, report_id=report.id, section="figures", may=may
                    )
                )
    return ids
