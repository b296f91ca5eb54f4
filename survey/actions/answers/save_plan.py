"""Plan a save: check it against rights, the questionnaire, and what others saved meanwhile.

A change that saw an older version is a conflict and is not saved; a forbidden change fails the whole save.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from survey import workflow
from survey.actions.answers.changes import Change, Conflict, ListChange
from survey.actions.answers.entries import wanted_order
from survey.actions.answers.text_limits import demand_length
from survey.answers.replies import Reply
from survey.errors import NotFound, Unreadable
from survey.messages import say
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.model import TOTAL
from survey.questionnaire.numbers.currencies import is_currency
from survey.storage.answers import reply_cache
from survey.storage.answers.replies import fits, storable
from survey.storage.answers.reply_writes import ReplyWrite, entries_ever
from survey.storage.answers.stored_replies import AnswerKey, Lists, Stored, lists_of
from survey.workflow import Action

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.questionnaire.model import Question, Questionnaire
    from survey.storage.reports.locking import AtWork


class SavePlan:
    """The plan of a save: the answers to write, the conflicts, and the version at each place afterwards."""

    def __init__(
        self, session: Session, at_work: AtWork, questionnaire: Questionnaire, now: datetime
    ) -> None:
        self.session = session
        self.at_work = at_work
        self.questionnaire = questionnaire
        self.now = now
        self.before: dict[AnswerKey, Stored] = {}
        self.rows: Lists | None = None
        self.written: list[ReplyWrite] = []
        self.added: list[dict[str, Any]] = []
        self.moved: list[dict[str, Any]] = []
        self.conflicts: list[Conflict] = []
        self.versions: dict[AnswerKey, int] = {}
        self.codes: dict[AnswerKey, str] = {}
        self.orders: dict[str, tuple[str, ...]] = {}
        self._allowed: dict[tuple[Action, str], bool] = {}

    def build(self, changes: Sequence[Change], lists: Sequence[ListChange]) -> None:
        """Plan lists, then answers, including those of new entries; of two for a place the last counts."""
        asked = {change.question for change in changes} | {listed.question for listed in lists}
        questions = {name: self._question(name) for name in sorted(asked)}
        report_id = self.at_work.report.report_id
        version = self.at_work.version
        self.before = (
            reply_cache.get_stored(self.session, report_id, version, self.questionnaire, asked)
            if asked
            else {}
        )
        if any(question.inside or question.rows_from for question in questions.values()):
            self.rows = lists_of(self.session, report_id)
        for listed in {listed.question: listed for listed in lists}.values():
            self._list(questions[listed.question], listed)
        for change in {(change.question, change.row): change for change in changes}.values():
            self._answer(questions[change.question], change)

    def _question(self, name: str) -> Question:
        """Return the question, if this round asks it and the person may do anything in its section."""
        question = self.questionnaire.questions.get(name)
        if question is None:
            raise NotFound(
                say(
                    "saving/no-question", "This round has no such question. Open the section again and retry."
                )
            )
        if not self._allows(Action.COMMENT, question):
            self._demand_edit(question)
        return question

    def _allows(self, action: Action, question: Question) -> bool:
        """Tell whether the person may do this in the question's section; each section is looked up once."""
        section = self.questionnaire.section_of[question.id].id
        found = self._allowed.get((action, section))
        if found is None:
            found = workflow.may(self.at_work.actor, action, self.at_work.report, section)
            self._allowed[action, section] = found
        return found

    def _demand_edit(self, question: Question) -> None:
        if not self._allows(Action.EDIT, question):
            section = self.questionnaire.section_of[question.id].id
            workflow.demand(self.at_work.actor, Action.EDIT, self.at_work.report, section)

    def _answer(self, question: Question, change: Change) -> None:
        row = self.codes.get((question.inside, change.row), change.row)
        given = change.reply
        if (given.question, given.row) != (question.id, row):
            given = replace(given, question=question.id, row=row)
        reply = storable(given)
        self._demand_place(question, reply)
        demand_length(question, reply)
        place = (question.id, row)
        before = self.before.get(place) or Stored(Reply(question.id, row))
        self.versions[place] = before.version
        if reply == before.reply:
            return
        if change.saw_version != before.version:
            self.conflicts.append(self._conflict(before, before.reply))
            return
        if not self._allows(Action.EDIT, question) and not _only_commented(reply, before.reply):
            self._demand_edit(question)
        self.written.append(ReplyWrite(reply, question.kind.name, before))
        self.versions[place] = before.version + 1

    def _demand_place(self, question: Question, reply: Reply) -> None:
        """Refuse a row that the question does not have, values that do not fit its kind, and no currency."""
        if isinstance(question.kind, Entries) or reply.row not in self._rows_of(question):
            raise NotFound(
                say(
                    "saving/no-row",
                    "This row or entry does not exist here. Open the section again and retry.",
                )
            )
        fitting = all(fits(question.kind.name, value) for value in reply.cells.values())
        if not fitting or (reply.currency and not is_currency(reply.currency)):
            raise Unreadable(
                say(
                    "saving/no-value",
                    "Check “{question}”: this is not a valid answer.",
                    question=question.label,
                )
            )

    def _rows_of(self, question: Question) -> set[str]:
        """Return all rows, including removed entries: what is typed there stays for the undo.

        A question with rows has one more without a name, for the evidence of all rows.
        """
        if question.inside:
            live = self.rows.entries.get(question.inside, ()) if self.rows else ()
            removed = self.rows.removed.get(question.inside, ()) if self.rows else ()
            return {*live, *removed, *self.orders.get(question.inside, ())}
        if question.rows_from:
            own = self.rows.own.get(question.rows_from, ()) if self.rows else ()
            return {"", *(option.code for option in own)}
        return {"", *(option.code for option in question.rows)}

    def _list(self, question: Question, change: ListChange) -> None:
        if not isinstance(question.kind, Entries):
            raise NotFound(say("saving/no-list", "This is not a list. Open the section again and retry."))
        self._demand_edit(question)
        before = self.before.get((question.id, "")) or Stored(Reply(question.id))
        report = self.at_work.report
        ever = entries_ever(self.session, report.reporter, question.id)
        found = wanted_order(change, before, ever, report.report_id, self.at_work.actor.person_id)
        self.codes.update({(question.id, asked): code for asked, code in found.codes.items()})
        self.orders[question.id] = found.order
        self.versions[question.id, ""] = before.version
        if found.refused:
            self.conflicts.append(self._conflict(before, Reply(question.id, cells={TOTAL: found.live})))
        if found.order != found.live:
            self.added += found.new_rows(report, question.id)
            self.moved += found.moved_rows(self.now)
            said = {"entries": list(found.order)}
            self.written.append(ReplyWrite(Reply(question.id), question.kind.name, before, said))
            self.versions[question.id, ""] = before.version + 1

    def _conflict(self, before: Stored, theirs: Reply) -> Conflict:
        at = before.saved_at or self.now
        return Conflict(theirs.question, theirs.row, theirs, before.version, before.saved_by, at)


def _only_commented(reply: Reply, other: Reply) -> bool:
    return replace(reply, comment="") == replace(other, comment="")
