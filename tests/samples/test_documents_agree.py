"""Summary page, PDF and Word file of a report say every number of the answers file, and no other.

Few reports are read: together they answer every question that any report of their round answers in numbers.
"""

import csv
import io
import re
import shutil
from collections import Counter
from html import unescape
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.exports.speaking import numbers_of
from survey.questionnaire.reading import read_file
from survey.settings import Settings
from tests.exports.papers import read_pdf, words_of_docx
from tests.samples.test_everything_says_sample import installed
from tests.samples.test_pages_and_files_agree import plain

SLUG = "pathfinder-progress"
READ = (
    (2020, "XAA", "en"), (2020, "XAA", "fr"), (2020, "XAA", "es"), (2020, "ALB", "fr"),
    (2019, "XAA", "es"), (2019, "ALB", "en"),
)  # fmt: skip
GAP = "[ \u202f\u00a0]"
NUMBER = re.compile(rf"[-−]?(?:\d{{1,3}}(?:{GAP}\d{{3}})+(?:,\d+)?|\d(?:[\d.,]*\d)?)(?!\d)")
HEADING = re.compile(r"(\d+\.\d+)\s+[^\d\s%]")
HALF_A_TENTH = 0.0501
"""Calculated percentages are shown with a decimal."""


@pytest.fixture(scope="module")
def sample(demonstration, tmp_path_factory):
    yield from installed(shutil.copy(demonstration, tmp_path_factory.mktemp("documents") / "demo.sqlite3"))


@pytest.fixture(scope="module")
def answers(sample):
    """The rows of the answers files that hold a number or a year, by round and reporter."""
    found = {}
    for year in (2019, 2020):
        wanted = ["export", "answers", "--round", str(year), "--form", SLUG]
        result = CliRunner(env={"SURVEY_DATABASE_URL": sample.url}).invoke(main, wanted)
        for row in csv.DictReader(io.StringIO(result.stdout_bytes.decode())):
            if row["value_number"] or row["value_year"]:
                found.setdefault((year, row["country_iso3"]), []).append(row)
    return found


@pytest.fixture(scope="module")
def form():
    """The questionnaires, by round."""
    return {year: read_file(Settings().forms / SLUG / f"{year}.yaml") for year in (2019, 2020)}


def value_of(row):
    return float(row["value_number"] or row["value_year"])


def is_total(row, form):
    return {row.get(name, "") for name in form.breakdowns} <= {"", "_T"}


def same(row, shown):
    margin = HALF_A_TENTH if "calculated" in row["status"] else 1e-9
    return abs(value_of(row) - shown) <= margin


def numbers_in(text):
    return [plain(found) for found in NUMBER.findall(text)]


def answered_in_numbers(rows):
    return {row["question"] for row in rows}


def test_the_reports_that_are_read_answer_all_that_any_report_answers_in_numbers(answers):
    for year in (2019, 2020):
        whole = {key[1]: answered_in_numbers(rows) for key, rows in answers.items() if key[0] == year}
        read = {reporter for at, reporter, _ in READ if at == year}
        assert set().union(*whole.values()) == set().union(*(whole[reporter] for reporter in read))
    assert len(answered_in_numbers(answers[2020, "XAA"])) > 50


@pytest.mark.parametrize(("year", "reporter", "lang"), READ)
def test_the_summary_says_every_number_of_the_answers_and_no_other(
    sample, answers, form, year, reporter, lang
):
    page = sample.get(f"/{lang}/reports/{SLUG}/{year}/{reporter}/summary").decode()
    shown = now_by_place(page)
    expected = {}
    for row in answers[year, reporter]:
        question = form[year].questions[row["question"]]
        if not question.inside and is_total(row, form[year]):
            expected.setdefault((question.table or question.id, row["row"]), []).append(row)
    assert expected
    for place, rows in expected.items():
        left = Counter(numbers_in(" | ".join(shown[place])))
        for row in rows:
            matching = next((found for found, times in left.items() if times and same(row, found)), None)
            assert matching is not None, (place, row["question"], value_of(row), shown[place])
            left[matching] -= 1
        if form[year].questions[place[0]].kind.name in ("number", "year") and len(shown[place]) == len(rows):
            assert not +left, (place, shown[place])


def now_by_place(page):
    """What stands in this year's column, by question and row."""
    part = page.split('<h2 id="indicators">', 1)[1]
    found = {}
    for line in part.split("<tr")[1:]:
        place = re.search(r'/ask/([^"?]+)"', line)
        now = re.search(r"<b>(.*?)</b>", line, re.DOTALL)
        if place and now:
            question, _, row = unquote(place[1]).partition("/")
            found.setdefault((question, row), []).append(unescape(re.sub(r"<[^>]+>", " ", now[1])))
    return found


@pytest.mark.parametrize(("year", "reporter", "lang"), READ)
def test_the_documents_say_every_number_of_the_answers(sample, answers, form, year, reporter, lang):
    address = f"/{lang}/reports/{SLUG}/{year}/{reporter}/downloads/answers"
    numbers = numbers_of(form[year])
    for name, lines in (
        ("pdf", read_pdf(sample.get(f"{address}.pdf")).splitlines()),
        ("docx", words_of_docx(sample.get(f"{address}.docx"))),
    ):
        parts = by_question(lines, set(numbers.values()))
        left = {number: Counter(numbers_in(" | ".join(said))) for number, said in parts.items()}
        for row in answers[year, reporter]:
            said = left[numbers[row["question"]]]
            matching = next((shown for shown, times in said.items() if times and same(row, shown)), None)
            assert matching is not None, (name, lang, row["question"], row["row"], value_of(row))
            said[matching] -= 1


def by_question(lines, known):
    """The lines of a document under the heading of each question, by its number."""
    found, at = {}, []
    for line in lines:
        head = HEADING.match(line.strip())
        if head and head[1] in known and head[1] not in found:
            at = found[head[1]] = []
            continue
        at.append(line)
    return found
