"""Queries: ask about one answer, reply, ask again, close.

Each action locks the report and judges by what the person holds now. Every move names the version it saw:
if two people press at once, the second one sees what the first wrote, and nothing happens twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, update

from survey import workflow
from survey.actions.audit.recording import Recorded, recorded
from survey.actions.queries.letters import QueryPost
from survey.answers.places import place_exists
from survey.errors import NotFound, Refusal
from survey.messages import say
from survey.storage.queries.queries import Conversation, Query, QueryMove, asked_already, find_query
from survey.storage.reports.locking import AtWork, asked_of, lock_report
from survey.storage.reports.submitted import Submissions
from survey.workflow import MOVES, Action, ReportRef

if TYPE_CHECKING:
    from survey.actions.context import Context

LONGEST_WORDS = 4_000


@dataclass(frozen=True, slots=True)
class Words:
    """The text a person writes in a query, and its language."""

    text: str
    lang: str


class Overtaken(Refusal):
    """Somebody else moved the query first."""

    code = "overtaken"
    status = 409


@dataclass(frozen=True, slots=True)
class NextMove:
    """A move of a query: its name, the version that the person saw, and the text."""

    move: str
    saw: int
    words: Words


def ask(report: ReportRef, question: str, row: str, words: Words, context: Context) -> int:
    """Ask a country about one answer that it submitted; return the query's number."""
    with recorded("ask", context, report_id=report.report_id) as act:
        at_work = lock_report(act.session, report.report_id, context.actor_id, context.now)
        act.round_id = at_work.round_id
        workflow.demand(at_work.actor, Action.ASK, at_work.report)
        said = _words_for("ask", words)
        snapshot = _submission_with(act, at_work, question, row)
        twice = asked_already(act.session, report.report_id, (question, row), context.actor_id, said.text)
        if twice is not None:
            act.silent = True
            return twice
        query = Query(
            report_id=report.report_id,
            section=asked_of(act.session, at_work).section_of[question].id,
            question=question,
            row=row,
            state=MOVES["ask"].target.value,
            version=1,
            snapshot=snapshot,
            asked_by=context.actor_id,
            changed_at=context.now,
        )
        act.session.add(query)
        act.session.flush()
        _keep_move(act, query.id, NextMove("ask", 0, said), context.now)
        act.details |= {"query": query.id}
        _tell(act, at_work, query, "ask", context)
        return query.id


def move_query(report: ReportRef, query_id: int, wanted: NextMove, context: Context) -> None:
    """Reply to a query, ask again or close it, given the version that the person saw."""
    move, saw = wanted.move, wanted.saw
    with recorded(f"query_{move}", context, report_id=report.report_id) as act:
        at_work = lock_report(act.session, report.report_id, context.actor_id, context.now)
        act.round_id = at_work.round_id
        found = _found(act, report, query_id)
        workflow.demand(at_work.actor, MOVES[move].action, at_work.report, found.query.section)
        said = _words_for(move, wanted.words)
        if found.query.version != saw:
            if _is_the_same(found, context.actor_id, move, said):
                act.silent = True
                return
            raise _overtaken(found)
        target = workflow.moved(move, found.query.state)
        _keep_move(act, query_id, NextMove(move, saw, said), context.now)
        values = {"state": target.value, "version": saw + 1, "changed_at": context.now}
        act.session.execute(update(Query).where(Query.id == query_id).values(values))
        act.details |= {"query": query_id}
        _tell(act, at_work, found.query, move, context)


def _found(act: Recorded, report: ReportRef, query_id: int) -> Conversation:
    found = find_query(act.session, report.report_id, query_id)
    if found is None:
        raise NotFound(say("queries/none", "This query does not exist. Go back to the report’s queries."))
    return found


def _tell(act: Recorded, at_work: AtWork, query: Query, move: str, context: Context) -> None:
    """Write to those who wait for this move, if letters are written."""
    if context.office is None:
        return
    post = QueryPost(act.session, context.office, at_work, context.now)
    if move == "reply":
        post.tell_askers(query)
    elif move in ("ask", "again"):
        post.tell_country(query)


def _words_for(move: str, words: Words) -> Words:
    text = words.text.replace("\x00", "").replace("\r\n", "\n").strip()
    if MOVES[move].needs_words and not text:
        raise Refusal(say("queries/no-words", "Write your text first."))
    if len(text) > LONGEST_WORDS:
        raise Refusal(
            say(
                "queries/long",
                "Shorten the text to {most} characters; it has {found}.",
                most=LONGEST_WORDS,
                found=len(text),
            )
        )
    return Words(text, words.lang if text else "")


def _submission_with(act: Recorded, at_work: AtWork, question: str, row: str) -> int:
    """Return the number of the last submission, if it has such a place."""
    submissions = Submissions(act.session, at_work.report.report_id)
    asked = asked_of(act.session, at_work)
    if not submissions.latest or not place_exists(asked, submissions.replies(), question, row):
        raise NotFound(say("queries/no-place", "This report has no such answer. Go back to its sections."))
    return submissions.latest


def _keep_move(act: Recorded, query_id: int, made: NextMove, now: datetime) -> None:
    act.session.execute(
        insert(QueryMove).values(
            query_id=query_id,
            number=made.saw + 1,
            move=made.move,
            words=made.words.text,
            lang=made.words.lang,
            made_by=act.person_id,
            made_at=now,
        )
    )


def _is_the_same(found: Conversation, person_id: int, move: str, said: Words) -> bool:
    """Tell whether the last move is the same one, because a button was pressed twice."""
    last = found.moves[-1]
    return (last.person_id, last.move, last.words) == (person_id, move, said.text)


def _overtaken(found: Conversation) -> Overtaken:
    return Overtaken(
        say(
            "queries/overtaken",
            "{name} wrote in this query while you had it open. Read that text first; your "
            "text is kept below.",
            name=found.moves[-1].name,
        )
    )
