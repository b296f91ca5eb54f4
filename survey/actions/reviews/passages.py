"""Pin passages of open answers for the briefing, and unpin them.

Only the text of a country, in a report that counts, can be pinned.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.actions.audit.recording import recorded
from survey.answers.quoting import is_quoted
from survey.errors import NotFound, Refusal
from survey.messages import say
from survey.questionnaire.model import TOTAL
from survey.storage.reviews.passages import Passage, counting_snapshot, find_passage, passages_in

if TYPE_CHECKING:
    from survey.actions.context import Context
    from survey.storage.reports.reports import Snapshot

LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a reporter's answer, as marked on the page."""

    reporter: str
    question: str
    row: str
    text: str


def pin_passage(round_id: int, quote: Quote, context: Context) -> None:
    """Pin words of a country's answer for the briefing; the same words are pinned only once."""
    with recorded("pin_passage", context, round_id=round_id) as act:
        snapshot = counting_snapshot(act.session, round_id, quote.reporter)
        if snapshot is None:
            raise _not_counting()
        words, lang = _written(snapshot, quote.question, quote.row)
        passage = "\n".join(line.rstrip() for line in quote.text.strip().splitlines())[:LONGEST]
        if not is_quoted(passage, words):
            raise _not_theirs()
        act.report_id = snapshot.report_id
        if any(
            (pinned.report_id, pinned.row, pinned.text) == (snapshot.report_id, quote.row, passage)
            for pinned, _ in passages_in(act.session, round_id, quote.question)
        ):
            act.silent = True
            return
        pinned = Passage(
            report_id=snapshot.report_id, snapshot_id=snapshot.id, question=quote.question, row=quote.row,
            text=passage, lang=lang, pinned_by=context.actor_id, pinned_at=context.now,
        )  # fmt: skip
        act.session.add(pinned)
        act.session.flush()
        act.details |= {"passage": pinned.id}


def take_off_passage(round_id: int, passage_id: int, context: Context) -> str:
    """Unpin a passage from the briefing; return its question."""
    with recorded("take_off_passage", context, round_id=round_id, passage=passage_id) as act:
        passage = find_passage(act.session, round_id, passage_id)
        if passage is None:
            raise NotFound(
                say(
                    "passages/gone",
                    "This passage is no longer selected. Go back to the question to see the passages "
                    "that are.",
                )
            )
        passage.taken_off_by, passage.taken_off_at = context.actor_id, context.now
        act.report_id = passage.report_id
        return passage.question


def _written(snapshot: Snapshot, question: str, row: str) -> tuple[str, str]:
    """Return the text of a country at a place, and its language; empty if it is not a text."""
    answer = json.loads(snapshot.content)["answers"].get(question, {}).get(row, {})
    words = answer.get("cells", {}).get(TOTAL)
    return (words if isinstance(words, str) else ""), str(answer.get("lang", ""))


def _not_counting() -> Refusal:
    return NotFound(
        say(
            "passages/not-counting",
            "Only texts of an accepted report can be selected. Accept the report first.",
        )
    )


def _not_theirs() -> Refusal:
    return Refusal(
        say(
            "passages/not-theirs",
            "This text differs from the country’s own words. Shorten it as you like and write"
            " […] where you leave something out, but do not change any word.",
        )
    )
