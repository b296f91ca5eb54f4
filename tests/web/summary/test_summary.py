"""The summary of a country: what its readers see of what was handed over, and of nothing else."""

import re
from datetime import date

import pytest

from survey.actions.context import Context
from survey.actions.people.people import NewPerson, NewRole, add_person, grant_role
from survey.actions.reports.reporting import accept, return_report
from survey.actions.reports.submitting import submit
from survey.answers.replies import Reply
from survey.storage.engine.database import db
from survey.workflow import ReportRef
from tests.web.pages import HEAD
from tests.web.reported import LAST_YEAR, number, reporting_on
from tests.web.world import Counting

MOST_QUERIES = 12
FORM = (
    HEAD
    + """\
  - id: figures
    title: Figures
    questions:
      - id: f.number
        kind: number
        unit: persons
        adds_up: yes
        headline: changes
        label: Persons reached
        evidence: [reference_year, source, link, comment]
      - {id: f.other, kind: number, unit: persons, adds_up: yes, label: Persons trained}
      - {id: f.done, kind: yes_no, rows: {one: First law, two: Second law}, label: Laws, headline: progress}
  - id: words
    title: Words
    questions:
      - {id: w.story, kind: narrative, words: 50, label: What happened}
      - id: l.steps
        kind: list
        label: Steps
        fields:
          - {id: name, kind: text, label: Name of the step}
          - {id: by, kind: year, label: By when, missing: no}
"""
)


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reporting_on(engine, database_url, tmp_path, FORM)
    for who, region in (("reviewer", "AFR"), ("other_reviewer", "AME")):
        made.people[who] = add_person(
            NewPerson(f"{who}@example.org", who, "en"), Context(LAST_YEAR, engine=engine)
        )
        since = date(2019, 1, 1)
        grant_role(
            made.people[who], NewRole("reviewer", None, region, since), Context(LAST_YEAR, engine=engine)
        )
    yield made
    with made.app.app_context():
        db.engine.dispose()


@pytest.fixture
def second_year(world):
    """Last year's report is accepted, this year's is submitted."""
    world.accepted_last_year(
        number("f.number", 40.0),
        number("f.other", 5.0),
        number("f.done", "yes", "one"),
        number("w.story", "Il était une fois.", lang="fr"),
    )
    world.save(
        "focal",
        number(
            "f.number", 55.0, reference_year=2018, source="Annual report", link="https://example.org/report"
        ),
        number("f.other", 5.0),
        number("f.done", "yes", "one"),
        number("f.done", "yes", "two"),
        number("w.story", "Encore une fois.", lang="fr"),
    )
    return handed_over(world)


def ref(world, state):
    return ReportRef(world.report_id, "MDG", "AFR", state)


def handed_over(world, state="draft"):
    submit(ref(world, state), True, Context(world.now, world.people["focal"], engine=world.engine))
    return world


def test_the_reader_sees_what_changed_and_what_it_rests_on(second_year):
    words = second_year.signed_in("reviewer").open("summary").words
    assert "Persons reached Figures 2019 40 2020 55 Change ▲ 15 (38%) Source 2018 · Annual report" in words
    changed = words[words.index("What changed Headline") : words.index("In the country’s own words Words")]
    assert "Persons trained" not in changed


def test_what_is_as_last_year_is_folded_and_what_differs_is_not(second_year):
    page = second_year.signed_in("reviewer").open("summary").page
    part = page[page.index("<h4>Figures</h4>") : page.index('<h2 id="missing">')]
    first, fold = part.split('<details class="fold">')
    assert "Persons reached" in first and "Persons trained" not in first
    assert (
        "1 answer same as last year" in fold and "Persons trained" in fold and "Persons reached" not in fold
    )


def test_progress_opens_the_summary(second_year):
    words = second_year.signed_in("reviewer").open("summary").words
    assert "Laws 2 of 2 2019: 1 of 2" in words[: words.index("What changed Headline")]


def test_what_is_told_is_marked_with_its_language(second_year):
    walker = second_year.signed_in("reviewer").open("summary")
    assert 'lang="fr" dir="auto">Encore une fois.' in walker.page
    assert "Written in: French · Changed since last year" in walker.words
    assert "What was said in 2019 , What happened Il était une fois." in walker.words


def test_a_source_can_be_opened(second_year):
    page = second_year.signed_in("reviewer").open("summary").page
    assert '<a href="https://example.org/report" rel="noreferrer">Annual report (2018)</a>' in page


def test_a_missing_figure_says_why(second_year):
    world = second_year
    return_report(
        ref(world, "submitted"), "Look again.", Context(world.now, world.people["desk"], engine=world.engine)
    )
    world.save("focal", Reply("f.other", missing="confidential"))
    handed_over(world, "returned")
    words = world.signed_in("reviewer").open("summary").words
    assert "Confidential (1) Persons trained Figures" in words
    assert "5 2020 Confidential Change no longer given" in words
    assert "submission 2" in words


