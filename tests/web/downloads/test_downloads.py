"""Downloads to share: everybody gets what they may see, in the sort and language asked for."""

import pytest

from survey.storage.answers.answers import Answer, AnswerCell
from survey.storage.engine.database import db, writing
from survey.web.downloads import report as downloads
from tests.exports.papers import read_pdf, words_of_docx
from tests.web.pages import app_of, questionnaire
from tests.web.world import NOW, world_on

AT = "/en/reports/small/2020/MDG/downloads"
FILES = [f"{AT}/{content}.{extension}" for content in ("answers", "blank") for extension in ("pdf", "docx")]


def with_downloads(app):
    if "downloads" not in app.blueprints:
        app.register_blueprint(downloads.pages)
    return app


@pytest.fixture
def world(engine, database_url):
    made = world_on(engine, database_url)
    with_downloads(made.app)
    yield made
    with made.app.app_context():
        db.engine.dispose()


def headings(data):
    return [one for one in words_of_docx(data) if "Section" in one and "Sections" not in one]


@pytest.mark.parametrize("path", FILES)
def test_the_focal_point_gets_each_file(world, path):
    response = world.signed_in("focal").client.get(path)
    extension = path.rpartition(".")[2]
    assert 200 == response.status_code
    assert downloads.MIMETYPES[extension] == response.mimetype
    assert response.data.startswith({"pdf": b"%PDF", "docx": b"PK"}[extension])


@pytest.mark.parametrize("who", ["other_focal", "other_reviewer", "administrator"])
def test_others_find_nothing_there(world, who):
    browser = world.signed_in(who).client
    assert {404} == {browser.get(path).status_code for path in (AT, *FILES, f"{AT}/s1/answers.pdf")}


def test_who_is_not_signed_in_is_led_to_the_door(world):
    assert 303 == world.browser().open(FILES[0]).status


def test_a_reviewer_gets_nothing_before_the_report_is_handed_in(world):
    browser = world.signed_in("reviewer").client
    assert 404 == browser.get(FILES[0]).status_code
    world.change("MDG", state="submitted")
    assert 200 == browser.get(FILES[0]).status_code


def test_a_contributor_gets_only_the_sections_given(world):
    browser = world.signed_in("contributor").client
    found = " ".join(headings(browser.get(f"{AT}/blank.docx").data))
    assert ("Section s1" in found, "Section s2" in found, "Section s3" in found) == (True, True, False)
    assert 200 == browser.get(f"{AT}/s1/answers.pdf").status_code
    assert 404 == browser.get(f"{AT}/s3/answers.pdf").status_code


def test_the_page_offers_a_contributor_only_the_sections_given(world):
    page = world.signed_in("contributor").open(AT).words
    assert "Section s1" in page
    assert "Section s3" not in page
    assert "The whole report" not in page


def test_a_choice_leads_to_its_file(world):
    browser = world.signed_in("focal")
    browser.open(f"{AT}?section=s2&content=blank&extension=pdf&language=fr")
    assert 303 == browser.status
    assert browser.response.location.endswith("/fr/reports/small/2020/MDG/downloads/s2/blank.pdf")


@pytest.mark.parametrize(
    "query",
    ["section=nowhere&content=blank&extension=pdf&language=fr", "content=blank", "content=x&language=//y"],
)
def test_a_choice_that_is_not_offered_leads_nowhere(world, query):
    assert 404 == world.signed_in("focal").open(f"{AT}?{query}").status


def test_a_section_that_is_not_there_is_not_found(world):
    assert 404 == world.signed_in("focal").open(f"{AT}/s9/blank.pdf").status


def test_a_saved_answer_stands_in_the_file(world):
    with writing(world.engine) as session:
        answer = Answer(
            report_id=world.reports["MDG", 2020],
            question="s1.q",
            row="",
            version=1,
            lang="en",
            saved_by=world.people["focal"],
            saved_at=NOW,
        )
        session.add(answer)
        session.flush()
        session.add(AnswerCell(answer_id=answer.id, cell="_T", text="As we typed it: #let"))
    browser = world.signed_in("focal").client
    assert "As we typed it: #let" in words_of_docx(browser.get(f"{AT}/answers.docx").data)
    assert "As we typed it: #let" in read_pdf(browser.get(f"{AT}/s1/answers.pdf").data)
    assert "As we typed it: #let" not in words_of_docx(browser.get(f"{AT}/blank.docx").data)


def test_the_file_has_a_telling_name(world):
    response = world.signed_in("focal").client.get(f"{AT}/s1/blank.pdf")
    wanted = "attachment; filename=small-2020-MDG-s1-blank-en.pdf"
    assert wanted == response.headers["Content-Disposition"]


@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_everybody_gets_the_blank_form_of_a_preview(extension, tmp_path):
    app = with_downloads(app_of(questionnaire(["{id: a, kind: text, label: A question}"]), cache=tmp_path))
    response = app.test_client().get(f"/en/forms/small/2020/paper.{extension}")
    text = read_pdf(response.data) if extension == "pdf" else "\n".join(words_of_docx(response.data))
    assert "A question" in text


def test_a_preview_that_is_not_there_is_not_found():
    app = with_downloads(app_of(questionnaire(["{id: a, kind: text, label: A}"])))
    assert 404 == app.test_client().get("/en/forms/nothing/2020/paper.pdf").status_code
