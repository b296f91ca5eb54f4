"""Annual reviews on pages: recorded for the country to read, corrected; a hold that only people decide."""

import pytest

from survey.storage.audit.audit import AuditLine
from survey.storage.engine.database import db, writing
from survey.storage.reports.reports import Report
from survey.storage.rounds.reporters import Reporter
from tests.web.reviewed import letters_to, put, reviewed_on
from tests.web.world import Counting


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reviewed_on(engine, database_url, tmp_path)
    yield made
    with made.app.app_context():
        db.engine.dispose()


def path(lang="en", *parts):
    return "/".join((f"/{lang}/countries/MDG", *parts))


def country(typist):
    """Open the country's page."""
    return typist._keep(typist.client.get(path(typist.lang)))


def decide(typist, **typed):
    data = {"csrf": typist.csrf(), **{name: str(value) for name, value in typed.items()}}
    return typist._keep(typist.client.post(path(typist.lang, "decision"), data=data))


def review(world, who="reviewer", year=2020, saw=0, lang="en", **said):
    """Record a review as somebody does."""
    typist = world.signed_in(who, lang)
    base = f"/{lang}/reports/{world.form}/{year}/MDG/review"
    typist._keep(typist.client.get(base))
    values = {"substantial": "yes", "observations": "Well done.", "saw": saw, **said}
    data = {"csrf": typist.csrf(), **{name: str(value) for name, value in values.items()}}
    return typist._keep(typist.client.post(base, data=data))


LACKING = {"substantial": "no", "justified": "no", "observations": "We would like to help."}


