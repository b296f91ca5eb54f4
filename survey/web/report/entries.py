"""The entries of lists: add, remove, restore, move, or copy from last year, as a button asks.

This module knows buttons and orders; `actions.saving` stores entries.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from survey.actions.answers.changes import ListChange
from survey.answers.carrying import Carried
from survey.answers.names import field_name, place_of
from survey.web.report.last_year import all_carriable, carried_reply, is_carriable
from survey.web.section.inputs import next_entry

if TYPE_CHECKING:
    from survey.questionnaire.model import Question, Section
    from survey.web.request.report import OpenReport

MOVES = {"up": -1, "down": 1}


def list_changes(report: OpenReport, section: Section, form: Any) -> list[ListChange]:
    """Return the changes that the pressed button makes in the lists of a section."""
    lists = {question.id: question for question in section.questions if question.fields}
    found = [*_added(report, lists, form), *_taken_out(report, lists, form), *_moved(report, lists, form)]
    return found + [
        _change(report, listed, (*_entries(report, listed), *codes))
        for listed, codes in carried_wanted(report, section, form).entries.items()
    ]


def _added(report: OpenReport, lists: dict[str, Question], form: Any) -> list[ListChange]:
    listed = form.get("add", "")
    if listed not in lists:
        return []
    now = _entries(report, listed)
    code = next_entry((*now, *report.kept.removed.get(listed, ())))
    return [_change(report, listed, (*now, code), added=(code,))]


def _taken_out(report: OpenReport, lists: dict[str, Question], form: Any) -> list[ListChange]:
    """Return the change that removes an entry, or that restores one at its place."""
    listed, _, code = form.get("remove", "").partition("@")
    now = _entries(report, listed)
    if listed in lists and code in now:
        return [_change(report, listed, tuple(entry for entry in now if entry != code), removed=(code,))]
    listed, _, rest = form.get("undo", "").partition("@")
    code, _, place = rest.partition("@")
    now = _entries(report, listed)
    if listed in lists and code in report.kept.removed.get(listed, ()):
        at = int(place) if place.isdecimal() else len(now)
        return [_change(report, listed, (*now[:at], code, *now[at:]))]
    return []


def _moved(report: OpenReport, lists: dict[str, Question], form: Any) -> list[ListChange]:
    for name, step in MOVES.items():
        listed, _, code = form.get(name, "").partition("@")
        order = list(_entries(report, listed))
        if listed not in lists or code not in order:
            continue
        at = order.index(code)
        if 0 <= at + step < len(order):
            order.insert(at + step, order.pop(at))
            return [_change(report, listed, tuple(order))]
    return []


def carried_wanted(report: OpenReport, section: Section, form: Any) -> Carried:
    """Return the answers and entries for which “no change” was pressed: the whole section, or some of it."""
    if "unchanged_all" in form:
        return all_carriable(report, section)
    wanted = form.get("unchanged", "").split()
    lists = [question for question in section.questions if question.fields and question.id in wanted]
    inside = all_carriable(report, replace(section, questions=tuple(lists))) if lists else Carried()
    own = {inner.id: inner for outer in section.questions for inner in (outer, *outer.fields)}
    places = [where for name in wanted if (where := place_of(name)) and where.question in own]
    replies = [
        carried_reply(report, own[where.question], where.row)
        for where in places
        if is_carriable(report, own[where.question], where.row)
    ]
    return Carried((*replies, *inside.replies), inside.entries)


def anchor_of(report: OpenReport, form: Any, codes: Any) -> str:
    """Return the place on the page to show after a change of a list."""
    if listed := form.get("add", ""):
        code = next((new for (list_id, _), new in codes.items() if list_id == listed), "")
        return f"#{quote(f'{listed}@{code}')}" if code else f"#{quote(field_name(listed, part='entry'))}"
    if removed := form.get("remove", ""):
        listed, _, code = removed.partition("@")
        now = _entries(report, listed)
        place = now.index(code) if code in now else 0
        return f"?removed={quote(f'{removed}@{place}')}#removed"
    for name in ("undo", *MOVES):
        if form.get(name):
            listed, _, code = form[name].partition("@")
            return f"#{quote(f'{listed}@' + code.split('@')[0])}"
    return ""


def _entries(report: OpenReport, listed: str) -> tuple[str, ...]:
    return tuple(report.replies.entries.get(listed, ()))


def _change(
    report: OpenReport,
    listed: str,
    order: tuple[str, ...],
    added: tuple[str, ...] = (),
    removed: tuple[str, ...] = (),
) -> ListChange:
    return ListChange(listed, report.kept.versions.get((listed, ""), 0), order, added, removed)
