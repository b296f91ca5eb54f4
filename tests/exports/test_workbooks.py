"""Workbooks: a sheet a dimension, numbers as numbers, texts as texts, read by other programs as they are."""

import csv
import io
import shutil
import subprocess
from dataclasses import replace

import openpyxl
import pandas
import pytest

from survey.exports.tables import as_xlsx
from survey.exports.tables.answers import answers
from survey.exports.tables.as_csv import MACHINES, for_people, to_csv
from survey.exports.tables.as_xlsx import to_xlsx
from survey.exports.tables.covers import book
from survey.exports.tables.figure_rows import figures_table
from survey.exports.tables.wide import wide
from survey.languages import LANGUAGES, ReaderLocale
from tests.exports.rounds import CASES, EVERY_KIND, about, naming, seen, source, value

TWO_DIMENSIONS = EVERY_KIND.replace(
    "sections:\n", "dimensions: {law: Legal framework, know: Knowledge}\nsections:\n"
).replace("  - id: words\n", "    dimension: law\n  - id: words\n", 1)
TWO_DIMENSIONS = TWO_DIMENSIONS.replace(
    "  - id: figures\n", "  - id: figures\n    dimension: know\n"
).replace("    dimension: law\n", "", 1)
YEARS_FR = for_people(ReaderLocale(LANGUAGES["fr"]).locale)


def workbook(make=wide, language="fr", form=TWO_DIMENSIONS, **how):
    of = source(form=form, **how)
    file = io.BytesIO()
    to_xlsx(book(about(of, language), make(of, naming(of, "labels", language))), file)
    return file.getvalue()


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def values(sheet):
    """The rows of a sheet by the names of their columns."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_there_is_a_cover_notes_and_a_sheet_a_dimension():
    made = opened(workbook())
    assert ["Page de garde", "Notes", "Généralités", "Knowledge"] == made.sheetnames
    cover = [cell.value for row in made["Page de garde"].iter_rows() for cell in row if cell.value]
    assert "A question of every kind" == cover[0]
    assert {"2 rapports", "1er juin 2020", "2020"} <= set(cover)


def test_each_sheet_has_the_reports_with_the_questions_of_its_dimension():
    made = opened(workbook())
    figures, general = values(made["Knowledge"]), values(made["Généralités"])
    assert [("Chili", 1200, 1234.5), ("Madagascar", 7, None)] == [
        (row["Pays"], row["1.1 Children"], row["1.2 Budget"]) for row in figures
    ]
    assert ("Chili", "=HYPERLINK(1)", "Inspección") == tuple(
        general[0][one] for one in ("Pays", "2.1 Name", "2.5 Objective\u202f: 1")
    )
    assert "2.1 Name" not in figures[0]


def test_texts_are_texts_and_numbers_and_days_have_their_formats():
    made = opened(workbook())
    assert {"s", "n", "d"} == {
        cell.data_type
        for sheet in made
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    by_head = {made["Knowledge"].cell(1, cell.column).value: cell for cell in made["Knowledge"][2]}
    assert ("#,##0", "#,##0.00####", "0", "yyyy-mm-dd") == tuple(
        by_head[one].number_format
        for one in ("1.1 Children", "1.2 Budget", "1.7 Since which year?", "1.8 On which day?")
    )


def test_headers_stay_in_sight_and_columns_are_wide_enough():
    sheet = opened(workbook())["Knowledge"]
    assert "E2" == sheet.freeze_panes
    assert "Pays" == sheet["D1"].value
    assert sheet.auto_filter.ref.startswith("A1:")
    assert all(one.width >= 9 for one in sheet.column_dimensions.values())
    assert ("$1:$1", "$A:$D", "landscape") == (
        sheet.print_title_rows, sheet.print_title_cols, sheet.page_setup.orientation
    )  # fmt: skip


def test_rows_are_as_high_as_what_stands_in_them_but_a_story_does_not_fill_the_screen():
    made = opened(workbook(language="es"))
    head, chile, madagascar = (made["General"].row_dimensions[number].height for number in (1, 2, 3))
    assert head >= 30.0
    assert (30.0, None) == (chile, madagascar)
    story = {"story": {"": value("narrative", "Una línea.\n" * 50, lang="es")}}
    told = [replace(CASES[0], content={**CASES[0].content, "answers": story})]
    assert 90.0 == opened(workbook(language="es", cases=told))["General"].row_dimensions[2].height


def test_a_preview_says_so_on_the_cover_and_in_the_notes():
    made = opened(workbook(preview=True))
    for name in ("Page de garde", "Notes"):
        assert any("Ceci est un aperçu" in str(cell.value) for row in made[name] for cell in row)
    assert {"2020 (aperçu)"} == {row["Cycle"] for row in values(made["Knowledge"])}


def test_the_same_answers_are_the_same_bytes():
    assert workbook() == workbook()


def test_long_texts_are_cut_and_say_so_and_long_sheets_go_on(monkeypatch):
    monkeypatch.setattr(as_xlsx, "MOST_ROWS", 6)
    monkeypatch.setattr(as_xlsx, "LONGEST_TEXT", 12)
    made = opened(workbook(answers))
    assert {"Généralités", "Généralités 2", "Knowledge", "Knowledge 2"} <= {*made.sheetnames}
    rows = [row for sheet in made.worksheets[2:] for row in values(sheet)]
    assert 23 == len(rows)
    assert "Línea un […]" in {row["Texte"] for row in rows}


def test_questions_in_the_same_words_stand_on_the_sheet_of_their_own_dimension():
    form = TWO_DIMENSIONS.replace("label: Budget", "label: Name")
    made = opened(workbook(answers, form=form))
    assert {"1.2 Name"} == {row["Question"] for row in values(made["Knowledge"]) if "Name" in row["Question"]}
    assert {"2.1 Name"} == {
        row["Question"] for row in values(made["Généralités"]) if "Name" in row["Question"]
    }


def test_the_cover_says_when_the_reports_are_not_all_that_count():
    of = source()
    said = []
    for own in (False, True):
        cover = book(replace(about(of, "fr"), own=own), wide(of, naming(of))).cover
        said.append(dict(cover)["Rapports"])
    assert ["2 rapports", "2 rapports acceptés que vous pouvez consulter"] == said


def test_notes_say_what_is_to_be_known_of_what_is_in_the_book():
    of = source()

    def notes(table):
        return " ".join(words for _, words in book(about(of), table).notes)

    assert ("never averaged" in notes(figures_table(of, naming(of), seen(of)))) is True
    assert ("never averaged" in notes(wide(of, naming(of)))) is False
    assert "never zero" in notes(wide(of, naming(of)))


def test_figures_come_as_a_workbook_too():
    def make(of, names):
        return figures_table(of, names, seen(of))

    made = opened(workbook(make, "es"))
    sums = {
        (row["Zona"], row["Valor"])
        for row in values(made["Knowledge"])
        if (row["Texto de la pregunta"], row["Estadística"], row["Sex"], row["Age"])
        == ("Children", "Suma", "Both sexes", "All ages")
    }
    assert {("Todos los países pioneros", 1207), ("Américas", 1200), ("África", 7)} == sums


def test_pandas_reads_the_same_numbers_and_accents():
    of = source()
    frame = pandas.read_csv(
        io.BytesIO(b"".join(to_csv(answers(of, naming(of)), MACHINES))), dtype={"country_m49": str}
    )
    children = frame[(frame.question == "children") & (frame.sex == "_T")]
    assert [1200.0, 7.0] == list(children.value_number)
    assert ["152", "450"] == list(children.country_m49)
    assert "Encuesta nacional, año 2019" == children.source.iloc[0]
    sheets = pandas.read_excel(io.BytesIO(workbook()), sheet_name=None)
    assert 1234.5 == sheets["Knowledge"]["1.2 Budget"][0]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """LibreOffice, with a profile of its own."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is not installed; 'make system' installs it"
    profile = tmp_path_factory.mktemp("office")

    def convert(path, to, *options):
        words = [program, f"-env:UserInstallation=file://{profile}", "--headless", *options]
        words += ["--convert-to", to, "--outdir", str(path.parent / "out"), str(path)]
        subprocess.run(words, check=True, capture_output=True, timeout=600)
        return path.parent / "out" / f"{path.stem}.{to.split(':')[0]}"

    return convert


