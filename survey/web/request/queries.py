"""Queries as people read them: what each is about, whose turn it is, and who wrote what in which language.

Knows words and addresses; what may be done with a query is the workflow's to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey import workflow
from survey.answers.places import name_of_place
from survey.languages import LANGUAGES
from survey.messages import Message, say, say_count
from survey.storage.queries.queries import queries_of
from survey.web.request import moments
from survey.web.request.visit import language_mark
from survey.workflow import QUERY_LABELS, Action, QueryState

if TYPE_CHECKING:
    from datetime import datetime

    from markupsafe import Markup

    from survey.storage.queries.queries import Conversation, Spoken
    from survey.web.request.report import OpenReport
    from survey.workflow import Actor, Move, ReportRef

ICONS: Mapping[QueryState, str] = {
    QueryState.OPEN: "ask",
    QueryState.ANSWERED: "note",
    QueryState.CLOSED: "done",
}
WROTE: Mapping[str, Message] = {
    "ask": say("query/asked", "{name} asked"),
    "reply": say("query/replied", "{name} replied"),
    "again": say("query/asked-again", "{name} asked again"),
    "close": say("query/closed", "{name} closed the query"),
}


@dataclass(frozen=True, slots=True)
class ShownMove:
    """A move of a query: who did what and when, with their words and the language of these."""

    who: str
    did: Message
    at: Message
    words: str
    lang: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ShownQuery:
    """A query on a page."""

    id: int
    question: str
    row: str
    about: Markup
    plain_about: str
    section: Markup
    section_id: str
    state: QueryState
    label: Message
    icon: str
    url: str
    version: int
    snapshot: int
    moves: tuple[ShownMove, ...]
    may: tuple[Move, ...]

    @property
    def last(self) -> ShownMove:
        """What was written last."""
        return next((move for move in reversed(self.moves) if move.words), self.moves[-1])


def queries_in(report: OpenReport) -> list[ShownQuery]:
    """Return the queries of a report that this person may follow, the latest moves first."""
    found = queries_of(report.session, [report.ref.report_id])
    return [
        shown_query(report, conversation)
        for conversation in found
        if report.may(Action.FOLLOW, conversation.query.section)
    ]


def shown_query(report: OpenReport, found: Conversation) -> ShownQuery:
    """Return a query with all its moves, our own texts in the reader's language."""
    query, here = found.query, report.visit
    name = name_of_place(report.form, report.replies, query.question, query.row)
    state = QueryState(query.state)
    section = next((section for section in report.form.sections if section.id == query.section), None)
    return ShownQuery(
        query.id,
        query.question,
        query.row,
        here.say(name) if not isinstance(name, str) else here.say(say("query/about", "{name}", name=name)),
        here.plain(name) if not isinstance(name, str) else name,
        here.say(section.title) if section else here.say(say("query/about", "{name}", name=query.section)),
        query.section,
        state,
        QUERY_LABELS[state],
        ICONS[state],
        report.url("queries", str(query.id)),
        query.version,
        query.snapshot,
        tuple(shown_move(report, move) for move in found.moves),
        workflow.moves_for(report.actor, report.ref, query.section, query.state),
    )


def shown_move(report: OpenReport, spoken: Spoken) -> ShownMove:
    """Return a move, with its words marked if their language differs from the page's."""
    lang = language_mark(spoken.lang)
    return ShownMove(
        spoken.name,
        Message(WROTE[spoken.move].text, {"name": spoken.name}),
        written_at(report, spoken.at),
        spoken.words,
        lang,
        LANGUAGES[lang].name if lang in LANGUAGES else lang,
    )


def written_at(report: OpenReport, at: datetime) -> Message:
    """Say when something was written, in the partnership's zone."""
    return moments.written_at(report.visit, at, report.zone)


def unsettled_at_questions(report: OpenReport) -> dict[str, list[ShownQuery]]:
    """Return the queries that are not closed, by the question next to which a page shows them."""
    found: dict[str, list[ShownQuery]] = {}
    if not report.seen.has_queries:
        return found
    for query in queries_in(report):
        if query.state is not QueryState.CLOSED:
            found.setdefault(table_or_question(report, query.question), []).append(query)
    return found


def table_or_question(report: OpenReport, question_id: str) -> str:
    """Return the question next to which a section shows a query: the table's, if it is in a table."""
    question = report.form.questions.get(question_id)
    return (question.table if question is not None else "") or question_id


def unsettled_in(actor: Actor, ref: ReportRef, counts: Mapping[tuple[int, str, str], int]) -> tuple[int, int]:
    """Count the queries waiting for a reply and those with a reply, if the actor may follow them."""
    waiting, replied = (
        sum(
            count
            for (report_id, section, found), count in counts.items()
            if (report_id, found) == (ref.report_id, state)
            and workflow.may(actor, Action.FOLLOW, ref, section)
        )
        for state in (QueryState.OPEN, QueryState.ANSWERED)
    )
    return waiting, replied


def in_words(waiting: int, replied: int) -> Message | None:
    """Say how many queries wait for a reply and how many have a reply; None if there are no queries."""
    if waiting and replied:
        return say(
            "query/both",
            "{waiting}; {replied}",
            waiting=_waiting(waiting),
            replied=_replied(replied),
        )
    return _waiting(waiting) if waiting else _replied(replied) if replied else None


def _waiting(count: int) -> Message:
    return say_count("query/waiting", "{count} query awaits a reply", "{count} queries await a reply", count)


def _replied(count: int) -> Message:
    return say_count("query/have-reply", "{count} query has a reply", "{count} queries have a reply", count)
