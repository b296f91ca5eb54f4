"""Every page, file, cover and document of a demonstration says that it is a sample; a real one never does."""

import csv
import io
import json
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

import survey.web
from survey.actions.context import Context
from survey.actions.people.signing_in import sign_in_sample
from survey.cli import main
from survey.storage.engine.connecting import engine_for
from survey.storage.engine.database import db
from survey.storage.people.people import Grant
from survey.web.app import create_app
from tests.exports.papers import read_docx, read_pdf, words_of_docx

WORDS = {"en": "Sample", "fr": "Exemple", "es": "Ejemplo"}
SENTENCES = {
    "en": "A demonstration with sample data. Nothing here is real.",
    "fr": "Démonstration avec des données fictives. Rien de ce qui figure ici n’est réel.",
    "es": "Demostración con datos de ejemplo. Nada de lo que aparece aquí es real.",
}
ROUND, REPORTS = "rounds/pathfinder-progress/2020", "reports/pathfinder-progress/2020"
PAGES = (
    "", "help", "forms", "forms/pathfinder-progress/2020", "forms/pathfinder-progress/2020/about", "nowhere",
    "home", "sessions", "audit", ROUND, f"{ROUND}/regions/AFR", f"{ROUND}/compare", f"{ROUND}/years",
    f"{ROUND}/board", f"{ROUND}/downloads", f"{ROUND}/queries", f"{ROUND}/questions/cl.prevalence.children",
    f"{REPORTS}/ALB", f"{REPORTS}/ALB/summary", f"{REPORTS}/ALB/downloads", f"{REPORTS}/ALB/steps",
    f"{REPORTS}/ALB/changes", f"{REPORTS}/XAA/summary", f"{REPORTS}/XAB/review", "countries/XAB",
)  # fmt: skip
EXPORTS = ("answers", "wide", "figures")
TABLES = {"answers.csv", "wide.csv", "figures.csv", "rows.csv", "codebook.csv"}


class Installation:
    """An installation, asked by its pages as somebody of the secretariat, and on the command line."""

    def __init__(self, file):
        self.url = f"sqlite:///{file}"
        self.app = create_app(database_url=self.url, cache=file.parent / "files", second_factor="offered")
        self.client = self.app.test_client()
        self.client.set_cookie("survey-session", self.session_token())

    def session_token(self):
        """Begin a session of the secretariat's person."""
        engine = engine_for(self.url)
        with Session(engine) as session:
            person = session.scalars(select(Grant.person_id).where(Grant.role == "secretariat")).one()
        token = sign_in_sample(person, Context(datetime.now(UTC), engine=engine))
        engine.dispose()
        return token

    def get(self, path):
        """What is at an address."""
        with self.client.get(path) as response:
            return response.get_data()

    def export(self, *words):
        """Write a file on the command line."""
        chosen = ("--round", "2020", "--form", "pathfinder-progress")
        environment = {"SURVEY_DATABASE_URL": self.url}
        result = CliRunner(env=environment).invoke(main, ["export", *words, *chosen])
        assert 0 == result.exit_code, result.output
        return result.stdout_bytes


def installed(file):
    """An installation on a database, closed at the end."""
    made = Installation(file)
    yield made
    with made.app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def sample(demonstration, tmp_path_factory):
    """A demonstration's database, served and exported as any other: no setting says what it is."""
    yield from installed(shutil.copy(demonstration, tmp_path_factory.mktemp("sample") / "demo.sqlite3"))


@pytest.fixture(scope="module")
def real(demonstration, tmp_path_factory):
    """The same data without the mark: as good as real."""
    file = shutil.copy(demonstration, tmp_path_factory.mktemp("real") / "real.sqlite3")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM installation WHERE name = 'demo'")
        connection.commit()
    yield from installed(file)


