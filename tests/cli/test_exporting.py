"""`survey export`: real reports leave as files, whole and quiet; mistakes are told in one sentence."""

import csv
import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyarrow import parquet

from survey.actions.context import Context
from survey.actions.reports.reporting import accept
from survey.actions.reports.submitting import submit
from survey.cli import main
from survey.workflow import ReportRef
from tests.actions.answers.desk import NOW, opened, say


@pytest.fixture
def survey(engine, database_url, monkeypatch):
    """The command, beside a round in which Chile's report is accepted."""
    desk = opened(engine)
    desk.save(say("name", "=Ministère"), say("children", cells={"_T": 5.0, "sex=F": 2.0}))
    desk.save(say("budget", 5.5, currency="USD"))
    for step, who, state, more in (
        (submit, desk.focal, "draft", (True,)),
        (accept, desk.desk, "submitted", ()),
    ):
        ref = ReportRef(desk.report_id, "CHL", "AME", state)
        step(ref, *more, Context(NOW, who, engine=engine))
    monkeypatch.setenv("SURVEY_DATABASE_URL", database_url)

    def run(*words):
        return CliRunner().invoke(main, ["export", *(str(word) for word in words)])

    return run


def rows(data, separator=","):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))


def test_answers_go_to_standard_output_and_nothing_else_does(survey):
    result = survey("answers", "--round", 2020)
    assert (0, "") == (result.exit_code, result.stderr)
    found = rows(result.stdout_bytes)
    assert {
        ("children", "_T", "5.0"),
        ("children", "F", "2.0"),
        ("name", "", ""),
        ("budget", "", "5.5"),
    } == {(row["question"], row["sex"], row["value_number"]) for row in found}
    assert {"CHL"} == {row["country_iso3"] for row in found}
    assert "=Ministère" in {row["value_text"] for row in found}


def test_a_terminal_shows_how_far_it_is_and_the_file_is_none_the_worse(survey, tmp_path):
    """A real terminal stands at the end of the errors; the answers go into a pipe."""
    ours, theirs = pty.openpty()
    words = [Path(sys.executable).parent / "survey", "export", "answers", "--round", "2020"]
    with os.fdopen(ours, "rb", 0) as screen:
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=theirs, check=True)
        os.close(theirs)
        shown = screen.read(4096).decode()
    assert "everything" in shown and "100%" in shown
    assert survey("answers", "--round", 2020).stdout_bytes == done.stdout


def test_a_file_is_written_whole_with_labels_for_people(survey, tmp_path):
    path = tmp_path / "wide.csv"
    for show in ((), ("--show", "labels")):
        result = survey("wide", "--round", 2020, "--lang", "fr", "--format", "people", "-o", path, *show)
        assert (0, "") == (result.exit_code, result.output)
        (row,) = rows(path.read_bytes(), ";")
        assert ("Chili", "5,5") == (row["Pays"], row["1.2 Budget"])
    assert [path] == list(tmp_path.glob("*.csv")) and [] == list(tmp_path.glob(".*.csv*"))


def test_figures_are_divided_into_other_regions_when_asked(survey):
    for words, code in (((), "AME"), (("--regions", "M49"), "019")):
        found = rows(survey("figures", "--round", 2020, *words).stdout_bytes)
        assert {code, "world"} == {row["area_code"] for row in found}
        assert {"Americas", "All pathfinder countries"} == {row["area_name"] for row in found}
    assert 2 == survey("figures", "--round", 2020, "--regions", "MOON").exit_code


def test_numbers_are_written_as_in_a_country(survey):
    result = survey("wide", "--round", 2020, "--lang", "es", "--format", "people", "--country", "MX")
    assert "5.5" == rows(result.stdout_bytes)[0]["1.2 Budget"]


def test_the_same_data_is_the_same_bytes(survey):
    assert survey("answers", "--round", 2020).stdout_bytes == survey("answers", "--round", 2020).stdout_bytes


def test_all_rounds_come_in_one_file(survey, tmp_path):
    """There is one round here; what files over several rounds hold is tested beside their pages."""
    for content, more in (("answers", ()), ("figures", ("--countries",))):
        single = survey(content, "--round", 2020, *more).stdout_bytes
        assert single == survey(content, "--all-rounds", *more).stdout_bytes
        assert single == survey(content, "--all-rounds", "--form", "everything", *more).stdout_bytes


def test_parquet_goes_into_a_file_and_into_a_pipe(survey, tmp_path, database_url):
    for content, more in (("answers", "--all-rounds"), ("figures", "--round=2020"), ("wide", "--round=2020")):
        path = tmp_path / f"{content}.parquet"
        result = survey(content, more, "--format", "parquet", "-o", path)
        assert (0, "") == (result.exit_code, result.output)
        table = parquet.read_table(path)
        assert table.num_rows and {2020} == set(table["round"].to_pylist())
    words = [
        Path(sys.executable).parent / "survey",
        "export",
        "wide",
        "--round",
        "2020",
        "--format",
        "parquet",
    ]
    assert path.read_bytes() == subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout


MISTAKES = {
    "This round does not exist": (("answers", "--round", 1999), 1, "There is no round in 1999"),
    "no such form": (("answers", "--round", 2020, "--form", "x"), 1, "There is no round of “x”"),
    "no such country": (("wide", "--round", 2020, "--country", "XX"), 2, "No country has the code 'XX'"),
    "no such folder": (("wide", "--round", 2020, "-o", "/nowhere/a.csv"), 2, "cannot be written"),
    "no such language": (("wide", "--round", 2020, "--lang", "xx"), 2, "Invalid value"),
    "words in Parquet": (
        ("wide", "--round", 2020, "--format", "parquet", "--show", "labels"),
        2,
        "Parquet files hold codes only",
    ),
    "no round and not all": (("answers",), 2, "Give either --round with a year or --all-rounds"),
    "a round and all": (("figures", "--all-rounds", "--round", 2020), 2, "Give either --round"),
    "no round of such a form": (("answers", "--all-rounds", "--form", "x"), 1, "There is no round of this"),
    "no round": (("wide",), 2, "Missing option"),
}


@pytest.mark.parametrize(("words", "code", "sentence"), MISTAKES.values(), ids=MISTAKES)
def test_what_cannot_be_done_is_told_and_leaves_nothing(survey, words, code, sentence):
    result = survey(*words)
    assert (code, b"") == (result.exit_code, result.stdout_bytes)
    assert sentence in result.stderr
