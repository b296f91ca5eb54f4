"""Page, table, workbook, package and data say the same of every figure: value, coverage, change."""

import csv
import io
import json
import re
import shutil
import zipfile
from html import unescape

import pytest
from openpyxl import load_workbook

from survey.questionnaire.reading import read_file
from survey.settings import Settings
from tests.samples.test_everything_says_sample import ROUND, installed

FORM = read_file(Settings().forms / "pathfinder-progress" / "2020.yaml")
COUNTED = [
    question
    for question in FORM.questions.values()
    if question.kind.name not in ("note", "text", "narrative") and not question.inside
]
LANGUAGES = ("en", "fr", "es")
NUMBER = re.compile(r"[-−]?\d[\d.,\u202f\u00a0\u2019 ]*\d|\d")
SHOWN_ALONE = ("sum", "median", "rate", "entries")
"""The statistics that the page of a question writes as one number each."""


@pytest.fixture(scope="module")
def sample(demonstration, tmp_path_factory):
    yield from installed(shutil.copy(demonstration, tmp_path_factory.mktemp("agree") / "demo.sqlite3"))


@pytest.fixture(scope="module")
def table(sample):
    """The figures as the command line exports them, of totals only, by where they stand."""
    return keyed(csv.DictReader(io.StringIO(sample.export("figures").decode())))


COMPARED = ("value", "countries_reporting", "countries_expected", "change", "n")


def keyed(rows):
    """Return value, coverage, change and number of answers of each statistic of a total."""
    return {
        (row["question"], row["row"], row["area_code"] if row["level"] != "world" else "", row["statistic"],
         row["currency"]): tuple(
            number(row[name]) for name in COMPARED
        )
        for row in rows
        if {row.get(name, "") for name in FORM.breakdowns} <= {"", "_T"} and row["level"] != "country"
        and row.get("cell", "_T") == "_T"
    }  # fmt: skip


def number(text):
    return None if text in ("", None) else round(float(text), 6)


def lasting(sample, question, row=""):
    """The figures of a question at their lasting address."""
    address = f"/en/{ROUND}/figures/{question}.csv" + (f"?row={row}" if row else "")
    return keyed(csv.DictReader(io.StringIO(sample.get(address).decode())))


def test_the_lasting_address_of_every_question_says_what_the_table_says(sample, table):
    for question in COUNTED:
        for row in [option.code for option in question.rows] or [""]:
            expected = {key: said for key, said in table.items() if key[:2] == (question.id, row)}
            assert expected, question.id
            assert expected == lasting(sample, question.id, row), (question.id, row)


def test_the_data_of_every_question_say_what_the_table_says(sample, table):
    for question in COUNTED:
        if not question.rows:
            rows = json.loads(sample.get(f"/en/{ROUND}/figures/{question.id}.json"))["rows"]
            texts = [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows]
            assert {key: said for key, said in table.items() if key[0] == question.id} == keyed(texts)


def test_the_workbook_says_what_the_table_says(sample, table):
    book = load_workbook(io.BytesIO(sample.export("figures", "--format", "xlsx", "--show", "codes")))
    found = {}
    for sheet in book.worksheets:
        lines = [list(line) for line in sheet.iter_rows(values_only=True)]
        at = next((n for n, line in enumerate(lines) if {"level", "value"} <= set(line)), None)
        if at is not None:
            rows = (dict(zip(lines[at], line, strict=True)) for line in lines[at + 1 :] if line[0])
            found |= keyed(
                {name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows
            )
    assert table == found


def test_the_package_says_what_the_table_says(sample, table):
    with zipfile.ZipFile(io.BytesIO(sample.export("package"))) as archive:
        name = next(name for name in archive.namelist() if name.endswith("figures.csv"))
        assert table == keyed(csv.DictReader(io.StringIO(archive.read(name).decode())))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_say_what_the_table_says(sample, table, lang):
    names = {
        area: row.split("<", 1)[0]
        for area, row in zip(
            ("", "AFR", "AME", "ASI", "ECA"), cells_of_areas(sample, lang, "cl.policies.number"), strict=False
        )
    }
    for question in COUNTED[LANGUAGES.index(lang) :: 3]:
        if question.rows:
            continue
        page = rows_by_area(sample, lang, question.id)
        for area, name in names.items():
            said = {key[3:]: found for key, found in table.items() if key[:3] == (question.id, "", area)}
            check(page.get(name, ""), said, (lang, question.id, area))


def cells_of_areas(sample, lang, question):
    page = sample.get(f"/{lang}/{ROUND}/questions/{question}").decode()
    body = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    return [unescape(row.split('<th scope="row">', 1)[1]) for row in body.split("<tr>")[1:]]


def rows_by_area(sample, lang, question):
    """The words of each area's first row, by the name of the area."""
    found = {}
    for row in cells_of_areas(sample, lang, question):
        name = re.split(r"<", row, maxsplit=1)[0].strip()
        found.setdefault(name, re.sub(r"<[^>]+>", "|", row))
    return found


def check(row, said, where):
    """Compare a row of the page with the statistics of its area."""
    assert row, where
    currencies = {currency for _, currency in said if currency}
    counts = [found for (code, _), found in said.items() if code == "count"]
    numbers = [plain(text) for text in NUMBER.findall(row)]
    if len(currencies) > 1 or not counts:
        return
    for (code, _), (value, *_) in said.items():
        if code in SHOWN_ALONE and value is not None:
            assert any(abs(value - shown) <= rounding(value) for shown in numbers), (where, code, value, row)
    reporting, expected = counts[0][1:3]
    assert {reporting, expected} <= set(numbers), (where, row)


def plain(text):
    """A number in any of the three notations: three digits after the last sign are no decimals."""
    bare = re.sub(r"[\u202f\u00a0\u2019 ]", "", text).replace("−", "-")
    whole, sign, decimals = re.fullmatch(r"(.*?)(?:([.,])(\d+))?", bare).groups()
    if sign and len(decimals) == 3:
        whole, decimals = whole + decimals, ""
    return float(re.sub(r"[.,]", "", whole) + (f".{decimals}" if decimals else ""))


def rounding(value):
    return 0.501 if abs(value) >= 1000 else 0.0501


def test_the_states_of_the_regions_add_up_to_those_of_all(sample):
    page = sample.get(f"/en/{ROUND}").decode()
    body = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    found = [[int(cell) for cell in re.findall(r"(\d+)</td>", row)] for row in body.split("<tr>")[1:]]
    whole, *regions = found
    assert len(regions) == 5  # those without a region are one of them
    assert whole == [sum(column) for column in zip(*regions, strict=True)]


def test_no_middle_half_is_told_of_fewer_than_five(sample):
    page = unescape(sample.get(f"/en/{ROUND}").decode())
    rows = [row for row in page.split("<tr>") if "The middle half lies between" in row]
    assert rows
    for row in rows:
        reporting = re.search(r"(\d+) of \d+ countries", re.sub(r"<[^>]+>", " ", row))
        assert int(reporting[1]) >= 5, row
