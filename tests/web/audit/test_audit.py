"""The audit and the letters, as those who keep them in order read them."""

import re
from pathlib import Path

import pytest

from survey.storage.audit.audit import AuditLine
from survey.storage.engine.database import writing
from survey.storage.mail.letters import Letter
from survey.web.audit.words import DONE, DONE_BY_ITSELF
from survey.workflow import MOVES, STEPS
from tests.web.world import Counting

ACTIONS = Path(__file__).parents[3] / "survey/actions"
NAMED = r'(?:with recorded|_sharing)\(\s*"(\w+)"'
NAMED_ELSEWHERE = r'with recorded\((?!\s*")'
"""An action whose name comes from a table, or from who calls."""


def write(world, *actions, **values):
    with writing(world.engine) as session:
        for action in actions:
            session.add(AuditLine(at=world.now, action=action, details={"letters": 3}, **values))


def test_a_line_says_what_was_done_by_whom_and_about_which_report(world):
    write(world, "accept", person_id=world.people["secretariat"], report_id=world.reports["MDG", 2020])
    words = world.signed_in("secretariat").open("/en/audit").words
    assert "The report was accepted Person secretariat · Madagascar · 2020 · 1 May 2020, 12:00 (UTC)" in words
    assert "E-mails written 3 Line" in words
    assert "not sealed yet" in words


def test_the_lines_of_one_report_stand_alone(world):
    write(world, "accept", report_id=world.reports["MDG", 2020])
    write(world, "publish", report_id=world.reports["CHL", 2020])
    words = world.signed_in("secretariat").open(f"/en/audit?report={world.reports['MDG', 2020]}").words
    assert "The report was accepted" in words
    assert "The report was published" not in words


def test_older_lines_are_a_page_further_and_none_is_lost(world):
    walker = world.signed_in_by_letter("secretariat")
    write(world, *["save"] * 60)
    first = walker.open("/en/audit")
    numbers = re.findall(r"Line (\d+)", first.words)
    more = walker.open(re.search(r'href="([^"]*before=\d+)"', first.page).group(1).replace("&amp;", "&"))
    numbers += re.findall(r"Line (\d+)", more.words)
    assert len(numbers) > 60
    assert [str(one) for one in range(len(numbers), 0, -1)] == numbers


def test_letters_are_listed_with_what_became_of_them_and_never_with_their_keys(world):
    walker = world.signed_in_by_letter("administrator")
    with writing(world.engine) as session:
        for became in ({"sent_at": world.now}, {"gave_up_at": world.now}, {}):
            session.add(
                Letter(
                    person_id=world.people["focal"], kind="reminder", language="fr", subject="Rappel",
                    plain="SECRET", html="SECRET", written_at=world.now, attempts=1, **became,
                )
            )  # fmt: skip
    words = walker.open("/en/letters").words
    assert "focal@example.org" in words
    assert "SECRET" not in walker.page
    for sentence in (
        "Sent 1 May 2020, 12:00",
        "Not delivered after 1 attempt; there are no further attempts",
        "There will be another attempt",
        "Waiting to be sent",
    ):
        assert sentence in words


@pytest.mark.parametrize("page", ["audit", "letters"])
def test_nobody_else_reads_them_and_few_queries_are_asked(world, page):
    for who in ("focal", "contributor", "reviewer", "world_reviewer"):
        assert 404 == world.signed_in(who).open(f"/en/{page}").status
    walker = world.signed_in("secretariat")
    write(world, *["save"] * 60, person_id=world.people["focal"], report_id=world.reports["MDG", 2020])
    with Counting(world.app) as counting:
        assert 200 == walker.open(f"/en/{page}?before=x&report=9999999999999").status
    assert len(counting.asked) <= 6, counting.asked


def test_every_action_has_its_sentence_in_the_audit():
    sources = {path.stem: path.read_text(encoding="utf-8") for path in ACTIONS.rglob("*.py")}
    written = {name for text in sources.values() for name in re.findall(NAMED, text)}
    assert {"save", "share_sections", "change_sections"} <= written
    by_table = {"step", "querying", "inviting", "sharing"}
    assert by_table == {name for name, text in sources.items() if re.search(NAMED_ELSEWHERE, text)}
    written |= {*STEPS, "invite", "remind"} | {f"query_{move}" for move in MOVES if move != "ask"}
    assert set() == written - {*DONE, *DONE_BY_ITSELF}
