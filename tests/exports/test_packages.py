"""The package is read by the tools that others use, is whole, and is the same for the same answers."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from survey.exports.tables.package import write_package
from tests.exports.rounds import EVERY_KIND, package, source

GOLDEN = Path(__file__).parent / "golden" / "package"
DESCRIPTIONS = ("datapackage.json", "csv-metadata.json")
PROGRAMS = Path(sys.executable).parent


def made(**how):
    file = io.BytesIO()
    write_package(package(source(**how)), file)
    return file.getvalue()


@pytest.fixture
def unpacked(tmp_path):
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    return tmp_path


def frictionless(folder):
    words = [PROGRAMS / "frictionless", "validate", "datapackage.json", "--json"]
    found = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return found.returncode, json.loads(found.stdout)


def csvw(folder):
    words = [PROGRAMS / "csvwvalidate", "csv-metadata.json"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False).stdout.strip()


def test_frictionless_and_csvw_find_nothing_wrong(unpacked):
    code, report = frictionless(unpacked)
    assert (0, True, []) == (code, report["valid"], report["errors"])
    assert [("answers", 23), ("wide", 2), ("figures", 244), ("rows", 4), ("codebook", 416)] == [
        (task["name"], task["stats"]["rows"]) for task in report["tasks"]
    ]
    assert "OK" == csvw(unpacked)


def test_frictionless_and_csvw_would_find_a_wrong_number_and_a_row_twice(unpacked):
    path = unpacked / "rows.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join((*lines, lines[-1].replace(b",2,", b",two,"))))
    assert 1 == frictionless(unpacked)[0]
    assert "OK" != csvw(unpacked)


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_what_is_said_of_the_tables_is_as_it_was_looked_at(unpacked, name):
    assert (GOLDEN / name).read_bytes() == (unpacked / name).read_bytes()


def described(unpacked, table):
    content = json.loads((unpacked / "datapackage.json").read_text())
    (found,) = (one["schema"] for one in content["resources"] if one["name"] == table)
    return found, {field["name"]: field for field in found["fields"]}


def test_the_description_has_codes_units_references_and_the_licence(unpacked):
    answers, of_answers = described(unpacked, "answers")
    _, of_wide = described(unpacked, "wide")
    assert ["_T", "F", "M"] == of_answers["sex"]["constraints"]["enum"]
    assert ["farms", "mines"] == of_wide["sector"]["constraints"]["enum"]
    statistics = described(unpacked, "figures")[1]["statistic"]["constraints"]["enum"]
    assert {"withheld", "calculated", "sum", "rate", "count:yes", "share:mines"} <= set(statistics)
    assert "persons" in of_answers["unit"]["constraints"]["enum"]
    assert {"AFR", "none"} <= set(of_answers["region_code"]["constraints"]["enum"])
    assert ["next_steps", "priorities"] == described(unpacked, "rows")[1]["list"]["constraints"]["enum"]
    assert "choice" in described(unpacked, "codebook")[1]["part"]["constraints"]["enum"]
    assert [0, 1] == of_wide["themes__cl"]["constraints"]["enum"]
    assert "persons" == of_wide["children__sex_F"]["unit"]
    assert ["wide"] == [one["reference"]["resource"] for one in answers["foreignKeys"]]
    content = json.loads((unpacked / "datapackage.json").read_text())
    assert [{"name": "CC-BY-4.0"}] == content["licenses"]


@pytest.mark.parametrize(
    ("table", "before", "after", "error"),
    [
        ("answers", b",accepted,", b",agreed,", "constraint-error"),
        ("answers", b"2020,MDG,", b"2020,PER,", "foreign-key"),
        ("figures", b",median,", b",mean,", "constraint-error"),
        ("wide", b",cl ht,1,", b",cl ht,2,", "constraint-error"),
    ],
    ids=["an unknown state", "a report that is not there", "an unknown statistic", "neither chosen nor not"],
)
def test_frictionless_would_find_what_the_description_forbids(unpacked, table, before, after, error):
    path = unpacked / f"{table}.csv"
    assert before in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(before, after))
    (task,) = (one for one in frictionless(unpacked)[1]["tasks"] if one["name"] == table)
    assert error in {found["type"] for found in task["errors"]}


def test_checksums_tell_whether_every_file_is_whole(unpacked):
    sums = dict(line.split("  ")[::-1] for line in (unpacked / "SHA256SUMS").read_text().splitlines())
    names = {path.name for path in unpacked.iterdir()} - {"SHA256SUMS"}
    assert {name: sha256((unpacked / name).read_bytes()).hexdigest() for name in names} == sums


def test_the_same_answers_are_the_same_bytes():
    assert made() == made()
    assert made() != made(preview=True)


def test_the_questionnaire_is_the_one_that_was_asked(unpacked):
    assert EVERY_KIND.encode() == (unpacked / "questionnaire.yaml").read_bytes()


def test_the_codebook_knows_every_code_of_the_answers_in_three_languages(unpacked):
    def rows(name):
        with (unpacked / name).open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    known = {(row["list"], row["code"]): row for row in rows("codebook.csv")}
    assert ("Accepted", "Accepté", "Aceptado") == tuple(
        known["state", "accepted"][f"label_{language}"] for language in ("en", "fr", "es")
    )
    for row in rows("answers.csv"):
        asked = row["question"]
        assert ("question", asked) in known and ("section", row["section"]) in known
        assert all(
            ("choice:" + asked, code) in known for code in row["value_code"].split() if code[0] not in "12"
        )
        assert not row["missing_reason"] or ("missing_reason", row["missing_reason"]) in known
        assert not row["sex"] or ("breakdown:sex", row["sex"]) in known
        assert not row["unit"] or ("unit", row["unit"]) in known
        assert ("kind", row["kind"]) in known


def test_the_codebook_says_what_each_column_of_the_wide_table_holds(unpacked):
    with (unpacked / "wide.csv").open(newline="", encoding="utf-8") as file:
        columns = next(csv.reader(file))
    with (unpacked / "codebook.csv").open(newline="", encoding="utf-8") as file:
        known = {(row["list"], row["code"]): row for row in csv.DictReader(file)}
    assert [] == [name for name in columns if not known.keys() & {("wide", name), ("column", name)}]

    def held(name):
        return tuple(known["wide", name][of] for of in ("question", "row", "cell", "part", "choice", "unit"))

    assert ("children", "", "age=Y5T14;sex=F", "value", "", "persons") == held("children__age_Y5T14__sex_F")
    assert ("ratified", "C182", "", "missing", "", "") == held("ratified__C182__missing")
    assert ("themes", "", "", "choice", "cl", "") == held("themes__cl")
    assert ("priorities.reached", "2", "", "value", "", "persons") == held("priorities_reached__2")


def test_the_codebook_knows_countries_currencies_and_statistics(unpacked):
    with (unpacked / "codebook.csv").open(newline="", encoding="utf-8") as file:
        known = {(row["list"], row["code"]): row["label_fr"] for row in csv.DictReader(file)}
    with (unpacked / "figures.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code, lists = row["statistic"], ("statistic", f"statistic:{row['question']}")
            assert not code or known.keys() & {(listed, code) for listed in lists}, row
            assert not row["currency"] or ("currency", row["currency"]) in known
            assert not row["unit"] or ("unit", row["unit"]) in known
            assert row["level"] != "region" or ("region", row["area_code"]) in known
    assert ("Chili", "dollar des États-Unis") == (known["country", "CHL"], known["currency", "USD"])


def test_a_preview_says_so_in_its_description_and_its_readme():
    with zipfile.ZipFile(io.BytesIO(made(preview=True))) as archive:
        readme = archive.read("README.txt").decode()
        assert ["preview"] == json.loads(archive.read("datapackage.json"))["keywords"]
    assert all(
        word in readme for word in ("This is a preview", "Ceci est un aperçu", "Esta es una vista previa")
    )
