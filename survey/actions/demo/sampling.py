"""Fill a new database for a demonstration: people, two years of rounds, and reports in every state.

All data is invented.

It uses the same actions as real people, so that the data is the same as theirs would be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from survey.actions.answers.changes import Change, ListChange
from survey.actions.answers.saving import save
from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.actions.demo.sample_app import add_sample_app
from survey.actions.figures.releasing import release_figures
from survey.actions.people.people import NewPerson, NewRole, add_person, grant_role
from survey.actions.reports.reporting import accept, publish, return_report
from survey.actions.reports.sharing import Colleague, share_sections
from survey.actions.reports.submitting import submit
from survey.actions.reviews.reviewing import record_review
from survey.actions.rounds.reporters import add_country, add_group
from survey.actions.rounds.rounds import NewRound, OpenedRound, close_round, open_round
from survey.answers.rows import rows_of
from survey.countries import ILO_SCHEME
from survey.messages import Text
from survey.questionnaire.declarations import Option
from survey.samples.countries import INVENTED_COUNTRIES, SAMPLE_COUNTRIES
from survey.samples.people import (
    COLLEAGUES,
    DESK,
    FOCAL_POINTS,
    GROUPS,
    REASONS,
    REVIEWS,
    SamplePerson,
)
from survey.samples.replies import Sampler
from survey.storage.answers.reply_writes import write_own_entries
from survey.storage.engine.database import writing
from survey.storage.engine.installation import mark_as_demo
from survey.storage.rounds.frozen import frozen
from survey.workflow import Actor, Held, ReportRef, Role

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from survey.answers.replies import Replies
    from survey.settings import Settings

PATHFINDER, ACTION_GROUPS = "pathfinder-progress", "action-group-update"
LAST_YEAR, THIS_YEAR = 2019, 2020
ZONE = "Europe/Zurich"

STATES = {
    "accepted": ("ALB", "CHL", "CRI", "GHA", "MAR", "NPL", "PER", "VNM", *INVENTED_COUNTRIES),
    "published": ("TUN",),
    "submitted": ("CIV", "FJI", "MEX", "NGA", "LKA"),
    "returned": ("UGA",),
    "draft": ("MDG", "MRT", "GTM", "ETH"),
}
"""The states of this year's reports; countries that are not named have not started."""

LATE = "VNM"
"""The country that was accepted after the figures of this year were released."""

DRAFTED = {"MDG": 0.55, "MRT": 0.2, "GTM": 0.8, "ETH": 0.1}
"""The share of a draft that is filled in."""


