"""The board of a round: how every report stands, for the secretariat; reminding, extending."""

import csv
import io
import re
from datetime import date

import pytest
from sqlalchemy.orm import Session

from survey.storage.answers.answers import Answer, AnswerCell
from survey.storage.engine.database import writing
from survey.storage.people.people import Grant
from survey.storage.queries.queries import Query
from survey.storage.reports.reports import Report
from survey.storage.rounds.reporters import Reporter
from tests.web.world import PEOPLE, Counting

BOARD = "/en/rounds/small/2020/board"
MOST_QUERIES = 12


@pytest.fixture
def desk(world):
    return world.signed_in("secretariat")


def rows(page):
    """The rows of the board: the name, and all that is said behind it."""
    found = re.findall(r'<tr id="(\w+)">(.*?)</tr>', page, re.DOTALL)
    return {code: " ".join(re.sub(r"<[^>]+>", " ", row).split()) for code, row in found}


def answer(world, reporter, question, missing=""):
    """Answer a question of this year's report, as a save would."""
    report_id = world.reports[reporter, 2020]
    with writing(world.engine) as session:
        one = Answer(
            report_id=report_id, question=question, row="", version=1, missing=missing, currency="",
            reference_year=None, source="", link="", reported_to=[], comment="", lang="en", unread={},
            carried=False, saved_by=world.people["focal"], saved_at=world.now,
        )  # fmt: skip
        session.add(one)
        session.flush()
        if not missing:
            session.add(AnswerCell(answer_id=one.id, cell="_T", text="Something"))
        report = session.get_one(Report, report_id)
        report.version += 1
        report.changed_at = world.now


def test_only_the_secretariat_sees_the_board(world):
    found = {who: world.signed_in(who).open(BOARD).status for who in PEOPLE}
    assert {"secretariat"} == {who for who, status in found.items() if status == 200}
    assert 404 == world.signed_in("reviewer").open("/en/rounds/small/2020/board.csv").status


def test_the_round_stands_in_a_line(world, desk):
    world.change("MDG", state="accepted")
    world.change("CHL", state="submitted")
    words = desk.open(BOARD).words
    assert "3 reports 1 accepted 1 submitted 1 not started Due by the end of 31 May 2020" in words
    assert "30 days are left." in words


def test_each_section_says_how_far_it_is(world, desk):
    world.change("MDG", state="draft")
    answer(world, "MDG", "s2.q")
    row = rows(desk.open(BOARD).page)["MDG"]
    assert re.search(r"Draft .*, Not started .*, Started .*, Not started Deadline 31 May 2020", row)
    assert "Last activity 1 May 2020" in row


def test_a_reason_for_having_no_answer_is_an_answer_and_a_cleared_one_is_none(world, desk):
    world.change("MDG", state="draft")
    answer(world, "MDG", "s1.q", missing="not_available")
    answer(world, "MDG", "s3.q")
    with writing(world.engine) as session:
        session.query(AnswerCell).delete()
    row = rows(desk.open(BOARD).page)["MDG"]
    assert re.search(r"Draft .*, Started .*, Not started .*, Not started Deadline", row)


def test_a_change_is_seen_at_once_though_what_was_read_is_kept(world, desk):
    world.change("MDG", state="draft")
    assert "Started" not in rows(desk.open(BOARD).page)["MDG"]
    answer(world, "MDG", "s1.q")
    assert "Started" in rows(desk.open(BOARD).page)["MDG"]


def test_a_report_restored_from_a_backup_is_read_anew_though_its_number_is_the_same(world, desk):
    world.change("MDG", state="draft", changed_at=world.now)
    answer(world, "MDG", "s1.q")
    assert "Started" in rows(desk.open(BOARD).page)["MDG"]
    with writing(world.engine) as session:
        session.query(AnswerCell).delete()
        session.query(Answer).delete()
    world.change("MDG", changed_at=world.now.replace(year=2019))
    assert "Started" not in rows(desk.open(BOARD).page)["MDG"]


def test_what_was_handed_over_leads_to_its_summary(world, desk):
    world.change("MDG", state="submitted")
    page = desk.open(BOARD).page
    assert 3 == rows(page)["MDG"].count(", Submitted")
    assert '<a href="/en/reports/small/2020/MDG/summary">Madagascar</a>' in page
    assert '<a href="/en/reports/small/2020/NPL">Nepal</a>' in page


