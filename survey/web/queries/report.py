"""Queries: the list for a report, each query with its history, and the page to ask a new query.

Reviewers read submitted answers here, never later drafts.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, redirect, render_template, request

from survey.actions.queries.querying import NextMove, Words, ask, move_query
from survey.answers.names import field_name
from survey.answers.places import name_of_place, place_exists
from survey.errors import NotFound, Refusal
from survey.storage.engine.database import end_read
from survey.storage.queries.queries import find_query
from survey.storage.reports.submitted import Submissions
from survey.web.report.last_year import words_beside
from survey.web.report.read_only import answer_at
from survey.web.request.access import on_report
from survey.web.request.queries import queries_in, shown_query
from survey.web.request.report import at_submission, handed_over, read_session
from survey.web.request.session import context
from survey.web.request.visit import nothing_here
from survey.workflow import MOVES, Action, QueryState

if TYPE_CHECKING:
    from survey.messages import Message
    from survey.web.report.read_only import ReadAnswer
    from survey.web.request.queries import ShownQuery
    from survey.web.request.report import OpenReport

pages = Blueprint("queries", __name__)

HOME = "/<lang>/reports/<form>/<int:year>/<reporter>"


@pages.get(f"{HOME}/queries")
@on_report(Action.FOLLOW)
def listed(form: str, year: int, reporter: str) -> str:
    """Show the queries of a report by whose turn it is."""
    with read_session() as session:
        report = handed_over(session)
        found = queries_in(report)
        groups = [(state, [query for query in found if query.state is state]) for state in QueryState]
        return render_template(
            "queries/report.html",
            report=report,
            form=report.form,
            groups=[(state, ones) for state, ones in groups if ones],
            asks=report.may(Action.ASK),
            back=report.url() if report.may(Action.SEE) else report.url("steps"),
        )


@pages.get(f"{HOME}/queries/<int:query>")
@on_report(Action.FOLLOW)
def detail(form: str, year: int, reporter: str, query: int) -> str:
    """Show a query with its history, and what can be done next."""
    with read_session() as session:
        report = handed_over(session)
        return page_of(report, query_at(report, query))


@pages.post(f"{HOME}/queries/<int:query>")
@on_report(Action.FOLLOW)
def move(form: str, year: int, reporter: str, query: int) -> Response:
    """Reply to a query, ask again or close it."""
    wanted, typed = request.form.get("move", ""), request.form.get("words", "")
    if wanted not in MOVES or wanted == "ask":
        raise nothing_here()
    with read_session() as session:
        report = handed_over(session)
        query_at(report, query)
        saw = request.form.get("saw", type=int) or 0
        words = Words(typed, report.visit.language.code)
        try:
            move_query(report.ref, query, NextMove(wanted, saw, words), context())
        except NotFound:
            raise
        except Refusal as refusal:
            end_read(session)
            shown = query_at(report, query)
            return make_response(page_of(report, shown, typed, refusal.message), refusal.status)
        return make_response(redirect(f"{report.url('queries', str(query))}?done={wanted}", 303))


@pages.get(f"{HOME}/ask/<question>", defaults={"row": ""})
@pages.get(f"{HOME}/ask/<question>/<row>")
@on_report(Action.ASK)
def asking(form: str, year: int, reporter: str, question: str, row: str) -> str:
    """Show an answer, with the form to ask a query about it."""
    with read_session() as session:
        return asking_page(handed_over(session), question, row)


@pages.post(f"{HOME}/ask/<question>", defaults={"row": ""})
@pages.post(f"{HOME}/ask/<question>/<row>")
@on_report(Action.FOLLOW)
def put(form: str, year: int, reporter: str, question: str, row: str) -> Response:
    """Ask a query."""
    typed = request.form.get("words", "")
    with read_session() as session:
        report = handed_over(session)
        if not report.may(Action.FOLLOW, section_of(report, question)):
            raise nothing_here()
        words = Words(typed, report.visit.language.code)
        try:
            query = ask(report.ref, question, row, words, context())
        except NotFound:
            raise
        except Refusal as refusal:
            page = asking_page(report, question, row, typed, refusal.message)
            return make_response(page, refusal.status)
        return make_response(redirect(f"{report.url('queries', str(query))}?done=ask", 303))


def section_of(report: OpenReport, question: str) -> str:
    """Return the section of the question at the address."""
    if question not in report.form.section_of:
        raise nothing_here()
    return report.form.section_of[question].id


def query_at(report: OpenReport, query_id: int) -> ShownQuery:
    """Return the query at the address, if this person may follow it."""
    found = find_query(report.session, report.ref.report_id, query_id)
    if found is None or not report.may(Action.FOLLOW, found.query.section):
        raise nothing_here()
    return shown_query(report, found)


def page_of(report: OpenReport, shown: ShownQuery, typed: str = "", refused: Message | None = None) -> str:
    """Make the page of a query."""
    done = request.args.get("done", "")
    return render_template(
        "queries/query.html",
        report=report,
        form=report.form,
        query=shown,
        here=shown.url,
        answers=answers_of(report, shown),
        words=words_beside(report.visit),
        back_to_answer=f"{report.url(shown.section_id)}#{field_name(shown.question, shown.row)}",
        sees=report.may(Action.SEE, shown.section_id),
        edits=report.may(Action.EDIT, shown.section_id),
        typed=typed,
        refused=refused,
        done=done if done in MOVES and not refused else "",
        writes=[move for move in shown.may if move.needs_words],
        closes=[move for move in shown.may if not move.needs_words],
    )


def answers_of(report: OpenReport, shown: ShownQuery) -> SimpleNamespace:
    """Return the answer at the time of the query and, if it differs, as last submitted."""
    latest = answer_in(report, shown)
    submissions = Submissions(report.session, report.ref.report_id)
    if shown.snapshot == submissions.latest:
        return SimpleNamespace(then=latest, since=None, number=shown.snapshot, latest=submissions.latest)
    then = answer_in(at_submission(report, submissions, shown.snapshot), shown)
    since = latest if latest != then else None
    return SimpleNamespace(then=then, since=since, number=shown.snapshot, latest=submissions.latest)


def answer_in(report: OpenReport, shown: ShownQuery) -> ReadAnswer | None:
    """Return the answer that a query is about."""
    question = report.form.questions.get(shown.question)
    return answer_at(report, question, shown.row) if question is not None else None


def asking_page(
    report: OpenReport, question_id: str, row: str, typed: str = "", refused: Message | None = None
) -> str:
    """Make the page to ask a query."""
    if not place_exists(report.form, report.replies, question_id, row):
        raise nothing_here()
    question = report.form.questions[question_id]
    section = report.form.section_of[question_id]
    earlier = [query for query in queries_in(report) if (query.question, query.row) == (question_id, row)]
    return render_template(
        "queries/ask.html",
        report=report,
        form=report.form,
        section=section,
        about=report.visit.say(name_of_place(report.form, report.replies, question_id, row)),  # type: ignore[arg-type]
        answer=answer_at(report, question, row),
        words=words_beside(report.visit),
        earlier=earlier,
        here=report.url("ask", question_id, *([row] if row else [])),
        back=f"{report.url(section.id)}#{question_id}",
        typed=typed,
        refused=refused,
    )
