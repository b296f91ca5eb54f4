"""The queries of a round that are not closed and that the reader may follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Blueprint, g, render_template

from survey import workflow
from survey.answers.places import name_of_place
from survey.answers.replies import Replies
from survey.countries import reporter_name
from survey.languages import folded
from survey.messages import Message
from survey.storage.queries.queries import unsettled_of
from survey.storage.reports.visibility import reports_seen_in
from survey.web.figures.context import open_without_figures
from survey.web.request.access import on_round
from survey.web.request.moments import written_at
from survey.web.request.queries import ICONS
from survey.web.request.report import read_session
from survey.web.request.session import now
from survey.web.request.visit import language_mark
from survey.workflow import QUERY_LABELS, Action, QueryState

if TYPE_CHECKING:
    from markupsafe import Markup

    from survey.storage.queries.queries import Conversation
    from survey.storage.reports.visibility import SeenReport
    from survey.web.figures.context import OpenRound

pages = Blueprint("round_queries", __name__)

NOTHING = Replies()
"""Entries of lists are not loaded for a whole round: a query about an entry is named after its list."""


@dataclass(frozen=True, slots=True)
class QueryLine:
    """A query in the list of its round."""

    state: QueryState
    reporter: str
    about: Markup | str
    url: str
    words: str
    lang: str
    who: str
    at: Message


@pages.get("/<lang>/rounds/<form>/<int:year>/queries")
@on_round
def listed(**_: object) -> str:
    """Show the queries of a round that are not closed."""
    with read_session() as session:
        this = open_without_figures(session)
        seen = {
            report.ref.report_id: report
            for report in reports_seen_in(session, g.actor, this.frozen.round.id, now())
        }
        lines = [
            line(this, seen[conversation.query.report_id], conversation)
            for conversation in unsettled_of(session, list(seen))
            if workflow.may(
                g.actor, Action.FOLLOW, seen[conversation.query.report_id].ref, conversation.query.section
            )
        ]
        lines.sort(key=lambda shown: folded(shown.reporter))
        groups = [(state, [shown for shown in lines if shown.state is state]) for state in QueryState]
        return render_template(
            "queries/round.html",
            this=this,
            groups=[(QUERY_LABELS[state], ICONS[state], ones) for state, ones in groups if ones],
        )


def line(this: OpenRound, seen: SeenReport, found: Conversation) -> QueryLine:
    """Return a query in words: its reporter, its subject, and the latest text."""
    query, here = found.query, this.visit
    name = name_of_place(this.form, NOTHING, query.question, query.row)
    last = next((move for move in reversed(found.moves) if move.words), found.moves[-1])
    return QueryLine(
        QueryState(query.state),
        reporter_name(seen.ref.reporter, seen.names, here.language),
        name if isinstance(name, str) else here.say(name),
        this.report_url(seen.ref.reporter, "queries", str(query.id)),
        last.words,
        language_mark(last.lang),
        last.name,
        written_at(here, last.at, ZoneInfo(seen.zone)),
    )
