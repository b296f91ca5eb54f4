"""What is kept at hand of a report is always what reading it anew would give, whoever saves in between."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from survey.answers.replies import Reply, Unread
from survey.messages import say as words
from survey.questionnaire.kinds.base import Parsed
from survey.storage.answers import reply_cache
from survey.storage.answers.reply_cache import version_of
from survey.storage.answers.reply_writes import write_own_entries
from survey.storage.answers.stored_replies import replies_of
from survey.storage.engine.database import reading, writing
from survey.storage.reports.reports import Report
from survey.storage.rounds.frozen import frozen
from tests.actions.answers.desk import NOW, opened, say

ROOT = Path(__file__).parents[3]
ELSEWHERE = """
import sys
from survey.storage.engine.connecting import engine_for
from tests.actions.answers.desk import Desk, say
url, *ids = sys.argv[1:]
desk = Desk(engine_for(url), *map(int, ids), 0, 0, 0, 0, 0, 0)
desk.save(say("name", "From another process", saw=1))
"""


@pytest.fixture
def desk(engine):
    return opened(engine)


class Reading:
    """How often the answers of a report were read from the database while this is open."""

    def __init__(self, engine):
        self.engine, self.count = engine, 0

    def __enter__(self):
        event.listen(self.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_):
        event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, _connection, _cursor, statement, *_):
        self.count += "FROM answer_cell" in statement


def at_hand(desk):
    """What a page would be given."""
    with Session(desk.engine) as session:
        version = version_of(session, desk.report_id)
        return reply_cache.get(session, desk.report_id, version, asked(session, desk))


def asked(session, desk):
    return frozen(session, desk.round_id).questionnaire


def demand_fresh(desk):
    """Compare what is at hand with what is read anew."""
    assert desk.kept() == at_hand(desk)


def test_what_did_not_change_is_read_once(desk):
    desk.save(say("name", "Once"))
    with Reading(desk.engine) as reading:
        first, second = at_hand(desk), at_hand(desk)
    assert 1 == reading.count
    assert first is second


def test_a_save_of_plain_answers_is_followed_without_reading(desk):
    at_hand(desk)
    with Reading(desk.engine) as reading:
        desk.save(say("name", "One"), say("budget", 7.0, currency="EUR", source="The ledger"))
        desk.save(say("name", "Two", saw=1))
        kept = at_hand(desk)
    assert 0 == reading.count
    assert ("Two", 2) == (kept.replies.of("name").value, kept.versions["name", ""])
    demand_fresh(desk)


@pytest.mark.parametrize(
    "change",
    [
        say("children", cells={"_T": 3.0, "sex=F": 1, "sex=M": 2.0}, reference_year=2019, comment="Why"),
        say("children", missing="not_available"),
        say("budget", 0.1, currency="USD"),
        say("law", "yes", link="https://example.org/law", lang="fr"),
        say("sector", "mines"),
        say("themes", ("cl", "ht")),
        say("since", 1999),
        say("day", date(2020, 2, 29)),
        say("story", "Il était une fois\n\x00« deux » lignes"),
        say("ratified", 1973, row="C138"),
        say("children", reported_to=("vnr", "ilo"), source="A \ud800 half"),
        say(
            "children",
            unread={
                "_T": Unread(("about ten",), Parsed(complaint=words("kind/number-unread", "Write a number.")))
            },
        ),
    ],
    ids=lambda one: one.question,
)
def test_what_is_followed_is_what_would_be_read(desk, change):
    at_hand(desk)
    desk.save(change)
    with Reading(desk.engine) as reading:
        kept = at_hand(desk)
    assert 0 == reading.count
    assert desk.kept() == kept
    fresh, followed = (one.replies.of(change.question, change.row) for one in (desk.kept(), kept))
    assert [type(value) for value in fresh.cells.values()] == [
        type(value) for value in followed.cells.values()
    ]


def test_answers_that_go_are_gone_at_hand(desk):
    desk.save(say("children", cells={"_T": 3.0, "sex=F": 3.0}))
    at_hand(desk)
    desk.save(say("children", missing="confidential", saw=1))
    demand_fresh(desk)
    assert {} == at_hand(desk).replies.of("children").cells


def test_lists_are_read_anew(desk):
    at_hand(desk)
    desk.save_list(["a", "b"], added=["a", "b"])
    demand_fresh(desk)
    desk.save(say("priorities.objective", "Teach", row="a"))
    demand_fresh(desk)
    desk.save_list(["b"], saw=1, removed=["a"])
    demand_fresh(desk)
    assert ("priorities.objective", "a") not in at_hand(desk).replies.by_place
    desk.save_list(["b", "a"], saw=2)
    demand_fresh(desk)
    assert "Teach" == at_hand(desk).replies.of("priorities.objective", "a").value


def test_rows_that_a_reporter_brings_along_are_there_for_the_next_reader(desk):
    desk.save(say("name", "Kept"))
    assert {} == at_hand(desk).replies.country_rows
    row = {
        "reporter": "CHL",
        "list": "next_steps",
        "code": "n1",
        "position": 1,
        "text": "Teach",
        "lang": "en",
    }
    with writing(desk.engine) as session:
        write_own_entries(session, [row])
    assert ["n1"] == [one.code for one in at_hand(desk).replies.country_rows["next_steps"]]
    demand_fresh(desk)


def test_what_another_process_saves_is_seen_by_the_next_reader(desk, database_url):
    desk.save(say("name", "From here"))
    assert "From here" == at_hand(desk).replies.of("name").value
    words = (database_url, desk.round_id, desk.report_id, desk.focal)
    subprocess.run([sys.executable, "-c", ELSEWHERE, *map(str, words)], check=True, cwd=ROOT)
    assert "From another process" == at_hand(desk).replies.of("name").value
    desk.save(say("name", "From here again", saw=2))
    demand_fresh(desk)


def test_a_step_of_the_report_leaves_its_answers_at_hand_right(desk):
    desk.save(say("name", "Before"))
    at_hand(desk)
    desk.change(state="submitted", submitted_at=NOW, version=2)
    demand_fresh(desk)


def test_what_was_read_while_somebody_saved_is_not_kept_for_the_older_state(desk):
    desk.save(say("name", "First"))
    with Session(desk.engine) as session:
        stale = version_of(session, desk.report_id)
    desk.save(say("name", "Second", saw=1))
    with Session(desk.engine) as session:
        assert (
            "Second"
            == reply_cache.get(session, desk.report_id, stale, asked(session, desk)).replies.of("name").value
        )
    with Reading(desk.engine) as reading:
        demand_fresh(desk)
    assert 1 < reading.count


def test_a_save_that_is_undone_leaves_what_is_at_hand(desk):
    desk.save(say("name", "Kept"))
    at_hand(desk)
    with pytest.raises(Exception, match="This row or entry does not exist"):
        desk.save(say("name", "Lost", saw=1), say("ratified", 1990, row="C999"))
    assert "Kept" == at_hand(desk).replies.of("name").value
    demand_fresh(desk)


def test_a_report_restored_from_a_backup_is_not_taken_for_the_one_before(desk):
    desk.save(say("name", "Later lost"))
    at_hand(desk)
    with writing(desk.engine) as session:
        report = session.get_one(Report, desk.report_id)
        report.changed_at = NOW.replace(year=2019)
    with Reading(desk.engine) as reading:
        at_hand(desk)
    assert 1 == reading.count


def test_what_is_asked_is_worked_out_once_for_the_same_answers(desk):
    desk.save(say("name", "Once"))
    with Session(desk.engine) as session:
        form, kept = asked(session, desk), replies_of(session, desk.report_id, asked(session, desk))
    today = NOW.date()
    assert kept.relevance(form, today, ()) is kept.relevance(form, today, ())
    assert kept.relevance(form, today, ()) is not kept.relevance(form, date(2020, 6, 1), ())
    assert kept.relevance(form, today, ()) is not kept.relevance(form, today, ("crisis",))
    assert Reply("name", "", {"_T": "Once"}).cells == kept.relevance(form, today, ()).replies.of("name").cells


@pytest.mark.parametrize("saves", [1, 99], ids=["once", "again_and_again"])
def test_a_report_is_read_as_of_one_state_though_somebody_saves_between_the_reads(desk, saves):
    desk.save(say("name", "v1"))
    with reading(desk.engine) as session, Between(desk, saves) as between:
        version = version_of(session, desk.report_id)
        kept = reply_cache.get(session, desk.report_id, version, asked(session, desk))
    assert between.saved
    assert f"v{kept.versions['name', '']}" == kept.replies.of("name").value
    demand_fresh(desk)


class Between:
    """Saves an answer so many times, each time between the reads of the answers and of their values."""

    def __init__(self, desk, times):
        self.desk, self.left, self.saved = desk, times, 0

    def __enter__(self):
        event.listen(self.desk.engine, "after_cursor_execute", self._save)
        return self

    def __exit__(self, *_):
        event.remove(self.desk.engine, "after_cursor_execute", self._save)

    def _save(self, _connection, _cursor, statement, *_):
        if not self.left or not statement.startswith("SELECT answer.id") or "answer_cell" in statement:
            return
        left, self.left, self.saved = self.left - 1, 0, self.saved + 1
        self.desk.save(say("name", f"v{self.saved + 1}", saw=self.saved))
        self.left = left