@dataclass
class Demonstration:
    """A demonstration in the making: its database, its time, and the people added so far."""

    settings: Settings
    engine: Engine
    now: datetime
    people: dict[str, int] = field(default_factory=dict)

    def make(self) -> None:
        """Make everything, in the order in which it would have happened."""
        began = self.now - timedelta(days=500)
        for code, names in GROUPS.items():
            add_group(code, names, self.context(began))
        for code, country in INVENTED_COUNTRIES.items():
            add_country(code, country.names, self.context(began))
        self.desk(began)
        last = self.open(PATHFINDER, LAST_YEAR, began, 100, tuple(SAMPLE_COUNTRIES))
        self.focal_points(began)
        self.next_steps(began)
        for iso3 in SAMPLE_COUNTRIES:
            self.hand_over(last, LAST_YEAR, iso3, "accepted", began + timedelta(days=60))
        self.reviews(last, LAST_YEAR, began + timedelta(days=130))
        close_round(
            last.round_id,
            self.context(began + timedelta(days=140), self.people["secretariat"]),
        )
        self.release(last, began + timedelta(days=141))
        opened = self.now - timedelta(days=40)
        this = self.open(PATHFINDER, THIS_YEAR, opened, 52, tuple(SAMPLE_COUNTRIES))
        for iso3 in SAMPLE_COUNTRIES:
            if iso3 != LATE:
                self.this_year(this, iso3, self.now - timedelta(days=20))
        self.release(this, self.now - timedelta(days=14))
        self.this_year(this, LATE, self.now - timedelta(days=12))
        self.reviews(this, THIS_YEAR, self.now - timedelta(days=5))
        self.colleague(this)
        self.open(ACTION_GROUPS, THIS_YEAR, opened, 52, tuple(GROUPS))
        with writing(self.engine) as session:
            mark_as_demo(session)

    def context(self, now: datetime, person_id: int | None = None) -> Context:
        """Return the context of an action that writes no letters."""
        return Context(now, person_id, engine=self.engine)

    def desk(self, now: datetime) -> None:
        """Add the secretariat, the reviewers and the administrator."""
        for person in DESK:
            self.people[person.key] = self.person(person, now)
            grant_role(
                self.people[person.key],
                NewRole(person.role, None, person.region, now.date()),
                self.context(now),
            )

            if person.has_app:
                add_sample_app(self.people[person.key], self.context(now))

    def focal_points(self, now: datetime) -> None:
        """Add the focal point of each country and group."""
        for reporter, person in FOCAL_POINTS.items():
            self.people[reporter] = self.person(person, now)
            grant_role(
                self.people[reporter],
                NewRole(person.role, reporter, None, now.date()),
                self.context(now),
            )

    def person(self, person: SamplePerson, now: datetime) -> int:
        """Add one person."""
        return add_person(NewPerson(person.email, person.name, person.language), self.context(now))

    def open(
        self,
        form: str,
        year: int,
        now: datetime,
        days: int,
        reporters: tuple[str, ...],
    ) -> OpenedRound:
        """Open a round that lasts this number of days."""
        modules = ("crisis",) if form == PATHFINDER and year == THIS_YEAR else ()
        closes = now.date() + timedelta(days=days)
        return open_round(
            self.settings,
            NewRound(
                form,
                year,
                now.date(),
                closes,
                ZONE,
                reporters,
                modules=modules,
                parameters=self.parameters(form, year, closes),
                edition=str(year),
            ),
            self.context(now, self.people["secretariat"]),
        )

    def parameters(self, form: str, year: int, closes: date) -> dict[str, str]:
        """Return the words that a round of this form sets."""
        if form == ACTION_GROUPS:
            return {"report_until": closes.isoformat()}
        crisis = {"crisis": "COVID-19"} if year == THIS_YEAR else {}
        return {"highlights_by": closes.isoformat(), **crisis}

    def next_steps(self, now: datetime) -> None:
        """Give each country the next steps of its workshop, and each group the parts of its work plan."""
        with recorded("sample_lists", self.context(now, self.people["secretariat"])) as act:
            rows = [
                {
                    "reporter": country.iso3,
                    "list": "next_steps",
                    "code": f"n{number}",
                    "position": number,
                    "text": step,
                    "lang": country.language,
                }
                for country in SAMPLE_COUNTRIES.values()
                for number, step in enumerate(country.steps, 1)
            ]
            write_own_entries(act.session, rows)

    def release(self, this: OpenedRound, now: datetime) -> None:
        """Release the figures of a round."""
        release_figures(this.round_id, self.context(now, self.people["secretariat"]))

    def this_year(self, this: OpenedRound, iso3: str, begun: datetime) -> None:
        """Bring a country's report of this year to its state."""
        state = next((state for state, countries in STATES.items() if iso3 in countries), "")
        moment = begun - timedelta(hours=len(iso3) + ord(iso3[1]) % 12)
        if state == "draft":
            self.fill(this, THIS_YEAR, iso3, moment, DRAFTED[iso3])
        elif state:
            self.hand_over(this, THIS_YEAR, iso3, state, moment)

    def hand_over(self, this: OpenedRound, year: int, iso3: str, state: str, now: datetime) -> None:
        """Fill a report, submit it, and take it as far as `state`."""
        self.fill(this, year, iso3, now, 1)
        report_id = this.reports[iso3]
        focal = self.actor(iso3, Held(Role.FOCAL_POINT, iso3))
        desk = self.actor("secretariat", Held(Role.SECRETARIAT))

        def ref(state: str) -> ReportRef:
            return ReportRef(report_id, iso3, ILO_SCHEME.region(iso3), state)

        submit(ref("draft"), True, self.context(now + timedelta(hours=2), focal.person_id))
        after = now + timedelta(days=3)
        if state == "returned":
            reason = REASONS[SAMPLE_COUNTRIES[iso3].language]
            return_report(ref("submitted"), reason, self.context(after, desk.person_id))
        if state in ("accepted", "published"):
            accept(ref("submitted"), self.context(after, desk.person_id))
        if state == "published":
            publish(ref("accepted"), self.context(after + timedelta(days=1), desk.person_id))

    def actor(self, key: str, held: Held) -> Actor:
        """Return the actor of a person in one role."""
        return Actor(self.people[key], key, "en", (held,))

    def fill(self, this: OpenedRound, year: int, iso3: str, now: datetime, share: float) -> None:
        """Answer this share of a report, section by section over some days."""
        country = SAMPLE_COUNTRIES[iso3]
        with writing(self.engine) as session:
            found = frozen(session, this.round_id)
        steps = {
            "next_steps": tuple(
                Option(f"n{number}", Text("", step)) for number, step in enumerate(country.steps, 1)
            )
        }
        modules = tuple(found.round.modules)
        sampler = Sampler(found.questionnaire, country, year, now.date(), steps, modules, share)
        replies = sampler.replies()
        lists = [
            ListChange(listed, 0, codes, codes if year == LAST_YEAR else ())
            for listed, codes in replies.entries.items()
            if sampler.relevance(replies).includes(found.questionnaire.questions[listed])
        ]
        changes = self.changes(sampler, replies, share)
        save(
            this.reports[iso3],
            this.round_id,
            changes,
            self.context(now, self.people[iso3]),
            lists,
        )

    def changes(self, sampler: Sampler, replies: Replies, share: float) -> list[Change]:
        """Return answers of the first sections, up to this share of all that are asked."""
        questions = list(sampler.questionnaire.questions.values())
        kept = questions[: max(6, round(len(questions) * min(1, share + 0.05)))]
        return [
            Change(question.id, row.code, 0, replies.by_place[question.id, row.code])
            for question in kept
            for row in rows_of(question, replies)
            if (question.id, row.code) in replies.by_place and replies.of(question.id, row.code).answered
        ]

    def reviews(self, this: OpenedRound, year: int, now: datetime) -> None:
        """Let a reviewer record the annual reviews of a year, of invented countries alone."""
        reviewer = self.actor("reviewer_world", Held(Role.REVIEWER))
        for (iso3, reviewed), finding in REVIEWS.items():
            if reviewed == year:
                ref = ReportRef(this.reports[iso3], iso3, ILO_SCHEME.region(iso3), "accepted")
                record_review(ref, finding, 0, self.context(now, reviewer.person_id))

    def colleague(self, this: OpenedRound) -> None:
        """Let Madagascar's focal point share two sections with a colleague of another ministry."""
        for reporter, person in COLLEAGUES.items():
            share_sections(
                this.reports[reporter],
                Colleague(
                    person.email, person.name, person.language, works_at="Ministère de la Justice (exemple)"
                ),
                {"cl_legislation": "edit", "ht_legislation": "comment"},
                self.context(self.now - timedelta(days=5), self.people[reporter]),
            )


def make_demonstration(settings: Settings, engine: Engine, now: datetime) -> None:
    """Fill a new database for a demonstration."""
    Demonstration(settings, engine, datetime.combine(now.date(), time(9), now.tzinfo)).make()