def test_drafts_never_show(second_year):
    world = second_year
    return_report(
        ref(world, "submitted"), "Look again.", Context(world.now, world.people["desk"], engine=world.engine)
    )
    world.save("focal", number("f.number", 77.0), number("w.story", "Not yet said."))
    for who in ("reviewer", "desk", "focal"):
        for path in (("summary",), ("summary", "series")):
            words = world.signed_in(who).open(*path).words
            assert "55" in words and "77" not in words and "Not yet said" not in words, (who, path)


def test_the_country_and_the_secretariat_may_look_at_a_preview_that_says_so(second_year):
    world = second_year
    return_report(
        ref(world, "submitted"), "Look again.", Context(world.now, world.people["desk"], engine=world.engine)
    )
    world.save("focal", number("f.number", 77.0))
    for path in (("summary",), ("summary", "series")):
        for who in ("focal", "desk"):
            words = world.signed_in(who).open(*path, query="?preview=1").words
            assert "77" in words and "A preview of the present answers" in words, (who, path)
        assert "77" not in world.signed_in("reviewer").open(*path, query="?preview=1").words


def test_before_anything_is_handed_over_there_is_nothing_to_sum_up(world):
    world.save("focal", number("f.number", 77.0))
    words = world.signed_in("desk").open("summary").words
    assert "Nothing has been submitted yet" in words and "Show a preview" in words
    assert 404 == world.signed_in("reviewer").open("summary").status


@pytest.mark.parametrize("page", [("summary",), ("summary", "series")])
def test_who_may_read_it(second_year, page):
    found = {
        who: second_year.signed_in(who).open(*page).status
        for who in ("focal", "reviewer", "desk", "contributor", "stranger", "other_reviewer")
    }
    assert {who for who, status in found.items() if status == 200} == {"focal", "reviewer", "desk"}
    assert {404} == {status for status in found.values() if status != 200}


def test_the_first_report_has_nothing_to_be_compared_with(world):
    world.save("focal", number("f.number", 55.0))
    words = handed_over(world).signed_in("reviewer").open("summary").words
    assert "This is the first report" in words
    assert "Change" not in words


def test_the_series_has_a_column_a_round(second_year):
    words = second_year.signed_in("reviewer").open("summary", "series").words
    assert "Persons reached 2019 40 2020 55" in words


def test_a_round_that_was_not_accepted_is_no_column(world):
    world.save("focal", number("f.number", 40.0), year=2019)
    last = ReportRef(world.rounds[2019].reports["MDG"], "MDG", "AFR", "draft")
    submit(last, True, Context(LAST_YEAR, world.people["focal"], engine=world.engine))
    world.save("focal", number("f.number", 55.0))
    handed_over(world)
    assert "2019 40" not in world.signed_in("reviewer").open("summary", "series").words
    accept(last, Context(LAST_YEAR, world.people["desk"], engine=world.engine))
    assert "2019 40" in world.signed_in("reviewer").open("summary", "series").words


def test_it_is_the_first_page_that_a_reviewer_opens(second_year):
    walker = second_year.signed_in("reviewer")
    home = walker.client.get("/en/home").get_data(as_text=True)
    assert f'href="{walker.path("summary")}"' in home


def test_lines_through_the_years_are_drawn_without_a_style(second_year):
    page = second_year.signed_in("reviewer").open("summary").page
    drawn = re.search(r'<svg class="spark".*?</svg>', page).group(0)
    assert "style" not in drawn
    assert 'points="3,17 69,3"' in drawn


@pytest.mark.parametrize("page", [("summary",), ("summary", "series")])
def test_a_summary_asks_few_queries(second_year, page):
    walker = second_year.signed_in("reviewer")
    walker.open(*page)
    with Counting(second_year.app) as counting:
        assert 200 == walker.open(*page).status
    assert len(counting.asked) <= MOST_QUERIES, counting.asked


def test_a_reviewer_asks_from_the_line_and_the_country_does_not(second_year):
    walker = second_year.signed_in("reviewer").open("summary")
    link = walker.path("ask", "f.number")
    assert f'<a class="ask" href="{link}">' in walker.page
    assert 200 == walker.open("ask", "f.number").status
    assert 200 == walker.open("ask", "f.done", "one").status
    assert 'class="ask"' not in second_year.signed_in("focal").open("summary").page


def test_open_queries_are_counted_where_one_reads_them(second_year):
    walker = second_year.signed_in("reviewer").open("ask", "f.number")
    walker._keep(
        walker.client.post(walker.path("ask", "f.number"), data={"csrf": walker.csrf(), "words": "Really?"})
    )
    assert "1 open query" in walker.open("summary").words
    assert f'href="{walker.path("queries")}"' in walker.page