def test_it_is_filtered_by_region_and_sorted(world, desk):
    world.change("NPL", state="submitted")
    assert ["CHL", "MDG", "NPL"] == list(rows(desk.open(BOARD).page))
    assert ["MDG"] == list(rows(desk.open(f"{BOARD}?region=AFR").page))
    assert "1 report " in desk.words
    world.change("CHL", extended_to=date(2020, 7, 1))
    assert ["MDG", "NPL", "CHL"] == list(rows(desk.open(f"{BOARD}?sort=deadline").page))
    assert ["CHL", "MDG", "NPL"] == list(rows(desk.open(f"{BOARD}?sort=state").page))
    answer(world, "CHL", "s1.q")
    assert ["MDG", "NPL", "CHL"] == list(rows(desk.open(f"{BOARD}?sort=activity").page))
    assert ["CHL", "MDG", "NPL"] == list(rows(desk.open(f"{BOARD}?sort=nonsense&region=nowhere").page))


def test_reports_without_a_region_can_be_chosen_where_there_are_any(world, desk):
    assert 'value="none"' not in desk.open(BOARD).page
    with writing(world.engine) as session:
        session.add(Reporter(code="group", kind="group", names={"en": "The group"}))
        session.flush()
        round_id = session.get_one(Report, world.reports["MDG", 2020]).round_id
        session.add(Report(round_id=round_id, reporter="group", region="", state="open"))
    page = desk.open(f"{BOARD}?region=none").page
    assert ["group"] == list(rows(page))
    assert '<option value="none" selected>Without a region</option>' in page
    assert 2 == len(desk.open(f"{BOARD}.csv?region=none").page.strip().splitlines())


def test_names_are_sorted_as_people_sort_them(world, desk):
    with writing(world.engine) as session:
        session.add(Reporter(code="CIV", kind="country", names={}))
        session.flush()
        round_id = session.get_one(Report, world.reports["MDG", 2020]).round_id
        session.add(Report(round_id=round_id, reporter="CIV", region="AFR", state="open"))
    assert ["CHL", "CIV", "MDG", "NPL"] == list(rows(desk.open(BOARD).page))


def test_an_extension_and_a_missed_deadline_are_said(world, desk):
    world.change("MDG", extended_to=date(2020, 6, 15))
    assert "Deadline 15 Jun 2020 extended" in rows(desk.open(BOARD).page)["MDG"]
    world.later(days=40)
    desk = world.signed_in("secretariat")
    found = rows(desk.open(BOARD).page)
    assert (
        "31 May 2020 overdue" in found["CHL"]
        and "overdue" not in found["MDG"][found["MDG"].index("Deadline") :]
    )
    assert "2 overdue" in desk.words


def test_a_reminder_goes_to_the_focal_points_of_one_country_once_a_day(world, desk):
    before = len(world.letters())
    desk.open(f"{BOARD}?region=AFR").send(f"{BOARD}?region=AFR", {"remind": "MDG"})
    assert 303 == desk.status
    assert "Reminded: Madagascar." in desk.follow().words
    assert ["MDG"] == list(rows(desk.page))
    [letter] = world.letters()[before:]
    assert ("reminder", world.people["focal"]) == (letter.kind, letter.person_id)
    row = rows(desk.page)["MDG"]
    assert "Reminded on 1 May 2020" in row and "Remind ," not in row
    desk.send(BOARD, {"remind": "MDG"}).follow()
    assert "No reminder was sent: Madagascar." in desk.words
    assert before + 1 == len(world.letters())


def test_nobody_is_reminded_of_what_is_handed_over_or_unknown(world, desk):
    world.change("MDG", state="submitted")
    assert "Remind ," not in rows(desk.open(BOARD).page)["MDG"]
    before = len(world.letters())
    assert 303 == desk.send(BOARD, {"remind": "MDG"}).status
    assert 404 == desk.open(BOARD).send(BOARD, {"remind": "XXX"}).status
    assert before == len(world.letters())


def test_a_country_without_a_focal_point_stands_out(world, desk):
    with writing(world.engine) as session:
        session.query(Grant).filter(Grant.reporter == "CHL").delete()
    assert "No focal point" in rows(desk.open(BOARD).page)["CHL"]


