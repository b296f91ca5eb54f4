"""The other people at work on a section: they opened it for writing or saved something in the last minutes.

Presence locks nobody out. A page asks once; its script asks again while somebody writes.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, jsonify, make_response
from sqlalchemy.exc import DBAPIError

from survey.actions.reports.presence import note_present
from survey.errors import Busy
from survey.messages import Message, say
from survey.web.request.access import on_report
from survey.web.request.report import load_report, read_session
from survey.web.request.session import context, now
from survey.workflow import Action

if TYPE_CHECKING:
    from survey.web.request.report import OpenReport

pages = Blueprint("report_presence", __name__)

NOTED_EVERY = timedelta(minutes=2)
"""Seconds in which reopening a section is not recorded again."""


@pages.get("/<lang>/reports/<form>/<int:year>/<reporter>/<section>/others")
@on_report(Action.COMMENT)
def others(section: str, **_: object) -> Response:
    """Tell a page's script who else is at work on the section now."""
    with read_session() as session:
        report = load_report(session, section)
        found = others_at(report, section)
        return make_response(jsonify(others=report.visit.plain(found) if found else ""))


def others_at(report: OpenReport, section: str) -> Message | None:
    """Name the others at work on a section and record this visit; None if the person may not write there."""
    if not report.may(Action.COMMENT, section):
        return None
    me, found = report.actor.person_id, report.present
    mine = next((person.seen_at for person in found if person.person_id == me), None)
    if mine is None or mine <= now() - NOTED_EVERY:
        _note(report, section)
    names = [
        f"{person.name} ({person.works_at})" if person.works_at else person.name
        for person in found
        if person.person_id != me
    ]
    return said(names) if names else None


def said(names: list[str]) -> Message:
    """Return the message that names the people at work."""
    return say(
        "report/others",
        "Other people who worked on this section in the last ten minutes: {names}. You "
        "need not wait: if two people change the same answer, both texts are shown.",
        names=names,
    )


def _note(report: OpenReport, section: str) -> None:
    """Record this person's visit; the page is shown even if that fails."""
    try:
        note_present(report.ref.report_id, section, context())
    except (DBAPIError, Busy) as failure:
        current_app.logger.warning("Who is at work could not be noted: %s", type(failure).__name__)