def test_libreoffice_reads_the_same_numbers_and_accents(office, tmp_path):
    """French CSV as a French spreadsheet opens it, and the workbook as it is."""
    of, french = source(), 1036
    path = tmp_path / "people.csv"
    path.write_bytes(b"".join(to_csv(wide(of, naming(of, "labels", "fr")), YEARS_FR)))
    read = office(path, "xlsx", f"--infilter=CSV:59,34,76,1,,{french},false,true")
    rows = values(openpyxl.load_workbook(read).active)
    assert [("Chili", 1200, 1234.5, None), ("Madagascar", 7, None, 0.1)] == [
        tuple(row[one] for one in ("Pays", "1.1 Children", "1.2 Budget", "1.3 Share")) for row in rows
    ]
    assert ("Inspección", "'=HYPERLINK(1)", 'Línea uno; "dos"\ntres') == tuple(
        rows[0][one] for one in ("2.5 Objective\u202f: 1", "2.1 Name", "2.2 Story")
    )
    book_path = tmp_path / "book.xlsx"
    book_path.write_bytes(workbook(form=EVERY_KIND))
    office(book_path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,false,false,false,3")
    (written,) = (tmp_path / "out").glob("book*.csv")
    text = written.read_text(encoding="utf-8")
    (chile, _) = csv.DictReader(io.StringIO(text))
    assert ("Chili", "=HYPERLINK(1)", "1234.5") == (chile["Pays"], chile["2.1 Name"], chile["1.2 Budget"])
