"""A round as a reader opens it: its texts, the figures that they may see, its addresses.

Knows the reader; `survey.figures` decides how figures add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from flask import g, request

from survey import workflow
from survey.countries import reporter_name
from survey.figures import THE_WORLD
from survey.figures.areas import name_of
from survey.languages import folded
from survey.questionnaire.model import TOTAL
from survey.reads.entitlement import Basis, Entitlement, basis_for, entitlement_to
from survey.reads.figures import AddedUp, added_up
from survey.reads.versions import versions_of
from survey.web.figures.release.standing import demand_release, standing_of
from survey.web.request.round import visit_to
from survey.web.request.visit import Visit, nothing_here, visit
from survey.workflow import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from survey.figures import Area, Figure, Figures, Seen
    from survey.messages import Message
    from survey.questionnaire.model import Question, Questionnaire
    from survey.reads.entitlement import Readable
    from survey.reads.versions import RoundVersion
    from survey.storage.rounds.frozen import FrozenRound
    from survey.workflow import Actor

WORDLESS = ("note", "text", "narrative")
"""Kinds of questions without anything to count or compare."""


@dataclass
class OpenRound:
    """A round, opened by a person in a language; a preview includes reports that are not accepted yet."""

    visit: Visit
    actor: Actor
    frozen: FrozenRound
    versions: Sequence[RoundVersion]
    session: Session
    basis: Basis

    @property
    def preview(self) -> bool:
        """Tell whether reports are shown that are not accepted yet."""
        return self.basis is Basis.PREVIEW

    @property
    def version(self) -> RoundVersion:
        """The version of this round, with the last edition of its figures."""
        return next(version for version in self.versions if version.round_id == self.frozen.round.id)

    @property
    def edition(self) -> int | None:
        """The number of the edition that these figures are; None for the reports as they are now."""
        return self.version.edition if self.basis is Basis.RELEASED else None

    @property
    def release(self) -> Message | None:
        """What is said of the editions of these figures: which this is, or what others see."""
        return standing_of(self.frozen, self.basis, self.version)

    @property
    def form(self) -> Questionnaire:
        """The questionnaire as the round froze it."""
        return self.frozen.questionnaire

    @property
    def year(self) -> int:
        """The year of the round."""
        return self.frozen.round.year

    @cached_property
    def added(self) -> AddedUp:
        """What the round adds up to, compared with the one before it."""
        return self.added_in(self.frozen.round.id)

    def added_in(self, round_id: int) -> AddedUp:
        """What a round of the same questionnaire adds up to."""
        at = next(number for number, version in enumerate(self.versions) if version.round_id == round_id)
        is_other_preview = self.preview and round_id != self.frozen.round.id
        basis = Basis.NOW if is_other_preview else self.basis
        return added_up(self.session, self.versions[: at + 1], basis)

    @property
    def figures(self) -> Figures:
        """All figures: to look up areas and reporters, never to be shown to who is not entitled."""
        return self.added.figures

    @property
    def is_desk(self) -> bool:
        """Tell whether this person prepares the briefing."""
        return workflow.may_whole(self.actor, Action.BRIEFING)

    @cached_property
    def entitlement(self) -> Entitlement:
        """What this person may read of the round."""
        return entitlement_to(self.figures, self.actor)

    @cached_property
    def _readable_by_section(self) -> dict[str, Readable]:
        return self.entitlement.by_section(section.id for section in self.form.sections)

    def _readable(self, question: Question) -> Readable:
        return self._readable_by_section[self.form.section_of[question.id].id]

    def seen(self, question: Question) -> Seen:
        """The figures to a question as this person may see them."""
        return self.added.seen_by(self._readable(question))

    def figure(self, area: Area, question: Question, row: str = "", cell: str = TOTAL) -> Figure:
        """Return a figure as this person may see it."""
        return self.seen(question).of(area, question.id, row, cell)

    @cached_property
    def comparable(self) -> list[Area]:
        """The countries with an answer that this person may read, by name."""
        counted = self.figures.columns.number_of
        readable = [
            self._readable_by_section[section.id].entirely
            for section in self.form.sections
            if section.questions
        ]
        return [
            area
            for area in self.by_name
            if area.code in counted and any(codes is None or area.code in codes for codes in readable)
        ]

    @cached_property
    def by_name(self) -> list[Area]:
        """All countries of the round by name, whether or not this person may read them."""
        return sorted(self.figures.areas.countries, key=lambda country: folded(self.name(country)))

    def headlines(self) -> list[Question]:
        """Return the headline questions; if there are none, all questions that are answered once."""
        asked = [
            question
            for question in self.form.asked()
            if not question.has_rows and question.kind.name not in WORDLESS
        ]
        return [question for question in asked if question.headline] or asked

    def earlier_and_this(self) -> Sequence[RoundVersion]:
        """Return the rounds of this questionnaire up to this one, the earliest first."""
        released = [version for version in self.versions if version.edition or version is self.version]
        shown = released if self.basis is Basis.RELEASED else self.versions
        return [version for version in shown if version.year <= self.year]

    def figure_in(self, version: RoundVersion, area: Area, question: Question) -> Figure | None:
        """Return a figure of another round as this person may see it, if it asked the same question."""
        added = self.added_in(version.round_id)
        figures = added.figures
        there = figures.questionnaire.questions.get(question.id)
        if there is None or not _same_sort(there, question):
            return None
        section = figures.questionnaire.section_of[question.id].id
        readable = entitlement_to(figures, self.actor).in_section(section)
        return added.seen_by(readable).of(area, question.id)

    def readable(self, question: Question) -> list[Area]:
        """Return the countries whose answers to a question this person may read, by name."""
        codes = self._readable(question).entirely
        if codes is None:
            return self.by_name
        within = codes & self.figures.columns.number_of.keys()
        return [country for country in self.by_name if country.code in within]

    def area(self, code: str) -> Area:
        """Return the world or the region with this code, or refuse."""
        areas = self.figures.areas
        if code in ("", THE_WORLD.code):
            return THE_WORLD
        if not any(region.code == code for region in areas.regions):
            raise nothing_here()
        return areas.region(code)

    def name(self, area: Area) -> str:
        """Return what an area is called."""
        name = name_of(area, self.form)
        if name is not None:
            return self.visit.plain(name)
        return reporter_name(area.code, area.names, self.visit.language)

    def name_of(self, reporter: str) -> str:
        """Return what a country or another body of the round is called."""
        return reporter_name(reporter, self.figures.areas.expected[reporter].names, self.visit.language)

    @cached_property
    def region_names(self) -> dict[str, str]:
        """What the regions of the round are called, by code."""
        return {region.code: self.name(region) for region in self.figures.areas.regions}

    def question(self, question_id: str) -> Question:
        """Return the question at an address, or refuse if the round does not ask it."""
        found = self.form.questions.get(question_id)
        if found is None or found.kind.name == "note":
            raise nothing_here()
        return found

    def url(self, *path: str, **query: object) -> str:
        """Return the address of a page of this round; a preview stays a preview."""
        whole = "/".join((self._rounds, *map(quote, path)))
        asked = {
            **({"preview": "1"} if self.preview else {}),
            **{name: value for name, value in query.items() if value},
        }
        return f"{whole}?{urlencode(asked, doseq=True, quote_via=quote)}" if asked else whole

    def report_url(self, reporter: str, *path: str) -> str:
        """Return the address of a page of a report of this round."""
        return "/".join((self._reports, quote(reporter), *map(quote, path)))

    @cached_property
    def _rounds(self) -> str:
        return self.visit.url("rounds", self.frozen.round.form, str(self.year))

    @cached_property
    def _reports(self) -> str:
        return self.visit.url("reports", self.frozen.round.form, str(self.year))


def _same_sort(first: Question, second: Question) -> bool:
    """Tell whether two editions ask for the same kind of answer in the same unit."""
    units = [getattr(question.kind, "unit", None) for question in (first, second)]
    codes = [unit.code if unit is not None else "" for unit in units]
    return first.kind.name == second.kind.name and codes[0] == codes[1] and not first.rows


def open_at(session: Session, is_file: bool = False) -> OpenRound:
    """Open the round of this request with its figures; a preview is for the secretariat alone.

    Who sees released figures gets a page that says so before the first edition.
    """
    preview = bool(request.args.get("preview") or request.form.get("preview"))
    if preview and not workflow.may_whole(g.actor, Action.BRIEFING):
        raise nothing_here()
    opened = open_without_figures(session, basis_for(g.actor, preview))
    demand_release(opened.frozen, opened.basis, opened.version, is_file)
    return opened


def open_without_figures(session: Session, basis: Basis | None = None) -> OpenRound:
    """Open the round of this request for a page that shows none of its figures."""
    here, versions = _begin(g.round), versions_of(session, g.round.round.form)
    return OpenRound(here, g.actor, g.round, versions, session, basis or basis_for(g.actor))


def _begin(frozen: FrozenRound) -> Visit:
    """Make this request a visit to a round."""
    g.visit = visit_to(frozen)
    return visit()
