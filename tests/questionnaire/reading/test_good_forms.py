"""Each tiny questionnaire shows one feature: it reads, and it can be shown."""

from pathlib import Path

import pytest

from survey.catalogs import Catalogs, speaker_of
from survey.languages import ENGLISH
from survey.questionnaire.conditions import compile_expression
from survey.questionnaire.reading import editions_in, read_file, read_text
from survey.questionnaire.showing import Showing

FOLDER = Path(__file__).parents[2] / "forms" / "good"
GOOD = editions_in(FOLDER)


def form(slug, edition="2020"):
    return read_file(FOLDER / slug / f"{edition}.yaml")


@pytest.mark.parametrize("edition", GOOD, ids=lambda edition: f"{edition.slug}-{edition.edition}")
def test_every_question_of_a_good_form_is_shown(edition):
    questionnaire = read_file(edition.path)
    speaker = speaker_of(Catalogs(), ENGLISH, questionnaire.slug)
    lines = list(Showing(questionnaire, speaker).lines())
    shown = " ".join(" ".join(lines).split())
    assert f"{speaker.say(questionnaire.title)} · {edition.edition}".replace("{country}", "…") == lines[0]
    for question in questionnaire.questions.values():
        assert question.label.english.split("{")[0] in shown


@pytest.mark.parametrize("edition", GOOD, ids=lambda edition: f"{edition.slug}-{edition.edition}")
def test_every_question_stands_in_the_order_once_behind_what_it_needs(edition):
    questionnaire = read_file(edition.path)
    assert sorted(questionnaire.questions) == sorted(questionnaire.order)
    for question in questionnaire.questions.values():
        for needed in getattr(question.relevant, "references", ()):
            assert questionnaire.order.index(needed) < questionnaire.order.index(question.id)


def test_the_editions_of_a_folder_come_in_order():
    assert [("editions", "2019"), ("editions", "2020")] == [
        (edition.slug, edition.edition) for edition in GOOD if edition.slug == "editions"
    ]


def test_a_file_gives_the_same_questionnaire_by_its_bytes():
    path = FOLDER / "evidence" / "2020.yaml"
    assert read_file(path) == read_text(path.read_bytes(), "any name")


def test_windows_line_ends_and_a_byte_order_mark_change_nothing():
    raw = (FOLDER / "rows" / "2020.yaml").read_bytes()
    assert read_text(raw, "x") == read_text(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"), "x")


def test_a_column_has_the_rows_of_its_table():
    since = form("beside").questions["since"]
    assert ("C138", "C182") == tuple(row.code for row in since.rows)
    assert "in_force" == since.table


def test_fields_of_a_list_are_known_by_the_list_and_their_own_id():
    questions = form("list-of-entries").questions
    assert [
        "priorities",
        "priorities.objective",
        "priorities.started",
        "priorities.reached",
        "count",
    ] == list(questions)
    assert "priorities" == questions["priorities.objective"].inside


def test_reasons_for_having_no_answer_are_offered_with_numbers_years_and_dates():
    assert 4 == len(form("number-count").questions["inspectors"].missing)
    assert 4 == len(form("year").questions["adopted"].missing)
    assert 4 == len(form("date").questions["held"].missing)
    assert () == form("yes-no").questions["plan"].missing
    assert ("not_available", "confidential") == form("missing-reasons").questions["victims"].missing


def test_evidence_is_all_five_parts_or_those_named():
    questions = form("evidence").questions
    assert ("reference_year", "source", "link", "reported_to", "comment") == questions["children"].evidence
    assert ("source", "link") == questions["law"].evidence


def test_no_and_yes_are_read_as_the_author_means_them():
    questions = form("missing-reasons").questions
    assert (True, ()) == (questions["hotline"].required, questions["hotline"].missing)


def test_a_condition_is_kept_as_it_was_written():
    assert compile_expression("${plan} = 'yes'") == form("relevant").questions["since"].relevant


def test_a_question_knows_its_line():
    assert 8 == form("yes-no").questions["plan"].line
