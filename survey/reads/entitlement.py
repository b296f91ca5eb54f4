"""Which reporters' answers in a round a person may read, and so of what their figures are made.

This is the only place that decides it: pages, files and commands ask for a `Readable`, and the rule of three
is applied to it; and for a `Basis`. Who may read every answer of a round sees the reports accepted now. All
others see the last released edition, also of their own reporters: what they know themselves is subtracted
first (the rule of three), and beside a frozen sum a newer answer of their own would only contradict it. Their
own answers as they are now stand on the pages of their reports. This module knows roles and reports, never
the content of an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from survey import workflow
from survey.figures.areas import stored_region
from survey.storage.reports.reports import Report
from survey.storage.reports.visibility import held_by
from survey.workflow import Action, Actor, ReportRef, Role, State

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.figures import Figures


class Readable(NamedTuple):
    """The reporters whose answers a person may read (None: all), and those with some readable sections."""

    entirely: frozenset[str] | None
    partly: frozenset[str] = frozenset()


ALL_READABLE = Readable(None)
EVERY_REPORT = ReportRef(0, "", "", State.ACCEPTED)
"""A report of nobody in particular: only roles for the whole world cover it."""


class Basis(StrEnum):
    """The snapshots of which figures are made."""

    NOW = "now"
    """The reports that are accepted now."""
    PREVIEW = "preview"
    """Also reports that are not accepted yet."""
    RELEASED = "released"
    """The reports in the last released edition."""


def basis_for(actor: Actor, preview: bool = False) -> Basis:
    """Return of what the figures are made that a person sees (who may see a preview, if they ask for it)."""
    everything = workflow.may_whole(actor, Action.ROUNDS) or may_download(actor, EVERY_REPORT)
    if not everything:
        return Basis.RELEASED
    return Basis.PREVIEW if preview else Basis.NOW


def written_down(readable: Readable) -> dict[str, list[str] | None]:
    """Return what was decided for a reader as a job holds it, whose file is made in another process."""
    entirely, partly = readable
    return {"entirely": None if entirely is None else sorted(entirely), "partly": sorted(partly)}


def as_written(row: Mapping[str, Any]) -> Readable:
    """Return what was decided for the reader who asked for a job."""
    entirely = row["entirely"]
    return Readable(None if entirely is None else frozenset(entirely), frozenset(row["partly"]))


@dataclass(frozen=True)
class Entitlement:
    """What a person may read of a round, judged as if every report were accepted."""

    actor: Actor
    reports: tuple[ReportRef, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether this person may read all answers."""
        return workflow.may_whole(self.actor, Action.ROUNDS)

    def in_section(self, section: str) -> Readable:
        """Return whose answers in a section this person may read. It decides over the figures of a page."""
        if self.is_whole:
            return ALL_READABLE
        found = (ref.reporter for ref in self.reports if workflow.may(self.actor, Action.SEE, ref, section))
        return Readable(frozenset(found), self._partly)

    @cached_property
    def in_files(self) -> Readable:
        """Return whose reports this person may download. It decides over the figures of a file."""
        return ALL_READABLE if self.is_whole else Readable(self._downloadable, self._partly)

    def by_section(self, sections: Iterable[str]) -> dict[str, Readable]:
        """Return what this person may read of each section; only a contributor's share differs by section."""
        if any(held.role is Role.CONTRIBUTOR for held in self.actor.held):
            return {section: self.in_section(section) for section in sections}
        return dict.fromkeys(sections, self.in_section(""))

    @cached_property
    def _downloadable(self) -> frozenset[str]:
        return frozenset(ref.reporter for ref in self.reports if may_download(self.actor, ref))

    @cached_property
    def _partly(self) -> frozenset[str]:
        given = {held.reporter for held in self.actor.held if held.role is Role.CONTRIBUTOR and held.reporter}
        return frozenset(given) - self._downloadable


def entitlement_to(figures: Figures, actor: Actor) -> Entitlement:
    """Return what a person may read of a round that was added up."""
    known = {report.reporter: report.report_id for report in figures.columns.reports}
    regions = {reporter: stored_region(region) for reporter, region in figures.areas.region_of.items()}
    return Entitlement(
        actor,
        tuple(
            ReportRef(known.get(reporter, 0), reporter, regions[reporter], State.ACCEPTED)
            for reporter in figures.areas.expected
        ),
    )


def entitlement_in(session: Session, actor: Actor, round_id: int) -> Entitlement:
    """Return what a person may read of a round, in one query of their reports (none if all are readable)."""
    if workflow.may_whole(actor, Action.ROUNDS):
        return Entitlement(actor, ())
    own, values = held_by(actor)
    wanted = select(Report.id, Report.reporter, Report.region).where(Report.round_id == round_id, own)
    return Entitlement(actor, tuple(_as_accepted(session.execute(wanted, values))))


def may_download(actor: Actor, report: ReportRef) -> bool:
    """Tell whether a person may have the answers of a report in its present state."""
    return workflow.may(actor, Action.DOWNLOAD, report)


def _as_accepted(rows: Iterable[tuple[int, str, str]]) -> Iterable[ReportRef]:
    for report_id, reporter, region in rows:
        yield ReportRef(report_id, reporter, region, State.ACCEPTED)
