"""Home: what waits for a focal point, until when and how far it is; and what others may read."""

import json
from datetime import date

import pytest

from survey.storage.answers.answers import Answer
from survey.storage.engine.database import writing
from tests.web.world import PEOPLE, Counting


def test_a_focal_point_sees_the_deadline_in_words(world):
    words = world.signed_in("focal").open("/en/home").words
    assert "A small form · 2020" in words
    assert "Madagascar" in words and "Chile" not in words
    assert "Due by the end of 31 May 2020 (time zone: Zurich). 30 days are left." in words


@pytest.mark.parametrize(
    ("days", "said"),
    [(29, "1 day is left"), (30, "The deadline is today"), (31, "You can still save and submit")],
)
def test_days_are_counted_in_the_zone_of_the_round(world, days, said):
    world.later(days=days)
    assert said in world.signed_in("focal").open("/en/home").words


def test_the_last_day_ends_in_the_zone_of_the_round(world):
    world.later(days=30, hours=11)  # 23:00 UTC, when it is June in Zurich
    assert "The deadline has passed" in world.signed_in("focal").open("/en/home").words


def test_an_extension_is_said_with_the_day_it_replaces(world):
    world.change("MDG", extended_to=date(2020, 6, 15))
    words = world.signed_in("focal").open("/en/home").words
    assert "Due by the end of 15 June 2020" in words
    assert "The deadline for others was 31 May 2020" in words


def test_progress_counts_the_sections_with_answers(world):
    answer(world, "s1.q")
    assert "Answers in 1 of 3 sections" in world.signed_in("focal").open("/en/home").words


def test_earlier_rounds_are_folded_and_every_round_leads_to_its_pages(world):
    page = world.signed_in("secretariat").open("/en/home").page
    assert page.index("· 2020</h2>") < page.index("· 2019</h2>") < page.index("<details>")
    assert 1 == page.count("<details>")
    for year in (2020, 2019):
        for leaf in ("", "/board", "/downloads"):
            assert f'href="/en/rounds/small/{year}{leaf}"' in page


def test_a_contributor_sees_progress_over_what_was_given(world):
    answer(world, "s3.q")
    words = world.signed_in("contributor").open("/en/home").words
    assert "Answers in 0 of 2 sections" in words
    assert "2019" not in words


def test_what_is_handed_over_stands_apart(world):
    world.change("MDG", state="submitted")
    words = world.signed_in("focal").open("/en/home").words
    assert words.index("Submitted and earlier reports") < words.index("The report is being reviewed")


def test_a_reviewer_reads_what_was_submitted_in_the_region(world):
    words = world.signed_in("reviewer").open("/en/home").words
    assert "No report has been submitted yet" in words
    world.change("MDG", state="submitted")
    world.change("CHL", state="submitted")
    words = world.signed_in("reviewer").open("/en/home").words
    assert "Madagascar" in words and "Chile" not in words


def test_the_secretariat_sees_every_report_by_round(world):
    words = world.signed_in("secretariat").open("/en/home").words
    assert words.index("A small form · 2020") < words.index("A small form · 2019")
    assert 2 == words.count("Madagascar") == words.count("Chile") == words.count("Nepal")


@pytest.mark.parametrize("who", PEOPLE)
def test_home_asks_few_queries(world, who):
    walker = world.signed_in(who)
    walker.open("/en/home")
    with Counting(world.app) as counting:
        assert 200 == walker.open("/en/home").status
    assert len(counting.asked) <= 12


def answer(world, question):
    with writing(world.engine) as session:
        session.add(
            Answer(
                report_id=world.reports["MDG", 2020], question=question, row="", version=1, missing="",
                currency="", reference_year=None, source="", link="", reported_to=json.loads("[]"),
                comment="", lang="en", unread={}, carried=False, saved_by=world.people["focal"],
                saved_at=world.now,
            )
        )  # fmt: skip