def test_a_country_is_given_more_time_and_told_so(world, desk):
    page = "/en/reports/small/2020/MDG/more-time"
    assert "The deadline is 31 May 2020." in desk.open(page).words
    before = len(world.letters())
    desk.send(page, {"until": "2020-06-20"})
    assert 303 == desk.status
    assert "The deadline is extended: Madagascar." in desk.follow().words
    assert "Deadline 20 Jun 2020 extended" in rows(desk.page)["MDG"]
    assert ["extended"] == [letter.kind for letter in world.letters()[before:]]


def test_only_the_secretariat_gives_time_and_only_to_those_who_are_awaited(world):
    page = "/en/reports/small/2020/MDG/more-time"
    found = {who: world.signed_in(who).open(page).status for who in PEOPLE}
    assert {"secretariat"} == {who for who, status in found.items() if status == 200}
    world.change("MDG", state="submitted")
    assert 404 == world.signed_in("secretariat").open(page).status


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Give the new deadline"), ("soon", "date"), ("2020-05-01", "after the deadline of the round")],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_is_lost(world, desk, typed, said):
    page = "/en/reports/small/2020/MDG/more-time"
    desk.open(page).send(page, {"until": typed})
    assert desk.status in (400, 422)
    assert said in desk.words
    assert f'value="{typed}"' in desk.page
    with Session(world.engine) as session:
        assert session.get_one(Report, world.reports["MDG", 2020]).extended_to is None


def test_the_sheet_has_a_row_a_country_and_no_formula(world, desk):
    world.change("MDG", state="submitted")
    with writing(world.engine) as session:
        session.add(Reporter(code="group", kind="group", names={"en": "=HYPERLINK(1)"}))
        session.flush()
        round_id = session.get_one(Report, world.reports["MDG", 2020]).round_id
        session.add(Report(round_id=round_id, reporter="group", region="", state="open"))
    data = desk.open("/en/rounds/small/2020/board.csv").response.get_data()
    assert data.startswith("\ufeff".encode())
    found = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert ["Code", "Country or body", "Region", "State", "Deadline"] == found[0][:5]
    by_code = {row[0]: row for row in found[1:]}
    assert ["Madagascar", "Africa", "Submitted", "2020-05-31"] == by_code["MDG"][1:5]
    assert ["Submitted"] * 3 == by_code["MDG"][-3:]
    assert "'=HYPERLINK(1)" == by_code["group"][1]
    only = desk.open("/en/rounds/small/2020/board.csv?region=AME").response.get_data().decode("utf-8-sig")
    assert 2 == len(only.strip().splitlines())


def test_the_board_is_one_click_from_home(world, desk):
    assert f'href="{BOARD}"' in desk.open("/en/home").page
    assert BOARD not in world.signed_in("world_reviewer").open("/en/home").page


def test_there_is_no_board_of_a_round_that_is_none(desk):
    assert 404 == desk.open("/en/rounds/small/2031/board").status
    assert 404 == desk.open("/en/rounds/other/2020/board").status


def test_a_board_asks_few_queries_read_for_the_first_time_or_again(world, desk):
    for who in ("MDG", "CHL"):
        world.change(who, state="draft")
        answer(world, who, "s1.q")
    for _ in range(2):
        with Counting(world.app) as counting:
            assert 200 == desk.open(BOARD).status
        assert len(counting.asked) <= MOST_QUERIES, counting.asked


def test_open_queries_stand_at_their_section_and_are_counted(world, desk):
    world.change("MDG", state="submitted")
    with writing(world.engine) as session:
        for state in ("open", "open", "closed"):
            session.add(
                Query(
                    report_id=world.reports["MDG", 2020], section="s2", question="s2.q", state=state,
                    snapshot=1, asked_by=world.people["reviewer"], changed_at=world.now,
                )
            )  # fmt: skip
    row = rows(desk.open(BOARD).page)["MDG"]
    assert re.search(r", Submitted .*, Has open queries .*, Submitted Deadline", row)
    assert "Open queries 2" in row
    assert ["MDG", "CHL", "NPL"] == list(rows(desk.open(f"{BOARD}?sort=queries").page))
