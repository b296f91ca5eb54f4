"""The entries of a list as a person wants them: permanent codes, an order, and removals that can be undone.

Adding never conflicts. Reordering, removing and restoring do, if the list was changed in the meantime.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from survey.errors import NotFound, TooLarge, Unreadable
from survey.messages import say
from survey.questionnaire.kinds.entries import MOST_ENTRIES

if TYPE_CHECKING:
    from survey.actions.answers.changes import ListChange
    from survey.storage.answers.answers import Entry
    from survey.storage.answers.stored_replies import Stored
    from survey.workflow import ReportRef

CODE = re.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_NUMBERED = re.compile("e([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list's new order, its old order, and the codes of new entries; `refused` on a conflict."""

    order: tuple[str, ...]
    live: tuple[str, ...]
    mine: Sequence[Entry]
    codes: Mapping[str, str]
    refused: bool = False

    def new_rows(self, report: ReportRef, question: str) -> list[dict[str, Any]]:
        """Return the entries that this report's list does not have yet, also those from last year."""
        had = {entry.code for entry in self.mine}
        return [
            {
                "reporter": report.reporter,
                "report_id": report.report_id,
                "list": question,
                "code": code,
                "position": position,
                "text": "",
                "lang": "",
                "removed_at": None,
            }
            for position, code in enumerate(self.order, 1)
            if code not in had
        ]

    def moved_rows(self, now: datetime) -> list[dict[str, Any]]:
        """Return the moved, removed or restored entries; a removed one keeps its position for the undo."""
        places = {code: position for position, code in enumerate(self.order, 1)}
        found = []
        for entry in self.mine:
            place = places.get(entry.code, entry.position)
            removed = None if entry.code in places else (entry.removed_at or now)
            if (place, removed) != (entry.position, entry.removed_at):
                found.append({"entry_id": entry.id, "place": place, "removed": removed})
        return found


def wanted_order(
    change: ListChange, before: Stored, ever: Sequence[Entry], report_id: int, person_id: int
) -> Wanted:
    """Return the order of a list's entries, given all entries that any report of the reporter ever had."""
    _demand_codes(change)
    mine = [entry for entry in ever if entry.report_id == report_id]
    live = tuple(entry.code for entry in mine if entry.removed_at is None)
    if change.order == live and before.saved_by == person_id and set(change.added) <= set(live):
        return Wanted(live, live, mine, {code: code for code in change.added})
    codes = _allotted(change.added, {entry.code for entry in ever})
    order = tuple(dict.fromkeys(codes.get(code, code) for code in change.order))
    _demand_known(order, {entry.code for entry in ever} | set(codes.values()))
    if change.saw_version != before.version:
        added = tuple(code for code in order if code in codes.values())
        refused = _disagrees(change, live, {entry.code for entry in mine})
        return Wanted((*live, *added), live, mine, codes, refused)
    forgotten = tuple(code for code in live if code not in order and code not in change.removed)
    return Wanted((*order, *forgotten), live, mine, codes)


def _disagrees(change: ListChange, live: tuple[str, ...], known: set[str]) -> bool:
    """Tell whether a change to an older version of the list does more than add to it."""
    seen = [code for code in change.order if code not in change.added]
    if any(code not in live for code in seen if code in known) or set(change.removed) & set(live):
        return True
    return [code for code in live if code in seen] != [code for code in seen if code in live]


def _allotted(added: Sequence[str], used: Collection[str]) -> dict[str, str]:
    """Return a code for each new entry that the reporter's list never had: its own if that is a free one."""
    taken = set(used)
    found: dict[str, str] = {}
    for code in added:
        found[code] = code if code not in taken else _next(taken)
        taken.add(found[code])
    return found


def _next(taken: Collection[str]) -> str:
    numbers = [int(known[1]) for code in taken if (known := _NUMBERED.fullmatch(code))]
    return f"e{max(numbers, default=0) + 1}"


def _demand_codes(change: ListChange) -> None:
    if len(change.order) > MOST_ENTRIES:
        raise TooLarge(
            say("entries/too-many", "A list holds at most {most} entries. Remove some.", most=MOST_ENTRIES)
        )
    if not all(CODE.fullmatch(code) for code in (*change.order, *change.added)):
        raise Unreadable(
            say(
                "entries/no-code",
                "The entries of this list were not received completely. Open the page again.",
            )
        )


def _demand_known(order: Sequence[str], known: Collection[str]) -> None:
    if any(code not in known for code in order):
        raise NotFound(
            say("entries/unknown", "This list has no such entry. Open the section again and retry.")
        )
