"""Queries put and moved on: asked about one answer, replied to, asked again, closed.

Each is taken with the report in hand, by what the person holds now. Who moves a query on names the version
that they saw: of two people who press at once one is told what the other wrote, and nothing happens twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, update

from survey import workflow
from survey.actions.audit.recording import Recorded, recorded
from survey.actions.queries import letters as query_letters
from survey.answers.places import place_exists
from survey.errors import NotFound, Refusal
from survey.messages import say
from survey.storage.queries.queries import Conversation, Query, QueryMove, asked_already, find_query
from survey.storage.reports.locking import AtWork, asked_of, lock_report
from survey.storage.reports.submitted import Submissions
from survey.workflow import MOVES, Action, Actor, ReportRef

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from survey.actions.mail.office import Office

LONGEST_WORDS = 4_000


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody writes in a query, and in which language."""

    text: str
    lang: str


class Overtaken(Refusal):
    """Somebody else moved the query on first."""

    code = "overtaken"
    status = 409


def ask(
    actor: Actor,
    report: ReportRef,
    question: str,
    row: str,
    words: Words,
    now: datetime,
    office: Office | None = None,
    engine: Engine | None = None,
) -> int:
    """Ask a country about one answer of what it submitted; return the query's number."""
    with recorded("ask", actor.person_id, now, report_id=report.report_id, engine=engine) as act:
        at_work = lock_report(act.session, report.report_id, actor.person_id, now)
        act.round_id = at_work.round_id
        workflow.demand(at_work.actor, Action.ASK, at_work.report)
        said = _words_for("ask", words)
        snapshot = _submission_with(act, at_work, question, row)
        twice = asked_already(act.session, report.report_id, question, row, actor.person_id, said.text)
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
            asked_by=actor.person_id,
            changed_at=now,
        )
        act.session.add(query)
        act.session.flush()
        _keep_move(act, query.id, 1, "ask", said, now)
        act.details |= {"query": query.id}
        if office is not None:
            query_letters.tell_country(act.session, at_work, query, now, office)
        return query.id


def move_query(
    actor: Actor,
    report: ReportRef,
    query_id: int,
    move: str,
    saw: int,
    words: Words,
    now: datetime,
    office: Office | None = None,
    engine: Engine | None = None,
) -> None:
    """Reply to a query, ask again or close it, knowing what was written in it up to `saw`."""
    with recorded(f"query_{move}", actor.person_id, now, report_id=report.report_id, engine=engine) as act:
        at_work = lock_report(act.session, report.report_id, actor.person_id, now)
        act.round_id = at_work.round_id
        found = _found(act, report, query_id)
        workflow.demand(at_work.actor, MOVES[move].action, at_work.report, found.query.section)
        said = _words_for(move, words)
        if found.query.version != saw:
            if _is_the_same(found, actor, move, said):
                act.silent = True
                return
            raise _overtaken(found)
        target = workflow.moved(move, found.query.state)
        _keep_move(act, query_id, saw + 1, move, said, now)
        values = {"state": target.value, "version": saw + 1, "changed_at": now}
        act.session.execute(update(Query).where(Query.id == query_id).values(values))
        act.details |= {"query": query_id}
        if office is not None:
            _tell(act, at_work, found.query, move, now, office)


def _found(act: Recorded, report: ReportRef, query_id: int) -> Conversation:
    found = find_query(act.session, report.report_id, query_id)
    if found is None:
        raise NotFound(say("queries/none", "This query does not exist. Go back to the report’s queries."))
    return found


def _tell(act: Recorded, at_work: AtWork, query: Query, move: str, now: datetime, office: Office) -> None:
    if move == "reply":
        query_letters.tell_askers(act.session, at_work, query, now, office)
    elif move == "again":
        query_letters.tell_country(act.session, at_work, query, now, office)


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
    """The number of the last submission, if there is such a place in it."""
    submissions = Submissions(act.session, at_work.report.report_id)
    asked = asked_of(act.session, at_work)
    if not submissions.latest or not place_exists(asked, submissions.replies(), question, row):
        raise NotFound(say("queries/no-place", "This report has no such answer. Go back to its sections."))
    return submissions.latest


def _keep_move(act: Recorded, query_id: int, number: int, move: str, said: Words, now: datetime) -> None:
    act.session.execute(
        insert(QueryMove).values(
            query_id=query_id,
            number=number,
            move=move,
            words=said.text,
            lang=said.lang,
            made_by=act.person_id,
            made_at=now,
        )
    )


def _is_the_same(found: Conversation, actor: Actor, move: str, said: Words) -> bool:
    """Tell whether the last move is this very one: a button was pressed twice."""
    last = found.moves[-1]
    return (last.person_id, last.move, last.words) == (actor.person_id, move, said.text)


def _overtaken(found: Conversation) -> Overtaken:
    return Overtaken(
        say(
            "queries/overtaken",
            "{name} wrote in this query while you had it open. Read that text first; your "
            "text is kept below.",
            name=found.moves[-1].name,
        )
    )
