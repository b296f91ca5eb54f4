"""The colleagues of a report: invite them by mail, see their work, change or withdraw their sections.

These pages are for focal points. The module puts the pages together; actions share, queries count.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, redirect, render_template, request

from survey.actions.people.limiting import TooManyInvitations
from survey.actions.reports.sharing import change_sections, share_sections, withdraw_sections
from survey.errors import Busy, Refusal
from survey.languages import LANGUAGES, long_date
from survey.messages import say
from survey.web.colleagues.contributors import Colleagues, colleagues_of
from survey.web.colleagues.invitation_form import PER_SECTION, Typed, blank, change, invitation
from survey.web.report.home import grouped
from survey.web.request.access import on_report
from survey.web.request.report import load_report, read_session
from survey.web.request.session import context
from survey.web.request.visit import nothing_here
from survey.workflow import Action

if TYPE_CHECKING:
    from survey.messages import Message
    from survey.questionnaire.model import Section
    from survey.web.colleagues.contributors import ShownColleague
    from survey.web.request.report import OpenReport

pages = Blueprint("report_colleagues", __name__)

PAGE = "/<lang>/reports/<form>/<int:year>/<reporter>/colleagues"
ONE = f"{PAGE}/<int:grant>"
LABELS = {
    "email": say("colleagues/email", "E-mail address"),
    "name": say("colleagues/name", "Name"),
    "works_at": say("colleagues/works-at", "Ministry or office"),
    "section": say("colleagues/sections", "Which sections"),
    "note": say("colleagues/note", "A note to your colleague"),
    "wanted_by": say("colleagues/wanted-by", "Please finish by", note="label above a date"),
}
MAY = {
    "edit": say("colleagues/edit", "Fill in and comment"),
    "comment": say("colleagues/comment", "Read and comment only"),
}


@pages.get(PAGE)
@on_report(Action.WITHDRAW)
def colleagues(**_: object) -> str:
    """Show who works on the report, and let the focal point invite a colleague."""
    with read_session() as session:
        report = load_report(session, look_back=False)
        return page_of(report, blank(report))


@pages.post(PAGE)
@on_report(Action.INVITE)
def invite(**_: object) -> Response:
    """Invite a colleague, or show the mistakes in the invitation."""
    with read_session() as session:
        report = load_report(session, look_back=False)
        typed = invitation(report, request.form)
        if "switch" in request.form:
            return make_response(page_of(report, Typed(typed.values, typed.sections, typed.asked)))
        if typed.wrong:
            return make_response(page_of(report, typed), 400)
        try:
            grant = share_sections(report.ref.report_id, typed.colleague(), typed.sections, context())
        except Refusal as refusal:
            typed.wrong["email"] = refusal.message
            return make_response(page_of(report, typed), refusal.status)
        return make_response(redirect(f"{report.url('colleagues')}?invited={grant}", 303))


@pages.get(ONE)
@on_report(Action.WITHDRAW)
def colleague(grant: int, **_: object) -> str:
    """Show what one colleague did, and let the focal point change what is shared."""
    with read_session() as session:
        report = load_report(session, look_back=False)
        return page_of_colleague(report, colleague_at(report, grant))


@pages.post(ONE)
@on_report(Action.WITHDRAW)
def share(grant: int, **_: object) -> Response:
    """Change what is shared with a colleague."""
    with read_session() as session:
        report = load_report(session, look_back=False)
        found, typed = colleague_at(report, grant), change(report, request.form)
        if "switch" in request.form:
            typed.wrong.clear()
            return make_response(page_of_colleague(report, found, typed))
        if typed.wrong:
            return make_response(page_of_colleague(report, found, typed), 400)
        try:
            change_sections(report.ref.report_id, grant, typed.sections, typed.asked, context())
        except (TooManyInvitations, Busy) as refusal:
            typed.wrong["note"] = refusal.message
            return make_response(page_of_colleague(report, found, typed), refusal.status)
        return after(report, found, "changed" if typed.sections else "withdrawn")


@pages.post(f"{ONE}/withdraw")
@on_report(Action.WITHDRAW)
def withdraw(grant: int, **_: object) -> Response:
    """Withdraw everything that is shared with a colleague."""
    with read_session() as session:
        report = load_report(session, look_back=False)
        found = colleague_at(report, grant)
        withdraw_sections(report.ref.report_id, grant, list(found.levels), context())
        return after(report, found, "withdrawn")


def after(report: OpenReport, person: ShownColleague, done: str) -> Response:
    """Redirect to the page of all colleagues, which says what was done."""
    return make_response(redirect(f"{report.url('colleagues')}?{done}={person.grant_id}", 303))


def colleague_at(report: OpenReport, grant: int) -> ShownColleague:
    """Return the colleague with this grant, if it shares anything of the report."""
    found = [person for person in colleagues_of(report).now if person.grant_id == grant]
    if not found:
        raise nothing_here()
    return found[0]


def page_of(report: OpenReport, typed: Typed) -> str:
    """Render the page of all colleagues."""
    found = colleagues_of(report)
    return render_template(
        "colleagues/colleagues.html",
        **around(report, typed),
        colleagues=found,
        groups=grouped(report, [SimpleNamespace(section=section) for section in offered(report)]),
        may_invite=report.may(Action.INVITE),
        done=done_of(report, found),
    )


def page_of_colleague(report: OpenReport, person: ShownColleague, typed: Typed | None = None) -> str:
    """Render the page of one colleague."""
    sections = [section for section in report.form.sections if section.id in person.levels]
    more = [section for section in offered(report) if section not in sections] if can_share(report) else []
    shown = [section for section in report.form.sections if section in sections or section in more]
    if typed is None:
        typed = Typed({"note": "", "wanted_by": ""}, person.levels, blank(report).asked)
    return render_template(
        "colleagues/colleague.html",
        **around(report, typed),
        person=person,
        groups=grouped(report, [SimpleNamespace(section=section) for section in shown]),
        prefix=PER_SECTION,
        may_invite=can_share(report),
        here=report.url("colleagues", str(person.grant_id)),
    )


def can_share(report: OpenReport) -> bool:
    """Tell whether sections can be shared now, not only withdrawn."""
    return report.may(Action.INVITE)


def around(report: OpenReport, typed: Typed) -> dict[str, object]:
    """Return what both pages need: the typed values, the mistakes and an example."""
    here = report.visit
    return {
        "report": report,
        "form": report.form,
        "typed": typed,
        "problems": [
            SimpleNamespace(name=name, text=here.say(text), about=here.say(LABELS[name]))
            for name, text in typed.wrong.items()
        ],
        "labels": LABELS,
        "levels": MAY,
        "languages": LANGUAGES,
        "example": long_date(report.seen.deadline, here.place),
    }


def offered(report: OpenReport) -> list[Section]:
    """Return the sections that can be shared: those that are asked."""
    return [section for section in report.form.sections if report.relevance.includes_section(section)]


def done_of(report: OpenReport, found: Colleagues) -> Message | None:
    """Return the message about what was just done, which the query of the address names."""
    names = {str(person.grant_id): person.name for person in found.now}
    if (name := names.get(request.args.get("invited", ""))) is not None:
        return say("colleagues/invited", "An e-mail is being sent to {name}.", name=name)
    if (name := names.get(request.args.get("changed", ""))) is not None:
        return say(
            "colleagues/changed", "Saved. {name} receives an e-mail about the new sections.", name=name
        )
    if "withdrawn" in request.args:
        return say(
            "colleagues/withdrawn",
            "The sections were taken back. Your colleague is told by e-mail and thanked for the help.",
        )
    return None