def rows(data):
    """The rows of a CSV file, whichever its separator is."""
    text = data.decode("utf-8-sig")
    first = text.splitlines()[0]
    separator = max(";,", key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def last_column(found):
    """The heading of the last column, and all that stands in it."""
    return found[0][-1], {row[-1] for row in found[1:]}


def lines(book, sheet=0):
    """The lines of one of the first sheets of a workbook, which hold names and words."""
    return [tuple(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]


def footers(data):
    """What stands at the left of the foot of each printed sheet of a workbook."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    sheets = [archive.read(name).decode() for name in archive.namelist() if "/worksheets/sheet" in name]
    found = [re.search(r"<oddFooter>&amp;L([^&<]*)", sheet) for sheet in sheets]
    return [foot.group(1) if foot else "" for foot in found]


@pytest.mark.parametrize("lang", WORDS)
def test_every_sort_of_page_says_so(sample, lang):
    for path in PAGES:
        page = sample.get(f"/{lang}/{path}").decode()
        assert (
            f'<p class="demo"><span class="icon icon-note" aria-hidden="true"></span> {SENTENCES[lang]}'
            in page
        ), path


def test_no_page_of_a_real_installation_says_so(real):
    for path in PAGES:
        page = real.get(f"/en/{path}").decode()
        assert "</main>" in page
        assert 'class="demo"' not in page, path


def test_the_pages_that_are_looked_at_are_there(sample):
    statuses = {path: sample.client.get(f"/en/{path}").status_code for path in PAGES}
    assert {"nowhere": 404} == {path: status for path, status in statuses.items() if status != 200}


def test_every_printed_sheet_says_so():
    css = (Path(survey.web.__file__).parent / "static/survey.css").read_text(encoding="utf-8")
    assert '@page sample { @top-center { content: "Sample · Exemple · Ejemplo"' in css
    assert "body:has(.demo) { page: sample; }" in css
    assert [] == [selectors for selectors in hidden_in_print(css) if ".demo" in selectors]


def hidden_in_print(css):
    """The selectors that are not printed."""
    printed = css.split("@media print", 1)[1]
    return [line.split("{")[0] for line in printed.splitlines() if "display: none" in line]


@pytest.mark.parametrize("content", EXPORTS)
def test_tables_on_the_command_line_have_a_column_for_it(sample, content):
    assert ("sample", {"1"}) == last_column(rows(sample.export(content)))
    assert "Exemple" in last_column(rows(sample.export(content, "--format", "people", "--lang", "fr")))[0]


@pytest.mark.parametrize("content", EXPORTS)
def test_tables_of_a_real_installation_have_no_such_column(real, content):
    for data in (real.export(content), real.get(f"/en/{ROUND}/downloads/{content}.csv")):
        found = rows(data)
        assert len(found) > 10
        assert "sample" not in found[0]


@pytest.mark.parametrize("content", EXPORTS)
def test_tables_from_a_page_have_a_column_for_it(sample, content):
    assert ("sample", {"1"}) == last_column(rows(sample.get(f"/en/{ROUND}/downloads/{content}.csv")))


def test_the_figures_of_countries_have_a_column_for_it(sample):
    assert ("sample", {"1"}) == last_column(rows(sample.export("figures", "--countries")))


def test_the_figures_of_a_question_have_it_in_every_file(sample):
    address = f"/en/{ROUND}/figures/cl.policies.number"
    assert ("sample", {"1"}) == last_column(rows(sample.get(f"{address}.csv")))
    assert b'"sample":true' in sample.get(f"{address}.json")
    assert b"Nothing here is real" in sample.get(f"{address}.svg")


def test_the_board_as_a_file_has_a_column_for_it(sample):
    heading, cells = last_column(rows(sample.get(f"/es/{ROUND}/board.csv")))
    assert heading.startswith("Ejemplo")
    assert {"1"} == cells


def test_the_board_of_a_real_installation_has_none(real):
    assert "Sample" not in rows(real.get(f"/en/{ROUND}/board.csv"))[0][-1]


@pytest.mark.parametrize(("content", "lang"), [*zip(EXPORTS, WORDS, strict=True)])
def test_a_workbook_says_so_on_its_cover_its_sheets_and_on_paper(sample, content, lang):
    data = sample.export(content, "--format", "xlsx", "--lang", lang)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    assert (WORDS[lang], SENTENCES[lang]) in lines(book)
    assert [WORDS[lang]] * len(book.worksheets) == footers(data)
    for sheet in book.worksheets[2:]:
        heads, *rows_below = sheet.iter_rows(values_only=True)
        at = next(place for place, head in enumerate(heads) if head.startswith(f"{WORDS[lang]} (1"))
        assert {1} == {row[at] for row in rows_below}


def test_a_workbook_of_a_real_installation_does_not(real):
    data = real.export("answers", "--format", "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    assert "Sample" not in {line[0] for line in lines(book)}
    assert [""] * len(book.worksheets) == footers(data)
    heads = [next(sheet.iter_rows(values_only=True)) for sheet in book.worksheets[2:]]
    assert [] == [head for row in heads for head in row if "Sample" in head]


def test_every_file_of_a_package_says_so(sample):
    archive = zipfile.ZipFile(io.BytesIO(sample.export("package")))
    tables = {name for name in archive.namelist() if name.endswith(".csv")}
    assert tables == TABLES
    for name in tables:
        assert ("sample", {"1"}) == last_column(rows(archive.read(name))), name
    told = archive.read("README.txt").decode()
    assert [] == [sentence for sentence in SENTENCES.values() if sentence not in told]
    described = json.loads(archive.read("datapackage.json"))
    assert ["sample"] == described["keywords"]
    assert {"sample"} == {table["schema"]["fields"][-1]["name"] for table in described["resources"]}
    assert "sample" == json.loads(archive.read("csv-metadata.json"))["dc:subject"]


def test_no_file_of_a_real_package_does(real):
    archive = zipfile.ZipFile(io.BytesIO(real.export("package")))
    for name in TABLES:
        assert "sample" not in rows(archive.read(name))[0], name
    assert SENTENCES["en"] not in archive.read("README.txt").decode()
    assert [] == json.loads(archive.read("datapackage.json"))["keywords"]
    assert "dc:subject" not in json.loads(archive.read("csv-metadata.json"))


DOCUMENTS = (
    f"{REPORTS}/ALB/downloads/answers", f"{REPORTS}/ALB/downloads/blank",
    f"{REPORTS}/ALB/downloads/about/answers", "forms/action-group-update/2020/paper",
)  # fmt: skip


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_says_so_on_its_first_page_and_at_the_head_of_each(sample, path, lang):
    data = sample.get(f"/{lang}/{path}.docx")
    assert SENTENCES[lang] in words_of_docx(data)
    head = read_docx(data).sections[0].header.paragraphs[0].text
    assert head.startswith(f"{WORDS[lang]} · ")


@pytest.mark.parametrize("path", [DOCUMENTS[0], DOCUMENTS[3]], ids=["filled", "blank"])
def test_a_pdf_says_so_on_every_page(sample, path):
    pages = read_pdf(sample.get(f"/en/{path}.pdf")).split("\f")[:-1]
    assert len(pages) > 2
    assert SENTENCES["en"] in " ".join(pages[0].split())
    assert [] == [page for page in pages[1:] if "Sample" not in page]


@pytest.mark.parametrize("path", DOCUMENTS)
def test_no_document_of_a_real_installation_does(real, path):
    data = real.get(f"/en/{path}.docx")
    assert len(words_of_docx(data)) > 10
    assert SENTENCES["en"] not in words_of_docx(data)
    assert not read_docx(data).sections[0].header.paragraphs[0].text.startswith("Sample")