def test_a_review_is_recorded_and_read_by_the_country_at_once(world):
    done = review(world, lang="fr", observations="Des progrès nets.")
    assert 303 == done.status
    focal = world.signed_in("focal").open("review")
    assert "Des progrès nets." in focal.words and "Awa A." in focal.words
    assert 'lang="fr"' in focal.page
    assert "Des progrès nets." in country(world.signed_in("focal")).words
    (letter,) = letters_to(world, "focal", "annual_review")
    assert "/en/countries/MDG" in letter.plain
    assert "progrès" not in letter.plain


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"substantial": ""}, "Choose whether there was substantial progress"),
        ({"observations": " "}, "Write your observations"),
        ({"substantial": "no"}, "Choose whether there is a reasonable justification"),
        ({"substantial": "no", "justified": "yes"}, "Write what the justification is"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(world, said, refused):
    page = review(world, **{"observations": "My long words", **said})
    assert (400, True) == (page.status, refused in page.words)
    assert said.get("observations") == " " or "My long words" in page.words
    assert "No review is recorded" in world.signed_in("focal").open("review").words


def test_a_review_is_corrected_and_the_earlier_version_is_kept(world):
    review(world, observations="First words.")
    assert 303 == review(world, "desk", saw=1, observations="Better words.").status
    words = world.signed_in("focal").open("review").words
    assert words.index("Better words.") < words.index("First words.")
    assert "corrected 1 time" in country(world.signed_in("focal")).words


def test_of_two_who_review_at_once_one_is_told_and_a_double_click_counts_once(world):
    review(world, observations="First words.")
    assert 303 == review(world, observations="First words.").status
    told = review(world, "second_reviewer", observations="Other words.")
    assert 409 == told.status
    assert (
        "Awa A. recorded something here since you opened the page" in told.words
        and "Other words." in told.words
    )


@pytest.mark.parametrize("who", ["focal", "colleague"])
def test_the_country_reads_reviews_and_writes_none(world, who):
    typist = world.signed_in(who).open()
    assert 404 == put(typist, "review", substantial="yes", observations="We are great", saw=0).status
    assert "No review is recorded" in typist.open("review").words


@pytest.mark.parametrize("who", ["contributor", "stranger", "other_reviewer"])
def test_nobody_else_sees_reviews_or_the_country(world, who):
    typist = world.signed_in(who)
    assert [404, 404] == [typist.open("review").status, country(typist).status]


def test_a_reviewer_of_another_region_does_not_even_learn_that_there_is_such_a_page(world):
    there = country(world.signed_in("other_reviewer")).words
    nowhere = world.signed_in("other_reviewer")
    assert there == nowhere._keep(nowhere.client.get("/en/countries/XXX")).words


def test_two_reviews_in_a_row_let_people_consider_a_hold_and_nothing_more(world):
    review(world, "desk", 2019, **LACKING)
    assert "A hold may be considered" not in country(world.signed_in("focal")).words
    review(world, **LACKING)
    for who in ("focal", "reviewer", "desk"):
        page = country(world.signed_in(who))
        assert "A hold may be considered. The annual reviews of 2019 and 2020" in page.words
        assert (who == "desk") == ('name="decision"' in page.page)
        assert "country, status on hold" not in page.words


def test_the_secretariat_decides_with_a_reason_and_lifts_the_hold(world):
    review(world, "desk", 2019, **LACKING)
    review(world, **LACKING)
    desk = country(world.signed_in("desk"))
    for typed, said in (
        ({"decision": "hold", "reason": " "}, "Give the reason"),
        ({"reason": "Because"}, "Choose what is decided"),
        ({"decision": "lift", "reason": "Because"}, "This cannot be decided now"),
    ):
        refused = decide(desk, saw=0, **typed)
        assert (True, True) == (refused.status >= 400, said in refused.words)
    assert 303 == decide(desk, decision="hold", reason="We agreed with the ministry.", saw=0).status
    focal = country(world.signed_in("focal"))
    assert "country, status on hold" in focal.words and "We agreed with the ministry." in focal.words
    assert "A hold may be considered" not in focal.words
    (letter,) = letters_to(world, "focal", "put_on_hold")
    assert "> We agreed with the ministry." in letter.plain
    desk = country(world.signed_in("desk"))
    assert 303 == decide(desk, decision="lift", reason="The new law is in force.", saw=1).status
    assert "country, status on hold" not in country(world.signed_in("focal")).words
    with world.app.app_context():
        actions = [one.action for one in db.session.query(AuditLine).order_by(AuditLine.id)][-2:]
    assert ["decide_status", "decide_status"] == actions


def test_nobody_else_decides_and_a_stale_page_is_told(world):
    review(world, "desk", 2019, **LACKING)
    review(world, **LACKING)
    for who in ("focal", "reviewer", "world_reviewer"):
        assert 404 == decide(country(world.signed_in(who)), decision="hold", reason="x", saw=0).status
    desk = country(world.signed_in("desk"))
    assert 303 == decide(desk, decision="keep", reason="A new plan is there.", saw=0).status
    told = decide(country(world.signed_in("desk")), decision="hold", reason="My words", saw=0)
    assert 409 == told.status
    assert (
        "The desk recorded something here since you opened the page" in told.words
        and "My words" in told.words
    )


def test_the_country_s_page_takes_few_queries(world):
    review(world)
    typist = country(world.signed_in("desk"))
    with Counting(world.app) as counting:
        assert 200 == country(typist).status
    assert len(counting.asked) <= 12


def test_what_was_read_in_another_region_before_says_nothing_of_the_status_now(world):
    review(world, "desk", 2019, **LACKING)
    review(world, **LACKING)
    with writing(world.engine) as session:
        session.get_one(Report, world.rounds[2019].reports["MDG"]).region = "AME"
        old = session.get_one(Report, world.rounds[2019].reports["MDG"])
        old.state, old.submitted_at = "submitted", world.now
    page = country(world.signed_in("other_reviewer"))
    assert "Record the review" not in page.words and "Correct the review of 2019" in page.words
    assert "2020" not in page.words.replace("4 May 2020", "")
    assert "Pathfinder country" not in page.words and "may be considered" not in page.words


def test_only_countries_have_annual_reviews(world):
    with writing(world.engine) as session:
        session.add(Reporter(code="ag-1", kind="group", names={"en": "Group"}))
        session.flush()
        session.add(
            Report(round_id=world.rounds[2020].round_id, reporter="ag-1", region="", state="open", version=0)
        )
    desk = world.signed_in("desk")
    for path in (f"/en/reports/{world.form}/2020/ag-1/review", "/en/countries/ag-1"):
        assert 404 == desk._keep(desk.client.get(path)).status


def test_the_pages_of_a_report_lead_to_the_country(world):
    for who in ("focal", "reviewer", "desk"):
        assert 'href="/en/countries/MDG"' in world.signed_in(who).open("summary").page
    assert "/countries/" not in world.signed_in("contributor").open().page
