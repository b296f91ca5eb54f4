"""`survey sample`: thousands of invented reports, always the same ones, never beside real rounds."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.cli import main
from tests.actions.answers.desk import opened

FORM = Path(__file__).parents[2] / "forms" / "action-group-update" / "2020.yaml"


@pytest.fixture
def survey(engine, database_url, monkeypatch):
    """The command, on a database with today's tables."""
    monkeypatch.setenv("SURVEY_DATABASE_URL", database_url)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def exported(survey, *more):
    result = survey("export", "wide", "--round", 2020, "--lang", "fr", "--show", "labels", *more)
    assert 0 == result.exit_code, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))


def test_samples_are_accepted_and_have_french_labels(survey):
    result = survey("sample", "--round", 2020, "--reports", 12, "--questions", 3)
    assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)
    rows = exported(survey)
    assert 12 == len(rows)
    assert {"Accepté"} == {row["État du rapport"] for row in rows}
    numbers = [row["1.3 Personnes dénombrées selon l’indicateur 3"] for row in rows]
    assert 12 == len({number for number in numbers if number}) + numbers.count("")
    assert 5 == len({row["Région"] for row in rows})


def test_a_seed_says_what_is_invented(survey):
    said = []
    for year, seed in ((2020, 1), (2021, 1), (2022, 2)):
        assert (
            0 == survey("sample", "--round", year, "--reports", 4, "--questions", 5, "--seed", seed).exit_code
        )
        result = survey("export", "answers", "--round", year)
        rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))
        said.append([(row["country_iso3"], row["question"], row["value_number"]) for row in rows])
    assert said[0] == said[1] != said[2]


def test_any_questionnaire_can_be_answered(survey):
    result = survey("sample", "--round", 2020, "--reports", 3, "--form-file", FORM)
    assert 0 == result.exit_code, result.stderr
    assert 3 == len(exported(survey))


def test_nothing_is_invented_twice(survey):
    assert 0 == survey("sample", "--round", 2020, "--reports", 1).exit_code
    twice = survey("sample", "--round", 2020, "--reports", 1)
    assert (1, True) == (twice.exit_code, "There are already samples for 2020" in twice.stderr)


def test_nothing_is_invented_beside_real_rounds(survey, engine):
    opened(engine)
    refused = survey("sample", "--round", 2021, "--reports", 1)
    assert (1, True) == (refused.exit_code, "This database contains real rounds" in refused.stderr)
    assert 1 == survey("export", "answers", "--round", 2021).exit_code


def test_a_wrong_questionnaire_is_told(survey, tmp_path):
    path = tmp_path / "wrong.yaml"
    path.write_text("questionnaire: x\n", encoding="utf-8")
    result = survey("sample", "--round", 2020, "--form-file", path)
    assert (1, True) == (result.exit_code, "sample.yaml" in result.stderr)
